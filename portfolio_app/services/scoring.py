"""All scores of one assessment at once: what there is to score, what was scored, and what becomes of several scores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, TypeVar

from portfolio_app.common.text import NO_TEXT, Text
from portfolio_app.domain.fields import Record
from portfolio_app.domain.records.growth import Assessment, Score
from portfolio_app.domain.records.person import Registration
from portfolio_app.domain.values import Option
from portfolio_app.registers.assessment import AssessableGroup, assessable_groups
from portfolio_app.registers.catalogue import Registers
from portfolio_app.registers.model import EntryKind, Profile, Requirement
from portfolio_app.services.operations import OperationName
from portfolio_app.services.validation import refuse_unknown_codes
from portfolio_app.storage.repository import ListQuery, Where

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.storage.history import ChangeSet

R = TypeVar("R", bound=Record)

ScoreValues = Mapping[str, Any]
"""Fields of a score, by name."""

SCORED_FIELDS: Final = ("score", "level", "explanation", "evidence")
"""The fields of a score that are filled in on a sheet, in the order of a form."""

_MOST_EARLIER: Final = 20
_ONE_DAY: Final = timedelta(days=1)
_NOT_ASKED: Final = Text("niet gevraagd voor {title}", "not required for {title}")
_ASKED_AT: Final = Text("gevraagd: {levels}", "required: {levels}")


@dataclass(frozen=True, slots=True)
class SheetItem:
    """One thing to score.

    Attributes:
        code: the code of the item.
        label: what it is called.
        text: what it says.
        is_asked: whether the title that is assessed for asks it.
        demand: at which level it is asked, or that it is not; nothing where there is no more to say.
        has_level: whether a score on it has a level too.
    """

    code: str
    label: Text
    text: Text
    is_asked: bool
    demand: Text
    has_level: bool


@dataclass(frozen=True, slots=True)
class SheetGroup:
    """Items that are scored together; `note` is what to mind."""

    key: str
    label: Text
    text: Text
    note: Text
    items: tuple[SheetItem, ...]


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """An assessment with all that it can be scored on.

    Attributes:
        assessment: the assessment.
        profile: the code of the profile; empty when no register has one.
        profiles: all profiles that can be scored on, by code, with what they are called.
        groups: the items, in groups; none without a profile.
        scores: the score on each item of the profile that has one, by code.
        elsewhere: how many scores of this assessment are on items that the profile does not have.
        before: the last assessment of the same kind before this one that has scores.
        scores_before: what was scored then, by code.
    """

    assessment: Assessment
    profile: str
    profiles: Mapping[str, Text]
    groups: tuple[SheetGroup, ...]
    scores: Mapping[str, Score]
    elsewhere: int
    before: Assessment | None
    scores_before: Mapping[str, int]

    @property
    def items(self) -> tuple[SheetItem, ...]:
        """All items, in the order of the sheet."""
        return tuple(item for group in self.groups for item in group.items)


def count_scored(items: Iterable[SheetItem], scored: Iterable[str]) -> tuple[int, int]:
    """Return how many of the items are scored, and how many there are to score; those not asked count when scored."""
    known = frozenset(scored)
    counted = [item.code in known for item in items if item.is_asked or item.code in known]
    return sum(counted), len(counted)


def values_of(score: Score) -> dict[str, Any]:
    """Return the fields of a score that are filled in on a sheet."""
    return {name: getattr(score, name) for name in SCORED_FIELDS}


def read_sheet(portfolio: Portfolio, assessment_id: str, profile_code: str = "") -> ScoreSheet:
    """Return the sheet of an assessment.

    Args:
        portfolio: where the assessment is.
        assessment_id: the assessment.
        profile_code: the profile to score on; when it is empty or not there, that on which most was scored, or else
            that of the title that is assessed for, or of a register in which its owner stands.

    Raises:
        WrongUseError: there is no such assessment.
    """
    assessment = portfolio.record(Assessment.kind, assessment_id)
    if not isinstance(assessment, Assessment):
        raise TypeError(f"not an assessment: {type(assessment).__name__}")
    scores = _scores_of(portfolio, assessment)
    held = [each for each in _all(portfolio, Registration) if each.until is None]
    profiles = {profile.code: profile for profile in portfolio.registers.profiles if assessable_groups(profile)}
    profile = profiles.get(profile_code) or _profile(portfolio.registers, assessment, scores, held)
    groups = () if profile is None else _groups(profile, _titles(assessment, held))
    codes = {item.code for group in groups for item in group.items}
    before, scores_before = _before(portfolio, assessment)
    return ScoreSheet(
        assessment,
        "" if profile is None else profile.code,
        {code: each.label for code, each in profiles.items()},
        groups,
        {code: score for code, score in scores.items() if code in codes},
        sum(code not in codes for code in scores),
        before,
        {code: score.score for code, score in scores_before.items() if score.score is not None},
    )


def newest_assessment(portfolio: Portfolio) -> str:
    """Return the id of the assessment of the latest day; empty when there is none."""
    newest = portfolio.rows(Assessment.kind, (), ListQuery(order=("-assessed_on",), limit=1)).rows
    return str(newest[0][0]) if newest else ""


def set_scores(portfolio: Portfolio, assessment_id: str, wanted: Mapping[str, ScoreValues | None]) -> ChangeSet:
    """Add, change and take away scores of an assessment, in one step.

    Args:
        portfolio: where the assessment is.
        assessment_id: the assessment.
        wanted: by code of the item what becomes of its score: the fields that it gets (of `SCORED_FIELDS`; those not
            named stay as they are), or None to take it away.

    Raises:
        WrongUseError: there is no such assessment or item, or a value does not fit; nothing changed.
        EnvironmentRefusedError: it could not be written; nothing changed.
    """
    strange = {name for values in wanted.values() if values is not None for name in values} - set(SCORED_FIELDS)
    if strange:
        raise ValueError(f"no fields of a sheet: {sorted(strange)}")
    with portfolio.vault.storage.transaction(OperationName.SCORE) as unit:
        assessment = unit.records.get(Assessment, assessment_id)
        known: dict[str, list[Score]] = {}
        for score in unit.records.all(Score, _of(assessment.id)):
            for code in score.item:
                known.setdefault(code, []).append(score)
        added: list[Score] = []
        for code, values in wanted.items():
            there = known.get(code, [])
            if values is None:
                for old in there:
                    unit.delete(old.id)
                continue
            before = there[-1] if there else None
            start = before or Score(id=portfolio.new_id(), assessment=assessment.id, item=(code,))
            after = start.with_values(**values)
            refuse_unknown_codes(after, before, portfolio.registers, portfolio.rule_sets)
            if before is None:
                added.append(after)
            else:
                unit.update(after)
        unit.insert_many(added)
    return unit.change_set


# What there is to score


def _profile(
    registers: Registers, assessment: Assessment, scores: Mapping[str, Score], held: Sequence[Registration]
) -> Profile | None:
    """Return the profile that most was scored on; before the first score that of the title, or else of a register."""

    def scored_on(profile: Profile) -> int:
        return sum(item.code in scores for group in assessable_groups(profile) for item in group.items)

    most = max(registers.profiles, key=scored_on, default=None)
    if most is None or scored_on(most):
        return most
    current = [found for each in registers.registers if (found := registers.profile_of(each.id)) is not None]
    title = assessment.title_assessed
    own = [registers.profile_of(each.register[0]) for each in held if each.register and each.register[0] in registers]
    fitting = [
        *(profile for profile in current if title is not None and _title_code(profile, (title,))),
        *(profile for profile in own if profile is not None),
        *current,
    ]
    return next(iter(fitting), None)


def _groups(profile: Profile, titles: Sequence[Option]) -> tuple[SheetGroup, ...]:
    title = _title_code(profile, titles)
    named = title.rpartition(".")[2]
    return tuple(_group(group, title, named) for group in assessable_groups(profile))


def _group(group: AssessableGroup, title: str, named: str) -> SheetGroup:
    items = tuple(
        SheetItem(
            item.code,
            item.entry.label,
            item.entry.text,
            not title or item.requirement_of(title) is not None,
            _demand(item.requirement_of(title), named) if title else NO_TEXT,
            item.kind is EntryKind.CORE_TASK,
        )
        for item in group.items
    )
    return SheetGroup(group.key, group.label, group.text, group.note, items)


def _demand(requirement: Requirement | None, title: str) -> Text:
    if requirement is None:
        return _NOT_ASKED.fill(title=title)
    levels = requirement.describe()
    return _ASKED_AT.fill(levels=levels) if levels else NO_TEXT


def _titles(assessment: Assessment, held: Sequence[Registration]) -> list[Option]:
    titles = (assessment.title_assessed, *(each.title_held for each in held))
    return [title for title in titles if title is not None]


def _title_code(profile: Profile, titles: Iterable[Option]) -> str:
    """Return the code of the first of these titles that the profile is about; empty when it is about none."""
    codes = {code.rpartition(".")[2].lower(): code for code in profile.titles}
    return next((codes[title.value] for title in titles if title.value in codes), "")


# What was scored


def _before(portfolio: Portfolio, assessment: Assessment) -> tuple[Assessment | None, Mapping[str, Score]]:
    if assessment.assessed_on is None:
        return None, {}
    where = [Where("assessed_on", "at most", assessment.assessed_on - _ONE_DAY)]
    if assessment.assessment_kind is not None:
        where.append(Where("assessment_kind", "is", assessment.assessment_kind))
    query = ListQuery(where=tuple(where), order=("-assessed_on",), limit=_MOST_EARLIER)
    for earlier in portfolio.records(Assessment.kind, query).records:
        if isinstance(earlier, Assessment) and (scores := _scores_of(portfolio, earlier)):
            return earlier, scores
    return None, {}


def _scores_of(portfolio: Portfolio, assessment: Assessment) -> dict[str, Score]:
    found = portfolio.records(Score.kind, _of(assessment.id)).records
    return {code: score for score in found if isinstance(score, Score) for code in score.item}


def _of(assessment_id: str) -> ListQuery:
    return ListQuery(where=(Where("assessment", "is", assessment_id),))


def _all(portfolio: Portfolio, record_type: type[R]) -> list[R]:
    return [each for each in portfolio.records(record_type.kind).records if isinstance(each, record_type)]
