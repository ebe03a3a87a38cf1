"""The check of a dossier that somebody was given: offline, without a vault, in words and as data."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from portfolio_app.common.clock import Clock
from portfolio_app.common.refusals import refusal_from
from portfolio_app.common.text import CountedText, Language, Text
from portfolio_app.domain.values.dates import show_date
from portfolio_app.services.progress import Cancelled, Progress, go_on, never_cancelled, no_progress

if TYPE_CHECKING:
    from portfolio_app.documents.guarding.process import GuardedProcess
    from portfolio_app.documents.verifying.signatures import Signature
    from portfolio_app.documents.verifying.telling import Stage
    from portfolio_app.documents.verifying.verdict import Finding, Verdict

_READING: Final = Text("Het lezen van het dossier", "Reading the dossier")
_STAGES: Final = {
    "pages": Text("Bladzijden en bijlagen vergelijken met het zegel", "Comparing pages and annexes with the seal"),
    "bytes": Text("Het hele bestand nalezen, in megabytes", "Reading the whole file, in megabytes"),
}
_STOP_LOOK_SECONDS: Final = 0.05
_BROKEN_OFF: Final = Text(
    "Dit bestand is te zwaar of beschadigd: de controle is afgebroken.",
    "This file is too heavy or damaged: the check was stopped.",
)
_ASK_AGAIN: Final = Text(
    "Vraag om een nieuwe kopie, liefst langs een andere weg.", "Ask for a new copy, preferably by another route."
)
_IDENTICAL: Final = Text(
    "Het is byte voor byte gelijk aan het origineel.", "It is identical to the original, byte for byte."
)
_LIKE_ORIGINAL: Final = Text(
    "Bladzijden, bijlagen en gegevens zijn gelijk aan die van het origineel; het bestand zelf is niet byte voor byte "
    "gelijk.",
    "Pages, annexes and data are the same as in the original; the file itself is not identical byte for byte.",
)
_HELD_AGAINST: Final = Text(
    "Vergeleken met het origineel: ook wat een vervalser zou doen, was hier gezien.",
    "Compared with the original: even what a forger might do would have shown up here.",
)
_INTACT: Final = Text(
    "Het dossier is ongeschonden: {pages} en {annexes}, alles zoals het is gemaakt.",
    "The dossier is intact: {pages} and {annexes}, all as it was made.",
)
_PAGES: Final = CountedText(Text("1 bladzijde", "1 page"), Text("{n} bladzijden", "{n} pages"))
_ANNEXES: Final = CountedText(Text("1 bijlage", "1 annex"), Text("{n} bijlagen", "{n} annexes"))
_ALTERED: Final = Text("Het dossier is veranderd.", "The dossier has been changed.")
_AFTER: Final = Text("Na de ondertekening: {what}", "After signing: {what}")
_SIGNED: Final = Text(
    "Ondertekend door {name}{moment}; certificaat van {issuer}.",
    "Signed by {name}{moment}; certificate issued by {issuer}.",
)
_ON: Final = Text(" op {day} om {time} (UTC, klok van de ondertekenaar)", " on {day} at {time} (UTC, signer’s clock)")
_WHOLE: Final = Text(
    "Deze handtekening klopt en dekt het hele bestand.", "This signature is valid and covers the whole file."
)
_PART: Final = Text(
    "Deze handtekening klopt, maar dekt niet wat er daarna is toegevoegd ({n} bytes).",
    "This signature is valid, but does not cover what was added afterwards ({n} bytes).",
)
_FINGERPRINT: Final = Text(
    "SHA-256 van het certificaat: {sha256}.",
    "SHA-256 of the certificate: {sha256}.",
)
_TRUST: Final = Text(
    "Of de verstrekker van het certificaat te vertrouwen is en of het is ingetrokken, gaat deze controle niet na: "
    "zij werkt zonder netwerk.",
    "Whether the issuer of the certificate can be trusted, and whether the certificate was revoked, is not "
    "checked: this check works without a network.",
)
_UNSIGNED: Final = Text(
    "Niet digitaal ondertekend. De controle laat schade, vergissingen en eenvoudige wijzigingen zien, maar houdt geen "
    "vervalser tegen: wie het zegel opnieuw maakt, blijft onopgemerkt.",
    "Not digitally signed. The check shows damage, mistakes and simple changes, but does not stop a forger: "
    "whoever remakes the seal goes unnoticed.",
)


@dataclass(frozen=True, slots=True)
class Report:
    """What a check says, in words.

    Attributes:
        verdict: what was found.
        headline: intact or not, in a sentence.
        findings: what was changed, each in a sentence.
        signatures: who signed and how far that reaches.
        notes: what else is worth knowing.
        strength: what this check can show and what not.
    """

    verdict: Verdict
    headline: Text
    findings: tuple[Text, ...]
    signatures: tuple[Text, ...]
    notes: tuple[Text, ...]
    strength: Text

    @property
    def intact(self) -> bool:
        """Whether everything is as it was made."""
        return self.verdict.intact


def verify(
    path: Path,
    clock: Clock,
    original: Path | None = None,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> Report:
    """Check the dossier at `path`, in a process of its own; takes about a second for hundreds of pages.

    Args:
        path: the dossier.
        clock: tells the time.
        original: the file as its maker kept it, to hold the dossier against.
        progress: is told how far it is.
        cancelled: asked now and then, from another thread, whether to stop.

    Raises:
        StoppedError: it was stopped.
        NoDossierError: it is no PDF, or one that this program did not make.
        UnreadableError: it is encrypted, too damaged to read, or too heavy; or the original is not intact.
        EnvironmentRefusedError: a file cannot be opened, or no process can be started.
    """
    from portfolio_app.documents.guarding.messages import BrokenMessageError
    from portfolio_app.documents.guarding.process import BrokenOffError, GuardedProcess
    from portfolio_app.documents.verifying.messages import examination, hear, verdict_of
    from portfolio_app.documents.verifying.refusal import UnreadableError

    size = _readable_size(path)
    if original is not None:
        _readable_size(original)

    def tell(stage: Stage, done: int, total: int) -> None:
        progress(_STAGES[stage.value], done, total)

    with GuardedProcess() as process, _stopping(process, cancelled):
        try:
            answer, _ = process.ask(examination(path, clock.now(), original), hear=hear(tell))
            return _report(verdict_of(answer), size)
        except (BrokenOffError, BrokenMessageError) as error:
            go_on(cancelled)
            raise UnreadableError(_BROKEN_OFF, _ASK_AGAIN) from error


@contextmanager
def _stopping(process: GuardedProcess, cancelled: Cancelled) -> Iterator[None]:
    """End the process, whatever it is busy with, as soon as the person wants that."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(_STOP_LOOK_SECONDS):
            if cancelled():
                process.end_for_good()
                return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _readable_size(path: Path) -> int:
    try:
        with path.open("rb") as file:
            return file.seek(0, os.SEEK_END)
    except OSError as error:
        raise refusal_from(error, _READING) from error


