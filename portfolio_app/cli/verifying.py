"""The check of a dossier as a command: for whoever was given one."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from portfolio_app.cli.console import Console
from portfolio_app.cli.parser import JSON, Argument, Command
from portfolio_app.common.text import Text

_FOUND: Final = 1
_MOST_SHOWN: Final = 40
_MORE: Final = Text("… en nog {n}; met --json ziet u ze allemaal.", "… and {n} more; --json shows them all.")


def _verify(asked: argparse.Namespace, console: Console) -> int:
    from portfolio_app.services.verifying import report_data, verify

    report = verify(asked.file, console.clock, asked.original)
    if asked.json:
        console.data(report_data(report, console.language))
    else:
        console.say(report.headline)
        for finding in report.findings[:_MOST_SHOWN]:
            console.print(f"  - {finding.say(console.language)}")
        if len(report.findings) > _MOST_SHOWN:
            console.print("  " + _MORE.fill(n=len(report.findings) - _MOST_SHOWN).say(console.language))
        for line in (*report.signatures, *report.notes, report.strength):
            console.say(line)
    return 0 if report.intact else _FOUND


COMMANDS: tuple[Command, ...] = (
    Command(
        "verify",
        Text(
            "controleert een dossier: ongeschonden of veranderd, en door wie ondertekend",
            "checks a dossier: intact or changed, and signed by whom",
        ),
        (
            Argument(("file",), Text("het dossier (PDF)", "the dossier (PDF)"), convert=Path, value_name="FILE"),
            Argument(
                ("--original",),
                Text(
                    "het origineel, zoals de maker het bewaarde, om mee te vergelijken",
                    "the original, as its maker kept it, to compare with",
                ),
                convert=Path,
                value_name="FILE",
            ),
            JSON,
        ),
        _verify,
    ),
)
