"""How a dossier words the standing with a register: requirement by requirement, as of the day of the dossier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.documents.blocks import Tone
from portfolio_app.domain.rules.choices import Per
from portfolio_app.domain.rules.standing import Outlook, RegisterStanding, RequirementStanding
from portfolio_app.domain.values import Option


class Verdict(Option):
    """What a dossier says of a requirement."""

    MISSED = "missed", "niet gehaald", "not met"
    UNKNOWN = "unknown", "niet bekend", "not known"
    RUNNING = "running", "loopt nog", "still running"
    MET = "met", "gehaald", "met"

    @property
    def tone(self) -> Tone:
        """How it is to be shown; what still runs is no fault."""
        if self is Verdict.MET:
            return Tone.GOOD
        return Tone.ATTENTION if self is Verdict.MISSED else Tone.NEUTRAL


_LOST: Final = (Outlook.MISSED, Outlook.TOO_LATE)


@dataclass(frozen=True, slots=True)
class Judged:
    """A requirement with its standing over each stretch of time that it is judged over."""

    label: Text
    per: Per
    parts: tuple[RequirementStanding, ...]
    verdict: Verdict

    def of(self, verdict: Verdict, dated: date) -> tuple[RequirementStanding, ...]:
        """Return the parts with that verdict."""
        return tuple(part for part in self.parts if verdict_of(part, dated) is verdict)


def verdict_of(part: RequirementStanding, dated: date) -> Verdict:
    """Return what is to be said on the day `dated` of a requirement over one stretch of time."""
    if part.met is None:
        return Verdict.UNKNOWN
    if part.met:
        return Verdict.MET
    return Verdict.MISSED if part.period.end < dated or part.forecast.outlook in _LOST else Verdict.RUNNING


def judged(standing: RegisterStanding, dated: date) -> tuple[Judged, ...]:
    """Return the requirements of a register; one over several stretches of time is as good as the worst of them."""
    by_requirement: dict[str, list[RequirementStanding]] = {}
    for part in standing.requirements:
        by_requirement.setdefault(part.requirement, []).append(part)
    found: list[Judged] = []
    for requirement_id, parts in by_requirement.items():
        verdicts = {verdict_of(part, dated) for part in parts}
        worst = next(verdict for verdict in Verdict if verdict in verdicts)
        requirement = standing.rule_set.requirement(requirement_id)
        label = requirement.label if requirement else parts[0].label
        per = requirement.per if requirement else Per.PERIOD
        found.append(Judged(label, per, tuple(parts), worst))
    return tuple(found)
