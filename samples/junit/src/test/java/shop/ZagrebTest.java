package shop;

/** The shop in Zagreb. */
class ZagrebTest extends ShopTests {}
