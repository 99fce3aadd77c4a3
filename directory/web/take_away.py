"""A list to take along: a document for the PDF, and letters for an e-mail."""

from collections.abc import Iterator, Sequence
from datetime import date
from urllib.parse import quote

from directory.web.asking import questions_for
from directory.web.cards import Card, Mark
from directory.web.my_lists import Line, ListShown
from directory.web.plain_words import long_date
from directory.web.report.blocks import Block, Points, ReportDocument, Section, Text
from directory.web.translation import _, _l, _n

TITLE = _l("Care and support: a shortlist")
LEAD = _l("Ask before you choose: things may have changed.")
LEFT = _l("This service has left the directory. It may have closed, or asked not to be listed.")
LONGEST_MAIL = 1_800
"""Characters of a mailto link: more is cut short by some programs."""


def document(shown: ListShown, words: bool, as_of: date, data_version: str, example: bool) -> ReportDocument:
    """A list as blocks; with the person's own words where ``words``. Where they live stays behind."""
    return ReportDocument(
        str(TITLE),
        " ".join((_n("%(count)s option.", "%(count)s options.", len(shown.lines)), str(LEAD))),
        _headline(shown),
        [
            Section(str(number), f"{number}. {line.name}", tuple(_blocks(line, words)))
            for number, line in enumerate(shown.lines, 1)
        ],
        as_of,
        data_version,
        example,
    )


def _headline(shown: ListShown) -> list[Block]:
    """How to tell the person things comes first, then what was asked for."""
    asked = [f"{row.short}: {'; '.join(row.words)}" for row in shown.asked if row.step != "where"]
    first: list[Block] = [Text(shown.tell_me)] if shown.tell_me else []
    return [*first, Text(_("What was asked for")), Points(asked)] if asked else first


def letter(document: ReportDocument) -> str:
    """The same in plain letters, a paragraph a line, so that any e-mail program can wrap it."""
    lines = [document.title, _("As of %(day)s.", day=long_date(document.as_of))]
    if document.example:
        lines.append(_("Example data: some or all of these services are made up."))
    lines += ["", document.lead, "", *_letters(document.headline)]
    for part in document.parts:
        lines += ["", part.title, *_letters(part.blocks)]
    return "\n".join(lines).strip() + "\n"


def mail_link(lines: Sequence[Line]) -> str:
    """An e-mail to nobody yet, with names, prices and how to get in touch: nothing about the person."""
    told = [_in_short(line, line.card) for line in lines if line.card]
    while len(link := _mail(told, len(lines))) > LONGEST_MAIL and told:
        told.pop()
    return link


def _blocks(line: Line, words: bool) -> Iterator[Block]:
    card = line.card
    if card is None:
        yield Text(str(LEFT))
    else:
        yield Text(" · ".join(filter(None, (card.kind, card.place, card.away))))
        yield Text(_("Price: %(price)s", price="; ".join(card.cost)))
        if card.budget_tag:
            yield Text(f"{card.budget_tag[1]}.")
        if card.marks:
            yield Points([_mark(mark, card.tier != "plain") for mark in card.marks])
        yield Text(_("Get in touch: %(how)s", how="; ".join(card.contact)))
        if ask := questions_for(line):
            yield Text(_("What to ask them:"))
            yield Points(ask)
    if words and line.chosen.words:
        yield Text(_("Notes: %(words)s", words=line.chosen.words))
    if card:
        yield Text(_("From: %(source)s.", source="; ".join(card.sources)), quiet=True)


def _mark(mark: Mark, judged: bool) -> str:
    sign = f"{_('Does not fit:')} " if judged and mark.kind == "no" else ""
    return f"{sign}{mark.words}{f' ({mark.evidence})' if mark.evidence else ''}"


def _letters(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Text):
            yield block.words
        elif isinstance(block, Points):
            yield from (f"- {item}" for item in block.items)


def _in_short(line: Line, card: Card) -> str:
    return "\n".join((line.name, card.kind, card.cost[0], "; ".join(card.contact)))


def _mail(told: Sequence[str], of: int) -> str:
    more = (
        f"\n\n{_n('And %(count)s other.', 'And %(count)s others.', of - len(told))}" if of > len(told) else ""
    )
    body = "\n\n".join(told) + more
    lines = quote(body.replace("\n", "\r\n"), safe="")
    return f"mailto:?subject={quote(_('Care and support options'))}&body={lines}"
