"""The pages with the history: what was done, when, and what it changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Final

from portfolio_app.common.text import Language, Text
from portfolio_app.domain.kinds import kind_called
from portfolio_app.domain.values import Codes, ValueProblem, ValueType
from portfolio_app.exchange.archive.book import (
    FRONT,
    OPERATIONS_ON_A_PAGE,
    Book,
    batches,
    how_many_pages,
    other_language,
    page_name,
)
from portfolio_app.exchange.archive.form import ArchiveSource, Row, Titled
from portfolio_app.exchange.archive.html import PAGE_END, bullets, link, page_start, text

HISTORY: Final = "history"
TITLE: Final = Text("Geschiedenis", "History")
LEAD: Final = Text(
    "Alles wat er in het portfolio is gedaan, van het begin af. Tijden in UTC.",
    "Everything that was done in the portfolio, from the start. Times are in UTC.",
)
_HEADS: Final = (
    Text("Nr.", "No."),
    Text("Wanneer", "When"),
    Text("Wat", "What"),
    Text("Veranderd", "Changed"),
)
_ACTIONS: Final = {
    "added": Text("toegevoegd", "added"),
    "changed": Text("gewijzigd", "changed"),
    "deleted": Text("verwijderd", "deleted"),
}
_REVERSES: Final = Text("nr. {n}", "no. {n}")
_ERASED: Final = Text("voorgoed gewist", "erased for good")
_EMPTY: Final = Text("leeg", "empty")
_MOST_ADDED: Final = 20
"""An operation that added more is shown by its numbers; what was added stands on the pages of the records."""


def history_pages(source: ArchiveSource, book: Book, language: Language) -> Iterator[Iterator[str]]:
    """Go through the pages of the history, each as the pieces of its HTML; a page must be used up before the next."""
    last = how_many_pages(book.operations, OPERATIONS_ON_A_PAGE)
    changes = _Changes(source)
    for number, batch in enumerate(batches(source.operations(), OPERATIONS_ON_A_PAGE), start=1):
        yield _page(batch, changes, book, language, (number, last))


class _Changes:
    """Gives the changes of each operation, one operation after the other."""

    def __init__(self, source: ArchiveSource) -> None:
        self._source = source
        self._rows = source.changes()

    def of(self, operation: Row) -> list[Row]:
        """Return what is worth telling of an operation: not every record of a large intake."""
        told: list[Row] = []
        for row in self._rows:
            if row["operation"] != operation["number"]:
                self._rows = chain([row], self._rows)
                break
            if row["action"] != "added" or operation["changes"] <= _MOST_ADDED:
                told.append(row)
        return told

    def titles(self, changes: list[Row]) -> Mapping[str, Titled]:
        """Return what the records that were changed are called now; those that are gone are left out."""
        return self._source.titles([change["record_id"] for change in changes]) if changes else {}


def _page(
    operations: Sequence[Row], changes: _Changes, book: Book, language: Language, part: tuple[int, int]
) -> Iterator[str]:
    number, last = part
    here = page_name(HISTORY, number)
    yield page_start(
        TITLE.say(language),
        language,
        subtitle=book.subtitle(language),
        up=f"../../{FRONT[language]}",
        other=f"../{other_language(language)}/{here}",
    )
    yield f'<h1>{text(TITLE.say(language))} <span class="count">{book.operations}</span></h1>\n'
    yield f'<p class="lead">{text(LEAD.say(language))}</p>\n<nav class="pager">'
    for other in (number - 1, number + 1):
        if 1 <= other <= last:
            yield link(page_name(HISTORY, other), f"{TITLE.say(language)} {other}")
    heads = "".join(f'<th scope="col">{text(head.say(language))}</th>' for head in _HEADS)
    yield f"</nav>\n<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n"
    for operation in operations:
        yield from _operation(operation, changes, book, language)
    yield "</tbody>\n</table>\n" + PAGE_END


def _operation(operation: Row, changes: _Changes, book: Book, language: Language) -> Iterator[str]:
    done = book.say_operation(operation["name"]).say(language)
    if operation["reverses"] is not None:
        done = f"{done}: {_REVERSES.fill(n=operation['reverses']).say(language)}"
    moment = str(operation["at"])[:16].replace("T", " ")
    yield f'<tr><td class="number">{operation["number"]}</td><td class="number">{text(moment)}</td>'
    in_numbers = _in_numbers(json.loads(operation["summary"]), language)
    yield f'<td class="done">{text(done)}</td><td class="changed">{text(in_numbers)}'
    told = changes.of(operation)
    titles = changes.titles(told)
    if told:
        yield bullets(_change(change, titles, book, language) for change in told)
    yield "</td></tr>\n"


def _in_numbers(summary: Row, language: Language) -> str:
    parts: list[str] = []
    for action, said in _ACTIONS.items():
        counted = summary.get(action)
        if isinstance(counted, dict) and counted:
            kinds = ", ".join(f"{number} × {_kind(key, language)}" for key, number in counted.items())
            parts.append(f"{said.say(language)}: {kinds}")
    return "; ".join(parts)


def _change(change: Row, titles: Mapping[str, Titled], book: Book, language: Language) -> str:
    place, titled = book.place_of(change["record_id"]), titles.get(change["record_id"])
    label = _kind(change["kind"], language)
    if titled:
        label = f"{label}: {book.explained(titled.say(language), language)}"
    subject = link(place, label) if place else f"{text(label)} <code>{text(change['record_id'])}</code>"
    said = f"{subject} · {text(_ACTIONS[change['action']].say(language))}"
    if change["erased"]:
        return f"{said} ({text(_ERASED.say(language))})"
    if change["action"] == "added":
        return said
    before, after = (json.loads(change[side]) if change[side] else {} for side in ("before", "after"))
    fields = [_difference(change, name, before, after, book, language) for name in {**before, **after}]
    return said + bullets(fields)


def _difference(change: Row, name: str, before: Row, after: Row, book: Book, language: Language) -> str:
    label, was = _value(change["kind"], name, before.get(name), book, language)
    said = f"{text(label)}: {text(was)}"
    if change["action"] == "deleted":
        return said
    return f"{said} → {text(_value(change['kind'], name, after.get(name), book, language)[1])}"


def _value(kind: str, name: str, value: object, book: Book, language: Language) -> tuple[str, str]:
    """Return label and value of a field as a person reads it, or as it is kept where today's program is at a loss."""
    try:
        spec = kind_called(kind).field(name)
        label = spec.label.say(language)
        shown = "" if value is None else _shown(spec.type, spec.type.from_plain(value), book, language)
    except ValueProblem:
        label, shown = name, json.dumps(value, ensure_ascii=False)
    return label, shown or f"({_EMPTY.say(language)})"


def _shown(value_type: ValueType[Any], value: Any, book: Book, language: Language) -> str:  # noqa: ANN401 - see the type
    if isinstance(value_type, Codes):
        return "; ".join(book.describe(code).say(language) for code in value)
    return value_type.show(value, language)


def _kind(key: str, language: Language) -> str:
    try:
        return kind_called(key).label.say(language)
    except ValueProblem:
        return key
