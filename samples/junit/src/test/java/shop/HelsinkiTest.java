package shop;

/** The shop in Helsinki. */
class HelsinkiTest extends ShopTests {}
