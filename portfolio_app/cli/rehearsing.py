"""Commands that look at a dossier without making one: the rehearsed audit, and what changed since one left."""

from __future__ import annotations

import argparse
from typing import Final

from portfolio_app.cli.access import open_asked
from portfolio_app.cli.console import Console
from portfolio_app.cli.documents import FROM, PROFILE, REGISTER, SEED, TO, request_asked
from portfolio_app.cli.findings import changes_data, print_changes, print_rehearsal, rehearsal_data
from portfolio_app.cli.parser import JSON, PASSPHRASE_FILE, VAULT, Argument, Command, positive
from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import Text

_FOUND: Final = 1
_USUAL_SIZE: Final = 5


def _rehearse(asked: argparse.Namespace, console: Console) -> int:
    from portfolio_app.services.exports import prepare_dossier, rehearse

    with open_asked(asked, console, read_only=True) as portfolio, console.progress() as progress:
        request = request_asked(portfolio, asked, console)
        prepared = prepare_dossier(portfolio, request)
        rehearsal = rehearse(portfolio, prepared, asked.sample, request.sample_seed, progress)
    if asked.json:
        console.data(rehearsal_data(rehearsal, console))
    else:
        print_rehearsal(rehearsal, console)
    return 0 if rehearsal.passed else _FOUND


def _changes(asked: argparse.Namespace, console: Console) -> int:
    from portfolio_app.domain.records.outgoing import DocumentKind, Outgoing
    from portfolio_app.services.exports import changes_since

    with open_asked(asked, console, read_only=True) as portfolio:
        dossiers = [each for each in portfolio.snapshot().of(Outgoing) if each.document_kind is DocumentKind.DOSSIER]
        if not (asked.document or dossiers):
            raise WrongUseError(Text("Er ging nog geen dossier uit.", "No dossier has been sent yet."))
        changes = changes_since(portfolio, asked.document or dossiers[0].id)
    if asked.json:
        console.data(changes_data(changes, portfolio.registers, console))
    else:
        print_changes(changes, portfolio.registers, console)
    return 0


COMMANDS: tuple[Command, ...] = (
    Command(
        "rehearse",
        Text(
            "oefent een controle door het register: trekt activiteiten en stelt de vragen van een beoordelaar",
            "rehearses an audit by the register: draws activities and asks what an assessor would ask",
        ),
        (
            VAULT,
            REGISTER,
            PROFILE,
            FROM,
            TO,
            Argument(
                ("--sample",),
                Text("hoeveel activiteiten", "how many activities"),
                convert=positive,
                default=_USUAL_SIZE,
                value_name="N",
            ),
            SEED,
            PASSPHRASE_FILE,
            JSON,
        ),
        _rehearse,
    ),
    Command(
        "changes",
        Text(
            "zegt wat er is veranderd sinds een dossier uitging; zonder kenmerk: het laatste",
            "tells what has changed since a dossier went out; without an id: the last one",
        ),
        (
            VAULT,
            Argument(
                ("document",),
                Text("kenmerk van het uitgegane document", "id of the outgoing document"),
                count="?",
                value_name="ID",
            ),
            PASSPHRASE_FILE,
            JSON,
        ),
        _changes,
    ),
)
