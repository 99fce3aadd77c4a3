"""The words of a market report that the page and the command share."""

METHOD: tuple[str, ...] = (
    "Each person's question is asked of the whole published market from the middle of every postcode district"
    " of the area, and each place counts by its number of postcodes, past and present: they stand for people,"
    " because no census figures are in this version. “Confirmed” is what the records say. “Possible” is what"
    " there would be if everyone who has to be asked first said yes. Options of one owner count once. A"
    " stated budget must be kept. A provider that doesn't say how far it travels counts inside the usual"
    " distance for its kind (10 miles for agencies, 5 for others) and not beyond it.",
    "Concentration is counted in options, by owner. The HHI adds up the squares of all owners' shares: 10,000"
    " is a single owner. For reference only, as it comes from the control of mergers: above 1,000 is called"
    " concentrated, above 2,000 highly concentrated.",
    "Variety is counted in options, by kind of provider. It says how many equally common kinds would be just"
    " as varied: counting every kind alike (order 0), by how common it is (1), and mostly the commonest (2).",
    "An option that doesn't say whether it meets a need is counted as not known, never as a no.",
)
NOT_STATED = {"price": "a price", "languages": "the languages spoken"}
GAP_REMEDIES = {
    "not_known": "ask providers what their records don't say",
    "not_affordable": "it is there, at a higher price",
    "not_offered": "it would have to be commissioned",
}


def percent(share: float | None) -> str:
    """A share as a whole per cent; a little is never shown as none, nor nearly all as all."""
    if share is None:
        return "not known"
    whole = round(100 * share)
    if whole == 0 and share > 0:
        return "under 1%"
    return "over 99%" if whole == 100 and share < 1 else f"{whole}%"
