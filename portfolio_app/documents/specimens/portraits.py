"""Portraits of nobody."""

from __future__ import annotations

import io
import random
from collections.abc import Iterable
from typing import Final

from portfolio_app.documents.specimens.papers import Specimen

_BACKGROUNDS: Final = ("#dfe9ec", "#ece4dc", "#e2ebdf", "#e6e2ee")
_CLOTHES: Final = ("#2c5364", "#5b3a4a", "#38573c", "#494270")
_HAIR: Final = ("#3b2a20", "#6d4a2d", "#2a2a2c", "#8a5a34", "#5c5f66")
_SKIN: Final = ("#f0cfb4", "#e2b48f", "#c68e66", "#9c6b48")


def portrait(seed: int) -> Specimen:
    """Return a drawn portrait of nobody, as PNG of 600 by 720 dots."""
    from PIL import Image, ImageDraw

    chance = random.Random(f"portrait {seed}")  # noqa: S311 - it draws a face, it guards nothing
    back, clothes, hair, skin = (chance.choice(shades) for shades in (_BACKGROUNDS, _CLOTHES, _HAIR, _SKIN))
    scale = 2
    sheet = Image.new("RGB", (600 * scale, 720 * scale), back)
    draw = ImageDraw.Draw(sheet)

    def oval(shape: Iterable[int], colour: str) -> None:
        draw.ellipse([scale * value for value in shape], fill=colour)

    oval((60, 40, 540, 520), "#ffffff")
    oval((165, 120, 435, 470), hair)
    draw.rectangle([scale * value for value in (165, 290, 435, 300 + chance.randrange(20, 150))], fill=hair)
    draw.rectangle([scale * value for value in (258, 400, 342, 540)], fill=skin)
    oval((70, 500, 530, 1000), clothes)
    draw.polygon([scale * value for value in (235, 512, 365, 512, 300, 610)], fill=skin)
    oval((195, 165, 405, 450), skin)
    draw.pieslice([scale * value for value in (180, 125, 420, 400)], 180, 360, fill=hair)
    draw.pieslice([scale * value for value in (205, 205, 395, 345)], 180, 360, fill=skin)
    buffer = io.BytesIO()
    sheet.resize((600, 720), Image.Resampling.LANCZOS).save(buffer, "PNG", dpi=(300, 300))
    return Specimen(buffer.getvalue(), "image/png", 1, "")
