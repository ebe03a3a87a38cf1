"""Competences by the profile of the register: how they were, how they are, and what shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from portfolio_app.common.text import Text
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
from portfolio_app.documents.builders.context import PROOF, Context
from portfolio_app.documents.builders.selection import Chapter, anchor_of
from portfolio_app.documents.charts import RadarChart, Series
from portfolio_app.domain.records.growth import HIGHEST_SCORE, SUFFICIENT_SCORE, Assessment, Goal, Score
from portfolio_app.domain.records.person import Registration
from portfolio_app.domain.values.dates import show_date
from portfolio_app.registers.model import CoreTask, ElaboratedCompetence, Indicator, Profile
from portfolio_app.registers.model import Entry as ProfileEntry

_INTRODUCTION: Final = Text(
    "Gemeten op het {profile}. Een score loopt van 1 (nog niet) tot {highest} (voorbeeld voor anderen); "
    "{sufficient} is wat het vak vraagt.",
    "Measured against the {profile}. Scores run from 1 (not yet) to {highest} (an example to others); "
    "{sufficient} is what the profession asks.",
)
_ASSESSMENTS: Final = Text("De metingen", "The assessments")
_BEFORE: Final = Text("Eerder", "Before")
_NOW: Final = Text("Nu", "Now")
_BY_OTHER: Final = Text("Ander", "Other")
_REQUIRED: Final = Text("Vereist", "Required")
_OVERVIEW: Final = Text("In één oogopslag", "At a glance")
_ALTERNATIVE: Final = Text(
    "Radar van de uitgewerkte competenties, gemiddelde score per meting op een schaal tot {highest}; vereist is "
    "{sufficient}. {parts}",
    "Radar chart of the detailed competences, mean score per assessment on a scale of 1 to {highest}; "
    "{sufficient} is required. {parts}",
)
_AXIS_SAYS: Final = Text("{axis}: {scores}.", "{axis}: {scores}.")
_MEANS_SUMMARY: Final = Text(
    "Gemiddelde score per uitgewerkte competentie en per meting.",
    "Mean score per detailed competence and per assessment.",
)
_COMPETENCE: Final = Text("Competentie", "Competence")
_ELABORATED: Final = Text("Uitgewerkte competenties", "Detailed competences")
_ITEM: Final = Text("Onderdeel", "Item")
_SHOWN_BY: Final = Text("Waaruit dat blijkt", "Explanation")
_BEHAVIOUR: Final = Text("Gedragsvoorbeelden", "Examples of behaviour")
_REQUIRED_LEVEL: Final = Text("Noodzakelijk niveau", "Required level")
_MEAN: Final = Text("Gemiddeld", "Mean")
_ITEMS_SUMMARY: Final = Text(
    "{name}: score per onderdeel en per meting, met de toelichting.",
    "{name}: score per item and per assessment, with explanation.",
)
_CORE_COMPETENCES: Final = Text("Kerncompetenties", "Core competences")
_CORE_TASKS: Final = Text("Kerntaken", "Core tasks")
_TASK: Final = Text("Kerntaak", "Core task")
_ASKED: Final = Text("Gevraagd", "Required")
_OWN_LEVEL: Final = Text("Mijn niveau", "My level")
_NOT_ASKED: Final = Text("niet voor deze titel", "not for this title")
_NO_LEVEL: Final = Text("zonder niveau", "no level given")
_TASKS_SUMMARY: Final = Text(
    "Kerntaken: het niveau dat de titel vraagt, mijn niveau, score per meting en toelichting.",
    "Core tasks: the level that the title requires, my level, score per assessment and explanation.",
)
_BY_TITLE: Final = Text("gemeten voor {title}", "assessed for {title}")
_FOLLOW_UP: Final = Text("Vervolg", "Follow-up")

_FEWEST_AXES: Final = 3
"""A radar with fewer axes is no surface."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """An assessment as a column: its heading and its scores by item."""

    label: str
    assessment: Assessment
    scores: Mapping[str, Score]

    def value(self, code: str) -> int | None:
        """Return the score on an item, or None."""
        found = self.scores.get(code)
        return None if found is None else found.score

    def mean(self, codes: Iterable[str]) -> float | None:
        """Return the mean score over those of the items that were scored, or None."""
        values = [value for value in map(self.value, codes) if value is not None]
        return sum(values) / len(values) if values else None


def competences_chapter(context: Context) -> tuple[Block, ...]:
    """Return the competences as measured, when there is a measurement of the period and a profile."""
    profile = context.material.register.profile
    measurements = _measurements(context)
    if profile is None or not measurements:
        return ()
    blocks: list[Block] = [context.chapter(Chapter.COMPETENCES), Paragraph(plain(_introduction(context, profile)))]
    blocks.extend(_overview(context, profile, measurements))
    blocks.append(Heading(2, context.say(_ASSESSMENTS), f"{Chapter.COMPETENCES}.assessments"))
    blocks.extend(_assessment(context, each) for each in measurements)
    scored = [each for each in profile.competences if _scored(measurements, _codes(each.indicators))]
    if scored:
        blocks.append(Heading(2, context.say(_ELABORATED), f"{Chapter.COMPETENCES}.elaborated"))
        for competence in scored:
            blocks.extend(_elaborated(context, competence, measurements))
    blocks.extend(_core_competences(context, profile, measurements))
    blocks.extend(_core_tasks(context, profile, measurements))
    return tuple(blocks)


def _introduction(context: Context, profile: Profile) -> str:
    label = context.say(profile.label)
    named = label[:1].lower() + label[1:] if context.language == "nl" else label
    return context.say(_INTRODUCTION, profile=named, highest=HIGHEST_SCORE, sufficient=SUFFICIENT_SCORE)


def _measurements(context: Context) -> tuple[Measurement, ...]:
    selection = context.selection
    columns = (
        (_BEFORE, selection.assessment_before),
        (_NOW, selection.assessment_now),
        (_BY_OTHER, selection.assessment_by_other),
    )
    return tuple(
        Measurement(context.say(label), assessment, _scores(context, assessment))
        for label, assessment in columns
        if assessment is not None
    )


def _scores(context: Context, assessment: Assessment) -> Mapping[str, Score]:
    found = context.snapshot.referring_to(assessment.id, Score)
    return {score.item[0]: score for score in found if score.item and score.assessment == assessment.id}


def _codes(entries: Iterable[ProfileEntry]) -> list[str]:
    return [entry.code for entry in entries]


def _scored(measurements: Sequence[Measurement], codes: Sequence[str]) -> bool:
    return any(each.value(code) is not None for each in measurements for code in codes)


def _assessment(context: Context, measurement: Measurement) -> Entry:
    record, language = measurement.assessment, context.language
    title = record.shown("title_assessed", language)
    facts = wording.dotted(
        show_date(record.assessed_on, language) if record.assessed_on else "",
        record.shown("assessment_kind", language),
        record.shown("assessor_role", language),
        context.say(_BY_TITLE, title=title) if title else "",
    )
    body = list(context.prose(record, "conclusion"))
    goals = context.links(context.snapshot.referring_to(record.id, Goal))
    if goals:
        body.append(Paragraph((Run(context.say(_FOLLOW_UP) + ": ", bold=True), *goals), quiet=True))
    proof = context.annex_links(record)
    if proof:
        body.append(Paragraph((Run(context.say(PROOF) + ": ", bold=True), *proof), quiet=True))
    spoken = context.foreign(record, "name")
    return Entry(measurement.label, record.name, facts, tuple(body), anchor_of(record), spoken)


def _overview(context: Context, profile: Profile, measurements: Sequence[Measurement]) -> tuple[Block, ...]:
    """Return the radar with the same numbers as a table below it."""
    shown = [each for each in profile.competences if _scored(measurements, _codes(each.indicators))]
    if not shown:
        return ()
    language = context.language
    means = {each.code: [column.mean(_codes(each.indicators)) for column in measurements] for each in shown}
    blocks: list[Block] = [Heading(2, context.say(_OVERVIEW), f"{Chapter.COMPETENCES}.overview")]
    if len(shown) >= _FEWEST_AXES:
        required = Series(context.say(_REQUIRED), (float(SUFFICIENT_SCORE),) * len(shown))
        measured = [
            Series(column.label, tuple(means[each.code][at] for each in shown))
            for at, column in enumerate(measurements)
        ]
        chart = RadarChart(
            tuple(context.say(each.label) for each in shown), (required, *measured), float(HIGHEST_SCORE)
        )
        parts = " ".join(_axis_in_words(context, each, measurements, means[each.code]) for each in shown)
        described = context.say(_ALTERNATIVE, highest=HIGHEST_SCORE, sufficient=SUFFICIENT_SCORE, parts=parts)
        blocks.append(ChartBlock(chart, described, height=270.0))
    columns = (
        Column(context.say(_COMPETENCE), 4),
        *(Column(each.label, 1, Align.RIGHT) for each in measurements),
        Column(context.say(_REQUIRED), 1, Align.RIGHT),
    )
    rows = tuple(
        Row(
            (
                plain(context.say(each.label)),
                *(plain(_mean_shown(context, mean)) for mean in means[each.code]),
                plain(wording.score(SUFFICIENT_SCORE, language)),
            )
        )
        for each in shown
    )
    blocks.append(Table(columns, rows, context.say(_MEANS_SUMMARY), row_header=0))
    return tuple(blocks)


def _axis_in_words(
    context: Context,
    competence: ElaboratedCompetence,
    measurements: Sequence[Measurement],
    means: Sequence[float | None],
) -> str:
    said = [
        f"{column.label.lower()} {wording.score(mean, context.language)}"
        for column, mean in zip(measurements, means, strict=True)
        if mean is not None
    ]
    return context.say(_AXIS_SAYS, axis=context.say(competence.label), scores=", ".join(said))


def _mean_shown(context: Context, mean: float | None) -> str:
    return "–" if mean is None else wording.score(mean, context.language)


def _elaborated(
    context: Context, competence: ElaboratedCompetence, measurements: Sequence[Measurement]
) -> tuple[Block, ...]:
    name = context.say(competence.label)
    groups = ((_BEHAVIOUR, competence.behaviour), (_REQUIRED_LEVEL, competence.required))
    rows: list[Row] = []
    for label, indicators in groups:
        scored = [each for each in indicators if _scored(measurements, [each.code])]
        if scored:
            rows.append(_group_row(context.say(label), len(measurements) + 2))
            rows.extend(_item_row(context, each, measurements) for each in scored)
    means = [column.mean(_codes(competence.indicators)) for column in measurements]
    mean_cells = (plain(context.say(_MEAN)), *(plain(_mean_shown(context, mean)) for mean in means), ())
    rows.append(Row(mean_cells, strong=True))
    return (
        Heading(3, name, f"{Chapter.COMPETENCES}.{competence.code}", in_contents=False),
        Paragraph(plain(context.say(competence.text)), quiet=True),
        Table(_item_columns(context, measurements), tuple(rows), context.say(_ITEMS_SUMMARY, name=name), row_header=0),
    )


def _group_row(label: str, cells: int) -> Row:
    return Row((plain(label), *(() for _ in range(cells - 1))), strong=True)


def _item_columns(context: Context, measurements: Sequence[Measurement]) -> tuple[Column, ...]:
    return (
        Column(context.say(_ITEM), 5),
        *(Column(each.label, 0.7, Align.RIGHT) for each in measurements),
        Column(context.say(_SHOWN_BY), 4),
    )


def _item_row(context: Context, entry: ProfileEntry, measurements: Sequence[Measurement]) -> Row:
    name: Inline = (Run(context.say(entry.label)),)
    if isinstance(entry, Indicator):
        name = (Run(context.say(entry.label)), Run(f" – {context.say(entry.text)}", quiet=True))
    return Row((name, *_score_cells(entry.code, measurements), _explained(context, entry.code, measurements)))


def _score_cells(code: str, measurements: Sequence[Measurement]) -> tuple[Inline, ...]:
    values = [each.value(code) for each in measurements]
    return tuple(plain("–" if value is None else str(value)) for value in values)


def _explained(context: Context, code: str, measurements: Sequence[Measurement]) -> Inline:
    """Return what shows the latest score: the explanation of now, else of another; with its evidence."""
    ordered = sorted(measurements, key=lambda each: each.assessment.id != _now_id(context))
    scores = [score for score in (each.scores.get(code) for each in ordered) if score is not None]
    words = next((score.explanation for score in scores if score.explanation), "")
    links: tuple[Run, ...] = next((tuple(found) for score in scores if (found := context.annex_links(score))), ())
    said = plain(wording.on_one_line(words), wording.own_language(context.language))
    return (*said, Run(" "), *links) if said and links else (*said, *links)


def _now_id(context: Context) -> str:
    now = context.selection.assessment_now
    return now.id if now else ""


def _core_competences(context: Context, profile: Profile, measurements: Sequence[Measurement]) -> tuple[Block, ...]:
    scored = [each for each in profile.core_competences if _scored(measurements, [each.code])]
    if not scored:
        return ()
    name = context.say(_CORE_COMPETENCES)
    rows = tuple(_item_row(context, each, measurements) for each in scored)
    return (
        Heading(2, name, f"{Chapter.COMPETENCES}.core"),
        Table(_item_columns(context, measurements), rows, context.say(_ITEMS_SUMMARY, name=name), row_header=0),
    )


# Core tasks


def _core_tasks(context: Context, profile: Profile, measurements: Sequence[Measurement]) -> tuple[Block, ...]:
    scored = [each for each in profile.core_tasks if _scored(measurements, [each.code])]
    if not scored:
        return ()
    title = _title_code(context, profile, measurements)
    columns = (
        Column(context.say(_TASK), 2.6),
        Column(context.say(_ASKED), 1.8),
        Column(context.say(_OWN_LEVEL), 1.8),
        *(Column(each.label, 0.7, Align.RIGHT) for each in measurements),
        Column(context.say(_SHOWN_BY), 4),
    )
    rows = tuple(_task_row(context, task, title, measurements) for task in scored)
    return (
        Heading(2, context.say(_CORE_TASKS), f"{Chapter.COMPETENCES}.tasks"),
        Table(columns, rows, context.say(_TASKS_SUMMARY), row_header=0),
    )


def _task_row(context: Context, task: CoreTask, title: str, measurements: Sequence[Measurement]) -> Row:
    return Row(
        (
            plain(context.say(task.label)),
            plain(_asked(context, task, title)),
            plain(_own_level(context, task.code, measurements)),
            *_score_cells(task.code, measurements),
            _explained(context, task.code, measurements),
        )
    )


def _asked(context: Context, task: CoreTask, title: str) -> str:
    if not title:
        return "–"
    requirement = task.requirement_of(title)
    if requirement is None:
        return context.say(_NOT_ASKED)
    return context.say(requirement.describe()) if requirement.levels else context.say(_NO_LEVEL)


def _own_level(context: Context, code: str, measurements: Sequence[Measurement]) -> str:
    ordered = sorted(measurements, key=lambda each: each.assessment.id != _now_id(context))
    scores = [each.scores[code] for each in ordered if code in each.scores]
    return next((score.shown("level", context.language) for score in scores if score.level), "–")


def _title_code(context: Context, profile: Profile, measurements: Sequence[Measurement]) -> str:
    """Return the code of the title that is measured for, or else held; nothing when the profile is not about it."""
    measured = [each.assessment.title_assessed for each in reversed(measurements)]
    held = [each.title_held for each in context.snapshot.of(Registration) if each.until is None]
    for option in (*measured, *held):
        for code in profile.titles:
            if option is not None and code.rpartition(".")[2].lower() == option.value:
                return code
    return ""
