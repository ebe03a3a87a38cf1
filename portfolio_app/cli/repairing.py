"""The command that mends a damaged vault."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from portfolio_app.cli.backups import KEPT_ASIDE, OUTPUT, RECOVERY_KEY_FILE, secret_of
from portfolio_app.cli.console import Console
from portfolio_app.cli.naming import named
from portfolio_app.cli.parser import JSON, PASSPHRASE_FILE, VAULT, Argument, Command
from portfolio_app.common.text import CountedText, Text
from portfolio_app.domain.counted import RECORDS

if TYPE_CHECKING:
    from portfolio_app.services.repairing import Repaired
    from portfolio_app.storage.repair.rebuild import RepairReport

_EVIDENCE_BACK: Final = CountedText(
    Text("1 bewijsstuk is teruggezet uit een reservekopie.", "1 piece of evidence was restored from a backup."),
    Text(
        "{n} bewijsstukken zijn teruggezet uit een reservekopie.",
        "{n} pieces of evidence were restored from a backup.",
    ),
)


def _repair(asked: argparse.Namespace, console: Console) -> int:
    from portfolio_app.services.repairing import repair
    from portfolio_app.services.restoring import take_into_use

    secret = secret_of(asked, console)
    with console.progress() as progress:
        done = repair(
            asked.vault,
            secret,
            clock=console.clock,
            target=asked.output,
            places=tuple(asked.backups),
            progress=progress,
        )
    kept_aside = None
    if asked.replace and done.rebuilt is not None:
        kept_aside = take_into_use(asked.vault, done.rebuilt.path, secret, clock=console.clock).kept_aside
    if asked.json:
        console.data({**_repaired_as_data(done, console), "old_vault": str(kept_aside) if kept_aside else None})
    else:
        _say_repaired(done, console)
        if kept_aside is not None:
            console.say(KEPT_ASIDE.fill(path=kept_aside))
    return 0 if done.is_complete else 1


def _repaired_as_data(done: Repaired, console: Console) -> dict[str, object]:
    rebuilt = done.rebuilt
    return {
        "complete": done.is_complete,
        "key_file": done.key_file_from_backup or bool(done.mended and done.mended.key_file),
        "search_index": bool(done.mended and done.mended.search_index),
        "evidence_from_backup": (done.mended.evidence if done.mended else 0)
        + (rebuilt.evidence_from_backup if rebuilt else 0),
        "new_vault": None if rebuilt is None else _rebuilt_as_data(rebuilt),
        "findings": [each.message.say(console.language) for each in done.findings],
    }


def _rebuilt_as_data(rebuilt: RepairReport) -> dict[str, object]:
    lists = {
        "from_history": rebuilt.from_history,
        "from_backup": rebuilt.from_backup,
        "in_bin": rebuilt.in_bin,
        "lost": rebuilt.lost,
        "lost_evidence": rebuilt.lost_evidence,
    }
    return {
        "path": str(rebuilt.path),
        "records": rebuilt.records,
        "damaged_pages": rebuilt.damaged_pages,
        "backup": rebuilt.backup or None,
        "perhaps_older": rebuilt.perhaps_older,
        "history_is_complete": rebuilt.history_is_complete,
        "operations": rebuilt.operations,
        "rewritten_operations": rebuilt.rewritten_operations,
        **{name: [{"kind": each.kind, "id": each.id} for each in records] for name, records in lists.items()},
    }


def _say_repaired(done: Repaired, console: Console) -> None:
    if done.key_file_from_backup or (done.mended and done.mended.key_file):
        console.say(Text("Het sleutelbestand is hersteld.", "The key file was repaired."))
    if done.mended and done.mended.search_index:
        console.say(Text("De zoekindex is opnieuw gemaakt.", "The search index was rebuilt."))
    if done.mended and done.mended.evidence:
        console.say(_EVIDENCE_BACK.of(done.mended.evidence))
    if done.rebuilt is not None:
        _say_rebuilt(done.rebuilt, console)
    for each in done.findings:
        console.print(f"{each.message.say(console.language)} {each.remedy.say(console.language)}".rstrip())
    if done.is_complete:
        console.say(Text("In orde: er is niets verloren gegaan.", "All in order: nothing was lost."))


def _say_rebuilt(rebuilt: RepairReport, console: Console) -> None:
    console.say(
        Text(
            "Nieuw portfolio met {records}: {path} (beschadigde bladzijden in de oude database: {pages})",
            "New portfolio with {records}: {path} (damaged pages in the old database: {pages})",
        ).fill(records=RECORDS.of(rebuilt.records), path=rebuilt.path, pages=rebuilt.damaged_pages)
    )
    parts = (
        (Text("uit de geschiedenis teruggehaald", "recovered from the history"), rebuilt.from_history),
        (Text("uit reservekopie {name}", "from backup {name}").fill(name=rebuilt.backup), rebuilt.from_backup),
        (Text("staat in de prullenbak", "is in the bin"), rebuilt.in_bin),
        (Text("verloren", "lost"), rebuilt.lost),
        (Text("bewijsstuk verloren", "evidence lost"), rebuilt.lost_evidence),
    )
    for label, records in parts:
        for each in records:
            called = named(each.kind, each.id, each.title, console.language)
            console.print(f"{label.say(console.language)}: {called}")
    if rebuilt.perhaps_older:
        console.say(
            Text(
                "Wat niet uit de database zelf komt, kan ouder zijn dan wat er het laatst stond.",
                "What does not come from the database itself may be older than what was last there.",
            )
        )
    if not rebuilt.history_is_complete:
        console.say(
            Text(
                "Handelingen in de geschiedenis die zijn zoals ze waren: {kept}. Opnieuw opgeschreven: "
                "{rewritten}. De rest is verloren.",
                "Operations in the history that are as they were: {kept}. Written anew: {rewritten}. The rest is lost.",
            ).fill(kept=rebuilt.operations, rewritten=rebuilt.rewritten_operations)
        )


COMMANDS: tuple[Command, ...] = (
    Command(
        "repair",
        Text(
            "herstelt een beschadigd portfolio, zo nodig in een nieuw portfolio ernaast",
            "repairs a damaged portfolio, if need be in a new portfolio alongside",
        ),
        (
            VAULT,
            OUTPUT,
            Argument(
                ("--backups",),
                Text("gebruik ook de reservekopieën in deze map", "use the backups in this folder too"),
                convert=Path,
                repeated=True,
                value_name="DIR",
            ),
            Argument(
                ("--replace",),
                Text(
                    "neem het nieuwe portfolio meteen in gebruik; het oude blijft ernaast bewaard met de datum in "
                    "zijn naam",
                    "use the new portfolio at once; the old one is kept alongside with the date in its name",
                ),
                flag=True,
            ),
            PASSPHRASE_FILE,
            RECOVERY_KEY_FILE,
            JSON,
        ),
        _repair,
    ),
)
