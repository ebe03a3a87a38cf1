"""Commands for the keys of a vault: its passphrase, its recovery key, and the keyring of the system."""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from portfolio_app.cli.access import agreed, first_line, open_asked, passphrase_for, typed_secret
from portfolio_app.cli.console import Console
from portfolio_app.cli.parser import JSON, PASSPHRASE_FILE, VAULT, Argument, Command
from portfolio_app.common.errors import EnvironmentRefusedError, WrongUseError
from portfolio_app.common.text import Text

if TYPE_CHECKING:
    from portfolio_app.services.keys import Proof

RECOVERY_KEY_FILE: Final = Argument(
    ("--recovery-key-file",),
    Text("bestand met de herstelsleutel op de eerste regel", "file with the recovery key on its first line"),
    convert=Path,
    value_name="FILE",
)
SHEET: Final = Argument(
    ("--sheet",),
    Text("bewaar de herstelsleutel als blad om af te drukken", "save the recovery key as a sheet to print"),
    convert=Path,
    value_name="OUT.pdf",
)
ALLOW_WEAK: Final = Argument(
    ("--allow-weak",),
    Text("neem ook genoegen met een heel zwakke wachtwoordzin", "accept even a very weak passphrase"),
    flag=True,
)
_NEW_PASSPHRASE_FILE: Final = Argument(
    ("--new-passphrase-file",),
    Text("bestand met de nieuwe wachtwoordzin op de eerste regel", "file with the new passphrase on its first line"),
    convert=Path,
    value_name="FILE",
)
_BY_RECOVERY_KEY: Final = Argument(
    ("--forgotten",),
    Text(
        "vraag om de herstelsleutel in plaats van de wachtwoordzin",
        "ask for the recovery key instead of the passphrase",
    ),
    flag=True,
)
_NEW: Final = Text("Nieuwe wachtwoordzin", "New passphrase")
_RECOVERY_KEY: Final = Text("Herstelsleutel", "Recovery key")


def refuse_too_weak(passphrase: str, asked: argparse.Namespace, console: Console) -> None:
    """Ask whether a very weak passphrase is meant; say how weak one is that is no better than fair.

    It is not forbidden: whose portfolio it is decides, and a rule that cannot be met is met with a note on the screen.

    Raises:
        WrongUseError: it is not meant, or there is nobody to ask.
    """
    from portfolio_app.services.passphrases import Strength, judge

    judged = judge(passphrase, (asked.vault.name.removesuffix(".vakdossier"),))
    if judged.strength >= Strength.GOOD or asked.allow_weak:
        return
    verdict = Text("Deze wachtwoordzin is {label}: {meaning}.", "This passphrase is {label}: it {meaning}.").fill(
        label=Text(judged.strength.label.nl.lower(), judged.strength.label.en.lower()), meaning=judged.strength.meaning
    )
    if judged.strength is not Strength.VERY_WEAK:
        console.say_aside(verdict)
        return
    if sys.stdin.isatty():
        for words in (verdict, *judged.advice):
            console.say_aside(words)
        if agreed(Text("Toch deze gebruiken? [j/N] ", "Use this one anyway? [y/N] "), console):
            return
        raise WrongUseError(Text("Er is niets veranderd.", "Nothing was changed."))
    raise WrongUseError(
        verdict,
        Text("{advice} Met --allow-weak mag het toch.", "{advice} With --allow-weak it is accepted anyway.").fill(
            advice=judged.advice[-1]
        ),
    )


def _proof(asked: argparse.Namespace, console: Console) -> Proof:
    from portfolio_app.services.keys import Proof

    if asked.recovery_key_file is not None or asked.forgotten:
        return Proof(recovery_key=_typed_recovery_key(asked, console))
    return Proof(passphrase=passphrase_for(asked, console))


def _typed_recovery_key(asked: argparse.Namespace, console: Console) -> str:
    if asked.recovery_key_file is not None:
        return first_line(asked.recovery_key_file)
    if not sys.stdin.isatty():
        raise EnvironmentRefusedError(
            Text("Er is geen herstelsleutel gegeven.", "No recovery key was given."),
            Text("Gebruik --recovery-key-file FILE.", "Use --recovery-key-file FILE."),
        )
    return typed_secret(_RECOVERY_KEY, console)


