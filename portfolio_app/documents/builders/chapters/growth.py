"""The development plan and the law watch."""

from __future__ import annotations

from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.documents.blocks import Block, Column, Entry, Heading, Inline, Paragraph, Row, Run, Table, plain
from portfolio_app.documents.builders import wording
from portfolio_app.documents.builders.chapters.pieces import labelled, opened
from portfolio_app.documents.builders.context import PROOF, Context
from portfolio_app.documents.builders.selection import Chapter, anchor_of, is_told, law_anchor
from portfolio_app.domain.records.growth import Action, Assessment, Goal, GoalStatus, LawReview
from portfolio_app.domain.records.learning import Activity, Feedback, Reflection
from portfolio_app.domain.values.dates import show_date
from portfolio_app.registers.model import LawEntry

_PLAN_INTRODUCTION: Final = Text(
    "De doelen waaraan ik in deze periode werkte, en die ik meeneem naar de volgende.",
    "The goals that I worked on in this period, and those that I take with me to the next.",
)
_FROM_UNTIL: Final = Text("{start} – {deadline}", "{start} – {deadline}")
_BEFORE: Final = Text("uiterlijk {day}", "by {day}")
_REACHED_ON: Final = Text("bereikt op {day}", "reached on {day}")
_ACTIONS_SUMMARY: Final = Text(
    "Acties bij het doel {goal}: actie, uiterste datum, stand en resultaat.",
    "Actions of the goal {goal}: action, deadline, status and result.",
)
_SMART: Final = ("specific", "measurable", "acceptable", "realistic")

_LAW_INTRODUCTION: Final = Text(
    "Welke wetten en richtlijnen ik naliep, bij welke bron, en wanneer ik dat weer doe.",
    "Which laws and guidelines I reviewed, from which source, and when I will do so again.",
)
_LAW_SUMMARY: Final = Text(
    "Wetten en richtlijnen: laatste keer nagelopen, geraadpleegde bron en volgende keer.",
    "Laws and guidelines: last review, source consulted and next review.",
)
_LAW: Final = Text("Wet of richtlijn", "Law or guideline")
_REVIEWED: Final = Text("Nagelopen", "Reviewed on")
_SOURCE: Final = Text("Bron", "Source")
_NEXT: Final = Text("Volgende keer", "Next review")
_NOT_YET: Final = Text("niet in deze periode", "not in this period")
_CHANGES: Final = Text("Wat er veranderde", "What changed")
_CHANGED: Final = Text("Veranderd. ", "Changed. ")
_CONSEQUENCES: Final = Text("Gevolgen. ", "Consequences. ")
_ACTIVITIES: Final = Text("Scholing: ", "Training: ")


def plan_chapter(context: Context) -> tuple[Block, ...]:
    """Return the goals, each with its actions."""
    goals = context.selection.goals
    if not goals:
        return ()
    blocks: list[Block] = [context.chapter(Chapter.PLAN), Paragraph(plain(context.say(_PLAN_INTRODUCTION)))]
    for goal in goals:
        blocks.extend(_goal(context, goal))
    return tuple(blocks)


def _goal(context: Context, goal: Goal) -> tuple[Block, ...]:
    language = context.language
    reached = context.say(_REACHED_ON, day=show_date(goal.reached_on, language)) if goal.reached_on else ""
    facts = wording.dotted(reached or goal.shown("status", language), _time(context, goal))
    blocks: list[Block] = [
        Heading(2, goal.name, anchor_of(goal), in_contents=False, language=context.foreign(goal, "name")),
        Paragraph(plain(facts), quiet=True),
    ]
    for name in (*_SMART, "result"):
        body = context.prose(goal, name)
        if body:
            blocks.append(Entry(context.say(goal.kind.field(name).label), "", "", body))
    origins = (
        *context.snapshot.all_of(goal.reflections, Reflection),
        *context.snapshot.all_of(goal.reflections, Feedback),
        *context.snapshot.all_of(goal.reflections, Assessment),
    )
    activities = context.snapshot.referring_to(goal.id, Activity)
    blocks.extend(
        labelled(
            (context.say(goal.kind.field("competences").label), plain(context.codes(goal.competences))),
            (context.say(goal.kind.field("reflections").label), context.links(origins)),
            (context.say(Action.kind.field("activities").label), context.links(activities)),
            (context.say(PROOF), context.annex_links(goal)),
        )
    )
    actions = context.selection.actions_of(goal)
    if actions:
        blocks.append(_actions(context, goal, actions))
    return tuple(blocks)


def _time(context: Context, goal: Goal) -> str:
    if goal.deadline is None:
        return ""
    deadline = show_date(goal.deadline, context.language)
    if goal.start is None or goal.start == goal.deadline:
        return context.say(_BEFORE, day=deadline)
    return context.say(_FROM_UNTIL, start=show_date(goal.start, context.language), deadline=deadline)


