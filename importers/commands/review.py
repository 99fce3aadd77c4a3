"""``caremarket review``: look-alikes side by side, for a person to say whether they are one provider."""

import getpass
import json
import sys
import textwrap

import click

from directory.publishing import publish_changes
from directory.settings import Settings, read_settings
from directory.store.session import Store, open_store
from importers.linking.answers import Answer, Question, answer, questions

WIDTH = 38
SHOWN_AT_ONCE = 50
KEYS = "s same   d different   k later   u undo the last   q quit"
ANSWERS: dict[str, Answer] = {"s": "same", "d": "different"}
MARKS = {True: "=", False: "≠", None: " "}

Pair = tuple[int, int]


class PairType(click.ParamType):
    """Two record numbers, as in 12-345."""

    name = "pair"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Pair:
        a, dash, b = str(value).partition("-")
        if not (dash and a.isdecimal() and b.isdecimal()):
            self.fail("a pair is two record numbers, as in 12-345", param, ctx)
        return int(a), int(b)


@click.command("review")
@click.option("--list", "only_list", is_flag=True, help="Print what waits, and ask nothing.")
@click.option("--json", "as_json", is_flag=True, help="What waits, for programs.")
@click.option(
    "--limit", default=SHOWN_AT_ONCE, show_default=True, type=click.IntRange(1), help="So many pairs."
)
@click.option(
    "--answer",
    "answered",
    nargs=2,
    type=(PairType(), click.Choice(["same", "different"])),
    metavar="PAIR same|different",
    help="Answer one, without asking.",
)
@click.option("--undo", "undone", type=PairType(), metavar="PAIR", help="Take back what is said of a pair.")
@click.option("--by", metavar="NAME", help="Who answers; otherwise the login name.")
@click.option("--no-publish", is_flag=True, help="Store only: people see it after the next publish.")
def review(
    only_list: bool,
    as_json: bool,
    limit: int,
    answered: tuple[Pair, Answer] | None,
    undone: Pair | None,
    by: str | None,
    no_publish: bool,
) -> None:
    """Judge records that look alike: one key an answer, every answer kept with who gave it.

    A pair is named by its two record numbers. Any link can be taken back with --undo, one that an import made
    too; nothing is lost by either.
    """
    settings = read_settings()
    store, who = open_store(settings), by or getpass.getuser()
    if answered:
        said = answer(store, *answered, who)
        click.echo(f"{_named(answered[0])}: {said}.")
    elif undone:
        click.echo(f"{_named(undone)}: {_taken_back(store, undone, who)}.")
    elif only_list or as_json or not _is_terminal():
        _print(store, limit, as_json)
        return
    elif not _ask(store, limit, who):
        return
    if not no_publish:
        publish(store, settings)


def publish(store: Store, settings: Settings) -> None:
    """Show people what the answers changed."""
    version = publish_changes(store, settings).version
    click.echo(f"Published: version {version}.")


def _taken_back(store: Store, pair: Pair, who: str) -> str:
    with store.writing() as writer:
        now = writer.take_back(*pair, by=who)
    return "to be judged again" if now else "no longer said"


def _print(store: Store, limit: int, as_json: bool) -> None:
    with store.reading() as reader:
        waiting, shown = reader.how_many_asked(), questions(reader, limit)
    if as_json:
        told = {"waiting": waiting, "questions": [question.as_json() for question in shown]}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for question in shown:
        click.echo(as_text(question) + "\n")
    click.echo(f"{waiting:,} to judge." if waiting else "Nothing to judge.")


def _ask(store: Store, limit: int, who: str) -> bool:
    """Ask until there is nothing left, or the person has had enough; whether anything was answered."""
    after, done, asked = (0, 0), list[Pair](), 0
    changed = False
    while asked < limit:
        with store.reading() as reader:
            waiting = questions(reader, 1, after)
        if not waiting:
            break
        question = waiting[0]
        click.echo(f"\n{as_text(question)}\n{KEYS}")
        key = _key(done)
        if key == "q":
            break
        if key == "u":
            last = done.pop()
            click.echo(f"{_named(last)}: {_taken_back(store, last, who)}.")
            after = (last[0], last[1] - 1)
            continue
        asked += 1
        after = question.link.pair
        if key in ANSWERS:
            said = answer(store, question.link.pair, ANSWERS[key], who)
            click.echo(f"{question.name}: {said}.")
            done.append(question.link.pair)
            changed = True
    return changed


def _key(done: list[Pair]) -> str:
    """One of the keys; undo only where there is something to undo."""
    while True:
        key = click.getchar().lower()
        if key in ("s", "d", "k", "q") or (key == "u" and done):
            return key


def as_text(question: Question) -> str:
    """Both records beside each other, what differs marked with ≠."""
    lines = [f"{question.name}  {_why(question)}"]
    sides = [
        f"{side.source}, {side.publisher}" + ("" if side.is_live else " (has left)")
        for side in (question.ours, question.theirs)
    ]
    lines += _beside("", sides[0], sides[1], " ")
    for line in question.lines:
        lines += _beside(line.field, line.ours, line.theirs, MARKS[line.agrees])
    return "\n".join(lines)


def _why(question: Question) -> str:
    evidence = question.link.evidence
    fields = evidence.get("fields") or dict.fromkeys(evidence.get("agree", ()), "same")
    said = ", ".join(f"{field}: {level}" for field, level in fields.items())
    before = "Registered anew? " if "predecessor" in evidence else "One provider? "
    return before + (said or "Look alike")


def _beside(field: str, ours: str, theirs: str, mark: str) -> list[str]:
    left, right = (
        textwrap.wrap(_printable(text), WIDTH, max_lines=3, placeholder=" …") or [""]
        for text in (ours, theirs)
    )
    height = max(len(left), len(right))
    left, right = (lines + [""] * (height - len(lines)) for lines in (left, right))
    marks = [mark, *" " * (height - 1)]
    fields = [field, *[""] * (height - 1)]
    return [
        f"  {name:<14}{one:<{WIDTH}} {sign} {other}".rstrip()
        for name, one, sign, other in zip(fields, left, marks, right, strict=True)
    ]


def _printable(text: str) -> str:
    """Without what a terminal would obey."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _named(pair: Pair) -> str:
    return f"{min(pair)}-{max(pair)}"


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()
