"""What is asked: the eight profiles at 10 km, for areas that lie as England's LSOAs do, of local options.

Nationwide options are left out, as three of them are enough for everybody and nothing would be left to count.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.match.homes import Homes
from directory.journeys.need_profiles import standard_profiles
from matching.fields import AREA_KINDS, METRES_A_MILE
from matching.market.areas import PeopleAt, SmallAreas
from matching.market.coverage import CodesTold, Coverage, coverages
from matching.market.gaps import with_budget_as_must
from matching.needs import Here, SupportNeeds
from matching.planes import Flags
from matching.snapshot import Snapshot

KM = 10
PEOPLE_AN_AREA = 1_700
"""People in an average LSOA of the Census of 2021."""


@dataclass(frozen=True)
class Question:
    """A market, its local options (n,), areas, and the profiles asked."""

    snapshot: Snapshot
    local: Flags
    areas: SmallAreas
    asked: Mapping[str, SupportNeeds]

    def covered(self, profile: str) -> Mapping[int, Coverage]:
        """Where each option is a choice, which peers are given: they count, and don't judge."""
        return coverages(self.asked[profile], self.snapshot, CodesTold(True, True), self.local)


def question(snapshot: Snapshot, homes: Homes, areas: int, seed: int) -> Question:
    """Areas at postcodes drawn evenly, so that they lie where people do; equal arguments, equal areas."""
    chance = np.random.default_rng([seed, 6])
    at = np.sort(chance.choice(len(homes), min(areas, len(homes)), replace=False))
    places = [_people_at(homes, int(home)) for home in at]
    local = snapshot.columns["area_kind"] != AREA_KINDS.index("national")
    return Question(snapshot, local, SmallAreas.of(places, snapshot), _asked())


def _people_at(homes: Homes, home: int) -> PeopleAt:
    outcode, council = homes.outcodes[homes.outcode[home]], homes.councils[homes.council[home]]
    here = Here(int(homes.easting[home]), int(homes.northing[home]), outcode, council)
    return PeopleAt(here, PEOPLE_AN_AREA)


def _asked() -> Mapping[str, SupportNeeds]:
    miles = KM * 1000 / METRES_A_MILE
    return {
        profile.id: replace(with_budget_as_must(profile.needs), within_miles=miles)
        for profile in standard_profiles()
    }
