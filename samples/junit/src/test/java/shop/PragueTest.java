package shop;

/** The shop in Prague. */
class PragueTest extends ShopTests {}
