"""What is printed for somebody else: only what was released, covered, and entered in the log of what left."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import pytest

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import Text
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.records.learning import Reflection
from portfolio_app.domain.records.outgoing import DocumentKind, Outgoing
from portfolio_app.services.portfolio import Portfolio
from portfolio_app.services.printing import list_printout, note_printed, record_printout
from portfolio_app.storage.repository import ListQuery
from tests.exported_portfolios import BSN, GIVER


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


@pytest.fixture
def telling(portfolio: Portfolio) -> Portfolio:
    """Return a portfolio in which a reflection tells of somebody, and another was kept back."""
    portfolio.change(
        Reflection.kind, "reflection-1", {"name": f"Gesprek met {GIVER}", "occasion": f"Haar BSN {BSN} stond erin."}
    )
    portfolio.change(Reflection.kind, "reflection-2", {"release": Audience.PRIVATE, "name": "Alleen voor mij"})
    return portfolio


def test_a_record_for_another_is_covered_and_for_oneself_it_is_whole(telling: Portfolio) -> None:
    mine = words_of(record_printout(telling, Reflection.kind, "reflection-1", "nl"))
    assert BSN in mine
    assert GIVER in mine
    theirs = words_of(record_printout(telling, Reflection.kind, "reflection-1", "nl", for_another=True))
    assert BSN not in theirs
    assert "Willemijn" not in theirs
    assert "[afgeschermd]" in theirs
    assert "eigen gebruik" not in theirs


def test_a_list_for_another_leaves_out_what_was_kept_back(telling: Portfolio) -> None:
    query = ListQuery()
    assert "Alleen voor mij" in words_of(list_printout(telling, Reflection.kind, query, "nl"))
    theirs = words_of(list_printout(telling, Reflection.kind, query, "nl", for_another=True))
    assert "Alleen voor mij" not in theirs
    assert "Willemijn" not in theirs
    assert "Gesprek met [afgeschermd]" in theirs


def test_what_was_kept_back_is_not_printed_for_another(telling: Portfolio) -> None:
    with pytest.raises(WrongUseError, match="not been released"):
        record_printout(telling, Reflection.kind, "reflection-2", "nl", for_another=True)


def test_what_was_printed_for_another_is_in_the_log(telling: Portfolio) -> None:
    pdf = record_printout(telling, Reflection.kind, "reflection-1", "nl", for_another=True)
    note_printed(telling, pdf, Text("Reflectie", "Reflection"), "nl")
    (entry,) = telling.records(Outgoing.kind).records
    assert isinstance(entry, Outgoing)
    assert (entry.document_kind, entry.version) == (DocumentKind.OTHER, "Reflectie")
