"""Finding records by the words in them, and in the text of their evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Final

from sqlalchemy import Connection, TextClause, bindparam, delete, insert, text, update

from portfolio_app.common.text import Language
from portfolio_app.domain.fields import Record, SearchWeight
from portfolio_app.storage.database import Prepared
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
    values: dict[str, Any] = {"limit": limit, **({"kinds": list(kinds)} if kinds else {})}
    statement = _FIND_IN_KINDS if kinds else _FIND
    in_titles = f"{{title title_en keywords}} : ({expression})"
    hits: dict[str, SearchHit] = {}
    for words, in_title in ((in_titles, True), (expression, False)):
        missing = limit - len(hits)
        if missing <= 0:
            break
        # as many again as were found already, because the second pass finds those too
        rows = connection.execute(statement, {**values, "words": words, "limit": limit})
        for row in rows:
            if row.id not in hits and len(hits) < limit:
                hits[row.id] = _hit(row, language, in_title=in_title)
    return list(hits.values())


def _hit(row: Any, language: Language, *, in_title: bool) -> SearchHit:  # noqa: ANN401 - a row of the database
    title = row.title_en or row.title if language == "en" else row.title
    snippet, marks = _marked(row.snippet or "")
    return SearchHit(row.kind, row.id, title, snippet, marks, in_title)


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


def _find(condition: str) -> TextClause:
    return text(
        f"""
        SELECT record.kind, record.id, search.title, search.title_en,
               snippet(search, 3, '{_FOUND}', '{_FOUND_END}', '…', {_SNIPPET_WORDS}) AS snippet
        FROM search CROSS JOIN record ON record.number = search.rowid
        WHERE search MATCH :words {condition}
        ORDER BY search.rowid DESC
        LIMIT :limit
        """  # noqa: S608 - put together of our own constants
    )


_FIND: Final = _find("")
_FIND_IN_KINDS: Final = _find("AND record.kind IN :kinds").bindparams(bindparam("kinds", expanding=True))
_ADD: Final = Prepared(insert(SEARCH))
_REPLACE: Final = Prepared(
    update(SEARCH)
    .where(SEARCH.c.rowid == number_of_wanted())
    .values({SEARCH.c[field.name]: bindparam(f"new_{field.name}") for field in fields(IndexedText)})
)
_REMOVE: Final = Prepared(delete(SEARCH).where(SEARCH.c.rowid == number_of_wanted()))
