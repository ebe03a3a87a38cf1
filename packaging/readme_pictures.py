"""Makes the pictures of the README: pages of the fictional dossier, and the window with the same portfolio.

    python packaging/readme_pictures.py

Runs without a display. The pictures go to docs/pictures, the same for the same day.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import pypdfium2
from PIL import Image

from portfolio_app.common.clock import FixedClock
from portfolio_app.services.samples import DEMO_PASSPHRASE, Demo, make_demo

HERE = Path(__file__).resolve().parent
PICTURES = HERE.parent / "docs" / "pictures"
DAY = date(2026, 11, 22)
DOSSIER_PAGES = (0, 2, 9, 26)
"""Cover, summary, permanent education and competences of the demo's dossier."""
PAGE_WIDTH = 520
GAP = 24
PAPER_EDGE = (214, 218, 222)
BACKGROUND = (238, 241, 244)
WINDOW_SIZE = "1280x720"

SHOWN = {"light": "overview", "dark": "record-activity"}
"""The place of the window that is pictured in each theme, by its name in `tour.py`."""


def main() -> int:
    """Make all pictures and return the exit code."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        demo = make_demo(Path(folder), seed=1, clock=FixedClock.on(DAY), today=DAY)
        _side_by_side(_pages(demo)).save(PICTURES / "dossier.png", optimize=True)
        return _window(demo, Path(folder))


def _pages(demo: Demo) -> list[Image.Image]:
    with pypdfium2.PdfDocument(demo.dossier.path) as pdf:
        return [
            pdf[number].render(scale=PAGE_WIDTH / pdf[number].get_width()).to_pil().convert("RGB")
            for number in DOSSIER_PAGES
        ]


def _side_by_side(pages: list[Image.Image]) -> Image.Image:
    height = max(page.height for page in pages)
    sheet = Image.new("RGB", (len(pages) * (PAGE_WIDTH + GAP) + GAP, height + 2 * GAP), BACKGROUND)
    for number, page in enumerate(pages):
        place = (GAP + number * (PAGE_WIDTH + GAP), GAP)
        sheet.paste(PAPER_EDGE, (place[0] - 1, place[1] - 1, place[0] + page.width + 1, place[1] + page.height + 1))
        sheet.paste(page, place)
    return sheet


def _window(demo: Demo, folder: Path) -> int:
    passphrase = folder / "passphrase"
    passphrase.write_text(DEMO_PASSPHRASE, encoding="utf-8")
    shots = folder / "shots"
    done = subprocess.run(
        [
            sys.executable,
            str(HERE / "screenshots.py"),
            str(shots),
            *("--vault", str(demo.vault), "--passphrase-file", str(passphrase)),
            *("--size", WINDOW_SIZE, "--language", "nl", "--on", DAY.isoformat()),
            *(word for place in SHOWN.values() for word in ("--only", place)),
        ],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=False,
    )
    for theme, page in SHOWN.items():
        (shots / f"{page}-nl-{theme}-{WINDOW_SIZE}.png").replace(PICTURES / f"window-{theme}.png")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
