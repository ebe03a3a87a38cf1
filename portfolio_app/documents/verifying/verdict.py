"""What a check of a dossier says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from portfolio_app.common.text import Text
from portfolio_app.documents.verifying.signatures import Signature, SignatureState


class Change(StrEnum):
    """What kind of thing was found."""

    PAGE_CHANGED = "page-changed"
    PAGE_ADDED = "page-added"
    PAGE_REMOVED = "page-removed"
    PAGE_MOVED = "page-moved"
    LINKS_CHANGED = "links-changed"
    ATTACHMENT_CHANGED = "attachment-changed"
    ATTACHMENT_ADDED = "attachment-added"
    ATTACHMENT_REMOVED = "attachment-removed"
    DATA_CHANGED = "data-changed"
    DOCUMENT_CHANGED = "document-changed"
    INFORMATION_CHANGED = "information-changed"
    STRUCTURE_CHANGED = "structure-changed"
    PACKING_CHANGED = "packing-changed"
    BYTES_ADDED = "bytes-added"
    SEAL_BROKEN = "seal-broken"
    SEAL_MISSING = "seal-missing"
    SIGNATURE_BROKEN = "signature-broken"
    SIGNATURE_UNREADABLE = "signature-unreadable"
    SIGNATURE_MISSING = "signature-missing"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was made.

    Attributes:
        change: what kind of thing.
        text: what it is, in a sentence.
        page: the page of the file from 1, as it is now, or as it was for a page that is gone; 0 for what has no page.
        annex: the label of the annex whose page it is.
        name: of an attachment, a part of the data, an entry of the document or a field.
        after_signing: it was done after a signature that holds.
    """

    change: Change
    text: Text
    page: int = 0
    annex: str = ""
    name: str = ""
    after_signing: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of a dossier says.

    Attributes:
        program: what made the dossier; empty when the seal cannot be read.
        pages: how many pages the file has now.
        annexes: how many annexes were sealed.
        findings: what is not as it was made; none when it is intact.
        signatures: the signatures and the fields without one.
        notes: what is worth knowing and no change of the dossier.
        identical: whether it is byte for byte as the original that it was held against; None without one.
    """

    program: str
    pages: int
    annexes: int
    findings: tuple[Finding, ...]
    signatures: tuple[Signature, ...]
    notes: tuple[Text, ...] = ()
    identical: bool | None = None

    @property
    def intact(self) -> bool:
        """Whether everything is as it was made."""
        return not self.findings

    @property
    def signed(self) -> bool:
        """Whether a signature that holds covers the whole file."""
        return any(each.state is SignatureState.GOOD and each.whole for each in self.signatures)
