"""The pages with records: all that the vault knows of them, for a person to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from portfolio_app.common.text import Language, Text
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.fields import FieldSpec, Record, RecordKind
from portfolio_app.domain.records.learning import Evidence, Reflection, ReflectionModel
from portfolio_app.domain.reflection_models import steps_of
from portfolio_app.domain.snapshot import links_of
from portfolio_app.domain.values import Codes, Lines, LongText, Reference, References, Texts
from portfolio_app.exchange.archive.book import (
    FRONT,
    RECORDS_ON_A_PAGE,
    Book,
    anchor,
    batches,
    how_many_pages,
    other_language,
    page_name,
)
from portfolio_app.exchange.archive.form import ArchivedRecord, ArchiveSource, Titled
from portfolio_app.exchange.archive.html import PAGE_END, bullets, link, page_start, text

_PREVIOUS: Final = Text("Vorige bladzijde", "Previous page")
_NEXT: Final = Text("Volgende bladzijde", "Next page")
_PART: Final = Text("bladzijde {n} van {all}", "page {n} of {all}")
_ON_THIS_PAGE: Final = Text("Op deze bladzijde", "On this page")
_META: Final = Text(
    "Kenmerk {id} · gemaakt {created} · gewijzigd {changed} · uitgave {revision}",
    "Id {id} · made {created} · changed {changed} · revision {revision}",
)
_FILE_ABSENT: Final = Text("het bestand ontbreekt in het portfolio", "the file is missing from the portfolio")
_OPEN_FILE: Final = Text("Bestand", "File")
_GONE: Final = Text("niet meer aanwezig: {id}", "no longer there: {id}")
_EVIDENCE_LEAD: Final = Text(
    "De bestanden zelf staan in de map “evidence”.", "The files themselves are in the folder “evidence”."
)
_TO_FILES: Final = "../../"
_TOC_FROM, _TOC_OPEN_TO = 4, 40

Titles = Mapping[str, Titled]


def record_pages(source: ArchiveSource, kind: RecordKind, book: Book, language: Language) -> Iterator[Iterator[str]]:
    """Go through the pages of a kind, each as the pieces of its HTML; a page must be used up before the next."""
    last = how_many_pages(book.counts[kind.key], RECORDS_ON_A_PAGE)
    for number, batch in enumerate(batches(source.records(kind), RECORDS_ON_A_PAGE), start=1):
        titles = source.titles(sorted({target for each in batch for target in links_of(each.record)}))
        yield _page(kind, batch, titles, book, language, (number, last))


def _page(
    kind: RecordKind,
    batch: Sequence[ArchivedRecord],
    titles: Titles,
    book: Book,
    language: Language,
    part: tuple[int, int],
) -> Iterator[str]:
    number, last = part
    here = page_name(kind.key, number)
    plural = kind.plural.say(language)
    yield page_start(
        plural,
        language,
        subtitle=book.subtitle(language),
        up=f"../../{FRONT[language]}",
        other=f"../{other_language(language)}/{here}",
    )
    of_all = f" · {_PART.fill(n=number, all=last).say(language)}" if last > 1 else ""
    yield f'<h1>{text(plural)} <span class="count">{book.counts[kind.key]}{text(of_all)}</span></h1>\n'
    lead = _EVIDENCE_LEAD if kind is Evidence.kind else kind.hint
    yield f'<p class="lead">{text(lead.say(language))}</p>\n'
    pager = _pager(kind.key, number, last, language)
    if len(batch) >= _TOC_FROM:
        is_open = " open" if len(batch) <= _TOC_OPEN_TO else ""
        yield f"{pager}<details{is_open}><summary>{text(_ON_THIS_PAGE.say(language))}</summary>\n"
        named = ((each.record.id, book.explained(each.record.title(language), language)) for each in batch)
        yield bullets((link(f"{here}#{anchor(record_id)}", name) for record_id, name in named), "toc")
        yield "</details>\n"
    for each in batch:
        yield _article(each, titles, book, language)
    yield pager + PAGE_END


def _pager(key: str, number: int, last: int, language: Language) -> str:
    links = []
    if number > 1:
        links.append(link(page_name(key, number - 1), _PREVIOUS.say(language)))
    if number < last:
        links.append(link(page_name(key, number + 1), _NEXT.say(language)))
    return f'<nav class="pager">{"".join(links)}</nav>\n' if links else ""


def _article(archived: ArchivedRecord, titles: Titles, book: Book, language: Language) -> str:
    record = archived.record
    title = book.explained(record.title(language), language)
    rows = [
        _row(spec, shown, language)
        for spec in record.kind.fields
        if not spec.type.is_empty(getattr(record, spec.name)) and not _is_left_to_the_file(record, spec)
        # What stands above it in full is not said again.
        if (shown := _shown(record, spec, titles, book, language)) != text(title)
    ]
    if isinstance(record, Evidence):
        rows.append(f"<dt>{text(_OPEN_FILE.say(language))}</dt><dd>{_file(record, book, language)}</dd>\n")
    meta = _META.fill(
        id=record.id,
        created=archived.created_at[:10],
        changed=archived.changed_at[:10],
        revision=archived.revision,
    )
    return (
        f'<article id="{anchor(record.id)}">\n<h3>{text(title)}</h3>\n'
        f'<dl>\n{"".join(rows)}</dl>\n<p class="meta">{text(meta.say(language))}</p>\n</article>\n'
    )


def _is_left_to_the_file(record: Record, spec: FieldSpec) -> bool:
    """Tell whether a field only repeats what stands in the file beside it: the text of evidence, often whole books."""
    return isinstance(record, Evidence) and spec.name == "text"


def _row(spec: FieldSpec, shown: str, language: Language) -> str:
    narrow = spec.audience in (Audience.PRIVATE, Audience.THIRD_PARTY)
    mark = f"<small>{text(spec.audience.label.say(language))}</small>" if narrow else ""
    return f"<dt>{text(spec.label.say(language))}{mark}</dt><dd>{shown}</dd>\n"


def _shown(record: Record, spec: FieldSpec, titles: Titles, book: Book, language: Language) -> str:
    value: Any = getattr(record, spec.name)
    match spec.type:
        case Reference():
            shown = _link_to(value, titles, book, language)
        case References():
            shown = bullets(_link_to(target, titles, book, language) for target in value)
        case Codes():
            shown = bullets(f"{text(book.describe(code).say(language))} <code>{text(code)}</code>" for code in value)
        case Lines():
            shown = bullets(map(text, value))
        case Texts():
            shown = _steps(record, value, language)
        case LongText():
            shown = f'<div class="prose">{text(value)}</div>'
        case _:
            shown = text(spec.type.show(value, language))
    return shown


def _link_to(record_id: str, titles: Titles, book: Book, language: Language) -> str:
    titled = titles.get(record_id)
    place = book.place_of(record_id)
    if titled is None or not place:
        return text(_GONE.fill(id=record_id).say(language))
    return link(place, book.explained(titled.say(language), language) or record_id)


def _steps(record: Record, steps: Mapping[str, str], language: Language) -> str:
    labels: dict[str, str] = {}
    if isinstance(record, Reflection) and isinstance(record.model, ReflectionModel):
        labels = {step.key: step.label.say(language) for step in steps_of(record.model)}
    ordered = sorted(steps.items(), key=lambda step: list(labels).index(step[0]) if step[0] in labels else len(labels))
    return "".join(
        f'<div class="step"><b>{text(labels.get(key, key))}</b><div class="prose">{text(words)}</div></div>'
        for key, words in ordered
    )


def _file(record: Evidence, book: Book, language: Language) -> str:
    archived = book.evidence.get(record.sha256)
    if archived is None or not archived.path:
        return text(_FILE_ABSENT.say(language))
    return link(_TO_FILES + archived.path, archived.path.rpartition("/")[2])
