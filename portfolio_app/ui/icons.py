"""The icons (Lucide, see `resources/icons/LICENSE.txt`), painted in the colours of the theme."""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from portfolio_app.common.resources import resource

_SCALES: Final = (1, 2)
"""For screens of 100 and 200 %; Qt takes the nearest for what lies between."""


def paint_icon(name: str, colour: str, size: int, scale: float = 1, *, space: int = 0) -> QPixmap:
    """Return the icon `name` in `colour`, `size` pixels square on a screen of 100 %, `space` empty pixels behind it.

    Raises:
        MissingPartError: there is no such icon.
    """
    pixmap = QPixmap(round((size + space) * scale), round(size * scale))
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(_drawing(name).replace(b"currentColor", colour.encode()))).render(
        painter, QRectF(0, 0, size, size)
    )
    painter.end()
    return pixmap


class IconSet:
    """Makes icons and keeps them; one for each theme."""

    def __init__(self, ink: str, disabled: str) -> None:
        """Take the usual colour and that of what cannot be pressed."""
        self._ink = ink
        self._disabled = disabled
        self._made: dict[tuple[str, str, int, int], QIcon] = {}

    def icon(self, name: str, colour: str = "", size: int = 18, *, space: int = 0) -> QIcon:
        """Return the icon `name` in `colour`, or in the usual colour; `space` keeps words beside it at a distance."""
        key = (name, colour or self._ink, size, space)
        if key not in self._made:
            made = QIcon()
            for scale in _SCALES:
                made.addPixmap(paint_icon(name, key[1], size, scale, space=space))
                made.addPixmap(paint_icon(name, self._disabled, size, scale, space=space), QIcon.Mode.Disabled)
            self._made[key] = made
        return self._made[key]


@cache
def _drawing(name: str) -> bytes:
    return resource("icons", f"{name}.svg").read_bytes()
