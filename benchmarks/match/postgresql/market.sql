-- The market as PostgreSQL likes it best: rows of fixed width without nulls, read in this order; codes as bits.
-- a_* holds the lists setting, user_bands, faith, culture and diet; b_* staff_gender, flags, accessibility,
-- times, funding and service_type; own_*, go_*, in_* the needs in three settings with the law's safeguards
-- already applied; language_* the languages in use. A code answered neither yes nor no is unknown.
-- A row lies in the partition that says from where it may be reached, so that a search opens only what can hold:
-- settled never visits; the others may visit, and roaming declared no area, nationwide the nation, circling a
-- radius, districted postcode districts or councils; placeless ones have no place.
CREATE TABLE option (
    number bigint NOT NULL,
    place point NOT NULL,
    a_yes bigint NOT NULL,
    a_no bigint NOT NULL,
    own_yes bigint NOT NULL,
    own_no bigint NOT NULL,
    go_yes bigint NOT NULL,
    go_no bigint NOT NULL,
    in_yes bigint NOT NULL,
    in_no bigint NOT NULL,
    b_yes bigint NOT NULL,
    b_no bigint NOT NULL,
    language_0 bigint NOT NULL,
    language_1 bigint NOT NULL,
    reach_miles float8 NOT NULL,
    price_pence float8 NOT NULL,
    unit_hours float8 NOT NULL,
    quality float8 NOT NULL,
    backing float8 NOT NULL,
    freshness float8 NOT NULL,
    hours_free float8 NOT NULL,
    free_day integer NOT NULL,
    area smallint NOT NULL,
    kind smallint NOT NULL,
    unit smallint NOT NULL,
    employment smallint NOT NULL,
    whole_miles smallint NOT NULL,
    languages_complete smallint NOT NULL,
    taking_new smallint NOT NULL,
    shortest_visit smallint NOT NULL,
    most_visits smallint NOT NULL,
    two_workers smallint NOT NULL,
    lies smallint NOT NULL
) PARTITION BY LIST (lies);

CREATE TABLE settled PARTITION OF option FOR VALUES IN (0);
CREATE TABLE roaming PARTITION OF option FOR VALUES IN (1);
CREATE TABLE nationwide PARTITION OF option FOR VALUES IN (2);
CREATE TABLE circling PARTITION OF option FOR VALUES IN (3);
CREATE TABLE districted PARTITION OF option FOR VALUES IN (4);
CREATE TABLE placeless PARTITION OF option FOR VALUES IN (5);

-- The rows that declared postcode districts or councils once more, under each district and council they named.
CREATE TABLE declared (code integer NOT NULL, LIKE option);
