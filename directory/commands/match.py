"""``caremarket match``: one person's question from the command line or a file, and its explained answer."""

import json
import math
import re
from collections.abc import Mapping
from typing import Any

import click
from marshmallow import ValidationError

from directory.commands.match_text import as_text
from directory.errors import QuestionError
from directory.geography.gazetteer import Gazetteer
from directory.journeys.find_support import ask
from directory.journeys.read_words import read_words
from directory.live_market import LiveMarket
from directory.settings import read_settings
from directory.store.session import open_store
from directory.vocabulary import vocabulary
from directory.web.answer_json import answer_as_json
from directory.web.schemas import QuestionSchema

CODED_FLAGS: Mapping[str, tuple[str, str]] = {
    "need": ("needs", "needs"),
    "band": ("user_bands", "user_bands"),
    "setting": ("setting", "setting"),
    "language": ("languages", "languages"),
    "faith": ("faith", "faith"),
    "diet": ("diet", "diet"),
    "culture": ("culture", "culture"),
    "access": ("accessibility", "accessibility"),
    "time": ("times", "times"),
    "kind": ("provider_kinds", "provider_kind"),
}
"""Each flag that may be repeated: the field of the question, and the vocabulary its words are read by."""


_PATTERN = re.compile(
    r"(\d{1,3})\s*[x×*]\s*(\d{1,4})\s*(?:m|mins?|minutes?)?(?:\s*[x×*]\s*([12])(?:\s*workers?)?)?"
)


def _coded_options(command: Any) -> Any:
    for flag, (field, name) in reversed(CODED_FLAGS.items()):
        words = f"A code or label of “{name}”; may be repeated."
        command = click.option(f"--{flag}", field, multiple=True, metavar="WORD", help=words)(command)
    return command


