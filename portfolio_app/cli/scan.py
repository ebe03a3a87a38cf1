"""The privacy check as a command: on files, on standard input, on what a dossier from the vault would show."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from portfolio_app.cli.access import open_asked
from portfolio_app.cli.console import Console
from portfolio_app.cli.parser import JSON, PASSPHRASE_FILE, Argument, Command
from portfolio_app.common.errors import VakdossierError, WrongUseError
from portfolio_app.common.text import Text
from portfolio_app.domain.privacy import Confidence

if TYPE_CHECKING:
    from portfolio_app.documents.reading import GuardedReader
    from portfolio_app.services.scanning import Finding, People, Place, Scan

_STANDARD_INPUT: Final = "-"
_STANDARD_INPUT_NAME: Final = Text("standaardinvoer", "standard input")
_FOUND: Final = 1


def _scan(asked: argparse.Namespace, console: Console) -> int:
    from portfolio_app.registers.naming import named
    from portfolio_app.services.scanning import STRANGERS, Scan, file_reader, people_of, scan_snapshot

    if not asked.files and asked.vault is None:
        raise WrongUseError(
            Text("Noem een bestand, “-” of een portfolio.", "Name a file, “-” or a portfolio."),
            Text("Zie: vakdossier scan --help", "See: vakdossier scan --help"),
        )
    people = STRANGERS
    scan = Scan()
    if asked.vault is not None:
        from portfolio_app.domain.audience import Audience

        with open_asked(asked, console, read_only=True) as portfolio:
            snapshot, naming = portfolio.snapshot(), partial(named, portfolio.registers)
        people = people_of(snapshot)
        if not asked.files:
            with console.progress() as progress:
                scan = scan_snapshot(snapshot, Audience.REGISTER, progress, naming=naming)
    refused: list[tuple[str, VakdossierError]] = []
    with file_reader() as reader:
        for name in asked.files:
            try:
                scan += _scan_one(name, people, reader)
            except VakdossierError as error:
                refused.append((name, error))
    findings = [finding for finding in scan.findings if finding.hit.confidence.reaches(Confidence(asked.at_least))]  # type: ignore[call-arg]
    if asked.json:
        console.data(_as_data(findings, scan, refused, console))
    else:
        _print(findings, refused, console)
    _tell(scan, refused, console)
    return max((error.exit_code for _, error in refused), default=_FOUND if findings else 0)


def _scan_one(name: str, people: People, reader: GuardedReader) -> Scan:
    from portfolio_app.services.scanning import scan_file, scan_stream

    if name == _STANDARD_INPUT:
        return scan_stream(sys.stdin.buffer, _STANDARD_INPUT_NAME, people, reader)
    return scan_file(Path(name), people, reader)


def _print(findings: list[Finding], refused: list[tuple[str, VakdossierError]], console: Console) -> None:
    language = console.language
    source = None
    for finding in findings:
        if finding.place.source != source:
            source = finding.place.source
            console.print(_on_one_line(source.say(language)))
        hit = finding.hit
        parts = [
            finding.place.part.say(language),
            f"{hit.kind.label.say(language)} ({hit.confidence.label.say(language)})",
            _on_one_line(hit.text),
            hit.explanation.say(language),
        ]
        console.print("  " + ": ".join(parts[:2]) + f": {parts[2]}  — {parts[3]}")
    if not findings and not refused:
        console.say(Text("Geen persoonsgegevens gevonden.", "No personal data found."))


def _tell(scan: Scan, refused: list[tuple[str, VakdossierError]], console: Console) -> None:
    for unread in scan.unread:
        part = unread.place.part.say(console.language)
        place = ", ".join(filter(None, (unread.place.source.say(console.language), part)))
        console.say_aside(
            Text("Let op, {place}: {reason}", "Note, {place}: {reason}").fill(place=place, reason=unread.reason)
        )
    for name, error in refused:
        console.complain(error, name)


def _as_data(
    findings: list[Finding], scan: Scan, refused: list[tuple[str, VakdossierError]], console: Console
) -> dict[str, object]:
    language = console.language
    return {
        "hits": [_finding_data(finding, console) for finding in findings],
        "own": [_finding_data(finding, console) for finding in scan.own],
        "unread": [
            {**_place_data(unread.place, console), "reason": unread.reason.say(language)} for unread in scan.unread
        ],
        "refused": [{"source": name, "reason": error.say(language)} for name, error in refused],
    }


def _finding_data(finding: Finding, console: Console) -> dict[str, object]:
    hit = finding.hit
    return {
        **_place_data(finding.place, console),
        "kind": hit.kind.value,
        "text": hit.text,
        "start": hit.start,
        "end": hit.end,
        "confidence": hit.confidence.value,
        "explanation": hit.explanation.say(console.language),
    }


def _place_data(place: Place, console: Console) -> dict[str, str]:
    data = {"source": place.source.say(console.language), "place": place.part.say(console.language)}
    if place.record_id:
        data |= {"record": place.record_id, "record_kind": place.kind, "field": place.field}
    return data


def _on_one_line(words: str) -> str:
    return "".join(char if char.isprintable() else " " for char in words)


COMMANDS: tuple[Command, ...] = (
    Command(
        "scan",
        Text(
            "zoekt persoonsgegevens in tekst, PDF of DOCX; zonder bestand: in wat een dossier uit het "
            "portfolio zou tonen",
            "looks for personal data in text, PDF or DOCX; without a file: in what a dossier from the "
            "portfolio would show",
        ),
        (
            Argument(
                ("files",),
                Text("de bestanden; - voor standaardinvoer", "the files; - for standard input"),
                count="*",
                value_name="FILE",
            ),
            Argument(
                ("--vault",),
                Text(
                    "zoek ook naar wie in dit portfolio staat: u, en wie toestemming gaf",
                    "look also for who is in this portfolio: you, and people who gave permission",
                ),
                convert=Path,
                value_name="VAULT",
            ),
            Argument(
                ("--at-least",),
                Text("hoe zeker een vondst minstens moet zijn", "how sure a finding must be at least"),
                choices=tuple(option.value for option in reversed(Confidence)),
                default=Confidence.POSSIBLE.value,
            ),
            PASSPHRASE_FILE,
            JSON,
        ),
        _scan,
    ),
)
