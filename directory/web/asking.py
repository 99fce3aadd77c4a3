"""What to ask each option before choosing, ready to be read out."""

from collections.abc import Mapping

from flask_babel import LazyString

from directory.records import Availability
from directory.store.views import OptionView
from directory.web.my_lists import Line
from directory.web.translation import _l

OPEN_QUESTIONS: Mapping[str, LazyString] = {
    "needs": _l("What can you help with?"),
    "user_bands": _l("Who is it for?"),
    "times": _l("Which days and times can you do?"),
    "languages": _l("Which languages do you speak or sign?"),
    "staff_gender": _l("Can a woman, or a man, help me?"),
    "accessibility": _l("Is it easy to get in and take part?"),
    "funding": _l("How can I pay?"),
}
PRICE = _l("What do you charge?")
ROOM = _l("Do you have room for me, and from when?")
ANYBODY = (
    _l("Is there anything extra to pay?"),
    _l("Who would help me, and can I meet them first?"),
    _l("What happens if they are ill or away?"),
    _l("How can I stop if it does not work out?"),
)
"""Good to ask whoever it is."""


def questions_for(line: Line) -> list[str]:
    """What the directory doesn't know of this option: of what was asked for, or else of anything."""
    if line.card is None:
        return []
    return list(line.card.ask) if line.card.tier != "plain" else _open_questions(line.card.option)


def _open_questions(option: OptionView) -> list[str]:
    stated = {claim.vocabulary for claim in option.attributes} | set(option.complete)
    asked = [str(words) for list_name, words in OPEN_QUESTIONS.items() if list_name not in stated]
    free = option.availability or Availability()
    room = [] if (free.available_from, free.taking_new) != (None, None) else [str(ROOM)]
    return [*asked, *([] if option.costs else [str(PRICE)]), *room]
