"""A month to choose a day from, in our colours: Qt's own paints dark words on a dark bar, and its weekends red."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QDate, QLocale, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget

from portfolio_app.common.text import Text
from portfolio_app.ui.look import Look

_EARLIER: Final = Text("Vorige maand", "Previous month")
_LATER: Final = Text("Volgende maand", "Next month")
_WEEKEND: Final = (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)
_LEAST: Final = QSize(330, 250)


class _Month(QCalendarWidget):
    """Paints the days of the month as text, and those around it quietly."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def paintCell(self, painter: QPainter, rect: QRect, date: QDate) -> None:
        """Paint one day; the chosen one as Qt does."""
        if date == self.selectedDate() or not self.minimumDate() <= date <= self.maximumDate():
            super().paintCell(painter, rect, date)
            return
        of_month = (date.year(), date.month()) == (self.yearShown(), self.monthShown())
        painter.setPen(QColor(self._look.tones.ink if of_month else self._look.tones.quiet))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(date.day()))


def month_calendar(look: Look, name: str, parent: QWidget) -> QCalendarWidget:
    """Return a calendar that begins its weeks on Monday and numbers them; `name` is what a screen reader says."""
    calendar = _Month(look, parent)
    calendar.setAccessibleName(name)
    calendar.setLocale(QLocale("nl_NL" if look.language == "nl" else "en_GB"))
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setGridVisible(False)
    calendar.setMinimumSize(QSize(look.wide(_LEAST.width()), look.wide(_LEAST.height())))
    quiet = QTextCharFormat()
    quiet.setForeground(QColor(look.tones.quiet))
    calendar.setHeaderTextFormat(quiet)
    for day in _WEEKEND:  # as the other days above their columns; the days themselves are painted below
        calendar.setWeekdayTextFormat(day, quiet)
    for button in calendar.findChildren(QToolButton):
        ways = {"qt_calendar_prevmonth": ("chevron-left", _EARLIER), "qt_calendar_nextmonth": ("chevron-right", _LATER)}
        way = ways.get(button.objectName())
        if way is not None:
            button.setIcon(look.icon(way[0]))
            button.setAccessibleName(look.say(way[1]))
            button.setToolTip(look.say(way[1]))
    return calendar
