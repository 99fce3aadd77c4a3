-- Variant "point": PostgreSQL alone. Rows near each other share pages, and every search is of a box of places.
-- 805 metres are half a mile: a place told in whole miles may lie that much further than its miles say.
CREATE FUNCTION reach_box(place point, miles float8) RETURNS box IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql AS
$$ SELECT box(point(place[0] - miles * 1609.344 - 805, place[1] - miles * 1609.344 - 805),
              point(place[0] + miles * 1609.344 + 805, place[1] + miles * 1609.344 + 805)) $$;
CREATE INDEX settled_place ON settled USING gist (place);
CREATE INDEX roaming_place ON roaming USING gist (place);
CREATE INDEX circling_place ON circling USING gist (place);
CREATE INDEX districted_place ON districted USING gist (place);
CLUSTER settled USING settled_place;
CLUSTER roaming USING roaming_place;
CLUSTER circling USING circling_place;
CLUSTER districted USING districted_place;
CREATE INDEX circling_reach ON circling USING gist (reach_box(place, reach_miles));
CREATE INDEX declared_code ON declared (code);
CLUSTER declared USING declared_code;
VACUUM (FREEZE, ANALYZE);
