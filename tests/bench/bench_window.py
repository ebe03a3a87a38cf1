"""Start of the window, held against an empty `QMainWindow` in the same run.

Both are started as processes of their own, by turns; what counts is the median of the time from the start of the
process to the first paint (of the start page) and to a usable overview (of a vault with 20,000 records).
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

pytestmark = pytest.mark.bench

ROUNDS = 9
RECORDS = 20_000
PASSPHRASE = "vier woorden zonder verband"
FIRST_PAINT_BAR = 1.3
OVERVIEW_BAR = 2.0

EMPTY = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        done()
window = Window()
window.resize(1280, 720)
window.show()
app.exec()
"""

START_PAGE = """
from pathlib import Path
from portfolio_app.bootstrap import make_application
from portfolio_app.common.clock import SystemClock
from portfolio_app.ui.settings import Keeper
from portfolio_app.ui.window import MainWindow
app = make_application()
class Window(MainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        done()
window = Window(Keeper(Path(folder) / "config", Path(folder) / "state"), SystemClock(), Path(folder))
window.show()
app.exec()
"""

OVERVIEW = """
from pathlib import Path
from PySide6.QtCore import QTimer
from portfolio_app.bootstrap import make_application
from portfolio_app.common.clock import SystemClock
from portfolio_app.ui.settings import Keeper
from portfolio_app.ui.window import MainWindow
app = make_application()
window = MainWindow(Keeper(Path(folder) / "config", Path(folder) / "state"), SystemClock(), Path(folder))
window.show()
window.show_unlock(Path(folder) / "groot.vakdossier")
app.processEvents()
window.start.step.secret.line.setText(passphrase)
window.start.step.button.click()
def look():
    from portfolio_app.ui.widgets.step import StepButton
    if window.workspace is not None and window.workspace.findChildren(StepButton):
        window.repaint()
        done()
timer = QTimer()
timer.timeout.connect(look)
timer.start(2)
app.exec()
"""

FRAME = """
import time, sys, os
begun = float(sys.argv[1])
folder, passphrase = sys.argv[2], sys.argv[3]
def done():
    print(time.time() - begun, flush=True)
    os._exit(0)
"""


def seconds(script: str, folder: Path) -> float:
    """Return how long `script` took from the start of its process until it called `done`."""
    import time

    ended = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(FRAME) + script, str(time.time()), str(folder), PASSPHRASE],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""},
    )
    return float(ended.stdout.split()[-1])


def medians(folder: Path, *scripts: str) -> list[float]:
    """Return the median of each script, run by turns so that a noisy moment strikes all alike."""
    for script in scripts:
        seconds(script, folder)  # warm the caches
    rounds = [[seconds(script, folder) for script in scripts] for _ in range(ROUNDS)]
    return [statistics.median(column) for column in zip(*rounds, strict=True)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from datetime import date

    from portfolio_app.common.clock import SystemClock
    from portfolio_app.services.samples import make_sample

    made = tmp_path_factory.mktemp("window")
    make_sample(
        made / "groot.vakdossier",
        PASSPHRASE,
        records=RECORDS,
        evidence=0,
        seed=1,
        clock=SystemClock(),
        today=date(2026, 6, 15),
    )
    return made


def test_first_paint(tmp_path: Path) -> None:
    empty, start_page = medians(tmp_path, EMPTY, START_PAGE)
    print(f"\nempty window {empty:.3f} s, start page {start_page:.3f} s: {start_page / empty:.2f} ×")
    assert start_page <= FIRST_PAINT_BAR * empty


def test_usable_overview(folder: Path) -> None:
    empty, overview = medians(folder, EMPTY, OVERVIEW)
    print(f"\nempty window {empty:.3f} s, overview of {RECORDS} records {overview:.3f} s: {overview / empty:.2f} ×")
    assert overview <= OVERVIEW_BAR * empty
