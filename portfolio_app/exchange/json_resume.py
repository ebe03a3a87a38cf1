"""A CV as JSON Resume (schema 1.3.1), the open form that many programs read.

What the schema has no place for stands under `meta.vakdossier`, so that nothing is lost on the way and every reader of
the schema still understands the rest. A date that is not known is left out: the schema has no null.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final, Protocol

from portfolio_app.common.text import Language, Text
from portfolio_app.domain.cv import recent_training, sections_of, shown_of
from portfolio_app.domain.fields import Record
from portfolio_app.domain.records.career import (
    Education,
    LanguageSkill,
    Membership,
    Position,
    Publication,
    Qualification,
    Referee,
    Skill,
)
from portfolio_app.domain.records.cv_view import CvSection, CvView
from portfolio_app.domain.records.integrity import InterestKind, SideActivity
from portfolio_app.domain.records.person import Person, Registration
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.domain.values import PartialDateValue
from portfolio_app.domain.values.simple import plain_decimal

SCHEMA: Final = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.3.1/schema.json"
"""The name of the schema, as a JSON Resume carries it; nothing is ever fetched from there."""

SCHEMA_VERSION: Final = "v1.3.1"

_NATIVE: Final = Text("moedertaal", "native speaker")
_OWN: Final = "vakdossier"
_MARKS: Final = ("- ", "* ", "• ", "– ")
_COUNTRIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "nederland": "NL",
        "netherlands": "NL",
        "the netherlands": "NL",
        "belgië": "BE",
        "belgium": "BE",
        "duitsland": "DE",
    }
)

Part = dict[str, Any]


class CvSource(Protocol):
    """What a CV is made of; see `portfolio_app.documents.builders.CvMaterial`."""

    @property
    def snapshot(self) -> Snapshot:
        """The records, already filtered for the view's audience."""

    @property
    def view(self) -> CvView:
        """Which of them are shown."""

    @property
    def dated(self) -> date:
        """The day on which the CV is made."""

    @property
    def as_of(self) -> date | None:
        """The day at whose end the records stood like this; None for those of now."""


def json_resume_bytes(source: CvSource, language: Language) -> bytes:
    """Return a CV as the bytes of a JSON Resume file; equal records give equal bytes."""
    return json.dumps(json_resume(source, language), ensure_ascii=False, indent=2).encode() + b"\n"


def json_resume(source: CvSource, language: Language) -> Part:
    """Return a CV as JSON Resume; sections that its view does not show, or that are empty, are left out."""
    sections = sections_of(source.view)
    resume: Part = {"$schema": SCHEMA, "basics": _basics(source, language, profile=CvSection.PROFILE in sections)}
    extras: Part = {"language": language}
    for section in sections:
        for key, parts in _SECTIONS.get(section, _nothing)(source, language).items():
            if key in _OWN_KEYS:
                extras[key] = parts
            elif parts:
                resume.setdefault(key, []).extend(parts)
    person = source.snapshot.only(Person)
    if person is not None and person.cv_confirmed_on is not None:
        extras["confirmedOn"] = person.cv_confirmed_on.isoformat()
    if source.as_of is not None:
        extras["asOf"] = source.as_of.isoformat()
    resume["meta"] = {
        "version": SCHEMA_VERSION,
        "lastModified": f"{source.dated.isoformat()}T00:00:00",
        _OWN: {key: value for key, value in extras.items() if value},
    }
    return resume


def _part(**values: object) -> Part:
    """Return the values that say something."""
    return {key: value for key, value in values.items() if value not in ("", None, [], {})}


def _lines(words: str) -> list[str]:
    stripped = (line.strip() for line in words.splitlines())
    return [line[2:].strip() if line.startswith(_MARKS) else line for line in stripped if line]


def _paragraphs(words: str) -> str:
    return "\n".join(line.strip() for line in words.splitlines() if line.strip())


def _iso(when: PartialDateValue | None) -> str:
    return "" if when is None else when.iso()


def _day(when: date | None) -> str:
    return "" if when is None else when.isoformat()


