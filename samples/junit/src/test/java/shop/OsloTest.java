package shop;

/** The shop in Oslo. */
class OsloTest extends ShopTests {}
