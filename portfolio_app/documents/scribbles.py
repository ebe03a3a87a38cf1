"""Signatures of nobody, drawn as strokes of a pen."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


class Scribble:
    """A row of signatures, each another one; the same words always give the same row."""

    def __init__(self, words: str) -> None:
        self._chance = random.Random(words)  # noqa: S311 - it moves a pen, it guards nothing

    def sign(self, canvas: Canvas, left: float, base: float, width: float) -> None:
        """Draw the next signature from `left` on the line `base`, about `width` points wide."""
        chance = self._chance
        canvas.saveState()
        canvas.setStrokeColorRGB(0.1, 0.14, 0.42)
        canvas.setLineWidth(1.1)
        pen = canvas.beginPath()
        strokes = chance.randrange(4, 7)
        x, y = left, base + chance.uniform(2, 10)
        pen.moveTo(x, y)
        for _ in range(strokes):
            step = width / strokes
            pen.curveTo(
                x + step * 0.2,
                base + chance.uniform(10, 30),
                x + step * chance.uniform(0.5, 1.3),
                base + chance.uniform(-8, 4),
                x + step,
                base + chance.uniform(0, 14),
            )
            x += step
        pen.curveTo(x + 8, base + 2, x - width * 0.4, base - 6, left + width * 0.2, base - chance.uniform(2, 6))
        canvas.drawPath(pen)
        canvas.restoreState()
