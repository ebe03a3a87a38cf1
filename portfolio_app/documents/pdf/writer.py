"""The whole way from blocks to a file: check, set, bind, conform, save.

The text is set in one pass. Contents and cover are set last, when the page numbers are known, and moved to the front.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO, BinaryIO, Final, cast

import pikepdf
from pikepdf import Dictionary, Name

from portfolio_app.common.atomic import write_atomically
from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import Text
from portfolio_app.documents.blocks import Attachment, Document
from portfolio_app.documents.pdf import design
from portfolio_app.documents.pdf.annexes import AnnexSetter, overview
from portfolio_app.documents.pdf.checks import check_characters, check_links, check_tables
from portfolio_app.documents.pdf.composition import Composition
from portfolio_app.documents.pdf.conform import AssociatedFile, Contents, conform, save
from portfolio_app.documents.pdf.deferred import DeferredStreams, SourceFailedError
from portfolio_app.documents.pdf.design import Weight
from portfolio_app.documents.pdf.faces import Faces, load_fonts
from portfolio_app.documents.pdf.flow import Flow, LinkAnnotation, Part
from portfolio_app.documents.pdf.front import ContentsEntry, set_contents, set_cover, set_title
from portfolio_app.documents.pdf.hashing import Hashing
from portfolio_app.documents.pdf.holder import Holder
from portfolio_app.documents.pdf.image_objects import image_object
from portfolio_app.documents.pdf.outline import Bookmark, write_outline
from portfolio_app.documents.pdf.pictures import Pictures
from portfolio_app.documents.pdf.reportlab_inside import Sheets
from portfolio_app.documents.pdf.result import AnnexPages, PdfResult, WritingCancelledError
from portfolio_app.documents.pdf.signing_field import form_source, write_field
from portfolio_app.documents.pdf.source import rectangle, text_string
from portfolio_app.documents.verifying.names import SEAL_NAME
from portfolio_app.documents.verifying.seal import SEAL_DESCRIPTION, AnnexPlace, append_seal

_WRITING: Final = Text("Het document opslaan", "Saving the document")
_DEEPEST_IN_CONTENTS: Final = 2


class Writer:
    """Writes one document once."""

    def __init__(
        self,
        document: Document,
        progress: Callable[[str, int, int], None] | None,
        cancelled: Callable[[], bool] | None,
        finish: Callable[[BinaryIO], None] | None,
        *,
        name_missing_glyphs: bool,
    ) -> None:
        self._document = document
        self._finish = finish
        self._progress = progress
        self._cancelled = cancelled
        self._name_missing_glyphs = name_missing_glyphs

    def write(self, target: Path | BinaryIO) -> PdfResult:
        """Write the document; errors as `write_pdf` tells."""
        unreadable: dict[str, VakdossierError] = {}
        with _without_collecting():
            while True:
                try:
                    return self._write(target, unreadable)
                except SourceFailedError as failed:
                    # Every file of evidence can fail once at most.
                    if failed.owner in unreadable:
                        raise failed.error from failed
                    unreadable[failed.owner] = failed.error

    def _write(self, target: Path | BinaryIO, unreadable: Mapping[str, VakdossierError]) -> PdfResult:
        document = self._document
        check_links(document)
        check_tables(document)
        fonts = load_fonts()
        sheets = Sheets(design.PAGE_WIDTH, design.PAGE_HEIGHT, Weight.REGULAR)
        faces = Faces(fonts, sheets.document)
        check_characters(document, faces.repertoire, name_missing=self._name_missing_glyphs)
        setting = _Setting(document, Flow(sheets, faces, document.language, self._end_page), self._step, unreadable)
        try:
            raw = setting.set()
            self._step("save", 0, 1)
            with pikepdf.open(raw) as pdf:
                setting.fill_slots(pdf)
                files = [*_attachments(document), *setting.annexes.originals]
                if document.sealed:
                    files.append(_place_for_seal(document))
                conform(pdf, document, files, setting.deferred)
                pages = len(pdf.pages)
                size, digest = _save(pdf, target, setting, self._finish)
        finally:
            setting.holder.close()
        self._step("save", 1, 1)
        return PdfResult(pages, size, digest, setting.annex_pages(), tuple(setting.annexes.problems))

    def _step(self, stage: str, done: int, total: int) -> None:
        if self._cancelled is not None and self._cancelled():
            raise WritingCancelledError
        if self._progress is not None:
            self._progress(stage, done, total)

    def _end_page(self, flow: Flow) -> None:
        """Draw the running head and the page number."""
        on_cover = flow.part is Part.FRONT and flow.number == 1 and self._document.cover is not None
        if on_cover or flow.part is Part.ANNEX:
            return
        style = design.RUNNING
        head = self._document.running_head or self._document.title
        with flow.artifact(furniture=True):
            if not flow.bare and flow.section:
                flow.show(
                    design.LEFT, design.RUNNING_HEAD_Y, flow.fitted(flow.section, style, design.FULL_WIDTH), style
                )
                flow.rule(design.LEFT, design.RUNNING_HEAD_Y - 8, design.FULL_WIDTH)
            flow.show(design.LEFT, design.RUNNING_FOOT_Y, flow.fitted(head, style, design.FULL_WIDTH - 80), style)
            flow.show_right(design.RIGHT, design.RUNNING_FOOT_Y, flow.label, style)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Put off the search for unused cycles: it goes through the many objects of a document again and again."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _save(
    pdf: pikepdf.Pdf, target: Path | BinaryIO, setting: _Setting, finish: Callable[[BinaryIO], None] | None
) -> tuple[int, str]:
    """Write the file, its seal, and what `finish` adds; return its size and hash."""

    def write(file: IO[bytes]) -> None:
        whole = cast("BinaryIO", file)
        save(pdf, whole, for_web=finish is None and setting.stays_as_saved)
        whole.seek(0)
        while chunk := whole.read(1 << 20):
            written.take(chunk)
        streams = setting.deferred.append_to(whole, written.take)
        setting.seal(whole, written, streams)
        if finish is not None:
            finish(whole)
            written.take_anew(whole)

    with Hashing() as written:
        if isinstance(target, Path):
            write_atomically(target, write, _WRITING)
        else:
            buffer = BytesIO()
            write(buffer)
            target.write(buffer.getbuffer())
        return written.size, written.digest


def _place_for_seal(document: Document) -> AssociatedFile:
    description = SEAL_DESCRIPTION.say(document.language)
    return AssociatedFile(SEAL_NAME, "application/json", Contents.of(bytes), description, "Data")


def _attachments(document: Document) -> list[AssociatedFile]:
    return [
        AssociatedFile(each.name, each.media_type, _contents(each), each.description, "Data")
        for each in document.attachments
    ]


def _contents(attachment: Attachment) -> Contents:
    return Contents.of(lambda: attachment.content)


class _Setting:
    """One document being set and bound into a file."""

    def __init__(
        self,
        document: Document,
        flow: Flow,
        step: Callable[[str, int, int], None],
        unreadable: Mapping[str, VakdossierError],
    ) -> None:
        self._document = document
        self._flow = flow
        self._step = step
        self._pictures = Pictures()
        self._order: list[int] = []
        self._whole = bool(document.cover or document.contents)
        self.deferred = DeferredStreams()
        self.holder = Holder(self.deferred)
        head = document.running_head or document.title
        self.annexes = AnnexSetter(flow, self.holder, head, "H2" if self._whole else "H3", unreadable)

    def set(self) -> BytesIO:
        document, flow = self._document, self._flow
        composition = Composition(
            flow,
            self._pictures,
            chapters=document.contents,
            first_level=1 if self._whole else 2,
        )
        if not self._whole:
            set_title(flow, document, self._pictures)
        total = len(document.body)
        composition.set_body(document.body, lambda number: self._step("text", number, total))
        self._step("text", total, total)
        self._set_annexes(composition)
        bookmarks = [(item.heading.level, item.heading.text, item.anchor) for item in composition.headings]
        bookmarks += [(2, f"{annex.label} {annex.title}", annex.anchor) for annex in document.annexes]
        entries = [
            ContentsEntry(item.heading.level, item.heading.text, item.label, item.anchor, item.heading.language)
            for item in composition.headings
            if item.heading.in_contents and item.heading.level <= _DEEPEST_IN_CONTENTS
        ]
        self._set_front(entries)
        flow.finish()
        return self._bind(bookmarks)

    def _set_annexes(self, composition: Composition) -> None:
        annexes = self._document.annexes
        if not annexes:
            return
        total = len(annexes)
        if not self._document.lists_annexes:
            composition.set_body(overview(annexes, self._flow), lambda _: None)
        self.annexes.set(annexes, lambda number: self._step("annexes", number, total))
        self._step("annexes", total, total)

    def _set_front(self, entries: Sequence[ContentsEntry]) -> None:
        document, flow = self._document, self._flow
        if not self._whole:
            return
        flow.begin_part(Part.FRONT)
        with flow.tree.element("Part") as front:
            if document.cover:
                set_cover(flow, document.cover, self._pictures)
                if document.contents:
                    flow.turn()
            if document.contents:
                set_contents(flow, entries)
        flow.tree.move_first(front)

    # Binding

    def _bind(self, bookmarks: Sequence[tuple[int, str, str]]) -> BytesIO:
        flow = self._flow
        reserve = flow.sheets.reserve
        references = [page.reference for page in flow.pages]
        self._order = sorted(
            range(len(flow.pages)), key=lambda number: (flow.pages[number].part is not Part.FRONT, number)
        )
        root = flow.tree.write(references, reserve)
        for link in flow.links:
            self._fill_link(link, len(references))
        catalog = [
            ("StructTreeRoot", root),
            ("MarkInfo", reserve().fill(b"<</Marked true>>")),
            ("PageLabels", reserve().fill(self._page_labels())),
        ]
        if flow.fields:
            for number, field in enumerate(flow.fields, 1):
                write_field(f"Signature{number}", field, references[field.page], len(references), reserve)
            catalog.append(("AcroForm", reserve().fill(form_source(flow.fields))))
        if bookmarks:
            flow.sheets.show_outline()
            placed = [Bookmark(level, words, self._destination(anchor)) for level, words, anchor in bookmarks]
            catalog.append(("Outlines", write_outline(placed, reserve)))
        return flow.sheets.save(self._order, catalog)

    def _destination(self, anchor: str) -> bytes:
        where = self._flow.destinations[anchor]
        return b"[%s/XYZ null %.1f null]" % (self._flow.pages[where.page].reference, where.top)

    def _fill_link(self, link: LinkAnnotation, pages: int) -> None:
        link.place.fill(
            b"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect%s/Contents%s/Dest%s/StructParent %d>>"
            % (rectangle(*link.box), text_string(link.description), self._destination(link.target), pages + link.index)
        )

    def _page_labels(self) -> bytes:
        styles = {Part.FRONT: b"<</S/r>>", Part.BODY: b"<</S/D>>"}
        ranges, current = [], None
        for position, number in enumerate(self._order):
            page = self._flow.pages[number]
            if page.part is Part.ANNEX:
                ranges.append(b"%d<</P%s>>" % (position, text_string(page.label)))
            elif page.part is not current:
                ranges.append(b"%d%s" % (position, styles[page.part]))
            current = page.part
        return b"<</Nums[" + b" ".join(ranges) + b"]>>"

    def seal(self, file: BinaryIO, written: Hashing, streams: Mapping[int, bytes]) -> None:
        """Add the seal to the end of the finished file, where the document is to have one.

        Args:
            file: the file.
            written: what its hash is taken with.
            streams: the SHA-256 of the streams that were put off, by the number of their object.
        """
        if self._document.sealed:
            labels = [self._flow.pages[number].label for number in self._order]
            annexes = [AnnexPlace(each.label, each.first_page, each.pages) for each in self.annex_pages()]
            written.take(append_seal(file, written.digest, labels, annexes, streams))

    @property
    def stays_as_saved(self) -> bool:
        """Whether nothing of the document itself joins the file after it was saved."""
        return not self._document.sealed and not self.deferred

    def annex_pages(self) -> tuple[AnnexPages, ...]:
        """Return where the annexes stand in the file."""
        place = self._positions()
        return tuple(
            AnnexPages(each.annex.label, each.annex.anchor, place[each.first] + 1, each.pages, each.annex.sha256)
            for each in self.annexes.placed
        )

    def _positions(self) -> dict[int, int]:
        """Return the place in the file of each page, by its order of creation."""
        return {number: position for position, number in enumerate(self._order)}

    def fill_slots(self, pdf: pikepdf.Pdf) -> None:
        """Give the pages the pictures and the evidence that they draw, each only once in the file."""
        place = self._positions()
        pages = list(pdf.pages)
        pictures: dict[bytes, pikepdf.Object] = {}
        for picture in self._pictures.slots:
            made = pictures.get(picture.content)
            if made is None:
                made = pictures[picture.content] = pdf.make_indirect(image_object(pdf, picture.content))
            _add_resource(pages[place[picture.page]], picture.resource, made)
        moved: dict[str, pikepdf.Object] = {}
        for slot in self.annexes.slots:
            _add_resource(pages[place[slot.page]], slot.resource, self.holder.object_in(pdf, slot.key, moved))


def _add_resource(page: pikepdf.Page, name: str, made: pikepdf.Object) -> None:
    """Let a page draw an object under a name of its own."""
    resources = page.obj.Resources
    if "/XObject" not in resources:
        resources.XObject = Dictionary()
    resources.XObject[Name("/" + name)] = made
