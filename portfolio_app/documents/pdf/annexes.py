"""Setting of evidence as pages behind the text, each under a strip that says what it is and leads back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import Text
from portfolio_app.documents.blocks import Annex, Column, Heading, Paragraph, Row, Run, Table, plain
from portfolio_app.documents.pdf import design
from portfolio_app.documents.pdf.attaching import AttachedFiles, StoredFile
from portfolio_app.documents.pdf.flow import Flow, Part, bolder, coloured
from portfolio_app.documents.pdf.holder import Holder, Sheet
from portfolio_app.documents.pdf.placing import EDGE, place_of
from portfolio_app.documents.pdf.result import PdfProblem
from portfolio_app.documents.pdf.running_text import foreign
from portfolio_app.documents.pdf.structure import figure_attributes
from portfolio_app.documents.pdf.words import (
    ANNEX_ALTERNATIVE,
    ANNEX_BACK,
    ANNEX_LABEL,
    ANNEX_RECORD,
    ANNEX_REPLACED,
    ANNEX_TITLE,
    ANNEXES,
    ANNEXES_LEAD,
    ANNEXES_SUMMARY,
)
from portfolio_app.domain.evidence_files import FILE_ENDINGS

ANNEXES_ANCHOR: Final = "vakdossier:annexes"

_STRIP_LABEL: Final = coloured(bolder(design.TABLE_TEXT), design.ACCENT)
_STRIP_TITLE: Final = design.TABLE_TEXT
_STRIP_BACK: Final = coloured(design.TABLE_TEXT, design.ACCENT)


@dataclass(frozen=True, slots=True)
class PlacedAnnex:
    """The pages of an annex, in order of creation from 0."""

    annex: Annex
    first: int
    pages: int


def overview(annexes: Sequence[Annex], flow: Flow) -> tuple[Heading | Paragraph | Table, ...]:
    """Return the chapter that lists the annexes."""

    def say(text: Text) -> str:
        return text.say(flow.language)

    rows = tuple(
        Row(
            (
                (Run(annex.label, target=annex.anchor),),
                plain(annex.title, annex.language),
                (Run(annex.back_text, target=annex.back),)
                if annex.back and annex.back_text
                else plain(annex.back_text),
            )
        )
        for annex in annexes
    )
    columns = (Column(say(ANNEX_LABEL), 1), Column(say(ANNEX_TITLE), 5), Column(say(ANNEX_RECORD), 4))
    return (
        Heading(1, say(ANNEXES), ANNEXES_ANCHOR),
        Paragraph(plain(say(ANNEXES_LEAD))),
        Table(columns, rows, say(ANNEXES_SUMMARY), row_header=0),
    )


class AnnexSetter:
    """Sets all annexes of one document and keeps what the file needs for them.

    Args:
        flow: sets the pages.
        holder: puts the evidence into the file.
        files: what travels inside the document.
        running_head: stands at the foot of every page.
        tag: the structure element of an annex's title.
    """

    def __init__(self, flow: Flow, holder: Holder, files: AttachedFiles, running_head: str, tag: str) -> None:
        self._flow = flow
        self._holder = holder
        self._files = files
        self._running_head = running_head
        self._tag = tag
        self._begun = False
        self._drawn = 0
        self.placed: list[PlacedAnnex] = []
        self.problems: list[PdfProblem] = []

    def set(self, annexes: Sequence[Annex], step: Callable[[int], None]) -> None:
        """Set all annexes; `step` is told the number of each before it is set."""
        for number, annex in enumerate(annexes):
            step(number)
            first = self._flow.page + 1
            with self._flow.tree.element("Sect"):
                self._set_annex(annex)
            self.placed.append(PlacedAnnex(annex, first, self._flow.page + 1 - first))

    def _set_annex(self, annex: Annex) -> None:
        try:
            exhibit = self._holder.take(annex)
        except VakdossierError as error:
            self.problems.append(PdfProblem(annex.label, annex.file_name, error.message))
            self._set_replacement(annex, error)
            return
        total = len(exhibit.sheets)
        for number, sheet in enumerate(exhibit.sheets, 1):
            self._set_sheet(annex, sheet, number, total)
        if exhibit.original is not None:
            self._attach(annex, exhibit.original)

    def _attach(self, annex: Annex, original: StoredFile) -> None:
        # Named by its label: the name that the file had may tell of a client.
        name = f"{annex.label}{FILE_ENDINGS[annex.media][0]}"
        self._files.attach(name, original, f"{annex.label} {annex.title}", "Source")

    def _next_page(self, annex: Annex, number: int, total: int) -> None:
        flow = self._flow
        if self._begun:
            flow.turn()
        else:
            flow.begin_part(Part.ANNEX)
            self._begun = True
        flow.sheet_label = annex.label if total == 1 else f"{annex.label}/{number}"

    def _set_sheet(self, annex: Annex, sheet: Sheet, number: int, total: int) -> None:
        flow = self._flow
        self._next_page(annex, number, total)
        wide, high, left, bottom, width, height = place_of(sheet.width, sheet.height)
        flow.sheets.set_size(wide, high)
        self._set_strip(annex, wide, high, first=number == 1)
        alternative = ANNEX_ALTERNATIVE.fill(label=annex.label, title=annex.title, page=number, pages=total)
        attributes = figure_attributes(alternative.say(flow.language), (left, bottom, left + width, bottom + height))
        resource = f"Evidence{self._drawn}"
        self._drawn += 1
        with flow.tree.element("Figure", attributes), flow.content():
            flow.draw(f"q {sheet.matrix(left, bottom, width, height)} cm /{resource} Do Q")
        with flow.artifact():
            flow.draw(f"{design.RULE.stroke} 0.4 w {left:.2f} {bottom:.2f} {width:.2f} {height:.2f} re S")
        flow.sheets.use(resource, sheet.number)

    def _set_replacement(self, annex: Annex, error: VakdossierError) -> None:
        flow = self._flow
        self._next_page(annex, 1, 1)
        self._set_strip(annex, design.PAGE_WIDTH, design.PAGE_HEIGHT, first=True)
        flow.start_at(design.PAGE_HEIGHT - 200)
        with flow.artifact():
            flow.box(design.MAIN, flow.y + 12, 28, 3, design.ATTENTION)
        style = coloured(design.SECTION, design.ATTENTION)
        flow.set_text(ANNEX_REPLACED.say(flow.language), style, design.MAIN, design.MAIN_WIDTH)
        flow.y -= 8
        flow.set_text(error.say(flow.language), design.BODY, design.MAIN, design.MAIN_WIDTH)

    def _set_strip(self, annex: Annex, wide: float, high: float, *, first: bool) -> None:
        """Draw label, title and the way back above the evidence; on later sheets it is a running head."""
        flow = self._flow
        baseline = high - 34
        back = ANNEX_BACK.fill(record=annex.back_text).say(flow.language) if annex.back and annex.back_text else ""
        back = _fitted(flow, back, (wide - 2 * EDGE) * 0.4)
        label_width = flow.width(annex.label, _STRIP_LABEL) + 10
        back_width = flow.width(back, _STRIP_BACK)
        title = _fitted(flow, annex.title, wide - 2 * EDGE - label_width - back_width - 16)

        def draw_title() -> None:
            flow.show(EDGE, baseline, annex.label, _STRIP_LABEL)
            if title:
                flow.show(EDGE + label_width, baseline, title, _STRIP_TITLE)

        if first:
            flow.y = high
            flow.anchor(annex.anchor)
            with flow.tree.element(self._tag, foreign(flow, annex.language)), flow.content():
                draw_title()
            if back:
                self._set_back(annex, back, wide - EDGE - back_width, baseline, back_width)
        else:
            with flow.artifact(furniture=True):
                draw_title()
        with flow.artifact(furniture=True):
            flow.rule(EDGE, baseline - 9, wide - 2 * EDGE)
            flow.show(EDGE, 26, _fitted(flow, self._running_head, wide - 2 * EDGE - 80), design.RUNNING)
            flow.show_right(wide - EDGE, 26, flow.sheet_label, design.RUNNING)

    def _set_back(self, annex: Annex, back: str, left: float, baseline: float, width: float) -> None:
        flow = self._flow
        with flow.tree.element("P"), flow.tree.element("Link") as link:
            with flow.content():
                flow.show(left, baseline, back, _STRIP_BACK)
            flow.link(link, (left, baseline - 3, left + width, baseline + 9), annex.back, back)


def _fitted(flow: Flow, text: str, width: float) -> str:
    return flow.fitted(text, design.TABLE_TEXT, width)