def _new_passphrase(asked: argparse.Namespace, console: Console) -> str:
    if asked.new_passphrase_file is not None:
        return first_line(asked.new_passphrase_file)
    if not sys.stdin.isatty():
        raise EnvironmentRefusedError(
            Text("Er is geen nieuwe wachtwoordzin gegeven.", "No new passphrase was given."),
            Text("Gebruik --new-passphrase-file FILE.", "Use --new-passphrase-file FILE."),
        )
    return typed_secret(_NEW, console, repeat=True)


def _passphrase(asked: argparse.Namespace, console: Console) -> int:
    from portfolio_app.services.keys import WHAT_A_CHANGE_CANNOT_DO, change_passphrase
    from portfolio_app.services.opening import open_portfolio

    proof = _proof(asked, console)
    with open_portfolio(
        asked.vault, passphrase=proof.passphrase, recovery_key=proof.recovery_key, clock=console.clock
    ) as portfolio:
        passphrase = _new_passphrase(asked, console)
        refuse_too_weak(passphrase, asked, console)
        notices = change_passphrase(portfolio.vault, proof, passphrase)
    if asked.json:
        console.data({"vault": str(asked.vault), "notices": [notice.say(console.language) for notice in notices]})
        return 0
    console.say(Text("De nieuwe wachtwoordzin geldt.", "The new passphrase is in effect."))
    for notice in (*notices, WHAT_A_CHANGE_CANNOT_DO):
        console.say_aside(notice)
    return 0


def _recovery_key(asked: argparse.Namespace, console: Console) -> int:
    if asked.deed == "test":
        return _check_recovery_key(asked, console)
    return _renew_recovery_key(asked, console)


def _check_recovery_key(asked: argparse.Namespace, console: Console) -> int:
    from portfolio_app.services.keys import check_recovery_key
    from portfolio_app.storage.errors import RecoveryKeyTypoError, WrongRecoveryKeyError

    problem: RecoveryKeyTypoError | WrongRecoveryKeyError | None = None
    typed = _typed_recovery_key(asked, console)
    try:
        check_recovery_key(asked.vault, typed)
    except (RecoveryKeyTypoError, WrongRecoveryKeyError) as error:
        problem = error
    if asked.json:
        console.data({"opens": problem is None, "problem": problem.say(console.language) if problem else None})
    elif problem is None:
        console.say(
            Text(
                "Deze herstelsleutel klopt: hij opent dit portfolio.",
                "This recovery key is valid: it opens this portfolio.",
            )
        )
    else:
        console.print(problem.say(console.language))
    if problem is None:
        _keep_that_it_held(asked, console, typed)
    return 1 if problem else 0


def _keep_that_it_held(asked: argparse.Namespace, console: Console, recovery_key: str) -> None:
    """Keep the day, so that nothing reminds of it for a year; where that cannot be done, the answer stands."""
    from portfolio_app.services.opening import open_portfolio
    from portfolio_app.services.recovery_check import note_recovery_key_held

    try:
        with open_portfolio(asked.vault, recovery_key=recovery_key, clock=console.clock) as portfolio:
            note_recovery_key_held(portfolio)
    except EnvironmentRefusedError as error:
        console.say_aside(
            Text(
                "Dat u dit vandaag hebt nagekeken, kon niet worden onthouden: {why}",
                "That you checked it today could not be remembered: {why}",
            ).fill(why=error.message)
        )


def _renew_recovery_key(asked: argparse.Namespace, console: Console) -> int:
    from portfolio_app.services.keys import new_recovery_key, prove, replace_recovery_key
    from portfolio_app.services.opening import open_portfolio
    from portfolio_app.services.recovery_check import note_recovery_key_held

    proof = _proof(asked, console)
    with open_portfolio(
        asked.vault, passphrase=proof.passphrase, recovery_key=proof.recovery_key, clock=console.clock
    ) as portfolio:
        prove(portfolio.vault, proof)
        key = new_recovery_key()
        if asked.sheet is not None:
            save_sheet(key, asked, console)
        try:
            notices = replace_recovery_key(portfolio.vault, proof, key)
        except BaseException:
            if asked.sheet is not None:
                asked.sheet.unlink(missing_ok=True)  # a sheet with a key that opens nothing would be worse than none
            raise
        with suppress(EnvironmentRefusedError):  # the new key holds all the same; it is only asked for sooner
            note_recovery_key_held(portfolio)
    say_recovery_key(key, asked, console, notices)
    return 0


