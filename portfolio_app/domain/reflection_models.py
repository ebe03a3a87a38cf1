"""The models for writing a reflection: their steps, each with the question that it asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.domain.records.learning import ReflectionModel


@dataclass(frozen=True, slots=True)
class ReflectionStep:
    """A step of a model; `key` is the name under which its text is kept."""

    key: str
    label: Text
    prompt: Text


_STEPS: Final[Mapping[ReflectionModel, tuple[ReflectionStep, ...]]] = MappingProxyType(
    {
        ReflectionModel.STARRT: (
            ReflectionStep(
                "situation",
                Text("Situatie", "Situation"),
                Text("Wat speelde er, en waar?", "What was going on, and where?"),
            ),
            ReflectionStep(
                "task", Text("Taak", "Task"), Text("Wat werd er van u verwacht?", "What was expected of you?")
            ),
            ReflectionStep(
                "action", Text("Actie", "Action"), Text("Wat hebt u gedaan of gezegd?", "What did you do or say?")
            ),
            ReflectionStep(
                "result", Text("Resultaat", "Result"), Text("Wat kwam daarvan, voor wie?", "What came of it, for whom?")
            ),
            ReflectionStep(
                "reflection",
                Text("Reflectie", "Reflection"),
                Text("Wat ging goed, wat zou u nu anders doen?", "What went well, what would you do differently now?"),
            ),
            ReflectionStep(
                "transfer",
                Text("Transfer", "Transfer"),
                Text("Waar gaat u dit vaker gebruiken?", "Where will you use this again?"),
            ),
        ),
        ReflectionModel.GIBBS: (
            ReflectionStep(
                "description", Text("Beschrijving", "Description"), Text("Wat is er gebeurd?", "What happened?")
            ),
            ReflectionStep(
                "feelings",
                Text("Gevoelens", "Feelings"),
                Text("Wat dacht en voelde u erbij?", "What did you think and feel?"),
            ),
            ReflectionStep(
                "evaluation",
                Text("Evaluatie", "Evaluation"),
                Text("Wat was er goed en wat niet?", "What was good about it and what was not?"),
            ),
            ReflectionStep(
                "analysis", Text("Analyse", "Analysis"), Text("Hoe verklaart u dat?", "How do you explain that?")
            ),
            ReflectionStep(
                "conclusion",
                Text("Conclusie", "Conclusion"),
                Text("Wat had u nog meer kunnen doen?", "What else could you have done?"),
            ),
            ReflectionStep(
                "plan",
                Text("Actieplan", "Action plan"),
                Text("Wat doet u de volgende keer?", "What will you do next time?"),
            ),
        ),
        ReflectionModel.KORTHAGEN: (
            ReflectionStep(
                "acting", Text("Handelen", "Action"), Text("Welke ervaring had u?", "What experience did you have?")
            ),
            ReflectionStep(
                "looking_back",
                Text("Terugblikken", "Looking back"),
                Text(
                    "Wat wilde, deed, dacht en voelde u? En de ander?",
                    "What did you want, do, think and feel? And the other person?",
                ),
            ),
            ReflectionStep(
                "awareness",
                Text("Bewust worden", "Becoming aware"),
                Text("Wat is dus het wezenlijke?", "What then is the essence?"),
            ),
            ReflectionStep(
                "alternatives",
                Text("Alternatieven", "Alternatives"),
                Text("Welke andere wegen ziet u?", "What other ways do you see?"),
            ),
            ReflectionStep(
                "trying",
                Text("Uitproberen", "Trying out"),
                Text("Wat gaat u beproeven, en wanneer?", "What will you try, and when?"),
            ),
        ),
        ReflectionModel.KOLB: (
            ReflectionStep(
                "experience", Text("Ervaring", "Experience"), Text("Wat hebt u meegemaakt?", "What did you experience?")
            ),
            ReflectionStep(
                "observation",
                Text("Waarneming", "Observation"),
                Text("Wat viel u daaraan op?", "What struck you about it?"),
            ),
            ReflectionStep(
                "concept",
                Text("Begrip", "Concept"),
                Text("Welk inzicht of welke theorie past erbij?", "What insight or theory fits it?"),
            ),
            ReflectionStep(
                "experiment",
                Text("Experiment", "Experiment"),
                Text("Hoe beproeft u dat inzicht?", "How will you try out that insight?"),
            ),
        ),
        ReflectionModel.FREE: (
            ReflectionStep(
                "text", Text("Tekst", "Text"), Text("Wat wilt u vastleggen?", "What do you want to write down?")
            ),
        ),
    }
)


def steps_of(model: ReflectionModel) -> tuple[ReflectionStep, ...]:
    """Return the steps of a model, in their order."""
    return _STEPS[model]
