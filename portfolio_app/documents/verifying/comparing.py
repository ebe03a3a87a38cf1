"""What of a file is not as its seal says, part by part and by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Final

from pikepdf import Pdf

from portfolio_app.common.text import Text, same_in_both
from portfolio_app.documents.verifying.data_parts import part_digests
from portfolio_app.documents.verifying.digests import Marks, attached, marks_of, without_later_fields
from portfolio_app.documents.verifying.names import DATA_NAME, SEAL_NAME
from portfolio_app.documents.verifying.seal import Seal, embedded
from portfolio_app.documents.verifying.streams import small_content
from portfolio_app.documents.verifying.telling import Tell, tell_nobody
from portfolio_app.documents.verifying.verdict import Change, Finding
from portfolio_app.domain.kinds import KINDS

_MOST_TO_ALIGN: Final = 2_000
_FORM: Final = "/AcroForm"
_OF_SIGNING: Final = frozenset({_FORM, "/DSS", "/Extensions", "/Perms"})
"""What a signature that is added later puts into the document; the form is looked at by itself."""

_PAGE: Final = Text("bladzijde {page} (nummer {label})", "page {page} (numbered {label})")
_ANNEX_PAGE: Final = Text(
    "blad {sheet} van {sheets} van bijlage {annex} (bladzijde {page})",
    "sheet {sheet} of {sheets} of annex {annex} (page {page})",
)
_CHANGED: Final = Text("Veranderd: {what}.", "Changed: {what}.")
_REMOVED: Final = Text("Verwijderd: {what}.", "Removed: {what}.")
_MOVED: Final = Text("Verplaatst: {what}.", "Moved: {what}.")
_PAGE_ADDED: Final = Text("Toegevoegd: bladzijde {page}.", "Added: page {page}.")
_LINKS: Final = Text(
    "Veranderd: wat op {what} ligt (verwijzingen, aantekeningen of velden).",
    "Changed: what lies on {what} (links, comments or fields).",
)
_FILE: Final = Text("het bijgevoegde bestand {name}", "the attached file {name}")
_FILE_ADDED: Final = Text("Toegevoegd: het bijgevoegde bestand {name}.", "Added: the attached file {name}.")
_DATA: Final = Text("Veranderd in de gegevens: {part}.", "Changed in the data: {part}.")
_DATA_DAMAGED: Final = Text("De gegevens zijn beschadigd.", "The data are damaged.")
_ENTRY: Final = Text(
    "Veranderd in wat voor het hele document geldt: {name}.", "Changed in what holds for the whole document: {name}."
)
_INFORMATION: Final = Text(
    "Veranderd: titel, schrijver of datum van het bestand.", "Changed: title, author or date of the file."
)
_STRUCTURE: Final = Text(
    "Veranderd: de voorleesvolgorde of de beschrijvingen bij afbeeldingen.",
    "Changed: the reading order or the descriptions of pictures.",
)

_ENTRIES: Final = {
    "/Metadata": Text("de metagegevens", "the metadata"),
    "/Outlines": Text("de bladwijzers", "the bookmarks"),
    "/PageLabels": Text("de bladzijdenummers", "the page numbers"),
    "/OpenAction": Text("een handeling bij het openen", "an action on opening"),
    "/AA": Text("handelingen", "actions"),
    "/Names/JavaScript": Text("programmacode", "program code"),
    "/OCProperties": Text("lagen", "layers"),
    "/Lang": Text("de taal", "the language"),
    _FORM: Text("de formuliervelden", "the form fields"),
}
_PARTS: Final = {
    "annexes": Text("de lijst van bewijsstukken", "the list of evidence"),
    "dated": Text("de datum", "the date"),
    "asOf": Text("de dag waarvan de gegevens zijn", "the day that the records are of"),
    "language": Text("de taal", "the language"),
    "period": Text("de periode", "the period"),
    "permissions": Text("de toestemmingen in getallen", "the permissions in numbers"),
    "register": Text("het register", "the register"),
    "standings": Text("de stand per eis", "the standing per requirement"),
    **{f"records.{kind.key}": kind.label for kind in KINDS},
}


def compare(seal: Seal, pdf: Pdf, tell: Tell = tell_nobody) -> list[Finding]:
    """Return what of a file differs from its seal, in the order of the file; `tell` is told how far it is.

    Raises:
        UnreadableError: the file is larger or more intricate than a dossier ever is.
    """
    return _Comparison(seal, pdf, tell).findings()


class _Comparison:
    def __init__(self, seal: Seal, pdf: Pdf, tell: Tell) -> None:
        self._seal = seal
        self._sealed: Marks = seal.marks
        self._pdf = pdf
        self._places: dict[int, int] = {}
        self._now = marks_of(pdf, leave_out=SEAL_NAME, objects=seal.marks.objects, place=self._place, tell=tell)
        self._sheet_of = {
            annex.first + at - 1: (annex.label, at + 1, annex.pages)
            for annex in seal.annexes
            for at in range(min(annex.pages, len(seal.labels)))
        }

    def _place(self, shown: Sequence[str]) -> Mapping[int, int]:
        self._places = align(self._sealed.pages, shown)
        return self._places

    def findings(self) -> list[Finding]:
        later_links, later_form = without_later_fields(self._pdf, self._sealed.objects, self._places)
        return [
            *self._pages(),
            *self._links(later_links),
            *self._attachments(),
            *self._catalog(later_form),
            *self._rest(),
        ]

    # Pages

    def _pages(self) -> Iterator[Finding]:
        sealed, now = self._sealed.pages, self._now.pages
        before, after = set(sealed), set(now)
        for at, shown in enumerate(now):
            was = self._places.get(at)
            if was is None:
                yield self._unplaced(at, shown, before)
            elif sealed[was] != shown:
                moved = shown in before and sealed[was] in after
                change = Change.PAGE_MOVED if moved else Change.PAGE_CHANGED
                yield self._of_page(change, _MOVED if moved else _CHANGED, was, at)
        for was in sorted(set(range(len(sealed))) - set(self._places.values())):
            yield self._of_page(Change.PAGE_REMOVED, _REMOVED, was, was)

    def _unplaced(self, at: int, shown: str, before: set[str]) -> Finding:
        if shown in before:
            was = self._sealed.pages.index(shown)
            return self._of_page(Change.PAGE_MOVED, _MOVED, was, at)
        return Finding(Change.PAGE_ADDED, _PAGE_ADDED.fill(page=at + 1), page=at + 1)

    def _of_page(self, change: Change, wording: Text, was: int, at: int) -> Finding:
        annex, *_ = self._sheet_of.get(was, ("",))
        return Finding(change, wording.fill(what=self._named(was)), page=at + 1, annex=annex)

    def _named(self, was: int) -> Text:
        if was in self._sheet_of:
            annex, sheet, sheets = self._sheet_of[was]
            return _ANNEX_PAGE.fill(annex=annex, sheet=sheet, sheets=sheets, page=was + 1)
        return _PAGE.fill(page=was + 1, label=self._seal.labels[was])

    def _links(self, later: Mapping[int, str]) -> Iterator[Finding]:
        for at, was in sorted(self._places.items()):
            if self._sealed.links[was] not in (self._now.links[at], later[at]):
                annex, *_ = self._sheet_of.get(was, ("",))
                yield Finding(Change.LINKS_CHANGED, _LINKS.fill(what=self._named(was)), page=at + 1, annex=annex)

    # Attachments and data

    def _attachments(self) -> Iterator[Finding]:
        sealed, now = self._sealed.attachments, self._now.attachments
        for name in sorted(sealed.keys() | now.keys()):
            shown = _shortened(name)
            if name not in now:
                yield Finding(
                    Change.ATTACHMENT_REMOVED, _REMOVED.fill(what=_FILE.fill(name=shown)), annex=_annex(name), name=name
                )
            elif name not in sealed:
                yield Finding(Change.ATTACHMENT_ADDED, _FILE_ADDED.fill(name=shown), name=name)
            elif sealed[name] != now[name]:
                parts = list(self._data()) if name == DATA_NAME else []
                text = _CHANGED.fill(what=_FILE.fill(name=shown))
                yield from parts or [Finding(Change.ATTACHMENT_CHANGED, text, annex=_annex(name), name=name)]

    def _data(self) -> Iterator[Finding]:
        try:
            now = part_digests(self._data_content())
        except ValueError:
            yield Finding(Change.DATA_CHANGED, _DATA_DAMAGED, name=DATA_NAME)
            return
        for part in sorted(self._seal.data.keys() | now.keys()):
            if self._seal.data.get(part) != now.get(part):
                label = _PARTS.get(part, same_in_both(_shortened(part)))
                yield Finding(Change.DATA_CHANGED, _DATA.fill(part=label), name=part)

    def _data_content(self) -> bytes:
        for name, specification, _, _ in attached(self._pdf):
            stream = embedded(specification)
            if name == DATA_NAME and stream is not None:
                return small_content(stream)
        raise ValueError("no data")

    # The rest

    def _catalog(self, later_form: str) -> Iterator[Finding]:
        sealed, now = self._sealed.catalog, self._now.catalog
        for key in sorted(sealed.keys() | now.keys()):
            same = sealed.get(key) == now.get(key)
            if key == _FORM:
                same = same or sealed.get(key, "") == later_form
            elif key in _OF_SIGNING:
                same = True
            if not same:
                name = _ENTRIES.get(key, same_in_both(_shortened(key)))
                yield Finding(Change.DOCUMENT_CHANGED, _ENTRY.fill(name=name), name=key)

    def _rest(self) -> Iterator[Finding]:
        if self._sealed.information != self._now.information:
            yield Finding(Change.INFORMATION_CHANGED, _INFORMATION)
        if self._sealed.structure != self._now.structure:
            yield Finding(Change.STRUCTURE_CHANGED, _STRUCTURE)


def align(before: Sequence[str], now: Sequence[str]) -> dict[int, int]:
    """Return which page before each page of now is; pages that were added have none."""
    if len(before) == len(now):
        return dict(enumerate(range(len(now))))
    head = 0
    while head < min(len(before), len(now)) and before[head] == now[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(now)) - head and before[-1 - tail] == now[-1 - tail]:
        tail += 1
    places = {at: at for at in range(head)}
    places |= {len(now) - at: len(before) - at for at in range(1, tail + 1)}
    was, new = before[head : len(before) - tail], now[head : len(now) - tail]
    if max(len(was), len(new)) <= _MOST_TO_ALIGN:
        for kind, start, stop, first, last in SequenceMatcher(None, was, new, autojunk=False).get_opcodes():
            if kind in ("equal", "replace"):
                for at in range(min(stop - start, last - first)):
                    places[head + first + at] = head + start + at
    else:
        places |= {head + at: head + at for at in range(min(len(was), len(new)))}
    return places


def _annex(name: str) -> str:
    label, dot, _ = name.rpartition(".")
    return label if dot and label.startswith("A-") else ""


def _shortened(name: str) -> str:
    printable = "".join(char if char.isprintable() else " " for char in name)
    return printable if len(printable) <= 80 else printable[:79] + "…"
