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

if TYPE_CHECKING:
    from portfolio_app.services.archives import Exported, Imported

_ZIP_SIGNS: Final = (b"PK\3\4", b"PK\5\6")
_MOST_SHOWN: Final = 20

_UNPROTECTED: Final = Text(
    "Het is niet versleuteld: wie het bestand heeft, kan het lezen. Met --protect-file krijgt het een wachtwoordzin.",
    "It is not encrypted: whoever has the file can read it. With --protect-file it gets a passphrase.",
)
_PROTECTED: Final = Text(
    "Het is versleuteld (AES-256) en gaat open met de wachtwoordzin, ook in 7-Zip, WinZip of Keka. "
    "Zonder die wachtwoordzin is het onleesbaar, ook voor ons.",
    "It is encrypted (AES-256) and opens with the passphrase, also in 7-Zip, WinZip or Keka. "
    "Without that passphrase nobody can read it, nor can we.",
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
                "Gemaakt: {path}\n"
                "{records} gegevens, {evidence} bewijsstukken, {operations} handelingen.\nSHA-256: {sha}",
                "Made: {path}\n"
                "{records} records, {evidence} pieces of evidence, {operations} operations.\nSHA-256: {sha}",
            ).fill(
                path=exported.path,
                records=exported.records,
                evidence=exported.evidence,
                operations=exported.operations,
                sha=exported.sha256,
            )
        )
    console.say_aside(_PROTECTED if exported.protected else _UNPROTECTED)
    if exported.absent_evidence:
        console.say_aside(
            Text(
                "Let op: {n} bewijsstukken ontbreken in de kluis of zijn beschadigd; zie de opdracht check.",
                "Mind: {n} pieces of evidence are missing in the vault or damaged; see the command check.",
            ).fill(n=exported.absent_evidence)
        )


