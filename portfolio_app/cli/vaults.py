"""Commands on a whole vault: new, sample, demo, check, status, and the register data."""

from __future__ import annotations

import argparse
from pathlib import Path

from portfolio_app.cli.access import open_asked, passphrase_for
from portfolio_app.cli.console import Console
from portfolio_app.cli.keys import ALLOW_WEAK, SHEET, refuse_too_weak, save_sheet, say_recovery_key
from portfolio_app.cli.parser import JSON, PASSPHRASE_FILE, VAULT, Argument, Command, positive
from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import Text
from portfolio_app.domain.counted import EVIDENCE, FILES, RECORDS

_SEED = Argument(
    ("--seed",),
    Text(
        "getal waarmee wordt verzonnen: hetzelfde getal geeft hetzelfde",
        "number to invent with: the same number gives the same",
    ),
    convert=positive,
    default=1,
    value_name="S",
)
_REGISTER = Argument(("--register",), Text("code van het register", "code of the register"), default="", value_name="R")
_ON = Argument(
    ("--on",), Text("op deze dag; anders vandaag", "on this day; otherwise today"), is_day=True, value_name="DATE"
)


def _new(asked: argparse.Namespace, console: Console) -> int:
    from portfolio_app.services.opening import create_portfolio

    passphrase = passphrase_for(asked, console, repeat=True)
    refuse_too_weak(passphrase, asked, console)
    created = create_portfolio(asked.vault, passphrase, clock=console.clock)
    created.portfolio.close()
    if not asked.json:
        console.say(Text("Nieuw portfolio: {path}", "New portfolio: {path}").fill(path=asked.vault))
    try:
        if asked.sheet is not None:
            save_sheet(created.recovery_key, asked, console)
    except VakdossierError:
        asked.sheet = None  # the vault is there, and this is the only time its key is told
        say_recovery_key(created.recovery_key, asked, console)
        raise
    say_recovery_key(created.recovery_key, asked, console)
    return 0


def _sample(asked: argparse.Namespace, console: Console) -> int:
    from portfolio_app.services.samples import make_sample

    with console.progress() as progress:
        made = make_sample(
            asked.vault,
            passphrase_for(asked, console),
            records=asked.records,
            evidence=asked.evidence,
            seed=asked.seed,
            clock=console.clock,
            today=asked.on or console.clock.today(),
            progress=progress,
        )
    if asked.json:
        console.data({"vault": str(asked.vault), "records": made.records, "evidence": made.evidence})
        return 0
    console.say(
        Text(
            "Verzonnen portfolio met {records} en {evidence}: {path}",
            "Fictional portfolio with {records} and {evidence}: {path}",
        ).fill(records=RECORDS.of(made.records), evidence=EVIDENCE.of(made.evidence), path=asked.vault)
    )
    return 0


def _demo(asked: argparse.Namespace, console: Console) -> int:
    from portfolio_app.services.samples import DEMO_PASSPHRASE, make_demo

    with console.progress() as progress:
        demo = make_demo(
            asked.to,
            seed=asked.seed,
            clock=console.clock,
            today=asked.on or console.clock.today(),
            language=console.language,
            progress=progress,
        )
    if asked.json:
        console.data(
            {
                "vault": str(demo.vault),
                "passphrase": DEMO_PASSPHRASE,
                "dossier": str(demo.dossier.path),
                "dossier_pages": demo.dossier.pages,
                "cv": str(demo.cv.path),
                "cv_pages": demo.cv.pages,
            }
        )
    else:
        lines = (
            (Text("Portfolio", "Portfolio"), str(demo.vault)),
            (Text("Wachtwoordzin", "Passphrase"), DEMO_PASSPHRASE),
            (Text("Dossier", "Dossier"), f"{demo.dossier.path} ({demo.dossier.pages} p.)"),
            (Text("Cv", "CV"), f"{demo.cv.path} ({demo.cv.pages} p.)"),
        )
        for label, value in lines:
            console.print(f"{label.say(console.language) + ':':<15} {value}")
    if asked.no_window or not _has_display():
        return 0
    from portfolio_app.bootstrap import run_window

    return run_window(demo.vault, passphrase=DEMO_PASSPHRASE)


