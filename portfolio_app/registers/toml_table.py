"""Reading TOML that a person may have written: every value is asked for by name and type, nothing else may be there.

A file of register data is data to judge, not to trust. Whatever is wrong with it becomes a `RegisterFileError` that
names the file, the entry and the reason in both languages, so that a person who edits such a file can mend it.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Final, NoReturn, TypeVar

from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.refusals import refusal_from
from portfolio_app.common.text import NO_TEXT, Text, same_in_both

MOST_BYTES: Final = 2 * 1024 * 1024
MOST_CHARACTERS: Final = 4000
_SHOWN_CHARACTERS: Final = 60

_Choice = TypeVar("_Choice", bound=StrEnum)

_MESSAGE: Final = Text("Registerbestand {file}, {entry}: {reason}", "Register file {file}, {entry}: {reason}")
_REMEDY: Final = Text(
    "Verbeter het bestand of haal het uit de map.",
    "Mend the file or take it out of the folder.",
)
_WHOLE_FILE: Final = Text("het hele bestand", "the whole file")


class RegisterFileError(EnvironmentRefusedError):
    """A file of register data cannot be used.

    Args:
        file: name of the file, without its folder.
        entry: which entry of the file; nothing for the file as a whole.
        reason: what is wrong with it, a full sentence.
    """

    def __init__(self, file: str, entry: str, reason: Text) -> None:
        where = same_in_both(entry) if entry else _WHOLE_FILE
        super().__init__(_MESSAGE.fill(file=file, entry=where, reason=reason), _REMEDY)
        self.file = file
        self.entry = entry
        self.reason = reason


def read_toml(path: Path) -> Table:
    """Return the top table of a TOML file of at most 2 MiB in UTF-8 (a byte order mark is allowed).

    Raises:
        RegisterFileError: it is too big, not UTF-8 or not TOML.
        EnvironmentRefusedError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        what = Text("Registerbestand {file} lezen", "Reading register file {file}").fill(file=path.name)
        raise refusal_from(error, what) from error
    return parse_toml(path.name, content)


def parse_toml(file: str, content: bytes) -> Table:
    """Return the top table of TOML; `file` is the name that errors mention.

    Raises:
        RegisterFileError: it is too big, not UTF-8 or not TOML.
    """
    if len(content) > MOST_BYTES:
        raise RegisterFileError(file, "", Text("Het is groter dan 2 MB.", "It is bigger than 2 MB."))
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RegisterFileError(file, "", Text("Het is geen UTF-8-tekst.", "It is not UTF-8 text.")) from error
    try:
        values = tomllib.loads(words)
    except (ValueError, RecursionError) as error:
        # A RecursionError is what tomllib makes of brackets nested thousands deep.
        detail = str(error) if isinstance(error, ValueError) else "nesting"
        reason = Text("Het is geen geldige TOML ({detail}).", "It is not valid TOML ({detail}).").fill(
            detail=shown(detail)
        )
        raise RegisterFileError(file, "", reason) from error
    return Table(file, "", values)


def shown(value: object) -> str:
    """Return `value` short enough for a message."""
    words = value if isinstance(value, str) else _shown_other(value)
    words = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in words)
    return words if len(words) <= _SHOWN_CHARACTERS else words[: _SHOWN_CHARACTERS - 1] + "…"


def _shown_other(value: object) -> str:
    # The repr of a nested or huge value may itself fail (recursion, digits limit) or take long; then its type will do.
    if isinstance(value, bool | float) or (isinstance(value, int) and abs(value) < 10**18):
        return str(value)
    return type(value).__name__