def _actions(context: Context, goal: Goal, actions: tuple[Action, ...]) -> Table:
    labels = {name: context.say(Action.kind.field(name).label) for name in ("name", "deadline", "status", "result")}
    columns = (
        Column(labels["name"], 4),
        Column(labels["deadline"], 2),
        Column(labels["status"], 2.4),
        Column(labels["result"], 3.2),
    )
    rows = tuple(_action_row(context, each) for each in actions)
    return Table(columns, rows, context.say(_ACTIONS_SUMMARY, goal=goal.name), row_header=0)


def _action_row(context: Context, action: Action) -> Row:
    language = context.language
    activities = context.links(context.snapshot.all_of(action.activities, Activity))
    proof = context.annex_links(action)
    result: list[Run] = list(plain(wording.on_one_line(action.result), context.foreign(action, "result")))
    for links in (activities, proof):
        if links:
            result += [Run(" "), *links] if result else list(links)
    status = action.shown("status", language)
    if action.status is GoalStatus.REACHED and action.done_on:
        status = context.say(_REACHED_ON, day=show_date(action.done_on, language))
    return Row(
        (
            (wording.run_of(action, "name", language),),
            plain(action.shown("deadline", language)),
            plain(status),
            tuple(result),
        ),
        anchor=anchor_of(action),
    )


# The law watch


def law_chapter(context: Context) -> tuple[Block, ...]:
    """Return a table of the laws to keep up with, and per law that changed what it meant."""
    reviews = context.selection.law_reviews
    if not reviews:
        return ()
    told = [each for each in reviews if is_told(each)]
    blocks: list[Block] = [
        context.chapter(Chapter.LAW),
        Paragraph(plain(context.say(_LAW_INTRODUCTION))),
        _law_table(context, reviews),
    ]
    if told:
        blocks.append(Heading(2, context.say(_CHANGES), f"{Chapter.LAW}.changes", in_contents=False))
        blocks.extend(_review(context, each) for each in told)
    return tuple(blocks)


def _law_table(context: Context, reviews: tuple[LawReview, ...]) -> Table:
    columns = (
        Column(context.say(_LAW), 4.4),
        Column(context.say(_REVIEWED), 2),
        Column(context.say(_SOURCE), 3),
        Column(context.say(_NEXT), 2),
    )
    latest = {each.law[0]: each for each in reviews if each.law}
    laws = context.material.register.laws
    listed = [law for law in (laws.laws if laws else ()) if _concerns(context, law)]
    rows = [_law_row(context, law.code, context.say(law.label), latest.get(law.code)) for law in listed]
    known = {law.code for law in listed}
    rows += [_law_row(context, code, context.code(code), each) for code, each in latest.items() if code not in known]
    return Table(columns, tuple(rows), context.say(_LAW_SUMMARY), row_header=0)


def _concerns(context: Context, law: LawEntry) -> bool:
    """Tell whether a law is asked of the title held in the register of the dossier, or was gone through anyway."""
    register = context.material.register.id
    titles = {
        each.title_held.value
        for each in context.selection.registrations
        if each.title_held is not None and register in each.register
    }
    asked = {code.rpartition(".")[2].lower() for code in law.titles}
    reviewed = any(law.code in each.law for each in context.selection.law_reviews)
    return reviewed or not asked or not titles or bool(asked & titles)


def _law_row(context: Context, code: str, name: str, review: LawReview | None) -> Row:
    anchor = law_anchor(code)
    if review is None:
        return Row((plain(name), (Run(context.say(_NOT_YET), quiet=True),), (), ()), anchor=anchor)
    language = context.language
    label: Inline = (Run(name, target=anchor_of(review) if is_told(review) else ""),)
    source: list[Run] = list(plain(review.source, context.foreign(review, "source")))
    proof = context.annex_links(review)
    if proof:
        source += [Run(" "), *proof] if source else list(proof)
    reviewed, upcoming = review.shown("reviewed_on", language), review.shown("next_review", language)
    return Row((label, plain(reviewed), tuple(source), plain(upcoming)), anchor=anchor)


def _review(context: Context, review: LawReview) -> Entry:
    language = context.language
    activities = context.links(context.snapshot.all_of(review.activities, Activity))
    proof = context.proof(review)
    body: list[Block] = [
        *opened(context.say(_CHANGED), language, context.prose(review, "changes")),
        *opened(context.say(_CONSEQUENCES), language, context.prose(review, "consequences")),
    ]
    if activities:
        body.append(Paragraph((Run(context.say(_ACTIVITIES), bold=True), *activities), quiet=True))
    if proof:
        body.append(Paragraph(proof, quiet=True))
    margin = show_date(review.reviewed_on, language) if review.reviewed_on else ""
    return Entry(margin, context.codes(review.law), review.source, tuple(body), anchor_of(review))
