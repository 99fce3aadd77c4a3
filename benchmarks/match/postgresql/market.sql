-- The market as PostgreSQL likes it best: rows of fixed width without nulls, read in this order; codes as bits.
-- a_* holds the lists setting, user_bands, faith, culture and diet; b_* staff_gender, flags, accessibility,
-- times, funding and service_type; own_*, go_*, in_* the needs in three settings with the law's safeguards
-- already applied; language_* the languages in use. A code answered neither yes nor no is unknown.
-- lies: 0 at its place, 1 at its place but perhaps coming from anywhere (visits, area undeclared), 2 nowhere.
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
    area smallint NOT NULL,
    kind smallint NOT NULL,
    unit smallint NOT NULL,
    employment smallint NOT NULL,
    whole_miles smallint NOT NULL,
    languages_complete smallint NOT NULL,
    lies smallint NOT NULL
) PARTITION BY LIST (lies);

CREATE TABLE settled PARTITION OF option FOR VALUES IN (0);
CREATE TABLE roaming PARTITION OF option FOR VALUES IN (1);
CREATE TABLE placeless PARTITION OF option FOR VALUES IN (2);

-- Who declared which postcode districts and councils as their area.
CREATE TABLE area (code integer NOT NULL, number bigint NOT NULL);
