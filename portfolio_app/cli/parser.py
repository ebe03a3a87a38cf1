"""The grammar of the command line, in the person's language."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from portfolio_app import __version__
from portfolio_app.cli.complaints import COMMAND_NAME, complaint
from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import LANGUAGES, Language, Text, capitalised
from portfolio_app.domain.values import CalendarDate, seen_from

if TYPE_CHECKING:
    from portfolio_app.cli.console import Console

    _Group = argparse._ArgumentGroup  # noqa: SLF001 - it has no public name

_NO_DAY: Final = Text("Dit is geen datum.", "This is not a date.")
_NO_NUMBER: Final = Text("“{words}” is geen getal. Schrijf 0, 1, 2 …", "“{words}” is not a number. Write 0, 1, 2 …")
_USAGE: Final = Text("gebruik: ", "usage: ")
_COMMANDS: Final = Text("opdrachten", "commands")
_ARGUMENTS: Final = Text("argumenten", "arguments")
_OPTIONS: Final = Text("opties", "options")
_HELP: Final = Text("toon deze hulp", "show this help")
_VERSION: Final = Text("toon de versie van het programma", "show the version of the program")
_DAYS: Final = Text(
    "DATE is een dag zoals 2-3-2026, 2026-03-02 of 2 mrt, of geteld vanaf vandaag: gisteren, -7d, +2w, -6m, +1j.",
    "DATE is a day such as 2-3-2026, 2026-03-02 or 2 Mar, or counted from today: yesterday, -7d, +2w, -6m, +1y.",
)
_COUNTED_BACK: Final = re.compile(r"-\s*\d")
LANGUAGE_VARIABLE = "VAKDOSSIER_LANGUAGE"


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a command; see `argparse.ArgumentParser.add_argument`.

    `convert` may refuse what was typed with a `WrongUseError`, which is told in the person's language.
    `is_day` is for one that names a day, as in the window: in full, or counted from today (`gisteren`, `-7d`, `2 mrt`).
    """

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
    is_day: bool = False

    @property
    def is_option(self) -> bool:
        """Whether it is given by its name."""
        return self.names[0].startswith("-")

    def add_to(self, group: _Group, language: Language, today: date) -> None:
        """Declare the argument to a part of the help of a parser; days are counted from `today`."""
        words: dict[str, object] = {"help": self.hint.say(language)}
        if self.target:
            words["dest"] = self.target
        if self.flag:
            words["action"] = "store_true"
        else:
            convert = partial(_day, today=today, language=language) if self.is_day else self.convert or str
            words |= {
                "type": partial(_converted, convert=convert, language=language),
                "default": self.default,
                "metavar": self.value_name,
            }
            if self.count:
                words["nargs"] = self.count
            if self.choices:
                words["choices"] = self.choices
            if self.repeated:
                words |= {"action": "append", "default": []}
        if self.required:
            words["required"] = True
        group.add_argument(*self.names, **words)  # type: ignore[arg-type]


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


VAULT = Argument(
    ("vault",), Text("de map van het portfolio", "the folder of the portfolio"), convert=Path, value_name="VAULT"
)
JSON = Argument(("--json",), Text("uitkomst als JSON", "result as JSON"), flag=True)
PASSPHRASE_FILE = Argument(
    ("--passphrase-file",),
    Text("bestand met de wachtwoordzin op de eerste regel", "file with the passphrase on its first line"),
    convert=Path,
    value_name="FILE",
)
LANGUAGE = Argument(("--language",), Text("taal: nl of en", "language: nl or en"), choices=LANGUAGES)


def _converted(words: str, *, convert: Callable[[str], object], language: Language) -> object:
    """Return what was meant by the words of an argument.

    Raises:
        argparse.ArgumentTypeError: they do not fit; the message is in the language.
    """
    try:
        return convert(words)
    except WrongUseError as error:
        raise argparse.ArgumentTypeError(error.say(language)) from None


def _day(words: str, *, today: date, language: Language) -> date:
    """Return the date of an argument.

    Raises:
        WrongUseError: it is not a date.
    """
    value = CalendarDate().parse(seen_from(today, words), language)
    if value is None:
        raise WrongUseError(_NO_DAY)
    return value


def with_days(arguments: Sequence[str], commands: Iterable[Command]) -> list[str]:
    """Return the words of a command line with days that are counted back (`--date -7d`) tied to their option.

    The grammar would take what begins with a dash for another option.
    """
    options = {name for command in commands for each in command.arguments if each.is_day for name in each.names}
    found: list[str] = []
    for word in arguments:
        if found and found[-1] in options and _COUNTED_BACK.match(word):
            found[-1] = f"{found[-1]}={word}"
        else:
            found.append(word)
    return found


AS_OF = Argument(
    ("--as-of",),
    Text(
        "met de gegevens zoals ze aan het einde van deze dag waren",
        "with the records as they were at the end of this day",
    ),
    is_day=True,
    value_name="DATE",
)


def positive(words: str) -> int:
    """Return the whole number of an argument.

    Raises:
        WrongUseError: it is not a whole number from 0.
    """
    if not words.isdecimal():
        raise WrongUseError(_NO_NUMBER.fill(words=words[:20]))
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
    """An argument parser that speaks the person's language; its complaints are one line, like all of the program."""

    def __init__(self, *, language: Language, **words: Any) -> None:  # noqa: ANN401 - what argparse itself takes
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=partial(_Help, language=language), **words)
        self._language = language

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"vakdossier: {complaint(message, self.prog, self._language)}\n")


class _Help(argparse.HelpFormatter):
    """Help that says "usage" in the person's language."""

    def __init__(self, prog: str, *, language: Language) -> None:
        super().__init__(prog)
        self._usage = _USAGE.say(language)

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, self._usage if prefix is None else prefix)


def build_parser(commands: Iterable[Command], language: Language, today: date) -> argparse.ArgumentParser:
    """Return the parser of all commands, speaking `language`; days are counted from `today`."""
    parser = _Parser(
        prog="vakdossier",
        description=Text(
            "Het beroepsportfolio van één casemanager: versleuteld, op de eigen computer, zonder netwerk. "
            "Zonder opdracht gaat het venster open.",
            "The professional portfolio of one casemanager: encrypted, on their own computer, without a "
            "network. Without a command, the window opens.",
        ).say(language),
        language=language,
    )
    below = parser.add_subparsers(
        title=_COMMANDS.say(language), metavar=COMMAND_NAME.say(language), parser_class=_Parser
    )
    options = _options(parser, language)
    options.add_argument(
        "--version", action="version", version=f"vakdossier {__version__}", help=_VERSION.say(language)
    )
    LANGUAGE.add_to(options, language, today)
    for command in commands:
        hint = command.hint.say(language)
        days = _DAYS.say(language) if any(each.is_day for each in command.arguments) else None
        sub = below.add_parser(
            command.name, help=hint, description=f"{capitalised(hint)}.", epilog=days, language=language
        )
        named = sub.add_argument_group(_ARGUMENTS.say(language))
        options = _options(sub, language)
        for argument in (*command.arguments, LANGUAGE):
            argument.add_to(options if argument.is_option else named, language, today)
        sub.set_defaults(command=command)
    return parser


def _options(parser: argparse.ArgumentParser, language: Language) -> _Group:
    """Return the part of the help with the options, of which asking for help is the first."""
    options = parser.add_argument_group(_OPTIONS.say(language))
    options.add_argument("-h", "--help", action="help", help=_HELP.say(language))
    return options
