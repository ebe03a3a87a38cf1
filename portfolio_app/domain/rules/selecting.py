"""Which activities a rule is about, what evidence they need, and how much a category of them may contribute."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.domain.records.learning import ActivityKind, EvidenceKind
from portfolio_app.domain.rules.choices import AMOUNT, Per
from portfolio_app.domain.rules.declaring import EitherWay, PartOf, Wording, rule
from portfolio_app.domain.values import Choice, Choices, Codes, CodeScheme, WholeNumber, YesNo

_MOST_MINUTES: Final = 60 * 24 * 31
_MOST_PEOPLE: Final = 10_000
_KINDS: Final = Text("Soorten activiteit", "Kinds of activity")
_EVERY_KIND: Final = Text("Niets aangevinkt: elke soort.", "Nothing ticked: every kind.")
_MINUTES: Final = Text("minuten", "minutes")
_PEOPLE: Final = Text("deelnemers", "participants")


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which activities a rule is about.

    An activity of another kind is not considered at all; one of these kinds that misses another condition is considered
    and does not count, with the reason.

    Attributes:
        kinds: the kinds of activity; empty means every kind.
        accredited: it has an accreditation number.
        competences: it is linked to one of these codes; empty means any.
        laws: it is linked to one of these codes; empty means any.
        online: True only online, False only in person, None either.
        attendance_signed: the attendance sheet was signed.
        least_participants: the smallest group.
        most_participants: the largest group.
        least_minutes: the shortest duration of one meeting.
        passed: the test was passed.
    """

    kinds: tuple[ActivityKind, ...] = rule(
        _KINDS, Choices(ActivityKind), default=(), hint=_EVERY_KIND, told=Text("Telt mee: {value}.", "Counts: {value}.")
    )
    accredited: bool = rule(
        Text("Alleen geaccrediteerd", "Only accredited"),
        YesNo(),
        default=False,
        told=Text("Alleen met een accreditatienummer.", "Only with an accreditation number."),
    )
    attendance_signed: bool = rule(
        Text("Alleen met getekende presentie", "Only with signed attendance"),
        YesNo(),
        default=False,
        told=Text("Alleen met getekende presentielijst.", "Only with a signed attendance sheet."),
    )
    passed: bool = rule(
        Text("Alleen als de toets is behaald", "Only when the test was passed"),
        YesNo(),
        default=False,
        told=Text("Alleen als de toets is behaald.", "Only when the test was passed."),
    )
    online: bool | None = rule(
        Text("Waar", "Where"),
        EitherWay(Text("alleen online", "only online"), Text("alleen ter plaatse", "only in person")),
        default=None,
        told=Text("Telt {value}.", "Counts {value}."),
    )
    least_minutes: int | None = rule(
        Text("Kortste duur", "Shortest duration"),
        WholeNumber(0, _MOST_MINUTES, _MINUTES),
        default=None,
        told=Text("Duurt ten minste {value} minuten.", "Takes at least {value} minutes."),
    )
    least_participants: int | None = rule(
        Text("Kleinste groep", "Smallest group"),
        WholeNumber(0, _MOST_PEOPLE, _PEOPLE),
        default=None,
        told=Text("Met ten minste {value} deelnemers.", "With at least {value} participants."),
    )
    most_participants: int | None = rule(
        Text("Grootste groep", "Largest group"),
        WholeNumber(0, _MOST_PEOPLE, _PEOPLE),
        default=None,
        told=Text("Met hoogstens {value} deelnemers.", "With at most {value} participants."),
    )
    competences: tuple[str, ...] = rule(
        Text("Alleen over deze competenties", "Only on these competences"),
        Codes((CodeScheme.COMPETENCE,)),
        default=(),
        told=Text("Gaat over {value}.", "Is about {value}."),
    )
    laws: tuple[str, ...] = rule(
        Text("Alleen over deze wetten", "Only on these laws"),
        Codes((CodeScheme.LAW,)),
        default=(),
        told=Text("Gaat over {value}.", "Is about {value}."),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceDemand:
    """What evidence activities of some kinds need to count.

    Attributes:
        kinds: the kinds of activity that need it; empty means every kind.
        evidence: what it may be; empty means anything.
        released: it must be released to the register, since what stays private cannot be shown to it.
    """

    kinds: tuple[ActivityKind, ...] = rule(
        _KINDS, Choices(ActivityKind), default=(), hint=_EVERY_KIND, told=Text("Van {value}.", "For: {value}.")
    )
    evidence: tuple[EvidenceKind, ...] = rule(
        Text("Wat het bewijs mag zijn", "Which evidence is accepted"),
        Choices(EvidenceKind),
        default=(),
        hint=Text("Niets aangevinkt: elk bewijsstuk.", "Nothing ticked: any evidence."),
        told=Text("Als {value}.", "Accepted: {value}."),
    )
    released: bool = rule(
        Text("Het register mag het zien", "The register may see it"),
        YesNo(),
        default=True,
        told=Text("Ook bewijs dat u voor uzelf houdt.", "Evidence that you keep to yourself too."),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """The most that a category may contribute to a requirement, in its unit, per `per` within the time judged."""

    label: Text = rule(Text("Naam", "Name"), Wording(300), told=Text("Van {value}:", "From {value}:"))
    maximum: Decimal = rule(
        Text("Hoogstens", "At most"), AMOUNT, told=Text("hoogstens {value} {unit}.", "at most {value} {unit}.")
    )
    per: Per = rule(Text("Per", "Per"), Choice(Per), default=Per.PERIOD, told=Text("Per {value}.", "Per {value}."))
    select: Selection = rule(
        Text("Wat eronder valt", "What counts for it"),
        PartOf(Selection),
        default=Selection(),
        group=Text("Wat eronder valt", "What counts for it"),
    )
