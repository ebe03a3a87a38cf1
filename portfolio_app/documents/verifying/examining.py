"""The check itself: the bytes against the seal, the parts against the seal, the signatures against the bytes."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import datetime
from typing import BinaryIO, Final, cast

import pikepdf
from pikepdf import Pdf

from portfolio_app.common.text import NO_TEXT, Text
from portfolio_app.documents.verifying.comparing import compare
from portfolio_app.documents.verifying.digests import TOO_LARGE, attached, pages_of
from portfolio_app.documents.verifying.files import Beginning, feed, hash_of, piece
from portfolio_app.documents.verifying.names import DATA_NAME
from portfolio_app.documents.verifying.refusal import NoDossierError, UnreadableError
from portfolio_app.documents.verifying.seal import (
    LARGEST_SEAL,
    BrokenSealError,
    Seal,
    UnknownFormError,
    digest_of,
    read_seal,
    seal_stream,
    update_of,
    written,
)
from portfolio_app.documents.verifying.signatures import Signature, SignatureState, signatures_of
from portfolio_app.documents.verifying.streams import small_content
from portfolio_app.documents.verifying.telling import Tell, tell_nobody
from portfolio_app.documents.verifying.verdict import Change, Finding, Verdict

LARGEST_FILE: Final = 8_000_000_000
_TRACE: Final = b'"format":"vakdossier-seal/'
_PROGRAM: Final = "Vakdossier"
_HEAD: Final = 1024
_HEXADECIMAL: Final = re.compile(rb"[0-9A-Fa-f]*")

_STUMBLES: Final = (
    pikepdf.PdfError,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
    RuntimeError,
    OverflowError,
    RecursionError,
    NotImplementedError,
)
"""What reading of a hostile file raises; all mean that its structure cannot be followed."""

_NO_PDF: Final = Text("Dit bestand is geen PDF.", "This file is not a PDF.")
_NO_DOSSIER: Final = Text(
    "Deze PDF is geen dossier dat met Vakdossier is gemaakt: er zit geen zegel in.",
    "This PDF is not a dossier made with Vakdossier: it has no seal.",
)
_ENCRYPTED: Final = Text(
    "Het bestand is met een wachtwoord beveiligd; een dossier is dat nooit.",
    "The file is protected with a password; a dossier never is.",
)
_DAMAGED: Final = Text(
    "Het bestand is zo beschadigd dat het niet te lezen is.", "The file is so damaged that it cannot be read."
)
_DAMAGED_DOSSIER: Final = Text(
    "Dit was een dossier van Vakdossier, maar het is zo beschadigd dat het niet te lezen is.",
    "This was a dossier of Vakdossier, but it is so damaged that it cannot be read.",
)
_ASK_AGAIN: Final = Text(
    "Vraag om een nieuwe kopie, liefst langs een andere weg.", "Ask for a new copy, preferably by another route."
)
_SEAL_MISSING: Final = Text(
    "Het zegel van het dossier is verwijderd of onvindbaar; daardoor is niet na te gaan wat er is veranderd.",
    "The seal of the dossier was removed or cannot be found, so that nobody can tell what was changed.",
)
_SEAL_BROKEN: Final = Text(
    "Het zegel van het dossier is zelf veranderd; daardoor is niet na te gaan wat er nog meer is veranderd.",
    "The seal of the dossier itself was changed, so that nobody can tell what else was changed.",
)
_OTHER_FORM: Final = Text(
    "Het zegel is gemaakt door een andere versie van Vakdossier, die dit programma niet kent.",
    "The seal was made by another version of Vakdossier, which this program does not know.",
)
_OTHER_VERSION: Final = Text(
    "Controleer het dossier met een nieuwere versie, of vraag om een dossier dat opnieuw is gemaakt.",
    "Check the dossier with a newer version, or ask for a newly made dossier.",
)
_PACKING: Final = Text(
    "Het bestand is niet meer byte voor byte zoals het is gemaakt: opnieuw opgeslagen of beschadigd. "
    "Bladzijden en bijgevoegde bestanden zijn wel gelijk.",
    "The file is no longer byte for byte as it was made: saved again, or damaged. "
    "Its pages and attached files are the same.",
)
_ORIGINAL_ALTERED: Final = Text(
    "Het origineel waarmee wordt vergeleken, is zelf veranderd.",
    "The original that it is compared with was itself changed.",
)
_OTHER_ORIGINAL: Final = Text("Kies een ander bestand als origineel.", "Choose another file as the original.")
_BYTES_ADDED: Final = Text(
    "Achter het dossier zijn {n} bytes toegevoegd.", "{n} bytes were added at the end of the dossier."
)
_BROKEN: Final = Text(
    "De handtekening van {name} klopt niet: de inhoud is veranderd nadat zij is gezet.",
    "The signature of {name} is not valid: the content was changed after it was made.",
)
_UNREADABLE: Final = Text(
    "De handtekening in het veld {field} is beschadigd of van een soort die niet kan worden gecontroleerd.",
    "The signature in the field {field} is damaged, or of a kind that cannot be checked.",
)
_EMPTY: Final = Text(
    "Het veld {field} is voor een digitale handtekening, maar die is er niet: verwijderd of nooit gezet.",
    "The field {field} is for a digital signature, but there is none: removed, or never made.",
)
_OF_STATE: Final = {
    SignatureState.BROKEN: (Change.SIGNATURE_BROKEN, _BROKEN),
    SignatureState.UNREADABLE: (Change.SIGNATURE_UNREADABLE, _UNREADABLE),
    SignatureState.EMPTY: (Change.SIGNATURE_MISSING, _EMPTY),
}
_SOMEBODY: Final = Text("een onbekende", "somebody unknown")
_LATER_SIGNATURE: Final = Text(
    "Na het maken is een handtekening toegevoegd van {name}.", "After it was made a signature of {name} was added."
)
_NOT_THEN_VALID: Final = Text(
    "Het certificaat van {name} was op het moment van ondertekenen niet geldig.",
    "The certificate of {name} was not valid at the moment of signing.",
)
_SINCE_EXPIRED: Final = Text(
    "Het certificaat van {name} is na het ondertekenen verlopen; dat is gewoon.",
    "The certificate of {name} expired after the signing, which is usual.",
)
_SELF_ISSUED: Final = Text(
    "{name} heeft het certificaat zelf gemaakt: niemand anders staat in voor wie dat is.",
    "{name} made this certificate themselves: nobody else vouches for who that is.",
)


def examine(file: BinaryIO, moment: datetime, tell: Tell = tell_nobody) -> Verdict:
    """Check a dossier.

    Args:
        file: the file, open for reading and seekable.
        moment: now; a certificate may have expired since it signed.
        tell: is told how far it is.

    Raises:
        NoDossierError: it is no PDF, or one that this program did not make.
        UnreadableError: it is encrypted, too damaged to read, beyond all measure, or sealed by another version.
    """
    size = file.seek(0, os.SEEK_END)
    if size > LARGEST_FILE:
        raise UnreadableError(TOO_LARGE)
    if b"%PDF-" not in piece(file, 0, _HEAD):
        if _has_trace(file, size):
            raise UnreadableError(_DAMAGED_DOSSIER, _ASK_AGAIN)
        raise NoDossierError(_NO_PDF)
    try:
        file.seek(0)
        with pikepdf.open(file, access_mode=pikepdf.AccessMode.stream, suppress_warnings=True) as pdf:
            return _Examination(pdf, file, size, moment, tell).verdict()
    except pikepdf.PasswordError as error:
        raise UnreadableError(_ENCRYPTED, _ASK_AGAIN) from error
    except _STUMBLES as error:
        raise UnreadableError(_DAMAGED_DOSSIER if _has_trace(file, size) else _DAMAGED, _ASK_AGAIN) from error


def examine_against(file: BinaryIO, original: BinaryIO, moment: datetime, tell: Tell = tell_nobody) -> Verdict:
    """Check a dossier by itself, and hold it against the original of whoever made it.

    What a forger did shows here too: the seal of the original knows nothing of a seal that was made anew.

    Args:
        file: as `examine` takes it.
        original: the file as its maker kept it, open for reading and seekable.
        moment: now.
        tell: is told how far it is, first with the original, then with the file.

    Raises:
        NoDossierError: one of them is no PDF, or one that this program did not make.
        UnreadableError: one of them is encrypted, too damaged to read, or beyond all measure; or the original is not
            intact itself.
    """
    if not examine(original, moment, tell).intact:
        raise UnreadableError(_ORIGINAL_ALTERED, _OTHER_ORIGINAL)
    verdict = examine(file, moment, tell)
    sizes = [each.seek(0, os.SEEK_END) for each in (file, original)]
    if sizes[0] == sizes[1] and hash_of(file, 0, sizes[0]) == hash_of(original, 0, sizes[1]):
        return replace(verdict, identical=True)
    try:
        found = _differences(file, original)
    except _STUMBLES as error:
        raise UnreadableError(_DAMAGED_DOSSIER, _ASK_AGAIN) from error
    known = {(each.change, each.text) for each in verdict.findings}
    new = tuple(each for each in found if (each.change, each.text) not in known)
    return replace(verdict, findings=(*verdict.findings, *new), identical=False)


def _differences(file: BinaryIO, original: BinaryIO) -> list[Finding]:
    file.seek(0)
    original.seek(0)
    with (
        pikepdf.open(original, access_mode=pikepdf.AccessMode.stream, suppress_warnings=True) as first,
        pikepdf.open(file, access_mode=pikepdf.AccessMode.stream, suppress_warnings=True) as second,
    ):
        stream = seal_stream(first)
        # An intact dossier has a seal.
        return compare(read_seal(small_content(stream) if stream is not None else b""), second)


def _has_trace(file: BinaryIO, size: int) -> bool:
    """Tell whether a seal stands somewhere in the bytes, whatever the structure of the file says."""
    rest = b""
    found = False

    def look(content: bytes) -> None:
        nonlocal rest, found
        found = found or _TRACE in rest + content
        rest = content[-len(_TRACE) :]

    feed(file, 0, size, look)
    return found


class _Examination:
    def __init__(self, pdf: Pdf, file: BinaryIO, size: int, moment: datetime, tell: Tell) -> None:
        self._pdf = pdf
        self._file = file
        self._size = size
        self._moment = moment
        self._tell = tell
        self._pages = len(pages_of(pdf))
        self._signatures = signatures_of(pdf, file, size)

    def verdict(self) -> Verdict:
        """Return what can be said of the file."""
        try:
            seal = self._seal()
        except BrokenSealError:
            return self._unsealed(Finding(Change.SEAL_BROKEN, _SEAL_BROKEN))
        except UnknownFormError as error:
            raise UnreadableError(_OTHER_FORM, _OTHER_VERSION) from error
        if seal is None:
            if not self._is_ours():
                raise NoDossierError(_NO_DOSSIER)
            return self._unsealed(Finding(Change.SEAL_MISSING, _SEAL_MISSING))
        findings = self._changes(seal)
        findings += self._of_signatures()
        return Verdict(
            seal.program, self._pages, len(seal.annexes), tuple(findings), self._signatures, self._notes(seal)
        )

    def _unsealed(self, finding: Finding) -> Verdict:
        return Verdict("", self._pages, 0, (finding, *self._of_signatures()), self._signatures)

    def _seal(self) -> Seal | None:
        stream = seal_stream(self._pdf)
        if stream is None:
            return None
        try:
            content = small_content(stream)
        except ValueError as error:
            raise BrokenSealError("packed in another way") from error
        if len(content) > LARGEST_SEAL:
            raise BrokenSealError("too large")
        return read_seal(content)

    def _is_ours(self) -> bool:
        information = self._pdf.trailer.get("/Info")
        producer = str(information.get("/Producer", "")) if isinstance(information, pikepdf.Dictionary) else ""
        names = {name for name, _, _, _ in attached(self._pdf)}
        ours = producer.startswith(_PROGRAM) and DATA_NAME in names
        return ours or _has_trace(self._file, self._size)

    # What was changed

    def _changes(self, seal: Seal) -> list[Finding]:
        findings = compare(seal, self._pdf, self._tell)
        sealed_end = self._end_of_sealed(seal)
        if findings:
            return self._with_moment(seal, findings)
        if sealed_end is None:
            return [Finding(Change.PACKING_CHANGED, _PACKING)]
        signed = [each.covers for each in self._signatures if each.state is SignatureState.GOOD]
        known = max([sealed_end, *signed])
        if known < self._size:
            text = _BYTES_ADDED.fill(n=self._size - known)
            return [Finding(Change.BYTES_ADDED, text, after_signing=known in signed)]
        return []

    def _end_of_sealed(self, seal: Seal) -> int | None:
        """Return where the file and its seal end, or None when they are not byte for byte as they were written."""
        if not 0 < seal.size <= self._size or not self._has_only_what_it_says_in_gaps(seal):
            return None
        if digest_of(self._file, seal, self._tell) != seal.sha256:
            return None
        return self._end_of_update(seal) if seal.is_update else seal.size

    def _end_of_update(self, seal: Seal) -> int | None:
        """Return where a seal ends that stands behind the file, or None when that is not as it was written."""
        before = cast("BinaryIO", Beginning(self._file, seal.size))
        try:
            with pikepdf.open(before, access_mode=pikepdf.AccessMode.stream, suppress_warnings=True) as pdf:
                expected = update_of(pdf, before, written(seal))
        except BrokenSealError:
            return None
        end = seal.size + len(expected)
        return end if piece(self._file, seal.size, end) == expected else None

    def _has_only_what_it_says_in_gaps(self, seal: Seal) -> bool:
        """Tell whether the bytes that the digest leaves out are the digest itself, and at most one signature.

        What a signature may hold is looked at with the signature; here it is only seen that it is one.
        """
        found = [piece(self._file, place, place + length) for place, length in seal.gaps]
        digest = seal.sha256.encode("ascii", "replace")
        others = [content for content in found if content != digest]
        return len(found) - len(others) == (0 if seal.is_update else 1) and (
            not others or (len(others) == 1 and _HEXADECIMAL.fullmatch(others[0]) is not None)
        )

    def _with_moment(self, seal: Seal, findings: list[Finding]) -> list[Finding]:
        """Return findings that say whether they came after the last signature that holds."""
        signed = [each.covers for each in self._signatures if each.state is SignatureState.GOOD and not each.whole]
        if not signed:
            return findings
        beginning = cast("BinaryIO", Beginning(self._file, max(signed)))
        with pikepdf.open(beginning, access_mode=pikepdf.AccessMode.stream, suppress_warnings=True) as pdf:
            before = {(each.change, each.text) for each in compare(seal, pdf)}
        return [replace(each, after_signing=(each.change, each.text) not in before) for each in findings]

    # Signatures

    def _of_signatures(self) -> list[Finding]:
        findings = []
        for each in self._signatures:
            if each.state is not SignatureState.GOOD:
                change, wording = _OF_STATE[each.state]
                text = wording.fill(name=_name(each), field=each.field or "?")
                findings.append(Finding(change, text, name=each.field))
        return findings

    def _notes(self, seal: Seal) -> tuple[Text, ...]:
        notes = []
        good = [each for each in self._signatures if each.state is SignatureState.GOOD and each.signer]
        made_with = 1 if "/AcroForm" in seal.marks.catalog else 0
        notes += [_LATER_SIGNATURE.fill(name=_name(each)) for each in good[made_with:]]
        for each in good:
            notes += [note for note in self._of_certificate(each) if note]
        return tuple(notes)

    def _of_certificate(self, signature: Signature) -> tuple[Text, ...]:
        signer = signature.signer
        if signer is None:
            return ()
        signed = signature.moment or self._moment
        then = NO_TEXT if signer.first <= signed <= signer.last else _NOT_THEN_VALID.fill(name=signer.name)
        since = NO_TEXT if then or self._moment <= signer.last else _SINCE_EXPIRED.fill(name=signer.name)
        own = _SELF_ISSUED.fill(name=signer.name) if signer.self_issued else NO_TEXT
        return then, since, own


def _name(signature: Signature) -> Text | str:
    return signature.signer.name if signature.signer else _SOMEBODY
