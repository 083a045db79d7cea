package shop;

/** The shop in Stockholm. */
class StockholmTest extends ShopTests {}
