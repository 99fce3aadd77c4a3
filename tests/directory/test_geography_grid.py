"""The National Grid against what Ordnance Survey publishes."""

from math import degrees

import pytest
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from directory.geography.grid import METRES_PER_MILE, cell_of, miles_between, to_airy, to_grid, to_wgs84

eastings = st.integers(0, 700_000)
northings = st.integers(0, 1_200_000)

# Ordnance Survey, OSTN15 test points TP02 to TP19: easting, northing, ETRS89 latitude and longitude.
SURVEYED = [
    (170370.718, 11572.405, 49.9600613782, -5.2030460999),
    (449816.371, 75335.861, 50.5756366500, -1.2978227724),
    (292184.870, 168003.465, 51.4007822014, -3.5512834924),
    (639821.835, 169565.858, 51.3744702555, 1.4445473040),
    (362269.991, 169978.690, 51.4275474302, -2.5440761834),
    (530624.974, 178388.464, 51.4893656495, -0.1199255718),
    (389544.190, 261912.153, 52.2552938163, -2.1545861438),
    (562180.547, 319784.995, 52.7513668717, 0.4015354706),
    (357455.843, 383290.436, 53.3448028019, -2.6404932081),
    (422242.186, 433818.701, 53.8002151963, -1.6637916824),
]


def test_the_worked_example_of_the_guide_comes_out():
    """Annex C: E 651409.903, N 313177.270 is 52° 39′ 27.2531″ N, 1° 43′ 4.5177″ E on the Airy ellipsoid."""
    latitude, longitude = (degrees(angle) for angle in to_airy(651_409.903, 313_177.270))
    assert latitude == pytest.approx(52 + 39 / 60 + 27.2531 / 3600, abs=0.0001 / 3600)
    assert longitude == pytest.approx(1 + 43 / 60 + 4.5177 / 3600, abs=0.0001 / 3600)


@pytest.mark.parametrize(("easting", "northing", "latitude", "longitude"), SURVEYED)
def test_surveyed_points_are_met_within_five_metres(easting, northing, latitude, longitude):
    assert geodesic(to_wgs84(easting, northing), (latitude, longitude)).m < 5
    assert to_grid(latitude, longitude) == pytest.approx((easting, northing), abs=5)


@given(eastings, northings)
def test_there_and_back_is_the_same_place(east, north):
    assert to_grid(*to_wgs84(east, north)) == pytest.approx((east, north), abs=0.1)


@given(eastings, northings, eastings, northings)
def test_distance_is_symmetric_and_nought_only_to_itself(east, north, other_east, other_north):
    there = miles_between(east, north, other_east, other_north)
    assert there == miles_between(other_east, other_north, east, north)
    assert (there == 0) == ((east, north) == (other_east, other_north))


def test_a_mile_is_a_mile():
    assert miles_between(530_000, 180_000, 530_000 + METRES_PER_MILE, 180_000) == pytest.approx(1)


@given(eastings, northings)
def test_a_point_lies_in_the_cell_whose_centre_stands_for_it(east, north):
    centre = cell_of(east, north)
    assert abs(centre[0] - east) <= 1000
    assert abs(centre[1] - north) <= 1000
    assert cell_of(*centre) == centre


def test_neighbours_in_a_cell_share_its_centre_and_the_next_cell_has_another():
    assert cell_of(534_000, 182_000) == cell_of(535_999, 183_999) == (535_000, 183_000)
    assert cell_of(536_000, 182_000) == (537_000, 183_000)
