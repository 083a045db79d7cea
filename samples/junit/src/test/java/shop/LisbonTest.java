package shop;

/** The shop in Lisbon. */
class LisbonTest extends ShopTests {}
