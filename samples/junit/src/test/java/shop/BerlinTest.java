package shop;

/** The shop in Berlin. */
class BerlinTest extends ShopTests {}
