-- Variant "point": PostgreSQL alone. Rows near each other share pages, and every search is of a box of places.
-- 805 metres are half a mile: a place told in whole miles may lie that much further than its miles say.
CREATE FUNCTION reach_box(place point, miles float8) RETURNS box IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql AS
$$ SELECT box(point(place[0] - miles * 1609.344 - 805, place[1] - miles * 1609.344 - 805),
              point(place[0] + miles * 1609.344 + 805, place[1] + miles * 1609.344 + 805)) $$;
CREATE INDEX settled_place ON settled USING gist (place);
CREATE INDEX roaming_place ON roaming USING gist (place);
CLUSTER settled USING settled_place;
CLUSTER roaming USING roaming_place;
CREATE INDEX settled_reach ON settled USING gist (reach_box(place, reach_miles)) WHERE area = 1;
CREATE INDEX settled_national ON settled (number) WHERE area = 4;
CREATE INDEX settled_number ON settled (number) WHERE area IN (2, 3);
CREATE INDEX area_code ON area (code) INCLUDE (number);
VACUUM (FREEZE, ANALYZE);
