"""When those of the example market are free, and for which visits; about half of them say."""

from importers.example_market.words import day, pick

START_COLUMNS = ("Available from", "Taking new people")
VISIT_COLUMNS = ("Shortest visit", "Visits a day", "Two workers")


def starts(name: str) -> dict[str, str]:
    """Room for new people: at once, from a day on, not now, or nothing said. Who is full says no day."""
    taking = pick(("Yes", "Yes", "Waiting list", "No", "", "", ""), "taking", name)
    dates = ("", "Now", day(2026, 2026, "free", name), day(2027, 2027, "free", name))
    return {
        "Available from": "" if taking in ("No", "Waiting list") else pick(dates, "free from", name),
        "Taking new people": taking,
    }


def hours(name: str, alone: bool) -> dict[str, str]:
    """Hours a week that somebody who works alone, or a whole team, has free."""
    said = ("10", "Up to 20 hours a week", "16") if alone else ("40", "Up to 80 hours a week", "120")
    return {"Hours available": pick((*said, "", ""), "hours free", name)}


def visits(name: str, alone: bool) -> dict[str, str]:
    """Visits to people's homes; someone who works alone seldom brings a second worker."""
    pairs = ("No", "", "", "", "Yes") if alone else ("Yes", "Yes", "No", "")
    return {
        "Shortest visit": pick(("15", "30 minutes", "30", "1 hour", "", ""), "shortest", name),
        "Visits a day": pick(("2", "Up to 4", "4", "6", "", ""), "visits", name),
        "Two workers": pick(pairs, "two workers", name),
    }
