"""Records as rows of a spreadsheet: `;` between the cells, a byte order mark, and nothing that counts as a formula.

A cell says what a person would type in that field in Dutch, so that `ValueType.parse` reads it back; dates are in the
one order that nobody mistakes. A cell that a spreadsheet would take for a formula, or that starts with an apostrophe
itself, has an apostrophe in front.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any, Final

from portfolio_app.common.text import Text
from portfolio_app.domain.fields import FieldSpec, Record, RecordKind
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.values import (
    CalendarDate,
    Choice,
    Choices,
    PartialDate,
    ValueProblem,
    ValueType,
    WholeNumber,
    YesNo,
)
from portfolio_app.domain.values.simple import DecimalNumber, plain_decimal

BYTE_ORDER_MARK: Final = "\ufeff"
DELIMITER: Final = ";"
_FORMULA_SIGNS: Final = frozenset("=+-@\t\r\n＝＋－＠")
_APOSTROPHE: Final = "'"
_WRONG_WIDTH: Final = Text(
    "Deze regel heeft niet evenveel cellen als de kop.", "This line does not have as many cells as the header."
)


def header_line(kind: RecordKind) -> str:
    """Return the first line of the table of a kind: the names of the fields, as `csv/fields.csv` explains them."""
    return BYTE_ORDER_MARK + _line(["id", *(spec.name for spec in kind.fields)])


def record_line(record: Record) -> str:
    """Return the line of a record."""
    cells = (cell(spec.type, getattr(record, spec.name)) for spec in record.kind.fields)
    return _line([record.id, *cells])


def fields_lines() -> Iterator[str]:
    """Go through the lines of `csv/fields.csv`: what each column of each table is."""
    yield BYTE_ORDER_MARK + _line(["kind", "field", "label_nl", "label_en", "audience", "type"])
    for kind in KINDS:
        for spec in kind.fields:
            row = (kind.key, spec.name, spec.label.nl, spec.label.en, spec.audience.value, type(spec.type).__name__)
            yield _line(row)


def cell(value_type: ValueType[Any], value: Any) -> str:  # noqa: ANN401 - of whatever type the field holds
    """Return what stands in the cell of a value, not yet neutralised."""
    if value_type.is_empty(value) and not isinstance(value_type, YesNo):
        return ""
    if isinstance(value_type, CalendarDate | PartialDate | Choice | WholeNumber):
        return str(value_type.to_plain(value))
    if isinstance(value_type, Choices):
        return ", ".join(value_type.to_plain(value))
    if isinstance(value_type, DecimalNumber):
        return plain_decimal(value).replace(".", ",")
    return value_type.show(value, "nl")


def read_rows(lines: Iterable[str], kind: RecordKind) -> Iterator[Record]:
    """Go through the records in the table of a kind.

    Raises:
        ValueProblem: a column or a cell cannot be understood.
        csv.Error: it is no such table.
    """
    rows = csv.reader(lines, delimiter=DELIMITER, strict=True)
    head = [name.removeprefix(BYTE_ORDER_MARK) for name in next(rows, [])]
    specs = [kind.field(name) for name in head[1:]]
    for row in rows:
        yield _record(kind, specs, [plain(words) for words in row])


def neutral(words: str) -> str:
    """Return the cell so that no spreadsheet takes it for a formula."""
    risky = words[:1] in _FORMULA_SIGNS or words.lstrip()[:1] in _FORMULA_SIGNS or words.startswith(_APOSTROPHE)
    return _APOSTROPHE + words if words and risky else words


def plain(words: str) -> str:
    """Return what `neutral` was given."""
    return words.removeprefix(_APOSTROPHE)


def _record(kind: RecordKind, specs: list[FieldSpec], row: list[str]) -> Record:
    if len(row) != len(specs) + 1:
        raise ValueProblem(_WRONG_WIDTH)
    values = {spec.name: spec.type.parse(words, "nl") for spec, words in zip(specs, row[1:], strict=True)}
    return kind.record_type(id=row[0], **values)


def _line(cells: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=DELIMITER, lineterminator="\r\n").writerow([neutral(words) for words in cells])
    return written.getvalue()
