"""Commands on what was done: history, undo and redo."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from portfolio_app.cli.access import open_asked
from portfolio_app.cli.console import Console
from portfolio_app.cli.parser import JSON, PASSPHRASE_FILE, VAULT, Argument, Command, positive
from portfolio_app.common.text import Text

if TYPE_CHECKING:
    from portfolio_app.storage.history import ChangeSet

_LIMIT = Argument(
    ("--limit",), Text("hoogstens zoveel", "at most so many"), convert=positive, default=20, value_name="N"
)


def _history(asked: argparse.Namespace, console: Console) -> int:
    from portfolio_app.services.operations import operation_label

    with open_asked(asked, console, read_only=True) as portfolio:
        operations = portfolio.history(asked.limit)
    if asked.json:
        console.data(
            [
                {
                    "number": each.number,
                    "operation": each.name,
                    "at": each.at.isoformat(),
                    "reverses": each.reverses,
                    "summary": each.summary,
                }
                for each in operations
            ]
        )
        return 0
    if not operations:
        console.say(Text("Er is nog niets gedaan.", "Nothing was done yet."))
    for each in operations:
        subject = each.subject.say(console.language) if each.subject else ""
        done = operation_label(each.name).say(console.language)
        console.print(f"{each.number:>6}  {each.at.astimezone():%Y-%m-%d %H:%M}  {done}  {subject}")
    return 0


def _undo(asked: argparse.Namespace, console: Console) -> int:
    with open_asked(asked, console) as portfolio:
        changes = portfolio.redo() if asked.redo else portfolio.undo()
    _report(changes, asked, console)
    return 0


def _report(changes: ChangeSet, asked: argparse.Namespace, console: Console) -> None:
    if asked.json:
        console.data([{"id": each.id, "kind": each.kind, "change": each.action} for each in changes.changes])
        return
    console.say(
        Text("{n} gegevens teruggezet.", "{n} records put back.").fill(n=len(changes.changes)),
    )


COMMANDS: tuple[Command, ...] = (
    Command(
        "history",
        Text("toont wat er het laatst gedaan is", "shows what was done last"),
        (VAULT, _LIMIT, PASSPHRASE_FILE, JSON),
        _history,
    ),
    Command(
        "undo",
        Text("maakt de laatste handeling ongedaan", "takes the last operation back"),
        (
            VAULT,
            Argument(("--redo",), Text("doe het laatst ongedane opnieuw", "do again what was undone last"), flag=True),
            PASSPHRASE_FILE,
            JSON,
        ),
        _undo,
    ),
)
