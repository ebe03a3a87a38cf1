"""What the console draws on a terminal."""

from __future__ import annotations

import io
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


ROWS = (
    ("t6k1y9gg4x41ydew", "Leergang Arbeid, gezondheid en recht afronden", "21 mei 2027", "loopt"),
    ("9b4ta88gz2cp4mnx", "Delegeren", "22 maart 2027", ""),
)
HEADERS = ("id", "Doel", "Uiterlijk", "Stand")


def table(monkeypatch: pytest.MonkeyPatch, columns: int) -> list[str]:
    """Return the lines of a table on a terminal of that width; 0 for a file."""
    told = io.StringIO()
    monkeypatch.setattr(told, "isatty", lambda: columns > 0, raising=False)
    monkeypatch.setattr("portfolio_app.cli.console._size", lambda _stream: os.terminal_size((columns, 24)))
    monkeypatch.setattr(sys, "stdout", told)
    Console("nl", SystemClock()).table(HEADERS, ROWS)
    return told.getvalue().splitlines()


@pytest.mark.parametrize("columns", [10, 40, 72, 80, 200])
def test_a_table_fits_its_terminal_and_loses_nothing(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = table(monkeypatch, columns)
    assert columns < 20 or max(map(len, lines)) <= columns or lines[0] == ROWS[0][0]
    words = " ".join(lines).split()
    assert all(word in words for row in ROWS for cell in row for word in cell.split())


def test_a_terminal_that_is_far_too_narrow_gets_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    assert table(monkeypatch, 30) == [
        "t6k1y9gg4x41ydew",
        "  Doel: Leergang Arbeid, gezondheid en recht afronden",
        "  Uiterlijk: 21 mei 2027",
        "  Stand: loopt",
        "9b4ta88gz2cp4mnx",
        "  Doel: Delegeren",
        "  Uiterlijk: 22 maart 2027",
    ]


def test_a_table_in_a_file_is_as_wide_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(table(monkeypatch, 0)) == 2 + len(ROWS)
