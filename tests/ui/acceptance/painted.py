"""What is really painted: every piece of text with its colour and its ground, whoever painted it.

A palette and a style sheet tell what was meant. Here the window is painted once as a drawing, which keeps each piece of
text with the pen that wrote it, and once as a picture, which tells what it stands on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple
from xml.etree import ElementTree as ET

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QTransform
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from portfolio_app.ui.theme import contrast
from portfolio_app.ui.widgets.drop_hint import DropHint

LEAST_CONTRAST: Final = 4.5
"""Of text with its ground (WCAG 2.2, success criterion 1.4.3)."""

_SVG: Final = "{http://www.w3.org/2000/svg}"
_NUMBER: Final = re.compile(r"-?[\d.]+(?:e-?\d+)?")
_NEAR: Final = 60
"""How far a colour may be from another and still be the same, where the edges of letters are softened."""


class Words(NamedTuple):
    """A piece of text as it was painted: what it says, in which colour, and where."""

    text: str
    colour: QColor
    place: QRect


def faint(top: QWidget) -> Iterator[str]:
    """Yield text that stands out too little from what it is painted on."""
    picture = top.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    scale = picture.devicePixelRatio()
    veils = [each for each in top.findChildren(DropHint) if each.isVisible()]
    # What is selected is written twice: first in its own colour, and over that in the colour of what is selected.
    for words in {(each.text, each.place.getRect()): each for each in painted_words(top)}.values():
        if any(_veiled(words, each, top) for each in veils):
            continue  # it steps back on purpose, for as long as something is dragged over it
        colours = _colours(picture, QRectF(words.place), scale)
        if not colours or not any(_is_near(QColor(each), words.colour) for each in colours):
            continue  # it lies beneath something else, or beyond the edge of what scrolls
        ground = QColor(colours.most_common(1)[0][0])
        found = contrast(words.colour.name(), ground.name())
        if found < LEAST_CONTRAST:
            yield f"“{words.text[:40]}” {words.colour.name()} on {ground.name()}: {found:.1f}"


def _veiled(words: Words, veil: DropHint, top: QWidget) -> bool:
    """Tell whether words stand under what is said of dropping, and are not a part of that."""
    covers = QRect(veil.mapTo(top, QPoint(0, 0)), veil.size())
    return covers.contains(words.place.center()) and words.text.strip() not in veil.words


def painted_words(top: QWidget) -> Iterator[Words]:
    """Yield every piece of text that painting `top` writes."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawing = QSvgGenerator()
    drawing.setOutputDevice(buffer)
    drawing.setSize(top.size())
    drawing.setViewBox(top.rect())
    drawing.setResolution(top.logicalDpiX())
    top.render(drawing, QPoint(0, 0))
    yield from _read(ET.fromstring(bytes(buffer.data().data())), QTransform())  # noqa: S314 - our own drawing


def _read(part: ET.Element, around: QTransform) -> Iterator[Words]:
    moved = part.get("transform", "")
    if moved.startswith("matrix"):
        around = QTransform(*(float(each) for each in _NUMBER.findall(moved))) * around
    if part.tag == f"{_SVG}text" and part.text and part.text.strip():
        yield _words(part, part.text, around)
    for each in part:
        yield from _read(each, around)


def _words(part: ET.Element, text: str, around: QTransform) -> Words:
    colour = QColor(part.get("fill", "#000000"))
    font = QFont(part.get("font-family", "").strip("'"))
    font.setPixelSize(max(1, round(float(part.get("font-size", "12")))))
    metrics = QFontMetricsF(font)
    left, baseline = float(part.get("x", "0")), float(part.get("y", "0"))
    place = QRectF(left, baseline - metrics.ascent(), metrics.horizontalAdvance(text), metrics.height())
    return Words(text.strip(), colour, around.mapRect(place).toAlignedRect())


def _colours(picture: QImage, place: QRectF, scale: float) -> Counter[int]:
    """Return how often each colour occurs in a place of the picture."""
    there = QRectF(place.topLeft() * scale, place.size() * scale).toAlignedRect().intersected(picture.rect())
    if there.isEmpty():
        return Counter()
    part = picture.copy(there)  # kept: its bits go with it
    return Counter(memoryview(part.constBits()).cast("I"))


def _is_near(one: QColor, other: QColor) -> bool:
    apart = (one.red() - other.red(), one.green() - other.green(), one.blue() - other.blue())
    return max(abs(each) for each in apart) <= _NEAR