def save_sheet(key: str, asked: argparse.Namespace, console: Console) -> None:
    """Write the sheet that `--sheet` asks for.

    Raises:
        WrongUseError, EnvironmentRefusedError: it cannot stand there.
    """
    from portfolio_app.services.recovery_sheet import recovery_sheet, save_recovery_sheet

    content = recovery_sheet(key, asked.vault, made_on=console.clock.today(), language=console.language)
    save_recovery_sheet(content, asked.sheet, asked.vault)


def say_recovery_key(key: str, asked: argparse.Namespace, console: Console, notices: tuple[Text, ...] = ()) -> None:
    """Tell a recovery key, this once."""
    if asked.json:
        data = {"vault": str(asked.vault), "recovery_key": key}
        if asked.sheet is not None:
            data["sheet"] = str(asked.sheet)
        console.data(data)
        return
    console.say(
        Text(
            "Herstelsleutel: {key}\nDruk hem af en berg hem op, niet bij deze computer. Hij wordt niet "
            "opnieuw getoond.",
            "Recovery key: {key}\nPrint it and put it away, but not with this computer. It is not shown again.",
        ).fill(key=key)
    )
    if asked.sheet is not None:
        console.say(
            Text(
                "Blad om af te drukken: {path}. Verwijder het bestand als het is afgedrukt.",
                "Sheet to print: {path}. Delete the file once it is printed.",
            ).fill(path=asked.sheet)
        )
    for notice in notices:
        console.say_aside(notice)


def _keyring(asked: argparse.Namespace, console: Console) -> int:
    from portfolio_app.services.keys import (
        WHAT_THE_KEYRING_MEANS,
        Proof,
        keyring_is_on,
        turn_keyring_off,
        turn_keyring_on,
    )
    from portfolio_app.services.opening import open_portfolio

    notices: tuple[Text, ...] = ()
    if asked.deed == "on":
        proof = Proof(passphrase=passphrase_for(asked, console))
        with open_portfolio(asked.vault, passphrase=proof.passphrase, clock=console.clock) as portfolio:
            notices = (*turn_keyring_on(portfolio.vault, proof), WHAT_THE_KEYRING_MEANS)
    elif asked.deed == "off":
        with open_asked(asked, console) as portfolio:
            notices = turn_keyring_off(portfolio.vault)
    is_on = keyring_is_on(asked.vault)
    if asked.json:
        console.data({"keyring": is_on, "notices": [notice.say(console.language) for notice in notices]})
        return 0
    console.say(
        Text("De sleutelbos van het systeem opent dit portfolio.", "The keyring of the system opens this portfolio.")
        if is_on
        else Text("Geen sleutelbos opent dit portfolio.", "No keyring opens this portfolio.")
    )
    for notice in notices:
        console.say_aside(notice)
    return 0


COMMANDS: tuple[Command, ...] = (
    Command(
        "passphrase",
        Text(
            "wijzigt de wachtwoordzin, met de huidige of met de herstelsleutel",
            "changes the passphrase, with the current one or the recovery key",
        ),
        (
            VAULT,
            _NEW_PASSPHRASE_FILE,
            _BY_RECOVERY_KEY,
            RECOVERY_KEY_FILE,
            ALLOW_WEAK,
            PASSPHRASE_FILE,
            JSON,
        ),
        _passphrase,
    ),
    Command(
        "recovery-key",
        Text(
            "kijkt na of een herstelsleutel nog klopt, of maakt een nieuwe",
            "checks whether a recovery key is still valid, or makes a new one",
        ),
        (
            VAULT,
            Argument(
                ("deed",),
                Text("test: nakijken; renew: vernieuwen", "test: check it; renew: make a new one"),
                choices=("test", "renew"),
                value_name="test|renew",
            ),
            SHEET,
            _BY_RECOVERY_KEY,
            RECOVERY_KEY_FILE,
            PASSPHRASE_FILE,
            JSON,
        ),
        _recovery_key,
    ),
    Command(
        "keyring",
        Text(
            "zet het openen met de sleutelbos van het systeem aan of uit",
            "turns opening with the system’s keyring on or off",
        ),
        (
            VAULT,
            Argument(
                ("deed",),
                Text("on: aan; off: uit; status: hoe het nu is", "on, off, or status: how it is now"),
                count="?",
                default="status",
                choices=("on", "off", "status"),
                value_name="on|off|status",
            ),
            PASSPHRASE_FILE,
            JSON,
        ),
        _keyring,
    ),
)
