"""What somebody asks for when a document is to be made; the window and the command line ask in the same words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from portfolio_app.common.text import Language, Text
from portfolio_app.domain.records.dossier_profile import USUAL_SAMPLE, DossierSection, EvidenceChoice

USUAL_SEED: Final = 1
"""By which number a sample is drawn when nobody names one."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """What a dossier is signed with: a file with certificate and key (PKCS#12), and its own passphrase."""

    certificate: Path
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class DossierRequest:
    """A dossier to be made, looked at beforehand, or checked.

    Attributes:
        register: id of the register.
        path: the PDF to write; not needed to look at it or to check it.
        first: first day of the period; the register's own current period when None.
        last: last day of the period.
        dated: the day of the dossier, by which everything is judged; `as_of` or today when None.
        as_of: of the records as they were at the end of this day; as they are now when None.
        language: of what the program itself words.
        sections: what stands in it, in this order; empty for all as usual.
        left_out: ids of released records that do not stand in it.
        evidence: of which activities the evidence goes along.
        sample_size: of how many activities, when it is a sample.
        sample_seed: the same number draws the same sample.
        scan_dpi: pixels to an inch of the page that scans have at most; None or 0 leaves them as they are.
        cv_view: name or id of the view by which the CV is shown; the whole CV when empty.
        heading: what the cover says above the name; the usual words when empty.
        with_photo: put the portrait on the cover.
        place: where it is signed.
        recipient: for the log.
        mask: make everything unreadable that the privacy check found and of which nothing was decided.
        signing: sign it digitally with this; not when None.
    """

    register: str
    path: Path | None = None
    first: date | None = None
    last: date | None = None
    dated: date | None = None
    language: Language = "nl"
    sections: tuple[DossierSection, ...] = ()
    left_out: tuple[str, ...] = ()
    evidence: EvidenceChoice = EvidenceChoice.ALL
    sample_size: int = USUAL_SAMPLE
    sample_seed: int = USUAL_SEED
    scan_dpi: int | None = None
    cv_view: str = ""
    heading: str = ""
    with_photo: bool = False
    place: str = ""
    recipient: str = ""
    mask: bool = False
    signing: SigningKey | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class CvRequest:
    """A CV to be made.

    Attributes:
        view: name or id of the view; see `CvView`.
        path: the file to write; its ending says as what: `.pdf`, `.docx` or `.json`. Not needed to look at it.
        dated: the day of the CV; `as_of` or today when None.
        as_of: of the records as they were at the end of this day; as they are now when None.
        language: the view's language when None.
        recipient: for the log.
        mask: as in `DossierRequest`.
    """

    view: str
    path: Path | None = None
    dated: date | None = None
    language: Language | None = None
    recipient: str = ""
    mask: bool = False
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A document that was written.

    Attributes:
        path: the file.
        pages: how many pages; 0 where the format has none of its own.
        sha256: of the file, as the log has it.
        problems: what could not be shown as it is, each in one sentence.
    """

    path: Path
    pages: int
    sha256: str
    problems: tuple[Text, ...] = ()
