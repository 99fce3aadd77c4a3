"""The British National Grid: distances, 2 km cells, and latitude and longitude.

Formulas and constants: Ordnance Survey, *A guide to coordinate systems in Great Britain* (v3.6, 2020),
sections 6.6 (Helmert transformation), annexes B (ellipsoidal and Cartesian) and C (projection).
"""

from math import atan2, cos, degrees, hypot, radians, sin, sqrt, tan

METRES_PER_MILE = 1609.344
CELL_METRES = 2000

# Airy 1830 and WGS84: semi-major axis (metres) and eccentricity squared.
_AIRY = (6_377_563.396, 1 - (6_356_256.909 / 6_377_563.396) ** 2)
_WGS84 = (6_378_137.0, 0.006_694_379_990_141)
# The National Grid: scale on the central meridian, true origin (radians) and its grid position (metres).
_SCALE, _LATITUDE_0, _LONGITUDE_0 = 0.999_601_271_7, radians(49), radians(-2)
_EASTING_0, _NORTHING_0 = 400_000.0, -100_000.0
# OSGB36 to WGS84: shifts in metres, rotations in seconds of arc, scale.
_SHIFT = (446.448, -125.157, 542.060)
_TURN = tuple(radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))
_STRETCH = -20.4894e-6


def miles_between(easting: float, northing: float, other_easting: float, other_northing: float) -> float:
    """Straight-line miles on the National Grid plane."""
    return hypot(easting - other_easting, northing - other_northing) / METRES_PER_MILE


def cell_of(easting: int, northing: int) -> tuple[int, int]:
    """The centre (easting, northing) of the 2 km grid cell a point lies in."""
    half = CELL_METRES // 2
    return easting // CELL_METRES * CELL_METRES + half, northing // CELL_METRES * CELL_METRES + half


def to_wgs84(easting: float, northing: float) -> tuple[float, float]:
    """Latitude and longitude in degrees, to about 5 metres (one Helmert transformation for all Britain)."""
    latitude, longitude = to_airy(easting, northing)
    moved = _helmert(*_cartesian(latitude, longitude, *_AIRY), 1)
    latitude, longitude = _ellipsoidal(*moved, *_WGS84)
    return degrees(latitude), degrees(longitude)


def to_grid(latitude: float, longitude: float) -> tuple[float, float]:
    """Easting and northing of a WGS84 point in or near Britain (degrees), to about 5 metres."""
    moved = _helmert(*_cartesian(radians(latitude), radians(longitude), *_WGS84), -1)
    return from_airy(*_ellipsoidal(*moved, *_AIRY))


def from_airy(latitude: float, longitude: float) -> tuple[float, float]:
    """Easting and northing of OSGB36 latitude and longitude in radians (guide, annex C1)."""
    nu, rho, eta2 = _radii(latitude)
    s, c, t2 = sin(latitude), cos(latitude), tan(latitude) ** 2
    ii = nu / 2 * s * c
    iii = nu / 24 * s * c**3 * (5 - t2 + 9 * eta2)
    iiia = nu / 720 * s * c**5 * (61 - 58 * t2 + t2**2)
    v = nu / 6 * c**3 * (nu / rho - t2)
    vi = nu / 120 * c**5 * (5 - 18 * t2 + t2**2 + 14 * eta2 - 58 * t2 * eta2)
    east = longitude - _LONGITUDE_0
    return (
        _EASTING_0 + nu * c * east + v * east**3 + vi * east**5,
        _NORTHING_0 + _meridian_arc(latitude) + ii * east**2 + iii * east**4 + iiia * east**6,
    )


