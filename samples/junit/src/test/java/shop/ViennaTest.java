package shop;

/** The shop in Vienna. */
class ViennaTest extends ShopTests {}
