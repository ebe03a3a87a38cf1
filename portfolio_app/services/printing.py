"""Printouts for the owner: made in memory as PDF, so that nothing stays behind on the disk."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any

from portfolio_app.common.text import Language
from portfolio_app.domain.fields import FieldSpec, Record, RecordKind
from portfolio_app.domain.records.person import Person
from portfolio_app.domain.values import Amounts, Codes, Reference, References
from portfolio_app.domain.values.simple import show_decimal
from portfolio_app.services.progress import Cancelled, Progress, StoppedError, never_cancelled, no_progress
from portfolio_app.storage.repository import ListQuery, RecordTitle

if TYPE_CHECKING:
    from portfolio_app.documents.blocks import Document
    from portfolio_app.registers.catalogue import Registers
    from portfolio_app.services.portfolio import Portfolio

MOST_ROWS = 5_000
"""More than this nobody wants on paper."""


def record_printout(portfolio: Portfolio, kind: RecordKind, record_id: str, language: Language) -> bytes:
    """Return one record as a PDF, with all that its owner may see.

    Raises:
        WrongUseError: there is no such record.
    """
    from portfolio_app.documents.builders.printout import Printed, build_record_printout

    record = portfolio.record(kind, record_id)
    wording = _Wording(portfolio.registers, language, portfolio.titles(_links(record)))
    how = Printed(language, portfolio.clock.today(), wording.say, _owner(portfolio))
    return pdf_in_memory(build_record_printout(record, record.title(language), how))


def list_printout(
    portfolio: Portfolio,
    kind: RecordKind,
    query: ListQuery,
    language: Language,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> bytes:
    """Return the list of a kind as a PDF: the columns of the list, and the records that `query` asks for.

    Raises:
        WrongUseError: the query names a field that the kind does not have.
        StoppedError: `cancelled` said so.
    """
    from dataclasses import replace

    from portfolio_app.documents.builders.printout import Printed, build_list_printout

    specs = kind.list_fields
    found = portfolio.rows(kind, [spec.name for spec in specs], replace(query, limit=MOST_ROWS, offset=0))
    rows = [values for _, *values in found.rows]
    linked = {each for values in rows for spec, value in zip(specs, values, strict=True) for each in _ids(spec, value)}
    wording = _Wording(portfolio.registers, language, portfolio.titles(linked))
    how = Printed(language, portfolio.clock.today(), wording.say, _owner(portfolio))
    return pdf_in_memory(build_list_printout(kind, specs, rows, query.words, how), progress, cancelled)


def pdf_in_memory(
    document: Document, progress: Progress = no_progress, cancelled: Cancelled = never_cancelled
) -> bytes:
    """Return a document as the bytes of a PDF; characters that the typeface lacks are named instead of refused.

    Raises:
        StoppedError: `cancelled` said so.
    """
    from portfolio_app.common.text import Text
    from portfolio_app.documents.pdf import WritingCancelledError, write_pdf

    setting = Text("Bladzijden opmaken", "Setting pages")
    target = BytesIO()
    try:
        write_pdf(
            document,
            target,
            progress=lambda _stage, done, total: progress(setting, done, total),
            cancelled=cancelled,
            name_missing_glyphs=True,
        )
    except WritingCancelledError as stopped:
        raise StoppedError from stopped
    return target.getvalue()


class _Wording:
    """Words values, with links and codes by their names."""

    def __init__(self, registers: Registers, language: Language, titles: Mapping[str, RecordTitle]) -> None:
        self._registers = registers
        self._language = language
        self._titles = titles

    def say(self, spec: FieldSpec, value: Any) -> str:  # noqa: ANN401 - whatever the field holds
        match spec.type:
            case Reference() | References():
                known = (self._titles[each] for each in _ids(spec, value) if each in self._titles)
                return "; ".join(title.say(self._language) for title in known)
            case Codes():
                return "; ".join(self._code(code) for code in value)
            case Amounts():
                return " · ".join(f"{key} {show_decimal(number, self._language)}" for key, number in value.items())
            case _:
                return spec.type.show(value, self._language)

    def _code(self, code: str) -> str:
        entry = self._registers.find(code)
        return entry.label.say(self._language) if entry else code


def _ids(spec: FieldSpec, value: Any) -> tuple[str, ...]:  # noqa: ANN401 - whatever the field holds
    if isinstance(spec.type, Reference):
        return (value,) if value else ()
    return tuple(value) if isinstance(spec.type, References) else ()


def _links(record: Record) -> set[str]:
    return {each for spec in record.kind.fields for each in _ids(spec, getattr(record, spec.name))}


def _owner(portfolio: Portfolio) -> str:
    people = portfolio.records(Person.kind).records
    return people[0].full_name() if people and isinstance(people[0], Person) else ""
