"""Setting of paragraphs, lists, field lists, entries and signature blocks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from portfolio_app.common.text import Language
from portfolio_app.documents.blocks import Block, Bullets, Entry, FieldList, Inline, Paragraph, Run, SignatureBlock
from portfolio_app.documents.pdf import design
from portfolio_app.documents.pdf.design import Style
from portfolio_app.documents.pdf.flow import Flow, FlowRun, SetText, bolder, coloured, slanted
from portfolio_app.documents.pdf.signing_field import set_digital_signature
from portfolio_app.documents.pdf.structure import UNNUMBERED, UNORDERED, Attributes, language_attribute
from portfolio_app.documents.pdf.words import PLACE_AND_DATE, SIGNATURE

_AFTER_PARAGRAPH: Final = 7.0
_BULLET_INDENT: Final = 12.0
_ABOVE_BODY: Final = 2.0
_KEPT_WHOLE: Final = 10 * design.BODY.leading
"""An entry of at most this height is not divided over two pages: its last lines would stand there without its title."""
_SIGNING_ROOM: Final = 56.0
SIGNATURE_HEIGHT: Final = _SIGNING_ROOM + design.BODY.leading * 4 + 20


class Spoken(NamedTuple):
    """The languages of inline content: of the element that holds it, and of the runs that name none."""

    element: Language
    unnamed: Language

    @classmethod
    def of(cls, content: Inline, unnamed: Language) -> Spoken:
        """Return the languages of content; marks and numbers are of any language."""
        if not any(run.language for run in content):
            return cls(unnamed, unnamed)
        spoken = {run.language or unnamed for run in content if any(char.isalpha() for char in run.text)}
        return cls(spoken.pop() if len(spoken) == 1 else unnamed, unnamed)

    def attribute(self, flow: Flow) -> Attributes:
        """Return the attribute of the element."""
        return language_attribute(self.element if self.element != flow.language else None)

    def of_run(self, run: Run) -> Language | None:
        """Return the language of a run where it is not that of the element."""
        language = run.language or self.unnamed
        return language if language != self.element and any(char.isalpha() for char in run.text) else None


def styled(content: Inline, style: Style, spoken: Spoken) -> list[FlowRun]:
    """Return inline content as runs with their style."""
    runs = []
    for run in content:
        own = bolder(style) if run.bold else style
        own = slanted(own) if run.italic else own
        own = coloured(own, design.QUIET) if run.quiet else own
        own = coloured(own, design.ACCENT) if run.target else own
        runs.append(FlowRun(run.text, own, run.target, spoken.of_run(run)))
    return runs


def foreign(flow: Flow, language: Language | None) -> Attributes:
    """Return the attribute of an element in `language`; none where that is the document's or not named."""
    return language_attribute(language if language != flow.language else None)


def simple(content: Inline) -> str | None:
    """Return the text of content that is a single unmarked run, else None."""
    if not content:
        return ""
    first = content[0]
    if len(content) == 1 and not (first.bold or first.italic or first.quiet or first.target):
        return first.text
    return None


def prepare_inline(flow: Flow, content: Inline, style: Style, width: float, spoken: Spoken) -> SetText:
    """Return inline content broken into lines."""
    return flow.prepare(styled(content, style, spoken) or [FlowRun("", style)], width)


def set_paragraph(flow: Flow, block: Paragraph, x: float, width: float) -> None:
    """Set a paragraph; one without words leaves only its white space."""
    style, content = paragraph_style(block), block.content
    spoken = Spoken.of(content, block.language or flow.language)
    text = simple(content)
    if text is not None:
        if text.strip():
            flow.set_text(text, style, x, width, "P", spoken.attribute(flow))
    elif any(run.text.strip() for run in content):
        with flow.tree.element("P", spoken.attribute(flow)):
            flow.set_prepared(prepare_inline(flow, content, style, width, spoken), x)
    flow.y -= _below(block)


def _below(block: Paragraph) -> float:
    """Return the white space below a paragraph."""
    return _AFTER_PARAGRAPH + (4 if block.lead else 0)


def paragraph_style(block: Paragraph) -> Style:
    """Return how a paragraph is set."""
    return design.LEAD if block.lead else design.BODY_QUIET if block.quiet else design.BODY


def set_bullets(flow: Flow, block: Bullets, x: float, width: float) -> None:
    """Set an unordered list."""
    if not block.items:
        return
    style = design.BODY
    with flow.tree.element("L", UNORDERED):
        for item in block.items:
            spoken = Spoken.of(item, flow.language)
            text = prepare_inline(flow, item, style, width - _BULLET_INDENT, spoken)
            flow.need(min(len(text.lines), 2) * style.leading)
            with flow.tree.element("LI"):
                with flow.tree.element("Lbl"), flow.content():
                    flow.show(x, flow.y - style.baseline, "•", coloured(style, design.ACCENT))
                with flow.tree.element("LBody", spoken.attribute(flow)):
                    flow.set_prepared(text, x + _BULLET_INDENT)
            flow.y -= 2
    flow.y -= _AFTER_PARAGRAPH - 2


def set_fields(flow: Flow, block: FieldList) -> None:
    """Set labels in the margin column with their values in the main column."""
    if not block.items:
        return
    style, label_style = design.BODY, design.MARGIN_LABEL
    with flow.tree.element("L", UNNUMBERED):
        for label, value in block.items:
            label_lines = flow.lines(label, label_style, design.MARGIN_COLUMN)
            spoken = Spoken.of(value, flow.language)
            text = prepare_inline(flow, value, style, design.MAIN_WIDTH, spoken)
            flow.need(max(len(label_lines), min(len(text.lines), 2)) * style.leading)
            with flow.tree.element("LI"):
                top, page = flow.y, flow.page
                with flow.tree.element("Lbl"), flow.content():
                    flow.show_lines(design.LEFT, top - _align(label_style, style), label_lines, label_style)
                with flow.tree.element("LBody", spoken.attribute(flow)):
                    flow.set_prepared(text, design.MAIN)
                if flow.page == page:
                    flow.y = min(flow.y, top - len(label_lines) * label_style.leading)
            flow.y -= 3
    flow.y -= _AFTER_PARAGRAPH