class Table:
    """One table of a TOML file, with its place in the file.

    Every reader below raises `RegisterFileError` when the value is missing or is not what it should be. After the last
    one, `finish` refuses keys that nobody asked for: a misspelt optional key must not be silently ignored.
    """

    def __init__(self, file: str, place: str, values: dict[str, object]) -> None:
        self.file = file
        self._place = place
        self._values = values
        self._asked: list[str] = []

    @property
    def entry(self) -> str:
        """The place in the file, with the code where it has one: `core_tasks[3] (RNVC.KT03)`."""
        code = self._values.get("code")
        return f"{self._place} ({shown(code)})" if isinstance(code, str) and code else self._place

    def refuse(self, reason: Text) -> NoReturn:
        """Raise the error that something is wrong with this table."""
        raise RegisterFileError(self.file, self.entry, reason)

    def asks(self, key: str) -> bool:
        """Tell whether the key is there, and note that it is a known one."""
        self._asked.append(key)
        return key in self._values

    def finish(self) -> None:
        """Refuse keys that were not asked for."""
        unknown = [key for key in self._values if key not in self._asked]
        if unknown:
            self.refuse(
                Text(
                    "De sleutel “{key}” is hier onbekend; bekend zijn: {known}.",
                    "The key “{key}” is unknown here; known are: {known}.",
                ).fill(key=shown(unknown[0]), known=", ".join(sorted(set(self._asked))))
            )

    def string(self, key: str, *, pattern: re.Pattern[str] | None = None) -> str:
        """Return a non-empty line; white space, line ends among it, becomes single spaces."""
        value = self._value(key)
        if not isinstance(value, str):
            self._refuse_type(key, Text("tekst", "text"), value)
        words = " ".join(value.split())
        if not words:
            self.refuse(Text("“{key}” is leeg.", "“{key}” is empty.").fill(key=key))
        if len(words) > MOST_CHARACTERS:
            self.refuse(
                Text("“{key}” is langer dan {n} tekens.", "“{key}” is longer than {n} characters.").fill(
                    key=key, n=MOST_CHARACTERS
                )
            )
        if any(unicodedata.category(character) in ("Cc", "Cs", "Co", "Cn") for character in words):
            self.refuse(
                Text("“{key}” bevat een teken dat geen tekst is.", "“{key}” has a character that is not text.").fill(
                    key=key
                )
            )
        if pattern is not None and not pattern.fullmatch(words):
            self.refuse(
                Text(
                    "“{value}” heeft niet de vorm die “{key}” vraagt.", "“{value}” has not the form that “{key}” asks."
                ).fill(value=shown(words), key=key)
            )
        return words

    def optional_string(self, key: str, *, pattern: re.Pattern[str] | None = None) -> str:
        """Return a line, or nothing when the key is not there."""
        return self.string(key, pattern=pattern) if self.asks(key) else ""

    def strings(self, key: str) -> tuple[str, ...]:
        """Return a list of different, non-empty lines; empty when the key is not there."""
        if not self.asks(key):
            return ()
        items = tuple(
            Table(self.file, self.entry, {key: item}).string(key) for item in self._list(key, Text("teksten", "texts"))
        )
        if len(set(items)) != len(items):
            self.refuse(Text("“{key}” noemt iets twee keer.", "“{key}” names something twice.").fill(key=key))
        return items

    def text(self, key: str) -> Text:
        """Return a text, given as a table with `nl` and `en`; both are compulsory."""
        table = self.table(key)
        text = Text(table.string("nl"), table.string("en"))
        table.finish()
        return text

    def optional_text(self, key: str) -> Text:
        """Return a text, or nothing when the key is not there."""
        return self.text(key) if self.asks(key) else NO_TEXT

    def integer(self, key: str, *, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`."""
        value = self._value(key)
        # TOML's booleans are Python's, which are integers too.
        if isinstance(value, bool) or not isinstance(value, int):
            self._refuse_type(key, Text("een geheel getal", "a whole number"), value)
        if not low <= value <= high:
            self.refuse(
                Text("“{key}” moet van {low} tot {high} zijn.", "“{key}” has to be from {low} to {high}.").fill(
                    key=key, low=low, high=high
                )
            )
        return value

    def integers(self, key: str, *, low: int, high: int) -> tuple[int, ...]:
        """Return a list of whole numbers from `low` to `high`; the key is compulsory."""
        items = self._list(key, Text("getallen", "numbers"))
        return tuple(Table(self.file, self.entry, {key: item}).integer(key, low=low, high=high) for item in items)

    def yes_or_no(self, key: str, *, otherwise: bool = False) -> bool:
        """Return true or false; `otherwise` when the key is not there."""
        if not self.asks(key):
            return otherwise
        value = self._values[key]
        if not isinstance(value, bool):
            self._refuse_type(key, Text("true of false", "true or false"), value)
        return value

    def amount(self, key: str, *, most: int) -> Decimal:
        """Return a number from 0 to `most` with at most two decimals."""
        value = self._value(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            self._refuse_type(key, Text("een getal", "a number"), value)
        # Also refuses what is not a number at all, which TOML can write as `nan`.
        if not 0 <= value <= most or round(number := Decimal(str(value)), 2) != number:
            self.refuse(
                Text(
                    "“{key}” moet van 0 tot {most} zijn, met hoogstens twee decimalen.",
                    "“{key}” has to be from 0 to {most}, with at most two decimals.",
                ).fill(key=key, most=most)
            )
        return number

    def day(self, key: str) -> date:
        """Return a date, written as TOML writes one: 2026-01-01, without quotes."""
        value = self._value(key)
        if type(value) is not date:
            self._refuse_type(key, Text("een datum als 2026-01-01", "a date such as 2026-01-01"), value)
        return value

    def choice(self, key: str, choices: type[_Choice]) -> _Choice:
        """Return one of the values of an enumeration."""
        value = self.string(key)
        known = {choice.value: choice for choice in choices}
        if value not in known:
            self.refuse(
                Text("“{key}” is “{value}”; het kan zijn: {known}.", "“{key}” is “{value}”; it may be: {known}.").fill(
                    key=key, value=shown(value), known=", ".join(known)
                )
            )
        return known[value]

    def table(self, key: str) -> Table:
        """Return the table of that name."""
        value = self._value(key)
        if not isinstance(value, dict):
            self._refuse_type(key, Text("een tabel", "a table"), value)
        return Table(self.file, f"{self.entry}.{key}" if self.entry else key, value)

    def optional_table(self, key: str) -> Table | None:
        """Return the table of that name, or None when the key is not there."""
        return self.table(key) if self.asks(key) else None

    def tables(self, key: str) -> tuple[Table, ...]:
        """Return the list of tables of that name; empty when the key is not there."""
        if not self.asks(key):
            return ()
        tables = []
        for number, item in enumerate(self._list(key, Text("tabellen", "tables")), start=1):
            if not isinstance(item, dict):
                self._refuse_type(f"{key}[{number}]", Text("een tabel", "a table"), item)
            place = f"{key}[{number}]"
            tables.append(Table(self.file, f"{self.entry}.{place}" if self.entry else place, item))
        return tuple(tables)

    def data_keys(self) -> tuple[str, ...]:
        """Return the keys of a table whose keys are data, in the order of the file."""
        return tuple(self._values)

    def _value(self, key: str) -> object:
        if not self.asks(key):
            self.refuse(Text("“{key}” ontbreekt.", "“{key}” is missing.").fill(key=key))
        return self._values[key]

    def _list(self, key: str, of_what: Text) -> list[object]:
        value = self._value(key)
        if not isinstance(value, list):
            self._refuse_type(key, Text("een lijst met {what}", "a list of {what}").fill(what=of_what), value)
        return value

    def _refuse_type(self, key: str, wanted: Text, value: object) -> NoReturn:
        self.refuse(
            Text("“{key}” moet {wanted} zijn, geen {value}.", "“{key}” has to be {wanted}, not {value}.").fill(
                key=key, wanted=wanted, value=shown(value)
            )
        )
