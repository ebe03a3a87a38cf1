"""What counts for which requirement, and what does not and why: the reckoning behind the summary."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.documents.blocks import Align, Block, Column, Heading, Row, Table, plain
from portfolio_app.documents.builders.chapters.pieces import headed
from portfolio_app.documents.builders.context import Context
from portfolio_app.documents.builders.judgement import Judged, judged
from portfolio_app.documents.builders.selection import Chapter
from portfolio_app.domain.fields import Record

_COUNTS: Final = Text("Wat voor welke eis telt", "What counts for which requirement")
_COUNTS_SUMMARY: Final = Text(
    "Per eis het aantal gegevens dat meetelt, en welke dat zijn.",
    "For each requirement the number of records that count, and which they are.",
)
_DOES_NOT: Final = Text("Wat niet meetelt, en waarom", "What does not count, and why")
_DOES_NOT_SUMMARY: Final = Text(
    "Per eis en reden de gegevens die niet meetellen.", "For each requirement and reason the records that do not count."
)
_REQUIREMENT: Final = Text("Eis", "Requirement")
_NUMBER: Final = Text("Aantal", "Number")
_WHICH: Final = Text("Welke", "Which")
_WHY: Final = Text("Reden", "Reason")


def counting_sections(context: Context) -> tuple[Block, ...]:
    """Return the tables of what counts and what does not; only records of the dossier are named."""
    requirements = [
        each for standing in context.material.standings for each in judged(standing, context.material.dated)
    ]
    counting = tuple(row for each in requirements if (row := _counts(context, each)) is not None)
    excluded = tuple(row for each in requirements for row in _does_not_count(context, each))
    requirement = Column(context.say(_REQUIREMENT), 98)
    numbered = (requirement, Column(context.say(_NUMBER), 40, Align.RIGHT), Column(context.say(_WHICH), 321))
    reasoned = (requirement, Column(context.say(_WHY), 150), Column(context.say(_WHICH), 211))
    return (
        *headed(
            Heading(2, context.say(_COUNTS), f"{Chapter.LOG}.counts"),
            Table(numbered, counting, context.say(_COUNTS_SUMMARY), row_header=0),
        ),
        *headed(
            Heading(2, context.say(_DOES_NOT), f"{Chapter.LOG}.excluded"),
            Table(reasoned, excluded, context.say(_DOES_NOT_SUMMARY), row_header=0),
        ),
    )


def _known(context: Context, ids: Iterable[str]) -> list[Record]:
    found = (context.selection.record(record_id) for record_id in dict.fromkeys(ids))
    return [record for record in found if record is not None]


def _counts(context: Context, requirement: Judged) -> Row | None:
    records = _known(context, (each.id for part in requirement.parts for each in part.counts))
    if not records:
        return None
    name = context.say(requirement.label)
    return Row((plain(name), plain(str(len(records))), context.some_links(records)))


def _does_not_count(context: Context, requirement: Judged) -> tuple[Row, ...]:
    by_reason: dict[str, list[str]] = {}
    for part in requirement.parts:
        for each in part.does_not_count:
            by_reason.setdefault(context.say(each.why), []).append(each.id)
    known = {why: _known(context, ids) for why, ids in by_reason.items()}
    return tuple(
        Row((plain(context.say(requirement.label)), plain(why), context.some_links(records)))
        for why, records in known.items()
        if records
    )
