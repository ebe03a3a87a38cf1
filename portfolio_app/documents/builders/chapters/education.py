"""The log of permanent education: tables per year with totals, hours by kind, and what each activity brought."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from portfolio_app.common.text import CountedText, Text, capitalised
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
from portfolio_app.domain.records.dossier_profile import DossierSection
from portfolio_app.domain.records.growth import Action, Goal, LawReview
from portfolio_app.domain.records.learning import Activity, ActivityKind, Reflection

_INTRODUCTION: Final = Text(
    "Hieronder staat, jaar voor jaar, wat ik deed van {period}. De letter\u00a0A met een nummer verwijst naar het "
    "bewijsstuk achter in dit dossier.",
    "Below is, year by year, what I did from {period}. The letter\u00a0A with a number leads to the evidence at "
    "the end of this dossier.",
)
_DETAILS_LINKED: Final = Text(
    "De titel leidt naar wat de activiteit mij opleverde.", "The title leads to what I learnt from the activity."
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
    "Activities in {year}: date, title with provider, kind, net hours, points and evidence, with totals at the bottom.",
)
_SUM: Final = Text("Totaal", "Total")
_HOURS_UNIT: Final = Text("uur", "hours")
_BY_KIND: Final = Text("Uren per jaar naar soort", "Hours per year by kind")
_BY_QUARTER: Final = Text("Uren per kwartaal naar soort", "Hours per quarter by kind")
_QUARTER: Final = Text("kwartaal {n}", "quarter {n}")
_OTHER_KINDS: Final = Text("Andere soorten", "Other kinds")
_PER_KIND_SUMMARY: Final = Text(
    "Netto-uren per soort activiteit en per tijdvak, met totalen.",
    "Net hours by kind of activity and by stretch of time, with totals.",
)
_ALTERNATIVE: Final = Text(
    "Gestapelde staven met netto-uren per tijdvak. {stretches}",
    "Stacked bars with net hours per stretch of time. {stretches}",
)
_STRETCH_SAYS: Final = Text("{label}: {total}, waarvan {parts}.", "{label}: {total}, of which {parts}.")
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
_BACK: Final = Text("Naar\u00a0het\u00a0overzicht", "To\u00a0the\u00a0log")
_SERIES_AT_MOST: Final = 6
"""More patterns than this are hard to tell apart; the table below the chart has every kind."""

_DETAILS_INTRODUCTION: Final = Text(
    "Wat ik leerde en hoe ik dat in mijn werk gebruik, per activiteit.",
    "What I learnt and how I use it in my work, activity by activity.",
)


def education_chapter(context: Context) -> tuple[Block, ...]:
    """Return the log per year, the hours by kind and what does not count."""
    activities = context.selection.activities
    if not activities:
        return ()
    period = wording.from_until(context.material.first, context.material.last, context.language)
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
    target = details_anchor(activity) if has_details(context, activity) else ""
    title: Inline = (replace(wording.run_of(activity, "name", language), target=target),)
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
    """Return the hours by kind over the years, or over the quarters of a single year, as chart and as table."""
    activities = [each for each in context.selection.activities if each.net_minutes]
    if not activities:
        return ()
    stretches = _stretches(context)
    minutes = {
        kind: [
            sum(each.net_minutes or 0 for each in activities if _is_of(context, each, kind, key)) for key in stretches
        ]
        for kind in ActivityKind
        if any(each.activity_kind is kind for each in activities)
    }
    labels = tuple(stretches.values())
    language = context.language
    chart = StackedBars(labels, _series(context, minutes), context.say(_HOURS_UNIT))
    said = " ".join(
        _stretch_in_words(context, label, {kind: amounts[at] for kind, amounts in minutes.items()})
        for at, label in enumerate(labels)
    )
    pattern = _BY_KIND if len(_years(context)) > 1 else _BY_QUARTER
    return (
        Heading(2, pattern.say(language), f"{Chapter.LOG}.kinds", in_contents=False),
        ChartBlock(chart, context.say(_ALTERNATIVE, stretches=said), height=210.0),
        _kinds_table(context, labels, minutes),
    )


def _stretches(context: Context) -> dict[tuple[int, int], str]:
    """Return the stretches of time of the chart: (year, 0) for a year, (year, n) for a quarter of the only one."""
    years = _years(context)
    if len(years) > 1:
        return {(year, 0): str(year) for year in years}
    return {(years[0], quarter): capitalised(context.say(_QUARTER, n=quarter)) for quarter in (1, 2, 3, 4)}


def _is_of(context: Context, activity: Activity, kind: ActivityKind, stretch: tuple[int, int]) -> bool:
    year, quarter = stretch
    if activity.activity_kind is not kind or context.selection.year_of(activity) != year:
        return False
    day = max(activity.start or context.material.first, context.material.first)
    return quarter in (0, (day.month + 2) // 3)


def _series(context: Context, minutes: Mapping[ActivityKind, Sequence[int]]) -> tuple[Series, ...]:
    """Return a series for the kinds with the most hours, and one for all others together."""
    largest = sorted(minutes, key=lambda kind: (-sum(minutes[kind]), list(ActivityKind).index(kind)))
    named = largest if len(largest) <= _SERIES_AT_MOST else largest[: _SERIES_AT_MOST - 1]
    series = [
        Series(capitalised(context.say(kind.label)), tuple(amount / 60 for amount in minutes[kind]))
        for kind in ActivityKind
        if kind in named
    ]
    others = [minutes[kind] for kind in largest if kind not in named]
    if others:
        totals = tuple(sum(amounts) / 60 for amounts in zip(*others, strict=True))
        series.append(Series(context.say(_OTHER_KINDS), totals))
    return tuple(series)


def _stretch_in_words(context: Context, label: str, minutes: Mapping[ActivityKind, int]) -> str:
    language = context.language
    parts = [
        f"{context.say(kind.label)} {wording.hours(amount, language)}" for kind, amount in minutes.items() if amount
    ]
    total = wording.hours(sum(minutes.values()), language)
    if not parts:
        return f"{label}: {total}."
    return context.say(_STRETCH_SAYS, label=label, total=total, parts=wording.enumerated(parts, language))


def _kinds_table(context: Context, labels: Sequence[str], minutes: Mapping[ActivityKind, Sequence[int]]) -> Table:
    language = context.language
    columns = (
        Column(context.say(_KIND), 3),
        *(Column(label, 1, Align.RIGHT) for label in labels),
        Column(context.say(_SUM), 1, Align.RIGHT),
    )

    def cells(label: str, amounts: Sequence[int]) -> tuple[Inline, ...]:
        shown = [wording.hours_number(amount, language) if amount else "–" for amount in (*amounts, sum(amounts))]
        return (plain(label), *(plain(each) for each in shown))

    rows = [Row(cells(capitalised(context.say(kind.label)), amounts)) for kind, amounts in minutes.items()]
    totals = [sum(amounts) for amounts in zip(*minutes.values(), strict=True)]
    rows.append(Row(cells(context.say(_SUM), totals), strong=True))
    return Table(columns, tuple(rows), context.say(_PER_KIND_SUMMARY), row_header=0)


# Results per activity


def has_details(context: Context, activity: Activity) -> bool:
    """Tell whether an activity has more to say than its row in the log."""
    return context.options.has(DossierSection.DETAILS) and bool(activity.learnt or activity.use_in_practice)


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
        *opened(context.say(_LEARNT), language, context.prose(activity, "learnt")),
        *opened(context.say(_USED), language, context.prose(activity, "use_in_practice")),
    ]
    body.append(Paragraph(_closing(context, activity), quiet=True))
    name = wording.run_of(activity, "name", language)
    return Entry(margin, name.text, _facts(context, activity), tuple(body), details_anchor(activity), name.language)


def _closing(context: Context, activity: Activity) -> Inline:
    """Return one line with what goes with the activity, its evidence, and the way back to the log."""
    related, proof = _related(context, activity), context.annex_links(activity)
    runs: list[Run] = []
    if related:
        runs += [Run(context.say(_LINKS), bold=True), *related, Run(". ")]
    if proof:
        runs += [Run(context.say(PROOF) + ": ", bold=True), *proof, Run(". ")]
    runs.append(Run(context.say(_BACK), target=anchor_of(activity)))
    return tuple(runs)


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
    reviews = context.snapshot.referring_to(activity.id, LawReview)
    linked: Iterable[Record] = (
        *context.snapshot.all_of(activity.goals, Goal),
        *context.snapshot.referring_to(activity.id, Reflection),
        *context.snapshot.referring_to(activity.id, Action),
        *reviews,
    )
    # A law that was gone through with this activity is named by the link to that.
    linked_laws = {code for review in reviews if context.selection.holds(review.id) for code in review.law}
    codes = (*activity.competences, *(code for code in activity.laws if code not in linked_laws))
    runs = [Run(name) for name in dict.fromkeys(context.code(code) for code in codes)]
    runs += [context.link(record) for record in linked if context.selection.holds(record.id)]
    return wording.runs_between(runs)
