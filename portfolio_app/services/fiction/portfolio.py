"""The fictional portfolio of `vakdossier demo`: one invented casemanager, complete with papers, and always current."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from portfolio_app.domain.fields import Record
from portfolio_app.domain.personal_data import HitKind
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.domain.values import Plain
from portfolio_app.services.exports.privacy import mark_of
from portfolio_app.services.fiction.moments import months_later, working_day
from portfolio_app.services.fiction.recipes import Kitchen, Table, filled, read_tables

if TYPE_CHECKING:
    from portfolio_app.documents.specimens import Specimen

_FILES: Final = (
    "person",
    "career",
    "activities",
    "intervision",
    "reflections",
    "reflections_more",
    "feedback",
    "assessments",
    "plan",
    "laws",
    "permissions",
    "integrity",
    "dossier",
    "evidence",
)

_TEST_MONTHS: Final = 36
_TEST_DAY: Final = 12
_TEST_MINUTES: Final = "0:20"
_NOT_YET: Final = 1
"""The test of the current month is still to be made: a demo has to have something to do."""


@dataclass(frozen=True, slots=True)
class FictionFile:
    """The content of a piece of evidence, to be put into the evidence store of a vault."""

    evidence_id: str
    file_name: str
    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Fiction:
    """A portfolio of somebody who does not exist; every link leads to a record that is in it."""

    records: tuple[Record, ...]
    files: tuple[FictionFile, ...]


def fictional_portfolio(seed: int, today: date) -> Fiction:
    """Return the demo's portfolio.

    Args:
        seed: decides who it is of, and all ids and numbers. The same seed and day always give the same portfolio, byte
            for byte.
        today: the day on which the portfolio is current: the registration periods run, and things run out soon.
    """
    told = told_portfolio(seed, today)
    files: list[FictionFile] = []
    records: list[Record] = []
    for record in told.kitchen.records(told.tables):
        if isinstance(record, Evidence):
            key, paper = told.papers[record.id]
            words = {**told.kitchen.words, **told.kitchen.words_about(record.kind.key, key, record.dated)}
            specimen = made_specimen(paper, words, seed)
            files.append(FictionFile(record.id, record.file_name, specimen.content, specimen.media_type))
            records.append(described(record, specimen))
        else:
            records.append(record)
    return Fiction(tuple(records), tuple(files))


@dataclass(frozen=True, slots=True)
class ToldPortfolio:
    """The portfolio as it is written down, for one seed and one day.

    Attributes:
        kitchen: turns the tables into records.
        tables: of all records, by the key of their kind.
        papers: by the id of a piece of evidence, its key and what its file looks like.
    """

    kitchen: Kitchen
    tables: Mapping[str, Sequence[Table]]
    papers: Mapping[str, tuple[str, Table]]


def told_portfolio(seed: int, today: date) -> ToldPortfolio:
    """Return the demo's portfolio as it is written down; see `fictional_portfolio`."""
    tables = read_tables(*_FILES)
    kitchen = Kitchen(seed, today, _words_of_identity(seed, tables.pop("identity")))
    tables["activity"] += _knowledge_tests(today, tables.pop("knowledge_test"))
    tables["score"] = list(_scores(tables["assessment"], tables.pop("rated")))
    tables["privacy_decision"] = [_decision(kitchen, table) for table in tables["privacy_decision"]]
    papers = {kitchen.id_of("evidence", table["key"]): (table["key"], table["paper"]) for table in tables["evidence"]}
    tables["evidence"] = [_without_paper(table) for table in tables["evidence"]]
    return ToldPortfolio(kitchen, tables, papers)


def _decision(kitchen: Kitchen, table: Table) -> Table:
    """Return a table of a decision with the mark of its finding, told by record (`about`), `field` and `words`."""
    kept = {name: value for name, value in table.items() if name not in ("about", "field", "words")}
    kind = HitKind(table["hit_kind"])  # type: ignore[call-arg]
    return {**kept, "hit": mark_of(kitchen.id_of("", table["about"]), table["field"], kind, table["words"])}


