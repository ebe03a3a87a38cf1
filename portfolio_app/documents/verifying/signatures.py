"""The signatures of a file: whose they are, whether they hold, and how far they reach.

What counts is the bytes, not what a reader of PDF makes of them: the range that a signature covers must be the whole
beginning of the file but for the signature itself, which must stand in the gap to the last byte.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from itertools import islice
from typing import Any, BinaryIO, Final

from cryptography.exceptions import UnsupportedAlgorithm
from pikepdf import Array, Dictionary, Pdf, String

from portfolio_app.documents.verifying.digests import signature_fields
from portfolio_app.documents.verifying.envelopes import is_chain_sound, is_well_formed
from portfolio_app.documents.verifying.files import feed, piece

_LARGEST_SIGNATURE: Final = 200_000
_MOST_SIGNATURES: Final = 100
_DIGESTS: Final = frozenset({"sha256", "sha384", "sha512"})
_END: Final = b"%%EOF"
_STUMBLES: Final = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    NotImplementedError,
    AssertionError,
    UnsupportedAlgorithm,
)
"""What the readers of a signature raise on hostile content: whatever they stumble on."""


class SignatureState(StrEnum):
    """What can be said of a signature."""

    GOOD = "good"
    BROKEN = "broken"
    UNREADABLE = "unreadable"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Signer:
    """Whose certificate it is, who issued it, when it is valid, and by what it can be recognised."""

    name: str
    issuer: str
    self_issued: bool
    first: datetime
    last: datetime
    sha256: str


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature, or a field that has none.

    Attributes:
        field: name of the field.
        state: whether it holds.
        signer: whose it is; None when it cannot be read or is not there.
        moment: when, by the clock of who signed; None when that is not said.
        covers: how many bytes of the file it covers, from the first.
        whole: whether that is the whole file.
    """

    field: str
    state: SignatureState
    signer: Signer | None = None
    moment: datetime | None = None
    covers: int = 0
    whole: bool = False


def signatures_of(pdf: Pdf, file: BinaryIO, size: int) -> tuple[Signature, ...]:
    """Return the signatures of a file in the order in which they were made; empty fields last."""
    found = [_signature(field, file, size) for field in islice(signature_fields(pdf).values(), _MOST_SIGNATURES)]
    return tuple(sorted(found, key=lambda each: (each.state is SignatureState.EMPTY, each.covers, each.field)))


def _signature(field: Dictionary, file: BinaryIO, size: int) -> Signature:
    name = str(field.get("/T", ""))[:100]
    value = field.get("/V")
    if not isinstance(value, Dictionary):
        return Signature(name, SignatureState.EMPTY)
    try:
        ranges = _ranges(value, size)
    except (TypeError, ValueError):
        ranges = None
    if ranges is None:
        return Signature(name, SignatureState.UNREADABLE)
    opening, closing, end = ranges
    content = _in_gap(value, piece(file, opening, closing))
    if content is None or _END not in piece(file, max(closing, end - 32), end):
        return Signature(name, SignatureState.UNREADABLE)
    signer, state = _judged(content, file, ranges)
    return Signature(name, state, signer, _moment(value), end, end == size)


def _ranges(value: Dictionary, size: int) -> tuple[int, int, int] | None:
    """Return where the gap opens and closes and where the covered part ends, when it is a beginning of the file."""
    ranges = value.get("/ByteRange")
    if not isinstance(ranges, Array) or len(ranges) != 4:
        return None
    first, opening, closing, rest = (int(each) for each in ranges)
    if first != 0 or not 0 < opening < closing <= size or rest <= 0 or closing + rest > size:
        return None
    return (opening, closing, closing + rest) if closing - opening <= _LARGEST_SIGNATURE else None


def _in_gap(value: Dictionary, gap: bytes) -> bytes | None:
    """Return the signature that stands in the gap, when it is the one that the file names."""
    contents = value.get("/Contents")
    if not isinstance(contents, String) or not (gap.startswith(b"<") and gap.endswith(b">")):
        return None
    try:
        content = bytes.fromhex(gap[1:-1].decode("ascii"))
    except ValueError:
        return None
    # The gap is what a signature cannot cover: nothing else may hide in it, not even in the way its digits are written.
    written = content.hex().encode("ascii")
    return content if content == bytes(contents) and gap[1:-1] in (written, written.upper()) else None


def _judged(content: bytes, file: BinaryIO, ranges: tuple[int, int, int]) -> tuple[Signer | None, SignatureState]:
    from asn1crypto import cms
    from pyhanko.sign.general import CMSExtractionError, extract_certificate_info, extract_signer_info
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    signer = None
    try:
        outer = cms.ContentInfo.load(content, strict=False)
        signed = outer["content"]
        certificates = extract_certificate_info(signed)
        certificate = certificates.signer_cert
        facts = extract_signer_info(signed)
        signer = _signer(certificate)
        algorithm = facts["digest_algorithm"]["algorithm"].native
        padding = content[len(outer.dump()) :]
        sound = is_well_formed(signed, facts) and is_chain_sound([certificate, *certificates.other_certs], facts)
        if algorithm not in _DIGESTS or any(padding) or not sound:
            return signer, SignatureState.UNREADABLE
        digest = _digest(algorithm, file, ranges)
        intact, valid = validate_sig_integrity(facts, certificate, "data", digest)
    except (CMSExtractionError, SignatureValidationError):
        return signer, SignatureState.BROKEN
    except _STUMBLES:
        return signer, SignatureState.UNREADABLE
    return signer, SignatureState.GOOD if intact and valid else SignatureState.BROKEN


def _digest(algorithm: str, file: BinaryIO, ranges: tuple[int, int, int]) -> bytes:
    opening, closing, end = ranges
    made = hashlib.new(algorithm)
    feed(file, 0, opening, made.update)
    feed(file, closing, end, made.update)
    return made.digest()


def _signer(certificate: Any) -> Signer:  # noqa: ANN401 - of asn1crypto, which has no types
    subject, issuer = certificate.subject, certificate.issuer
    return Signer(
        name=_named(subject.native),
        issuer=_named(issuer.native),
        self_issued=subject == issuer,
        first=certificate.not_valid_before.astimezone(UTC),
        last=certificate.not_valid_after.astimezone(UTC),
        sha256=hashlib.sha256(certificate.dump()).hexdigest(),
    )


def _named(name: Any) -> str:  # noqa: ANN401 - of asn1crypto, which has no types
    for key in ("common_name", "organization_name", "serial_number"):
        if name.get(key):
            return " ".join("".join(char if char.isprintable() else " " for char in str(name[key])).split())[:200]
    return "?"


def _moment(value: Dictionary) -> datetime | None:
    said = str(value.get("/M", ""))
    try:
        moment = datetime.strptime(said[:16], "D:%Y%m%d%H%M%S").replace(tzinfo=UTC)
        zone = said[16:].replace("'", "")
        if zone and zone[0] in "+-":
            moment = datetime.strptime(said[2:16] + zone[:5].ljust(5, "0"), "%Y%m%d%H%M%S%z")
    except ValueError:
        return None
    return moment.astimezone(UTC)
