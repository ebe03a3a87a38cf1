"""A paper whose writing was killed half-way."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from portfolio_app.common.atomic import leftovers, write_atomically
from portfolio_app.common.text import Text

SAVING = Text("Het opslaan", "Saving")
DYING = """
import os, signal, sys
from pathlib import Path
from portfolio_app.common.atomic import write_atomically
from portfolio_app.common.text import Text
def write(file):
    file.write(b"half a dossier")
    file.flush()
    os.kill(os.getpid(), signal.SIGKILL)
write_atomically(Path(sys.argv[1]), write, Text("Het opslaan", "Saving"))
"""


@pytest.fixture
def cut_short(tmp_path: Path) -> Path:
    paper = tmp_path / "dossier.pdf"
    paper.write_bytes(b"old")
    subprocess.run([sys.executable, "-c", DYING, str(paper)], check=False)
    return paper


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of Unix")
@pytest.mark.xfail(strict=True, reason="nothing clears a folder of the person's own; half a paper stays there in plain")
def test_the_next_one_clears_what_it_left(cut_short: Path) -> None:
    assert cut_short.read_bytes() == b"old"
    assert len(leftovers(cut_short.parent)) == 1
    write_atomically(cut_short, b"new", SAVING)
    assert leftovers(cut_short.parent) == []
