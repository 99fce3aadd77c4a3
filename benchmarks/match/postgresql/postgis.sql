-- Variant "postgis": geometries in EPSG:27700 with GiST, and every code answered yes in an array with GIN.
CREATE EXTENSION postgis;
CREATE FUNCTION reach_square(spot geometry, miles float8) RETURNS geometry
IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql AS
$$ SELECT ST_Expand(spot, miles * 1609.344 + 805) $$;
ALTER TABLE option ADD COLUMN spot geometry(Point, 27700), ADD COLUMN codes_yes integer[];
ALTER TABLE declared ADD COLUMN spot geometry(Point, 27700), ADD COLUMN codes_yes integer[];
CREATE FUNCTION codes_in(a bigint, b bigint) RETURNS integer[] IMMUTABLE LANGUAGE sql AS
$$ SELECT ARRAY(SELECT at FROM generate_series(0, 62) at WHERE a >> at & 1 = 1)
       || ARRAY(SELECT 63 + at FROM generate_series(0, 62) at WHERE b >> at & 1 = 1) $$;
UPDATE option SET
    spot = ST_SetSRID(ST_MakePoint(place[0], place[1]), 27700), codes_yes = codes_in(a_yes, b_yes);
UPDATE declared SET
    spot = ST_SetSRID(ST_MakePoint(place[0], place[1]), 27700), codes_yes = codes_in(a_yes, b_yes);
CREATE INDEX settled_spot ON settled USING gist (spot);
CREATE INDEX roaming_spot ON roaming USING gist (spot);
CREATE INDEX circling_spot ON circling USING gist (spot);
CREATE INDEX districted_spot ON districted USING gist (spot);
CLUSTER settled USING settled_spot;
CLUSTER roaming USING roaming_spot;
CLUSTER circling USING circling_spot;
CLUSTER districted USING districted_spot;
CREATE INDEX settled_codes ON settled USING gin (codes_yes);
CREATE INDEX roaming_codes ON roaming USING gin (codes_yes);
CREATE INDEX circling_codes ON circling USING gin (codes_yes);
CREATE INDEX districted_codes ON districted USING gin (codes_yes);
CREATE INDEX circling_reach ON circling USING gist (reach_square(spot, reach_miles));
CREATE INDEX declared_code ON declared (code);
CLUSTER declared USING declared_code;
VACUUM (FREEZE, ANALYZE);
