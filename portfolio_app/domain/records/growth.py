"""Competences in time, the development plan and the law watch (RNVC profile; RSC.D3, RSC.D4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portfolio_app.common.text import Text
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.fields import Area, Record, SearchWeight, field, record_kind, starts_before_end
from portfolio_app.domain.records.career import PracticeLevel
from portfolio_app.domain.records.learning import FeedbackRole
from portfolio_app.domain.records.person import ProfessionalTitle
from portfolio_app.domain.values import (
    CalendarDate,
    Choice,
    Codes,
    CodeScheme,
    LongText,
    Option,
    Reference,
    References,
    ShortText,
    WholeNumber,
)

HIGHEST_SCORE = 5
"""Scores run from 1 (not yet) to 5 (example to others)."""

SUFFICIENT_SCORE = 3
"""The score from which somebody does what the profession asks: the required level in charts and tables.

The profile of a register says in words at which level a task is asked of a title (on cases, on policy), and names no
number on this scale, which is the program's own.
"""


class AssessmentKind(Option):
    """Who assesses."""

    SELF = "self", "zelfbeoordeling", "self-assessment"
    PEER = "peer", "beoordeling door een vakgenoot", "peer assessment"
    SUPERVISOR = "supervisor", "beoordeling door een leidinggevende", "supervisor's assessment"


@record_kind(
    "assessment",
    label=Text("Competentiemeting", "Competence assessment"),
    plural=Text("Competentiemetingen", "Competence assessments"),
    hint=Text(
        "Een meting van uw competenties op één moment; de scores horen erbij.",
        "A measurement of your competences at one moment, with its scores.",
    ),
    area=Area.COMPETENCES,
    title=("name", "assessed_on"),
    order=("-assessed_on",),
    default_release=Audience.REGISTER,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Assessment(Record):
    """One assessment against the competency profile."""

    name: str = field(
        Text("Naam", "Name"),
        ShortText(200),
        required=True,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    assessment_kind: Option | None = field(Text("Soort", "Kind"), Choice(AssessmentKind), required=True, in_list=True)
    assessed_on: date | None = field(Text("Datum", "Date"), CalendarDate(), required=True, in_list=True)
    title_assessed: Option | None = field(
        Text("Gemeten voor de titel", "Assessed for the title"),
        Choice(ProfessionalTitle),
        in_list=True,
    )
    assessor_role: Option | None = field(Text("Rol van de beoordelaar", "Assessor’s role"), Choice(FeedbackRole))
    assessor: str = field(Text("Schuilnaam beoordelaar", "Assessor’s pseudonym"), ShortText(100), Audience.THIRD_PARTY)
    conclusion: str = field(Text("Conclusie", "Conclusion"), LongText(6000), search=SearchWeight.BODY)


@record_kind(
    "score",
    label=Text("Score", "Score"),
    plural=Text("Scores", "Scores"),
    hint=Text(
        "De score op één gedragsvoorbeeld, indicator, kerncompetentie of kerntaak.",
        "The score for one example of behaviour, indicator, core competence or core task.",
    ),
    area=Area.COMPETENCES,
    title=("item", "score"),
    order=("assessment", "item"),
    default_release=Audience.REGISTER,
    parent="assessment",
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Score(Record):
    """The score on one item of the profile in one assessment."""

    assessment: str = field(Text("Meting", "Assessment"), Reference(("assessment",)), required=True, in_list=True)
    item: tuple[str, ...] = field(
        Text("Onderdeel", "Item"),
        Codes((CodeScheme.ASSESSABLE,), most=1),
        required=True,
        in_list=True,
    )
    score: int | None = field(
        Text("Score", "Score"),
        WholeNumber(1, HIGHEST_SCORE),
        required=True,
        in_list=True,
        hint=Text("1 nog niet – 5 voorbeeld voor anderen.", "From 1 (not yet) to 5 (an example to others)."),
    )
    level: Option | None = field(
        Text("Niveau", "Level"),
        Choice(PracticeLevel),
        in_list=True,
        hint=Text("Bij een kerntaak.", "For a core task."),
    )
    explanation: str = field(
        Text("Waaruit blijkt dat", "Explanation"),
        LongText(3000),
        in_list=True,
        search=SearchWeight.BODY,
    )


class GoalStatus(Option):
    """How a goal or action stands."""

    PLANNED = "planned", "gepland", "planned"
    RUNNING = "running", "loopt", "in progress"
    REACHED = "reached", "bereikt", "reached"
    DROPPED = "dropped", "vervallen", "dropped"


@record_kind(
    "goal",
    label=Text("Doel", "Goal"),
    plural=Text("Ontwikkeldoelen", "Development goals"),
    hint=Text("Wat u wilt leren of bereiken, SMART gemaakt.", "What you want to learn or achieve, made SMART."),
    area=Area.PLAN,
    title=("name",),
    order=("-deadline",),
    default_release=Audience.REGISTER,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Goal(Record):
    """A goal of the development plan (RSC.D4)."""

    name: str = field(
        Text("Doel", "Goal"),
        ShortText(300),
        required=True,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    specific: str = field(
        Text("Specifiek", "Specific"),
        LongText(2000),
        search=SearchWeight.BODY,
        hint=Text("Wat precies?", "What exactly?"),
    )
    measurable: str = field(
        Text("Meetbaar", "Measurable"),
        LongText(2000),
        search=SearchWeight.BODY,
        hint=Text("Waaraan ziet u dat het bereikt is?", "How will you see that it has been reached?"),
    )
    acceptable: str = field(
        Text("Acceptabel", "Acceptable"),
        LongText(2000),
        search=SearchWeight.BODY,
        hint=Text("Wie staat erachter, wie helpt?", "Who supports it, who helps?"),
    )
    realistic: str = field(
        Text("Realistisch", "Realistic"),
        LongText(2000),
        search=SearchWeight.BODY,
        hint=Text("Waarom is het haalbaar?", "Why is it feasible?"),
    )
    start: date | None = field(
        Text("Begin", "Start"), CalendarDate(), in_list=True, group=Text("Tijdgebonden", "Time-bound")
    )
    deadline: date | None = field(Text("Uiterlijk", "Deadline"), CalendarDate(), required=True, in_list=True)
    status: Option | None = field(Text("Stand", "Status"), Choice(GoalStatus), required=True, in_list=True)
    reached_on: date | None = field(Text("Bereikt op", "Reached on"), CalendarDate())
    result: str = field(Text("Resultaat", "Result"), LongText(3000), search=SearchWeight.BODY)
    competences: tuple[str, ...] = field(
        Text("Competenties", "Competences"),
        Codes((CodeScheme.COMPETENCE, CodeScheme.CORE_TASK)),
        group=Text("Verbanden", "Links"),
    )
    reflections: tuple[str, ...] = field(
        Text("Komt voort uit", "Comes from"),
        References(("reflection", "feedback", "assessment")),
    )

    def contradictions(self) -> tuple[tuple[str, Text], ...]:
        """A deadline lies after the start."""
        return starts_before_end(self.start, self.deadline, "deadline")


@record_kind(
    "action",
    label=Text("Actie", "Action"),
    plural=Text("Acties", "Actions"),
    hint=Text("Een stap naar een doel.", "A step towards a goal."),
    area=Area.PLAN,
    title=("name",),
    order=("deadline",),
    default_release=Audience.REGISTER,
    parent="goal",
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Action(Record):
    """A step towards a goal."""

    goal: str = field(Text("Doel", "Goal"), Reference(("goal",)), required=True, in_list=True)
    name: str = field(
        Text("Actie", "Action"),
        ShortText(300),
        required=True,
        in_list=True,
        search=SearchWeight.TITLE,
    )
    deadline: date | None = field(Text("Uiterlijk", "Deadline"), CalendarDate(), in_list=True)
    status: Option | None = field(Text("Stand", "Status"), Choice(GoalStatus), required=True, in_list=True)
    done_on: date | None = field(Text("Gedaan op", "Done on"), CalendarDate(), in_list=True)
    result: str = field(Text("Resultaat", "Result"), LongText(3000), search=SearchWeight.BODY)
    activities: tuple[str, ...] = field(Text("Activiteiten", "Activities"), References(("activity",)))


@record_kind(
    "law_review",
    label=Text("Wet of richtlijn", "Law review"),
    plural=Text("Wet- en regelgeving", "Laws and regulations"),
    hint=Text(
        "Wanneer u een wet of richtlijn voor het laatst naliep, en wat er veranderd was.",
        "When you last reviewed a law or guideline, and what had changed.",
    ),
    area=Area.LAW,
    title=("law", "reviewed_on"),
    order=("-reviewed_on",),
    default_release=Audience.REGISTER,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class LawReview(Record):
    """A law or guideline gone through for changes (RSC.P2, RSC.D3; RNVC profile, list of laws)."""

    law: tuple[str, ...] = field(
        Text("Wet of richtlijn", "Law or guideline"),
        Codes((CodeScheme.LAW,), most=1),
        required=True,
        in_list=True,
    )
    reviewed_on: date | None = field(Text("Nagelopen op", "Reviewed on"), CalendarDate(), required=True, in_list=True)
    source: str = field(
        Text("Geraadpleegde bron", "Source consulted"),
        ShortText(300),
        in_list=True,
        search=SearchWeight.BODY,
    )
    changes: str = field(
        Text("Wat veranderd is", "What changed"),
        LongText(6000),
        search=SearchWeight.BODY,
    )
    consequences: str = field(
        Text("Gevolgen voor uw werk", "Consequences for your work"),
        LongText(6000),
        search=SearchWeight.BODY,
    )
    next_review: date | None = field(Text("Volgende keer", "Next review"), CalendarDate(), in_list=True)
    activities: tuple[str, ...] = field(Text("Activiteiten", "Activities"), References(("activity",)))

    def contradictions(self) -> tuple[tuple[str, Text], ...]:
        """The next review comes after this one."""
        return starts_before_end(self.reviewed_on, self.next_review, "next_review")
