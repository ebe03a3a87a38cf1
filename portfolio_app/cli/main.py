"""Takes a command line apart, runs the command, and turns what went wrong into one line and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from portfolio_app.cli import documents, history, records, vaults
from portfolio_app.cli.console import Console
from portfolio_app.cli.parser import Command, build_parser, language_of
from portfolio_app.common.clock import SystemClock
from portfolio_app.common.errors import EnvironmentRefusedError, VakdossierError
from portfolio_app.common.refusals import refusal_from
from portfolio_app.common.text import Text

COMMANDS: tuple[Command, ...] = (*vaults.COMMANDS, *records.COMMANDS, *documents.COMMANDS, *history.COMMANDS)

EXIT_INTERRUPTED = 130
"""What shells expect of a program that was stopped by Ctrl+C."""


def is_command(word: str) -> bool:
    """Tell whether `word` starts a command rather than naming a vault to open in the window."""
    return word.startswith("-") or any(command.name == word for command in COMMANDS)


def main(arguments: Sequence[str]) -> int:
    """Run one command.

    Args:
        arguments: the words after the program's name.

    Returns:
        0 done, 1 the check found something, 2 wrong use, 3 the environment refused.
    """
    language = language_of(arguments)
    console = Console(language, SystemClock())
    parser = build_parser(COMMANDS, language)
    known, rest = parser.parse_known_args(list(arguments))
    command: Command | None = getattr(known, "command", None)
    if command is None:
        parser.print_help()
        return 2
    if rest and not command.takes_fields:
        parser.error(Text("onbekend: {words}", "unknown: {words}").fill(words=" ".join(rest)).say(language))
    known.rest = rest
    try:
        return command.run(known, console)
    except VakdossierError as error:
        console.complain(error)
        return error.exit_code
    except BrokenPipeError:
        # The reader of our output left (`vakdossier list … | head`): nothing is wrong, and nothing more can be said.
        sys.stdout = None
        return 0
    except KeyboardInterrupt:
        console.say_aside(Text("Afgebroken.", "Interrupted."))
        return EXIT_INTERRUPTED
    except OSError as error:
        refused = refusal_from(error, Text("Deze opdracht", "This command"))
        console.complain(refused)
        return EnvironmentRefusedError.exit_code
