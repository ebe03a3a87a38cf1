"""Showing where the keyboard works, in what Qt itself shows nothing of it."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

_WIDTH = 2
_CORNER = 5


def shows_focus(widget: QWidget) -> bool:
    """Tell whether the keyboard works in a widget and the person uses it."""
    return widget.hasFocus() and widget.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)


def mark(painter: QPainter, place: QRect, colour: str) -> None:
    """Draw the frame that says: the keyboard works here."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colour), _WIDTH))
    painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), _CORNER, _CORNER)


def mark_view(view: QAbstractItemView, colour: str) -> None:
    """Draw it around a list of which no line is the current one."""
    painter = QPainter(view.viewport())
    mark(painter, view.viewport().rect(), colour)
    painter.end()


def mark_current_row(table: QTableView, colour: str) -> None:
    """Draw it around the current row of a table, or around all rows while none is."""
    current = table.currentIndex()
    if not current.isValid():
        mark_view(table, colour)
        return
    row = table.visualRect(current)
    painter = QPainter(table.viewport())
    mark(painter, QRect(0, row.top(), table.viewport().width(), row.height()), colour)
    painter.end()
