"""Tables over several pages: what is kept with what."""

from __future__ import annotations

import pytest

from portfolio_app.documents.blocks import Bullets, Column, Paragraph, Row, Table, plain
from tests.documents.pdf.reading import document, page_texts, pdf_of

COLUMNS = (Column("Activiteit", 3), Column("Uren"))
PLACES = range(28, 44)
"""How many lines stand above the table: with these, the rows watched come to lie on every place around a page's end."""


def filler(lines: int) -> Paragraph:
    return Paragraph(plain("\n".join(["regel"] * lines)))


def row(words: str, *, strong: bool = False) -> Row:
    return Row((plain(words), plain("2")), strong=strong)


def pages_with(rows: tuple[Row, ...], lines: int) -> list[list[str]]:
    made = document(filler(lines), Table(COLUMNS, rows, "samenvatting"))
    return [text.split() for text in page_texts(pdf_of(made))]


def page_of(word: str, pages: list[list[str]]) -> int:
    return next(number for number, words in enumerate(pages) if word in words)


@pytest.mark.parametrize("lines", PLACES)
def test_a_total_stands_on_the_page_of_the_row_before_it(lines: int) -> None:
    pages = pages_with((row("een"), row("twee"), row("drie"), row("Totaal", strong=True)), lines)
    assert page_of("drie", pages) == page_of("Totaal", pages)


@pytest.mark.parametrize("lines", PLACES)
def test_a_group_stands_on_the_page_of_its_first_row(lines: int) -> None:
    rows = (row("een"), row("twee"), row("Groep", strong=True), row("drie"), row("vier"), row("vijf"))
    pages = pages_with(rows, lines)
    assert page_of("Groep", pages) == page_of("drie", pages)


@pytest.mark.parametrize("lines", PLACES)
def test_a_header_never_stands_alone(lines: int) -> None:
    pages = pages_with((row("eerste " + "woord " * 260), row("tweede")), lines)
    assert page_of("Activiteit", pages) == page_of("eerste", pages)


def test_rows_that_are_all_strong_fill_their_pages() -> None:
    pages = pages_with(tuple(row(f"rij{number}", strong=True) for number in range(120)), 0)
    assert len(pages) <= 5
    assert [word for words in pages for word in words if word.startswith("rij")] == [f"rij{n}" for n in range(120)]


def test_a_row_longer_than_a_page_goes_on_over_pages() -> None:
    long = tuple(f"w{number}" for number in range(1500))
    pages = pages_with((row("Groep", strong=True), row(" ".join(long)), row("Totaal", strong=True)), 20)
    assert [word for words in pages for word in words if word[0] == "w"] == list(long)
    assert all("Activiteit" in words for words in pages)


def test_lists_and_tables_may_be_empty() -> None:
    assert "Geen" in " ".join(page_texts(pdf_of(document(Bullets(()), Table(COLUMNS, (), "leeg")))))
