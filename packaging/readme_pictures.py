"""Makes the pictures of the README: pages of the fictional dossier, and the window with the same portfolio.

    python packaging/readme_pictures.py

Runs without a display. The pictures go to docs/pictures, the same for the same day.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image

from portfolio_app.services.samples import Demo
from shots import Wanted, shown_portfolio, take_shots

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
DOSSIER_PAGES = (0, 2, 9, 26)
"""Cover, summary, permanent education and competences of the demo's dossier."""
PAGE_WIDTH = 520
GAP = 24
PAPER_EDGE = (214, 218, 222)
BACKGROUND = (238, 241, 244)
WINDOW_SIZE = "1280x720"

SHOWN = (Wanted("overview", "nl", "light"), Wanted("record-activity", "nl", "dark"))


def main() -> int:
    """Make all pictures and return the exit code."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        demo = shown_portfolio(Path(folder))
        _side_by_side(_pages(demo)).save(PICTURES / "dossier.png", optimize=True)
        _take_window(demo, Path(folder))
    return 0


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


def _take_window(demo: Demo, folder: Path) -> None:
    for wanted, picture in take_shots(demo, SHOWN, WINDOW_SIZE, folder / "shots").items():
        picture.replace(PICTURES / f"window-{wanted.theme}.png")


if __name__ == "__main__":
    sys.exit(main())
