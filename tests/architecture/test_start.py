from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

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
    "portfolio_app.common": "atomic clock errors logging refusals resources text",
    "portfolio_app.services": "places",
    "portfolio_app.ui": (
        "appearance backroom commands first_paint icons look menus mistakes remembering settings starting style_sheet"
        " theme trail typeface window"
    ),
    "portfolio_app.ui.keys": "proof",
    "portfolio_app.ui.start": "attempt flow home page secret unlock",
    "portfolio_app.ui.widgets": "buttons labels notice plain_numbers",
}
"""Each module costs the start a quarter of a millisecond, and what it imports; the rest comes after."""

LOCK_SCREEN = """
import json, os, sys
sys.argv[1:] = []
from portfolio_app.ui.first_paint import FirstPaint
def painted():
    import builtins, PySide6.QtCore
    own = sorted(name for name in sys.modules if name.startswith("portfolio_app"))
    print(json.dumps({
        "modules": own,
        "packages": sorted({name.split(".")[0] for name in sys.modules}),
        "namespace": "Qt" in vars(PySide6.QtCore),
        "plain": builtins.__import__.__name__ != "__feature_import__",
    }), flush=True)
    os._exit(0)
def watch(watcher, window, build=FirstPaint.__init__):
    build(watcher, window)
    watcher.done.connect(painted)
FirstPaint.__init__ = watch
from portfolio_app.__main__ import main
main()
"""


def test_the_lock_screen_stands_before_anything_else_is_made(tmp_path: Path) -> None:
    (tmp_path / "proef.vakdossier").mkdir()
    (tmp_path / "window.json").write_text(json.dumps({"vaults": [str(tmp_path / "proef.vakdossier")]}), "utf-8")
    program = f"""
from pathlib import Path
from portfolio_app.services import places
here = Path({str(tmp_path)!r})
places.user_places = lambda: places.Places(here, here, here, here, here)
{LOCK_SCREEN}"""
    asked = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=asked)
    found = json.loads(done.stdout)
    allowed = set(BEFORE_THE_FIRST_PAINT)
    for package, names in BEFORE_THE_FIRST_PAINT.items():
        allowed |= {f"{package}.{name}" for name in names.split()}
    assert set(found["modules"]) <= allowed
    assert "portfolio_app.ui.start.unlock" in found["modules"]
    assert not set(found["packages"]) & (set(HEAVY) - {"PySide6"})
    assert not found["namespace"], "something names `Qt.…`; see portfolio_app/ui/widgets/plain_numbers.py"
    assert found["plain"], "PySide reads the source of every module; see portfolio_app/ui/starting.py"
