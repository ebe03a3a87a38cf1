"""A paper whose writing was killed half-way."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from portfolio_app.common.atomic import leftovers, write_atomically
from portfolio_app.common.text import Text

on_unix = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of Unix")

SAVING = Text("Het opslaan", "Saving")
DYING = """
import os, signal, sys
from pathlib import Path
from typing import IO
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


def make_old(leftover: Path) -> None:
    os.utime(leftover, (0, 0))


@on_unix
def test_the_next_one_clears_what_it_left(cut_short: Path) -> None:
    assert cut_short.read_bytes() == b"old"
    (left,) = leftovers(cut_short.parent)
    assert left.read_bytes() == b"half a dossier"
    make_old(left)
    write_atomically(cut_short, b"new", SAVING)
    assert leftovers(cut_short.parent) == []
    assert cut_short.read_bytes() == b"new"


@on_unix
def test_what_somebody_is_still_writing_is_left_alone(tmp_path: Path) -> None:
    def write_slowly(file: IO[bytes]) -> None:
        file.write(b"slow")
        file.flush()
        (part,) = leftovers(tmp_path)
        make_old(part)
        write_atomically(tmp_path / "other.pdf", b"quick", SAVING)
        assert part.exists()

    write_atomically(tmp_path / "paper.pdf", write_slowly, SAVING)
    assert (tmp_path / "paper.pdf").read_bytes() == b"slow"
    assert leftovers(tmp_path) == []


@on_unix
def test_what_is_not_old_or_not_a_file_of_ours_is_left_alone(cut_short: Path) -> None:
    (young,) = leftovers(cut_short.parent)
    folder = cut_short.parent / ".vakdossier-folder.part"
    link = cut_short.parent / ".vakdossier-link.part"
    folder.mkdir()
    link.symlink_to(cut_short)
    make_old(folder)
    os.utime(link, (0, 0), follow_symlinks=False)
    write_atomically(cut_short, b"new", SAVING)
    assert set(leftovers(cut_short.parent)) == {young, folder, link}
