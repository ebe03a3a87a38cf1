"""Makes what the stores take, from `store/listing.py`: texts for each, and pictures of the window in both languages.

    python packaging/store_listing.py [--texts]

Runs without a display. What the software centres of Linux take goes to packaging/store/linux, what the Microsoft Store
takes to packaging/store/listing, a folder that Partner Center imports whole. With `--texts` the pictures stay as they
are.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import Final

from PIL import Image

from portfolio_app.common.text import LANGUAGES
from shots import Wanted, shown_portfolio, take_shots
from store.listing import LISTING, Listing
from store.microsoft import ICON, ICON_SIZE, table
from store.software_centre import desktop_entry, entry_name, metainfo, metainfo_name

FOLDER: Final = Path(__file__).resolve().parent / "store"
LINUX: Final = "linux"
MICROSOFT: Final = "listing"
_SIZE: Final = "1920x1080"
_DESKTOP_ICON_SIZE: Final = 256
_COLOURS: Final = 256
"""Of a picture: the window is flat, and a picture of so few is a third of the size."""


def main() -> int:
    """Make what was asked for and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", action="store_true", help="make no pictures")
    given = parser.parse_args()
    for name, words in texts(LISTING).items():
        _at(name).write_text(words, encoding="utf-8", newline="")
    if not given.texts:
        _paint_icons(LISTING)
        _take_pictures(LISTING)
    return 0


def texts(listing: Listing) -> dict[str, str]:
    """Return all texts by the file that they stand in, below `FOLDER`."""
    return {
        f"{LINUX}/{metainfo_name(listing)}": metainfo(listing),
        f"{LINUX}/{entry_name(listing)}": desktop_entry(listing),
        f"{MICROSOFT}/listing.csv": table(listing, MICROSOFT),
    }


def pictures(listing: Listing) -> dict[str, tuple[int, int]]:
    """Return how large each picture is, in pixels, by the file that it stands in, below `FOLDER`."""
    width, height = (int(part) for part in _SIZE.split("x"))
    return {
        f"{LINUX}/{listing.command}.png": (_DESKTOP_ICON_SIZE, _DESKTOP_ICON_SIZE),
        f"{MICROSOFT}/{ICON}": (ICON_SIZE, ICON_SIZE),
        **{f"{MICROSOFT}/{shot.file(each)}": (width, height) for shot in listing.shots for each in LANGUAGES},
    }


def _at(name: str) -> Path:
    path = FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _paint_icons(listing: Listing) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from portfolio_app.bootstrap import make_application
    from portfolio_app.ui.emblem import paint_emblem

    application = make_application()
    for name in (f"{LINUX}/{listing.command}.png", f"{MICROSOFT}/{ICON}"):
        paint_emblem(pictures(listing)[name][0]).save(str(_at(name)))
    application.shutdown()


def _take_pictures(listing: Listing) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        named = {
            Wanted(shot.place, language, shot.theme): shot.file(language)
            for shot in listing.shots
            for language in LANGUAGES
        }
        taken = take_shots(shown_portfolio(folder), named, _SIZE, folder / "shots")
        for wanted, path in taken.items():
            with Image.open(path) as picture:
                few = picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
            few.save(_at(f"{MICROSOFT}/{named[wanted]}"), optimize=True)


if __name__ == "__main__":
    sys.exit(main())
