package shop;

/** The shop in Bern. */
class BernTest extends ShopTests {}
