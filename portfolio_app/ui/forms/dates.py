"""The editor of a date: a line that understands how people write dates, and a calendar beside it."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtWidgets import QCalendarWidget, QFrame, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.domain.values import CalendarDate, PartialDateValue, ValueProblem, ValueType
from portfolio_app.ui.forms.editor import LineEditor
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.buttons import tool_button

_CALENDAR: Final = Text("Kalender", "Calendar")
_DAY_EXAMPLE: Final = Text("bijv. 2-3-2026", "e.g. 2-3-2026")
_PARTIAL_EXAMPLE: Final = Text("bijv. 2019 of maart 2019", "e.g. 2019 or March 2019")


class DateEditor(LineEditor):
    """A day, or as much of a date as is known; only whole days have a calendar."""

    def __init__(self, look: Look, value_type: ValueType[Any], parent: QWidget | None = None) -> None:
        whole_days = isinstance(value_type, CalendarDate)
        super().__init__(
            value_type, look.language, example=_DAY_EXAMPLE if whole_days else _PARTIAL_EXAMPLE, parent=parent
        )
        self._look = look
        self._button = tool_button(look, "calendar-days", _CALENDAR, self._open, parent=self)
        self._button.setVisible(whole_days)
        self.row.setSpacing(2)
        self.row.addWidget(self._button)

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
        calendar = QCalendarWidget(popup)
        calendar.setLocale(QLocale("nl_NL" if self._look.language == "nl" else "en_GB"))
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setGridVisible(False)
        shown = self._day()
        if shown is not None:
            calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        column = QVBoxLayout(popup)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(calendar)

        def chosen(day: QDate) -> None:
            popup.close()
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
