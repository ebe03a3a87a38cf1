"""Permissions as numbers only, and integrity: declarations, side activities weighed, what the journal releases."""

from __future__ import annotations

from typing import Final

from portfolio_app.common.text import Text, capitalised
from portfolio_app.documents.blocks import Block, Column, Entry, Heading, Inline, Paragraph, Row, Table, plain
from portfolio_app.documents.builders import wording
from portfolio_app.documents.builders.chapters.pieces import labelled
from portfolio_app.documents.builders.context import PROOF, Context
from portfolio_app.documents.builders.selection import Chapter, anchor_of
from portfolio_app.domain.permissions import PermissionNumbers
from portfolio_app.domain.records.integrity import Adherence, JournalEntry, SideActivity
from portfolio_app.domain.records.learning import Reflection
from portfolio_app.domain.values.dates import show_date

_PERMISSIONS_INTRODUCTION: Final = Text(
    "Ik vraag toestemming voordat ik gegevens deel, en leg vast wat ik deelde. Hier staan alleen aantallen; wie "
    "het betrof, blijft buiten dit dossier.",
    "I ask permission before I share data, and I record what I share. Only numbers are given here; whom they "
    "concern stays out of this dossier.",
)
_PERMISSIONS_SUMMARY: Final = Text(
    "Aantallen toestemmingen en uitwisselingen in de periode.", "Number of permissions and exchanges in the period."
)
_WHAT: Final = Text("Wat", "What")
_HOW_MANY: Final = Text("Aantal", "Number")
_ASKED: Final = Text("Toestemmingen in deze periode", "Permissions in this period")
_WRITTEN: Final = Text("waarvan schriftelijk vastgelegd", "of which recorded in writing")
_STATE: Final = Text("op {day}: {state}", "on {day}: {state}")
_EXCHANGES: Final = Text("Uitwisselingen van gegevens", "Exchanges of data")
_ON_GROUND: Final = Text("op grond van {ground}", "based on {ground}")

_DECLARATIONS: Final = Text("Naleving van de gedragscode", "Adherence to the code of conduct")
_VERSION: Final = Text("versie {version}", "version {version}")
_SIGNED: Final = Text("ondertekend op {day}", "signed on {day}")
_SIGNED_AT: Final = Text("ondertekend te {place} op {day}", "signed in {place} on {day}")
_SIDE: Final = Text("Nevenactiviteiten en belangen", "Side activities and interests")
_HOURS: Final = Text("{n} uur per maand", "{n} hours a month")
_WEIGHED: Final = Text("gewogen op {day}", "assessed on {day}")
_NOT_WEIGHED: Final = Text("nog niet gewogen", "not assessed yet")
_JOURNAL: Final = Text("Uit het integriteitsjournaal", "From the integrity journal")
_JOURNAL_INTRODUCTION: Final = Text(
    "De gebeurtenissen die ik voor dit dossier heb vrijgegeven, zonder wie erbij betrokken waren.",
    "The events that I released for this dossier, without naming those involved.",
)
_TOLD: Final = Text("gemeld aan {role}", "reported to {role}")
_CLOSED: Final = Text("afgerond", "closed")
_OPEN: Final = Text("loopt nog", "still open")
_CODE: Final = Text("Gedragscode", "Code of conduct")


def permissions_chapter(context: Context) -> tuple[Block, ...]:
    """Return permissions and exchanges as numbers, when there are any."""
    numbers = context.material.permissions
    if numbers is None or not (numbers.asked or numbers.exchanges):
        return ()
    # The numbers stand in the margin column and what they count beside them, so that the eye has no way to go.
    columns = (Column(context.say(_HOW_MANY), 98), Column(context.say(_WHAT), 373))
    return (
        context.chapter(Chapter.PERMISSIONS),
        Paragraph(plain(context.say(_PERMISSIONS_INTRODUCTION))),
        Table(columns, _number_rows(context, numbers), context.say(_PERMISSIONS_SUMMARY), row_header=1),
    )


def _number_rows(context: Context, numbers: PermissionNumbers) -> tuple[Row, ...]:
    last = show_date(min(context.material.last, context.material.dated), context.language)
    rows: list[Row] = []
    if numbers.asked:
        rows.append(_number_row(context.say(_ASKED), numbers.asked, strong=True))
        rows.append(_number_row(context.say(_WRITTEN), numbers.written))
        rows += [
            _number_row(context.say(_STATE, day=last, state=state.label), count) for state, count in numbers.by_state
        ]
    if numbers.exchanges:
        rows.append(_number_row(context.say(_EXCHANGES), numbers.exchanges, strong=True))
        rows += [
            _number_row(context.say(_ON_GROUND, ground=ground.label), count)
            for ground, count in numbers.exchanges_by_ground
        ]
    return tuple(rows)


