"""Records as rows of a spreadsheet: read back as they were, and never a formula."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.domain.fields import RecordKind
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.values import ValueProblem
from portfolio_app.exchange.archive import cells
from tests.strategies import records


def table(*lines: str) -> io.StringIO:
    return io.StringIO("".join(lines), newline="")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_a_record_of_any_kind_is_read_back(kind: RecordKind) -> None:
    @given(record=records(kind))
    def holds(record: object) -> None:
        lines = table(cells.header_line(kind), cells.record_line(record))
        assert list(cells.read_rows(lines, kind)) == [record]

    holds()


@given(words=st.text(max_size=20))
def test_no_cell_is_a_formula_and_every_cell_is_read_back(words: str) -> None:
    written = cells.neutral(words)
    assert written.lstrip()[:1] not in set("=+-@＝＋－＠")
    assert written[:1] not in {"\t", "\r"}
    assert cells.plain(written) == words


@pytest.mark.parametrize("formula", ["=1+1", "+31612345678", "-5", "@SUM(A1)", "\t=1", "  =HYPERLINK()", "＝1", "'=1"])
def test_what_a_spreadsheet_would_reckon_with_gets_an_apostrophe(formula: str) -> None:
    assert cells.neutral(formula) == "'" + formula


def test_a_spreadsheet_sees_at_once_what_it_is() -> None:
    kind = KINDS[0]
    first = cells.header_line(kind).encode()
    assert first.startswith(b"\xef\xbb\xbfid;")
    assert first.endswith(b"\r\n")


def test_every_column_is_explained() -> None:
    explained = [row[:2] for row in csv.reader(table(*cells.fields_lines()), delimiter=";")][1:]
    assert explained == [[kind.key, spec.name] for kind in KINDS for spec in kind.fields]


def test_a_line_with_a_cell_too_few_is_refused() -> None:
    kind = KINDS[0]
    with pytest.raises(ValueProblem):
        list(cells.read_rows(table(cells.header_line(kind), "abc;x\r\n"), kind))
