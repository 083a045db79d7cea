package shop;

/** The shop in Amsterdam. */
class AmsterdamTest extends ShopTests {}
