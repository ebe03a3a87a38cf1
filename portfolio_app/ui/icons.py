"""The icons (Lucide, see `resources/icons/LICENSE.txt`), painted in the colours of the theme."""

from __future__ import annotations

from functools import cache
from math import floor

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from portfolio_app.common.resources import resource

MARK = "book-open-check"
"""What stands for the program: in its emblem, and beside its name."""


def paint_icon(name: str, colour: str, size: int, scale: float = 1, *, space: int = 0) -> QPixmap:
    """Return the icon `name` in `colour`, `size` pixels square on a screen of 100 %, `space` empty pixels behind it.

    Raises:
        MissingPartError: there is no such icon.
    """
    pixmap = QPixmap(_pixels((size + space) * scale), _pixels(size * scale))
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(_drawing(name).replace(b"currentColor", colour.encode()))).render(
        painter, QRectF(0, 0, size, size)
    )
    painter.end()
    return pixmap


class IconSet:
    """Makes icons and keeps them; one for each theme."""

    def __init__(self, ink: str) -> None:
        """Take the usual colour; Qt itself pales the icon of what cannot be pressed."""
        self._ink = ink
        self._made: dict[tuple[str, str, int, int], QIcon] = {}
        self._painted: dict[tuple[str, str, int, float], QPixmap] = {}

    def pixmap(self, name: str, colour: str, size: int, scale: float) -> QPixmap:
        """Return the icon `name` as a picture; see `paint_icon`."""
        key = (name, colour, size, scale)
        if key not in self._painted:
            self._painted[key] = paint_icon(name, colour, size, scale)
        return self._painted[key]

    def icon(self, name: str, colour: str = "", size: int = 18, *, space: int = 0) -> QIcon:
        """Return the icon `name` in `colour`, or in the usual colour; `space` keeps words beside it at a distance."""
        key = (name, colour or self._ink, size, space)
        if key not in self._made:
            made = QIcon(paint_icon(name, key[1], size, space=space))
            for scale in _finer_screens():
                made.addPixmap(paint_icon(name, key[1], size, scale, space=space))
            self._made[key] = made
        return self._made[key]


def _finer_screens() -> list[float]:
    """Return the scales of the screens that are finer than 100 %: each gets a picture of its own, so all are sharp."""
    return sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()} - {1.0})


def _pixels(length: float) -> int:
    """Round as Qt does, half a pixel up: a picture of another size than it asks for is scaled, and blurred by that."""
    return floor(length + 0.5)


@cache
def _drawing(name: str) -> bytes:
    return resource("icons", f"{name}.svg").read_bytes()
