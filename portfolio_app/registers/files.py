"""The files of register data: which kinds there are, and what each makes of its tables.

Every file names its `format` and its `kind`. A file of kind `register` declares a register with its titles and source
documents; the kinds `profile`, `laws` and `code` belong to a declared register and to one of its documents. Every file
has a table `expected` that counts its entries, so that a file cut short is noticed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

from portfolio_app.common.text import Text
from portfolio_app.registers.model import (
    Certainty,
    Chapter,
    ConductCode,
    ContextTerm,
    CoreCompetence,
    CoreTask,
    Declaration,
    Departure,
    Document,
    ElaboratedCompetence,
    EntryLevel,
    Indicator,
    IndicatorKind,
    LawEntry,
    LawForm,
    LawList,
    Level,
    LevelScale,
    PeriodDefault,
    PeriodStart,
    Profile,
    Provision,
    Register,
    Remark,
    Requirement,
    Revision,
    RevisionState,
    Section,
    SourceReference,
    Title,
)
from portfolio_app.registers.owner import NAME, Ledger, Owner, among, expect, one_among, reference_in
from portfolio_app.registers.toml_table import Table, shown

FORMAT: Final = "vakdossier-register/1"
_MOST_PERIOD_YEARS: Final = 10

_REGISTER_ID: Final = re.compile(r"[a-z][a-z0-9-]{0,19}")
_PREFIX: Final = re.compile(r"[A-Z][A-Z0-9]{0,19}")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
_PARTIAL_DATE: Final = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")

_Plain = TypeVar("_Plain", Remark, CoreCompetence, ContextTerm, Departure, Declaration)


class FileKind(StrEnum):
    """What a file declares."""

    REGISTER = "register"
    PROFILE = "profile"
    LAWS = "laws"
    CODE = "code"


def kind_of(table: Table) -> FileKind:
    """Return what the file declares.

    Raises:
        RegisterFileError: it names another format or kind, or none.
    """
    written = table.string("format")
    if written != FORMAT:
        table.refuse(
            Text(
                "Het formaat is “{written}”; bekend is “{known}”.", "Its format is “{written}”; known is “{known}”."
            ).fill(written=shown(written), known=FORMAT)
        )
    return table.choice("kind", FileKind)


def read_register(table: Table, ledger: Ledger) -> Register:
    """Return the register that a file of kind `register` declares.

    Raises:
        RegisterFileError: something in it is wrong.
    """
    head = table.table("register")
    register_id = head.string("id", pattern=_REGISTER_ID)
    ledger.enter(head, register_id)
    prefix = head.string("prefix", pattern=_PREFIX)
    # The bare prefix is entered as well: two registers with one prefix could not tell their codes apart.
    ledger.enter(head, prefix)
    owner = Owner(register_id, prefix, ledger)
    documents = tuple(_document(entry, owner) for entry in table.tables("documents"))
    titles = tuple(_title(entry, owner, documents) for entry in table.tables("titles"))
    register = Register(
        register=register_id,
        code=register_id,
        prefix=prefix,
        name=head.string("name", pattern=NAME),
        label=head.text("label"),
        text=head.text("text"),
        period=_period(head.table("period")),
        titles=titles,
        documents=documents,
    )
    head.finish()
    expect(table, titles=len(titles), documents=len(documents))
    table.finish()
    return register


def read_profile(table: Table, registers: Iterable[Register], ledger: Ledger) -> Profile:
    """Return the competency profile that a file of kind `profile` declares.

    Raises:
        RegisterFileError: something in it is wrong.
    """
    owner, document = _owner(table, registers, ledger)
    head = table.table("profile")
    common = owner.common(head)
    titles = owner.title_codes(head, "titles")
    entry_level = _entry_level(head.optional_table("entry_level"), document)
    head.finish()
    levels = _levels(table)
    core_competences = tuple(_plain(entry, owner, CoreCompetence) for entry in table.tables("core_competences"))
    named = tuple(competence.code for competence in core_competences)
    profile = Profile(
        **common,
        document=document.code,
        titles=titles,
        entry_level=entry_level,
        levels=tuple(levels.values()),
        remarks=tuple(_plain(entry, owner, Remark) for entry in table.tables("remarks")),
        core_tasks=tuple(_core_task(entry, owner, titles, levels, named) for entry in table.tables("core_tasks")),
        core_competences=core_competences,
        context_terms=tuple(_plain(entry, owner, ContextTerm) for entry in table.tables("context_terms")),
        competences=tuple(_elaborated(entry, owner) for entry in table.tables("competences")),
    )
    expect(
        table,
        titles=len(titles),
        remarks=len(profile.remarks),
        core_tasks=len(profile.core_tasks),
        core_competences=len(core_competences),
        context_terms=len(profile.context_terms),
        competences=len(profile.competences),
        behaviour=tuple(len(competence.behaviour) for competence in profile.competences),
        required=tuple(len(competence.required) for competence in profile.competences),
    )
    table.finish()
    return profile


def read_laws(table: Table, registers: Iterable[Register], ledger: Ledger) -> LawList:
    """Return the law list that a file of kind `laws` declares.

    Raises:
        RegisterFileError: something in it is wrong.
    """
    owner, document = _owner(table, registers, ledger)
    head = table.table("list")
    common = owner.common(head)
    head.finish()
    laws = tuple(_law(entry, owner) for entry in table.tables("laws"))
    expect(table, laws=len(laws))
    table.finish()
    return LawList(**common, document=document.code, laws=laws)


def read_code(table: Table, registers: Iterable[Register], ledger: Ledger) -> ConductCode:
    """Return the code of conduct that a file of kind `code` declares.

    Raises:
        RegisterFileError: something in it is wrong.
    """
    owner, document = _owner(table, registers, ledger)
    head = table.table("code")
    common = owner.common(head)
    head.finish()
    declaration = table.optional_table("declaration")
    code = ConductCode(
        **common,
        document=document.code,
        remarks=tuple(_plain(entry, owner, Remark) for entry in table.tables("remarks")),
        departures=tuple(_plain(entry, owner, Departure) for entry in table.tables("departures")),
        declaration=None if declaration is None else _plain(declaration, owner, Declaration),
        chapters=tuple(_chapter(entry, owner) for entry in table.tables("chapters")),
    )
    expect(
        table,
        remarks=len(code.remarks),
        departures=len(code.departures),
        provisions=tuple(len(chapter.provisions) for chapter in code.chapters),
    )
    table.finish()
    return code


def _owner(table: Table, registers: Iterable[Register], ledger: Ledger) -> tuple[Owner, Document]:
    by_id = {register.id: register for register in registers}
    register = by_id[one_among(table, "register", tuple(by_id))]
    documents = {document.code: document for document in register.documents}
    document = documents[one_among(table, "document", tuple(documents))]
    titles = tuple(title.code for title in register.titles)
    return Owner(register.id, register.prefix, ledger, document, titles), document


def _period(table: Table) -> PeriodDefault:
    period = PeriodDefault(
        years=table.integer("years", low=1, high=_MOST_PERIOD_YEARS),
        start=table.choice("start", PeriodStart),
        state=table.choice("state", Certainty),
        source=table.text("source"),
    )
    table.finish()
    return period


def _title(table: Table, owner: Owner, documents: tuple[Document, ...]) -> Title:
    title = Title(
        register=owner.register,
        code=owner.code(table),
        name=table.string("name", pattern=NAME),
        label=table.text("label"),
        text=table.text("text"),
        source=_title_source(table.optional_table("source"), documents),
    )
    table.finish()
    return title


def _title_source(table: Table | None, documents: tuple[Document, ...]) -> SourceReference | None:
    if table is None:
        return None
    by_code = {document.code: document for document in documents}
    return reference_in(table, by_code[one_among(table, "document", tuple(by_code))])


def _document(table: Table, owner: Owner) -> Document:
    document = Document(
        register=owner.register,
        code=owner.code(table),
        label=table.text("label"),
        text=table.text("text"),
        language=table.string("language", pattern=_LANGUAGE),
        version=table.optional_string("version"),
        adopted=_partial_date(table, table.optional_string("adopted", pattern=_PARTIAL_DATE)),
        sections=_sections(table),
        history=tuple(_revision(entry) for entry in table.tables("history")),
    )
    table.finish()
    return document


def _sections(table: Table) -> tuple[Section, ...]:
    sections: dict[str, Section] = {}
    for entry in table.tables("sections"):
        section = Section(entry.string("id", pattern=NAME), entry.text("title"))
        _refuse_twice(entry, section.id, sections)
        sections[section.id] = section
        entry.finish()
    return tuple(sections.values())


def _refuse_twice(table: Table, local_id: str, given: Iterable[str]) -> None:
    if local_id in given:
        table.refuse(Text("“{id}” staat er al.", "“{id}” is there already.").fill(id=local_id))


def _revision(table: Table) -> Revision:
    revision = Revision(
        version=table.string("version"),
        state=table.choice("state", RevisionState),
        date=_partial_date(table, table.string("date", pattern=_PARTIAL_DATE)),
        note=table.text("note"),
    )
    table.finish()
    return revision


def _partial_date(table: Table, words: str) -> str:
    if not words:
        return words
    year, month, day = (*map(int, words.split("-")), 1, 1)[:3]
    try:
        date(year, month, day)
    except ValueError:
        table.refuse(Text("“{value}” is geen datum.", "“{value}” is not a date.").fill(value=words))
    return words


def _entry_level(table: Table | None, document: Document) -> EntryLevel | None:
    if table is None:
        return None
    level = EntryLevel(
        id=table.string("id", pattern=NAME),
        label=table.text("label"),
        text=table.text("text"),
        source=reference_in(table.table("source"), document),
    )
    table.finish()
    return level


def _levels(table: Table) -> dict[str, Level]:
    levels: dict[str, Level] = {}
    for entry in table.tables("levels"):
        level = Level(
            id=entry.string("id", pattern=NAME),
            scale=entry.choice("scale", LevelScale),
            label=entry.text("label"),
            text=entry.text("text"),
        )
        _refuse_twice(entry, level.id, levels)
        levels[level.id] = level
        entry.finish()
    return levels


def _core_task(
    table: Table, owner: Owner, titles: tuple[str, ...], levels: dict[str, Level], competences: tuple[str, ...]
) -> CoreTask:
    by_title = table.table("levels")
    requirements = tuple(
        Requirement(
            title=among(by_title, "levels", (title,), titles)[0],
            levels=tuple(levels[level] for level in among(by_title, title, by_title.strings(title), tuple(levels))),
        )
        for title in by_title.data_keys()
    )
    if not requirements:
        by_title.refuse(Text("Geen enkele titel heeft deze taak.", "No title has this task."))
    task = CoreTask(
        **owner.common(table),
        requirements=requirements,
        competences=among(table, "competences", table.strings("competences"), competences),
    )
    table.finish()
    return task


def _plain(table: Table, owner: Owner, make: type[_Plain]) -> _Plain:
    entry = make(**owner.common(table))
    table.finish()
    return entry


def _elaborated(table: Table, owner: Owner) -> ElaboratedCompetence:
    competence = ElaboratedCompetence(
        **owner.common(table),
        note=table.optional_text("note"),
        behaviour=tuple(_indicator(entry, owner, IndicatorKind.BEHAVIOUR) for entry in table.tables("behaviour")),
        required=tuple(_indicator(entry, owner, IndicatorKind.REQUIRED) for entry in table.tables("required")),
    )
    table.finish()
    return competence


def _indicator(table: Table, owner: Owner, kind: IndicatorKind) -> Indicator:
    indicator = Indicator(**owner.common(table), indicator=kind)
    table.finish()
    return indicator


def _law(table: Table, owner: Owner) -> LawEntry:
    law = LawEntry(
        **owner.common(table),
        form=table.choice("form", LawForm),
        official=table.string("official"),
        abbreviation=table.optional_string("abbreviation"),
        titles=owner.title_codes(table, "titles"),
    )
    table.finish()
    return law


def _chapter(table: Table, owner: Owner) -> Chapter:
    code = owner.code(table)
    chapter = Chapter(
        register=owner.register,
        code=code,
        label=table.text("label"),
        source=owner.source(table),
        provisions=tuple(_provision(entry, owner, code) for entry in table.tables("provisions")),
    )
    table.finish()
    return chapter


def _provision(table: Table, owner: Owner, chapter: str) -> Provision:
    provision = Provision(**owner.common(table), chapter=chapter)
    table.finish()
    return provision
