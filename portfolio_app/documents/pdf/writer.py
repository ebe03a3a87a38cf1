"""The whole way from blocks to a file: check, set, bind, conform, save.

The text is set in one pass. Contents and cover are set last, when the page numbers are known, and moved to the front.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, BinaryIO, Final

from portfolio_app.common.atomic import write_atomically
from portfolio_app.common.text import Text
from portfolio_app.documents.blocks import Document
from portfolio_app.documents.pdf import design
from portfolio_app.documents.pdf.annexes import AnnexSetter, overview
from portfolio_app.documents.pdf.attaching import AttachedFiles, StoredFile
from portfolio_app.documents.pdf.checks import check_characters, check_links, check_tables
from portfolio_app.documents.pdf.composition import Composition
from portfolio_app.documents.pdf.conform import catalog, information
from portfolio_app.documents.pdf.faces import Faces, load_fonts
from portfolio_app.documents.pdf.flow import Flow, LinkAnnotation, Part
from portfolio_app.documents.pdf.front import ContentsEntry, set_contents, set_cover, set_title
from portfolio_app.documents.pdf.hashing import Hashing
from portfolio_app.documents.pdf.holder import Holder
from portfolio_app.documents.pdf.layout import OBJECTS_OF_LAYOUT, Layout, Trailer
from portfolio_app.documents.pdf.objects import LostMeanwhileError, Objects
from portfolio_app.documents.pdf.outline import Bookmark, write_outline
from portfolio_app.documents.pdf.output import Ending, Signing, drafted, signature_source, write_file
from portfolio_app.documents.pdf.parts import parts_of
from portfolio_app.documents.pdf.pictures import Pictures
from portfolio_app.documents.pdf.reportlab_inside import Sheets
from portfolio_app.documents.pdf.result import AnnexPages, PdfResult, WritingCancelledError
from portfolio_app.documents.pdf.scaling import Resolution
from portfolio_app.documents.pdf.sealing import draft_seal, marks_of_objects
from portfolio_app.documents.pdf.signing_field import form_source, with_value, write_field
from portfolio_app.documents.pdf.source import Entry, array, dictionary, rectangle, reference, referred, text_string
from portfolio_app.documents.pdf.spool import Spool
from portfolio_app.documents.verifying.names import SEAL_NAME
from portfolio_app.documents.verifying.seal import SEAL_DESCRIPTION, AnnexPlace, written

_WRITING: Final = Text("Het document opslaan", "Saving the document")
_DEEPEST_IN_CONTENTS: Final = 2


class Writer:
    """Writes one document once."""

    def __init__(
        self,
        document: Document,
        progress: Callable[[str, int, int], None] | None,
        cancelled: Callable[[], bool] | None,
        signing: Signing | None,
        *,
        name_missing_glyphs: bool,
    ) -> None:
        self._document = document
        self._signing = signing
        self._progress = progress
        self._cancelled = cancelled
        self._name_missing_glyphs = name_missing_glyphs

    def write(self, target: Path | BinaryIO) -> PdfResult:
        """Write the document; errors as `write_pdf` tells."""
        check_links(self._document)
        check_tables(self._document)
        if not isinstance(target, Path):
            return self._write(target, None, at_once=True)
        made: list[PdfResult] = []
        write_atomically(target, lambda file: made.append(self._write_into(file, target.parent)), _WRITING)
        return made[0]

    def _write_into(self, file: IO[bytes], folder: Path) -> PdfResult:
        try:
            return self._write(file, folder, at_once=False)
        except LostMeanwhileError:
            # Evidence got lost between the making of its page and the writing of it: its page is to say so.
            file.seek(0)
            file.truncate()
            return self._write(file, folder, at_once=True)

    def _write(self, file: IO[bytes], folder: Path | None, *, at_once: bool) -> PdfResult:
        """Set the document and write it.

        Args:
            file: where to.
            folder: where what does not stay in memory can wait; None to keep it there all the same.
            at_once: read every piece of evidence whole before its page is made.
        """
        document = self._document
        with _without_collecting(), Hashing() as written, Spool(folder) as spool:
            objects = Objects(spool)
            fonts = load_fonts()
            sheets = Sheets(objects, design.PAGE_WIDTH, design.PAGE_HEIGHT)
            faces = Faces(fonts, sheets.document)
            check_characters(document, faces.repertoire, name_missing=self._name_missing_glyphs)
            flow = Flow(sheets, faces, document.language, self._end_page)
            setting = _Setting(document, flow, self._step, at_once=at_once)
            setting.set()
            layout, ending = setting.bind(self._signing)
            # What goes to a path can still be stopped; a file of the caller's is written whole.
            step = (lambda: self._step("save", 0, 1)) if folder else (lambda: None)
            write_file(file, objects, layout, ending, written, step)
            size, digest = written.size, written.digest
        self._step("save", 1, 1)
        return PdfResult(len(flow.pages), size, digest, setting.annex_pages(), tuple(setting.annexes.problems))

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


class _Setting:
    """One document being set and bound into a file."""

    def __init__(self, document: Document, flow: Flow, step: Callable[[str, int, int], None], *, at_once: bool) -> None:
        self._document = document
        self._step = step
        self._pictures = Pictures()
        self._order: list[int] = []
        self._bookmarks: list[Bookmark] = []
        self._whole = bool(document.cover or document.contents)
        self._files = AttachedFiles(flow.sheets.objects, document.dated)
        resolution = None if document.scan_dpi is None else Resolution(document.scan_dpi)
        self._holder = Holder(flow.sheets.objects, self._files, at_once=at_once, resolution=resolution)
        self.flow = flow
        head = document.running_head or document.title
        self.annexes = AnnexSetter(flow, self._holder, self._files, head, "H2" if self._whole else "H3")

    def set(self) -> None:
        """Set all of it, and write the file as far as the document itself goes."""
        document, flow = self._document, self.flow
        composition = Composition(
            flow,
            self._pictures,
            chapters=document.contents,
            first_level=1 if self._whole else 2,
        )
        if not self._whole:
            set_title(flow, document, self._pictures)
        for each in document.attachments:
            self._files.attach(each.name, self._files.store(each.media_type, each.content), each.description, "Data")
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
        self._bookmarks = [Bookmark(level, words, self._destination(anchor)) for level, words, anchor in bookmarks]
        self._step("save", 0, 1)

    def _set_annexes(self, composition: Composition) -> None:
        annexes = self._document.annexes
        if not annexes:
            return
        total = len(annexes)
        if not self._document.lists_annexes:
            composition.set_body(overview(annexes, self.flow), lambda _: None)
        self.annexes.set(annexes, lambda number: self._step("annexes", number, total))
        self._step("annexes", total, total)

    def _set_front(self, entries: Sequence[ContentsEntry]) -> None:
        document, flow = self._document, self.flow
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

    def bind(self, signing: Signing | None) -> tuple[Layout, Ending]:
        """Make all that holds the document together; return where everything goes."""
        document, flow = self._document, self.flow
        objects, sheets = flow.sheets.objects, flow.sheets
        seal = objects.new_number() if document.sealed else 0
        if seal:
            self._files.attach(SEAL_NAME, StoredFile(reference(seal)), SEAL_DESCRIPTION.say(document.language), "Data")
        self._order = sorted(
            range(len(flow.pages)), key=lambda number: (flow.pages[number].part is not Part.FRONT, number)
        )
        catalog, facts = self._catalog(), information(objects, document)
        parent = sheets.finish(self._order)
        pages = [sheets.pages[number] for number in self._order]
        marks = None
        if seal:
            marks = marks_of_objects(objects, pages, catalog, facts, self._files.named, self._holder.digests)
        root = objects.new_number()
        objects.put(root, dictionary([*catalog, (b"Type", b"/Catalog"), (b"Pages", parent)]))
        signed = self._sign(signing) if signing is not None else None
        last = [number for number in (signed[0] if signed else 0, seal) if number]
        numbers = [page.place.number for page in pages]
        parts = parts_of(objects, root, dict(catalog), numbers, parent=referred(parent)[0], last=last)
        draft = None
        if marks is not None:
            labels = [flow.pages[number].label for number in self._order]
            annexes = [AnnexPlace(each.label, each.first_page, each.pages) for each in self.annex_pages()]
            marks = replace(marks, objects=objects.last + OBJECTS_OF_LAYOUT + 1)
            draft = drafted(draft_seal(marks, labels, annexes, document.attachments), signed=signed is not None)
            self._files.put_open(seal, "application/json", written(draft))
        trailer = Trailer(root, referred(facts)[0], objects.identity()[:16])
        return Layout(objects, parts, trailer), Ending((seal, draft) if draft is not None else None, signed)

    def _catalog(self) -> list[Entry]:
        document, flow = self._document, self.flow
        objects = flow.sheets.objects
        references = [page.reference for page in flow.pages]
        root = flow.tree.write(references, objects.reserve)
        for link in flow.links:
            self._fill_link(link, len(references))
        entries = [
            *catalog(objects, document),
            (b"StructTreeRoot", root.reference),
            (b"MarkInfo", b"<< /Marked true >>"),
            (b"PageLabels", objects.add(self._page_labels())),
        ]
        if flow.fields:
            for number, field in enumerate(flow.fields, 1):
                write_field(f"Signature{number}", field, references[field.page], len(references), objects)
            entries.append((b"AcroForm", form_source(flow.fields)))
        if self._bookmarks:
            # A viewer opens with the bookmarks beside the page.
            outlines = write_outline(self._bookmarks, objects.reserve).reference
            entries += [(b"Outlines", outlines), (b"PageMode", b"/UseOutlines")]
        return [*entries, *self._files.catalog()]

    def _sign(self, signing: Signing) -> tuple[int, Signing]:
        """Put an object for the signature into the first field for one.

        Raises:
            ValueError: there is no such field.
        """
        if not self.flow.fields:
            raise ValueError("no empty field for a signature")
        objects = self.flow.sheets.objects
        number, field = objects.new_number(), self.flow.fields[0].place.number
        objects.put(number, signature_source(signing))
        objects.amend(field, with_value(objects.source(field), reference(number)))
        return number, signing

    def _destination(self, anchor: str) -> bytes:
        where = self.flow.destinations[anchor]
        return b"[ %s /XYZ null %.1f null ]" % (self.flow.pages[where.page].reference, where.top)

    def _fill_link(self, link: LinkAnnotation, pages: int) -> None:
        link.place.fill(
            b"<< /Border [ 0 0 0 ] /Contents %s /Dest %s /F 4 /Rect %s /StructParent %d /Subtype /Link /Type /Annot >>"
            % (text_string(link.description), self._destination(link.target), rectangle(*link.box), pages + link.index)
        )

    def _page_labels(self) -> bytes:
        styles = {Part.FRONT: b"<< /S /r >>", Part.BODY: b"<< /S /D >>"}
        ranges, current = [], None
        for position, number in enumerate(self._order):
            page = self.flow.pages[number]
            if page.part is Part.ANNEX:
                ranges.append(b"%d << /P %s >>" % (position, text_string(page.label)))
            elif page.part is not current:
                ranges.append(b"%d %s" % (position, styles[page.part]))
            current = page.part
        return b"<< /Nums %s >>" % array(ranges)

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
