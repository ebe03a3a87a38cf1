"""Renders the pages of the window to PNG, in both languages and themes, from a fictional portfolio.

    python packaging/screenshots.py OUT [--vault VAULT --passphrase-file FILE | --empty]
        [--size 1280x720] [--text 200] [--language nl] [--theme light] [--only record-activity]

Without a vault one is invented, or with `--empty` one without records. The pictures are taken of a copy. What is left
out (size, language, theme) is done in every way. Runs without a display; `QT_SCALE_FACTOR` makes finer pictures.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from portfolio_app.bootstrap import make_application
from portfolio_app.common.clock import Clock, FixedClock
from portfolio_app.common.text import LANGUAGES, Language
from portfolio_app.ui.assessing.sheet import ScoringSheet
from portfolio_app.ui.records.kind_view import KindView
from portfolio_app.ui.records.rendering import EvidenceViewer
from portfolio_app.ui.settings import TEXT_SIZES, Keeper, Settings
from portfolio_app.ui.start.unlock import UnlockStep
from portfolio_app.ui.window import MainWindow
from tour import Stop, arrive, leave, open_stops, shown, start_stops
from tour_seldom import seldom_start_stops, seldom_stops

SIZES = ("1280x720", "1920x1080")
THEMES = ("light", "dark")
PATIENCE_S = 60


@dataclass(frozen=True, slots=True)
class Way:
    """One way of showing everything."""

    size: str
    language: Language
    theme: str

    def file_name(self, name: str) -> str:
        """Return what the picture of `name` is called."""
        return f"{name}-{self.language}-{self.theme}-{self.size}.png"


@dataclass(frozen=True, slots=True)
class Studio:
    """What every picture is taken with."""

    application: QApplication
    clock: Clock
    vault: Path
    passphrase: str
    scratch: Path
    out: Path
    only: frozenset[str]
    text_size: int


def main() -> int:
    """Render what is asked for and return the exit code."""
    given = _arguments()
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        scratch = Path(made)
        clock = FixedClock.on(date.fromisoformat(given.on))
        vault, passphrase = given.vault, ""
        if vault is None:
            vault, passphrase = _empty(scratch, clock) if given.empty else _invented(scratch, clock)
        else:
            passphrase = given.passphrase_file.read_text().strip()
        only = frozenset(given.only or ())
        studio = Studio(make_application(), clock, vault, passphrase, scratch, given.out, only, given.text)
        for size in given.size or SIZES:
            for language in given.language or LANGUAGES:
                for theme in given.theme or THEMES:
                    _render(studio, Way(size, language, theme))
    return 0


def _render(studio: Studio, way: Way) -> None:
    application = studio.application
    home = studio.scratch / way.file_name("home")
    keeper = Keeper(home / "config", home / "state")
    keeper.set(Settings(language=way.language, theme=way.theme, text_size=studio.text_size, lock_after=0))
    vault = home / studio.vault.name
    shutil.copytree(studio.vault, vault)
    window = MainWindow(keeper, studio.clock, home / "vaults")
    width, height = (int(part) for part in way.size.split("x"))
    window.resize(width, height)
    window.show()

    def keep(name: str) -> None:
        _settle(application, window)
        path = studio.out / way.file_name(name)
        shown(window).grab().save(str(path))
        print(path)

    def walk(stops: Iterator[Stop]) -> None:
        for stop in stops:
            if studio.only and stop.name not in studio.only:
                continue
            arrive(stop, lambda: _settle(application, window))
            keep(stop.name)
            leave(window)

    walk(start_stops(window, vault))
    walk(seldom_start_stops(window, vault, home / "files"))
    window.show_unlock(vault)
    step = window.start.step if window.start else None
    if not isinstance(step, UnlockStep):
        raise SystemExit("the window did not ask for a passphrase")
    step.secret.line.setText(studio.passphrase)
    step.button.click()
    _wait(application, lambda: window.workspace is not None and window.workspace.session.is_loaded)
    walk(open_stops(window))
    walk(seldom_stops(window, home / "files"))
    window.close()
    _wait(application, lambda: not window.isVisible())
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # before the next, or the end: threads end with it


def _settle(application: QApplication, window: MainWindow) -> None:
    """Wait until nothing is under way and everything is painted."""
    for _ in range(4):
        _wait(application, lambda: window.tasks.idle)
        end = time.monotonic() + 0.12
        while time.monotonic() < end:
            application.processEvents()
    views = window.findChildren(KindView)
    _wait(application, lambda: window.tasks.idle and all(view.is_settled for view in views))
    viewers = window.findChildren(EvidenceViewer)
    _wait(application, lambda: all(viewer.idle for viewer in viewers))
    sheets = window.findChildren(ScoringSheet)
    _wait(application, lambda: all(sheet.is_ready for sheet in sheets))
    application.processEvents()


def _wait(application: QApplication, until: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not until():
        if time.monotonic() > end:
            raise SystemExit("the window did not get ready")
        application.processEvents()
        time.sleep(0.002)


def _invented(scratch: Path, clock: FixedClock) -> tuple[Path, str]:
    from portfolio_app.services.samples import DEMO_PASSPHRASE, make_demo

    demo = make_demo(scratch / "demo", seed=1, clock=clock, today=clock.today())
    return demo.vault, DEMO_PASSPHRASE


def _empty(scratch: Path, clock: FixedClock) -> tuple[Path, str]:
    from portfolio_app.services.opening import create_portfolio
    from portfolio_app.services.samples import DEMO_PASSPHRASE

    vault = scratch / "portfolio.vakdossier"
    create_portfolio(vault, DEMO_PASSPHRASE, clock=clock).portfolio.close()
    return vault, DEMO_PASSPHRASE


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--vault", type=Path)
    parser.add_argument("--passphrase-file", type=Path)
    parser.add_argument("--empty", action="store_true", help="invent a portfolio without records")
    parser.add_argument("--text", type=int, default=100, choices=TEXT_SIZES, help="size of the text, in per cent")
    parser.add_argument("--size", action="append", choices=SIZES)
    parser.add_argument("--language", action="append", choices=LANGUAGES)
    parser.add_argument("--theme", action="append", choices=THEMES)
    parser.add_argument("--only", action="append", help="the name of a place, of all that `tour.py` knows")
    parser.add_argument("--on", default="2026-06-15", help="the day on which the window is shown")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
