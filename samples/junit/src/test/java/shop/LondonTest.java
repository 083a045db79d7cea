package shop;

/** The shop in London. */
class LondonTest extends ShopTests {}
