"""The log of permanent education: tables per year with totals, hours by kind, and what each activity brought."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from portfolio_app.common.text import CountedText, Text
from portfolio_app.documents.blocks import (
    Align,
    Block,
    ChartBlock,
    Column,
    Entry,
    Heading,
    Inline,
    Paragraph,
    Row,
    Run,
    Table,
    plain,
)
from portfolio_app.documents.builders import wording
from portfolio_app.documents.builders.chapters.counting import counting_sections
from portfolio_app.documents.builders.chapters.pieces import opened
from portfolio_app.documents.builders.context import PROOF, Context, details_anchor
from portfolio_app.documents.builders.selection import Chapter, anchor_of
from portfolio_app.documents.charts import Series, StackedBars
from portfolio_app.domain.fields import Record
from portfolio_app.domain.records.growth import Action, Goal, LawReview
from portfolio_app.domain.records.learning import Activity, ActivityKind, Reflection

_INTRODUCTION: Final = Text(
    "Hieronder staat, jaar voor jaar, wat ik deed van {period}. De letter A met een nummer verwijst naar het "
    "bewijsstuk achter in dit dossier.",
    "Below stands, year by year, what I did from {period}. The letter A with a number leads to the evidence at "
    "the end of this dossier.",
)
_DETAILS_LINKED: Final = Text(
    "De titel leidt naar wat de activiteit mij opleverde.", "The title leads to what the activity brought me."
)
_DATE: Final = Text("Datum", "Date")
_ACTIVITY: Final = Text("Activiteit", "Activity")
_KIND: Final = Text("Soort", "Kind")
_HOURS: Final = Text("Uren", "Hours")
_POINTS: Final = Text("Punten", "Points")
_TOTAL: Final = CountedText(
    Text("Totaal, 1 activiteit", "Total, 1 activity"), Text("Totaal, {n} activiteiten", "Total, {n} activities")
)
_LOG_SUMMARY: Final = Text(
    "Activiteiten van {year}: datum, titel met aanbieder, soort, netto-uren, punten en bewijsstukken, met "
    "totalen onderaan.",
    "Activities of {year}: date, title with provider, kind, net hours, points and evidence, with totals at the foot.",
)
_BY_KIND: Final = Text("Uren per jaar naar soort", "Hours per year by kind")
_PER_KIND_SUMMARY: Final = Text(
    "Netto-uren per soort activiteit en per jaar, met totalen.",
    "Net hours by kind of activity and by year, with totals.",
)
_ALTERNATIVE: Final = Text(
    "Gestapelde staven met netto-uren per jaar. {years}", "Stacked bars with net hours per year. {years}"
)
_YEAR_SAYS: Final = Text("{year}: {total}, waarvan {parts}.", "{year}: {total}, of which {parts}.")
_LEARNT: Final = Text("Geleerd. ", "Learnt. ")
_USED: Final = Text("In de praktijk. ", "In practice. ")
_LINKS: Final = Text("Verbanden: ", "Links: ")
_PARTICIPANTS: Final = Text("{n} deelnemers", "{n} participants")
_LED_BY: Final = Text("begeleid door {role}", "led by {role}")
_SIGNED: Final = Text("presentielijst getekend", "attendance signed")
_PASSED: Final = Text("toets behaald", "test passed")
_ONLINE: Final = Text("online", "online")
_ACCREDITED: Final = Text("accreditatie {number}", "accreditation {number}")
_HAS_POINTS: Final = CountedText(Text("1 punt", "1 point"), Text("{n} punten", "{n} points"))
_BACK: Final = Text("naar het overzicht", "to the log")
_DETAILS_INTRODUCTION: Final = Text(
    "Wat ik leerde en hoe ik dat in mijn werk gebruik, per activiteit.",
    "What I learnt and how I use it in my work, activity by activity.",
)


def education_chapter(context: Context) -> tuple[Block, ...]:
    """Return the log per year, the hours by kind and what does not count."""
    activities = context.selection.activities
    if not activities:
        return ()
    period = wording.days(context.material.first, context.material.last, context.language)
    introduction = context.say(_INTRODUCTION, period=period)
    if any(has_details(context, each) for each in activities):
        introduction += " " + context.say(_DETAILS_LINKED)
    blocks: list[Block] = [context.chapter(Chapter.LOG), Paragraph(plain(introduction))]
    blocks.extend(_hours_by_kind(context))
    for year in _years(context):
        of_year = [each for each in activities if context.selection.year_of(each) == year]
        blocks.append(Heading(2, str(year), f"{Chapter.LOG}.{year}"))
        blocks.append(_log(context, year, of_year))
    blocks.extend(counting_sections(context))
    return tuple(blocks)


def _years(context: Context) -> list[int]:
    return sorted({context.selection.year_of(each) for each in context.selection.activities})


def points_of(context: Context, activity: Activity) -> Decimal | None:
    """Return the points that the register of the dossier gives for an activity."""
    return activity.points.get(context.material.register.id)


def _log(context: Context, year: int, activities: Sequence[Activity]) -> Table:
    with_points = any(points_of(context, each) is not None for each in activities)
    columns = [
        Column(context.say(_DATE), 98),
        Column(context.say(_ACTIVITY), 196 if with_points else 239),
        Column(context.say(_KIND), 76),
        Column(context.say(_HOURS), 30, Align.RIGHT),
        *([Column(context.say(_POINTS), 31, Align.RIGHT)] if with_points else []),
        Column(context.say(PROOF), 40),
    ]
    rows = [_log_row(context, each, with_points=with_points) for each in activities]
    rows.append(_total_row(context, activities, with_points=with_points))
    return Table(tuple(columns), tuple(rows), context.say(_LOG_SUMMARY, year=year), row_header=1)


def _log_row(context: Context, activity: Activity, *, with_points: bool) -> Row:
    language = context.language
    name = activity.shown("name", language)
    target = details_anchor(activity) if has_details(context, activity) else ""
    title: Inline = (Run(name, target=target),)
    if activity.provider:
        title = (*title, Run(wording.DOT + activity.provider, quiet=True))
    points = points_of(context, activity)
    cells: list[Inline] = [
        plain(wording.days(activity.start, activity.end, language, year=False) if activity.start else ""),
        title,
        plain(activity.shown("activity_kind", language)),
        plain("" if activity.net_minutes is None else wording.hours_number(activity.net_minutes, language)),
        *([plain("" if points is None else wording.number(points, language))] if with_points else []),
        context.annex_links(activity),
    ]
    return Row(tuple(cells), anchor=anchor_of(activity))


def _total_row(context: Context, activities: Sequence[Activity], *, with_points: bool) -> Row:
    language = context.language
    minutes = sum(each.net_minutes or 0 for each in activities)
    points = sum((points_of(context, each) or Decimal(0) for each in activities), Decimal(0))
    cells = [
        (),
        plain(_TOTAL.say(len(activities), language)),
        (),
        plain(wording.hours_number(minutes, language)),
        *([plain(wording.number(points, language))] if with_points else []),
        (),
    ]
    return Row(tuple(cells), strong=True)


def _hours_by_kind(context: Context) -> tuple[Block, ...]:
    activities = [each for each in context.selection.activities if each.net_minutes]
    kinds = [kind for kind in ActivityKind if any(each.activity_kind is kind for each in activities)]
    if not kinds:
        return ()
    years = _years(context)
    minutes = {
        kind: [sum(each.net_minutes or 0 for each in activities if _is_of(context, each, kind, year)) for year in years]
        for kind in kinds
    }
    language = context.language
    chart = StackedBars(
        tuple(str(year) for year in years),
        tuple(
            Series(wording.capitalised(kind.label.say(language)), tuple(each / 60 for each in minutes[kind]))
            for kind in kinds
        ),
        context.say(Text("uur", "hours")),
    )
    said = " ".join(
        _year_in_words(context, year, {kind: minutes[kind][at] for kind in kinds}) for at, year in enumerate(years)
    )
    return (
        Heading(2, context.say(_BY_KIND), f"{Chapter.LOG}.kinds"),
        ChartBlock(chart, context.say(_ALTERNATIVE, years=said), height=220.0),
        _kinds_table(context, years, minutes),
    )


def _is_of(context: Context, activity: Activity, kind: ActivityKind, year: int) -> bool:
    return activity.activity_kind is kind and context.selection.year_of(activity) == year


def _year_in_words(context: Context, year: int, minutes: dict[ActivityKind, int]) -> str:
    language = context.language
    parts = [
        f"{kind.label.say(language)} {wording.hours(amount, language)}" for kind, amount in minutes.items() if amount
    ]
    total = wording.hours(sum(minutes.values()), language)
    if not parts:
        return f"{year}: {total}."
    return context.say(_YEAR_SAYS, year=year, total=total, parts=wording.enumerated(parts, language))


def _kinds_table(context: Context, years: Sequence[int], minutes: dict[ActivityKind, list[int]]) -> Table:
    language = context.language
    columns = (
        Column(context.say(_KIND), 3),
        *(Column(str(year), 1, Align.RIGHT) for year in years),
        Column(context.say(Text("Totaal", "Total")), 1, Align.RIGHT),
    )

    def cells(label: str, amounts: Sequence[int]) -> tuple[Inline, ...]:
        shown = [wording.hours_number(amount, language) if amount else "–" for amount in (*amounts, sum(amounts))]
        return (plain(label), *(plain(each) for each in shown))

    rows = [Row(cells(wording.capitalised(kind.label.say(language)), amounts)) for kind, amounts in minutes.items()]
    totals = [sum(amounts[at] for amounts in minutes.values()) for at in range(len(years))]
    rows.append(Row(cells(context.say(Text("Totaal", "Total")), totals), strong=True))
    return Table(columns, tuple(rows), context.say(_PER_KIND_SUMMARY), row_header=0)


# What each activity brought


def has_details(context: Context, activity: Activity) -> bool:
    """Tell whether an activity has more to say than its row in the log."""
    return context.options.with_details and bool(activity.learnt or activity.use_in_practice)


def details_chapter(context: Context) -> tuple[Block, ...]:
    """Return what was learnt per activity, for those that say so."""
    told = [each for each in context.selection.activities if has_details(context, each)]
    if not told:
        return ()
    blocks: list[Block] = [context.chapter(Chapter.DETAILS), Paragraph(plain(context.say(_DETAILS_INTRODUCTION)))]
    for year in _years(context):
        of_year = [each for each in told if context.selection.year_of(each) == year]
        if of_year:
            blocks.append(Heading(2, str(year), f"{Chapter.DETAILS}.{year}"))
            blocks.extend(_details(context, each) for each in of_year)
    return tuple(blocks)


def _details(context: Context, activity: Activity) -> Entry:
    language = context.language
    margin = wording.days(activity.start, activity.end, language, year=False) if activity.start else ""
    body: list[Block] = [
        *opened(context.say(_LEARNT), context.prose(activity, "learnt")),
        *opened(context.say(_USED), context.prose(activity, "use_in_practice")),
    ]
    related = _related(context, activity)
    if related:
        body.append(Paragraph((Run(context.say(_LINKS), bold=True), *related), quiet=True))
    proof = context.proof(activity)
    back = Run(context.say(_BACK), target=anchor_of(activity))
    body.append(Paragraph((*proof, Run(wording.DOT), back) if proof else (back,), quiet=True))
    return Entry(
        margin, activity.shown("name", language), _facts(context, activity), tuple(body), details_anchor(activity)
    )


def _facts(context: Context, activity: Activity) -> str:
    language = context.language
    points = points_of(context, activity)
    return wording.dotted(
        activity.shown("activity_kind", language),
        activity.provider,
        "" if activity.net_minutes is None else wording.hours(activity.net_minutes, language),
        "" if points is None else _points(context, points),
        context.say(_ACCREDITED, number=activity.accreditation) if activity.accreditation else "",
        context.say(_PARTICIPANTS, n=activity.participants) if activity.participants else "",
        context.say(_LED_BY, role=activity.leader_role) if activity.leader_role else "",
        activity.location,
        context.say(_ONLINE) if activity.online else "",
        context.say(_SIGNED) if activity.attendance_signed else "",
        context.say(_PASSED) if activity.passed else "",
    )


def _points(context: Context, points: Decimal) -> str:
    wording_of = _HAS_POINTS.one if points == 1 else _HAS_POINTS.many
    return wording_of.fill(n=wording.number(points, context.language)).say(context.language)


def _related(context: Context, activity: Activity) -> Inline:
    """Return competences and laws by name, and the records that go with the activity as links."""
    linked: Iterable[Record] = (
        *context.snapshot.all_of(activity.goals, Goal),
        *context.snapshot.referring_to(activity.id, Reflection),
        *context.snapshot.referring_to(activity.id, Action),
        *context.snapshot.referring_to(activity.id, LawReview),
    )
    runs = [Run(context.code(code)) for code in (*activity.competences, *activity.laws)]
    runs += [context.link(record) for record in linked if context.selection.holds(record.id)]
    return wording.runs_between(runs)
