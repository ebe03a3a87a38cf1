from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.services.overview import make_board
from portfolio_app.services.unlocking import unlock
from tests.vaults import RIGHT, quick_vault

HEAVY = (
    "PIL",
    "PySide6",
    "argon2",
    "cryptography",
    "docx",
    "fontTools",
    "hypothesis",
    "keyring",
    "lxml",
    "pikepdf",
    "pyhanko",
    "pypdfium2",
    "reportlab",
    "sqlalchemy",
    "sqlcipher3",
    "tqdm",
    "zxcvbn",
)


def loaded_by(statement: str) -> set[str]:
    """Return the packages that stand in memory after a statement in a fresh process."""
    program = f"import sys; {statement}; print('\\n'.join(sorted({{name.split('.')[0] for name in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["portfolio_app.__main__", "portfolio_app.cli.main", "portfolio_app.domain.kinds"])
def test_starting_loads_nothing_heavy(module: str) -> None:
    if importlib.util.find_spec(module) is None:
        pytest.fail(f"{module} is gone; name its successor here")
    assert not loaded_by(f"import {module}") & set(HEAVY)


def test_the_program_opens_no_socket_to_tell_its_version() -> None:
    program = """
import sys
def refuse(event, arguments):
    if event.startswith("socket."):
        raise SystemExit(f"opened: {event}")
sys.addaudithook(refuse)
sys.argv = ["vakdossier", "--help"]
from portfolio_app.__main__ import main
main()
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "opened" not in done.stderr
    assert done.returncode == 0, done.stderr
    assert "demo" in done.stdout


BEFORE_THE_FIRST_PAINT = {
    "portfolio_app": "__main__ bootstrap",
    "portfolio_app.common": "atomic clock errors logging refusals resources text value",
    "portfolio_app.services": "places",
    "portfolio_app.ui": (
        "appearance backroom commands first_paint focus_return icons in_order look menus mistakes qt_words remembering"
        " settings signatures starting style_sheet theme trail typeface window"
    ),
    "portfolio_app.ui.keys": "proof",
    "portfolio_app.ui.start": "attempt flow home page secret unlock",
    "portfolio_app.ui.widgets": "buttons labels layouts notice plain_numbers pressing scrolling sign text_line",
}
"""Each module costs the start a quarter of a millisecond, and what it imports; the rest comes after."""

BEFORE_THE_FIRST_OVERVIEW = {
    "portfolio_app.common": f"closing {BEFORE_THE_FIRST_PAINT['portfolio_app.common']}",
    "portfolio_app.domain": "areas options",
    "portfolio_app.services": "board places reminding unlocking",
    "portfolio_app.storage": (
        "backups driver errors header kept keys lock migrations new_folder recovery_key secret vault"
    ),
    "portfolio_app.storage.backups": "swapping",
    "portfolio_app.ui": (
        "apart backups board destinations file_entrance folding held_up living navigation opening pages rest session"
        f" start tasks waiting warming widgets window_commands workspace emblem"
        f" {BEFORE_THE_FIRST_PAINT['portfolio_app.ui']}"
    ),
    "portfolio_app.ui.backups": "concern",
    "portfolio_app.ui.board": "cards columns source",
    "portfolio_app.ui.pages": "overview",
    "portfolio_app.ui.start": "attempt flow home",
    "portfolio_app.ui.widgets": (
        f"bars layouts rail standing step toast {BEFORE_THE_FIRST_PAINT['portfolio_app.ui.widgets']}"
    ),
}
"""The same where the key is at hand: the overview of last time is painted before the records are loaded."""

SLOW_OF_PYTHON = ("ast", "dataclasses", "hashlib", "inspect", "platform", "secrets", "sqlite3")
"""Each takes one to seven milliseconds to load, and nothing that is painted first needs it."""

TELL = """
import builtins, json, os, sys
from pathlib import Path
from portfolio_app.services import places
here = Path(sys.argv[1])
places.user_places = lambda: places.Places(here, here, here, here, here)
sys.argv[1:] = []
def painted():
    import PySide6.QtCore
    print(json.dumps({
        "modules": sorted(sys.modules),
        "namespace": "Qt" in vars(PySide6.QtCore),
        "plain": builtins.__import__.__name__ != "__feature_import__",
    }), flush=True)
    os._exit(0)
"""

LOCK_SCREEN = f"""{TELL}
from portfolio_app.ui.starting import start_lean
start_lean()
from portfolio_app.ui.first_paint import FirstPaint
def watch(watcher, window, build=FirstPaint.__init__):
    build(watcher, window)
    watcher.done.connect(painted)
FirstPaint.__init__ = watch
from portfolio_app.__main__ import main
main()
"""

OVERVIEW = f"""{TELL}
from portfolio_app.ui.starting import start_lean
start_lean()
from portfolio_app import bootstrap
from portfolio_app.ui import window as windows
def watch(window, *given, build=windows.MainWindow.__init__):
    build(window, *given)
    from portfolio_app.ui.widgets.step import StepButton
    def paint(button, event, paint=StepButton.paintEvent):
        paint(button, event)
        painted()
    StepButton.paintEvent = paint
windows.MainWindow.__init__ = watch
bootstrap.run_window(here / "proef.vakdossier", unlock_key=(here / "key").read_bytes())
"""


def found_by(program: str, folder: Path) -> dict[str, Any]:
    """Return what stands in memory when `program` has painted what it is about, with the places of the user here."""
    asked = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder)], capture_output=True, text=True, check=False, env=asked, timeout=60
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def stands_lean(found: dict[str, Any], own: dict[str, str], heavy: set[str]) -> None:
    """See to it that nothing else was loaded."""
    allowed = {"portfolio_app", "portfolio_app.bootstrap", "portfolio_app.__main__", *own}
    allowed |= {f"{package}.{name}" for package, names in own.items() for name in names.split()}
    loaded = set(found["modules"])
    assert {name for name in loaded if name.startswith("portfolio_app")} <= allowed
    assert not {name.split(".")[0] for name in loaded} & heavy
    assert not loaded & set(SLOW_OF_PYTHON), "a dataclass? see portfolio_app/common/value.py"
    assert "shibokensupport.signature.parser" not in loaded, "see portfolio_app/ui/signatures.py"
    assert found["plain"], "PySide reads the source of every module; see portfolio_app/ui/starting.py"


def test_the_lock_screen_stands_before_anything_else_is_made(tmp_path: Path) -> None:
    (tmp_path / "proef.vakdossier").mkdir()
    (tmp_path / "window.json").write_text(json.dumps({"vaults": [str(tmp_path / "proef.vakdossier")]}), "utf-8")
    found = found_by(LOCK_SCREEN, tmp_path)
    stands_lean(found, BEFORE_THE_FIRST_PAINT, set(HEAVY) - {"PySide6"})
    assert "portfolio_app.ui.start.unlock" in found["modules"]
    assert not found["namespace"], "something names `Qt.…`; see portfolio_app/ui/widgets/plain_numbers.py"


def test_the_overview_of_last_time_stands_before_the_records_are_loaded(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "proef.vakdossier"
    quick_vault(path, clock).vault.close()
    unlocked = unlock(path, RIGHT, clock)
    with unlocked.portfolio as portfolio:
        make_board(portfolio, clock.today())
        portfolio.vault.new_unlock_key((tmp_path / "key").write_bytes)
    found = found_by(OVERVIEW, tmp_path)
    stands_lean(found, BEFORE_THE_FIRST_OVERVIEW, set(HEAVY) - {"PySide6", "cryptography", "sqlcipher3"})
    assert "portfolio_app.ui.pages.overview" in found["modules"]