def _import(asked: argparse.Namespace, console: Console) -> int:
    head = _head(asked.file)
    for known in FORMATS:
        if asked.format == known.key or (not asked.format and known.recognises(head)):
            return known.run(asked, console)
    raise WrongUseError(
        Text(
            "Dit bestand is van geen soort die kan worden ingelezen. Wel: {known}.",
            "This file is of no kind that can be brought in. There are: {known}.",
        ).fill(
            known=Text(
                ", ".join(f"{known.label.nl} ({known.key})" for known in FORMATS),
                ", ".join(f"{known.label.en} ({known.key})" for known in FORMATS),
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
        "The file of 1 piece of evidence was made from the pages of the dossier. It shows the same, but is not the "
        "original:",
    ),
    Text(
        "Uit de bladzijden van het dossier zijn de bestanden van {n} bewijsstukken gemaakt. Zij tonen hetzelfde, maar "
        "zijn niet de originelen:",
        "The files of {n} pieces of evidence were made from the pages of the dossier. They show the same, but are not "
        "the originals:",
    ),
)
_WITHOUT_FILE: Final = CountedText(
    Text(
        "Zonder bestand overgenomen: 1 bewijsstuk. Voeg het bestand zelf weer toe:",
        "Taken over without a file: 1 piece of evidence. Add the file again yourself:",
    ),
    Text(
        "Zonder bestand overgenomen: {n} bewijsstukken. Voeg de bestanden zelf weer toe:",
        "Taken over without a file: {n} pieces of evidence. Add the files again yourself:",
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
            Text("Proef: er is niets veranderd. Het zou worden:", "Rehearsal: nothing was changed. It would be:")
        )
    lines = [
        Text("Nieuw: {n} gegevens, {evidence} bewijsstukken.", "New: {n} records, {evidence} pieces of evidence.").fill(
            n=new, evidence=imported.evidence
        )
    ]
    if imported.is_whole:
        lines.append(
            Text(
                "Gelijk aan de kluis waarvan het archief is gemaakt, met {n} handelingen in de geschiedenis.",
                "Equal to the vault that the archive was made of, with {n} operations in its history.",
            ).fill(n=imported.operations)
        )
    else:
        lines.append(Text("Gelijk: {n}.", "Equal: {n}.").fill(n=imported.equal))
        lines.extend(_differences(imported))
    if imported.erased:
        lines.append(
            Text(
                "Weggelaten, want in deze kluis voorgoed gewist: {n}.",
                "Left out, for they were erased in this vault for good: {n}.",
            ).fill(n=imported.erased)
        )
    _tell_besides(imported, console)
    if imported.words:
        lines.append(
            Text("Eigen woorden voor de spelling: {n}.", "Words of your own for the spelling: {n}.").fill(
                n=imported.words
            )
        )
    if imported.absent_evidence:
        lines.append(
            Text("In het archief ontbreken {n} bewijsstukken.", "The archive lacks {n} pieces of evidence.").fill(
                n=imported.absent_evidence
            )
        )
    if imported.changes is not None and imported.changes.operation is not None:
        lines.append(
            Text(
                "Dit is één handeling; vakdossier undo maakt haar ongedaan.",
                "This is one operation; vakdossier undo takes it back.",
            )
        )
    for line in lines:
        console.say(line)


def _tell_besides(imported: Imported, console: Console) -> None:
    """Tell what came in, or did not, besides the records."""
    for each in imported.refused_evidence:
        console.say(Text("Bewijsstuk niet overgenomen: {why}", "Evidence not taken over: {why}").fill(why=each))
    for name in imported.registers:
        console.say(
            Text("Eigen registerbestand teruggezet: {name}", "Register file of your own put back: {name}").fill(
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
            "Anders, en gelaten zoals het in de kluis staat: {n}. Met --replace komt het bestand ervoor in de plaats.",
            "Different, and left as it is in the vault: {n}. With --replace the file takes its place.",
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
        Text("een archief van Vakdossier", "an archive of Vakdossier"),
        lambda head: head.startswith(_ZIP_SIGNS),
        _import_archive,
    ),
    ImportFormat(
        "dossier",
        Text("een dossier van Vakdossier (PDF)", "a dossier of Vakdossier (PDF)"),
        lambda head: b"%PDF-" in head,
        _import_dossier,
    ),
)

COMMANDS: tuple[Command, ...] = (
    Command(
        "export",
        Text(
            "schrijft alles naar één zip-bestand met open formaten", "writes everything to one zip file of open formats"
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
                    "bestand met de wachtwoordzin die het archief krijgt, op de eerste regel",
                    "file with the passphrase that the archive gets, on its first line",
                ),
                convert=Path,
                value_name="FILE",
            ),
            Argument(
                ("--date",),
                Text("dagtekening; anders vandaag", "date of the archive; else today"),
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
        Text("neemt gegevens over uit een bestand", "takes records over from a file"),
        (
            VAULT,
            Argument(("file",), Text("het bestand", "the file"), convert=Path, value_name="FILE"),
            Argument(
                ("--as",),
                Text("wat voor bestand het is; anders blijkt dat eruit", "what kind of file it is; else it shows"),
                choices=tuple(known.key for known in FORMATS),
                default="",
                target="format",
            ),
            Argument(
                ("--dry-run",),
                Text("alleen zeggen wat er zou veranderen", "only say what would change"),
                flag=True,
            ),
            Argument(
                ("--protect-file",),
                Text(
                    "bestand met de wachtwoordzin van het archief, op de eerste regel",
                    "file with the passphrase of the archive, on its first line",
                ),
                convert=Path,
                value_name="FILE",
            ),
            Argument(
                ("--replace",),
                Text(
                    "wat in de kluis anders is, wordt als in het archief",
                    "what the vault has otherwise becomes as in the archive",
                ),
                flag=True,
            ),
            Argument(
                ("--without-history",),
                Text("alleen de gegevens, ook in een nieuwe kluis", "the records only, also into a new vault"),
                flag=True,
            ),
            PASSPHRASE_FILE,
            JSON,
        ),
        _import,
    ),
)
