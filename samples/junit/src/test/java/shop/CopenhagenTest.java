package shop;

/** The shop in Copenhagen. */
class CopenhagenTest extends ShopTests {}
