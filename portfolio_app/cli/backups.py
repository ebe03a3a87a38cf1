"""Commands on backups: making them, how they stand, putting one back, and mending a damaged vault."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from portfolio_app.cli.access import open_asked, passphrase_for
from portfolio_app.cli.console import Console
from portfolio_app.cli.parser import JSON, PASSPHRASE_FILE, VAULT, Argument, Command
from portfolio_app.common.refusals import refusal_from
from portfolio_app.common.text import Text

if TYPE_CHECKING:
    from portfolio_app.services.backups import Attempt, PlaceStatus
    from portfolio_app.services.repairing import Repaired
    from portfolio_app.storage.backups.comparing import Comparison
    from portfolio_app.storage.repair.rebuild import RepairReport
    from portfolio_app.storage.vault import Secret

_RECOVERY_KEY_FILE = Argument(
    ("--recovery-key-file",),
    Text("bestand met de herstelsleutel, in plaats van de wachtwoordzin", "file with the recovery key instead"),
    convert=Path,
    value_name="FILE",
)


def _secret(asked: argparse.Namespace, console: Console) -> Secret:
    from portfolio_app.storage.vault import Secret

    if asked.recovery_key_file is None:
        return Secret(passphrase=passphrase_for(asked, console))
    try:
        words = asked.recovery_key_file.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise refusal_from(error, Text("Het lezen van de herstelsleutel", "Reading the recovery key")) from error
    return Secret(recovery_key=words.strip())


def _backup(asked: argparse.Namespace, console: Console) -> int:
    from portfolio_app.services.backups import Backups

    with open_asked(asked, console) as portfolio:
        backups = Backups(portfolio.vault, console.clock)
        if asked.second_place is not None:
            backups.choose_second_place(asked.second_place)
        if asked.only_vault:
            backups.choose_second_place(None)
        if asked.status:
            return _say_status(backups.status(), asked, console)
        with console.progress() as progress:
            if asked.to is not None:
                attempts: tuple[Attempt, ...] = (backups.back_up_to(asked.to, progress=progress),)
            else:
                attempts = backups.back_up(progress=progress)
    if asked.json:
        console.data([_attempt_as_data(attempt, console) for attempt in attempts])
    else:
        for attempt in attempts:
            _say_attempt(attempt, console)
    return 0 if all(attempt.is_good for attempt in attempts) else 3


def _say_attempt(attempt: Attempt, console: Console) -> None:
    from portfolio_app.services.backups import Ending

    if attempt.ending is Ending.MADE:
        console.say(
            Text(
                "Reservekopie {place} gemaakt en nagekeken: {path} ({files} nieuwe bewijsstukken)",
                "Backup {place} made and checked: {path} ({files} new pieces of evidence)",
            ).fill(place=attempt.place.label, path=attempt.backup, files=attempt.copied_files)
        )
    elif attempt.ending is Ending.UNCHANGED:
        console.say(
            Text(
                "Er is niets veranderd sinds de laatste reservekopie {place}: {path}",
                "Nothing was changed since the last backup {place}: {path}",
            ).fill(place=attempt.place.label, path=attempt.backup)
        )
    if attempt.absent_evidence:
        console.say_aside(
            Text(
                "{n} bewijsstukken ontbreken of zijn beschadigd en staan niet in de reservekopie. "
                "Herstel ze met: vakdossier repair VAULT",
                "{n} pieces of evidence are missing or damaged and are not in the backup. "
                "Mend them with: vakdossier repair VAULT",
            ).fill(n=attempt.absent_evidence)
        )
    if attempt.problem is not None:
        console.complain(attempt.problem)


def _attempt_as_data(attempt: Attempt, console: Console) -> dict[str, object]:
    return {
        "place": attempt.place.value,
        "ending": attempt.ending.value,
        "backup": str(attempt.backup) if attempt.backup else None,
        "copied_files": attempt.copied_files,
        "copied_bytes": attempt.copied_bytes,
        "absent_evidence": attempt.absent_evidence,
        "removed": attempt.removed,
        "problem": attempt.problem.say(console.language) if attempt.problem else None,
    }


def _say_status(status: tuple[PlaceStatus, ...], asked: argparse.Namespace, console: Console) -> int:
    if asked.json:
        console.data(
            [
                {
                    "place": each.place.value,
                    "path": str(each.path),
                    "available": each.is_available,
                    "last_good": each.good_at.isoformat() if each.good_at else None,
                    "age_days": each.age_days,
                    "behind": each.is_behind,
                    "backups": each.backups,
                    "damaged": list(each.damaged),
                    "failed_at": each.failed_at.isoformat() if each.failed_at else None,
                    "failure": each.failure.say(console.language) if each.failure else None,
                }
                for each in status
            ]
        )
    else:
        for each in status:
            console.say(_status_line(each))
    return 1 if any(each.is_behind or each.damaged or each.failure for each in status) else 0


def _status_line(each: PlaceStatus) -> Text:
    if each.good_at is None:
        said = Text("nog geen goede reservekopie", "no good backup yet")
    else:
        said = Text("laatste goede reservekopie {age} ({day})", "last good backup {age} ({day})").fill(
            age=_age(each.age_days or 0), day=each.good_at.date().isoformat()
        )
    notes = [
        (not each.is_available, Text("nu niet bereikbaar", "cannot be reached now")),
        (each.is_available and each.is_behind, Text("er is sindsdien iets veranderd", "something changed since")),
        (bool(each.damaged), Text("beschadigd: {names}", "damaged: {names}").fill(names=", ".join(each.damaged))),
    ]
    line = Text("{place}: {said}", "{place}: {said}").fill(place=each.place.label, said=said)
    for holds, note in notes:
        if holds:
            line = Text("{line}; {note}", "{line}; {note}").fill(line=line, note=note)
    if each.failure is not None:
        line = Text("{line}. {failure}", "{line}. {failure}").fill(line=line, failure=each.failure)
    return line


def _age(days: int) -> Text:
    if days == 0:
        return Text("minder dan een dag oud", "less than a day old")
    return Text("{n} dagen oud", "{n} days old").fill(n=days) if days > 1 else Text("een dag oud", "a day old")


def _restore(asked: argparse.Namespace, console: Console) -> int:
    from portfolio_app.services import restoring as services

    secret = _secret(asked, console)
    if asked.list or asked.output is None:
        return _list(asked, console, secret)
    with console.progress() as progress:
        restored = services.restore(asked.backup, asked.output, secret, clock=console.clock, progress=progress)
    compared = None
    kept_aside = None
    if asked.replace is not None:
        compared = services.compare_or_none(asked.replace, restored.path, secret, clock=console.clock)
        kept_aside = services.take_into_use(asked.replace, restored.path, secret, clock=console.clock).kept_aside
    vault = asked.replace if kept_aside is not None else restored.path
    if asked.json:
        console.data(
            {
                "vault": str(vault),
                "made_at": restored.manifest.made_at.isoformat(),
                "records": restored.manifest.records,
                "missing_evidence": list(restored.missing_evidence),
                "old_vault": str(kept_aside) if kept_aside else None,
                "compared": _comparison_as_data(compared) if compared else None,
            }
        )
        return 1 if restored.missing_evidence else 0
    console.say(
        Text(
            "Teruggezet: {path} met {records} gegevens, zoals het was op {moment}.",
            "Restored: {path} with {records} records, as it was on {moment}.",
        ).fill(
            path=vault,
            records=restored.manifest.records,
            moment=f"{restored.manifest.made_at.astimezone():%Y-%m-%d %H:%M}",
        )
    )
    if restored.missing_evidence:
        console.say(
            Text("{n} bewijsstukken ontbreken.", "{n} pieces of evidence are missing.").fill(
                n=len(restored.missing_evidence)
            )
        )
    if compared is not None:
        _say_comparison(compared, console)
    if kept_aside is not None:
        console.say(Text("De oude kluis is bewaard: {path}", "The old vault is kept: {path}").fill(path=kept_aside))
    return 1 if restored.missing_evidence else 0


def _list(asked: argparse.Namespace, console: Console, secret: Secret) -> int:
    from portfolio_app.services.restoring import backups_at

    found = backups_at(asked.backup, secret)
    if asked.json:
        console.data(
            [
                {
                    "backup": str(each.path),
                    "made_at": each.manifest.made_at.isoformat() if each.manifest else None,
                    "records": each.manifest.records if each.manifest else None,
                    "evidence": len(each.manifest.evidence) if each.manifest else None,
                    "reason": each.manifest.reason.value if each.manifest else None,
                    "problem": each.problem.say(console.language) if each.problem else None,
                }
                for store in found
                for each in store.backups
            ]
        )
        return 0
    header = (
        Text("reservekopie", "backup"),
        Text("gegevens", "records"),
        Text("bewijs", "evidence"),
        Text("let op", "note"),
    )
    for store in found:
        console.print(str(store.store))
        console.table(
            [each.say(console.language) for each in header],
            [
                [
                    each.name,
                    str(each.manifest.records) if each.manifest else "?",
                    str(len(each.manifest.evidence)) if each.manifest else "?",
                    each.problem.say(console.language) if each.problem else "",
                ]
                for each in store.backups
            ],
        )
    return 0


def _comparison_as_data(compared: Comparison) -> dict[str, object]:
    return {
        "only_in_old": [{"kind": each.kind, "id": each.id} for each in compared.only_in_old],
        "only_in_new": [{"kind": each.kind, "id": each.id} for each in compared.only_in_new],
        "different": [{"kind": each.kind, "id": each.id} for each in compared.different],
        "counts": {kind: {"old": old, "new": new} for kind, (old, new) in compared.counts.items()},
        "last_in_old": compared.last_in_old.at.isoformat() if compared.last_in_old else None,
        "last_in_new": compared.last_in_new.at.isoformat() if compared.last_in_new else None,
    }


def _say_comparison(compared: Comparison, console: Console) -> None:
    if compared.is_equal:
        console.say(Text("Beide kluizen bevatten hetzelfde.", "Both vaults hold the same."))
    parts = (
        (Text("alleen in de oude", "only in the old"), compared.only_in_old),
        (Text("alleen in de nieuwe", "only in the new"), compared.only_in_new),
        (Text("verschillend", "different"), compared.different),
    )
    for label, records in parts:
        for each in records:
            console.print(f"{label.say(console.language)}: {each.kind} {each.id} {each.say(console.language)}")


def _repair(asked: argparse.Namespace, console: Console) -> int:
    from portfolio_app.services.repairing import repair
    from portfolio_app.services.restoring import take_into_use

    secret = _secret(asked, console)
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
            console.say(Text("De oude kluis is bewaard: {path}", "The old vault is kept: {path}").fill(path=kept_aside))
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
        console.say(Text("Het sleutelbestand is hersteld.", "The key file was mended."))
    if done.mended and done.mended.search_index:
        console.say(Text("De zoekindex is opnieuw gemaakt.", "The search index was made anew."))
    if done.mended and done.mended.evidence:
        console.say(
            Text(
                "{n} bewijsstukken zijn teruggezet uit een reservekopie.",
                "{n} pieces of evidence were put back from a backup.",
            ).fill(n=done.mended.evidence)
        )
    if done.rebuilt is not None:
        _say_rebuilt(done.rebuilt, console)
    for each in done.findings:
        console.print(f"{each.message.say(console.language)} {each.remedy.say(console.language)}".rstrip())
    if done.is_complete:
        console.say(Text("In orde: er is niets verloren gegaan.", "In order: nothing was lost."))


def _say_rebuilt(rebuilt: RepairReport, console: Console) -> None:
    console.say(
        Text(
            "Nieuwe kluis met {records} gegevens: {path} ({pages} beschadigde bladzijden in de oude database)",
            "New vault with {records} records: {path} ({pages} damaged pages in the old database)",
        ).fill(records=rebuilt.records, path=rebuilt.path, pages=rebuilt.damaged_pages)
    )
    parts = (
        (Text("uit de geschiedenis teruggehaald", "taken from the history"), rebuilt.from_history),
        (Text("uit reservekopie {name}", "from backup {name}").fill(name=rebuilt.backup), rebuilt.from_backup),
        (Text("staat in de prullenbak", "stands in the bin"), rebuilt.in_bin),
        (Text("verloren", "lost"), rebuilt.lost),
        (Text("bewijsstuk verloren", "evidence lost"), rebuilt.lost_evidence),
    )
    for label, records in parts:
        for each in records:
            console.print(f"{label.say(console.language)}: {each.kind} {each.id} {each.title}".rstrip())
    if rebuilt.perhaps_older:
        console.say(
            Text(
                "Wat niet uit de database zelf komt, kan ouder zijn dan wat er het laatst stond.",
                "What does not come from the database itself may be older than what stood there last.",
            )
        )
    if not rebuilt.history_is_complete:
        console.say(
            Text(
                "Van de geschiedenis staan {kept} handelingen er zoals ze waren; {rewritten} zijn opnieuw opgeschreven "
                "en de rest is verloren.",
                "Of the history {kept} operations are as they were; {rewritten} were written anew, the rest is lost.",
            ).fill(kept=rebuilt.operations, rewritten=rebuilt.rewritten_operations)
        )


_OUTPUT = Argument(("-o", "--output"), Text("de nieuwe kluis", "the new vault"), convert=Path, value_name="VAULT")

COMMANDS: tuple[Command, ...] = (
    Command(
        "backup",
        Text("maakt een reservekopie en kijkt haar na", "makes a backup and checks it"),
        (
            VAULT,
            Argument(
                ("--to",),
                Text("alleen in deze map, deze keer", "only in this folder, this once"),
                Path,
                value_name="DIR",
            ),
            Argument(
                ("--second-place",),
                Text(
                    "voortaan ook in deze map, op een andere schijf", "from now on also in this folder, on another disk"
                ),
                convert=Path,
                value_name="DIR",
            ),
            Argument(
                ("--only-vault",),
                Text("voortaan alleen in de kluis zelf", "from now on only in the vault itself"),
                flag=True,
            ),
            Argument(
                ("--status",),
                Text("maakt niets; zegt hoe het ervoor staat", "makes nothing; tells how it stands"),
                flag=True,
            ),
            PASSPHRASE_FILE,
            JSON,
        ),
        _backup,
    ),
    Command(
        "restore",
        Text(
            "zet een reservekopie terug in een nieuwe kluis; zonder -o: toont welke er zijn",
            "restores a backup into a new vault; without -o: lists what there is",
        ),
        (
            Argument(
                ("backup",),
                Text(
                    "een reservekopie, of de kluis of map waarin zij staan",
                    "a backup, or the vault or folder they are in",
                ),
                convert=Path,
                value_name="BACKUP",
            ),
            _OUTPUT,
            Argument(("--list",), Text("toont welke er zijn", "lists what there is"), flag=True),
            Argument(
                ("--replace",),
                Text(
                    "neem de nieuwe kluis in gebruik in plaats van deze, die met de datum ernaast bewaard blijft",
                    "take the new vault into use in the place of this one, which is kept beside it with the date",
                ),
                convert=Path,
                value_name="VAULT",
            ),
            PASSPHRASE_FILE,
            _RECOVERY_KEY_FILE,
            JSON,
        ),
        _restore,
    ),
    Command(
        "repair",
        Text(
            "herstelt een beschadigde kluis, zo nodig in een nieuwe kluis ernaast",
            "mends a damaged vault, if need be in a new vault beside it",
        ),
        (
            VAULT,
            _OUTPUT,
            Argument(
                ("--backups",),
                Text("ook met reservekopieën op deze plaats", "also with backups in this place"),
                convert=Path,
                repeated=True,
                value_name="DIR",
            ),
            Argument(
                ("--replace",),
                Text(
                    "neem de nieuwe kluis meteen in gebruik; de oude blijft met de datum ernaast bewaard",
                    "take the new vault into use at once; the old one is kept beside it with the date",
                ),
                flag=True,
            ),
            PASSPHRASE_FILE,
            _RECOVERY_KEY_FILE,
            JSON,
        ),
        _repair,
    ),
)
