"""Register data as plain values, ready for JSON: what `vakdossier registers [ID] --json` prints.

The keys are stable. Every entry has `id` (its code), `kind`, `register`, `title` and `text` (both `{"nl": …, "en": …}`)
and `source`; what is inside it stands in lists named after what they hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import singledispatch
from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.registers.catalogue import Registers
from portfolio_app.registers.model import (
    Chapter,
    ConductCode,
    CoreTask,
    Document,
    ElaboratedCompetence,
    Entry,
    LawEntry,
    LawList,
    Level,
    Profile,
    Provision,
    Register,
    SourceReference,
    Title,
)

FORMAT: Final = "vakdossier-registers/1"

Plain = None | bool | int | str | list["Plain"] | dict[str, "Plain"]


def as_data(registers: Registers, identifier: str | None = None) -> dict[str, Plain]:
    """Return register data as plain values.

    Args:
        registers: the data.
        identifier: nothing for the list of registers with what each holds in numbers; the id of a register (case does
            not matter) for all of it; a code, or the name of a title, for that entry with all that is inside it.

    Raises:
        WrongUseError: there is no such register, code or title.
    """
    if identifier is None:
        return {"format": FORMAT, "registers": [_summary(registers, register) for register in registers.registers]}
    wanted = identifier.casefold()
    for register in registers.registers:
        if register.id.casefold() == wanted:
            return {"format": FORMAT, **_whole(registers, register)}
    title = registers.title(identifier)
    entry = registers.entry(identifier) if title is None else title
    return {"format": FORMAT, **_node(registers, entry)}


def _summary(registers: Registers, register: Register) -> dict[str, Plain]:
    """Return a register without what is inside it, but with how much of each kind there is."""
    counts = Counter(entry.kind.value for entry in registers.every_entry() if entry.register == register.id)
    return {
        **_head(registers, register),
        "name": register.name,
        "prefix": register.prefix,
        "period": {
            "years": register.period.years,
            "start": register.period.start.value,
            "state": register.period.state.value,
            "source": _text(register.period.source),
        },
        "title_names": [title.name for title in register.titles],
        "counts": dict(counts),
    }


def _whole(registers: Registers, register: Register) -> dict[str, Plain]:
    return {
        **_summary(registers, register),
        "titles": _nodes(registers, register.titles),
        "documents": _nodes(registers, register.documents),
        "profiles": _nodes(registers, (item for item in registers.profiles if item.register == register.id)),
        "law_lists": _nodes(registers, (item for item in registers.law_lists if item.register == register.id)),
        "conduct_codes": _nodes(registers, (item for item in registers.conduct_codes if item.register == register.id)),
    }


def _nodes(registers: Registers, entries: Iterable[Entry]) -> list[Plain]:
    return [_node(registers, entry) for entry in entries]


def _node(registers: Registers, entry: Entry) -> dict[str, Plain]:
    return {**_head(registers, entry), **_special(entry, registers)}


def _head(registers: Registers, entry: Entry) -> dict[str, Plain]:
    return {
        "id": entry.code,
        "kind": entry.kind.value,
        "register": entry.register,
        "title": _text(entry.label),
        "text": _text(entry.text),
        "source": _source(registers, entry.code, entry.source),
    }


@singledispatch
def _special(entry: Entry, registers: Registers) -> dict[str, Plain]:  # noqa: ARG001
    """Return what only this kind of entry has; many kinds have nothing more than every entry has."""
    return {}


@_special.register
def _(entry: Title, registers: Registers) -> dict[str, Plain]:  # noqa: ARG001
    return {"name": entry.name}


@_special.register
def _(entry: Document, registers: Registers) -> dict[str, Plain]:  # noqa: ARG001
    return {
        "language": entry.language,
        "version": entry.version or None,
        "adopted": entry.adopted or None,
        "sections": [{"id": section.id, "title": _text(section.title)} for section in entry.sections],
        "history": [
            {
                "version": revision.version,
                "state": revision.state.value,
                "date": revision.date,
                "note": _text(revision.note),
            }
            for revision in entry.history
        ],
    }


@_special.register
def _(entry: Profile, registers: Registers) -> dict[str, Plain]:
    level = entry.entry_level
    return {
        "document": entry.document,
        "titles": list(entry.titles),
        "entry_level": None
        if level is None
        else {"id": level.id, "title": _text(level.label), "text": _text(level.text)},
        "levels": [_level(level) for level in entry.levels],
        "remarks": _nodes(registers, entry.remarks),
        "core_tasks": _nodes(registers, entry.core_tasks),
        "core_competences": _nodes(registers, entry.core_competences),
        "context_terms": _nodes(registers, entry.context_terms),
        "competences": _nodes(registers, entry.competences),
    }


@_special.register
def _(entry: CoreTask, registers: Registers) -> dict[str, Plain]:  # noqa: ARG001
    return {
        "requirements": [
            {"for_title": requirement.title, "levels": [level.id for level in requirement.levels]}
            for requirement in entry.requirements
        ],
        "competences": list(entry.competences),
    }


@_special.register
def _(entry: ElaboratedCompetence, registers: Registers) -> dict[str, Plain]:
    return {
        "note": _text(entry.note),
        "behaviour": _nodes(registers, entry.behaviour),
        "required": _nodes(registers, entry.required),
    }


@_special.register
def _(entry: LawList, registers: Registers) -> dict[str, Plain]:
    return {"document": entry.document, "laws": _nodes(registers, entry.laws)}


@_special.register
def _(entry: LawEntry, registers: Registers) -> dict[str, Plain]:  # noqa: ARG001
    return {
        "form": entry.form.value,
        "official": entry.official,
        "abbreviation": entry.abbreviation or None,
        "titles": list(entry.titles),
    }


@_special.register
def _(entry: ConductCode, registers: Registers) -> dict[str, Plain]:
    return {
        "document": entry.document,
        "remarks": _nodes(registers, entry.remarks),
        "departures": _nodes(registers, entry.departures),
        "declaration": None if entry.declaration is None else _node(registers, entry.declaration),
        "chapters": _nodes(registers, entry.chapters),
    }


@_special.register
def _(entry: Chapter, registers: Registers) -> dict[str, Plain]:
    return {"provisions": _nodes(registers, entry.provisions)}


@_special.register
def _(entry: Provision, registers: Registers) -> dict[str, Plain]:  # noqa: ARG001
    return {"chapter": entry.chapter}


def _level(level: Level) -> dict[str, Plain]:
    return {"id": level.id, "scale": level.scale.value, "title": _text(level.label), "text": _text(level.text)}


def _source(registers: Registers, code: str, source: SourceReference | None) -> Plain:
    if source is None:
        return None
    return {
        "document": source.document,
        "section": source.section,
        "item": source.item or None,
        "citation": _text(registers.cite(code)),
    }


def _text(text: Text) -> Plain:
    return {"nl": text.nl, "en": text.en} if text else None