def _align(small: Style, beside: Style) -> float:
    """Return how far a smaller text must sink to share the baseline of the one beside it."""
    return beside.baseline - small.baseline


def entry_height(flow: Flow, entry: Entry) -> float:
    """Return the height of the head of an entry, which stays together."""

    def height(text: str, style: Style, width: float) -> float:
        return len(flow.lines(text, style, width)) * style.leading if text.strip() else 0.0

    titles = height(entry.title, design.ENTRY_TITLE, design.MAIN_WIDTH)
    subtitle = height(entry.subtitle, design.BODY_QUIET, design.MAIN_WIDTH)
    return max(height(entry.margin, design.MARGIN_LABEL, design.MARGIN_COLUMN), titles + subtitle)


def _kept_height(flow: Flow, entry: Entry) -> float:
    """Return the height that an entry must have on the page where it begins."""
    head = entry_height(flow, entry) + (_ABOVE_BODY if entry.body else 0)
    least = head + (design.BODY.leading * 2 if entry.body else 0)
    if flow.room >= _KEPT_WHOLE:
        return least
    whole = head
    for block in entry.body:
        if not isinstance(block, Paragraph) or whole > _KEPT_WHOLE:
            return least
        whole += _paragraph_height(flow, block)
    whole -= _AFTER_PARAGRAPH if entry.body else 0
    return max(least, whole) if whole <= _KEPT_WHOLE else least


def _paragraph_height(flow: Flow, block: Paragraph) -> float:
    """Return the height of a paragraph of an entry, with the white space below it."""
    lines = 0
    if any(run.text.strip() for run in block.content):
        spoken = Spoken.of(block.content, block.language or flow.language)
        lines = len(prepare_inline(flow, block.content, paragraph_style(block), design.MAIN_WIDTH, spoken).lines)
    return lines * paragraph_style(block).leading + _below(block)


def _first_style(entry: Entry) -> Style:
    """Return the style of the line that stands beside the margin."""
    if entry.title.strip():
        return design.ENTRY_TITLE
    if entry.subtitle.strip():
        return design.BODY_QUIET
    first = entry.body[0] if entry.body else None
    return paragraph_style(first) if isinstance(first, Paragraph) else design.BODY


def set_entry(flow: Flow, entry: Entry, set_body: Callable[[Block], None]) -> None:
    """Set an entry: period in the margin column, the rest in the main column."""
    flow.need(_kept_height(flow, entry))
    flow.anchor(entry.anchor)
    with flow.tree.element("Div"):
        top, page = flow.y, flow.page
        margin_foot = top
        if entry.margin.strip():
            lines = flow.lines(entry.margin, design.MARGIN_LABEL, design.MARGIN_COLUMN)
            with flow.tree.element("P"), flow.content():
                flow.show_lines(
                    design.LEFT, top - _align(design.MARGIN_LABEL, _first_style(entry)), lines, design.MARGIN_LABEL
                )
            margin_foot = top - len(lines) * design.MARGIN_LABEL.leading
        if entry.title.strip():
            attributes = foreign(flow, entry.language)
            flow.set_text(entry.title, design.ENTRY_TITLE, design.MAIN, design.MAIN_WIDTH, "P", attributes)
        if entry.subtitle.strip():
            flow.set_text(entry.subtitle, design.BODY_QUIET, design.MAIN, design.MAIN_WIDTH)
        if entry.body and flow.y < top:
            flow.y -= _ABOVE_BODY
        for block in entry.body:
            set_body(block)
        if flow.page == page:
            flow.y = min(flow.y, margin_foot)
    flow.y -= 4 if entry.body else 9


def set_signature(flow: Flow, block: SignatureBlock) -> None:
    """Set room to sign, kept together on one page."""
    flow.need(SIGNATURE_HEIGHT)
    flow.skip(10)
    place_words, signature_words = PLACE_AND_DATE.say(flow.language), SIGNATURE.say(flow.language)
    half = (design.MAIN_WIDTH - design.GUTTER) / 2
    with flow.tree.element("Div"):
        top = flow.y
        where = ", ".join(part for part in (block.place, block.signed_on) if part)
        _signing_field(flow, design.MAIN, top, half, place_words, where)
        _signing_field(flow, design.MAIN + half + design.GUTTER, top, half, signature_words, "")
        if block.digital:
            set_digital_signature(flow, block, (design.MAIN + half + design.GUTTER, top, half, _SIGNING_ROOM))
        flow.y = top - _SIGNING_ROOM - design.MARGIN_LABEL.leading - 6
        if block.name.strip():
            flow.set_text(block.name, design.ENTRY_TITLE, design.MAIN + half + design.GUTTER, half)
        if block.capacity.strip():
            flow.set_text(block.capacity, design.BODY_QUIET, design.MAIN + half + design.GUTTER, half)
    flow.y -= 14


def _signing_field(flow: Flow, x: float, top: float, width: float, label: str, filled: str) -> None:
    line = top - _SIGNING_ROOM
    if filled:
        with flow.tree.element("P"), flow.content():
            flow.show(x, line + 5, filled, design.BODY)
    with flow.artifact():
        flow.rule(x, line, width, design.INK, 0.6)
    with flow.tree.element("P"), flow.content():
        flow.show(x, line - design.MARGIN_LABEL.baseline, label, design.MARGIN_LABEL)
