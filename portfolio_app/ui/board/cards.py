"""The cards of the overview that hold lines of words: what to do, what runs out, what is there, what to add."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.common.text import CountedText, Text
from portfolio_app.services.board import Step, Target
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.labels import Tone, plain_label
from portfolio_app.ui.widgets.sign import Sign
from portfolio_app.ui.widgets.step import AROUND_WORDS, StepButton

_NEXT: Final = Text("Eerst te doen", "First things to do")
_SOON: Final = Text("Loopt binnenkort af", "Expiring soon")
_IN_HERE: Final = Text("In uw portfolio", "In your portfolio")
_ADD: Final = Text("Snel toevoegen", "Quick add")
_CALM: Final = Text("Niets dringends. Goed bijgehouden.", "Nothing urgent. You are up to date.")
_NOTHING_SOON: Final = Text("De komende zes maanden loopt niets af.", "Nothing expires in the next six months.")
_BY: Final = Text("uiterlijk {day} · {when}", "by {day} · {when}")
_ON: Final = Text("{when} · {day}", "{when} · {day}")
_AGO: Final = CountedText(Text("gisteren", "yesterday"), Text("{n} dagen geleden", "{n} days ago"))
_DAYS: Final = CountedText(Text("morgen", "tomorrow"), Text("over {n} dagen", "in {n} days"))
_MONTHS: Final = CountedText(Text("over {n} maand", "in {n} month"), Text("over {n} maanden", "in {n} months"))
_YEARS: Final = CountedText(Text("over {n} jaar", "in {n} year"), Text("over {n} jaar", "in {n} years"))
_TODAY: Final = Text("vandaag", "today")
_MORE: Final = CountedText(Text("Nog {n} tonen", "Show {n} more"), Text("Nog {n} tonen", "Show {n} more"))
_SHOWN_FIRST: Final = 7
_MONTH: Final = 30.44

_QUICK: Final = (
    ("activity", Text("Scholing of intervisie", "Training or intervision")),
    ("reflection", Text("Reflectie", "Reflection")),
    ("law_review", Text("Wet nagelopen", "Law review")),
    ("permission", Text("Toestemming", "Permission")),
)
_COUNTED: Final = (
    ("activity", Text("scholing en intervisie", "training and intervision activities")),
    ("evidence", Text("bewijsstukken", "pieces of evidence")),
    ("reflection", Text("reflecties", "reflections")),
    ("assessment", Text("competentiemetingen", "assessments")),
    ("goal", Text("doelen", "goals")),
    ("law_review", Text("nagelopen wetten", "law reviews")),
    ("permission", Text("toestemmingen", "permissions")),
    ("journal_entry", Text("integriteitsjournaal", "integrity journal entries")),
)

_EDGE: Final = 20
_AS_LINES: Final = (AROUND_WORDS, 0, AROUND_WORDS, 0)
"""Puts what cannot be pressed under what can."""

Follow = Callable[[Target], object]


class Card(QFrame):
    """A card with a heading; what is in it comes in `column`."""

    def __init__(self, look: Look, heading: Text) -> None:
        super().__init__()
        self.setObjectName("card")
        self.look = look
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(_EDGE - AROUND_WORDS, 16, _EDGE - AROUND_WORDS, 16)
        self.column.setSpacing(4)
        name = plain_label(look.say(heading), strong=True, size=1.2)
        name.setContentsMargins(*_AS_LINES)
        self.column.addWidget(name)
        self.column.addSpacing(4)

    def add_mark(self, icon: str, tone: Tone, words: str) -> None:
        """Add an icon with words that ask for nothing."""
        row = QHBoxLayout()
        row.setContentsMargins(*_AS_LINES)
        row.setSpacing(10)
        row.addWidget(Sign(self.look, icon, tone), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(plain_label(words), 1)
        self.column.addLayout(row)

    def add_line(
        self,
        icon: str,
        tone: Tone,
        words: str,
        deed: Callable[[], object],
        *,
        note: str = "",
        beside: Sequence[QWidget] = (),
    ) -> StepButton:
        """Add a line that can be pressed: its icon stands under the heading, and its ground reaches beyond that."""
        line = StepButton(self.look, icon, tone, words, deed, note=note)
        around = QHBoxLayout()
        around.setSpacing(2)
        around.addWidget(line, 1)
        for each in beside:
            around.addWidget(each)
        self.column.addLayout(around)
        return line


class StepsCard(Card):
    """Lines that can be pressed, the first few of them at once and the others when asked for."""

    def __init__(
        self, look: Look, heading: Text, calm: Text, steps: Sequence[Step], today: date, follow: Follow, pattern: Text
    ) -> None:
        """Show steps.

        Args:
            look: language and colours.
            heading: of the card.
            calm: what stands there when there are none.
            steps: in their order.
            today: distances are reckoned from this day.
            follow: called with where a line leads.
            pattern: how a day is named; `{day}` is the day itself and `{when}` its distance.
        """
        super().__init__(look, heading)
        self._rest = tuple(steps[_SHOWN_FIRST:])
        self._today = today
        self._follow = follow
        self._pattern = pattern
        if not steps:
            self.add_mark("circle-check", "good", look.say(calm))
        for step in steps[:_SHOWN_FIRST]:
            self._add(step)
        if self._rest:
            words = _MORE.say(len(self._rest), look.language)
            self._more = self.add_line("chevron-down", "", words, self._show_rest)

    def _add(self, step: Step) -> StepButton:
        note = ""
        if step.day is not None:
            when = distance_in_words(step.day, self._today)
            note = self.look.say(self._pattern.fill(when=when, day=step.day_in_words))
        deed = partial(self._follow, step.target)
        return self.add_line(step.icon, step.tone, self.look.say(step.text), deed, note=note)

    def _show_rest(self) -> None:
        self._more.hide()
        lines = [self._add(step) for step in self._rest]
        lines[0].setFocus(Qt.FocusReason.OtherFocusReason)


def next_card(look: Look, steps: Sequence[Step], today: date, follow: Follow) -> StepsCard:
    """Return the card with what is to be done, in order."""
    return StepsCard(look, _NEXT, _CALM, steps, today, follow, _BY)


def soon_card(look: Look, steps: Sequence[Step], today: date, follow: Follow) -> StepsCard:
    """Return the card with what runs out, the earliest first."""
    return StepsCard(look, _SOON, _NOTHING_SOON, steps, today, follow, _ON)


def quick_card(look: Look, follow: Follow) -> Card:
    """Return the card with what is added most often."""
    card = Card(look, _ADD)
    for key, text in _QUICK:
        deed = partial(follow, Target("new", key))
        card.add_line("plus", "", look.say(text), deed)
    return card


def counted(counts: Mapping[str, int]) -> tuple[tuple[int, Text], ...]:
    """Return how much there is of what is worth telling, and what it is; without what there is nothing of."""
    return tuple((counts[key], text) for key, text in _COUNTED if counts.get(key))


def counts_card(look: Look, counts: Mapping[str, int]) -> Card:
    """Return the card with how much of everything there is."""
    card = Card(look, _IN_HERE)
    grid = QGridLayout()
    grid.setContentsMargins(*_AS_LINES)
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(3)
    grid.setColumnStretch(1, 1)
    for row, (amount, text) in enumerate(counted(counts)):
        number = plain_label(str(amount), strong=True, wrap=False)
        number.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid.addWidget(number, row, 0)
        grid.addWidget(plain_label(look.say(text), tone="quiet"), row, 1)
    card.column.addLayout(grid)
    return card


def distance_in_words(day: date, today: date) -> Text:
    """Return how far a day is away."""
    days = (day - today).days
    if days == 0:
        return _TODAY
    if days < 0:
        return _counted(_AGO, -days)
    if days < 2 * _MONTH:
        return _counted(_DAYS, days)
    months = round(days / _MONTH)
    return _counted(_MONTHS, months) if months < 24 else _counted(_YEARS, round(months / 12))


def _counted(words: CountedText, number: int) -> Text:
    return Text(words.say(number, "nl"), words.say(number, "en"))
