"""From blocks to Word: every block with Word's own means, so that headings, lists and tables stay what they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any, Final

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_BREAK, WD_PARAGRAPH_ALIGNMENT
from docx.shared import Emu, Length, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from portfolio_app.common.text import Language, Text
from portfolio_app.documents.blocks import (
    Align,
    Block,
    Bullets,
    Callout,
    ChartBlock,
    Column,
    Cover,
    Document,
    Entry,
    FieldList,
    Heading,
    Inline,
    KeyFigures,
    Meter,
    PageBreak,
    Paragraph,
    Picture,
    Row,
    SignatureBlock,
    Table,
    Tone,
    plain,
)
from portfolio_app.documents.docx import inside, look
from portfolio_app.documents.docx.chart_tables import table_of

_SIGNS: Final = {Tone.NEUTRAL: "", Tone.GOOD: "✓ ", Tone.ATTENTION: "! "}
_COLOURS: Final = {Tone.NEUTRAL: look.ACCENT, Tone.GOOD: look.GOOD, Tone.ATTENTION: look.ATTENTION}
_RULE: Final = "C9D0D4"
_TINT: Final = "F1F4F5"

_OF: Final = Text("{counted} van {required}", "{counted} of {required}")
_CONTENTS: Final = Text("Inhoud", "Contents")
_PLACE: Final = Text("Plaats en datum", "Place and date")
_SIGNATURE: Final = Text("Handtekening", "Signature")
_ANNEXES: Final = Text("Bijlagen", "Annexes")
_ANNEX_COLUMNS: Final = (Text("Nr.", "No."), Text("Bewijsstuk", "Evidence"), Text("Hoort bij", "Belongs to"))
_DEEPEST: Final = 3


class DocxWriter:
    """Writes one document once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._word = docx.Document()
        self._bookmarks = inside.Bookmarks(_anchors(document.body))
        self._setters: dict[type, Callable[[Any, Length], None]] = {
            Heading: self._heading,
            Paragraph: self._paragraph,
            Bullets: self._bullets,
            FieldList: self._fields,
            Table: self._table,
            Entry: self._entry,
            KeyFigures: self._key_figures,
            Meter: self._meter,
            Callout: self._callout,
            ChartBlock: self._chart,
            Picture: self._picture,
            SignatureBlock: self._signature,
            PageBreak: self._page_break,
        }

    def write(self) -> bytes:
        """Return the file."""
        document = self._document
        look.dress(self._word, document)
        if document.cover is not None:
            self._cover(document.cover)
        else:
            self._title()
        if document.contents:
            self._contents()
        for block in document.body:
            self._set(block, look.MARGIN_COLUMN)
        if document.annexes and not document.lists_annexes:
            self._annexes()
        return inside.packed(self._word)

    def _say(self, text: Text) -> str:
        return text.say(self._document.language)

    def _set(self, block: Block, indent: Length) -> None:
        self._setters[type(block)](block, indent)

    # Text

    def _new(self, style: str = "Normal", indent: Length | None = None) -> WordParagraph:
        paragraph = self._word.add_paragraph(style=style)
        if indent is not None:
            paragraph.paragraph_format.left_indent = indent
        return paragraph

    def _write(
        self,
        paragraph: WordParagraph,
        content: Inline,
        *,
        size: float | None = None,
        colour: RGBColor | None = None,
        bold: bool = False,
        language: Language | None = None,
    ) -> None:
        """Put inline content at the end of a paragraph."""
        for piece in content:
            run = paragraph.add_run(inside.legal(piece.text))
            run.bold = True if piece.bold or bold else None
            run.italic = True if piece.italic else None
            if size is not None:
                run.font.size = Pt(size)
            shade = look.QUIET if piece.quiet else colour
            if shade is not None:
                run.font.color.rgb = shade
            spoken = piece.language or language
            if spoken is not None and spoken != self._document.language:
                inside.in_language(run, look.locale_of(spoken))
            bookmark = self._bookmarks.name(piece.target) if piece.target else None
            if bookmark:
                run.font.color.rgb = look.ACCENT
                inside.linked(paragraph, run, bookmark)

    def _heading(self, block: Heading, _indent: Length) -> None:
        level = min(max(block.level, 1), _DEEPEST)
        paragraph = self._new(f"Heading {level}")
        self._write(paragraph, plain(block.text, block.language))
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.page_break_before = level == 1 and self._document.contents
        if level == 2:
            inside.border(paragraph, "top", _RULE, 4, 4)
        self._bookmarks.place(paragraph, block.anchor)

    def _paragraph(self, block: Paragraph, indent: Length) -> None:
        paragraph = self._new(indent=indent)
        size = 12.5 if block.lead else 9.5 if block.quiet else None
        colour = look.QUIET if block.quiet else None
        self._write(paragraph, block.content, size=size, colour=colour, language=block.language)

    def _bullets(self, block: Bullets, indent: Length) -> None:
        for item in block.items:
            paragraph = self._new("List Bullet")
            paragraph.paragraph_format.left_indent = Emu(indent + Pt(12))
            paragraph.paragraph_format.first_line_indent = Pt(-12)
            self._write(paragraph, item)

    def _labelled(self, label: str, indent: Length) -> WordParagraph:
        """Return a paragraph with a label in the margin column, to be gone on with in the main column."""
        paragraph = self._new(indent=indent)
        paragraph.paragraph_format.first_line_indent = Emu(-indent)
        paragraph.paragraph_format.tab_stops.add_tab_stop(indent)
        run = paragraph.add_run(inside.legal(label) + "\t")
        run.font.size, run.font.color.rgb = Pt(9), look.QUIET
        return paragraph

    def _fields(self, block: FieldList, indent: Length) -> None:
        for label, value in block.items:
            self._write(self._labelled(label, indent), value)

    def _entry(self, block: Entry, indent: Length) -> None:
        body = block.body
        head = self._labelled(block.margin, indent)
        head.paragraph_format.space_before = Pt(4)
        if block.title:
            self._write(head, plain(block.title, block.language), bold=True)
            head.paragraph_format.space_after = Pt(0) if block.subtitle else Pt(2)
        elif body and isinstance(first := body[0], Paragraph):
            quiet = look.QUIET if first.quiet else None
            self._write(head, first.content, colour=quiet, language=first.language)
            body = body[1:]
        self._bookmarks.place(head, block.anchor)
        if block.subtitle:
            head.paragraph_format.keep_with_next = True
            below = self._new(indent=indent)
            self._write(below, plain(block.subtitle), size=9.5, colour=look.QUIET)
        for part in body:
            self._set(part, indent)

    def _callout(self, block: Callout, indent: Length) -> None:
        colour = _COLOURS[block.tone]
        paragraph = self._new(indent=indent)
        inside.border(paragraph, "left", str(colour), 18)
        inside.shade(paragraph, _TINT)
        if _SIGNS[block.tone]:
            self._write(paragraph, plain(_SIGNS[block.tone]), bold=True, colour=colour)
        self._write(paragraph, block.content)

    def _meter(self, block: Meter, indent: Length) -> None:
        colour = _COLOURS[block.tone]
        paragraph = self._labelled("", indent)
        paragraph.runs[0].text = ""
        self._write(paragraph, plain(f"{_SIGNS[block.tone]}{block.verdict}\t"), size=9, colour=colour, bold=True)
        self._write(paragraph, plain(block.label), bold=True)
        amounts = self._say(_OF.fill(counted=block.counted, required=block.required))
        self._write(paragraph, plain(f" – {amounts}"))
        if block.note:
            self._write(self._new(indent=indent), plain(block.note), size=9.5, colour=look.QUIET)

    def _page_break(self, _block: PageBreak, _indent: Length) -> None:
        self._new().add_run().add_break(WD_BREAK.PAGE)

    # Tables

    def _table(self, block: Table, _indent: Length) -> None:
        self._grid(block.columns, block.rows)

    def _grid(self, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        table = self._word.add_table(rows=1 + len(rows), cols=len(columns))
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        total = sum(column.weight for column in columns)
        widths = [Emu(int(look.TEXT_WIDTH * column.weight / total)) for column in columns]
        # The library walks the whole table for every cell asked for by place; rows that are listed once cost nothing.
        word_rows = list(table.rows)
        header = word_rows[0]
        inside.repeat_as_header(header)
        for cell, column, width in zip(header.cells, columns, widths, strict=True):
            self._cell(cell, plain(column.header), width, column.align, colour=look.QUIET, bold=True)
            inside.line_below(cell, str(look.INK), 6)
        for word_row, row in zip(word_rows[1:], rows, strict=True):
            inside.keep_whole(word_row)
            for place, (cell, content) in enumerate(zip(word_row.cells, row.cells, strict=True)):
                self._cell(cell, content, widths[place], columns[place].align, bold=row.strong)
                inside.line_below(cell, _RULE, 4)
            if row.anchor:
                self._bookmarks.place(word_row.cells[0].paragraphs[0], row.anchor)
        self._new().paragraph_format.space_after = Pt(0)

    def _cell(
        self,
        cell: _Cell,
        content: Inline,
        width: Length,
        align: Align,
        *,
        colour: RGBColor | None = None,
        bold: bool = False,
    ) -> None:
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(2)
        if align is not Align.LEFT:
            right = align is Align.RIGHT
            paragraph.alignment = WD_PARAGRAPH_ALIGNMENT.RIGHT if right else WD_PARAGRAPH_ALIGNMENT.CENTER
        self._write(paragraph, content, size=9.5, colour=colour, bold=bold)

    def _key_figures(self, block: KeyFigures, _indent: Length) -> None:
        table = self._word.add_table(rows=1, cols=max(len(block.figures), 1))
        for cell, figure in zip(table.rows[0].cells, block.figures, strict=False):
            colour = _COLOURS[figure.tone]
            value = cell.paragraphs[0]
            value.paragraph_format.space_after = Pt(0)
            self._write(value, plain(figure.value), size=20, colour=colour, bold=True)
            self._write(cell.add_paragraph(), plain(_SIGNS[figure.tone] + figure.label), size=9, colour=look.QUIET)
        self._new().paragraph_format.space_after = Pt(0)

    def _chart(self, block: ChartBlock, indent: Length) -> None:
        table = table_of(block.chart, block.alternative, self._document.language)
        self._table(table, indent)
        if block.caption:
            self._write(self._new(indent=indent), plain(block.caption), size=9, colour=look.QUIET)

    # Pictures and the rest

    def _picture(self, block: Picture, indent: Length) -> None:
        self._place_picture(self._new(indent=indent), block)

    def _place_picture(self, paragraph: WordParagraph, block: Picture, *, beside: bool = False) -> None:
        run = paragraph.add_run()
        shape = run.add_picture(BytesIO(block.content), width=Pt(block.width))
        described = shape._inline.docPr  # noqa: SLF001 - the library has no alternative texts
        described.set("descr", inside.legal(block.alternative))
        described.set("name", f"picture {described.id}")
        if beside:
            inside.beside_text(run)

    def _signature(self, block: SignatureBlock, indent: Length) -> None:
        where = ", ".join(part for part in (block.place, block.signed_on) if part)
        for label, filled in ((_PLACE, where), (_SIGNATURE, "")):
            paragraph = self._new(indent=indent)
            paragraph.paragraph_format.space_before = Pt(30)
            self._write(paragraph, plain(filled or "\u00a0"))
            inside.border(paragraph, "bottom", str(look.INK), 6, 2)
            self._write(self._new(indent=indent), plain(self._say(label)), size=9, colour=look.QUIET)
        self._write(self._new(indent=indent), plain(block.name), bold=True)
        self._write(self._new(indent=indent), plain(block.capacity), colour=look.QUIET)

    def _title(self) -> None:
        document = self._document
        paragraph = self._new("Title")
        if document.portrait is not None:
            self._place_picture(paragraph, document.portrait, beside=True)
        self._write(paragraph, plain(document.title))
        if document.subject:
            self._write(self._new("Subtitle"), plain(document.subject))

    def _cover(self, cover: Cover) -> None:
        kicker = self._new()
        kicker.paragraph_format.space_after = Pt(160)
        self._write(kicker, plain(cover.kicker), bold=True, colour=look.ACCENT)
        self._write(self._new("Title"), plain(cover.title))
        self._write(self._new("Subtitle"), plain(cover.subtitle))
        if cover.picture is not None:
            self._place_picture(self._new(), cover.picture)
        for label, value in cover.facts:
            self._write(self._labelled(label, look.MARGIN_COLUMN), plain(value))

    def _contents(self) -> None:
        title = self._new("Heading 1")
        title.paragraph_format.page_break_before = True
        self._write(title, plain(self._say(_CONTENTS)))
        for heading in self._document.body:
            if isinstance(heading, Heading) and heading.in_contents and heading.level < _DEEPEST:
                line = self._new(indent=Pt(0 if heading.level == 1 else 14))
                run = line.add_run(inside.legal(heading.text))
                run.bold = heading.level == 1
                bookmark = self._bookmarks.name(heading.anchor)
                if bookmark:
                    inside.linked(line, run, bookmark)

    def _annexes(self) -> None:
        self._heading(Heading(1, self._say(_ANNEXES), ""), Pt(0))
        columns = tuple(
            Column(self._say(label), weight) for label, weight in zip(_ANNEX_COLUMNS, (1, 5, 4), strict=True)
        )
        rows = [
            Row((plain(annex.label), plain(annex.title), plain(annex.back_text))) for annex in self._document.annexes
        ]
        self._grid(columns, rows)


def _anchors(body: Iterable[Block]) -> Iterator[str]:
    for block in body:
        if isinstance(block, Heading | Entry) and block.anchor:
            yield block.anchor
        if isinstance(block, Entry):
            yield from _anchors(block.body)
        elif isinstance(block, Table):
            yield from (row.anchor for row in block.rows if row.anchor)
