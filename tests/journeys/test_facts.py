"""Facts of a listing: a DBS check says who saw it and when, and reads "ask" once that is long ago."""

from datetime import date
from types import SimpleNamespace

import pytest

from directory.web.fact_words import facts_of

SEEN = {"dbs": "seen", "dbs_level": "Enhanced", "dbs_seen": "2024-01-10", "dbs_seen_by": "Example register"}


def facts(**stated):
    option = SimpleNamespace(facts=stated, field_sources={})
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
