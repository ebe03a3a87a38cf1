"""One score as a row of segments: not scored, 1, 2, 3 and on; by digit, arrow or mouse."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from portfolio_app.common.text import Text
from portfolio_app.domain.records.growth import HIGHEST_SCORE, SUFFICIENT_SCORE
from portfolio_app.ui.look import Look
from portfolio_app.ui.typeface import scaled
from portfolio_app.ui.widgets.plain_numbers import ENTER_KEYS

_NOT_SCORED: Final = Text("niet gescoord", "not scored")
_SCORED: Final = Text("score {score}", "score {score}")
_BEFORE: Final = Text("eerder {score}", "before {score}")
_REQUIRED: Final = Text("vereist {required}", "required {required}")
_MET: Final = Text("vereist {required}: gehaald", "required {required}: met")
_BELOW: Final = Text("{short} onder vereist {required}", "{short} below required {required}")
_NOT_ASKED: Final = Text("niet gevraagd", "not required")

_NONE: Final = "–"
_CELL: Final = 36
_AROUND: Final = 2
_SMALL: Final = 0.92
_GAP: Final = 3
_WAYS: Final = {
    Qt.Key.Key_Up: "previous",
    Qt.Key.Key_Down: "next",
    Qt.Key.Key_PageUp: "group before",
    Qt.Key.Key_PageDown: "group after",
    Qt.Key.Key_Home: "first",
    Qt.Key.Key_End: "last",
}
_CLEARING: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Minus, Qt.Key.Key_0)


class ScoreChoice(QAbstractSlider):
    """The score on one item; a slider to a screen reader, where 0 stands for not scored.

    Attributes:
        scored: the person chose a score; 0 for none.
        go_asked: the person wants to go elsewhere: `next`, `previous`, `group after`, `group before`, `first`, `last`.
        details_asked: the person wants to say more about the score.
        entered: it took the focus.
    """

    scored = Signal(int)
    go_asked = Signal(str)
    details_asked = Signal()
    entered = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._before: int | None = None
        self._is_asked = True
        self._locked = False
        self._hovered = -1
        self.setRange(0, HIGHEST_SCORE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.valueChanged.connect(self._chosen)

    def show_score(self, score: int | None, before: int | None, *, is_asked: bool) -> None:
        """Show a score, beside the one of the time before."""
        self._before, self._is_asked = before, is_asked
        blocked = self.blockSignals(True)
        self.setValue(score or 0)
        self.blockSignals(blocked)
        self._tell()

    def set_locked(self, *, locked: bool) -> None:
        """Let it be read but not changed."""
        self._locked = locked

    @property
    def verdict(self) -> str:
        """The line below the segments: the score before, and how this one stands to what is required."""
        say = self._look.say
        parts = [] if self._before is None else [say(_BEFORE.fill(score=self._before))]
        required = SUFFICIENT_SCORE
        if not self._is_asked:
            parts.append(say(_NOT_ASKED))
        elif not self.value():
            parts.append(say(_REQUIRED.fill(required=required)))
        elif self.value() >= required:
            parts.append(say(_MET.fill(required=required)))
        else:
            parts.append(say(_BELOW.fill(short=required - self.value(), required=required)))
        return " · ".join(parts)

    # -- as Qt asks ---------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Room for the segments and for the longest line below them."""
        longest = " · ".join(
            self._look.say(text)
            for text in (
                _BEFORE.fill(score=HIGHEST_SCORE),
                _BELOW.fill(short=SUFFICIENT_SCORE - 1, required=SUFFICIENT_SCORE),
            )
        )
        small = QFontMetrics(scaled(self.font(), _SMALL))
        width = max((HIGHEST_SCORE + 1) * self._cell_width(), small.horizontalAdvance(longest))
        return QSize(round(width) + 2 * _AROUND, round(self._cell_height()) + _GAP + small.height() + 2 * _AROUND)

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Score by digit and go on; by arrow and stay; go along the items."""
        key = Qt.Key(event.key())
        digit = key.value - Qt.Key.Key_0.value
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            event.ignore()
        elif key in _WAYS:
            self.go_asked.emit(_WAYS[key])
        elif key in ENTER_KEYS:
            self.details_asked.emit()
        elif self._locked:
            event.ignore()
        elif key in _CLEARING:
            self.setValue(0)
        elif 1 <= digit <= HIGHEST_SCORE:
            self.setValue(digit)
            self.go_asked.emit("next")
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.setValue(self.value() + (1 if key is Qt.Key.Key_Right else -1))
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Score what is pressed."""
        cell = self._cell_at(event.position().x(), event.position().y())
        if event.button() is Qt.MouseButton.LeftButton and cell >= 0 and not self._locked:
            self.setValue(cell)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what would be pressed."""
        hovered = -1 if self._locked else self._cell_at(event.position().x(), event.position().y())
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer."""
        self._hovered = -1
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls: nothing is scored by accident."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell where the person is."""
        super().focusInEvent(event)
        self.entered.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Look so."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the segments, the marks of what is required and of the time before, and the line below."""
        tones = self._look.tones
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QRectF(_AROUND, _AROUND, (HIGHEST_SCORE + 1) * self._cell_width(), self._cell_height())
        outline = QPainterPath()
        outline.addRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.fillPath(outline, QColor(tones.paper))
        painter.save()
        painter.setClipPath(outline)
        for score in range(HIGHEST_SCORE + 1):
            self._paint_cell(painter, score, self._cell(score))
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tones.accent if self.hasFocus() else tones.edge), 2 if self.hasFocus() else 1))
        painter.drawPath(outline)
        short = self._is_asked and 0 < self.value() < SUFFICIENT_SCORE
        painter.setFont(scaled(self.font(), _SMALL))
        painter.setPen(QColor(tones.attention if short else tones.quiet))
        below = QRectF(_AROUND, bar.bottom() + _GAP, self.width() - 2 * _AROUND, self.height() - bar.bottom() - _GAP)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self.verdict)

    # -- within -------------------------------------------------------------------------------------------------------

    def _paint_cell(self, painter: QPainter, score: int, cell: QRectF) -> None:
        tones = self._look.tones
        is_chosen = score == self.value()
        if is_chosen:
            painter.fillRect(cell, QColor(tones.accent if score else tones.track))
        elif score == self._hovered:
            painter.fillRect(cell, QColor(tones.hover))
        if score:
            painter.setPen(QPen(QColor(tones.rule), 1))
            painter.drawLine(cell.topLeft(), cell.bottomLeft())
        ink = tones.on_accent if is_chosen and score else tones.ink if score else tones.quiet
        if self._is_asked and score == SUFFICIENT_SCORE:
            painter.fillRect(QRectF(cell.left() + 6, cell.bottom() - 5, cell.width() - 12, 2.5), QColor(ink))
        if score and score == self._before:
            painter.setPen(QPen(QColor(ink), 1.2, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cell.adjusted(4, 3.5, -4, -6.5), 4, 4)
        painter.setFont(scaled(self.font(), 1, strong=is_chosen))
        painter.setPen(QColor(ink))
        painter.drawText(cell.adjusted(0, -1, 0, -2), Qt.AlignmentFlag.AlignCenter, str(score) if score else _NONE)

    def _chosen(self, score: int) -> None:
        self._tell()
        self.scored.emit(score)

    def _tell(self) -> None:
        """Say in words what is shown, to whoever does not see it."""
        say = self._look.say
        now = say(_SCORED.fill(score=self.value()) if self.value() else _NOT_SCORED)
        self.setAccessibleDescription(f"{now} · {self.verdict}")
        self.update()

    def _cell_width(self) -> float:
        return max(self._look.wide(_CELL), 24.0)

    def _cell_height(self) -> float:
        return max(self.fontMetrics().height() + 10.0, 28.0)

    def _cell(self, score: int) -> QRectF:
        width = self._cell_width()
        return QRectF(_AROUND + score * width, _AROUND, width, self._cell_height())

    def _cell_at(self, x: float, y: float) -> int:
        return next((score for score in range(HIGHEST_SCORE + 1) if self._cell(score).contains(x, y)), -1)
