"""Commands that take everything out, and bring files in: export and import."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from portfolio_app.cli.access import first_line, open_asked
from portfolio_app.cli.console import Console
from portfolio_app.cli.parser import JSON, PASSPHRASE_FILE, VAULT, Argument, Command
from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.refusals import refusal_from
from portfolio_app.common.text import CountedText, Text
from portfolio_app.domain.counted import EVIDENCE, OPERATIONS, RECORDS

if TYPE_CHECKING:
    from portfolio_app.services.archives import Exported, Imported

_ZIP_SIGNS: Final = (b"PK\3\4", b"PK\5\6")
_MOST_SHOWN: Final = 20

_UNPROTECTED: Final = Text(
    "Het archief is niet versleuteld: wie het heeft, kan het lezen. Met --protect-file krijgt het een wachtwoordzin.",
    "The archive is not encrypted: anyone who has it can read it. With --protect-file it gets a passphrase.",
)
_ABSENT_EVIDENCE: Final = CountedText(
    Text(
        "Let op: 1 bewijsstuk ontbreekt of is beschadigd en staat niet in het archief. "
        "Kijk het na met: vakdossier check VAULT",
        "Note: 1 piece of evidence is missing or damaged and is not in the archive. "
        "Look into it: vakdossier check VAULT",
    ),
    Text(
        "Let op: {n} bewijsstukken ontbreken of zijn beschadigd en staan niet in het archief. "
        "Kijk ze na met: vakdossier check VAULT",
        "Note: {n} pieces of evidence are missing or damaged and are not in the archive. "
        "Look into it: vakdossier check VAULT",
    ),
)
_ABSENT_IN_ARCHIVE: Final = CountedText(
    Text("In het archief ontbreekt 1 bewijsstuk.", "1 piece of evidence is missing from the archive."),
    Text("In het archief ontbreken {n} bewijsstukken.", "{n} pieces of evidence are missing from the archive."),
)
_PROTECTED: Final = Text(
    "Het archief is versleuteld (AES-256) en gaat open met zijn wachtwoordzin, ook in 7-Zip, WinZip "
    "of Keka. Zonder die wachtwoordzin kan niemand het lezen, ook wij niet.",
    "The archive is encrypted (AES-256) and opens with its passphrase, also in 7-Zip, WinZip or "
    "Keka. Without that passphrase nobody can read it, not even we.",
)


@dataclass(frozen=True, slots=True)
class ImportFormat:
    """A kind of file that can be brought in.

    Attributes:
        key: what `--as` calls it.
        label: what it is called.
        recognises: tells by the first bytes whether a file is of this kind.
        run: brings it in.
    """

    key: str
    label: Text
    recognises: Callable[[bytes], bool]
    run: Callable[[argparse.Namespace, Console], int]


def _export(asked: argparse.Namespace, console: Console) -> int:
    from portfolio_app.services.archives import ARCHIVE_NOTICE, export_archive

    passphrase = first_line(asked.protect_file) if asked.protect_file else ""
    if asked.protect_file and not passphrase:
        raise WrongUseError(
            Text("Het bestand met de wachtwoordzin is leeg.", "The file with the passphrase is empty."),
            Text("Zet de wachtwoordzin op de eerste regel.", "Put the passphrase on the first line."),
        )
    console.say_aside(ARCHIVE_NOTICE)
    with open_asked(asked, console, read_only=True) as portfolio, console.progress() as progress:
        exported = export_archive(portfolio, asked.output, made_on=asked.date, passphrase=passphrase, progress=progress)
    _tell_exported(exported, asked, console)
    return 1 if exported.absent_evidence else 0


def _tell_exported(exported: Exported, asked: argparse.Namespace, console: Console) -> None:
    if asked.json:
        console.data(
            {
                "path": str(exported.path),
                "size": exported.size,
                "sha256": exported.sha256,
                "records": exported.records,
                "operations": exported.operations,
                "evidence": exported.evidence,
                "absent_evidence": exported.absent_evidence,
                "protected": exported.protected,
            }
        )
    else:
        console.say(
            Text(
                "Gemaakt: {path}\n{records}, {evidence}, {operations}.\nSHA-256: {sha}",
                "Made: {path}\n{records}, {evidence}, {operations}.\nSHA-256: {sha}",
            ).fill(
                path=exported.path,
                records=RECORDS.of(exported.records),
                evidence=EVIDENCE.of(exported.evidence),
                operations=OPERATIONS.of(exported.operations),
                sha=exported.sha256,
            )
        )
    console.say_aside(_PROTECTED if exported.protected else _UNPROTECTED)
    if exported.absent_evidence:
        console.say_aside(_ABSENT_EVIDENCE.of(exported.absent_evidence))


def _import(asked: argparse.Namespace, console: Console) -> int:
    head = _head(asked.file)
    for known in FORMATS:
        if asked.format == known.key or (not asked.format and known.recognises(head)):
            return known.run(asked, console)
    raise WrongUseError(
        Text(
            "Dit soort bestand kan niet worden overgenomen. Wel: {known}.",
            "This kind of file cannot be imported. These can: {known}.",
        ).fill(
            known=Text(
                "; ".join(f"{known.label.nl} ({known.key})" for known in FORMATS),
                "; ".join(f"{known.label.en} ({known.key})" for known in FORMATS),
            )
        )
    )


def _head(file: Path) -> bytes:
    try:
        with file.open("rb") as content:
            return content.read(512)
    except OSError as error:
        raise refusal_from(error, Text("Het lezen van het bestand", "Reading the file")) from error


def _import_archive(asked: argparse.Namespace, console: Console) -> int:
    from portfolio_app.services.archives import ImportRequest, import_archive

    request = ImportRequest(
        path=asked.file,
        passphrase=first_line(asked.protect_file) if asked.protect_file else "",
        with_history=not asked.without_history,
        replace=asked.replace,
        dry_run=asked.dry_run,
    )
    with open_asked(asked, console) as portfolio, console.progress() as progress:
        imported = import_archive(portfolio, request, progress)
    if asked.json:
        console.data(_imported_as_data(imported, console))
    else:
        _tell_imported(imported, console)
    return 0


_REBUILT: Final = CountedText(
    Text(
        "Uit de bladzijden van het dossier is het bestand van 1 bewijsstuk gemaakt. Het toont hetzelfde, maar is niet "
        "het origineel:",
        "The file of 1 piece of evidence was made from the pages of the dossier. It shows the same but "
        "is not the original:",
    ),
    Text(
        "Uit de bladzijden van het dossier zijn de bestanden van {n} bewijsstukken gemaakt. Zij tonen hetzelfde, maar "
        "zijn niet de originelen:",
        "The files of {n} pieces of evidence were made from the pages of the dossier. They show the same "
        "but are not the originals:",
    ),
)
_WITHOUT_FILE: Final = CountedText(
    Text(
        "Zonder bestand overgenomen: 1 bewijsstuk. Voeg het bestand zelf weer toe:",
        "Imported without its file: 1 piece of evidence. Add the file again yourself:",
    ),
    Text(
        "Zonder bestand overgenomen: {n} bewijsstukken. Voeg de bestanden zelf weer toe:",
        "Imported without their files: {n} pieces of evidence. Add the files again yourself:",
    ),
)


def _import_dossier(asked: argparse.Namespace, console: Console) -> int:
    from portfolio_app.services.archives import ImportRequest
    from portfolio_app.services.dossier_import import import_dossier

    request = ImportRequest(path=asked.file, replace=asked.replace, dry_run=asked.dry_run)
    with open_asked(asked, console) as portfolio, console.progress() as progress:
        found = import_dossier(portfolio, request, progress)
    if asked.json:
        console.data(
            {
                **_imported_as_data(found.imported, console),
                "without_file": list(found.without_file),
                "rebuilt": list(found.rebuilt),
            }
        )
        return 0
    _tell_imported(found.imported, console)
    for told, names in ((_REBUILT, found.rebuilt), (_WITHOUT_FILE, found.without_file)):
        if names:
            console.print(told.say(len(names), console.language))
            for name in names[:_MOST_SHOWN]:
                console.print(f"  - {name}")
            if len(names) > _MOST_SHOWN:
                console.print("  …")
    return 0


def _imported_as_data(imported: Imported, console: Console) -> dict[str, object]:
    return {
        "kept": imported.is_kept,
        "whole": imported.is_whole,
        "new": dict(imported.new),
        "equal": imported.equal,
        "different": [
            {
                "kind": each.kind,
                "id": each.id,
                "title": each.title.say(console.language),
                "fields": [label.say(console.language) for label in each.fields],
            }
            for each in imported.different
        ],
        "replaced": imported.replaced,
        "erased": imported.erased,
        "operations": imported.operations,
        "evidence": imported.evidence,
        "absent_evidence": imported.absent_evidence,
        "refused_evidence": [each.en for each in imported.refused_evidence],
        "registers": list(imported.registers),
        "refused_registers": [each.en for each in imported.refused_registers],
        "words": imported.words,
        "refused_words": imported.refused_words.en,
    }


def _tell_imported(imported: Imported, console: Console) -> None:
    new = sum(imported.new.values())
    if not imported.is_kept:
        console.say(
            Text(
                "Proef: er is niets veranderd. Dit zou de uitkomst zijn:",
                "Dry run: nothing was changed. This would be the result:",
            )
        )
    lines = [
        Text("Nieuw: {records}, {evidence}.", "New: {records}, {evidence}.").fill(
            records=RECORDS.of(new), evidence=EVIDENCE.of(imported.evidence)
        )
    ]
    if imported.is_whole:
        lines.append(
            Text(
                "Gelijk aan het portfolio waarvan het archief is gemaakt, met {operations} in de geschiedenis.",
                "Equal to the portfolio that the archive was made from, with {operations} in its history.",
            ).fill(operations=OPERATIONS.of(imported.operations))
        )
    else:
        lines.append(Text("Gelijk: {n}.", "Equal: {n}.").fill(n=imported.equal))
        lines.extend(_differences(imported))
    if imported.erased:
        lines.append(
            Text(
                "Weggelaten, want in dit portfolio voorgoed gewist: {n}.",
                "Left out, because erased for good in this portfolio: {n}.",
            ).fill(n=imported.erased)
        )
    _tell_besides(imported, console)
    if imported.words:
        lines.append(
            Text("Eigen woorden voor de spelling: {n}.", "Spelling words of your own: {n}.").fill(n=imported.words)
        )
    if imported.absent_evidence:
        lines.append(_ABSENT_IN_ARCHIVE.of(imported.absent_evidence))
    if imported.changes is not None and imported.changes.operation is not None:
        lines.append(
            Text(
                "Dit is één handeling; vakdossier undo maakt alles ongedaan.",
                "This is one operation; vakdossier undo undoes all of it.",
            )
        )
    for line in lines:
        console.say(line)


def _tell_besides(imported: Imported, console: Console) -> None:
    """Tell what came in, or did not, besides the records."""
    for each in imported.refused_evidence:
        console.say(Text("Bewijsstuk niet overgenomen: {why}", "Evidence not imported: {why}").fill(why=each))
    for name in imported.registers:
        console.say(
            Text("Eigen registerbestand teruggezet: {name}", "Register file of your own restored: {name}").fill(
                name=name
            )
        )
    for each in (*imported.refused_registers, imported.refused_words):
        if each:
            console.say_aside(each)


def _differences(imported: Imported) -> list[Text]:
    if not imported.different:
        return []
    fate = (
        Text("Anders, en vervangen: {n}.", "Different, and replaced: {n}.")
        if imported.replaced
        else Text(
            "Anders, en gelaten zoals het in het portfolio staat: {n}. Met --replace wordt het zoals in het bestand.",
            "Different, and left as it is in the portfolio: {n}. With --replace it becomes as it is in the file.",
        )
    )
    lines = [fate.fill(n=len(imported.different))]
    for each in imported.different[:_MOST_SHOWN]:
        fields = Text(", ".join(label.nl for label in each.fields), ", ".join(label.en for label in each.fields))
        lines.append(
            Text("  {title} [{id}]: {fields}", "  {title} [{id}]: {fields}").fill(
                title=each.title, id=each.id, fields=fields
            )
        )
    return lines


FORMATS: Final[tuple[ImportFormat, ...]] = (
    ImportFormat(
        "archive",
        Text("een archief van Vakdossier", "a Vakdossier archive"),
        lambda head: head.startswith(_ZIP_SIGNS),
        _import_archive,
    ),
    ImportFormat(
        "dossier",
        Text("een dossier van Vakdossier als PDF", "a dossier made by Vakdossier as a PDF"),
        lambda head: b"%PDF-" in head,
        _import_dossier,
    ),
)

COMMANDS: tuple[Command, ...] = (
    Command(
        "export",
        Text(
            "schrijft alles naar één zip-bestand, in open formaten",
            "writes everything to one zip file, in open formats",
        ),
        (
            VAULT,
            Argument(
                ("-o", "--output"),
                Text("het zip-bestand om te maken", "the zip file to make"),
                convert=Path,
                required=True,
                value_name="OUT.zip",
            ),
            Argument(
                ("--protect-file",),
                Text(
                    "bestand met de wachtwoordzin voor het archief op de eerste regel",
                    "file with the passphrase for the archive on its first line",
                ),
                convert=Path,
                value_name="FILE",
            ),
            Argument(
                ("--date",),
                Text("dagtekening; anders vandaag", "date on the archive; otherwise today"),
                is_day=True,
                value_name="DATE",
            ),
            PASSPHRASE_FILE,
            JSON,
        ),
        _export,
    ),
    Command(
        "import",
        Text("neemt gegevens over uit een bestand", "imports records from a file"),
        (
            VAULT,
            Argument(("file",), Text("het bestand", "the file"), convert=Path, value_name="FILE"),
            Argument(
                ("--as",),
                Text("soort bestand; anders blijkt dat uit de inhoud", "kind of file; otherwise told by its content"),
                choices=tuple(known.key for known in FORMATS),
                default="",
                target="format",
            ),
            Argument(
                ("--dry-run",),
                Text("zeg alleen wat er zou veranderen", "only say what would change"),
                flag=True,
            ),
            Argument(
                ("--protect-file",),
                Text(
                    "bestand met de wachtwoordzin van het archief op de eerste regel",
                    "file with the passphrase of the archive on its first line",
                ),
                convert=Path,
                value_name="FILE",
            ),
            Argument(
                ("--replace",),
                Text(
                    "wat in het portfolio anders is, wordt zoals in het bestand",
                    "what differs in the portfolio becomes as in the file",
                ),
                flag=True,
            ),
            Argument(
                ("--without-history",),
                Text(
                    "neem de geschiedenis niet mee, ook niet in een nieuw portfolio",
                    "leave the history behind, even for a new portfolio",
                ),
                flag=True,
            ),
            PASSPHRASE_FILE,
            JSON,
        ),
        _import,
    ),
)
