package shop;

/** The shop in Brussels. */
class BrusselsTest extends ShopTests {}
