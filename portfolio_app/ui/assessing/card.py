"""Above an assessment: how much of it is scored, and the way to the sheet on which all of it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.domain.fields import Record
from portfolio_app.ui.assessing.wording import PROGRESS
from portfolio_app.ui.records.companions import Companion
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.labels import line, plain_label

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.storage.history import ChangeSet

_NONE: Final = Text(
    "Nog niets gescoord. Op het scoreblad staan alle onderdelen van het profiel onder elkaar.",
    "Nothing scored yet. The scoring sheet lists all items of the profile.",
)
_BELOW: Final = Text("{n} onder wat vereist is", "{n} below what is required")
_SCORE: Final = Text("Scoren op één blad", "Score on one sheet")
_LOOK: Final = Text("Scores op één blad bekijken", "See the scores on one sheet")
_KEYS: Final = "Shift+F11"
_KINDS: Final = frozenset({"assessment", "score", "registration"})

Progress = tuple[int, int, int]
"""How many items are scored, how many there are, how many of the scores are below what is required."""


class ScoresCard(Companion):
    """How far the scoring of an assessment is."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, parent)
        self._shown_of = ""
        look = session.look
        self.words = plain_label("", self, strong=True)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.button = push_button(look, _LOOK if session.read_only else _SCORE, self.open, icon="radar", parent=self)
        self.button.setShortcut(QKeySequence(_KEYS))
        self.button.setToolTip(f"{self.button.text()} ({_KEYS})")
        far = QVBoxLayout()
        far.setSpacing(6)
        far.addWidget(self.words)
        far.addWidget(self._bar)
        row = QHBoxLayout()
        row.setContentsMargins(20, 12, 20, 12)
        row.setSpacing(16)
        row.addLayout(far, 1)
        row.addWidget(self.button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(row)
        outer.addWidget(line(self))
        session.changed.connect(self._changed)
        self.hide()

    def show_record(self, record: Record) -> None:
        """Show how far the assessment is."""
        self._shown_of = record.id
        self.show()
        self._read()

    def clear(self) -> None:
        """There is no assessment yet."""
        self._shown_of = ""
        self.hide()

    def open(self) -> None:
        """Open the sheet."""
        if self._shown_of:
            open_sheet(self._session, self._shown_of, self)

    def showEvent(self, event: QShowEvent) -> None:
        """Go on with scores that could not be saved the last time."""
        super().showEvent(event)
        self._go_on_soon()

    def _go_on_soon(self) -> None:
        QTimer.singleShot(0, self, self._go_on)

    def _go_on(self) -> None:
        waits = self._session.sheet_drafts.waits_for(self._shown_of)
        if waits and self.isVisible() and not self._session.read_only:
            self.open()

    def _changed(self, changes: ChangeSet) -> None:
        if self._shown_of and changes.kinds & _KINDS:
            self._read()

    def _read(self) -> None:
        of = self._shown_of
        self._session.read(
            lambda portfolio: _progress_of(portfolio, of),
            self._show,
            owner=self,
            slot="progress",
            failed=lambda _gone: self.clear(),
        )

    def _show(self, progress: Progress) -> None:
        done, total, below = progress
        say = self._session.say
        words = say(PROGRESS.fill(done=done, total=total)) if done else say(_NONE)
        if below:
            words = f"{words} · {say(_BELOW.fill(n=below))}"
        self.words.setText(words)
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self._bar.setAccessibleName(words)
        self.setVisible(total > 0)
        self._go_on_soon()


def open_sheet(session: Session, assessment_id: str, over: QWidget) -> None:
    """Open the scoring sheet of an assessment over the window."""
    from portfolio_app.ui.assessing.sheet import ScoringSheet

    ScoringSheet(session, assessment_id, over).begin()


def _progress_of(portfolio: Portfolio, assessment_id: str) -> Progress:
    from portfolio_app.domain.records.growth import SUFFICIENT_SCORE
    from portfolio_app.services.scoring import count_scored, read_sheet

    sheet = read_sheet(portfolio, assessment_id)
    asked = {item.code for item in sheet.items if item.is_asked}
    below = sum(
        code in asked and each.score is not None and each.score < SUFFICIENT_SCORE
        for code, each in sheet.scores.items()
    )
    return (*count_scored(sheet.items, sheet.scores), below)
