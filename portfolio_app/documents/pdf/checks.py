"""What is held against a document before anything is written: links, tables, characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from portfolio_app.documents.blocks import Block, Cover, Document, Entry, Heading, Run, Table
from portfolio_app.documents.pdf import words
from portfolio_app.documents.pdf.repertoire import MissingGlyphs, Repertoire
from portfolio_app.documents.pdf.words import TONE_SIGNS, TONE_WORDS

_NOT_DRAWN = frozenset(
    {"anchor", "target", "back", "alternative", "summary", "sha256", "file_name", "media_type", "language"}
)


def check_links(document: Document) -> None:
    """Check that anchors are unique and that every link leads to one.

    Raises:
        ValueError: they are not; whoever built the document made a mistake.
    """
    anchors: set[str] = set()
    for name in _anchors(document):
        if name in anchors:
            raise ValueError(f"anchor used twice: {name!r}")
        anchors.add(name)
    unknown = sorted(set(_targets(document)) - anchors)
    if unknown:
        raise ValueError(f"links to anchors that do not exist: {unknown!r}")


def check_tables(document: Document) -> None:
    """Check that every row has a cell for each column.

    Raises:
        ValueError: one has not; whoever built the document made a mistake.
    """
    for block in blocks_of(document.body):
        if isinstance(block, Table):
            if not block.columns:
                raise ValueError("a table without columns")
            for row in block.rows:
                if len(row.cells) != len(block.columns):
                    raise ValueError(f"a row of {len(row.cells)} cells in a table of {len(block.columns)} columns")


def check_characters(document: Document, repertoire: Repertoire, *, name_missing: bool) -> None:
    """Check that everything can be drawn, and let the repertoire know the characters of the document.

    Args:
        document: what is to be written.
        repertoire: the characters of the typeface.
        name_missing: draw the names of missing characters instead of refusing.

    Raises:
        MissingGlyphs: the typeface lacks characters, and their names may not be drawn instead.
    """
    used: set[str] = set()
    for text in _drawn_texts(document):
        used.update(text)
    missing = repertoire.take_in(used)
    if not missing:
        return
    if not name_missing:
        raise MissingGlyphs(missing)
    repertoire.name_missing(missing)


def blocks_of(body: Iterable[Block]) -> Iterator[Block]:
    """Yield all blocks, also those within entries."""
    for block in body:
        yield block
        if isinstance(block, Entry):
            yield from blocks_of(block.body)


def _anchors(document: Document) -> Iterator[str]:
    for block in blocks_of(document.body):
        if isinstance(block, Heading | Entry) and block.anchor:
            yield block.anchor
        elif isinstance(block, Table):
            yield from (row.anchor for row in block.rows if row.anchor)
    yield from (annex.anchor for annex in document.annexes)


def _targets(document: Document) -> Iterator[str]:
    for block in blocks_of(document.body):
        yield from (run.target for run in _runs(block) if run.target)
    yield from (annex.back for annex in document.annexes if annex.back)


def _drawn_fields(value: object) -> Iterator[object]:
    """Yield what the fields of a block hold, without those that are never drawn."""
    # As `dataclasses.fields` finds them, but without a tuple for each of thousands of cells.
    for name in getattr(type(value), "__dataclass_fields__", ()):
        if name not in _NOT_DRAWN:
            yield getattr(value, name)


def _runs(value: object) -> Iterator[Run]:
    if isinstance(value, Run):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _runs(item)
    elif not isinstance(value, Entry | str):
        for held in _drawn_fields(value):
            yield from _runs(held)


def _drawn_texts(document: Document) -> Iterator[str]:
    yield from (document.title, document.author, document.subject, document.running_head)
    if isinstance(document.cover, Cover):
        yield from _texts(document.cover)
    yield from _texts(document.body)
    yield from _texts(document.annexes)
    yield from (text.say(document.language) for text in (*TONE_WORDS.values(), *words.WRITERS_OWN))
    yield from TONE_SIGNS.values()


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Run):
        yield value.text
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    else:
        for held in _drawn_fields(value):
            yield from _texts(held)
