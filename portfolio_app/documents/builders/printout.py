"""What the owner prints of single records: one of them, or a list as it stands on the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from portfolio_app.common.text import Language, Text
from portfolio_app.documents.blocks import Block, Column, Document, FieldList, Heading, Paragraph, Row, Table, plain
from portfolio_app.domain.fields import FieldSpec, Record, RecordKind
from portfolio_app.domain.values import LongText
from portfolio_app.domain.values.dates import show_date

_OWN_COPY: Final = Text(
    "Voor eigen gebruik, afgedrukt op {day}. Hierop kan staan wat alleen voor u is.",
    "For your own use, printed on {day}. It may contain what is private.",
)
_FOR_ANOTHER: Final = Text(
    "Afgedrukt op {day}: alleen wat is vrijgegeven; persoonsgegevens zijn afgeschermd.",
    "Printed on {day}: only what was released; personal details are withheld.",
)
_NUMBER: Final = Text("{n} gegevens", "{n} records")
_FILTERED: Final = Text("gefilterd op “{words}”", "filtered by “{words}”")
_SUMMARY: Final = Text("{plural}, elk op een rij", "{plural}, one per row")
_REST: Final = Text("Gegevens", "Record")
_LONG: Final = 1.9
_SHORT: Final = 1.0

Say = Callable[[FieldSpec, Any], str]
"""Words the value of a field, with what it links to by name."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What every printout needs to know.

    Attributes:
        language: of what the program itself words.
        dated: the day of printing.
        say: words the value of a field.
        owner: whose portfolio it is; empty when that is not known.
        for_another: it is not for the owner's own eyes.
    """

    language: Language
    dated: date
    say: Say
    owner: str = ""
    for_another: bool = False


def build_record_printout(record: Record, title: str, how: Printed) -> Document:
    """Return all that is filled in of a record, in the order of its form."""
    blocks: list[Block] = [_note(how)]
    short: list[tuple[str, tuple[Any, ...]]] = []

    def lay_down() -> None:
        if short:
            blocks.append(FieldList(tuple(short)))
            short.clear()

    for spec in record.kind.fields:
        if spec.group:
            lay_down()
            heading = spec.group.say(how.language)
        else:
            heading = ""
        value = getattr(record, spec.name)
        if heading and any(not each.type.is_empty(getattr(record, each.name)) for each in _group_of(record.kind, spec)):
            blocks.append(Heading(2, heading, f"group.{spec.name}"))
        if spec.type.is_empty(value):
            continue
        words, label = how.say(spec, value), spec.label.say(how.language)
        if isinstance(spec.type, LongText):
            lay_down()
            blocks.append(Heading(3, label, f"field.{spec.name}"))
            blocks += [Paragraph(plain(part)) for part in words.split("\n") if part.strip()]
        else:
            short.append((label, plain(words)))
    lay_down()
    return _document(title, record.kind.label.say(how.language), tuple(blocks), how)


def build_list_printout(
    kind: RecordKind, specs: Sequence[FieldSpec], rows: Sequence[Sequence[Any]], words: str, how: Printed
) -> Document:
    """Return a list as a table.

    Args:
        kind: of the records.
        specs: the fields that are its columns.
        rows: for each record the values of those fields.
        words: by which the list was filtered; empty for the whole list.
        how: language, day, wording.
    """
    number = _NUMBER.fill(n=len(rows)).say(how.language)
    filtered = _FILTERED.fill(words=words).say(how.language) if words else ""
    about = ", ".join(part for part in (number, filtered) if part)
    table = Table(
        tuple(Column(spec.label.say(how.language), _weight(spec)) for spec in specs),
        tuple(Row(tuple(plain(how.say(spec, value)) for spec, value in zip(specs, row, strict=True))) for row in rows),
        _SUMMARY.fill(plural=kind.plural).say(how.language),
    )
    blocks: tuple[Block, ...] = (_note(how), Paragraph(plain(about)), *((table,) if rows else ()))
    return _document(kind.plural.say(how.language), kind.plural.say(how.language), blocks, how)


def _group_of(kind: RecordKind, first: FieldSpec) -> list[FieldSpec]:
    at = kind.fields.index(first)
    found = [first]
    for spec in kind.fields[at + 1 :]:
        if spec.group:
            break
        found.append(spec)
    return found


def _weight(spec: FieldSpec) -> float:
    from portfolio_app.domain.values import ShortText

    return _LONG if isinstance(spec.type, LongText | ShortText) else _SHORT


def _note(how: Printed) -> Paragraph:
    words = _FOR_ANOTHER if how.for_another else _OWN_COPY
    return Paragraph(plain(words.fill(day=show_date(how.dated, how.language)).say(how.language)), quiet=True)


def _document(title: str, subject: str, body: tuple[Block, ...], how: Printed) -> Document:
    return Document(
        title=title,
        author=how.owner or "Vakdossier",
        subject=subject,
        language=how.language,
        dated=how.dated,
        body=body,
        running_head=title[:80],
    )
