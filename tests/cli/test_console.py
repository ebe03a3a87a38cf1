"""What the console draws on a terminal."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from portfolio_app.cli.console import Console
from portfolio_app.common.clock import SystemClock
from portfolio_app.common.text import Text

END = "that is all"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
@pytest.mark.parametrize("columns", [0, 80, 120])
def test_progress_is_drawn_on_a_terminal_also_when_that_does_not_know_its_width(
    columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 0, columns, 0, 0))
    with os.fdopen(theirs, "w", encoding="utf-8") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        with Console("nl", SystemClock()).progress() as show:
            show(Text("Opslaan", "Saving"), 3, 7)
        terminal.write(END)
        terminal.flush()
        seen = _until(END, ours)
    assert "Opslaan" in seen
    assert "3/7" in seen
    assert any(mark in seen for mark in "█▍#")


def _until(last: str, end: int) -> str:
    """Read what a pseudo-terminal was told up to `last`: the system hands it on in pieces, and in its own time."""
    told = b""
    while not told.endswith(last.encode()):
        told += os.read(end, 4096)
    os.close(end)
    return told.decode()


def test_nothing_is_drawn_where_there_is_no_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "kept.txt"
    with kept.open("w", encoding="utf-8") as file:
        monkeypatch.setattr(sys, "stderr", file)
        with Console("nl", SystemClock()).progress() as show:
            show(Text("Opslaan", "Saving"), 3, 7)
    assert kept.read_text(encoding="utf-8") == ""
