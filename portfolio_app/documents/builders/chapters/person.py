"""Who it is: personal details, registrations with their periods, and the curriculum vitae."""

from __future__ import annotations

from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.documents.blocks import (
    Block,
    Column,
    Entry,
    FieldList,
    Heading,
    Inline,
    Paragraph,
    Row,
    Run,
    Table,
    plain,
)
from portfolio_app.documents.builders import wording
from portfolio_app.documents.builders.context import CHAPTER_TITLES, Context
from portfolio_app.documents.builders.cv_sections import CvContent, section_blocks, title_of
from portfolio_app.documents.builders.selection import Chapter, anchor_of, cv_anchor
from portfolio_app.domain.records.cv_view import CvSection
from portfolio_app.domain.records.person import Person, Registration
from portfolio_app.domain.values.dates import show_date

_NAME: Final = Text("Naam", "Name")
_ADDRESS: Final = Text("Adres", "Address")
_REGISTRATIONS: Final = Text("Registraties", "Registrations")
_PERIODS: Final = Text("Registratieperioden", "Registration periods")
_PERIODS_SUMMARY: Final = Text(
    "Registratieperioden: register, begin en einde, uitkomst en dag van het besluit.",
    "Registration periods: register, start and end, outcome and date of the decision.",
)
_PERIOD: Final = Text("Periode", "Period")
_REGISTER_NUMBER: Final = Text("registratienummer {number}", "registration number {number}")
_REGISTERED: Final = Text("ingeschreven sinds {day}", "registered since {day}")
_DEREGISTERED: Final = Text("uitgeschreven op {day}", "deregistered on {day}")
_CURRENT: Final = Text("Dit cv is door mij nagekeken op {day}.", "I confirmed this CV on {day}.")
_ELSEWHERE: Final = Text(
    "Registraties, scholing en nevenactiviteiten staan elders in dit dossier: ",
    "Registrations, training and side activities are elsewhere in this dossier: ",
)

_OWN_CHAPTERS: Final = (CvSection.REGISTRATIONS, CvSection.TRAINING, CvSection.SIDE_ACTIVITIES)
"""Sections of a CV that have a chapter of their own in a dossier."""


def person_chapter(context: Context) -> tuple[Block, ...]:
    """Return personal details and registrations."""
    person, selection = context.selection.person, context.selection
    blocks: list[Block] = []
    if person is not None:
        blocks.append(_details(context, person))
        proof = context.proof(person)
        if proof:
            blocks.append(Paragraph(proof, quiet=True))
    if selection.registrations:
        blocks.append(Heading(2, context.say(_REGISTRATIONS), f"{Chapter.PERSON}.registrations", in_contents=False))
        blocks.extend(_registration(context, each) for each in selection.registrations)
    rows = tuple(row for each in selection.registrations for row in _periods(context, each))
    if rows:
        blocks.append(Heading(2, context.say(_PERIODS), f"{Chapter.PERSON}.periods", in_contents=False))
        blocks.append(_period_table(context, rows))
    return (context.chapter(Chapter.PERSON), *blocks) if blocks else ()


def _details(context: Context, person: Person) -> Block:
    street = ", ".join(
        part for part in (person.street, f"{person.postcode} {person.city}".strip(), person.country) if part
    )
    facts = (
        (context.say(_NAME), person.full_name()),
        (
            context.say(person.kind.field("professional_title").label),
            person.shown("professional_title", context.language),
        ),
        (context.say(_ADDRESS), street),
        (context.say(person.kind.field("phone").label), person.phone),
        (context.say(person.kind.field("email").label), person.email),
        (context.say(person.kind.field("website").label), person.website),
    )
    return FieldList(tuple((label, plain(value)) for label, value in facts if value))


def _registration(context: Context, record: Registration) -> Entry:
    since, until = record.since, record.until
    margin = ""
    if since is not None:
        margin = f"{since.year} – {until.year}" if until else context.say(wording.SINCE, day=since.year)
    held = title_of(record, context.language)
    facts = wording.dotted(
        record.register_name if held else "",
        context.say(_REGISTER_NUMBER, number=record.number) if record.number else "",
        context.say(_REGISTERED, day=show_date(since, context.language)) if since else "",
        context.say(_DEREGISTERED, day=show_date(until, context.language)) if until else "",
    )
    proof = context.proof(record)
    body: tuple[Block, ...] = (Paragraph(proof, quiet=True),) if proof else ()
    return Entry(margin, held or record.register_name, facts, body, anchor_of(record))


def _periods(context: Context, registration: Registration) -> tuple[Row, ...]:
    return tuple(
        Row(
            (
                plain(wording.dotted(registration.register_name, title_of(registration, context.language))),
                plain(wording.days(period.start, period.end, context.language) if period.start else ""),
                plain(period.shown("outcome", context.language)),
                plain(period.shown("decided_on", context.language)),
            ),
            anchor=anchor_of(period),
        )
        for period in context.selection.periods_of(registration)
    )


def _period_table(context: Context, rows: tuple[Row, ...]) -> Table:
    from_kind = Registration.kind.field("register").label
    columns = (
        Column(context.say(from_kind), 3),
        Column(context.say(_PERIOD), 3.5),
        Column(context.say(Text("Uitkomst", "Outcome")), 2),
        Column(context.say(Text("Besluit", "Decision")), 1.8),
    )
    return Table(columns, rows, context.say(_PERIODS_SUMMARY), row_header=0)


def cv_chapter(context: Context) -> tuple[Block, ...]:
    """Return the whole CV, but for what has a chapter of its own."""
    content = CvContent(
        snapshot=context.snapshot,
        language=context.language,
        describe=context.material.register.describe,
        dated=context.material.dated,
        hidden=context.selection.cv_hidden,
        anchor=anchor_of,
        proof=context.proof,
    )
    blocks: list[Block] = []
    for section in context.selection.cv_sections:
        held = () if section in _OWN_CHAPTERS else section_blocks(section, content)
        if held:
            blocks.append(Heading(2, section.label.say(context.language), cv_anchor(section), in_contents=False))
            blocks.extend(held)
    if not blocks:
        return ()
    person = context.selection.person
    current: tuple[Block, ...] = ()
    if person is not None and person.cv_confirmed_on is not None:
        sentence = context.say(_CURRENT, day=show_date(person.cv_confirmed_on, context.language))
        current = (Paragraph(plain(sentence), quiet=True),)
    return (context.chapter(Chapter.CV), *current, *blocks)


def elsewhere(context: Context, chapters: tuple[Chapter, ...]) -> tuple[Block, ...]:
    """Return where the parts of the CV are that have a chapter of their own."""
    links: Inline = wording.runs_between(
        [Run(context.say(CHAPTER_TITLES[chapter]), target=chapter.value) for chapter in chapters], ", "
    )
    return (Paragraph((Run(context.say(_ELSEWHERE)), *links, Run(".")), quiet=True),) if links else ()
