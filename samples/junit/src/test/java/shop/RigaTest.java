package shop;

/** The shop in Riga. */
class RigaTest extends ShopTests {}
