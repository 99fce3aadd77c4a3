"""Facts of a listing: a DBS check says who saw it and when, and reads "ask" once that is long ago."""

from datetime import date
from types import SimpleNamespace

import pytest

from directory.web.fact_words import facts_of

SEEN = {"dbs": "seen", "dbs_level": "Enhanced", "dbs_seen": "2024-01-10", "dbs_seen_by": "Example register"}


def facts(example=False, attributes=(), service_area=None, **stated):
    option = SimpleNamespace(
        facts=stated, field_sources={}, example=example, attributes=attributes, service_area=service_area
    )
    return {fact.words: fact for fact in facts_of(option, date(2026, 11, 21))}


def test_a_seen_certificate_says_its_level_who_saw_it_and_when():
    told = facts(**SEEN)["Criminal record check (DBS)"].value
    assert told == "Enhanced, seen 10 January 2024 by Example register"


@pytest.mark.parametrize("seen", ["2023-11-21", "2023-11-20", "2026-11-22", "", "soon"])
def test_an_old_future_or_missing_date_reads_ask(seen):
    assert facts(**{**SEEN, "dbs_seen": seen})["Criminal record check (DBS)"].value == "Ask to see it"


def test_a_self_declared_check_reads_ask():
    assert facts(dbs="ask")["Criminal record check (DBS)"].value == "Ask to see it"


def test_only_a_web_address_of_the_register_becomes_a_link():
    assert facts(register_url="https://example.org/1")["Entry in the register"].is_link
    assert not facts(register_url="javascript:alert(1)")["Entry in the register"].is_link
    assert not facts(when="https://example.org")["When"].is_link


def test_an_invented_service_is_never_linked_to_a_real_register():
    told = facts(example=True, register_url="https://www.cqc.org.uk/location/1-99000000594")
    assert not told["Entry in the register"].is_link
    assert "made up" in told["Entry in the register"].value


def test_a_text_that_only_repeats_what_the_lists_tell_is_left_out():
    mornings = SimpleNamespace(vocabulary="times", code="weekday_morning", verdict="yes")
    area = SimpleNamespace(codes=("E1", "E3"))
    told = facts(attributes=[mornings], service_area=area, when="Weekday mornings", travel_area_text="E1; E3")
    assert told == {}
    more = facts(attributes=[mornings], when="Weekday mornings; Tuesdays from 9")
    assert more["When"].value == "Weekday mornings; Tuesdays from 9"


def test_a_yes_is_written_as_a_word():
    assert facts(drives="yes")["Drives"].value == "Yes"
