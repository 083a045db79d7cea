package shop;

/** The shop in Warsaw. */
class WarsawTest extends ShopTests {}
