-- Variant "postgis": geometries in EPSG:27700 with GiST, and every code answered yes in an array with GIN.
CREATE EXTENSION postgis;
CREATE FUNCTION reach_square(spot geometry, miles float8) RETURNS geometry IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql AS
$$ SELECT ST_Expand(spot, miles * 1609.344 + 805) $$;
ALTER TABLE option ADD COLUMN spot geometry(Point, 27700), ADD COLUMN codes_yes integer[];
UPDATE option SET
    spot = ST_SetSRID(ST_MakePoint(place[0], place[1]), 27700),
    codes_yes = ARRAY(SELECT at FROM generate_series(0, 62) at WHERE a_yes >> at & 1 = 1)
             || ARRAY(SELECT 63 + at FROM generate_series(0, 62) at WHERE b_yes >> at & 1 = 1);
CREATE INDEX settled_spot ON settled USING gist (spot);
CREATE INDEX roaming_spot ON roaming USING gist (spot);
CLUSTER settled USING settled_spot;
CLUSTER roaming USING roaming_spot;
CREATE INDEX settled_codes ON settled USING gin (codes_yes);
CREATE INDEX roaming_codes ON roaming USING gin (codes_yes);
CREATE INDEX settled_reach ON settled USING gist (reach_square(spot, reach_miles)) WHERE area = 1;
CREATE INDEX settled_national ON settled (number) WHERE area = 4;
CREATE INDEX settled_number ON settled (number) WHERE area IN (2, 3);
CREATE INDEX area_code ON area (code) INCLUDE (number);
VACUUM (FREEZE, ANALYZE);
