"""Where an assessor finds what: by competence, by law, and by provision of the code of conduct."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.documents.blocks import Block, Column, Heading, Paragraph, Row, Run, Table, plain
from portfolio_app.documents.builders.chapters.pieces import headed
from portfolio_app.documents.builders.context import CHAPTER_TITLES, Context
from portfolio_app.documents.builders.selection import Chapter
from portfolio_app.domain.fields import Record
from portfolio_app.domain.records.career import Position

_INTRODUCTION: Final = Text(
    "Per onderdeel van het profiel en van de gedragscode: waar in dit dossier het terugkomt.",
    "For each part of the profile and of the code of conduct: where in this dossier it appears.",
)
_BY_COMPETENCE: Final = Text("Naar competentie en kerntaak", "By competence and core task")
_BY_PROVISION: Final = Text("Naar bepaling van de gedragscode", "By provision of the code of conduct")
_COMPETENCE: Final = Text("Competentie of kerntaak", "Competence or core task")
_CORE_TASKS: Final = Text("Kerntaken", "Core tasks")
_CORE_COMPETENCES: Final = Text("Kerncompetenties", "Core competences")
_CONTEXT_TERMS: Final = Text("Begrippen voor de context", "Context terms")
_ELABORATED: Final = Text("Uitgewerkte competenties", "Detailed competences")
_PROVISION: Final = Text("Bepaling", "Provision")
_FOUND_IN: Final = Text("Komt terug in", "Appears in")
_CODE: Final = Text("Code", "Code")
_COMPETENCE_SUMMARY: Final = Text(
    "Per competentie en kerntaak de gegevens die ermee verbonden zijn.",
    "For each competence and core task the records linked to it.",
)
_PROVISION_SUMMARY: Final = Text(
    "Per bepaling van de gedragscode de hoofdstukken en gegevens die erover gaan.",
    "For each provision of the code of conduct the chapters and records that are about it.",
)

_CHAPTERS: Final[Mapping[str, tuple[Chapter, ...]]] = MappingProxyType(
    {
        "RSC.P1": (Chapter.INTEGRITY,),
        "RSC.P2": (Chapter.INTEGRITY, Chapter.LAW),
        "RSC.P3": (Chapter.COMPETENCES, Chapter.INTEGRITY),
        "RSC.P4": (Chapter.PERMISSIONS,),
        "RSC.P5": (Chapter.PERMISSIONS,),
        "RSC.D1": (Chapter.LOG,),
        "RSC.D2": (Chapter.LOG, Chapter.DETAILS),
        "RSC.D3": (Chapter.LAW, Chapter.LOG),
        "RSC.D4": (Chapter.REFLECTION, Chapter.FEEDBACK, Chapter.COMPETENCES, Chapter.PLAN),
        "RSC.D5": (Chapter.CV,),
        "RSC.I1": (Chapter.INTEGRITY,),
        "RSC.I2": (Chapter.PERMISSIONS,),
        "RSC.I3": (Chapter.INTEGRITY,),
        "RSC.I4": (Chapter.INTEGRITY,),
        "RSC.I5": (Chapter.INTEGRITY,),
        "RSC.I6": (Chapter.INTEGRITY,),
        "RSC.I7": (Chapter.INTEGRITY,),
    }
)
"""Which chapters answer which provision of the RSC code."""


def index_chapter(context: Context, chapters: frozenset[Chapter]) -> tuple[Block, ...]:
    """Return the index.

    Args:
        context: of the dossier.
        chapters: the chapters that the dossier has.
    """
    competences = _competence_rows(context)
    provisions = _provision_rows(context, chapters)
    say = context.say
    by_competence = (Column(say(_COMPETENCE), 3), Column(say(_FOUND_IN), 6))
    by_provision = (Column(say(_CODE), 0.7), Column(say(_PROVISION), 3.3), Column(say(_FOUND_IN), 5))
    blocks = (
        *headed(
            Heading(2, say(_BY_COMPETENCE), f"{Chapter.INDEX}.competences"),
            Table(by_competence, competences, say(_COMPETENCE_SUMMARY), row_header=0),
        ),
        *headed(
            Heading(2, say(_BY_PROVISION), f"{Chapter.INDEX}.provisions"),
            Table(by_provision, provisions, say(_PROVISION_SUMMARY), row_header=1),
        ),
    )
    if not blocks:
        return ()
    return (context.chapter(Chapter.INDEX), Paragraph(plain(say(_INTRODUCTION))), *blocks)


def _competence_rows(context: Context) -> tuple[Row, ...]:
    by_code: dict[str, list[Record]] = {}
    selection = context.selection
    linked: Iterable[tuple[Record, Sequence[str]]] = (
        *((each, each.core_tasks) for each in context.snapshot.of(Position)),
        *((each, each.competences) for each in selection.activities),
        *((each, each.competences) for each in selection.reflections),
        *((each, each.competences) for each in selection.feedback),
        *((each, each.competences) for each in selection.goals),
    )
    for record, codes in linked:
        for code in codes:
            by_code.setdefault(code, []).append(record)
    rows: list[Row] = []
    for label, codes in _groups(context):
        found = [code for code in codes if code in by_code]
        if found:
            rows.append(Row((plain(label), ()), strong=True))
            rows += [Row((plain(context.code(code)), context.some_links(by_code.pop(code)))) for code in found]
    # Codes of another profile than the one shown, such as those of an earlier version.
    rows += [Row((plain(context.code(code)), context.some_links(by_code[code]))) for code in sorted(by_code)]
    return tuple(rows)


def _groups(context: Context) -> tuple[tuple[str, Sequence[str]], ...]:
    profile = context.material.register.profile
    if profile is None:
        return ()
    return (
        (context.say(_CORE_TASKS), [entry.code for entry in profile.core_tasks]),
        (context.say(_CORE_COMPETENCES), [entry.code for entry in profile.core_competences]),
        (context.say(_CONTEXT_TERMS), [entry.code for entry in profile.context_terms]),
        (context.say(_ELABORATED), [entry.code for entry in profile.competences]),
    )


def _provision_rows(context: Context, chapters: frozenset[Chapter]) -> tuple[Row, ...]:
    code_of_conduct = context.material.register.conduct_code
    if code_of_conduct is None:
        return ()
    rows: list[Row] = []
    for provision in code_of_conduct.provisions:
        answered = [
            Run(context.say(CHAPTER_TITLES[chapter]), target=chapter.value)
            for chapter in _CHAPTERS.get(provision.code, ())
            if chapter in chapters
        ]
        found = context.some_links(_citing(context, provision.code), answered)
        if found:
            short = provision.code.rpartition(".")[2]
            rows.append(Row((plain(short), plain(context.say(provision.label)), found)))
    return tuple(rows)


def _citing(context: Context, code: str) -> list[Record]:
    found: list[Record] = [each for each in context.selection.reflections if code in each.provisions]
    return found + [each for each in context.selection.journal if code in each.provisions]
