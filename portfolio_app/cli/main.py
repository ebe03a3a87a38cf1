"""Takes a command line apart, runs the command, and turns what went wrong into one line and an exit code."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Sequence
from typing import Final

from portfolio_app.cli import (
    archives,
    backups,
    documents,
    history,
    keys,
    records,
    registers,
    rehearsing,
    repairing,
    scan,
    vaults,
    verifying,
)
from portfolio_app.cli.complaints import SEE
from portfolio_app.cli.console import Console
from portfolio_app.cli.parser import Command, build_parser, language_of, with_days
from portfolio_app.common.clock import SystemClock
from portfolio_app.common.errors import EnvironmentRefusedError, VakdossierError, WrongUseError
from portfolio_app.common.refusals import refusal_from
from portfolio_app.common.text import Text

_UNKNOWN: Final = Text("De opdracht {command} kent dit niet: {words}.", "The command {command} does not know: {words}.")

COMMANDS: tuple[Command, ...] = (
    *vaults.COMMANDS,
    *keys.COMMANDS,
    *records.COMMANDS,
    *documents.COMMANDS,
    *registers.COMMANDS,
    *rehearsing.COMMANDS,
    *history.COMMANDS,
    *backups.COMMANDS,
    *repairing.COMMANDS,
    *archives.COMMANDS,
    *scan.COMMANDS,
    *verifying.COMMANDS,
)

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
    parser = build_parser(COMMANDS, language, console.clock.today())
    known, rest = parser.parse_known_args(with_days(arguments, COMMANDS))
    command: Command | None = getattr(known, "command", None)
    if command is None:
        parser.print_help()
        return 2
    if rest and not command.takes_fields:
        console.complain(
            WrongUseError(
                _UNKNOWN.fill(command=command.name, words=" ".join(rest)),
                SEE.fill(program=f"{parser.prog} {command.name}"),
            )
        )
        return WrongUseError.exit_code
    known.rest = rest
    return run_told(lambda: command.run(known, console), console)


def run_told(work: Callable[[], int], console: Console) -> int:
    """Do the work of a command and return its exit code; what goes wrong becomes one line and a code of its own."""
    try:
        code = work()
    except VakdossierError as error:
        console.complain(error)
        code = error.exit_code
    except BrokenPipeError:
        # The reader of our output left (`vakdossier list … | head`): nothing is wrong, and nothing more can be said.
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - for the interpreter's own flush at its end
        code = 0
    except KeyboardInterrupt:
        console.say_aside(Text("Afgebroken.", "Interrupted."))
        code = EXIT_INTERRUPTED
    except OSError as error:
        console.complain(refusal_from(error, Text("Deze opdracht", "This command")))
        code = EnvironmentRefusedError.exit_code
    except Exception as error:  # noqa: BLE001 - the last place that can keep a mistake of ours from the person's screen
        code = _own_mistake(error, console)
    return code


def _own_mistake(error: Exception, console: Console) -> int:
    """Tell the person that the program failed, and keep for its makers what may be kept of why."""
    from portfolio_app.common.logging import start_log, stop_log
    from portfolio_app.services.places import user_places

    folder = user_places().log
    try:
        log = start_log(folder)
    except VakdossierError as refused:
        console.complain(refused)
    else:
        logging.getLogger(__name__).error("a command failed: %s", error)
        stop_log(log)
    console.complain(
        VakdossierError(
            Text(
                "Het programma maakte zelf een fout ({kind}); wat al bewaard was, is bewaard.",
                "The program itself made a mistake ({kind}); what was already saved is safe.",
            ).fill(kind=type(error).__name__),
            Text(
                "Een verslag zonder persoonlijke gegevens staat in {folder}.",
                "A report without personal data is in {folder}.",
            ).fill(folder=folder),
        )
    )
    return EnvironmentRefusedError.exit_code
