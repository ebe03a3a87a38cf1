"""Reflections that were released to the register, by the steps of their model, and feedback with the response to it."""

from __future__ import annotations

from typing import Final

from portfolio_app.common.text import CountedText, Text
from portfolio_app.documents.blocks import Block, Column, Entry, Heading, Paragraph, Row, Table, plain
from portfolio_app.documents.builders import wording
from portfolio_app.documents.builders.chapters.pieces import labelled
from portfolio_app.documents.builders.context import PROOF, Context
from portfolio_app.documents.builders.selection import Chapter, anchor_of
from portfolio_app.domain.records.career import Position
from portfolio_app.domain.records.growth import Action, Goal
from portfolio_app.domain.records.integrity import JournalEntry
from portfolio_app.domain.records.learning import Activity, Feedback, FeedbackRole, Reflection, ReflectionModel
from portfolio_app.domain.reflection_models import steps_of
from portfolio_app.domain.values.dates import show_date

_INTRODUCTION: Final = CountedText(
    Text("Uit deze periode heb ik één reflectie vrijgegeven.", "I released one reflection from this period."),
    Text("Uit deze periode heb ik {n} reflecties vrijgegeven.", "I released {n} reflections from this period."),
)
_FEEDBACK_INTRODUCTION: Final = Text(
    "Wat anderen over mijn werk zeiden, en wat ik daarmee deed. Wie iets zei, staat er alleen met de rol bij.",
    "What others said about my work, and what I did with it. Who said it is given by role only.",
)
_OVERVIEW_SUMMARY: Final = Text(
    "Overzicht van de reflecties: datum, titel en model.", "Overview of the reflections: date, title and model."
)
_OTHER_STEP: Final = Text("Aanvulling", "Addition")
_CODE: Final = Text("Gedragscode", "Code of conduct")
_FOLLOW_UP: Final = Text("Vervolg", "Follow-up")
_RELATED: Final = Text("Hoort bij", "Belongs to")
_SAID: Final = Text("Wat gezegd werd", "What was said")

_OVERVIEW_FROM: Final = 4
"""From so many reflections on, a table goes before them."""


def reflection_chapter(context: Context) -> tuple[Block, ...]:
    """Return the reflections released, oldest first."""
    reflections = context.selection.reflections
    if not reflections:
        return ()
    blocks: list[Block] = [
        context.chapter(Chapter.REFLECTION),
        Paragraph(plain(_INTRODUCTION.say(len(reflections), context.language))),
    ]
    if len(reflections) >= _OVERVIEW_FROM:
        blocks.append(_overview(context, reflections))
    for each in reflections:
        blocks.extend(_reflection(context, each))
    return tuple(blocks)


def _overview(context: Context, reflections: tuple[Reflection, ...]) -> Table:
    columns = tuple(
        Column(context.say(Reflection.kind.field(name).label), weight)
        for name, weight in (("written_on", 98), ("name", 281), ("model", 80))
    )
    rows = tuple(
        Row(
            (
                plain(each.shown("written_on", context.language)),
                (context.link(each, each.name),),
                plain(each.shown("model", context.language)),
            )
        )
        for each in reflections
    )
    return Table(columns, rows, context.say(_OVERVIEW_SUMMARY), row_header=1)


def _reflection(context: Context, record: Reflection) -> tuple[Block, ...]:
    language = context.language
    model = record.shown("model", language)
    written = show_date(record.written_on, language) if record.written_on else ""
    blocks: list[Block] = [
        Heading(2, record.name, anchor_of(record), in_contents=False, language=context.foreign(record, "name")),
        Paragraph(plain(wording.dotted(written, model)), quiet=True),
    ]
    if record.occasion:
        label = context.say(Reflection.kind.field("occasion").label)
        blocks.append(Entry(label, "", "", context.prose(record, "occasion")))
    blocks.extend(_steps(context, record))
    blocks.extend(_links(context, record))
    return tuple(blocks)


def _steps(context: Context, record: Reflection) -> tuple[Block, ...]:
    model = record.model if isinstance(record.model, ReflectionModel) else ReflectionModel.FREE
    labels = {step.key: context.say(step.label) for step in steps_of(model)}
    # A text written under another model keeps its place, behind the steps of this one.
    ordered = [*labels, *(key for key in record.steps if key not in labels)]
    own_language = wording.own_language(context.language)
    found: list[Block] = []
    for key in ordered:
        body = wording.prose(record.steps.get(key, ""), own_language)
        if not body:
            continue
        if model is ReflectionModel.FREE and key in labels:
            found.extend(body)
        else:
            found.append(Entry(labels.get(key) or context.say(_OTHER_STEP), "", "", body))
    return tuple(found)


def _links(context: Context, record: Reflection) -> tuple[Block, ...]:
    snapshot = context.snapshot
    related = (*snapshot.all_of(record.activities, Activity), *snapshot.referring_to(record.id, JournalEntry))
    follow_ups = (*snapshot.all_of(record.follow_ups, Goal), *snapshot.all_of(record.follow_ups, Action))
    goals = tuple(goal for goal in snapshot.referring_to(record.id, Goal) if goal not in follow_ups)
    return labelled(
        (context.say(Reflection.kind.field("competences").label), plain(context.codes(record.competences))),
        (context.say(_CODE), plain(context.codes(record.provisions))),
        (context.say(_RELATED), context.links(related)),
        (context.say(_FOLLOW_UP), context.links((*follow_ups, *goals))),
        (context.say(PROOF), context.annex_links(record)),
    )


def feedback_chapter(context: Context) -> tuple[Block, ...]:
    """Return the feedback released, oldest first."""
    found = context.selection.feedback
    if not found:
        return ()
    blocks: list[Block] = [context.chapter(Chapter.FEEDBACK), Paragraph(plain(context.say(_FEEDBACK_INTRODUCTION)))]
    for each in found:
        blocks.extend(_feedback(context, each))
    return tuple(blocks)


def _feedback(context: Context, record: Feedback) -> tuple[Block, ...]:
    language = context.language
    position = context.snapshot.all_of((record.position,), Position)
    facts = wording.dotted(
        show_date(record.given_on, language) if record.given_on else "",
        "" if record.giver_role is FeedbackRole.OTHER else record.shown("giver_role", language),
        *(each.shown("role", language) for each in position),
    )
    blocks: list[Block] = [
        Heading(2, record.about, anchor_of(record), in_contents=False, language=context.foreign(record, "about")),
        Paragraph(plain(facts), quiet=True),
    ]
    if record.content:
        blocks.append(Entry(context.say(_SAID), "", "", context.prose(record, "content")))
    if record.response:
        label = context.say(Text("Mijn antwoord", "My response"))
        blocks.append(Entry(label, "", "", context.prose(record, "response")))
    follow_ups = context.snapshot.referring_to(record.id, Goal)
    blocks.extend(
        labelled(
            (context.say(Feedback.kind.field("competences").label), plain(context.codes(record.competences))),
            (context.say(_FOLLOW_UP), context.links(follow_ups)),
            (context.say(PROOF), context.annex_links(record)),
        )
    )
    return tuple(blocks)