def _without_paper(table: Table) -> Table:
    return {name: value for name, value in table.items() if name != "paper"}


def described(evidence: Evidence, specimen: Specimen) -> Evidence:
    """Return a record of evidence with what is known of its file filled in."""
    return evidence.with_values(
        sha256=hashlib.sha256(specimen.content).hexdigest(),
        media_type=specimen.media_type,
        size=len(specimen.content),
        pages=specimen.pages,
        text=specimen.text,
    )


def made_specimen(paper: Table, words: Mapping[str, str], seed: int) -> Specimen:
    """Return the file that a `paper` table describes.

    Raises:
        ValueError: the table's form is unknown.
    """
    from portfolio_app.documents.specimens import (
        AttendanceSheet,
        Certificate,
        CertificateLayout,
        Letter,
        Paper,
        Scanner,
        portrait,
        printed,
    )

    told = {name: _said(value, words) for name, value in paper.items() if name not in ("form", "scan")}
    made: Paper
    match paper["form"]:
        case "portrait":
            return portrait(seed)
        case "certificate":
            made = Certificate(**{**told, "layout": CertificateLayout(told["layout"])})
        case "attendance":
            made = AttendanceSheet(**told)
        case "letter":
            made = Letter(**told)
        case unknown:
            raise ValueError(f"no form of paper: {unknown!r}")
    return Scanner(**paper["scan"]).scan(made) if "scan" in paper else printed(made)


def _said(value: Plain, words: Mapping[str, str]) -> Plain:
    if isinstance(value, str):
        return " ".join(filled(value, words).split())
    return tuple(_said(each, words) for each in value)


def _words_of_identity(seed: int, identities: Sequence[Table]) -> dict[str, str]:
    chance = random.Random(f"identity {seed}")  # noqa: S311 - it picks an invented name
    words = {name: str(value) for name, value in identities[seed % len(identities)].items()}
    words["holder"] = " ".join(part for part in (words["given_names"], words["name_prefix"], words["surname"]) if part)
    words["rnvc_number"] = f"{chance.randrange(1200, 6900)}"
    words["rsc_number"] = f"{chance.randrange(110, 980)}-{chance.randrange(10, 99)}"
    return words


def _knowledge_tests(today: date, topics: Sequence[Table]) -> Iterator[Table]:
    """Yield the monthly tests of the last years, the topics in turn; the one of this month is still to come."""
    for back in range(_TEST_MONTHS, _NOT_YET - 1, -1):
        month = months_later(today.replace(day=1), -back)
        day = working_day(month.replace(day=_TEST_DAY + back % 7))
        # A topic belongs to a month of the calendar, so the same month has the same test whatever day it is.
        topic = topics[(month.year * 12 + month.month) % len(topics)]
        yield {
            "key": f"kennistoets-{month:%Y-%m}",
            "activity_kind": "kennistoets",
            "name": f"Kennistoets {{month}} {{year}}: {topic['topic']}",
            "name_en": f"Knowledge test {{month_en}} {{year}}: {topic['topic_en']}",
            "provider": "RNVC",
            "start": f"{(day - today).days:+}d!",
            "net_minutes": _TEST_MINUTES,
            "online": True,
            "passed": True,
            "learnt": topic["learnt"],
            "laws": topic["laws"],
            "competences": ["RNVC.KC8"],
        }


def _scores(assessments: Sequence[Table], rated: Sequence[Table]) -> Iterator[Table]:
    """Yield the scores of all assessments: a `rated` table holds score and explanation of one item for each of them."""
    for place, assessment in enumerate(assessments):
        for item in rated:
            score = {
                "key": f"{assessment['key']}-{item['item']}",
                "assessment": assessment["key"],
                "item": [item["item"]],
                "score": item["scores"][place],
                "explanation": item["notes"][place],
            }
            yield {**score, "level": item["levels"][place]} if "levels" in item else score
