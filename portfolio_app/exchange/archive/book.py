"""What every page of an archive needs to know: where each record stands, what codes mean, which file is which."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Final, TypeVar

from portfolio_app.common.text import LANGUAGES, Language, Text
from portfolio_app.domain.fields import TITLE_SEPARATOR, RecordKind
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.values.dates import show_date
from portfolio_app.exchange.archive.form import ArchivedEvidence, ArchiveSource

RECORDS_ON_A_PAGE: Final = 500
OPERATIONS_ON_A_PAGE: Final = 1_000

FRONT: Final[Mapping[Language, str]] = {"nl": "index.html", "en": "index.en.html"}
_SUBTITLE: Final = Text("Vakdossier · archief van {day}", "Vakdossier · archive of {day}")

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Book:
    """The pages of one archive.

    Attributes:
        made_on: the day of the archive.
        describe: what a code of a register stands for; the code itself when nobody knows.
        say_operation: what an operation of the history is called.
        evidence: the files of evidence, by hash.
        counts: how many records of each kind, by key; only kinds that have some.
        operations: how many operations the history has.
        page_of: on which page each record stands, by id: key of the kind and number, from 1.
    """

    made_on: date
    describe: Callable[[str], Text]
    say_operation: Callable[[str], Text]
    evidence: Mapping[str, ArchivedEvidence]
    counts: Mapping[str, int]
    operations: int
    page_of: Mapping[str, tuple[str, int]] = field(default_factory=dict)

    def subtitle(self, language: Language) -> str:
        """Return what stands at the top of every page."""
        return _SUBTITLE.fill(day=Text(show_date(self.made_on, "nl"), show_date(self.made_on, "en"))).say(language)

    def explained(self, title: str, language: Language) -> str:
        """Return the title of a record with names for those parts of it that are codes."""
        parts = title.split(TITLE_SEPARATOR)
        return TITLE_SEPARATOR.join(self.describe(part).say(language) or part for part in parts)

    def place_of(self, record_id: str) -> str:
        """Return where a record stands, as a link from another page of the same language; empty when it is nowhere."""
        found = self.page_of.get(record_id)
        return f"{page_name(*found)}#{anchor(record_id)}" if found else ""

    @property
    def kinds(self) -> tuple[RecordKind, ...]:
        """The kinds that have records."""
        return tuple(kind for kind in KINDS if self.counts.get(kind.key))


def pages_of_records(source: ArchiveSource) -> dict[str, tuple[str, int]]:
    """Return on which page each record stands."""
    return {
        record_id: (kind.key, place // RECORDS_ON_A_PAGE + 1)
        for kind in KINDS
        for place, record_id in enumerate(source.ids(kind))
    }


def page_name(key: str, number: int) -> str:
    """Return the file name of a page: the key of a kind (or `history`) and its number, from 1."""
    return f"{key}.html" if number == 1 else f"{key}-{number}.html"


def page_path(language: Language, key: str, number: int = 1) -> str:
    """Return the path of a page in the archive."""
    return f"pages/{language}/{page_name(key, number)}"


def anchor(record_id: str) -> str:
    """Return the name of the place of a record on its page."""
    return f"r-{record_id}"


def other_language(language: Language) -> Language:
    """Return the other of the two."""
    return next(other for other in LANGUAGES if other != language)


def how_many_pages(items: int, on_a_page: int) -> int:
    """Return how many pages that many items take."""
    return -(-items // on_a_page)


def batches(items: Iterable[_Item], size: int) -> Iterator[Sequence[_Item]]:
    """Go through the items in lists of at most `size`."""
    waiting = iter(items)
    while batch := list(islice(waiting, size)):
        yield batch
