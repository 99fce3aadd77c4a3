"""What made-up providers say of themselves: names, texts, lists and numbers, drawn from word lists of ours."""

import random
from collections.abc import Sequence

from directory.vocabulary import vocabulary

SYLLABLES = (
    *("al", "an", "ar", "bel", "ber", "bra", "cas", "chor", "dal", "den", "el", "fen", "gar", "hal", "hol"),
    *("ing", "kel", "lan", "ley", "mar", "mel", "nor", "or", "pen", "ram", "rod", "sal", "stan", "ter", "wil"),
)
CARE = ("Care", "Care Home", "House", "Lodge", "Homecare", "Support", "Care Services", "Court", "Nursing Home")
GROUPS = ("Lunch Club", "Friends", "Gardening", "Choir", "Carers Group", "Community Centre", "Helping Hands", "Circle")
CHARITY = ("Trust", "Foundation", "Association", "Relief Fund", "Community Centre", "Society", "Project")
TYPES = ("Homecare agencies", "Residential homes", "Nursing homes", "Supported living", "Extra care housing services")
BANDS = (
    *("Caring for adults over 65 yrs", "Caring for adults under 65 yrs", "Dementia", "Learning disabilities"),
    *("Mental health conditions", "Physical disabilities", "Sensory impairments", "Personal care"),
)
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
    *("company", "our", "volunteers", "come", "to", "your", "home", "help", "with", "shopping", "and", "cleaning"),
    *("everybody", "is", "welcome", "ring", "us", "first", "please", "we", "speak", "your", "language"),
)
TIMES = ("Monday to Friday 9am-5pm", "Tuesdays 10am-12 noon", "Weekday mornings", "Saturday 2-4pm", "Daily", "Evenings")


class Sayings:
    """All drawn from one source of chance."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._names = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 3))).capitalize() for _ in range(20_000)]
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

    def service_types(self) -> str:
        return "|".join(self._chance.sample(TYPES, self._chance.choice((1, 1, 2))))

    def specialisms(self) -> str:
        return "|".join(self._chance.sample(BANDS, self._chance.randint(1, 5)))

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
        return self._of((f"£{pounds}", f"£{pounds} an hour", "Free", "", f"£{pounds}.50 per session", "Donation"))

    def when(self) -> str:
        return self._of(TIMES)

    def day(self) -> str:
        return f"{self._chance.randint(1, 28):02}/{self._chance.randint(1, 12):02}/{self._chance.randint(2012, 2025)}"

    def iso_day(self) -> str:
        return f"{self._chance.randint(1962, 2024)}-{self._chance.randint(1, 12):02}-{self._chance.randint(1, 28):02}"

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
