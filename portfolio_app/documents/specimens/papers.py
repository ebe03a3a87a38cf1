"""What stands on the papers of course providers, employers and supervisors."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CertificateLayout(StrEnum):
    """How a certificate looks."""

    FRAME = "frame"
    BAND = "band"
    RECORD = "record"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What stands on a certificate.

    Attributes:
        heading: what it is: "Certificaat", "Bewijs van deelname".
        holder: whose it is.
        subject: for what.
        lines: further lines, such as hours and points.
        issuer: who gives it out.
        dated: place and day.
        number: its number; empty when it has none.
        signatory: the office of who signed; no name.
    """

    layout: CertificateLayout
    heading: str
    holder: str
    subject: str
    lines: tuple[str, ...]
    issuer: str
    dated: str
    number: str = ""
    signatory: str = ""

    def words(self) -> tuple[str, ...]:
        """Return everything that stands on it, from top to bottom."""
        said = (self.issuer, self.heading, self.holder, self.subject, *self.lines, self.dated, self.number)
        return tuple(part for part in (*said, self.signatory) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceSheet:
    """A list that participants signed; they stand on it by initials only.

    Attributes:
        facts: pairs of label and value above the list.
        participants: initials and role of each.
    """

    heading: str
    facts: tuple[tuple[str, str], ...]
    participants: tuple[tuple[str, str], ...]

    def words(self) -> tuple[str, ...]:
        """Return everything that stands on it, from top to bottom."""
        return (
            self.heading,
            *(f"{label} {value}" for label, value in self.facts),
            *(f"{initials} {role}" for initials, role in self.participants),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter, statement or report of one or more pages."""

    sender: str
    dated: str
    subject: str
    paragraphs: tuple[str, ...]
    signatory: str = ""

    def words(self) -> tuple[str, ...]:
        """Return everything that stands on it, from top to bottom."""
        said = (self.sender, self.dated, self.subject, *self.paragraphs, self.signatory)
        return tuple(part for part in said if part)


Paper = Certificate | AttendanceSheet | Letter


@dataclass(frozen=True, slots=True)
class Specimen:
    """A file, the number of its pages, and the text that a program can read in it."""

    content: bytes
    media_type: str
    pages: int
    text: str
