from __future__ import annotations

import importlib.util
import subprocess
import sys

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
