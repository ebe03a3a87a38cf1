"""Getting started, step by step: shown after a portfolio was made, and from the menu whenever the person likes.

Nothing of it is remembered: what is done is told by what is in the portfolio, so it can be left and resumed any time.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from portfolio_app.common.text import Text
from portfolio_app.domain.records.learning import Activity, Reflection
from portfolio_app.services.getting_started import FirstSteps
from portfolio_app.ui.guide.about_me import PersonStep, RegistersStep
from portfolio_app.ui.guide.bring import BackupsStep, BringStep
from portfolio_app.ui.guide.step import Step
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.labels import line, plain_label
from portfolio_app.ui.widgets.plain_numbers import ENTER_KEYS
from portfolio_app.ui.widgets.scrolling import ScrollingColumn

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio

_TITLE: Final = Text("Aan de slag", "Getting started")
_HOW: Final = Text(
    "Vijf korte stappen. Elke stap mag u overslaan; u vindt ze terug in het menu Hulp.",
    "Five short steps. You can skip any of them; you find them again in the Help menu.",
)
_STEPS: Final = Text("Stappen", "Steps")
_STATES: Final = {True: Text("gedaan", "done"), False: Text("nog te doen", "still to do")}
_WHICH: Final = Text("Stap {n} van {total}", "Step {n} of {total}")
_WIDEST: Final = 1_100
_NEXT: Final = Text("Bewaren en verder", "Save and continue")
_GO_ON: Final = Text("Verder", "Continue")
_SKIP: Final = Text("Overslaan", "Skip")
_LATER: Final = Text("Later verder", "Finish later")
_DONE: Final = Text("U bent klaar om te beginnen", "You are ready to begin")
_DONE_HOW: Final = Text(
    "Voeg toe wat u deze maand deed: een scholing, een intervisie, een reflectie. Het overzicht laat daarna zien hoe u "
    "ervoor staat, en wat het eerst aan de beurt is.",
    "Add what you did this month: a training course, an intervision, a reflection. The overview then shows where "
    "you stand and what comes first.",
)
_TO_OVERVIEW: Final = Text("Naar het overzicht", "Go to the overview")
_TO_LIST: Final = Text("Naar: {plural}", "Go to {plural}")
_NAMES: Final = 310
_ROOM_FOR_NAMES: Final = 900


class _DoneStep(Step):
    """The end: where to go from here.

    Attributes:
        left: the key of the kind to go on with; empty for the overview.
    """

    left = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__(session, _DONE, _DONE_HOW)
        self.button = push_button(session.look, _TO_OVERVIEW, lambda: self.left.emit(""), role="primary")
        self.column.addWidget(self.button)
        for kind in (Activity.kind, Reflection.kind):
            text = _TO_LIST.fill(plural=kind.plural)
            button = push_button(session.look, text, partial(self.left.emit, kind.key), icon="arrow-right")
            self.column.addWidget(button)
        self.column.addStretch(1)
        self.setFocusProxy(self.button)

    def is_done(self, found: FirstSteps) -> bool:
        """Tell whether the other steps are."""
        return found.person is not None and bool(found.registers) and found.second_place is not None


class GuidePage(QWidget):
    """The steps, and the one that is shown.

    Attributes:
        left: the person goes on elsewhere: the key of a kind, or empty for the overview.
    """

    left = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        look = session.look
        # From the outside in: what gets a parent later is styled again at each step.
        self._scroll = ScrollingColumn(self, name=look.say(_TITLE), widest=look.wide(_WIDEST))
        self._card = QFrame(self._scroll.content)
        self._stack = QStackedWidget(self._card)
        done = _DoneStep(session)
        done.left.connect(self.left)
        self.steps: tuple[Step, ...] = (
            BringStep(session),
            PersonStep(session),
            RegistersStep(session),
            BackupsStep(session),
            done,
        )
        self.names = QListWidget(self)
        self.names.setObjectName("sections")
        self.names.setAccessibleName(look.say(_STEPS))
        self.names.setFixedWidth(min(look.wide(_NAMES), 400))
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.names.setWordWrap(True)
        for step in self.steps:
            QListWidgetItem(look.icon("circle-dashed"), look.say(step.name), self.names)
            self._stack.addWidget(step)
            step.saved.connect(self.go_on)
        self.names.currentRowChanged.connect(self._show)
        self.next_button = push_button(look, _NEXT, lambda: self.step.save(), role="primary")  # noqa: PLW0108
        self.skip_button = push_button(look, _SKIP, self.go_on)
        self._which = plain_label("", strong=True)
        self._later = push_button(look, _LATER, lambda: self.left.emit(""), role="quiet")
        self._above_foot = line()
        self._build()
        session.changed.connect(self._read)
        self.names.setCurrentRow(0)
        self._read()

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self.steps[max(self.names.currentRow(), 0)]

    def go_on(self) -> None:
        """Show the next step."""
        self.names.setCurrentRow(min(self.names.currentRow() + 1, len(self.steps) - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a line that was typed goes on, as in a dialog."""
        enters = event.key() in ENTER_KEYS
        if enters and isinstance(self.focusWidget(), QLineEdit) and self.next_button.isVisible():
            self.next_button.click()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Look again how far the person is."""
        super().showEvent(event)
        self._read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room for the list of steps, say which of how many this is."""
        super().resizeEvent(event)
        cramped = self.width() < self._session.look.wide(_ROOM_FOR_NAMES)
        self.names.setVisible(not cramped)
        self._which.setVisible(cramped)

    def _build(self) -> None:
        look = self._session.look
        self._card.setObjectName("card")
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(30, 26, 30, 20)
        inside.setSpacing(14)
        inside.addWidget(self._stack, 1)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.next_button)
        foot.addWidget(self.skip_button)
        foot.addStretch(1)
        foot.addWidget(self._later)
        inside.addWidget(self._above_foot)
        inside.addLayout(foot)
        around = QVBoxLayout(self._scroll.content)
        around.setContentsMargins(24, 18, 24, 24)
        around.setSpacing(2)
        around.addWidget(plain_label(look.say(_TITLE), strong=True, size=1.55))
        around.addWidget(plain_label(look.say(_HOW), tone="quiet"))
        around.addWidget(self._which)
        around.addSpacing(10)
        around.addWidget(self._card)
        around.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._scroll, 1)
        row.addWidget(self.names)

    def _show(self, row: int) -> None:
        self._stack.setCurrentIndex(row)
        self._which.setText(self._session.say(_WHICH.fill(n=row + 1, total=len(self.steps))))
        step = self.steps[row]
        last = row == len(self.steps) - 1
        types = isinstance(step, PersonStep | RegistersStep)
        self.next_button.setText(self._session.say(_NEXT if types else _GO_ON))
        self.next_button.setVisible(not last)
        self.skip_button.setVisible(types)
        self._later.setVisible(not last)
        self._above_foot.setVisible(not last)
        # What asks for nothing to be filled in is gone on from: no offer in it is more likely than another.
        begins = self.next_button if step.focusProxy() is None else step
        begins.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self) -> None:
        def read(portfolio: Portfolio) -> FirstSteps:
            from portfolio_app.services.getting_started import first_steps

            return first_steps(portfolio)

        self._session.read(read, self._take, owner=self, slot="first steps")

    def _take(self, found: FirstSteps) -> None:
        look = self._session.look
        for row, step in enumerate(self.steps):
            step.show_steps(found)
            done = step.is_done(found)
            item = self.names.item(row)
            item.setIcon(look.icon("circle-check", look.tones.good) if done else look.icon("circle-dashed"))
            said = f"{look.say(step.name)} ({look.say(_STATES[done])})"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            item.setToolTip(look.say(_STATES[done]))
