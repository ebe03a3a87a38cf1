"""What the rules that are being changed would make of the records, beside the form and before they are saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.labels import line, plain_label
from portfolio_app.ui.widgets.sign import Sign
from portfolio_app.ui.widgets.signed import SignedWords

if TYPE_CHECKING:
    from portfolio_app.services.rule_trial import Trial, TrialLine

TRIAL: Final = Text("Met deze regels", "With these rules")
_WAITING: Final = Text("Wordt nagerekend…", "Calculating…")
_WRONG: Final = Text(
    "Zodra alles is ingevuld en klopt, ziet u hier wat deze regels van uw gegevens maken.",
    "As soon as everything is filled in correctly, you see here what these rules make of your records.",
)
_SAME: Final = Text("Dit blijft zoals het is: {now}.", "This stays the same: {now}.")
_OTHER: Final = Text("Nu {now} → met deze regels {then}.", "Now {now} → with these rules {then}.")
_NOTHING: Final = Text("Er is nog niets gevraagd.", "Nothing is required yet.")


class TrialPanel(QWidget):
    """Which period the rules judge, how each requirement would stand, and what is odd about their validity."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setObjectName("scrolled")
        self._content: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(18, 18, 18, 18)
        self._column.setSpacing(8)
        self._column.addWidget(plain_label(look.say(TRIAL), self, strong=True, size=1.2))
        self._column.addStretch(1)
        self.wait()

    def wait(self) -> None:
        """Say that it is being reckoned."""
        self._put([plain_label(self._look.say(_WAITING), tone="quiet")])

    def show_wrong(self) -> None:
        """Say that it cannot be reckoned yet."""
        self._put([plain_label(self._look.say(_WRONG), tone="quiet")])

    def show_trial(self, trial: Trial) -> None:
        """Show what the rules would make of it."""
        say = self._look.say
        parts: list[QWidget] = [
            SignedWords(self._look, "triangle-alert", "attention", say(each)) for each in trial.problems
        ]
        parts += [plain_label(say(each)) for each in trial.judged]
        parts.append(line())
        parts += [self._line(each) for each in trial.lines]
        if not trial.lines:
            parts.append(plain_label(say(_NOTHING), tone="quiet"))
        self._put(parts)

    @property
    def words(self) -> str:
        """All that it says now."""
        found = self._content.findChildren(QLabel) if self._content is not None else []
        return "\n".join(label.text() for label in found if label.text())

    def _line(self, each: TrialLine) -> QWidget:
        say = self._look.say
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(10)
        sign = Sign(self._look, each.icon, each.tone, 18)
        sign.setAccessibleName(say(each.outlook))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(plain_label(say(each.label), strong=True))
        pattern = _OTHER if each.changed else _SAME
        said = say(pattern.fill(now=each.before, then=each.after))
        words.addWidget(plain_label(said) if each.changed else plain_label(said, tone="quiet"))
        if each.outlook:
            words.addWidget(plain_label(say(each.outlook), tone=each.tone, size=0.95))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return whole

    def _put(self, parts: list[QWidget]) -> None:
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = QWidget(self)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in parts:
            column.addWidget(part)
        self._column.insertWidget(1, self._content)
