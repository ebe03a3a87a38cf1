"""The law of the writer: any document is written, is archival, and says all of its words in order."""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import pdfa

from portfolio_app.documents.blocks import (
    Align,
    Block,
    Bullets,
    Callout,
    Column,
    Document,
    Entry,
    FieldList,
    Heading,
    KeyFigure,
    KeyFigures,
    Meter,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Table,
    Tone,
    plain,
)
from tests.documents.pdf.reading import Element, document, pdf_of, structure, text_by_content
from tests.documents.pdf.test_conformance import BEYOND_PIKEPDF

LETTERS = (
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    "éëïöüçñŝžłøßæþĳαβγδжзий.,:;!?()[]<>&\\/'\"-–—“”’%€+=*#@✓→"
)
word = st.text(LETTERS, min_size=1, max_size=14)
long_word = st.text(LETTERS, min_size=60, max_size=300)
text = st.lists(st.one_of(word, word, word, word, long_word), min_size=1, max_size=30).map(" ".join)
inline = st.one_of(
    text.map(plain),
    st.lists(
        st.builds(Run, text, bold=st.booleans(), italic=st.booleans(), quiet=st.booleans()), min_size=1, max_size=4
    ).map(tuple),
)
tone = st.sampled_from(Tone)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = draw(st.lists(st.builds(Column, text, st.floats(0.2, 5), st.sampled_from(Align)), min_size=1, max_size=7))
    cells = st.tuples(*[st.one_of(st.just(()), inline) for _ in columns])
    some = draw(st.lists(st.builds(Row, cells, strong=st.booleans()), max_size=4))
    return Table(
        tuple(columns), tuple(some) * draw(st.sampled_from((1, 1, 1, 25))), draw(text), draw(st.sampled_from((None, 0)))
    )


simple = st.one_of(
    st.builds(Paragraph, inline, lead=st.booleans(), quiet=st.booleans(), language=st.sampled_from((None, "en", "nl"))),
    st.builds(Bullets, st.lists(inline, max_size=5).map(tuple)),
    st.builds(FieldList, st.lists(st.tuples(text, inline), max_size=5).map(tuple)),
    tables(),
    st.builds(KeyFigures, st.lists(st.builds(KeyFigure, word, text, tone), max_size=6).map(tuple)),
    st.builds(Meter, text, st.floats(-1, 2), word, word, text, tone, text),
    st.builds(Callout, inline, tone),
    st.just(PageBreak()),
)
blocks = st.one_of(
    simple,
    st.builds(lambda level, words: Heading(level, words, ""), st.integers(1, 3), text),
    st.builds(Entry, text, text, text, st.lists(simple, max_size=3).map(tuple)),
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    return document(
        *draw(st.lists(blocks, max_size=10)), contents=draw(st.booleans()), language=draw(st.sampled_from(("nl", "en")))
    )


def squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)


def texts_in_order(block: Block) -> list[str]:  # noqa: PLR0911 - one for each kind
    """The words of a block in the order in which they are read."""
    match block:
        case Heading(text=words):
            return [words]
        case Paragraph(content=content):
            return ["".join(run.text for run in content)]
        case Callout(content=content):
            return ["".join(run.text for run in content)]
        case Bullets(items=items):
            return ["".join(run.text for run in item) for item in items]
        case FieldList(items=items):
            return [words for label, value in items for words in (label, "".join(run.text for run in value))]
        case Entry():
            inner = [words for kid in block.body for words in texts_in_order(kid)]
            return [block.margin, block.title, block.subtitle, *inner]
        case KeyFigures(figures=figures):
            return [words for figure in figures for words in (figure.value, figure.label)]
        case Meter():
            return [block.label, block.counted, block.required, block.verdict, block.note]
        case Table():
            cells = ["".join(run.text for run in cell) for row in block.rows for cell in row.cells]
            return [*(column.header for column in block.columns), *cells]
        case _:
            return []


def read_in_order(root: Element, pdf: pikepdf.Pdf) -> str:
    texts = text_by_content(pdf)
    return squeezed("".join(texts.get(key, "") for key in _contents(root.source, pdf)))


def _contents(node: pikepdf.Object, pdf: pikepdf.Pdf) -> list[tuple[int, int]]:
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}

    def walk(element: pikepdf.Object) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        kids = element.get("/K", pikepdf.Array())
        for kid in list(kids) if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                found.append((pages[element.Pg.objgen], int(kid)))
            elif kid.get("/Type") == "/MCR":
                found.append((pages[kid.Pg.objgen], int(kid.MCID)))
            elif kid.get("/Type") != "/OBJR":
                found += walk(kid)
        return found

    return walk(node)


@settings(max_examples=40)
@given(documents())
def test_any_document_is_valid_and_says_all_of_its_words_in_order(made: Document) -> None:
    content = pdf_of(made)
    assert content == pdf_of(made)
    with pikepdf.open(BytesIO(content)) as pdf:
        found = read_in_order(structure(pdf), pdf)
        at = 0
        for block in made.body:
            for words in texts_in_order(block):
                place = found.find(squeezed(words), at)
                assert place >= 0, words
                at = place + len(squeezed(words))
        findings = [str(finding) for finding in pdfa.check(pdf, "3b").findings]
        assert [told for told in findings if not any(name in told for name in BEYOND_PIKEPDF)] == []
