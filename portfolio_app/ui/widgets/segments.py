"""A row of segments to choose one of; what does not fit moves into a menu at the end."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from portfolio_app.common.text import Text
from portfolio_app.ui.look import Look
from portfolio_app.ui.typeface import scaled
from portfolio_app.ui.widgets.focus_mark import mark
from portfolio_app.ui.widgets.pressing import EnterPresses, ToolButton

_MORE = Text("Meer", "More")
_PADDING = 11
SEGMENT_INDENT = _PADDING
"""How far the words of the first segment stand from the edge of the bar."""
_LINE = 3
_GAP = 2


@dataclass(frozen=True, slots=True)
class Segment:
    """One choice: its key, what it is called, and how many things are in it (None: not told)."""

    key: str
    label: str
    count: int | None = None


class SegmentBar(QWidget):
    """Segments side by side, of which one is chosen; arrow keys go along all of them.

    Attributes:
        chosen: the key of the segment that the person chose.
    """

    chosen = Signal(str)

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._segments: tuple[Segment, ...] = ()
        self._current = ""
        self._buttons: dict[str, _SegmentButton] = {}
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._more = ToolButton(self)
        self._more.setText(look.say(_MORE))
        self._more.setIcon(look.icon("chevron-down"))
        self._more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._more.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._more.setPopupMode(ToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._menu = QMenu(self._more)
        self._more.setMenu(self._menu)

    def show_segments(self, segments: tuple[Segment, ...], current: str) -> None:
        """Show `segments` with `current` as the chosen one."""
        keys = [segment.key for segment in segments]
        if keys != list(self._buttons):
            for button in self._buttons.values():
                button.deleteLater()
            self._buttons = {key: self._made(key) for key in keys}
        self._segments = segments
        for segment in segments:
            self._buttons[segment.key].show_segment(segment)
        self.updateGeometry()
        self.set_current(current)

    def set_current(self, key: str) -> None:
        """Mark the segment `key` as the chosen one."""
        self._current = key
        if key in self._buttons:
            self.setFocusProxy(self._buttons[key])
        had_focus = any(button.hasFocus() for button in self._buttons.values())
        for other, button in self._buttons.items():
            button.setChecked(other == key)
        self._arrange()
        if had_focus and key in self._buttons:
            self._buttons[key].setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        """As high as a segment, as wide as it gets."""
        height = max((button.sizeHint().height() for button in self._buttons.values()), default=36)
        return QSize(sum(button.sizeHint().width() + _GAP for button in self._buttons.values()), height)

    def minimumSizeHint(self) -> QSize:
        """Room for one segment and the menu."""
        widest = max((button.sizeHint().width() for button in self._buttons.values()), default=80)
        return QSize(widest + self._more.sizeHint().width() + _GAP, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many segments as fit."""
        self._arrange()

    def step(self, by: int) -> None:
        """Choose the segment that many places further along."""
        keys = [segment.key for segment in self._segments]
        if self._current in keys:
            key = keys[(keys.index(self._current) + by) % len(keys)]
            self._choose(key)
            self._buttons[key].setFocus(Qt.FocusReason.TabFocusReason)

    def _made(self, key: str) -> _SegmentButton:
        button = _SegmentButton(self._look, self)
        button.clicked.connect(lambda: self._choose(key))
        button.show()
        return button

    def _choose(self, key: str) -> None:
        changed = key != self._current
        self.set_current(key)
        if changed:
            self.chosen.emit(key)

    def _arrange(self) -> None:
        visible = self._fitting()
        x = 0
        for segment in self._segments:
            button = self._buttons[segment.key]
            button.setVisible(segment.key in visible)
            if segment.key in visible:
                width = button.sizeHint().width()
                button.setGeometry(x, 0, width, self.height())
                x += width + _GAP
        hidden = [segment for segment in self._segments if segment.key not in visible]
        self._more.setVisible(bool(hidden))
        self._menu.clear()
        for segment in hidden:
            counted = f"{segment.label}  ({segment.count})" if segment.count else segment.label
            action = self._menu.addAction(counted.replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, key=segment.key: self._choose(key))
        if hidden:
            size = self._more.sizeHint()
            self._more.setGeometry(x, (self.height() - _LINE - size.height()) // 2, size.width(), size.height())

    def _fitting(self) -> set[str]:
        widths = {segment.key: self._buttons[segment.key].sizeHint().width() + _GAP for segment in self._segments}
        if sum(widths.values()) <= self.width():
            return set(widths)
        room = self.width() - self._more.sizeHint().width() - widths.get(self._current, 0)
        fitting = {self._current}
        for segment in self._segments:
            if segment.key == self._current:
                continue
            room -= widths[segment.key]
            if room < 0:
                break
            fitting.add(segment.key)
        return fitting


class _SegmentButton(EnterPresses, QAbstractButton):
    def __init__(self, look: Look, parent: SegmentBar) -> None:
        super().__init__(parent)
        self._look = look
        self._bar = parent
        self._count = ""
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_segment(self, segment: Segment) -> None:
        self.setText(segment.label)
        self._count = str(segment.count) if segment.count else ""
        self.setAccessibleName(f"{segment.label} {self._count}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        strong = scaled(self.font(), 1, strong=True)
        from PySide6.QtGui import QFontMetrics

        width = QFontMetrics(strong).horizontalAdvance(self.text()) + 2 * _PADDING
        if self._count:
            width += self.fontMetrics().horizontalAdvance(self._count) + 7
        return QSize(width, self.fontMetrics().height() + 16)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        if event.key() in steps:
            self._bar.step(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tones = self._look.tones
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = self.rect().adjusted(0, 2, 0, -_LINE - 2)
        if self.underMouse() and not self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tones.hover))
            painter.drawRoundedRect(body, 5, 5)
        painter.setFont(scaled(self.font(), 1, strong=self.isChecked()))
        painter.setPen(QColor(tones.ink if self.isChecked() else tones.quiet))
        words = body.adjusted(_PADDING, 0, -_PADDING, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if self._count:
            painter.setFont(self.font())
            painter.setPen(QColor(tones.quiet))
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._count)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tones.accent))
            painter.drawRoundedRect(
                _PADDING - 4, self.height() - _LINE, self.width() - 2 * _PADDING + 8, _LINE, 1.5, 1.5
            )
        if self.hasFocus():
            mark(painter, body, tones.accent)