def _number_row(label: str, count: int, *, strong: bool = False) -> Row:
    return Row((plain(str(count)), plain(label)), strong=strong)


def integrity_chapter(context: Context) -> tuple[Block, ...]:
    """Return declarations of adherence, side activities and what was released of the journal."""
    selection = context.selection
    blocks: list[Block] = []
    if selection.declarations:
        blocks.append(Heading(2, context.say(_DECLARATIONS), f"{Chapter.INTEGRITY}.declarations", in_contents=False))
        blocks.extend(_declaration(context, each) for each in selection.declarations)
    if selection.side_activities:
        blocks.append(Heading(2, context.say(_SIDE), f"{Chapter.INTEGRITY}.side", in_contents=False))
        blocks.extend(_side_activity(context, each) for each in selection.side_activities)
    if selection.journal:
        blocks.append(Heading(2, context.say(_JOURNAL), f"{Chapter.INTEGRITY}.journal", in_contents=False))
        blocks.append(Paragraph(plain(context.say(_JOURNAL_INTRODUCTION))))
        for entry in selection.journal:
            blocks.extend(_journal_entry(context, entry))
    return (context.chapter(Chapter.INTEGRITY), *blocks) if blocks else ()


def _declaration(context: Context, record: Adherence) -> Entry:
    language = context.language
    signed = show_date(record.signed_on, language) if record.signed_on else ""
    if signed:
        pattern = _SIGNED_AT if record.place else _SIGNED
        signed = context.say(pattern, place=record.place, day=signed)
    facts = wording.dotted(context.say(_VERSION, version=record.version) if record.version else "", signed)
    body = list(context.prose(record, "declaration"))
    proof = context.proof(record)
    if proof:
        body.append(Paragraph(proof, quiet=True))
    year = str(record.signed_on.year) if record.signed_on else ""
    spoken = context.foreign(record, "code_name")
    return Entry(year, record.code_name, facts, tuple(body), anchor_of(record), spoken)


def _side_activity(context: Context, record: SideActivity) -> Entry:
    language = context.language
    weighed = (
        context.say(_WEIGHED, day=show_date(record.weighed_on, language))
        if record.weighed_on
        else ""
        if record.conclusion
        else context.say(_NOT_WEIGHED)
    )
    facts = wording.dotted(
        record.organisation,
        record.shown("interest_kind", language),
        context.say(_HOURS, n=record.hours_per_month) if record.hours_per_month else "",
    )
    verdict = wording.dotted(record.shown("conclusion", language), weighed)
    body: list[Block] = list(context.prose(record, "weighing"))
    body.extend(context.prose(record, "measures"))
    if verdict:
        body.append(Paragraph(plain(capitalised(verdict) + "."), quiet=True))
    proof = context.proof(record)
    if proof:
        body.append(Paragraph(proof, quiet=True))
    period = wording.since_until(record.since, record.until, language)
    name = wording.run_of(record, "name", language)
    return Entry(period, name.text, facts, tuple(body), anchor_of(record), name.language)


def _journal_entry(context: Context, record: JournalEntry) -> tuple[Block, ...]:
    language = context.language
    facts = wording.dotted(
        show_date(record.happened_on, language) if record.happened_on else "",
        record.shown("journal_kind", language),
        context.say(_TOLD, role=record.told_role) if record.told_role else "",
        context.say(_CLOSED if record.closed else _OPEN),
    )
    blocks: list[Block] = [
        Heading(3, record.name, anchor_of(record), in_contents=False, language=context.foreign(record, "name")),
        Paragraph(plain(facts), quiet=True),
    ]
    for name in ("what_happened", "what_was_done", "outcome"):
        body = context.prose(record, name)
        if body:
            blocks.append(Entry(_label(context, name), "", "", body))
    reflections = context.links(context.snapshot.all_of(record.reflections, Reflection))
    related: tuple[tuple[str, Inline], ...] = (
        (context.say(_CODE), plain(context.codes(record.provisions))),
        (context.say(record.kind.field("reflections").label), reflections),
        (context.say(PROOF), context.annex_links(record)),
    )
    blocks.extend(labelled(*related))
    return tuple(blocks)


def _label(context: Context, name: str) -> str:
    if name == "what_was_done":
        return context.say(Text("Wat ik deed", "What I did"))
    return context.say(JournalEntry.kind.field(name).label)
