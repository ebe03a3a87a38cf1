"""The sections of a CV as blocks; the CV by itself and the CV in a dossier are made of the same ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Final, TypeVar

from portfolio_app.common.text import Language, Text, capitalised
from portfolio_app.documents.blocks import (
    Block,
    Bullets,
    Column,
    Entry,
    FieldList,
    Inline,
    Paragraph,
    Row,
    Run,
    Table,
    plain,
)
from portfolio_app.documents.builders import wording
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
from portfolio_app.domain.records.cv_view import CvSection
from portfolio_app.domain.records.integrity import InterestKind, SideActivity
from portfolio_app.domain.records.learning import Activity
from portfolio_app.domain.records.person import Person, ProfessionalTitle, Registration
from portfolio_app.domain.snapshot import Snapshot

R = TypeVar("R", bound=Record)

_PER_WEEK: Final = Text("{hours} per week", "{hours} a week")
_SELF_EMPLOYED: Final = Text("als zelfstandige", "self-employed")
_GRADUATED: Final = Text("diploma behaald", "diploma obtained")
_VALID_UNTIL: Final = Text("geldig tot {day}", "valid until {day}")
_WAS_VALID: Final = Text("verlopen op {day}", "expired on {day}")
_NUMBER: Final = Text("nummer {number}", "number {number}")
_REGISTER_NUMBER: Final = Text("registratienummer {number}", "registration number {number}")
_RESULTS: Final = Text("Resultaten", "Results")
_CORE_TASKS: Final = Text("Kerntaken: ", "Core tasks: ")
_NATIVE: Final = Text("moedertaal", "native")
_OTHER_SKILLS: Final = Text("Overig", "Other")
_PAID: Final = Text("betaald", "paid")
_UNPAID: Final = Text("onbetaald", "unpaid")
_WITH: Final = Text("met {names}", "with {names}")
_TRAINING_SUMMARY: Final = Text(
    "Recente scholing: datum, titel en aanbieder van elke activiteit.",
    "Recent training: date, title and provider of each activity.",
)
_DATE: Final = Text("Datum", "Date")
_TRAINING: Final = Text("Scholing", "Training")
_PROVIDER: Final = Text("Aanbieder", "Provider")
_ON_REQUEST: Final = Text("Naam en bereikbaarheid op verzoek.", "Names and contact details on request.")


def no_anchor(record: Record) -> str:  # noqa: ARG001
    """Return no anchor, for a document in which nothing links to its records."""
    return ""


def no_proof(record: Record) -> Inline:  # noqa: ARG001
    """Return no links to evidence."""
    return ()


@dataclass(frozen=True, slots=True)
class CvContent:
    """What the sections of a CV are made of.

    Attributes:
        training: the activities shown as recent training.
        hidden: ids of what is not shown.
        anchor: gives the link target of a record, or nothing.
        proof: gives the links to a record's evidence.
        compact: set what takes one line close together; there are no anchors and no evidence then.
    """

    snapshot: Snapshot
    language: Language
    describe: Callable[[str], Text]
    dated: date
    training: tuple[Activity, ...] = ()
    hidden: tuple[str, ...] = ()
    anchor: Callable[[Record], str] = no_anchor
    proof: Callable[[Record], Inline] = no_proof
    compact: bool = False

    def of(self, record_type: type[R]) -> tuple[R, ...]:
        """Return the records of a kind that are shown."""
        return tuple(record for record in self.snapshot.of(record_type) if record.id not in self.hidden)

    def say(self, text: Text, **values: object) -> str:
        """Return a text in the language of the document."""
        return (text.fill(**values) if values else text).say(self.language)


def section_blocks(section: CvSection, content: CvContent) -> tuple[Block, ...]:
    """Return what a section holds, without its heading; empty when there is nothing."""
    return _SECTIONS[section](content)


def _entry(content: CvContent, record: Record, margin: str, title: str, subtitle: str, *body: Block) -> Entry:
    """Return an entry; `title` is the name of the field that gives its title, or nothing."""
    proof = content.proof(record)
    blocks = (*body, Paragraph(proof, quiet=True)) if proof else body
    named = wording.run_of(record, title, content.language) if title else Run("")
    return Entry(margin, capitalised(named.text), subtitle, blocks, content.anchor(record), named.language)


@dataclass(frozen=True, slots=True)
class _Line:
    """A record that is told in one line: what stands in the margin, its name, and the facts behind it."""

    record: Record
    margin: str
    name: Run
    facts: str

    @property
    def content(self) -> Inline:
        runs = (replace(self.name, bold=True), Run(wording.DOT + self.facts if self.facts else "", quiet=True))
        return tuple(run for run in runs if run.text)


def _lines(content: CvContent, lines: Iterable[_Line]) -> tuple[Block, ...]:
    """Return records of one line: close together, or each with its anchor and evidence where a document has those."""
    if content.compact:
        fields = tuple((line.margin, line.content) for line in lines)
        return (FieldList(fields),) if fields else ()
    return tuple(_entry(content, line.record, line.margin, "", "", Paragraph(line.content)) for line in lines)


def _profile(content: CvContent) -> tuple[Block, ...]:
    person = content.snapshot.only(Person)
    return () if person is None else wording.prose_of(person, "profile", content.language)


def _registrations(content: CvContent) -> tuple[Block, ...]:
    return _lines(content, (_registration(content, each) for each in content.of(Registration)))


def title_of(record: Registration, language: Language) -> str:
    """Return the title that a registration gives; nothing where it gives none of its own."""
    return "" if record.title_held is ProfessionalTitle.OTHER else record.shown("title_held", language)


def _registration(content: CvContent, record: Registration) -> _Line:
    if record.since and record.until:
        period = f"{record.since.year} – {record.until.year}"
    else:
        period = content.say(wording.SINCE, day=record.since.year) if record.since else ""
    held = title_of(record, content.language)
    number = content.say(_REGISTER_NUMBER, number=record.number) if record.number else ""
    if not held:
        return _Line(record, period, Run(record.register_name), number)
    return _Line(record, period, Run(held), wording.dotted(record.register_name, number))


def _positions(content: CvContent) -> tuple[Block, ...]:
    return tuple(_position(content, each) for each in content.of(Position))


def _position(content: CvContent, record: Position) -> Entry:
    language = content.language
    week = ""
    if record.hours_per_week is not None:
        spelled = wording.HOURS.one if record.hours_per_week == 1 else wording.HOURS.many
        week = content.say(_PER_WEEK, hours=spelled.fill(n=wording.number(record.hours_per_week, language)))
    facts = wording.dotted(
        ", ".join(part for part in (record.employer, record.city) if part),
        week,
        content.say(_SELF_EMPLOYED) if record.self_employed else "",
        record.shown("level", language),
    )
    body = list(wording.prose_of(record, "description", language))
    results = wording.lines_of(record.shown("results", language))
    if results:
        # A list right below a list would read as its end.
        if body and isinstance(body[-1], Bullets):
            body.append(Paragraph((Run(content.say(_RESULTS), bold=True),)))
        spoken = wording.language_of(record, "results", language)
        body.append(Bullets(tuple(plain(line, spoken) for line in results)))
    if record.core_tasks:
        named = wording.enumerated([content.say(content.describe(code)) for code in record.core_tasks], language)
        body.append(Paragraph((Run(content.say(_CORE_TASKS), bold=True), Run(named + "."))))
    period = wording.since_until(record.start, record.end, language)
    return _entry(content, record, period, "role", facts, *body)


def _education(content: CvContent) -> tuple[Block, ...]:
    language = content.language
    return tuple(
        _entry(
            content,
            record,
            wording.since_until(record.start, record.end, language, ongoing=not record.graduated),
            "programme",
            wording.dotted(
                ", ".join(part for part in (record.institution, record.city) if part),
                record.shown("level", language),
                content.say(_GRADUATED) if record.graduated else "",
            ),
            *wording.prose_of(record, "description", language),
        )
        for record in sorted(content.of(Education), key=_is_ended)
    )


def _is_ended(record: Education) -> bool:
    """Tell whether somebody is through with it: what still runs comes first."""
    return record.end is not None or record.graduated


def _qualifications(content: CvContent) -> tuple[Block, ...]:
    return _lines(content, (_qualification(content, each) for each in content.of(Qualification)))


def _qualification(content: CvContent, record: Qualification) -> _Line:
    validity = ""
    if record.expires_on is not None:
        pattern = _VALID_UNTIL if record.expires_on >= content.dated else _WAS_VALID
        validity = content.say(pattern, day=record.shown("expires_on", content.language))
    issued = f"{record.issued_on.year}" if record.issued_on else ""
    number = content.say(_NUMBER, number=record.number) if record.number else ""
    facts = wording.dotted(record.issuer, number, validity)
    return _Line(record, issued, wording.run_of(record, "name", content.language), facts)


def _training(content: CvContent) -> tuple[Block, ...]:
    if not content.training:
        return ()
    # The first column is as wide as the margin column of entries, so that titles stand below each other.
    columns = (
        Column(content.say(_DATE), 98),
        Column(content.say(_TRAINING), 235),
        Column(content.say(_PROVIDER), 126),
    )
    rows = tuple(
        Row(
            (
                plain(wording.month_and_year(activity.start, content.language) if activity.start else ""),
                (wording.run_of(activity, "name", content.language),),
                plain(activity.provider),
            )
        )
        for activity in content.training
    )
    return (Table(columns, rows, content.say(_TRAINING_SUMMARY), row_header=1),)


def _skills(content: CvContent) -> tuple[Block, ...]:
    by_category: dict[str, list[Run]] = {}
    for record in content.of(Skill):
        category = record.shown("category", content.language) or content.say(_OTHER_SKILLS)
        level = record.shown("level", content.language)
        name = wording.run_of(record, "name", content.language)
        runs = by_category.setdefault(category, [])
        runs += [Run(wording.DOT), name] if runs else [name]
        if level:
            runs.append(Run(f" ({level})"))
    if not by_category:
        return ()
    return (FieldList(tuple((capitalised(category), tuple(runs)) for category, runs in by_category.items())),)


def _languages(content: CvContent) -> tuple[Block, ...]:
    found = content.of(LanguageSkill)
    if not found:
        return ()
    return (
        FieldList(
            tuple((record.shown("name", content.language), plain(_mastery(content, record))) for record in found)
        ),
    )


def _mastery(content: CvContent, record: LanguageSkill) -> str:
    if record.native:
        return content.say(_NATIVE)
    names = ("listening", "reading", "speaking", "writing")
    levels = {name: record.shown(name, content.language) for name in names if getattr(record, name) is not None}
    if len(levels) == len(names) and len(set(levels.values())) == 1:
        return next(iter(levels.values()))
    labels = {name: content.say(record.kind.field(name).label).lower() for name in levels}
    return wording.dotted(*(f"{labels[name]} {level}" for name, level in levels.items()))


def _publications(content: CvContent) -> tuple[Block, ...]:
    return _lines(
        content,
        (
            _Line(
                record,
                wording.together(record.shown("published", content.language)),
                wording.run_of(record, "name", content.language),
                wording.dotted(
                    record.shown("publication_kind", content.language),
                    record.outlet,
                    content.say(_WITH, names=record.co_authors) if record.co_authors else "",
                    record.link,
                ),
            )
            for record in content.of(Publication)
        ),
    )


def _memberships(content: CvContent) -> tuple[Block, ...]:
    return _lines(
        content,
        (
            _Line(
                record,
                wording.since_until(record.since, record.until, content.language),
                Run(record.organisation),
                record.shown("role", content.language),
            )
            for record in content.of(Membership)
        ),
    )


def _side_activities(content: CvContent) -> tuple[Block, ...]:
    return _lines(
        content,
        (
            _Line(
                record,
                wording.since_until(record.since, record.until, content.language),
                wording.run_of(record, "name", content.language),
                wording.dotted(record.organisation, _kind_of_interest(content, record)),
            )
            for record in content.of(SideActivity)
        ),
    )


def _kind_of_interest(content: CvContent, record: SideActivity) -> str:
    """Return what sort of side activity it is, without saying again that it is one."""
    if record.interest_kind in (InterestKind.PAID, InterestKind.UNPAID):
        return content.say(_PAID if record.interest_kind is InterestKind.PAID else _UNPAID)
    return record.shown("interest_kind", content.language)


def _references(content: CvContent) -> tuple[Block, ...]:
    found = content.of(Referee)
    if not found:
        return ()
    entries = tuple(
        _entry(content, record, "", "role", record.organisation, *_quote(content, record)) for record in found
    )
    return (*entries, Paragraph(plain(content.say(_ON_REQUEST)), quiet=True))


def _quote(content: CvContent, record: Referee) -> tuple[Block, ...]:
    if not record.quote:
        return ()
    spoken = wording.on_one_line(record.quote).strip("“”\"'„ ")
    return (
        Paragraph((Run(f"“{spoken}”", italic=True),), language=wording.language_of(record, "quote", content.language)),
    )


_SECTIONS: Final[Mapping[CvSection, Callable[[CvContent], tuple[Block, ...]]]] = MappingProxyType(
    {
        CvSection.PROFILE: _profile,
        CvSection.REGISTRATIONS: _registrations,
        CvSection.POSITIONS: _positions,
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
