"""How strong a passphrase is, shown while it is typed: a bar of five parts, a word, what it means, and advice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.labels import Tone, plain_label, set_tone

if TYPE_CHECKING:
    from portfolio_app.services.passphrases import Judgement

_STRENGTH: Final = Text("Sterkte", "Strength")
_TONES: Final[tuple[Tone, ...]] = ("bad", "attention", "attention", "good", "good")
_HEIGHT: Final = 6
_GAP: Final = 4


class StrengthMeter(QWidget):
    """Shows a judgement; takes no room while there is none."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._bar = _Bar(look)
        self._verdict = plain_label("", size=0.95)
        self._advice = plain_label("", tone="quiet", size=0.92)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(3)
        column.addWidget(self._bar)
        column.addWidget(self._verdict)
        column.addWidget(self._advice)
        self.show_judgement(None)

    @property
    def words(self) -> str:
        """What it says."""
        return self._verdict.text()

    @property
    def advice(self) -> str:
        """What it advises."""
        return self._advice.text()

    def show_judgement(self, judged: Judgement | None) -> None:
        """Show what a passphrase is worth; nothing while none is typed."""
        self.setVisible(judged is not None)
        if judged is None:
            return
        level = int(judged.strength)
        say = self._look.say
        verdict = f"{say(judged.strength.label)} – {say(judged.strength.meaning)}"
        self._bar.fill(level + 1, getattr(self._look.tones, _TONES[level]))
        self._verdict.setText(verdict)
        set_tone(self._verdict, _TONES[level])
        self._advice.setText(" ".join(say(advice) for advice in judged.advice))
        self._advice.setVisible(bool(judged.advice))
        self.setAccessibleName(f"{say(_STRENGTH)}: {verdict}")
        self.setAccessibleDescription(self._advice.text())


class _Bar(QWidget):
    """Five parts, as many filled as the level is high; the words below say the same."""

    _PARTS: Final = 5

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._filled = 0
        self._colour = look.tones.track
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def fill(self, parts: int, colour: str) -> None:
        """Fill so many parts."""
        self._filled, self._colour = parts, colour
        self.update()

    def sizeHint(self) -> QSize:
        """A low bar, as wide as it gets."""
        return QSize(160, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the parts side by side."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width = (self.width() - _GAP * (self._PARTS - 1)) / self._PARTS
        for part in range(self._PARTS):
            painter.setBrush(QColor(self._colour if part < self._filled else self._look.tones.track))
            painter.drawRoundedRect(QRectF(part * (width + _GAP), 0, width, self.height()), 3, 3)
