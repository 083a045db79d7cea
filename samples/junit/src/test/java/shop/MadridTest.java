package shop;

/** The shop in Madrid. */
class MadridTest extends ShopTests {}