def _nothing(source: CvSource, language: Language) -> Mapping[str, list[Part]]:  # noqa: ARG001
    return {}


def _basics(source: CvSource, language: Language, *, profile: bool) -> Part:
    person = source.snapshot.only(Person)
    if person is None:
        return {}
    return _part(
        name=person.full_name(),
        label=person.shown("professional_title", language),
        email=person.email,
        phone=person.phone,
        url=_address(person.website),
        summary=_paragraphs(person.shown("profile", language)) if profile else "",
        location=_part(
            address=person.street,
            postalCode=person.postcode,
            city=person.city,
            countryCode=_COUNTRIES.get(person.country.strip().lower(), ""),
        ),
    )


def _address(website: str) -> str:
    """Return a web address in full, as the schema wants it."""
    if not website or "://" in website or " " in website or "." not in website:
        return website if "://" in website else ""
    return f"https://{website}"


def _work(source: CvSource, language: Language) -> Mapping[str, list[Part]]:
    positions = shown_of(source.snapshot, Position, source.view)
    work = [
        _part(
            name=each.employer,
            location=each.city,
            position=each.shown("role", language),
            startDate=_iso(each.start),
            endDate=_iso(each.end),
            summary=_paragraphs(each.shown("description", language)),
            highlights=_lines(each.shown("results", language)),
        )
        for each in positions
    ]
    details = [
        _part(
            position=each.shown("role", language),
            startDate=_iso(each.start),
            hoursPerWeek=plain_decimal(each.hours_per_week) if each.hours_per_week is not None else "",
            selfEmployed=each.self_employed or None,
            level=each.level.value if each.level else "",
            coreTasks=list(each.core_tasks),
        )
        for each in positions
    ]
    return {"work": work, "positions": details}


def _education(source: CvSource, language: Language) -> Mapping[str, list[Part]]:
    return {
        "education": [
            _part(
                institution=each.institution,
                area=each.shown("programme", language),
                studyType=each.shown("level", language),
                startDate=_iso(each.start),
                endDate=_iso(each.end),
            )
            for each in shown_of(source.snapshot, Education, source.view)
        ]
    }


def _registrations(source: CvSource, language: Language) -> Mapping[str, list[Part]]:
    found = shown_of(source.snapshot, Registration, source.view)
    certificates = [
        _part(
            name=each.shown("title_held", language) or each.register_name,
            issuer=each.register_name,
            date=_day(each.since),
        )
        for each in found
    ]
    registrations = [
        _part(
            register=each.register_name,
            title=each.shown("title_held", language),
            number=each.number,
            since=_day(each.since),
            until=_day(each.until),
        )
        for each in found
    ]
    return {"certificates": certificates, "registrations": registrations}


def _qualifications(source: CvSource, language: Language) -> Mapping[str, list[Part]]:
    found = shown_of(source.snapshot, Qualification, source.view)
    expiring = [
        _part(name=each.shown("name", language), number=each.number, expires=_day(each.expires_on))
        for each in found
        if each.number or each.expires_on
    ]
    certificates = [
        _part(name=each.shown("name", language), issuer=each.issuer, date=_day(each.issued_on)) for each in found
    ]
    return {"certificates": certificates, "qualifications": expiring}


def _training(source: CvSource, language: Language) -> Mapping[str, list[Part]]:
    return {
        "training": [
            _part(
                name=each.shown("name", language),
                kind=each.activity_kind.value if each.activity_kind else "",
                provider=each.provider,
                date=_day(each.start),
                endDate=_day(each.end),
            )
            for each in recent_training(source.snapshot, source.view, source.dated)
        ]
    }


def _skills(source: CvSource, language: Language) -> Mapping[str, list[Part]]:
    return {
        "skills": [
            _part(
                name=each.shown("name", language),
                level=each.shown("level", language),
                keywords=[category] if (category := each.shown("category", language)) else [],
            )
            for each in shown_of(source.snapshot, Skill, source.view)
        ]
    }


