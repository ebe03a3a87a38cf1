"""Commands on backups: making them, how they stand, and putting one back."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from portfolio_app.cli.access import open_asked, passphrase_for
from portfolio_app.cli.console import Console
from portfolio_app.cli.naming import named
from portfolio_app.cli.parser import JSON, PASSPHRASE_FILE, VAULT, Argument, Command
from portfolio_app.common.refusals import refusal_from
from portfolio_app.common.text import CountedText, Text
from portfolio_app.domain.counted import RECORDS
from portfolio_app.domain.values.dates import show_date

if TYPE_CHECKING:
    from portfolio_app.services.backups import Attempt, PlaceStatus
    from portfolio_app.storage.backups.comparing import Comparison
    from portfolio_app.storage.vault import Secret

_NEW_EVIDENCE: Final = CountedText(
    Text("1 nieuw bewijsstuk", "1 new piece of evidence"),
    Text("{n} nieuwe bewijsstukken", "{n} new pieces of evidence"),
)
_ABSENT_EVIDENCE: Final = CountedText(
    Text(
        "1 bewijsstuk ontbreekt of is beschadigd en staat niet in de reservekopie. "
        "Herstel het met: vakdossier repair VAULT",
        "1 piece of evidence is missing or damaged and is not in the backup. Repair it with: vakdossier repair VAULT",
    ),
    Text(
        "{n} bewijsstukken ontbreken of zijn beschadigd en staan niet in de reservekopie. "
        "Herstel ze met: vakdossier repair VAULT",
        "{n} pieces of evidence are missing or damaged and are not in the backup. "
        "Repair them with: vakdossier repair VAULT",
    ),
)
_MISSING_EVIDENCE: Final = CountedText(
    Text("1 bewijsstuk ontbreekt.", "1 piece of evidence is missing."),
    Text("{n} bewijsstukken ontbreken.", "{n} pieces of evidence are missing."),
)
KEPT_ASIDE: Final = Text("Het oude portfolio is bewaard: {path}", "The old portfolio was kept: {path}")
RECOVERY_KEY_FILE: Final = Argument(
    ("--recovery-key-file",),
    Text(
        "bestand met de herstelsleutel, in plaats van de wachtwoordzin",
        "file with the recovery key, instead of the passphrase",
    ),
    convert=Path,
    value_name="FILE",
)


def secret_of(asked: argparse.Namespace, console: Console) -> Secret:
    """Return what opens the portfolio, or the one that a backup was made of: its passphrase or its recovery key."""
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
                "Reservekopie {place} gemaakt en nagekeken: {path} ({new})",
                "Backup {place} made and checked: {path} ({new})",
            ).fill(place=attempt.place.label, path=attempt.backup, new=_NEW_EVIDENCE.of(attempt.copied_files))
        )
    elif attempt.ending is Ending.UNCHANGED:
        console.say(
            Text(
                "Er is niets veranderd sinds de laatste reservekopie {place}: {path}",
                "Nothing has changed since the last backup {place}: {path}",
            ).fill(place=attempt.place.label, path=attempt.backup)
        )
    if attempt.absent_evidence:
        console.say_aside(_ABSENT_EVIDENCE.of(attempt.absent_evidence))
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
        made = each.good_at.date()
        said = Text("laatste goede reservekopie {age} ({day})", "last good backup {age} ({day})").fill(
            age=_age(each.age_days or 0), day=Text(show_date(made, "nl"), show_date(made, "en"))
        )
    notes = [
        (not each.is_available, Text("nu niet bereikbaar", "not available right now")),
        (
            each.is_available and each.is_behind,
            Text("er is sindsdien iets veranderd", "something has changed since then"),
        ),
        (bool(each.damaged), Text("beschadigd: {names}", "damaged: {names}").fill(names=", ".join(each.damaged))),
    ]
    line = Text("{place}: {said}", "{place}: {said}").fill(place=each.place.label.capitalised(), said=said)
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

    secret = secret_of(asked, console)
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
            "Teruggezet: {path} met {records}, zoals het was op {moment}.",
            "Restored: {path} with {records}, as it was on {moment}.",
        ).fill(
            path=vault,
            records=RECORDS.of(restored.manifest.records),
            moment=f"{restored.manifest.made_at.astimezone():%Y-%m-%d %H:%M}",
        )
    )
    if restored.missing_evidence:
        console.say(_MISSING_EVIDENCE.of(len(restored.missing_evidence)))
    if compared is not None:
        _say_comparison(compared, console)
    if kept_aside is not None:
        console.say(KEPT_ASIDE.fill(path=kept_aside))
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
        console.say(Text("Beide bevatten precies hetzelfde.", "Both contain exactly the same."))
    parts = (
        (Text("alleen in het oude", "only in the old one"), compared.only_in_old),
        (Text("alleen in het nieuwe", "only in the new one"), compared.only_in_new),
        (Text("verschillend", "different"), compared.different),
    )
    for label, records in parts:
        for each in records:
            title = each.say(console.language)
            console.print(f"{label.say(console.language)}: {named(each.kind, each.id, title, console.language)}")


OUTPUT: Final = Argument(
    ("-o", "--output"), Text("het nieuwe portfolio", "the new portfolio"), convert=Path, value_name="VAULT"
)

COMMANDS: tuple[Command, ...] = (
    Command(
        "backup",
        Text("maakt een reservekopie en kijkt die na", "makes a backup and checks it"),
        (
            VAULT,
            Argument(
                ("--to",),
                Text("deze keer alleen in deze map", "this time only in this folder"),
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
                Text(
                    "voortaan alleen in de map van het portfolio zelf",
                    "from now on only in the folder of the portfolio itself",
                ),
                flag=True,
            ),
            Argument(
                ("--status",),
                Text("maak niets; zeg hoe het ervoor staat", "make nothing; tell how things stand"),
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
            "zet een reservekopie terug als nieuw portfolio; zonder -o: toont welke er zijn",
            "restores a backup as a new portfolio; without -o: lists the backups",
        ),
        (
            Argument(
                ("backup",),
                Text(
                    "een reservekopie, of het portfolio of de map waar ze in staan",
                    "a backup, or the portfolio or folder that holds them",
                ),
                convert=Path,
                value_name="BACKUP",
            ),
            OUTPUT,
            Argument(("--list",), Text("toon welke er zijn", "list the backups"), flag=True),
            Argument(
                ("--replace",),
                Text(
                    "neem het nieuwe portfolio in gebruik in plaats van dit, dat ernaast bewaard blijft met de datum "
                    "in zijn naam",
                    "use the new portfolio in place of this one, which is kept alongside with the date in its name",
                ),
                convert=Path,
                value_name="VAULT",
            ),
            PASSPHRASE_FILE,
            RECOVERY_KEY_FILE,
            JSON,
        ),
        _restore,
    ),
)
