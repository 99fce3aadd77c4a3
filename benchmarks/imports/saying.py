"""What made-up providers say of themselves: names, texts, lists and numbers, from word lists of ours."""

import random
from collections.abc import Sequence

from directory.vocabulary import vocabulary

SYLLABLES = (
    *("al", "an", "ar", "bel", "ber", "bra", "cas", "chor", "dal", "den", "el", "fen", "gar", "hal", "hol"),
    *(
        "ing",
        "kel",
        "lan",
        "ley",
        "mar",
        "mel",
        "nor",
        "or",
        "pen",
        "ram",
        "rod",
        "sal",
        "stan",
        "ter",
        "wil",
    ),
)
CARE = (
    "Care",
    "Care Home",
    "House",
    "Lodge",
    "Homecare",
    "Support",
    "Care Services",
    "Court",
    "Nursing Home",
)
GROUPS = (
    "Lunch Club",
    "Friends",
    "Gardening",
    "Choir",
    "Carers Group",
    "Community Centre",
    "Helping Hands",
    "Circle",
)
CHARITY = ("Trust", "Foundation", "Association", "Relief Fund", "Community Centre", "Society", "Project")
MARKED = {
    "service_type": (
        *("Service type - Domiciliary care service", "Service type - Care home service without nursing"),
        *("Service type - Care home service with nursing", "Service type - Supported living service"),
        "Service type - Extra care housing services",
    ),
    "activity": (
        *("Regulated activity - Personal care", "Regulated activity - Nursing care"),
        "Regulated activity - Accommodation for persons who require nursing or personal care",
    ),
    "band": (
        *("Service user band - Older People", "Service user band - Younger Adults"),
        *("Service user band - Dementia", "Service user band - Mental Health"),
        *("Service user band - Physical Disability", "Service user band - Sensory Impairment"),
        "Service user band - Learning disabilities or autistic spectrum disorder",
    ),
}
"""Columns of the monthly list that are Y or blank."""
KINDS = ("Community group", "Micro-provider", "Volunteer scheme", "Voluntary organisation", "Council service")
DEEDS = (
    "runs a weekly lunch club for older people",
    "gives grants to schools",
    "maintains the village hall",
    "offers befriending to people who live alone",
    "supports carers of people with dementia",
    "runs a day centre for adults with learning disabilities",
    "advances the christian religion in the parish",
    "provides transport for disabled people to hospital and shops",
    "gives advice on benefits and housing",
    "plays and teaches music",
    "protects wildlife and its habitats",
    "supports people who are recovering from mental illness",
    "runs playgroups for children under five",
    "keeps the recreation ground",
    "helps refugees to learn English and find work",
)
WORDS = (
    *("we", "meet", "every", "week", "to", "cook", "and", "eat", "together", "with", "music", "walks", "and"),
    *(
        "company",
        "our",
        "volunteers",
        "come",
        "to",
        "your",
        "home",
        "help",
        "with",
        "shopping",
        "and",
        "cleaning",
    ),
    *("everybody", "is", "welcome", "ring", "us", "first", "please", "we", "speak", "your", "language"),
)
TIMES = (
    "Monday to Friday 9am-5pm",
    "Tuesdays 10am-12 noon",
    "Weekday mornings",
    "Saturday 2-4pm",
    "Daily",
    "Evenings",
)


class Sayings:
    """All drawn from one source of chance."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._names = [
            "".join(chance.choices(SYLLABLES, k=chance.randint(2, 3))).capitalize() for _ in range(20_000)
        ]
        self._labels: dict[str, list[str]] = {}

    def care_name(self) -> str:
        return f"{self._name()} {self._of(CARE)}"

    def charity_name(self) -> str:
        return f"{self._name()} {self._name()} {self._of(CHARITY)}"

    def group_name(self) -> str:
        return f"{self._name()} {self._name()} {self._of(GROUPS)}"

    def owner(self, number: int) -> str:
        return f"{self._names[number % len(self._names)]} Care {number} Limited"

    def kind(self) -> str:
        return self._of(KINDS)

    def marked(self) -> list[str]:
        """The columns of one location that say Y."""
        chance = self._chance
        types = chance.sample(MARKED["service_type"], chance.choice((1, 1, 2)))
        activities = chance.sample(MARKED["activity"], chance.randint(1, 2))
        return types + activities + chance.sample(MARKED["band"], chance.randint(1, 5))

    def activities(self) -> str:
        deeds = self._chance.sample(DEEDS, self._chance.randint(1, 3))
        return f"{self._name()} {', '.join(deeds)} in {self._name()} and the villages around it."

    def description(self) -> str:
        return " ".join(self._chance.choices(WORDS, k=self._chance.randint(8, 40))).capitalize() + "."

    def address(self) -> str:
        return f"{self._chance.randint(1, 200)} {self._name()} Road, {self._name()}"

    def telephone(self) -> str:
        return f"01{self._chance.randrange(10**8, 10**9)}"

    def email(self, name: str) -> str:
        return f"{self._of(('info', 'hello', 'office', 'jo.smith'))}@{_slug(name)}.org.uk"

    def website(self, name: str) -> str:
        return f"https://www.{_slug(name)}.org.uk"

    def cost(self) -> str:
        pounds = self._chance.randint(2, 30)
        return self._of(
            (f"£{pounds}", f"£{pounds} an hour", "Free", "", f"£{pounds}.50 per session", "Donation")
        )

    def when(self) -> str:
        return self._of(TIMES)

    def iso_day(self) -> str:
        year, month, day = (self._chance.randint(*span) for span in ((1962, 2024), (1, 12), (1, 28)))
        return f"{year}-{month:02}-{day:02}"

    def some(self, name: str, at_most: int, among: int | None = None) -> str:
        """One to so many labels of a vocabulary, as a cell."""
        if name not in self._labels:
            self._labels[name] = [vocabulary(name).label(code) for code in vocabulary(name).codes]
        labels = self._labels[name][:among]
        return "; ".join(self._chance.sample(labels, min(len(labels), self._chance.randint(1, at_most))))

    def _name(self) -> str:
        return self._of(self._names)

    def _of(self, items: Sequence[str]) -> str:
        return self._chance.choice(items)


def _slug(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
