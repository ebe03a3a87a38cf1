"""Setting the blocks of a document in order: which setter a block goes to, and what must stay with what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from portfolio_app.documents.blocks import (
    Block,
    Bullets,
    Callout,
    ChartBlock,
    Entry,
    FieldList,
    Heading,
    KeyFigures,
    Meter,
    PageBreak,
    Paragraph,
    Picture,
    SignatureBlock,
    Table,
)
from portfolio_app.documents.pdf import design, running_text, tables, tiles
from portfolio_app.documents.pdf.charting import chart_height, set_chart
from portfolio_app.documents.pdf.flow import Flow
from portfolio_app.documents.pdf.headings import form_of, heading_height, set_heading
from portfolio_app.documents.pdf.pictures import Pictures

_DEEPEST_HEADING: Final = 6


@dataclass(frozen=True, slots=True)
class SetHeading:
    """A heading as it was set: its anchor and the label of its page."""

    heading: Heading
    anchor: str
    label: str


class Composition:
    """Sets the body of one document; `headings` are collected for contents and bookmarks."""

    def __init__(self, flow: Flow, pictures: Pictures, *, chapters: bool, first_level: int) -> None:
        self._flow = flow
        self._pictures = pictures
        self._chapters = chapters
        self._shift = first_level - 1
        self._depth = self._shift
        self._setters = _setters(flow, pictures, self)
        self._measures = _measures(flow, pictures)
        self.headings: list[SetHeading] = []

    def set_body(self, body: Sequence[Block], step: Callable[[int], None]) -> None:
        """Set all blocks; `step` is told the number of each before it is set."""
        for number, block in enumerate(body):
            step(number)
            if isinstance(block, Heading):
                self.set_heading(block, body[number + 1 : number + 4])
            else:
                self.set_block(block)

    def set_block(self, block: Block) -> None:
        """Set one block that is no heading with something to keep to it."""
        self._setters[type(block)](block)

    def turn_page(self) -> None:
        """Begin a new page, unless the page at hand is one."""
        if not self._flow.fresh:
            self._flow.turn()

    def set_heading(self, heading: Heading, following: Sequence[Block]) -> None:
        """Set a heading on a page that has room for the beginning of what follows it."""
        flow = self._flow
        form = form_of(heading.level, chapters=self._chapters)
        if form.chapter:
            self.turn_page()
            flow.bare = True
            flow.section = heading.text
        else:
            flow.need(heading_height(flow, heading, form) + self._least_after(following))
        # A level is never skipped in the structure, whatever the blocks say.
        depth = min(heading.level + self._shift, self._depth + 1, _DEEPEST_HEADING)
        self._depth = depth
        if heading.level == 1:
            flow.section = heading.text
        anchor = heading.anchor or f"heading-{len(self.headings)}"
        set_heading(flow, replace(heading, anchor=anchor), form, f"H{depth}")
        self.headings.append(SetHeading(heading, anchor, flow.label))

    def _least_after(self, following: Sequence[Block]) -> float:
        """Return the height that must follow a heading on its page."""
        if not following:
            return 0.0
        first, rest = following[0], following[1:]
        if isinstance(first, Heading):
            form = form_of(first.level, chapters=self._chapters)
            return heading_height(self._flow, first, form) + self._least_after(rest)
        return min(self._least(first), (design.TOP - design.BOTTOM) / 2)

    def _least(self, block: Block) -> float:
        """Return the height that a block needs at least where it begins."""
        measured = self._measures.get(type(block))
        return 2 * design.BODY.leading if measured is None else measured(block)


def _setters(flow: Flow, pictures: Pictures, composition: Composition) -> dict[type, Callable[[Any], None]]:
    """Return what sets each kind of block."""
    return {
        Bullets: lambda block: running_text.set_bullets(flow, block, design.MAIN, design.MAIN_WIDTH),
        Callout: lambda block: tiles.set_callout(flow, block),
        ChartBlock: lambda block: set_chart(flow, block),
        Entry: lambda block: running_text.set_entry(flow, block, composition.set_block),
        FieldList: lambda block: running_text.set_fields(flow, block),
        Heading: lambda block: composition.set_heading(block, ()),
        KeyFigures: lambda block: tiles.set_key_figures(flow, block),
        Meter: lambda block: tiles.set_meter(flow, block),
        PageBreak: lambda _: composition.turn_page(),
        Paragraph: lambda block: running_text.set_paragraph(flow, block, design.MAIN, design.MAIN_WIDTH),
        Picture: lambda block: pictures.set_block(flow, block),
        SignatureBlock: lambda block: running_text.set_signature(flow, block),
        Table: lambda block: tables.set_table(flow, block),
    }


def _measures(flow: Flow, pictures: Pictures) -> dict[type, Callable[[Any], float]]:
    """Return what measures how much of a block must stand with the heading before it; two lines where none does."""
    return {
        Callout: lambda block: tiles.callout_height(flow, block),
        ChartBlock: lambda block: chart_height(flow, block),
        Entry: lambda block: running_text.entry_height(flow, block) + 2 * design.BODY.leading,
        FieldList: lambda block: min(len(block.items), 3) * (design.BODY.leading + 3),
        KeyFigures: lambda block: tiles.key_figures_height(flow, block),
        Meter: lambda block: tiles.meter_height(flow, block),
        PageBreak: lambda _: 0.0,
        Paragraph: lambda block: 2 * running_text.paragraph_style(block).leading,
        Picture: lambda block: pictures.ratio(block) * block.width,
        SignatureBlock: lambda _: running_text.SIGNATURE_HEIGHT,
        Table: lambda block: tables.table_start_height(flow, block),
    }
