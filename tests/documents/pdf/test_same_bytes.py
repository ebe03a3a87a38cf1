"""The same document gives the same bytes, whatever the process, the time zone, the language and the hash seed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
PROGRAM = """
import hashlib, sys
from pathlib import Path
from portfolio_app.__main__ import main
folder = Path(sys.argv[1])
sys.argv[1:] = ["demo", "--to", str(folder), "--seed", "5", "--on", "2026-06-15", "--no-window"]
assert main() == 0
for path in sorted(folder.glob("*.pdf")):
    print(path.name, hashlib.sha256(path.read_bytes()).hexdigest())
"""
ELSEWHERE = (
    {"PYTHONHASHSEED": "0", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Marquesas", "LC_ALL": "C.UTF-8", "LANG": "tr_TR.UTF-8"},
)


def hashes_made(folder: Path, surroundings: dict[str, str]) -> list[str]:
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder)],
        env={**os.environ, "PYTHONPATH": str(ROOT), **surroundings},
        capture_output=True,
        text=True,
        check=True,
    )
    return [line for line in done.stdout.splitlines() if line.startswith("demo-")]


def test_a_dossier_and_a_cv_are_the_same_wherever_they_are_made(tmp_path: Path) -> None:
    first, second = (hashes_made(tmp_path / str(number), each) for number, each in enumerate(ELSEWHERE))
    assert first == second
    assert [line.partition(" ")[0] for line in first] == ["demo-cv.pdf", "demo-dossier.pdf"]
