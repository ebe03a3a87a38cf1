"""Start of the window, held against an empty `QMainWindow` in the same run.

All are started as processes of their own, by turns, ours as `__main__` starts; what counts is the median of the time
from the start of the process until all of the start page or the lock screen stands painted, and until a usable overview
of a vault with 20,000 records whose key comes from a file. Usable is an overview whose words are painted and whose
lines can be pressed: that of last time, which says so, until that of now is there; how long that takes is told too.
Memory is the most that the process took by then.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import textwrap
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from portfolio_app.common.clock import SystemClock
from portfolio_app.services.overview import make_board
from portfolio_app.services.places import APPLICATION
from portfolio_app.services.samples import make_sample
from portfolio_app.services.unlocking import unlock
from portfolio_app.storage.secret import Secret
from portfolio_app.ui.settings import Keeper, Memory

pytestmark = pytest.mark.bench

ROUNDS = 9
RECORDS = 20_000
PASSPHRASE = "vier woorden zonder verband"
FIRST_PAINT_BAR = 1.3
OVERVIEW_BAR = 2.0
MEMORY_BAR = 2.0

EMPTY = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, done)
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
"""

LEAN = """
from pathlib import Path
from portfolio_app.ui.starting import start_lean
start_lean()
from portfolio_app import bootstrap
"""
"""As `__main__` begins."""

START_PAGE = f"""
{LEAN}
from portfolio_app.ui.first_paint import FirstPaint
def watch(watcher, window, build=FirstPaint.__init__):
    build(watcher, window)
    watcher.done.connect(done)
FirstPaint.__init__ = watch
bootstrap.run_window()
"""

OVERVIEW = f"""
{LEAN}
from portfolio_app.ui import window as windows
def watch(window, *given, build=windows.MainWindow.__init__):
    build(window, *given)
    if not OF_NOW:
        from portfolio_app.ui.widgets.step import StepButton
        def painted(button, event, paint=StepButton.paintEvent):
            paint(button, event)
            bootstrap.QTimer.singleShot(0, done)
        StepButton.paintEvent = painted
        return
    def look():
        if window.workspace is not None and window.workspace.board.is_of_now:
            window.repaint()
            done()
    window.timer = bootstrap.QTimer()
    window.timer.timeout.connect(look)
    window.timer.start(2)
windows.MainWindow.__init__ = watch
bootstrap.run_window(Path(folder) / "groot.vakdossier", unlock_key=(Path(folder) / "key").read_bytes())
"""

FRAME = """
import time, sys, os
begun = float(sys.argv[1])
folder = sys.argv[2]
def done():
    spent = time.time() - begun
    highest = [line for line in open("/proc/self/status") if line.startswith("VmHWM")]
    print(spent, time.process_time(), int(highest[0].split()[1]) / 1024, flush=True)
    os._exit(0)
"""


@dataclass(frozen=True)
class Figures:
    """What one run took: seconds, seconds of the processor, and MiB at the most."""

    seconds: float
    processor: float
    memory: float

    def against(self, other: Figures) -> str:
        """Return each figure as a multiple of the other's."""
        return (
            f"{self.seconds:.3f} s: {self.seconds / other.seconds:.2f} × (of the processor "
            f"{self.processor:.3f} s: {self.processor / other.processor:.2f} ×), "
            f"{self.memory:.0f} MiB: {self.memory / other.memory:.2f} ×"
        )


def home_in(folder: Path) -> dict[str, str]:
    """Return what makes `folder` the home of a user, so that the program starts as it does for a person."""
    kinds = ("CONFIG", "STATE", "DATA", "CACHE")
    return {"HOME": str(folder), **{f"XDG_{kind}_HOME": str(folder / kind.lower()) for kind in kinds}}


def figures(script: str, folder: Path) -> Figures:
    """Return what `script` took from the start of its process until it called `done`."""
    ended = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(FRAME) + script, str(time.time()), str(folder)],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        env={**os.environ, **home_in(folder), "PYTHONDONTWRITEBYTECODE": ""},
    )
    seconds, processor, memory = map(float, ended.stdout.split()[-3:])
    return Figures(seconds, processor, memory)


def medians(folder: Path, *scripts: str) -> list[Figures]:
    """Return the medians of each script, run by turns so that a noisy moment strikes all alike."""
    for script in scripts:
        figures(script, folder)  # warm the caches
    rounds = [[figures(script, folder) for script in scripts] for _ in range(ROUNDS)]
    return [
        Figures(*(statistics.median(getattr(each, name) for each in column) for name in Figures.__dataclass_fields__))
        for column in zip(*rounds, strict=True)
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault of which the overview was made once, as any that was open before, and its key in a file."""
    made = tmp_path_factory.mktemp("window")
    vault = made / "groot.vakdossier"
    clock = SystemClock()
    make_sample(vault, PASSPHRASE, records=RECORDS, evidence=0, seed=1, clock=clock, today=date(2026, 6, 15))
    unlocked = unlock(vault, Secret(passphrase=PASSPHRASE), clock)
    with unlocked.portfolio as portfolio:
        make_board(portfolio, clock.today())
        portfolio.vault.new_unlock_key((made / "key").write_bytes)
    return made


def test_first_paint(tmp_path: Path) -> None:
    empty, start_page = medians(tmp_path, EMPTY, START_PAGE)
    print(f"\nempty window {empty.seconds:.3f} s; start page {start_page.against(empty)}")
    assert start_page.seconds <= FIRST_PAINT_BAR * empty.seconds


def test_lock_screen(tmp_path: Path) -> None:
    vault = tmp_path / "proef.vakdossier"
    vault.mkdir()
    places = tmp_path / "state" / APPLICATION
    Keeper(tmp_path / "config" / APPLICATION, places).remember(Memory(vaults=(str(vault),)))
    empty, lock_screen = medians(tmp_path, EMPTY, START_PAGE)
    print(f"\nempty window {empty.seconds:.3f} s; lock screen {lock_screen.against(empty)}")
    assert lock_screen.seconds <= FIRST_PAINT_BAR * empty.seconds


def test_usable_overview(folder: Path) -> None:
    empty, kept, of_now = medians(folder, EMPTY, f"OF_NOW = False\n{OVERVIEW}", f"OF_NOW = True\n{OVERVIEW}")
    print(f"\nempty window {empty.seconds:.3f} s, {empty.memory:.0f} MiB; overview of {RECORDS} records")
    print(f"of last time {kept.against(empty)}\nof now {of_now.against(empty)}")
    assert kept.seconds <= OVERVIEW_BAR * empty.seconds
    assert kept.memory <= MEMORY_BAR * empty.memory
