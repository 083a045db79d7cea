-- The product team says "description" everywhere.
ALTER TABLE shop.books RENAME COLUMN blurb TO description;

-- Some test systems still have it; production lost it in V14.
ALTER TABLE shop.books DROP COLUMN IF EXISTS legacy_number;

-- flygate:ignore drop-column reason: no reader since release 4.1 (2026-03), SHOP-655
ALTER TABLE shop.customers DROP COLUMN fax;
