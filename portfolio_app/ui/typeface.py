"""The bundled typeface of the window, the same as that of the documents."""

from __future__ import annotations

import logging
from functools import cache
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

from portfolio_app.common.resources import MissingPartError, resource

FAMILY: Final = "Source Sans 3"

_FIRST_CUTS: Final = ("SourceSans3-Regular.ttf", "SourceSans3-Semibold.ttf")
_LEAST_POINTS: Final = 11.0
_LARGER_THAN_SYSTEM: Final = 1.12
"""Its small letters are lower than those of the system's typefaces, so the same size would read smaller."""

_log = logging.getLogger(__name__)


def window_font(size: int = 100) -> QFont:
    """Return the bundled typeface at `size` per cent of what the system is set to.

    A build that lacks the fonts falls back on the system's own: nobody is kept from their work by a typeface.
    """
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    points = max(_LEAST_POINTS, system.pointSizeF() * _LARGER_THAN_SYSTEM) * size / 100
    if not all(_load(name) for name in _FIRST_CUTS):
        system.setPointSizeF(points)
        return system
    font = QFont(FAMILY)
    font.setPointSizeF(points)
    return font


def scaled(font: QFont, factor: float, *, strong: bool = False) -> QFont:
    """Return a copy of `font` that is `factor` times as large; semibold when `strong`."""
    copy = QFont(font)
    copy.setPointSizeF(font.pointSizeF() * factor)
    copy.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return copy


@cache
def _load(name: str) -> bool:
    try:
        path = resource("fonts", name)
    except MissingPartError as error:
        _log.warning("a font is missing: %s", error)
        return False
    return QFontDatabase.addApplicationFont(str(path)) >= 0
