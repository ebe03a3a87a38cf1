"""Dates, periods, hours, numbers and enumerations as a document writes them, and what the person typed as blocks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from portfolio_app.common.text import CountedText, Language, Text
from portfolio_app.documents.blocks import Block, Bullets, Inline, Paragraph, Run
from portfolio_app.domain.fields import Record
from portfolio_app.domain.marks import Opening, opening_of, stretches, without_marks
from portfolio_app.domain.values import LongText, PartialDateValue, ShortText
from portfolio_app.domain.values.dates import MONTHS
from portfolio_app.domain.values.simple import show_decimal

NBSP: Final = "\u00a0"
DOT: Final = f"{NBSP}· "
"""Stands between short facts on one line; it never begins a line."""

PRESENT: Final = Text("heden", "present")
SINCE: Final = Text("sinds {day}", "since {day}")
UNTIL: Final = Text("tot {day}", "until {day}")
HOURS: Final = CountedText(Text("{n} uur", "{n} hour"), Text("{n} uur", "{n} hours"))
_AND: Final = Text(" en ", " and ")
_TO: Final = Text(" t/m ", " – ")


def day_without_year(day: date, language: Language) -> str:
    """Return 2 maart, 2 March."""
    return f"{day.day}{NBSP}{MONTHS[day.month - 1].say(language)}"


def month_and_year(day: date, language: Language) -> str:
    """Return maart 2026, March 2026."""
    return f"{MONTHS[day.month - 1].say(language)} {day.year}"


def days(first: date, last: date | None, language: Language, *, year: bool = True) -> str:
    """Return a day or a range of days: 12 t/m 14 mei 2026, 28 mei t/m 2 juni 2026; without `year` where it is known."""
    if last is None or last == first:
        return _in_full(first, language) if year else day_without_year(first, language)
    to = "–" if language == "en" and _same_month(first, last) else _TO.say(language)
    if first.year != last.year:
        return f"{_in_full(first, language)}{to}{_in_full(last, language)}"
    opening = f"{first.day}" if _same_month(first, last) else day_without_year(first, language)
    ending = _in_full(last, language) if year else day_without_year(last, language)
    return f"{opening}{to}{ending}"


def from_until(first: date, last: date, language: Language) -> str:
    """Return a range of days as it stands behind "van" or "from" in a sentence."""
    said = days(first, last, language)
    return said.replace(" – ", " to ").replace("–", " to ") if language == "en" else said


def _in_full(day: date, language: Language) -> str:
    return f"{day_without_year(day, language)} {day.year}"


def _same_month(first: date, last: date) -> bool:
    return (first.year, first.month) == (last.year, last.month)


def since_until(
    start: PartialDateValue | None, end: PartialDateValue | None, language: Language, *, ongoing: bool = True
) -> str:
    """Return a period of partial dates: maart 2019 – heden; `ongoing` says that no end means until now."""
    if start is None:
        return UNTIL.fill(day=together(end.show(language))).say(language) if end else ""
    opening = together(start.show(language))
    if end is None:
        return f"{opening}{NBSP}– {PRESENT.say(language)}" if ongoing else opening
    if end.year == start.year and not end.month:
        return str(end.year)
    ending = together(end.show(language))
    return opening if opening == ending else f"{opening}{NBSP}– {ending}"


def together(words: str) -> str:
    """Return words that are never parted at the end of a line."""
    return words.replace(" ", NBSP)


def number(amount: Decimal | int, language: Language) -> str:
    """Return a number with the language's signs, two decimals at most."""
    return show_decimal(round(Decimal(amount), 2), language)


def hours_number(minutes: int, language: Language) -> str:
    """Return minutes as hours: 1,5."""
    return number(Decimal(minutes) / 60, language)


def hours(minutes: int, language: Language) -> str:
    """Return minutes as hours with their unit: 1,5 uur."""
    wording = HOURS.one if minutes == 60 else HOURS.many
    return wording.fill(n=hours_number(minutes, language)).say(language).replace(" ", NBSP)


def score(value: float | Decimal, language: Language) -> str:
    """Return a mean score with one decimal: 3,4."""
    digits = f"{value:.1f}"
    return digits.replace(".", ",") if language == "nl" else digits


def enumerated(words: Sequence[str], language: Language) -> str:
    """Return a, b en c."""
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + _AND.say(language) + words[-1]


def dotted(*facts: str) -> str:
    """Return short facts on one line; empty ones are left out."""
    return DOT.join(fact for fact in facts if fact)


def runs_between(runs: Sequence[Run], mark: str = DOT) -> Inline:
    """Return runs with `mark` between them."""
    joined: list[Run] = []
    for run in runs:
        if joined:
            joined.append(Run(mark, quiet=True))
        joined.append(run)
    return tuple(joined)


def prose(words: str, language: Language | None = None, *, lead: bool = False) -> tuple[Block, ...]:
    """Return text that the person typed as paragraphs and lists, with the marks of `domain.marks` and no other markup.

    Args:
        words: the text; each line is a paragraph, or an item of a list when it opens as one.
        language: the language of the text where it is not that of the document.
        lead: set the first paragraph as an opening.
    """
    blocks: list[Block] = []
    items: list[Inline] = []
    for line in (raw.strip() for raw in words.splitlines()):
        if not line:
            continue
        opening, length = opening_of(line)
        if opening is Opening.LIST:
            items.append(_stressed(line, length, language))
            continue
        _close_list(items, blocks)
        quoted = opening is Opening.QUOTE
        content = _stressed(line, length if quoted else 0, None)
        blocks.append(Paragraph(content, lead=lead and not blocks, quiet=quoted, language=language))
    _close_list(items, blocks)
    return tuple(blocks)


def _stressed(line: str, start: int, language: Language | None) -> Inline:
    return tuple(
        Run(each.text, bold=each.bold, italic=each.italic, language=language) for each in stretches(line, start)
    )


def _close_list(items: list[Inline], blocks: list[Block]) -> None:
    if items:
        blocks.append(Bullets(tuple(items)))
        items.clear()


def lines_of(words: str) -> tuple[str, ...]:
    """Return the lines of a text without their list marks and empty ones."""
    stripped = (line.strip() for line in words.splitlines())
    return tuple(without_marks(line) for line in stripped if line)


def on_one_line(words: str) -> str:
    """Return a text of several lines as one running line, for a table cell."""
    return " ".join(lines_of(words))


def language_of(record: Record, name: str, language: Language) -> Language | None:
    """Return the language in which the field `name` is shown when that is not the document's, else None.

    What the person types is Dutch, unless the field has an English wording and English is read. Dates, choices and
    numbers are shown in the document's language.
    """
    typed = own_language(language)
    if typed is None or not isinstance(record.kind.field(name).type, (ShortText, LongText)):
        return None
    translated = any(spec.english_of == name and getattr(record, spec.name) for spec in record.kind.fields)
    return None if translated else typed


def own_language(language: Language) -> Language | None:
    """Return the language of what the person types when that is not the document's, else None."""
    return None if language == "nl" else "nl"


def run_of(record: Record, name: str, language: Language) -> Run:
    """Return the field `name` of a record as inline text in the best language that there is."""
    return Run(record.shown(name, language), language=language_of(record, name, language))


def prose_of(record: Record, name: str, language: Language, *, lead: bool = False) -> tuple[Block, ...]:
    """Return the field `name` of a record as paragraphs and lists in the best language that there is."""
    return prose(record.shown(name, language), language_of(record, name, language), lead=lead)
