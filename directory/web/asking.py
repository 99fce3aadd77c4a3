"""What to ask each option before choosing, ready to be read out."""

from collections.abc import Mapping

from directory.records import Availability
from directory.store.views import OptionView
from directory.web.my_lists import Line

OPEN_QUESTIONS: Mapping[str, str] = {
    "needs": "What can you help with?",
    "user_bands": "Who is it for?",
    "times": "Which days and times can you do?",
    "languages": "Which languages do you speak or sign?",
    "staff_gender": "Can a woman, or a man, help me?",
    "accessibility": "Is it easy to get in and take part?",
    "funding": "How can I pay?",
}
PRICE = "What do you charge?"
ROOM = "Do you have room for me, and from when?"
ANYBODY = (
    "Is there anything extra to pay?",
    "Who would help me, and can I meet them first?",
    "What happens if they are ill or away?",
    "How can I stop if it does not work out?",
)
"""Good to ask whoever it is."""


def questions_for(line: Line) -> list[str]:
    """What the directory doesn't know of this option: of what was asked for, or else of anything."""
    if line.card is None:
        return []
    return list(line.card.ask) if line.card.tier != "plain" else _open_questions(line.card.option)


def _open_questions(option: OptionView) -> list[str]:
    stated = {claim.vocabulary for claim in option.attributes} | set(option.complete)
    asked = [words for list_name, words in OPEN_QUESTIONS.items() if list_name not in stated]
    free = option.availability or Availability()
    room = [] if (free.available_from, free.taking_new) != (None, None) else [ROOM]
    return [*asked, *([] if option.costs else [PRICE]), *room]
