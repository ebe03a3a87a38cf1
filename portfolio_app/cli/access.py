"""Opening a vault for a command: by a passphrase, which never comes from an argument, or by the system's keyring.

In this order: the file named by `--passphrase-file`, the environment, the keyring where its owner turned that on, and a
prompt where somebody can type.
"""

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

_PASSPHRASE: Final = Text("Wachtwoordzin", "Passphrase")
_YES: Final = ("j", "ja", "y", "yes")
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
    given = _given_passphrase(asked)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise EnvironmentRefusedError(
            Text("Er is geen wachtwoordzin gegeven.", "No passphrase was given."),
            Text(
                "Gebruik --passphrase-file FILE of de omgevingsvariabele {name}.",
                "Use --passphrase-file FILE or the environment variable {name}.",
            ).fill(name=PASSPHRASE_VARIABLE),
        )
    return typed_secret(_PASSPHRASE, console, repeat=repeat)


def agreed(question: Text, console: Console) -> bool:
    """Ask somebody at a terminal, and tell whether they said yes."""
    return input(question.say(console.language)).strip().lower() in _YES


def typed_secret(label: Text, console: Console, *, repeat: bool = False) -> str:
    """Return what somebody types at a prompt, unseen.

    Args:
        label: what is asked.
        console: whose language the prompt speaks.
        repeat: ask twice.

    Raises:
        EnvironmentRefusedError: what was typed the second time is something else.
    """
    typed = getpass.getpass(f"{label.say(console.language)}: ")
    if repeat and typed != getpass.getpass(Text("Nog een keer: ", "Once more: ").say(console.language)):
        raise EnvironmentRefusedError(
            Text("De twee wachtwoordzinnen verschillen.", "The two passphrases differ."),
            Text("Probeer het opnieuw.", "Try again."),
        )
    return typed


def _given_passphrase(asked: argparse.Namespace) -> str | None:
    if asked.passphrase_file is not None:
        return first_line(asked.passphrase_file)
    return os.environ.get(PASSPHRASE_VARIABLE) or None


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
    with _opened(asked, console, read_only=read_only) as portfolio:
        for notice in portfolio.notices:
            console.say_aside(notice)
        yield portfolio
        for attempt in portfolio.back_up_before_closing(spacing=_SPACING):
            if attempt.problem is not None:
                console.complain(attempt.problem)


def _opened(asked: argparse.Namespace, console: Console, *, read_only: bool) -> Portfolio:
    from portfolio_app.services.opening import open_portfolio

    passphrase = _given_passphrase(asked)
    if passphrase is None:
        by_keyring = _opened_by_keyring(asked, console, read_only=read_only)
        if by_keyring is not None:
            return by_keyring
        passphrase = passphrase_for(asked, console)
    return open_portfolio(
        asked.vault, passphrase=passphrase, clock=console.clock, read_only=read_only, own_registers=own_registers()
    )


def own_registers() -> Path:
    """Return the folder of the person's own register files on this machine; it may not be there."""
    from portfolio_app.services.places import user_places

    return user_places().rule_sets


def _opened_by_keyring(asked: argparse.Namespace, console: Console, *, read_only: bool) -> Portfolio | None:
    """Return the portfolio when the keyring opens it; that it should have but does not is told in passing."""
    from portfolio_app.services.keys import unlock_key_of
    from portfolio_app.services.opening import open_portfolio
    from portfolio_app.services.system_keyring import KeyringRefusedError
    from portfolio_app.storage.errors import WrongUnlockKeyError

    try:
        unlock_key = unlock_key_of(asked.vault)
        if unlock_key is None:
            return None
        return open_portfolio(
            asked.vault, unlock_key=unlock_key, clock=console.clock, read_only=read_only, own_registers=own_registers()
        )
    except (KeyringRefusedError, WrongUnlockKeyError) as error:
        console.complain(error)
        return None


def first_line(path: Path) -> str:
    """Return the first line of a file with a passphrase or a recovery key.

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
