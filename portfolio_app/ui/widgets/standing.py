"""Where somebody stands with one register: a card with a line for each requirement, in a picture and in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.domain.values.dates import show_date
from portfolio_app.domain.values.simple import show_decimal
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.bars import PartState, PartStrip, ProgressLine
from portfolio_app.ui.widgets.labels import Tone, line, plain_label

if TYPE_CHECKING:
    from portfolio_app.domain.rules import RegisterStanding, RequirementStanding

_PERIOD: Final = Text("Periode {first} t/m {last}", "Period {first} to {last}")
_UNVERIFIED: Final = Text(
    "Deze regels zijn niet bij het register nagegaan; vul ze aan of controleer ze.",
    "These rules were not verified with the register; complete or check them.",
)
_AMOUNT: Final = Text("{counted} van {required} {unit}", "{counted} of {required} {unit}")
_AT_MOST: Final = Text("{counted} van hoogstens {required} {unit}", "{counted} of at most {required} {unit}")
_ONLY_COUNTED: Final = Text("{counted} {unit}", "{counted} {unit}")
_SHORT: Final = Text("nog {short} te gaan", "{short} to go")
_PLANNED: Final = Text("{planned} gepland", "{planned} planned")
_SAFE_UNTIL: Final = Text("begin uiterlijk {day}", "start by {day}")
_STAYS_GOOD: Final = Text("geldig tot en met {day}", "valid until {day}")
_PARTS: Final = Text("{met} van {all} behaald", "{met} of {all} met")
_PARTS_MISSED: Final = Text("{missed} niet gehaald", "{missed} not met")

_GOOD_OUTLOOKS: Final = ("met", "planned", "on_pace")
_BAD_OUTLOOKS: Final = ("too_late", "missed")


class StandingCard(QFrame):
    """The standing with one register in its current period."""

    def __init__(self, look: Look, standing: RegisterStanding) -> None:
        super().__init__()
        self.setObjectName("card")
        self._look = look
        self._on = standing.on
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(4)
        top = QHBoxLayout()
        name = plain_label(look.say(standing.register_name), strong=True, size=1.2, wrap=False)
        top.addWidget(name)
        top.addStretch(1)
        top.addWidget(_badge(look, standing.met))
        column.addLayout(top)
        period = _PERIOD.fill(first=self._day(standing.period.start), last=self._day(standing.period.end))
        column.addWidget(plain_label(look.say(period), tone="quiet"))
        if standing.state.value == "unverified":
            column.addWidget(plain_label(look.say(_UNVERIFIED), tone="attention", size=0.95))
        column.addSpacing(8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for parts in _grouped(standing.requirements):
            self._add_requirement(grid, parts)
        column.addLayout(grid)
        column.addStretch(1)

    def _add_requirement(self, grid: QGridLayout, parts: Sequence[RequirementStanding]) -> None:
        now = _current(parts, self._on)
        tone, icon = _tone_and_icon(now)
        look = self._look
        words = self._words(now)
        picture = QLabel()
        colour = getattr(look.tones, tone or "ink")
        picture.setPixmap(look.pixmap(icon, colour, 20, self.devicePixelRatioF()))
        picture.setAccessibleName(look.say(now.forecast.outlook.label))
        row = grid.rowCount()
        if row > 1:
            grid.addWidget(line(), row, 0, 1, 2)
            row += 1
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(plain_label(look.say(now.label), strong=True), 1)
        head.addWidget(plain_label(look.say(now.forecast.outlook.label), tone=tone, size=0.95, wrap=False))
        grid.addWidget(picture, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(head, row, 1)
        if now.required is not None and now.required:
            done = float(min(now.counted / now.required, Decimal(1)))
            planned = float(now.forecast.planned / now.required)
            grid.addWidget(ProgressLine(look, done, planned, colour, words), row + 1, 1)
        grid.addWidget(plain_label(words, tone="quiet", size=0.95), row + 2, 1)
        if len(parts) > 1:
            states = tuple(_part_state(part, self._on) for part in parts)
            grid.addWidget(PartStrip(look, states, self._strip_words(states)), row + 3, 1)
            grid.addWidget(plain_label(self._strip_words(states), tone="quiet", size=0.95), row + 4, 1)

    def _words(self, now: RequirementStanding) -> str:
        unit = self._look.say(now.unit)
        counted = self._number(now.counted)
        if now.required is None:
            parts = [self._look.say(_ONLY_COUNTED.fill(counted=counted, unit=unit))]
        else:
            pattern = _AT_MOST if now.at_most else _AMOUNT
            filled = pattern.fill(counted=counted, required=self._number(now.required), unit=unit)
            parts = [self._look.say(filled)]
        if not now.met and now.short and not now.at_most:
            parts.append(self._look.say(_SHORT.fill(short=f"{self._number(now.short)} {unit}")))
        if now.forecast.planned and not now.met:
            parts.append(self._look.say(_PLANNED.fill(planned=f"{self._number(now.forecast.planned)} {unit}")))
        if not now.met and now.last_safe_date is not None and now.last_safe_date >= self._on:
            parts.append(self._look.say(_SAFE_UNTIL.fill(day=self._day(now.last_safe_date))))
        if now.valid_until is not None:
            parts.append(self._look.say(_STAYS_GOOD.fill(day=self._day(now.valid_until))))
        if now.remark:
            parts.append(self._look.say(now.remark))
        return " · ".join(parts)

    def _strip_words(self, states: tuple[PartState, ...]) -> str:
        judged = [state for state in states if state is not PartState.AHEAD]
        met, missed = judged.count(PartState.MET), judged.count(PartState.MISSED)
        words = self._look.say(_PARTS.fill(met=met, all=len(judged)))
        return f"{words} · {self._look.say(_PARTS_MISSED.fill(missed=missed))}" if missed else words

    def _number(self, number: Decimal) -> str:
        return show_decimal(round(number, 1), self._look.language)

    def _day(self, day: date) -> Text:
        return Text(show_date(day, "nl"), show_date(day, "en"))


def _badge(look: Look, met: bool | None) -> QWidget:  # noqa: FBT001 - three answers to one question
    texts: dict[bool | None, tuple[Text, Tone]] = {
        True: (Text("voldaan", "met"), "good"),
        False: (Text("nog niet voldaan", "not met yet"), "attention"),
        None: (Text("nog niet te zeggen", "cannot be told yet"), "quiet"),
    }
    text, tone = texts[met]
    return plain_label(look.say(text), tone=tone, strong=True, wrap=False)


def _grouped(requirements: Sequence[RequirementStanding]) -> list[list[RequirementStanding]]:
    """Return the requirements, the months or years of each together, in their order."""
    groups: dict[str, list[RequirementStanding]] = {}
    for each in requirements:
        groups.setdefault(each.requirement, []).append(each)
    return list(groups.values())


def _current(parts: Sequence[RequirementStanding], on: date) -> RequirementStanding:
    """Return the month or year of today, or else the last one before it, or the first."""
    begun = [part for part in parts if part.period.start <= on]
    return begun[-1] if begun else parts[0]


def _part_state(part: RequirementStanding, on: date) -> PartState:
    if part.met:
        return PartState.MET
    if part.period.start > on:
        return PartState.AHEAD
    return PartState.MISSED if part.period.end < on else PartState.OPEN


def _tone_and_icon(now: RequirementStanding) -> tuple[Tone, str]:
    outlook = now.forecast.outlook.value
    if outlook in _GOOD_OUTLOOKS:
        return "good", "circle-check"
    if outlook in _BAD_OUTLOOKS:
        return "bad", "triangle-alert"
    return ("attention", "circle-alert") if outlook == "behind" else ("accent", "circle-dashed")