def to_airy(easting: float, northing: float) -> tuple[float, float]:
    """OSGB36 latitude and longitude in radians on the Airy 1830 ellipsoid (guide, annex C2)."""
    axis, _ = _AIRY
    latitude = _LATITUDE_0
    missing = northing - _NORTHING_0
    while abs(missing) >= 0.000_01:
        latitude += missing / (axis * _SCALE)
        missing = northing - _NORTHING_0 - _meridian_arc(latitude)
    nu, rho, eta2 = _radii(latitude)
    t, t2, t4 = tan(latitude), tan(latitude) ** 2, tan(latitude) ** 4
    east = easting - _EASTING_0
    vii = t / (2 * rho * nu)
    viii = t / (24 * rho * nu**3) * (5 + 3 * t2 + eta2 - 9 * t2 * eta2)
    ix = t / (720 * rho * nu**5) * (61 + 90 * t2 + 45 * t4)
    x = 1 / (cos(latitude) * nu)
    xi = 1 / (cos(latitude) * 6 * nu**3) * (nu / rho + 2 * t2)
    xii = 1 / (cos(latitude) * 120 * nu**5) * (5 + 28 * t2 + 24 * t4)
    xiia = 1 / (cos(latitude) * 5040 * nu**7) * (61 + 662 * t2 + 1320 * t4 + 720 * t2**3)
    return (
        latitude - vii * east**2 + viii * east**4 - ix * east**6,
        _LONGITUDE_0 + x * east - xi * east**3 + xii * east**5 - xiia * east**7,
    )


def _radii(latitude: float) -> tuple[float, float, float]:
    """The guide's ν, ρ and η²: scaled radii of curvature in metres, and how far they differ."""
    axis, eccentricity = _AIRY
    curve = 1 - eccentricity * sin(latitude) ** 2
    nu = axis * _SCALE / sqrt(curve)
    rho = axis * _SCALE * (1 - eccentricity) / curve**1.5
    return nu, rho, nu / rho - 1


def _helmert(x: float, y: float, z: float, way: int) -> tuple[float, float, float]:
    """Earth-centred metres moved from OSGB36 to WGS84 (``way`` 1) or back (-1)."""
    turn_x, turn_y, turn_z = (way * turn for turn in _TURN)
    grown = 1 + way * _STRETCH
    return (
        way * _SHIFT[0] + grown * x - turn_z * y + turn_y * z,
        way * _SHIFT[1] + turn_z * x + grown * y - turn_x * z,
        way * _SHIFT[2] - turn_y * x + turn_x * y + grown * z,
    )


def _meridian_arc(latitude: float) -> float:
    """Metres along the central meridian from the true origin (guide, equation C3)."""
    axis, eccentricity = _AIRY
    minor = axis * sqrt(1 - eccentricity)
    n = (axis - minor) / (axis + minor)
    apart, both = latitude - _LATITUDE_0, latitude + _LATITUDE_0
    return (minor * _SCALE) * (
        (1 + n + 5 / 4 * (n**2 + n**3)) * apart
        - (3 * n + 3 * n**2 + 21 / 8 * n**3) * sin(apart) * cos(both)
        + 15 / 8 * (n**2 + n**3) * sin(2 * apart) * cos(2 * both)
        - 35 / 24 * n**3 * sin(3 * apart) * cos(3 * both)
    )


def _cartesian(
    latitude: float, longitude: float, axis: float, eccentricity: float
) -> tuple[float, float, float]:
    """Earth-centred metres of a point at height nought (guide, annex B1)."""
    nu = axis / sqrt(1 - eccentricity * sin(latitude) ** 2)
    return (
        nu * cos(latitude) * cos(longitude),
        nu * cos(latitude) * sin(longitude),
        (1 - eccentricity) * nu * sin(latitude),
    )


def _ellipsoidal(x: float, y: float, z: float, axis: float, eccentricity: float) -> tuple[float, float]:
    """Latitude and longitude in radians of an earth-centred point (guide, annex B2)."""
    from_axis = hypot(x, y)
    latitude = atan2(z, from_axis * (1 - eccentricity))
    for _ in range(4):
        nu = axis / sqrt(1 - eccentricity * sin(latitude) ** 2)
        latitude = atan2(z + eccentricity * nu * sin(latitude), from_axis)
    return latitude, atan2(y, x)
