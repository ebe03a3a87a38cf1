"""The emblem of the program: what the taskbar and the edge of the window show."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from portfolio_app.ui.icons import MARK, paint_icon
from portfolio_app.ui.theme import LIGHT

_SIZES: Final = (16, 24, 32, 48, 64, 128, 256)
_MARK_SHARE: Final = 0.7
_ROUNDING: Final = 0.22


def paint_emblem(size: int) -> QPixmap:
    """Return the mark on a tile in the accent colour, `size` pixels square; the ground around the tile is clear."""
    pixmap = QPixmap(size, size)
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(LIGHT.accent))
    painter.setBrush(QColor(LIGHT.accent))
    painter.drawRoundedRect(QRectF(0.5, 0.5, size - 1, size - 1), size * _ROUNDING, size * _ROUNDING)
    mark = round(size * _MARK_SHARE / 2) * 2
    edge = (size - mark) / 2
    painter.drawPixmap(QPointF(edge, edge), paint_icon(MARK, LIGHT.on_accent, mark))
    painter.end()
    return pixmap


def emblem() -> QIcon:
    """Return the emblem in every size that a system asks for."""
    icon = QIcon()
    for size in _SIZES:
        icon.addPixmap(paint_emblem(size))
    return icon