@click.command("match")
@click.argument("file", type=click.File("rb"), required=False)
@_coded_options
@click.option("--words", metavar="TEXT", help="The question in plain words; flags add to it.")
@click.option("--place", help="A postcode, a postcode district or a place.")
@click.option("--within", "within_miles", type=float, metavar="MILES", help="How far the person can go.")
@click.option("--staff-gender", metavar="female|male", help="A woman or a man, for personal care.")
@click.option("--lgbt", "lgbt_affirming", is_flag=True, default=None, help="Welcomes LGBT+ people.")
@click.option("--funding", metavar="WORD", help="A code or label of “funding”.")
@click.option("--budget", type=float, metavar="POUNDS", help="What there is to spend, per --per.")
@click.option("--per", type=click.Choice(["week", "month", "year"]), default="year", show_default=True)
@click.option("--hours", type=float, help="Hours of support a week.")
@click.option("--weeks", type=float, help="Weeks of support a year.")
@click.option("--max-per-hour", type=float, metavar="POUNDS", help="The most an hour may cost, all in.")
@click.option("--start", metavar="DATE", help="When help is needed from: 2027-01-04.")
@click.option(
    "--visits", metavar="PATTERN", help="Visits a day by minutes, by workers at once: 4x30, 4x30x2."
)
@click.option("--must", multiple=True, metavar="NAME", help="What is a must-have; may be repeated.")
@click.option("--order", multiple=True, metavar="NAME", help="What matters, most important first.")
@click.option(
    "--best", "varied", flag_value=False, default=None, help="Best matches only, not a varied list."
)
@click.option("--limit", type=click.IntRange(1, 200), help="How many options to show in all.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def match(file: Any, as_json: bool, **flags: Any) -> None:
    """Rank what is there for one person, and say why.

    Ask with flags, in plain words, or with FILE, a question in JSON (“-” reads standard input), which flags
    add to.
    """
    settings = read_settings()
    gazetteer = Gazetteer.open(settings)
    question = _checked(_with_flags(_from_file(file) if file else {}, flags, gazetteer))
    answer = ask(LiveMarket.open(settings), open_store(settings), gazetteer, question)
    if as_json:
        click.echo(json.dumps(answer_as_json(answer), ensure_ascii=False, indent=2))
    else:
        click.echo(as_text(answer))


def _from_file(file: Any) -> Any:
    try:
        return json.loads(file.read().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise QuestionError(
            "The file is not JSON.", "Give a question in JSON, in UTF-8.", field="file"
        ) from error


def _checked(question: Any) -> dict[str, Any]:
    """The question in its known shape; QuestionError naming the first field that is wrong."""
    if isinstance(question, dict) and not question.get("needs"):
        raise QuestionError("Say what help is needed.", "For example: --need personal_care", field="needs")
    try:
        checked: dict[str, Any] = QuestionSchema().load(question)
    except ValidationError as error:
        field, says = _first_wrong(error.normalized_messages())
        raise QuestionError(f"{field}: {says}", field=field, code="bad_shape") from error
    return checked


def _first_wrong(messages: Any, path: str = "") -> tuple[str, str]:
    if isinstance(messages, dict):
        name, inner = next(iter(messages.items()))
        at = str(name) if name != "_schema" else "question"
        return _first_wrong(inner, f"{path}.{at}" if path else at)
    return path, str(messages[0])


def _with_flags(question: Any, flags: Mapping[str, Any], gazetteer: Gazetteer) -> Any:
    """A question with what words and flags say; words are read first, and a flag replaces what was said."""
    if not isinstance(question, dict):
        return question
    if flags["words"]:
        question = {**question, **read_words(flags["words"], gazetteer).question}
    for field, name in CODED_FLAGS.values():
        if flags[field]:
            question[field] = [_code(name, word, field) for word in flags[field]]
    if flags["funding"]:
        question["funding"] = _code("funding", flags["funding"], "funding")
    plain = ("place", "within_miles", "staff_gender", "lgbt_affirming", "start", "varied", "limit")
    question |= {field: flags[field] for field in plain if flags[field] is not None}
    question |= {field: list(flags[field]) for field in ("must", "order") if flags[field]}
    if flags["visits"]:
        question["visits"] = visits_of(flags["visits"])
    said = _budget(flags)
    known = question.get("budget") or {}
    return {**question, "budget": {**known, **said}} if said and isinstance(known, dict) else question


def visits_of(pattern: str) -> dict[str, int]:
    """ "4x30" is four visits of 30 minutes a day, "4x30x2" with two workers at once."""
    found = _PATTERN.fullmatch(pattern.casefold().strip())
    if not found:
        raise QuestionError(
            f"--visits: “{pattern}” is no pattern of visits.",
            "Give visits a day by minutes, like 4x30; add x2 for two workers at once.",
            field="visits",
        )
    parts = zip(("per_day", "minutes", "workers"), found.groups(), strict=True)
    return {name: int(number) for name, number in parts if number}


def _budget(flags: Mapping[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if flags["budget"] is not None:
        said |= {"pence": _pence("budget", flags["budget"]), "per": flags["per"]}
    for flag, field in (("hours", "hours_per_week"), ("weeks", "weeks_per_year")):
        if flags[flag] is not None:
            said[field] = flags[flag]
    if flags["max_per_hour"] is not None:
        said["max_pence_per_hour"] = _pence("max-per-hour", flags["max_per_hour"])
    return said


def _pence(flag: str, pounds: float) -> int:
    if not math.isfinite(pounds):
        raise QuestionError(
            f"--{flag}: “{pounds}” is no amount of money.", "Give pounds, like 17.50.", field=flag
        )
    return round(pounds * 100)


def _code(name: str, word: str, field: str) -> str:
    found = vocabulary(name).find(word)
    if found is None:
        known = ", ".join(vocabulary(name).codes[:40])
        raise QuestionError(f"“{word}” is not known.", f"Known for {field}: {known}.", field=field)
    return found.code
