"""What a builder is given: records that its audience may see, and nothing else of the vault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from portfolio_app.common.text import Language, Text, same_in_both
from portfolio_app.domain.permissions import PermissionNumbers
from portfolio_app.domain.records.cv_view import CvView
from portfolio_app.domain.records.dossier_profile import DossierSection
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.domain.rules.standing import RegisterStanding
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.registers.catalogue import Registers
from portfolio_app.registers.model import ConductCode, LawList, Profile

Describe = Callable[[str], Text]
"""Gives the short name of what has a code in the register data."""

ReadEvidence = Callable[[Evidence], bytes]
"""Gives the content of a piece of evidence."""

OpenEvidence = Callable[[Evidence], BinaryIO]
"""Gives the content of a piece of evidence as a file that can be sought in."""


@dataclass(frozen=True, slots=True)
class RegisterData:
    """What a document needs to know of a register.

    Attributes:
        id: the register, as records name it (`rnvc`).
        name: its full name.
        describe: gives the short name of a code of any register; the code itself when it is unknown.
        profile: the competency profile by which competences are shown, of this register or of the one that has one.
        laws: the laws to keep up with.
        conduct_code: the code of conduct whose provisions the index goes by.
    """

    id: str
    name: Text
    describe: Describe
    profile: Profile | None = None
    laws: LawList | None = None
    conduct_code: ConductCode | None = None

    @classmethod
    def of(cls, registers: Registers, register: str) -> RegisterData:
        """Return what the register data say of a register; what it lacks is taken from the registers that have it.

        Raises:
            WrongUseError: there is no such register.
        """
        return cls(
            id=register,
            name=registers.register(register).label,
            describe=cls.describer(registers),
            profile=registers.profile_of(register) or next(iter(registers.profiles), None),
            laws=registers.laws_of(register) or next(iter(registers.law_lists), None),
            conduct_code=registers.conduct_code_of(register) or next(iter(registers.conduct_codes), None),
        )

    @staticmethod
    def describer(registers: Registers) -> Describe:
        """Return what gives the short name of a code of any register; the code itself when no register has it."""

        def describe(code: str) -> Text:
            entry = registers.find(code)
            return same_in_both(code) if entry is None else entry.label

        return describe


@dataclass(frozen=True, slots=True)
class PastState:
    """That the records of a document are not those of the day on which it is made, and what that means.

    Attributes:
        day: they are as they stood at the end of this day.
        without_file: ids of the evidence of that time whose file is not there any more.
    """

    day: date
    without_file: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DossierMaterial:
    """All that a dossier is made of.

    Attributes:
        snapshot: the records, already filtered for `Audience.REGISTER`.
        standings: how each register judges the period; empty when there are no rules.
        permissions: permissions and exchanges as numbers; None when there are none.
        register: the register that the dossier is for.
        first: first day of the period.
        last: last day of the period.
        dated: the day of the dossier.
        read_evidence: gives the content of a piece of evidence that is in the snapshot.
        past: of which day the records are; None for those of now.
        evidence_pages: gives the pages of a PDF or TIFF made ready, see `Annex.prepared`; None when nobody keeps them.
        open_evidence: gives the content as a file, see `Annex.open`; None when that cannot be.
    """

    snapshot: Snapshot
    standings: tuple[RegisterStanding, ...]
    permissions: PermissionNumbers | None
    register: RegisterData
    first: date
    last: date
    dated: date
    read_evidence: ReadEvidence
    past: PastState | None = None
    evidence_pages: ReadEvidence | None = None
    open_evidence: OpenEvidence | None = None


@dataclass(frozen=True, slots=True)
class SignedBy:
    """By which certificate a dossier will be signed: whose it is, who issued it (empty: nobody else), on which day."""

    name: str
    issuer: str
    day: date


@dataclass(frozen=True, slots=True)
class DossierOptions:
    """How a dossier is to be made.

    Attributes:
        language: of all that the program itself words.
        sections: the parts that may be left out, in the order of the dossier; empty for all of them as usual. Who it
            is stands in it always.
        cv_view: the view by which the CV is shown; the whole CV when None.
        heading: what the cover says above the name; the usual words when empty.
        with_photo: put the portrait on the cover.
        with_annexes: put the evidence behind the text.
        annexed: ids of the evidence that goes along; None for all of it. What does not is listed still.
        place: where it is signed.
        scan_dpi: how fine scans are at most, see `Document.scan_dpi`.
        signed_by: whose digital signature it will bear; None for a dossier that is signed on paper or not at all.
    """

    language: Language = "nl"
    sections: tuple[DossierSection, ...] = ()
    cv_view: CvView | None = None
    heading: str = ""
    with_photo: bool = False
    with_annexes: bool = True
    annexed: frozenset[str] | None = None
    place: str = ""
    scan_dpi: int | None = None
    signed_by: SignedBy | None = None

    @property
    def order(self) -> tuple[DossierSection, ...]:
        """The sections in the order in which they stand."""
        return self.sections or tuple(DossierSection)

    def has(self, section: DossierSection) -> bool:
        """Tell whether a section is wanted; what activities brought has no place without their log."""
        if section is DossierSection.DETAILS and DossierSection.LOG not in self.order:
            return False
        return section is DossierSection.PERSON or section in self.order

    def takes_along(self, evidence: Evidence) -> bool:
        """Tell whether the content of a piece of evidence goes along."""
        return self.with_annexes and (self.annexed is None or evidence.id in self.annexed)


@dataclass(frozen=True, slots=True)
class CvMaterial:
    """All that a CV is made of.

    Attributes:
        snapshot: the records, already filtered for the view's audience.
        view: which of them are shown, and in which order.
        describe: gives the short name of a code.
        dated: the day on which the CV is made.
        photo: the portrait as JPEG or PNG, or None.
        past: of which day the records are; None for those of now.
    """

    snapshot: Snapshot
    view: CvView
    describe: Describe
    dated: date
    photo: bytes | None = None
    past: PastState | None = None

    @property
    def as_of(self) -> date | None:
        """The day at whose end the records stood like this; None for those of now."""
        return self.past.day if self.past else None
