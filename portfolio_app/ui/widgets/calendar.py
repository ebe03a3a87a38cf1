"""A month to choose a day from, in our colours: Qt's own paints dark words on a dark bar, and its weekends red."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget

from portfolio_app.common.text import Text
from portfolio_app.ui.look import Look

_EARLIER: Final = Text("Vorige maand", "Previous month")
_LATER: Final = Text("Volgende maand", "Next month")
_WEEKEND: Final = (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)
_LEAST: Final = QSize(330, 250)


def month_calendar(look: Look, name: str, parent: QWidget) -> QCalendarWidget:
    """Return a calendar that begins its weeks on Monday and numbers them; `name` is what a screen reader says."""
    calendar = QCalendarWidget(parent)
    calendar.setAccessibleName(name)
    calendar.setLocale(QLocale("nl_NL" if look.language == "nl" else "en_GB"))
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setGridVisible(False)
    calendar.setMinimumSize(QSize(look.wide(_LEAST.width()), look.wide(_LEAST.height())))
    quiet = QTextCharFormat()
    quiet.setForeground(QColor(look.tones.quiet))
    calendar.setHeaderTextFormat(quiet)
    ordinary = QTextCharFormat()
    ordinary.setForeground(QColor(look.tones.ink))
    for day in _WEEKEND:
        calendar.setWeekdayTextFormat(day, ordinary)
    for button in calendar.findChildren(QToolButton):
        ways = {"qt_calendar_prevmonth": ("chevron-left", _EARLIER), "qt_calendar_nextmonth": ("chevron-right", _LATER)}
        way = ways.get(button.objectName())
        if way is not None:
            button.setIcon(look.icon(way[0]))
            button.setAccessibleName(look.say(way[1]))
            button.setToolTip(look.say(way[1]))
    return calendar
