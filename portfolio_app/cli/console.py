"""What a command says: results on standard output, all else on standard error."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final, TextIO

from portfolio_app.common.clock import Clock
from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import Language, Text
from portfolio_app.services.progress import Progress

_WIDEST_CELL = 60
_USUAL_SIZE: Final = os.terminal_size((80, 24))


class Console:
    """Speaks to the person, or to the machine, that gave the command."""

    def __init__(self, language: Language, clock: Clock) -> None:
        """Speak `language`; `clock` is handed on to what the command does."""
        self.language = language
        self.clock = clock

    def say(self, text: Text) -> None:
        """Print a result."""
        self.print(text.say(self.language))

    def print(self, line: str) -> None:
        """Print a result that is the same in every language."""
        sys.stdout.write(line + "\n")

    def data(self, value: object) -> None:
        """Print a result for a machine, as JSON."""
        sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")

    def say_aside(self, text: Text) -> None:
        """Tell something that is not the result."""
        sys.stderr.write(text.say(self.language) + "\n")

    def complain(self, error: VakdossierError, about: str = "") -> None:
        """Tell what went wrong and what to do, on one line; `about` names the one of several things that it is of."""
        words = f"{about}: {error.say(self.language)}" if about else error.say(self.language)
        sys.stderr.write("vakdossier: " + " ".join(words.split()) + "\n")

    def table(self, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Print rows in aligned columns; cells that are too wide are cut with an ellipsis."""
        cells = [list(headers), *(list(row) for row in rows)]
        cells = [[_cut(cell) for cell in row] for row in cells]
        widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
        for number, row in enumerate(cells):
            self.print("  ".join(cell + " " * (w - _width(cell)) for cell, w in zip(row, widths, strict=True)).rstrip())
            if number == 0:
                self.print("  ".join("-" * width for width in widths))

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """Give a progress callback that draws a bar on a terminal, and is silent elsewhere."""
        from tqdm import tqdm

        size = _size(sys.stderr)
        bar = tqdm(
            total=1,
            file=sys.stderr,
            disable=not sys.stderr.isatty(),
            ncols=size.columns,
            nrows=size.lines,
            leave=False,
            bar_format="{desc:<34} {bar} {n}/{total}",
        )

        def show(stage: Text, done: int, total: int) -> None:
            bar.total = max(total, 1)
            bar.n = done
            bar.set_description_str(stage.say(self.language), refresh=False)
            bar.refresh()

        try:
            yield show
        finally:
            bar.close()


def _size(stream: TextIO) -> os.terminal_size:
    """Return how large a terminal is; one that does not know, such as a serial console that tells 0, is as usual."""
    try:
        told = os.get_terminal_size(stream.fileno())
    except (OSError, ValueError):
        return _USUAL_SIZE
    return os.terminal_size((told.columns or _USUAL_SIZE.columns, told.lines or _USUAL_SIZE.lines))


def _cut(cell: str) -> str:
    line = " ".join(cell.split())
    return line if len(line) <= _WIDEST_CELL else line[: _WIDEST_CELL - 1] + "…"


def _width(cell: str) -> int:
    """Return how many columns a terminal gives the text: two for wide characters, none for combining marks."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in cell
    )
