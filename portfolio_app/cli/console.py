"""What a command says: results on standard output, all else on standard error."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from typing import Final, TextIO

from portfolio_app.common.clock import Clock
from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import Language, Text
from portfolio_app.services.progress import Progress

_WIDEST_CELL = 60
_NARROWEST_CELL: Final = 16
"""As wide as the id of a record, which is never broken."""

_GAP: Final = 2
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
        """Print rows in aligned columns; cells that are too wide are cut with an ellipsis.

        On a terminal that is too narrow for it cells go on below, and when even that does not fit every row becomes
        some lines of its own.
        """
        cells = [list(headers), *(list(row) for row in rows)]
        cells = [[_cut(cell) for cell in row] for row in cells]
        widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
        if sys.stdout.isatty():
            room = _size(sys.stdout).columns - _GAP * (len(widths) - 1)
            widths = _narrowed(widths, room)
            if sum(widths) > room:
                self._list(cells)
                return
        for number, row in enumerate(cells):
            for line in _lines(row, widths):
                self.print(line)
            if number == 0:
                self.print((" " * _GAP).join("-" * width for width in widths))

    def _list(self, cells: Sequence[Sequence[str]]) -> None:
        """Print a table as a list: the first cell of each row, and below it the others that say something."""
        headers, *rows = cells
        for row in rows:
            self.print(row[0])
            for header, cell in list(zip(headers, row, strict=True))[1:]:
                if cell:
                    self.print(f"  {header}: {cell}")

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


def _narrowed(widths: Sequence[int], room: int) -> list[int]:
    """Return widths for columns that together fit in the room, as far as they are not too narrow by that."""
    found = list(widths)
    while sum(found) > room and max(found) > _NARROWEST_CELL:
        found[found.index(max(found))] -= 1
    return found


def _lines(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """Yield the lines of a row: more than one where a cell is wider than its column."""
    from textwrap import wrap

    parts = [[cell] if _width(cell) <= width else wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
    for line in zip_longest(*parts, fillvalue=""):
        padded = (part + " " * (width - _width(part)) for part, width in zip(line, widths, strict=True))
        yield (" " * _GAP).join(padded).rstrip()


def _width(cell: str) -> int:
    """Return how many columns a terminal gives the text: two for wide characters, none for combining marks."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in cell
    )
