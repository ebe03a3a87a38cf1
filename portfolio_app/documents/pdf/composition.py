"""Setting the blocks of a document in order: which setter a block goes to, what must stay with what, what becomes a bookmark."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

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
        self.headings: list[SetHeading] = []

    def set_body(self, body: Sequence[Block], step: Callable[[int], None]) -> None:
        """Set all blocks; `step` is told the number of each before it is set."""
        for number, block in enumerate(body):
            step(number)
            if isinstance(block, Heading):
                self._set_heading(block, body[number + 1 : number + 4])
            else:
                self._set(block)

    def _set(self, block: Block) -> None:
        flow, x, width = self._flow, design.MAIN, design.MAIN_WIDTH
        match block:
            case Paragraph():
                running_text.set_paragraph(flow, block, x, width)
            case Bullets():
                running_text.set_bullets(flow, block, x, width)
            case FieldList():
                running_text.set_fields(flow, block)
            case Table():
                tables.set_table(flow, block)
            case Entry():
                running_text.set_entry(flow, block, self._set)
            case KeyFigures():
                tiles.set_key_figures(flow, block)
            case Meter():
                tiles.set_meter(flow, block)
            case Callout():
                tiles.set_callout(flow, block)
            case ChartBlock():
                set_chart(flow, block)
            case Picture():
                self._pictures.set_block(flow, block)
            case SignatureBlock():
                running_text.set_signature(flow, block)
            case PageBreak():
                if not flow.fresh:
                    flow.turn()
            case Heading():
                self._set_heading(block, ())

    def _set_heading(self, heading: Heading, following: Sequence[Block]) -> None:
        flow = self._flow
        opens_chapter = heading.level == 1 and self._chapters
        if opens_chapter:
            if not flow.fresh:
                flow.turn()
            flow.bare = True
            flow.section = heading.text
        else:
            flow.need(running_text.heading_height(flow, heading) + self._least_after(following))
        # A level is never skipped in the structure, whatever the blocks say.
        depth = min(heading.level + self._shift, self._depth + 1, _DEEPEST_HEADING)
        self._depth = depth
        if heading.level == 1:
            flow.section = heading.text
        anchor = heading.anchor or f"heading-{len(self.headings)}"
        running_text.set_heading(flow, Heading(heading.level, heading.text, anchor), f"H{depth}")
        self.headings.append(SetHeading(heading, anchor, flow.label))

    def _least_after(self, following: Sequence[Block]) -> float:
        """Return the height that must follow a heading on its page."""
        if not following:
            return 0.0
        first, rest = following[0], following[1:]
        if isinstance(first, Heading):
            return running_text.heading_height(self._flow, first) + self._least_after(rest)
        return min(self._least(first), (design.TOP - design.BOTTOM) / 2)

    def _least(self, block: Block) -> float:
        flow = self._flow
        match block:
            case Paragraph():
                return 2 * running_text.paragraph_style(block).leading
            case Table():
                return tables.table_start_height(flow, block)
            case Entry():
                return running_text.entry_height(flow, block) + 2 * design.BODY.leading
            case KeyFigures():
                return tiles.key_figures_height(flow, block)
            case Meter():
                return tiles.meter_height(flow, block)
            case Callout():
                return tiles.callout_height(flow, block)
            case ChartBlock():
                return chart_height(flow, block)
            case Picture():
                return self._pictures.ratio(block) * block.width
            case SignatureBlock():
                return running_text.SIGNATURE_HEIGHT
            case PageBreak():
                return 0.0
            case FieldList():
                return min(len(block.items), 3) * (design.BODY.leading + 3)
            case _:
                return 2 * design.BODY.leading
