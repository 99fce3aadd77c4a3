"""The market measures over the whole file of worked numbers, where it stands beside the checkout."""

import json
import math

import numpy as np
import pytest

from matching.market.access import e2sfca, floating_catchment
from matching.market.measures import (
    cr4,
    effective_choice,
    fragility,
    hhi,
    hill_number,
    jensen_shannon_bits,
    leinster_cobbold,
    mean_owners,
    people_without_supply,
    per_thousand,
    pielou_evenness,
    representation_ratio,
    shortfall,
    suppress_small_counts,
    wilson_interval,
)
from tests.real_files import real_file

pytestmark = pytest.mark.real_files


def textbook_concentration(given):
    shares = given["shares_percent"]
    return {
        "HHI": hhi(shares),
        "CR4": cr4(shares),
        "effective_number": hill_number(shares, 2),
        "CR1": 100 * fragility(shares).share,
        "HHI_after_merging_first_two": hhi([sum(shares[:2]), *shares[2:]]),
        "delta_HHI_first_two": hhi([sum(shares[:2]), *shares[2:]]) - hhi(shares),
    }


def long_tailed_indices(given):
    counts = given["counts"]
    return {
        "shannon_nats": math.log(hill_number(counts, 1)),
        "pielou_e": pielou_evenness(counts),
        "gini_simpson": 1 - 1 / hill_number(counts, 2),
        "berger_parker": 1 / hill_number(counts, math.inf),
        "inv_simpson": hill_number(counts, 2),
        "HHI": hhi(counts),
    }


def kinds_and_their_likeness(given):
    counts, likeness = given["counts"], given["Z"]
    return {
        "hill_naive": {q: hill_number(counts, float(q)) for q in "012"},
        "leinster_cobbold": {q: leinster_cobbold(counts, likeness, float(q)) for q in "012"},
        "rao_Q": 1 - 1 / leinster_cobbold(counts, likeness, 2),
        "HHI": hhi(counts),
    }


def floating_catchments(given):
    people, supply, minutes = (np.array(given[key]) for key in ("population", "supply", "cost_minutes"))
    return {
        "2SFCA_binary_catchment_60": e2sfca(people, supply, minutes, (60.0,), (1.0,)),
        "2SFCA_gravity_inverse_cost": floating_catchment(people, supply, (minutes <= 60) / minutes),
        "E2SFCA_step_1_.68_.22_at_10_30_60": e2sfca(people, supply, minutes, (10.0, 30.0, 60.0)),
    }


def supply_by_language(given):
    people, able = given["population"], given["supply_capable_providers"]
    return {
        "representation_ratio": representation_ratio(able, people),
        "population_weighted_shortfall_sum_P(1-min(1,S/P))": shortfall(able, people),
        "total_variation": shortfall(people, able),
        "per_1000": per_thousand(able, people),
        "jensen_shannon_bits": jensen_shannon_bits(able, people),
        "people_in_zero_supply_groups": people_without_supply(able, people),
    }


def choice_of_profiles(given):
    areas = list(given["population"])
    owners = np.array([given["options_by_area_and_profile"][area] for area in areas])
    people = np.array([given["population"][area] for area in areas])
    everybody = np.repeat(people[:, None], owners.shape[1], axis=1)
    choice = effective_choice(owners, everybody)
    shares = {"share_0": choice.none, "share_1_2": choice.few, "share_3plus": choice.enough}
    return {**shares, "mean_options": mean_owners(owners, everybody)}


def hidden_counts(given):
    return {"published": [suppress_small_counts(count) for count in given["counts"]]}


def wilson_intervals(given):
    return {pair: wilson_interval(*map(int, pair.split("/"))) for pair in given["k/n"]}


@pytest.mark.parametrize(
    ("oracle", "measured"),
    [
        ("D1_hhi_textbook", textbook_concentration),
        ("D4_skbio_indices", long_tailed_indices),
        ("D6_care_types_LC_Rao", kinds_and_their_likeness),
        ("D7_2sfca", floating_catchments),
        ("D9_cultural_gap", supply_by_language),
        ("D10_effective_choice", choice_of_profiles),
        ("D11_suppression", hidden_counts),
        ("D13_wilson", wilson_intervals),
    ],
)
def test_measures_agree_with_the_worked_numbers(oracle, measured):
    worked = json.loads(real_file("oracles/oracles.json").read_text())["oracles"]
    (example,) = [each for each in worked if each["id"] == oracle]
    for key, value in measured(example["inputs"]).items():
        assert_agrees(value, example["expected"][key], example["tolerance"])


def assert_agrees(value, expected, tolerance):
    if isinstance(expected, dict):
        for key, part in expected.items():
            assert_agrees(value[key], part, tolerance)
    elif isinstance(expected, list) and "*" in expected:
        assert list(value) == expected
    else:
        # Printed to six figures, some of them above a thousand.
        assert value == pytest.approx(expected, abs=tolerance, rel=tolerance)
