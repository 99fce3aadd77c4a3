"""Names as England's providers bear them, of syllables and words of our own: some unique, some everywhere."""

from random import Random

FIRST_PARTS = (
    *(
        "Thorn",
        "Ash",
        "Elm",
        "Brad",
        "Hart",
        "Wood",
        "Stan",
        "Mar",
        "Hol",
        "Kings",
        "West",
        "Nor",
        "Clay",
        "Fern",
    ),
    *(
        "Rom",
        "Win",
        "Lang",
        "Stock",
        "Bram",
        "Cran",
        "Dun",
        "Ever",
        "Fair",
        "Green",
        "Hazel",
        "Ken",
        "Lin",
        "Mill",
    ),
    *(
        "Nether",
        "Oak",
        "Pem",
        "Quar",
        "Red",
        "Sand",
        "Tad",
        "Up",
        "Wal",
        "Yar",
        "Black",
        "Cold",
        "Deep",
        "East",
    ),
)
LAST_PARTS = (
    *(
        "ton",
        "ham",
        "bury",
        "field",
        "ford",
        "ley",
        "worth",
        "wick",
        "stead",
        "by",
        "combe",
        "mere",
        "well",
        "bourne",
    ),
    *("gate", "hurst", "den", "cote", "bridge", "thorpe", "minster", "shaw", "more", "side", "dale", "stone"),
)
SAINTS = (
    "St Mary's",
    "St John's",
    "St Anne's",
    "St Peter's",
    "Holy Trinity",
    "All Saints",
    "St Luke's",
    "St Joseph's",
)
TREES = (
    *(
        "The Laurels",
        "The Beeches",
        "The Hollies",
        "The Limes",
        "Rosemary",
        "Ivy",
        "Primrose",
        "Lavender",
        "Willow",
    ),
    *(
        "Chestnut",
        "Poplar",
        "Sycamore",
        "Orchard",
        "Meadow",
        "Riverside",
        "Hillside",
        "Park",
        "Sunny",
        "Cedar",
    ),
)
HOUSES = ("House", "Lodge", "Court", "Manor", "Hall", "Grange", "Cottage", "View", "Villa", "Gardens")
HOMES = ("Care Home", "Nursing Home", "Residential Home", "Rest Home", "Residential Care Home", "")
AGENCY_WORDS = (
    *(
        "Bright",
        "Kind",
        "Golden",
        "Caring",
        "Helping",
        "Trusted",
        "Amber",
        "Comfort",
        "Haven",
        "Harmony",
        "Guardian",
    ),
    *(
        "Anchor",
        "Beacon",
        "Bridge",
        "Compass",
        "Dove",
        "Ember",
        "First",
        "Horizon",
        "Jubilee",
        "Lotus",
        "Noble",
        "Prime",
    ),
)
AGENCIES = ("Homecare", "Care Services", "Support", "Healthcare", "Domiciliary Care", "Care Agency", "Living")
BRANDS = (
    "Age Kindly",
    "Mindwell",
    "Carers United",
    "Homebridge",
    "Bluebell Care",
    "Right Hands",
    "Sightline",
    "Comfort Call",
)
CLUBS = (
    *(
        "Lunch Club",
        "Friendship Club",
        "Coffee Morning",
        "Day Centre",
        "Carers Group",
        "Memory Cafe",
        "Walking Group",
    ),
    *("Luncheon Club", "Community Centre", "Drop-in", "Stroke Club", "Tea and Chat", "Befriending Scheme"),
)
GIVEN = (
    "Amina",
    "John",
    "Mary",
    "David",
    "Susan",
    "Farhana",
    "Peter",
    "Grace",
    "Ali",
    "Joan",
    "Maria",
    "Wei",
    "Ruth",
    "Sam",
)
STREETS = ("Street", "Road", "Lane", "Avenue", "Close", "Drive", "Way", "Hill", "Crescent", "Green")
LEGAL = (" Limited", " Ltd", " CIC", " LLP", "", "")


def place_name(draw: Random) -> str:
    """One of some thousand towns and surnames."""
    return draw.choice(FIRST_PARTS) + draw.choice(LAST_PARTS)


def provider_name(draw: Random, town: str, brand: str | None) -> str:
    """What it is called. A brand's branches are told apart by their town and what they do only."""
    if brand is not None:
        return f"{brand} {town}" + draw.choice(("", "", f" {draw.choice(CLUBS)}"))
    kind = draw.random()
    if kind < 0.35:
        first = draw.choice((place_name(draw), place_name(draw), draw.choice(TREES), draw.choice(SAINTS)))
        return f"{first} {draw.choice(HOUSES)} {draw.choice(HOMES)}".strip()
    if kind < 0.55:
        word = draw.choice(
            (place_name(draw), draw.choice(AGENCY_WORDS), draw.choice(AGENCY_WORDS) + place_name(draw))
        )
        return f"{word} {draw.choice(AGENCIES)}{draw.choice(LEGAL)}"
    if kind < 0.9:
        return f"{draw.choice((town, place_name(draw), draw.choice(SAINTS)))} {draw.choice(CLUBS)}"
    return f"{draw.choice(GIVEN)} {place_name(draw)}"


def trading_name(draw: Random) -> str:
    """A name of its own, unlike that of the company behind it."""
    return f"{draw.choice(AGENCY_WORDS)} {draw.choice((*AGENCIES, *HOUSES))}"


def mistyped(draw: Random, text: str) -> str:
    """One letter left out, doubled, changed or swapped with the next."""
    at = draw.randrange(max(len(text) - 1, 1))
    letter = draw.choice("abcdefghilmnoprstuw")
    kind = draw.randrange(4)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + letter + text[at:]
    if kind == 2:
        return text[:at] + letter + text[at + 1 :]
    return text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]
