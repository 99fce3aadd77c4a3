"""How each variant finds what is near: PostgreSQL's own points, or PostGIS with codes in arrays."""

from collections.abc import Sequence

from benchmarks.match.postgresql.judging import STATED, Judging, number
from matching.needs import Here, SupportNeeds

METRES_A_MILE = 1609.344


def _here(needs: SupportNeeds) -> Here:
    if needs.here is None:
        raise ValueError("A question without a place has no nearest options to measure.")
    return needs.here


def _corners(needs: SupportNeeds, miles: float) -> tuple[float, float, float, float]:
    here, metres = _here(needs), miles * METRES_A_MILE
    return here.easting - metres, here.northing - metres, here.easting + metres, here.northing + metres


class Points:
    """GiST indexes on a native ``point``, and on the box of a declared radius."""

    def near(self, needs: SupportNeeds, miles: float) -> str:
        west, south, east, north = _corners(needs, miles)
        return f"place <@ box '(({west},{south}),({east},{north}))'"

    def in_reach(self, needs: SupportNeeds) -> str:
        here = _here(needs)
        corner = f"({here.easting},{here.northing})"
        return f"reach_box(place, reach_miles) @> box '({corner},{corner})'"

    def metres(self, needs: SupportNeeds) -> str:
        here = _here(needs)
        return f"(place <-> point '({here.easting},{here.northing})')"

    def answered_yes(self, judging: Judging) -> Sequence[str]:
        return ()


class PostGis:
    """GiST indexes on PostGIS geometries, and GIN on the codes answered YES."""

    def near(self, needs: SupportNeeds, miles: float) -> str:
        corners = ", ".join(number(corner) for corner in _corners(needs, miles))
        return f"spot && ST_MakeEnvelope({corners}, 27700)"

    def in_reach(self, needs: SupportNeeds) -> str:
        return f"reach_square(spot, reach_miles) && {self._point(needs)}"

    def metres(self, needs: SupportNeeds) -> str:
        return f"ST_Distance(spot, {self._point(needs)})"

    def answered_yes(self, judging: Judging) -> Sequence[str]:
        """Every must-have code of the lists, so that GIN can look them up."""
        codes = [
            judging.codes.array_code(STATED[criterion], code)
            for criterion in sorted(judging.needs.must & set(STATED))
            for code in judging.stated(criterion)
        ]
        return [f"codes_yes @> ARRAY[{', '.join(map(str, codes))}]"] if codes else []

    def _point(self, needs: SupportNeeds) -> str:
        here = _here(needs)
        return f"ST_SetSRID(ST_MakePoint({number(here.easting)}, {number(here.northing)}), 27700)"
