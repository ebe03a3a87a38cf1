"""The grammar of the command line, in the person's language."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from portfolio_app import __version__
from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import LANGUAGES, Language, Text
from portfolio_app.domain.values import CalendarDate

if TYPE_CHECKING:
    from portfolio_app.cli.console import Console

LANGUAGE_VARIABLE = "VAKDOSSIER_LANGUAGE"


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a command; see `argparse.ArgumentParser.add_argument`."""

    names: tuple[str, ...]
    hint: Text
    convert: Callable[[str], object] | None = None
    count: str | None = None
    default: object = None
    flag: bool = False
    required: bool = False
    repeated: bool = False
    choices: tuple[str, ...] | None = None
    value_name: str | None = None
    target: str | None = None

    def add_to(self, parser: argparse.ArgumentParser, language: Language) -> None:
        """Declare the argument to the parser."""
        words: dict[str, object] = {"help": self.hint.say(language)}
        if self.target:
            words["dest"] = self.target
        if self.flag:
            words["action"] = "store_true"
        else:
            words |= {"type": self.convert or str, "default": self.default, "metavar": self.value_name}
            if self.count:
                words["nargs"] = self.count
            if self.choices:
                words["choices"] = self.choices
            if self.repeated:
                words |= {"action": "append", "default": []}
        if self.required:
            words["required"] = True
        parser.add_argument(*self.names, **words)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, what it does, its arguments, and the function that does it.

    `takes_fields` is for commands that accept `--FIELD VALUE` for the fields of a record kind.
    """

    name: str
    hint: Text
    arguments: tuple[Argument, ...]
    run: Callable[[argparse.Namespace, Console], int]
    takes_fields: bool = False


VAULT = Argument(("vault",), Text("de map van de kluis", "the folder of the vault"), convert=Path, value_name="VAULT")
JSON = Argument(("--json",), Text("uitkomst als JSON", "result as JSON"), flag=True)
PASSPHRASE_FILE = Argument(
    ("--passphrase-file",),
    Text("bestand met de wachtwoordzin op de eerste regel", "file with the passphrase on its first line"),
    convert=Path,
    value_name="FILE",
)
LANGUAGE = Argument(("--language",), Text("taal: nl of en", "language: nl or en"), choices=LANGUAGES)


def day(words: str) -> date:
    """Return the date of an argument.

    Raises:
        argparse.ArgumentTypeError: it is not a date.
    """
    try:
        value = CalendarDate().parse(words, "nl")
    except WrongUseError as error:
        raise argparse.ArgumentTypeError(error.message.en) from None
    if value is None:
        raise argparse.ArgumentTypeError("no date")
    return value


AS_OF = Argument(
    ("--as-of",),
    Text(
        "met de gegevens zoals zij aan het einde van deze dag waren",
        "with the records as they were at the end of this day",
    ),
    convert=day,
    value_name="DATE",
)


def positive(words: str) -> int:
    """Return the whole number of an argument.

    Raises:
        argparse.ArgumentTypeError: it is not a whole number from 0.
    """
    if not words.isdecimal():
        raise argparse.ArgumentTypeError(f"{words[:20]!r}: 0, 1, 2 …")
    return int(words)


def language_of(arguments: Sequence[str]) -> Language:
    """Return the language asked for: by `--language`, by the environment, by the machine's locale, else Dutch."""
    asked = [right for left, right in pairwise(arguments) if left == "--language"]
    asked += [word.partition("=")[2] for word in arguments if word.startswith("--language=")]
    for word in (*asked, os.environ.get(LANGUAGE_VARIABLE, "")):
        for language in LANGUAGES:
            if word.lower().startswith(language):
                return language
    return "nl"


class _Parser(argparse.ArgumentParser):
    """An argument parser whose complaints are one line, like all others of the program."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"vakdossier: {message} (vakdossier {self.prog.split()[-1]} --help)\n")


def build_parser(commands: Iterable[Command], language: Language) -> argparse.ArgumentParser:
    """Return the parser of all commands, speaking `language`."""
    parser = _Parser(
        prog="vakdossier",
        description=Text(
            "Het beroepsportfolio van één casemanager: versleuteld, op de eigen computer, zonder netwerk. "
            "Zonder opdracht opent het venster.",
            "The professional portfolio of one casemanager: encrypted, on their own machine, with no network. "
            "Without a command it opens the window.",
        ).say(language),
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"vakdossier {__version__}")
    LANGUAGE.add_to(parser, language)
    below = parser.add_subparsers(metavar=Text("OPDRACHT", "COMMAND").say(language), parser_class=_Parser)
    for command in commands:
        hint = command.hint.say(language)
        sub = below.add_parser(command.name, help=hint, description=hint, allow_abbrev=False)
        for argument in (*command.arguments, LANGUAGE):
            argument.add_to(sub, language)
        sub.set_defaults(command=command)
    return parser
