package shop;

/** The shop in Rome. */
class RomeTest extends ShopTests {}
