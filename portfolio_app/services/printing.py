"""Printouts of records and lists: made in memory as PDF, so that nothing stays behind on the disk.

For the owner all of it is there. For anybody else only what was released, with what the privacy check finds covered,
and with an entry in the log of what left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import Language, Text
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.fields import FieldSpec, Record, RecordKind
from portfolio_app.domain.records.outgoing import DocumentKind
from portfolio_app.domain.records.person import Person
from portfolio_app.domain.records.privacy_decision import PrivacyDecision
from portfolio_app.domain.snapshot import Snapshot, links_of
from portfolio_app.domain.values import Amounts, Codes, Reference, References
from portfolio_app.domain.values.simple import show_decimal
from portfolio_app.registers.naming import named, title_of
from portfolio_app.services.exports.leaving import enter_printed
from portfolio_app.services.exports.privacy import passed, reviewed
from portfolio_app.services.progress import Cancelled, Progress, StoppedError, never_cancelled, no_progress
from portfolio_app.storage.repository import ListQuery, RecordTitle

if TYPE_CHECKING:
    from portfolio_app.documents.blocks import Document
    from portfolio_app.documents.builders.printout import Printed
    from portfolio_app.registers.catalogue import Registers
    from portfolio_app.services.portfolio import Portfolio

MOST_ROWS = 5_000
"""More than this nobody wants on paper."""

_KEPT: Final = Text("Dit is niet vrijgegeven voor anderen.", "This has not been released for others.")
_RELEASE_IT: Final = Text(
    "Geef het eerst vrij voor het register, of druk het voor uzelf af.",
    "Release it for the register first, or print it for yourself.",
)


def record_printout(
    portfolio: Portfolio, kind: RecordKind, record_id: str, language: Language, *, for_another: bool = False
) -> bytes:
    """Return one record as a PDF: for its owner all that is in it, for another what may leave.

    Raises:
        WrongUseError: there is no such record, or it was not released and is for another.
    """
    from portfolio_app.documents.builders.printout import build_record_printout

    record = portfolio.record(kind, record_id)
    if for_another:
        (record,), titles = _cleared(portfolio, (record,), language)
    else:
        titles = portfolio.titles(_links((record,)))
    how = _how(portfolio, titles, language, for_another=for_another)
    return pdf_in_memory(build_record_printout(record, title_of(portfolio.registers, record, language), how))


def list_printout(
    portfolio: Portfolio,
    kind: RecordKind,
    query: ListQuery,
    language: Language,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
    *,
    for_another: bool = False,
) -> bytes:
    """Return the list of a kind as a PDF: the columns of the list, and the records that `query` asks for.

    Raises:
        WrongUseError: the query names a field that the kind does not have, or nothing of it may leave.
        StoppedError: `cancelled` said so.
    """
    from portfolio_app.documents.builders.printout import build_list_printout

    specs = kind.list_fields
    wanted = replace(query, limit=MOST_ROWS, offset=0, language=language)
    if for_another:
        ids = [record_id for record_id, *_ in portfolio.rows(kind, [], wanted).rows]
        by_id = {record.id: record for record in portfolio.snapshot()}
        records, titles = _cleared(portfolio, [by_id[each] for each in ids], language, progress, cancelled)
        rows = [[record.said(spec.name, language) for spec in specs] for record in records]
    else:
        rows = [values for _, *values in portfolio.rows(kind, [spec.name for spec in specs], wanted).rows]
        titles = portfolio.titles(
            {each for values in rows for spec, value in zip(specs, values, strict=True) for each in _ids(spec, value)}
        )
    how = _how(portfolio, titles, language, for_another=for_another)
    # What somebody looked for is theirs to know.
    words = "" if for_another else query.words
    return pdf_in_memory(build_list_printout(kind, specs, rows, words, how), progress, cancelled)


def note_printed(portfolio: Portfolio, pdf: bytes, what: Text, language: Language) -> None:
    """Enter in the log of what left that this was printed for another, today; nothing in a vault that is read only."""
    values = {
        "document_kind": DocumentKind.OTHER,
        "version": what.say(language)[:60],
        "made_on": portfolio.clock.today(),
    }
    enter_printed(portfolio, values, pdf, language)


def _cleared(
    portfolio: Portfolio,
    records: Sequence[Record],
    language: Language,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> tuple[tuple[Record, ...], Mapping[str, RecordTitle]]:
    """Return records as anybody else may see them, with what the links in them may be called.

    Raises:
        WrongUseError: none of them was released.
        StoppedError: `cancelled` said so.
    """
    everything = portfolio.snapshot()
    released = {record.id: record for record in everything.for_audience(Audience.REGISTER)}
    wanted = [released[record.id] for record in records if record.id in released]
    if not wanted:
        raise WrongUseError(_KEPT, _RELEASE_IT)
    linked = [released[each] for each in sorted(_links(wanted) - {record.id for record in wanted})]
    review = reviewed(
        (*wanted, *linked),
        everything,
        everything.of(PrivacyDecision),
        {},
        progress=progress,
        cancelled=cancelled,
        naming=partial(named, portfolio.registers),
    )
    seen = {record.id: record for record in passed(Snapshot((*wanted, *linked)), review, language, mask=True)}
    titles = {
        record.id: RecordTitle(record.kind.key, record.id, title_of(portfolio.registers, record, language))
        for record in seen.values()
    }
    return tuple(seen[record.id] for record in wanted), titles


def _how(portfolio: Portfolio, titles: Mapping[str, RecordTitle], language: Language, *, for_another: bool) -> Printed:
    from portfolio_app.documents.builders.printout import Printed

    wording = _Wording(portfolio.registers, language, titles)
    return Printed(language, portfolio.clock.today(), wording.say, _owner(portfolio), for_another)


def pdf_in_memory(
    document: Document, progress: Progress = no_progress, cancelled: Cancelled = never_cancelled
) -> bytes:
    """Return a document as the bytes of a PDF; characters that the typeface lacks are named instead of refused.

    Raises:
        StoppedError: `cancelled` said so.
    """
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


def _links(records: Iterable[Record]) -> set[str]:
    return {each for record in records for each in links_of(record)}


def _owner(portfolio: Portfolio) -> str:
    people = portfolio.records(Person.kind).records
    return people[0].full_name() if people and isinstance(people[0], Person) else ""
