"""Pictures of the window with the fictional portfolio, for who publishes some of them: the README, the stores."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from portfolio_app.common.clock import FixedClock
from portfolio_app.common.text import Language
from portfolio_app.services.samples import DEMO_PASSPHRASE, Demo, make_demo

DAY: Final = date(2026, 11, 22)
"""On which the pictures are taken: those of one day are the same each time."""

_SCRIPT: Final = Path(__file__).with_name("screenshots.py")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One picture: a place by its name in `tour.py`, a language, and light or dark."""

    place: str
    language: Language
    theme: str


def shown_portfolio(folder: Path) -> Demo:
    """Return the fictional portfolio that is pictured, made in `folder`."""
    return make_demo(folder, seed=1, clock=FixedClock.on(DAY), today=DAY)


def take_shots(demo: Demo, wanted: Iterable[Wanted], size: str, folder: Path) -> dict[Wanted, Path]:
    """Take pictures of `size` pixels, such as 1280x720, and return where each stands in `folder`.

    Raises:
        CalledProcessError: a picture could not be taken; what was wrong was told.
    """
    folder.mkdir(parents=True, exist_ok=True)
    passphrase = folder / "passphrase"
    passphrase.write_text(DEMO_PASSPHRASE, encoding="utf-8")
    pictures = {each: folder / f"{each.place}-{each.language}-{each.theme}-{size}.png" for each in wanted}
    for language, theme in sorted({(each.language, each.theme) for each in pictures}):
        places = [each.place for each in pictures if (each.language, each.theme) == (language, theme)]
        subprocess.run(
            [
                *(sys.executable, str(_SCRIPT), str(folder)),
                *("--vault", str(demo.vault), "--passphrase-file", str(passphrase)),
                *("--size", size, "--language", language, "--theme", theme, "--on", DAY.isoformat()),
                *(word for place in places for word in ("--only", place)),
            ],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            check=True,
        )
    return pictures