def _has_display() -> bool:
    import os
    import sys

    if sys.platform in ("win32", "darwin"):
        return not os.environ.get("CI")
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _check(asked: argparse.Namespace, console: Console) -> int:
    with open_asked(asked, console, read_only=True) as portfolio:
        report = portfolio.check()
    if asked.json:
        console.data(
            {
                "records": report.records,
                "evidence_files": report.evidence_files,
                "findings": [
                    {
                        "place": each.place,
                        "record": each.record_id or None,
                        "serious": each.is_serious,
                        "message": each.message.say(console.language),
                        "remedy": each.remedy.say(console.language),
                    }
                    for each in report.findings
                ],
            }
        )
        return 1 if report.findings else 0
    for each in report.findings:
        about = f" [{each.record_id}]" if each.record_id else ""
        console.print(f"{each.message.say(console.language)}{about} {each.remedy.say(console.language)}".rstrip())
    if not report.findings:
        console.say(
            Text(
                "In orde: {records} en {files} nagekeken.",
                "All in order: {records} and {files} checked.",
            ).fill(records=RECORDS.of(report.records), files=FILES.of(report.evidence_files))
        )
    return 1 if report.findings else 0


def _status(asked: argparse.Namespace, console: Console) -> int:
    from portfolio_app.domain.rules import standing_as_data

    on = asked.on or console.clock.today()
    with open_asked(asked, console, read_only=True) as portfolio:
        standings = portfolio.standing(on=on, register=asked.register)
    if asked.json:
        console.data(standing_as_data(standings, console.language))
    elif not standings:
        console.say(
            Text(
                "Er is nog geen registratie om te beoordelen. Voeg er een toe: vakdossier add VAULT registration …",
                "There is no registration to assess yet. Add one: vakdossier add VAULT registration …",
            )
        )
    else:
        from portfolio_app.cli.standing import print_standing

        for standing in standings:
            print_standing(standing, console)
    return 1 if any(standing.met is False for standing in standings) else 0


COMMANDS: tuple[Command, ...] = (
    Command(
        "new",
        Text(
            "maakt een nieuw, leeg portfolio en toont de herstelsleutel",
            "makes a new, empty portfolio and shows the recovery key",
        ),
        (VAULT, SHEET, ALLOW_WEAK, PASSPHRASE_FILE, JSON),
        _new,
    ),
    Command(
        "demo",
        Text("maakt een verzonnen portfolio met dossier en cv", "makes a fictional portfolio with dossier and CV"),
        (
            Argument(
                ("--to",),
                Text("in deze map", "in this folder"),
                convert=Path,
                default=Path("vakdossier-demo"),
                value_name="DIR",
            ),
            _SEED,
            _ON,
            Argument(("--no-window",), Text("zonder venster", "without the window"), flag=True),
            JSON,
        ),
        _demo,
    ),
    Command(
        "sample",
        Text("maakt een verzonnen portfolio om mee te meten", "makes a fictional portfolio for measuring"),
        (
            VAULT,
            Argument(
                ("--records",),
                Text("aantal gegevens", "number of records"),
                convert=positive,
                required=True,
                value_name="N",
            ),
            _SEED,
            Argument(
                ("--evidence",),
                Text("aantal bestanden", "number of files"),
                convert=positive,
                default=0,
                value_name="M",
            ),
            _ON,
            PASSPHRASE_FILE,
            JSON,
        ),
        _sample,
    ),
    Command(
        "status",
        Text(
            "toont hoe u ervoor staat, per eis van elk register",
            "shows how you stand, per requirement of each register",
        ),
        (VAULT, _REGISTER, _ON, PASSPHRASE_FILE, JSON),
        _status,
    ),
    Command(
        "check",
        Text("controleert database, bewijsstukken en geschiedenis", "checks database, evidence and history"),
        (VAULT, PASSPHRASE_FILE, JSON),
        _check,
    ),
)
