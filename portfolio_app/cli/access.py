"""Opening a vault for a command: where the passphrase comes from, never from an argument."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from portfolio_app.cli.console import Console
from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.refusals import refusal_from
from portfolio_app.common.text import Text

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio

PASSPHRASE_VARIABLE = "VAKDOSSIER_PASSPHRASE"  # noqa: S105 - the name of the variable, not its value

_SPACING: Final = timedelta(hours=1)
"""Commands follow each other; a backup after each one would cost more than the work."""


def passphrase_for(asked: argparse.Namespace, console: Console, *, repeat: bool = False) -> str:
    """Return the passphrase: from the file named, from the environment, or typed at a prompt.

    Args:
        asked: the command's arguments.
        console: whose language the prompt speaks.
        repeat: ask twice, for a new vault.

    Raises:
        EnvironmentRefusedError: the file cannot be read, or there is nobody to ask.
    """
    if asked.passphrase_file is not None:
        return first_line(asked.passphrase_file)
    from_environment = os.environ.get(PASSPHRASE_VARIABLE)
    if from_environment:
        return from_environment
    if not sys.stdin.isatty():
        raise EnvironmentRefusedError(
            Text("Er is geen wachtwoordzin gegeven.", "No passphrase was given."),
            Text(
                "Gebruik --passphrase-file BESTAND of de omgevingsvariabele {name}.",
                "Use --passphrase-file FILE or the environment variable {name}.",
            ).fill(name=PASSPHRASE_VARIABLE),
        )
    typed = getpass.getpass(Text("Wachtwoordzin: ", "Passphrase: ").say(console.language))
    if repeat and typed != getpass.getpass(Text("Nogmaals: ", "Once more: ").say(console.language)):
        raise EnvironmentRefusedError(
            Text("De twee wachtwoordzinnen zijn niet gelijk.", "The two passphrases differ."),
            Text("Probeer het opnieuw.", "Try again."),
        )
    return typed


def certificate_passphrase(file: Path | None, console: Console) -> str:
    """Return the password of a certificate: from the file named, or typed at a prompt; empty where nobody can type.

    Raises:
        EnvironmentRefusedError: the file cannot be read.
    """
    if file is not None:
        return first_line(file)
    if not sys.stdin.isatty():
        return ""
    return getpass.getpass(
        Text("Wachtwoord van het certificaat: ", "Password of the certificate: ").say(console.language)
    )


@contextmanager
def open_asked(asked: argparse.Namespace, console: Console, *, read_only: bool = False) -> Iterator[Portfolio]:
    """Open the vault that the command names, and close it after the work; what was changed is backed up then.

    A backup that fails does not undo the work: it is told, and kept for `backup --status` until one succeeds.
    """
    from portfolio_app.services.opening import open_portfolio

    with open_portfolio(
        asked.vault, passphrase=passphrase_for(asked, console), clock=console.clock, read_only=read_only
    ) as portfolio:
        yield portfolio
        for attempt in portfolio.back_up_before_closing(spacing=_SPACING):
            if attempt.problem is not None:
                console.complain(attempt.problem)


def first_line(path: Path) -> str:
    """Return the first line of a file with a passphrase.

    Raises:
        EnvironmentRefusedError: it cannot be read, or is no text.
    """
    try:
        with path.open(encoding="utf-8-sig") as lines:
            return lines.readline().rstrip("\r\n")
    except OSError as error:
        raise refusal_from(error, Text("Het lezen van de wachtwoordzin", "Reading the passphrase")) from error
    except UnicodeDecodeError:
        raise EnvironmentRefusedError(
            Text("Het bestand met de wachtwoordzin is geen tekst.", "The file with the passphrase is not text."),
            Text("Bewaar het als gewone tekst (UTF-8).", "Save it as plain text (UTF-8)."),
        ) from None
