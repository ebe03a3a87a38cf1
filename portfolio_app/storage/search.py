"""Finding records by the words in them, and in the text of their evidence."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Final

from sqlalchemy import Connection, bindparam, delete, insert, update

from portfolio_app.common.text import Language
from portfolio_app.domain.fields import Record, SearchWeight
from portfolio_app.storage.database import Prepared, straight_rows
from portfolio_app.storage.tables import SEARCH, number_of_wanted
from portfolio_app.storage.words import match_expression

_FOUND: Final = "\x02"
_FOUND_END: Final = "\x03"
_SNIPPET_WORDS: Final = 16


@dataclass(frozen=True, slots=True)
class IndexedText:
    """What is searched in a record: what it is called, other telling words, and all the rest."""

    title: str
    title_en: str
    keywords: str
    body: str


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A record in which the words were found.

    Attributes:
        kind: key of the record kind.
        title: what the record is called, in the language asked for.
        snippet: the words around the find.
        marks: where in the snippet the words stand, as start and end.
        in_title: all words stand in the title or the telling fields.
    """

    kind: str
    id: str
    title: str
    snippet: str
    marks: tuple[tuple[int, int], ...]
    in_title: bool


def indexed_text(record: Record) -> IndexedText:
    """Return what is searched in `record`."""
    kind = record.kind
    keywords: list[str] = []
    body: list[str] = []
    for spec in kind.fields:
        if spec.search is SearchWeight.NONE:
            continue
        value = getattr(record, spec.name)
        if spec.type.is_empty(value):
            continue
        said = "\n".join(value.values()) if isinstance(value, Mapping) else spec.type.show(value, "nl")
        if spec.search is SearchWeight.BODY:
            body.append(said)
        elif spec.name not in kind.title_fields:
            keywords.append(said)
    title, title_en = record.title("nl"), record.title("en")
    return IndexedText(title, "" if title_en == title else title_en, "\n".join(keywords), "\n".join(body))


def add_to_index(connection: Connection, entries: Iterable[tuple[int, IndexedText]]) -> None:
    """Put records, by their numbers, into the search index."""
    rows = [{"rowid": number, **asdict(said)} for number, said in entries]
    if rows:
        _ADD.run(connection, *rows)


def replace_in_index(connection: Connection, record_id: str, said: IndexedText) -> None:
    """Put another text in the search index for a record that is there."""
    _REPLACE.run(connection, {"wanted": record_id, **{f"new_{name}": words for name, words in asdict(said).items()}})


def remove_from_index(connection: Connection, record_id: str) -> None:
    """Take a record out of the search index; it is still in the register."""
    _REMOVE.run(connection, {"wanted": record_id})


def find_in_index(
    connection: Connection, typed: str, language: Language, kinds: Collection[str] = (), limit: int = 20
) -> list[SearchHit]:
    """Return the records in which all words typed occur; first those in whose title they do, each newest first.

    Ranking by relevance would have to weigh every record in which a word occurs, which for a common word takes a tenth
    of a second in a big vault; the two passes look at no more records than are shown.
    """
    expression = match_expression(typed)
    if expression is None:
        return []
    values = {"limit": limit, "kinds": json.dumps(list(kinds))}
    statement = _FIND_IN_KINDS if kinds else _FIND
    in_titles = f"{{title title_en keywords}} : ({expression})"
    hits: dict[str, SearchHit] = {}
    for words, in_title in ((in_titles, True), (expression, False)):
        if len(hits) >= limit:
            break
        # the second pass finds those of the first again, so it may look at as many as are wanted in all
        for kind, record_id, title, title_en, raw in straight_rows(connection, statement, {**values, "words": words}):
            if record_id not in hits and len(hits) < limit:
                shown = title_en or title if language == "en" else title
                hits[record_id] = SearchHit(kind, record_id, shown, *_marked(raw or ""), in_title)
    return list(hits.values())


def _marked(raw: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the snippet as one line of plain text, and where in it the words found stand."""
    plain: list[str] = []
    marks: list[tuple[int, int]] = []
    length = start = 0
    for sign in " ".join(raw.split()):
        if sign == _FOUND:
            start = length
        elif sign == _FOUND_END:
            marks.append((start, length))
        else:
            plain.append(sign)
            length += 1
    return "".join(plain), tuple(marks)


_SELECT: Final = f"""
    SELECT record.kind, record.id, search.title, search.title_en,
           snippet(search, 3, '{_FOUND}', '{_FOUND_END}', '…', {_SNIPPET_WORDS})
    FROM search CROSS JOIN record ON record.number = search.rowid
    WHERE search MATCH :words"""  # noqa: S608 - put together of our own constants
_NEWEST: Final = " ORDER BY search.rowid DESC LIMIT :limit"
_FIND: Final = _SELECT + _NEWEST
_FIND_IN_KINDS: Final = _SELECT + " AND record.kind IN (SELECT value FROM json_each(:kinds))" + _NEWEST  # noqa: S608
_ADD: Final = Prepared(insert(SEARCH))
_REPLACE: Final = Prepared(
    update(SEARCH)
    .where(SEARCH.c.rowid == number_of_wanted())
    .values({SEARCH.c[field.name]: bindparam(f"new_{field.name}") for field in fields(IndexedText)})
)
_REMOVE: Final = Prepared(delete(SEARCH).where(SEARCH.c.rowid == number_of_wanted()))
