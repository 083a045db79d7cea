package shop;

/** The shop in Athens. */
class AthensTest extends ShopTests {}
