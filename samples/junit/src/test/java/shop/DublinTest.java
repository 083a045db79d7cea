package shop;

/** The shop in Dublin. */
class DublinTest extends ShopTests {}