def _report(verdict: Verdict, size: int) -> Report:
    headline = _intact(verdict) if verdict.intact else _ALTERED
    good = [each for each in verdict.signatures if each.signer is not None and each.covers and _holds(each)]
    return Report(
        verdict,
        headline,
        tuple(_AFTER.fill(what=each.text) if each.after_signing else each.text for each in verdict.findings),
        tuple(line for each in good for line in _signature_lines(each, size)),
        (*verdict.notes, *_of_original(verdict)),
        _strength(verdict, signed=bool(good)),
    )


def _intact(verdict: Verdict) -> Text:
    pages, annexes = (
        Text(counted.say(number, "nl"), counted.say(number, "en"))
        for counted, number in ((_PAGES, verdict.pages), (_ANNEXES, verdict.annexes))
    )
    return _INTACT.fill(pages=pages, annexes=annexes)


def _of_original(verdict: Verdict) -> tuple[Text, ...]:
    if verdict.identical is None or (verdict.findings and not verdict.identical):
        return ()
    return (_IDENTICAL if verdict.identical else _LIKE_ORIGINAL,)


def _strength(verdict: Verdict, *, signed: bool) -> Text:
    if signed:
        return _TRUST
    return _UNSIGNED if verdict.identical is None else _HELD_AGAINST


def _holds(signature: Signature) -> bool:
    return signature.state.value == "good"


def _signature_lines(signature: Signature, size: int) -> tuple[Text, ...]:
    signer = signature.signer
    if signer is None:
        return ()
    moment = _moment(signature.moment) if signature.moment else ""
    return (
        _SIGNED.fill(name=signer.name, issuer=signer.issuer, moment=moment),
        _WHOLE if signature.whole else _PART.fill(n=size - signature.covers),
        _FINGERPRINT.fill(sha256=signer.sha256),
    )


def _moment(moment: datetime) -> Text:
    there = moment.astimezone(UTC)
    day = Text(show_date(there.date(), "nl"), show_date(there.date(), "en"))
    return _ON.fill(day=day, time=f"{there:%H:%M}")


def report_data(report: Report, language: Language) -> dict[str, Any]:
    """Return a report as JSON knows it; the sentences in `language`, the rest the same in any."""
    verdict = report.verdict
    return {
        "intact": verdict.intact,
        "signed": verdict.signed,
        "program": verdict.program,
        "pages": verdict.pages,
        "annexes": verdict.annexes,
        "findings": [_finding_data(each, language) for each in verdict.findings],
        "signatures": [_signature_data(each) for each in verdict.signatures],
        "notes": [note.say(language) for note in report.notes],
        "strength": report.strength.say(language),
    } | ({} if verdict.identical is None else {"identicalToOriginal": verdict.identical})


def _finding_data(finding: Finding, language: Language) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "change": finding.change.value,
        "text": finding.text.say(language),
        "page": finding.page,
        "annex": finding.annex,
        "name": finding.name,
    }
    return {**{key: value for key, value in facts.items() if value}, "afterSigning": finding.after_signing}


def _signature_data(signature: Signature) -> dict[str, Any]:
    facts: dict[str, Any] = {"field": signature.field, "state": signature.state.value}
    if signature.covers:
        facts |= {"coversBytes": signature.covers, "coversWholeFile": signature.whole}
    if signature.moment is not None:
        facts["moment"] = signature.moment.isoformat()
    signer = signature.signer
    if signer is not None:
        facts["signer"] = {
            "name": signer.name,
            "issuer": signer.issuer,
            "selfIssued": signer.self_issued,
            "validFrom": signer.first.isoformat(),
            "validUntil": signer.last.isoformat(),
            "sha256": signer.sha256,
        }
    return facts
