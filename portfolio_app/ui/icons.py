"""The icons (Lucide, see `resources/icons/LICENSE.txt`), painted in the colours of the theme."""

from __future__ import annotations

from functools import cache
from math import floor

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
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

    def __init__(self, ink: str, scales: frozenset[float] = frozenset()) -> None:
        """Take the usual colour, and the scales of the screens: at each of them all icons are sharp."""
        self._ink = ink
        self._scales = sorted(scales | {1.0})
        self._made: dict[tuple[str, str, int, int, str], QIcon] = {}
        self._painted: dict[tuple[str, str, int, float], QPixmap] = {}

    def pixmap(self, name: str, colour: str, size: int, scale: float) -> QPixmap:
        """Return the icon `name` as a picture; see `paint_icon`."""
        key = (name, colour, size, scale)
        if key not in self._painted:
            self._painted[key] = paint_icon(name, colour, size, scale)
        return self._painted[key]

    def icon(self, name: str, colour: str = "", size: int = 18, *, space: int = 0, pale: str = "") -> QIcon:
        """Return the icon `name` in `colour`, or in the usual colour.

        Args:
            name: which.
            colour: as `#rrggbb`.
            size: on a screen of 100 %.
            space: keeps words beside it at a distance.
            pale: its colour on what cannot be pressed, where that which Qt makes itself would not be seen.
        """
        key = (name, colour or self._ink, size, space, pale)
        if key not in self._made:
            made = QIcon()
            for scale in self._scales:
                made.addPixmap(paint_icon(name, key[1], size, scale, space=space))
                if pale:
                    made.addPixmap(paint_icon(name, pale, size, scale, space=space), QIcon.Mode.Disabled)
            self._made[key] = made
        return self._made[key]


def _pixels(length: float) -> int:
    """Round as Qt does, half a pixel up: a picture of another size than it asks for is scaled, and blurred by that."""
    return floor(length + 0.5)


@cache
def _drawing(name: str) -> bytes:
    return resource("icons", f"{name}.svg").read_bytes()
