"""The editor of a date: a line that understands how people write dates, and a calendar beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.domain.values import CalendarDate, PartialDateValue, ValueProblem, ValueType, seen_from, show_weekday
from portfolio_app.ui.forms.editor import LineEditor
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.buttons import tool_button
from portfolio_app.ui.widgets.calendar import month_calendar

_CALENDAR: Final = Text("Kalender", "Calendar")
_DAY_EXAMPLE: Final = Text("bijv. 2-3-2026", "e.g. 2-3-2026")
_PARTIAL_EXAMPLE: Final = Text("bijv. 2019 of maart 2019", "e.g. 2019 or March 2019")

_STEPS: Final = {
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_PageUp: 7,
    Qt.Key.Key_PageDown: -7,
}
"""By how many days a key changes the date."""


class DateEditor(LineEditor):
    """A day, or as much of a date as is known; only whole days have a calendar.

    What is typed may be counted from today (`vandaag`, `+14`, `2 mrt`); once the person is done the whole date stands
    there, with its weekday. Up and down go by a day, with Page by a week; Alt+Down or F4 opens the calendar.
    """

    def __init__(
        self,
        look: Look,
        value_type: ValueType[Any],
        parent: QWidget | None = None,
        *,
        today: Callable[[], date] | None = None,
    ) -> None:
        """Make the editor; without `today` every date is typed in full."""
        whole_days = isinstance(value_type, CalendarDate)
        super().__init__(
            value_type, look.language, example=_DAY_EXAMPLE if whole_days else _PARTIAL_EXAMPLE, parent=parent
        )
        self._look = look
        self._today = today
        self._button = tool_button(look, "calendar-days", _CALENDAR, self._open, keys="Alt+↓", parent=self)
        self._button.setVisible(whole_days)
        self.row.setSpacing(2)
        self.row.addWidget(self._button)
        self.line.installEventFilter(self)

    def read(self) -> object:
        """Return the date that the words mean today."""
        words = self.line.text()
        return self._type.parse(seen_from(self._today(), words) if self._today else words, self._language)

    def show_value(self, value: Any) -> None:
        """Write a whole day with its weekday where days are counted from today, and all else in the usual way."""
        day = value.first_day if isinstance(value, PartialDateValue) and value.day else value
        whole = self._today is not None and isinstance(day, date)
        words = show_weekday(day, self._language) if whole else self._type.show(value, self._language)
        if words != self.line.text():
            self.line.setText(words)
            self.line.setCursorPosition(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that go through the days and open the calendar."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if not self._button.isEnabled() or self._button.isHidden() or self.line.isReadOnly():
            return False
        if key == Qt.Key.Key_F4 or (alt and key == Qt.Key.Key_Down):
            self._open()
            return True
        if key in _STEPS and not alt:
            self._go_by(_STEPS[Qt.Key(key)])
            return True
        return False

    def _go_by(self, days: int) -> None:
        shown = self._day()
        if shown is None:
            shown, days = (self._today() if self._today and not self.line.text().strip() else None), 0
        if shown is not None:
            self.show_value(shown + timedelta(days=days))
            self.edited.emit()

    def set_locked(self, *, locked: bool) -> None:
        """No calendar either."""
        super().set_locked(locked=locked)
        self._button.setEnabled(not locked)

    def name_calendar(self, label: str) -> None:
        """Tell which date the calendar is for."""
        self._button.setAccessibleName(f"{self._look.say(_CALENDAR)}: {label}")

    def _open(self) -> None:
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.setFrameShape(QFrame.Shape.StyledPanel)
        calendar = month_calendar(self._look, self._button.accessibleName(), popup)
        shown = self._day()
        if shown is None and self._today is not None:
            shown = self._today()
        if shown is not None:
            calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        column = QVBoxLayout(popup)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(calendar)

        def chosen(day: QDate) -> None:
            popup.close()
            self.line.setFocus()
            self.show_value(date(day.year(), day.month(), day.day()))
            self.edited.emit()
            self.left.emit()

        calendar.activated.connect(chosen)
        calendar.clicked.connect(chosen)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()
        calendar.setFocus()

    def _day(self) -> date | None:
        try:
            found = self.read()
        except ValueProblem:
            return None
        if isinstance(found, PartialDateValue):
            return found.first_day
        return found if isinstance(found, date) else None