def _languages(source: CvSource, language: Language) -> Mapping[str, list[Part]]:
    found = shown_of(source.snapshot, LanguageSkill, source.view)
    names = ("listening", "reading", "speaking", "writing")
    levels = [
        _part(
            language=each.shown("name", language),
            native=each.native or None,
            **{name: each.shown(name, language) for name in names},
        )
        for each in found
    ]
    languages = [
        _part(language=each.shown("name", language), fluency=_fluency(each, names, language)) for each in found
    ]
    return {"languages": languages, "languageLevels": levels}


def _fluency(record: LanguageSkill, names: Iterable[str], language: Language) -> str:
    if record.native:
        return _NATIVE.say(language)
    known = [
        f"{record.kind.field(name).label.say(language).lower()} {level}"
        for name in names
        if (level := record.shown(name, language))
    ]
    return ", ".join(known)


def _publications(source: CvSource, language: Language) -> Mapping[str, list[Part]]:  # noqa: ARG001
    found = shown_of(source.snapshot, Publication, source.view)
    publications = [
        _part(
            name=each.name,
            publisher=each.outlet,
            releaseDate=_iso(each.published),
            url=each.link if "://" in each.link else "",
        )
        for each in found
    ]
    details = [
        _part(
            name=each.name,
            kind=each.publication_kind.value if each.publication_kind else "",
            coAuthors=each.co_authors,
            foundAt=each.link,
        )
        for each in found
    ]
    return {"publications": publications, "publicationDetails": details}


def _memberships(source: CvSource, language: Language) -> Mapping[str, list[Part]]:
    return {
        "memberships": [
            _part(
                organisation=each.organisation,
                role=each.shown("role", language),
                since=_iso(each.since),
                until=_iso(each.until),
            )
            for each in shown_of(source.snapshot, Membership, source.view)
        ]
    }


def _side_activities(source: CvSource, language: Language) -> Mapping[str, list[Part]]:
    found = shown_of(source.snapshot, SideActivity, source.view)
    unpaid = [
        _part(
            organization=each.organisation,
            position=each.shown("name", language),
            startDate=_iso(each.since),
            endDate=_iso(each.until),
        )
        for each in found
        if each.interest_kind is InterestKind.UNPAID
    ]
    every = [
        _part(
            name=each.shown("name", language),
            organisation=each.organisation,
            kind=each.interest_kind.value if each.interest_kind else "",
            since=_iso(each.since),
            until=_iso(each.until),
        )
        for each in found
    ]
    return {"volunteer": unpaid, "sideActivities": every}


def _references(source: CvSource, language: Language) -> Mapping[str, list[Part]]:
    return {
        "references": [
            # Who it is stays with the owner; a role and an organisation say enough to ask on.
            _part(name=_role(each, language), reference=_paragraphs(each.quote))
            for each in shown_of(source.snapshot, Referee, source.view)
        ]
    }


def _role(referee: Record, language: Language) -> str:
    parts = (referee.shown("role", language), referee.shown("organisation", language))
    return ", ".join(part for part in parts if part)


_OWN_KEYS: Final = frozenset(
    {
        "positions",
        "registrations",
        "qualifications",
        "training",
        "languageLevels",
        "publicationDetails",
        "memberships",
        "sideActivities",
    }
)
"""What the schema has no place for: these parts stand under `meta.vakdossier`."""

_SECTIONS: Final[Mapping[CvSection, Callable[[CvSource, Language], Mapping[str, list[Part]]]]] = MappingProxyType(
    {
        CvSection.REGISTRATIONS: _registrations,
        CvSection.POSITIONS: _work,
        CvSection.EDUCATION: _education,
        CvSection.QUALIFICATIONS: _qualifications,
        CvSection.TRAINING: _training,
        CvSection.SKILLS: _skills,
        CvSection.LANGUAGES: _languages,
        CvSection.PUBLICATIONS: _publications,
        CvSection.MEMBERSHIPS: _memberships,
        CvSection.SIDE_ACTIVITIES: _side_activities,
        CvSection.REFERENCES: _references,
    }
)
