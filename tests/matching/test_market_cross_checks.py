"""Our measures beside those of scikit-bio, greylock and PySAL's access, on markets drawn at random."""

import warnings

import numpy as np
import pandas as pd
import pytest
from access import weights
from access.fca import two_stage_fca
from greylock import Metacommunity
from hypothesis import given, settings
from hypothesis import strategies as st
from skbio.diversity import alpha

from matching.market.access import WEIGHTS, e2sfca
from matching.market.likeness import likeness
from matching.market.measures import hhi, hill_number, leinster_cobbold, pielou_evenness, shares
from matching.market.sampled import chao1

some = settings(max_examples=25, deadline=None)
counts = st.lists(st.integers(1, 300), min_size=2, max_size=15)
seeds = st.integers(0, 2**32 - 1)


@some
@given(counts, st.sampled_from([0, 0.5, 1, 2, 3]))
def test_hill_numbers_are_those_of_scikit_bio(sizes, q):
    assert hill_number(sizes, q) == pytest.approx(alpha.hill(sizes, order=q))


@some
@given(counts)
def test_evenness_and_concentration_are_those_of_scikit_bio(sizes):
    assert pielou_evenness(sizes) == pytest.approx(alpha.pielou_e(sizes))
    assert hhi(sizes) == pytest.approx(10_000 / alpha.inv_simpson(sizes))
    assert shares(sizes).max() == pytest.approx(alpha.berger_parker_d(sizes))


@some
@given(st.lists(st.integers(1, 4), min_size=3, max_size=15).filter(lambda sizes: 2 in sizes))
def test_kinds_unseen_are_those_of_scikit_bio_but_for_the_size_of_the_sample(sizes):
    """Chao's first estimate, which scikit-bio has, leaves out (n − 1)/n."""
    n = sum(sizes)
    unseen = alpha.chao1(sizes, bias_corrected=False) - len(sizes)
    assert chao1(sizes) - len(sizes) == pytest.approx((n - 1) / n * unseen)


@some
@given(counts, seeds, st.sampled_from([0, 1, 2]))
def test_diversity_with_likeness_is_that_of_greylock(sizes, seed, q):
    held = np.random.default_rng(seed).random((len(sizes), 6)) < 0.5
    alike = likeness([held[:, :3], held[:, 3:]])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = Metacommunity(pd.DataFrame({"market": sizes}), similarity=alike)
        assert leinster_cobbold(sizes, alike, q) == pytest.approx(
            theirs.metacommunity_diversity(viewpoint=q, measure="alpha")
        )


@some
@given(st.integers(1, 7), st.integers(1, 7), seeds)
def test_floating_catchments_are_those_of_access(homes, clinics, seed):
    chance = np.random.default_rng(seed)
    people, beds = chance.integers(1, 500, homes), chance.integers(1, 50, clinics)
    miles = chance.uniform(0, 14, (homes, clinics))
    demand = pd.DataFrame({"geoid": range(homes), "demand": people})
    supply = pd.DataFrame({"geoid": range(clinics), "supply": beds})
    origin, destination = (each.ravel() for each in np.indices(miles.shape))
    costs = pd.DataFrame({"origin": origin, "dest": destination, "cost": miles.ravel()})
    step = weights.step_fn(dict(zip((3, 6, 10), WEIGHTS, strict=True)))
    theirs = two_stage_fca(demand, supply, costs, max_cost=10, weight_fn=step)
    found = pd.Series(theirs).reindex(range(homes)).fillna(0.0)
    assert e2sfca(people, beds, miles) == pytest.approx(found.to_numpy())
