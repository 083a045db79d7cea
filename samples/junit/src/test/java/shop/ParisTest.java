package shop;

/** The shop in Paris. */
class ParisTest extends ShopTests {}
