"""What stands before the text: the cover, the contents, or the title above a document without a cover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from portfolio_app.common.text import Language
from portfolio_app.documents.blocks import Cover, Document
from portfolio_app.documents.pdf import design
from portfolio_app.documents.pdf.flow import Flow, bolder, coloured
from portfolio_app.documents.pdf.pictures import Pictures
from portfolio_app.documents.pdf.running_text import foreign
from portfolio_app.documents.pdf.words import CONTENTS, GO_TO

_FIELD_FOOT: Final = 352.0
_FIELD_PADDING: Final = 40.0
_COVER_WIDTH: Final = 400.0
_TITLE_PORTRAIT_HEIGHT: Final = 92.0
_COVER_PICTURE_TOP: Final = 300.0


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the contents: level 1 or 2, words, page label, anchor, and language where not the document's."""

    level: int
    words: str
    label: str
    anchor: str
    language: Language | None


def set_cover(flow: Flow, cover: Cover, pictures: Pictures) -> None:
    """Set the cover on the page at hand: a field of colour with the title, the facts on white below it."""
    flow.bare = True
    with flow.artifact():
        flow.box(0, _FIELD_FOOT, design.PAGE_WIDTH, design.PAGE_HEIGHT - _FIELD_FOOT, design.ACCENT)
        flow.rule(design.LEFT, design.PAGE_HEIGHT - 96, design.FULL_WIDTH, design.PAPER, 0.7)
    _set_cover_title(flow, cover)
    flow.y = _FIELD_FOOT - 44
    facts_width = design.MAIN_WIDTH
    if cover.picture is not None:
        width = min(cover.picture.width, 120.0)
        height = width * pictures.ratio(cover.picture)
        pictures.set(flow, cover.picture, (design.RIGHT - width, flow.y - height, design.RIGHT, flow.y))
        facts_width -= width + design.GUTTER
    for label, value in cover.facts:
        top = flow.y
        with flow.tree.element("P"), flow.content():
            lines = flow.lines(label, design.MARGIN_LABEL, design.MARGIN_COLUMN)
            flow.show_lines(design.LEFT, top - 0.45, lines, design.MARGIN_LABEL, ends=False)
        flow.set_text(value, bolder(design.BODY), design.MAIN, facts_width)
        flow.y = min(flow.y, top - len(lines) * design.MARGIN_LABEL.leading) - 5


def _set_cover_title(flow: Flow, cover: Cover) -> None:
    # The title stands on the foot of the field and grows upward.
    title = flow.lines(cover.title, design.COVER_TITLE, _COVER_WIDTH)
    subtitle = flow.lines(cover.subtitle, design.COVER_SUBTITLE, _COVER_WIDTH)
    with flow.tree.element("P"), flow.content():
        flow.show(design.LEFT, design.PAGE_HEIGHT - 86, cover.kicker, design.COVER_KICKER)
    subtitle_top = _FIELD_FOOT + _FIELD_PADDING + len(subtitle) * design.COVER_SUBTITLE.leading
    title_top = subtitle_top + 12 + len(title) * design.COVER_TITLE.leading
    with flow.tree.element("P"), flow.content():
        flow.show_lines(design.LEFT, title_top, title, design.COVER_TITLE)
    if cover.subtitle.strip():
        with flow.tree.element("P"), flow.content():
            flow.show_lines(design.LEFT, subtitle_top, subtitle, design.COVER_SUBTITLE)


def set_title(flow: Flow, document: Document, pictures: Pictures) -> None:
    """Set the title above the text of a document without a cover, with the portrait beside it."""
    flow.bare = True
    flow.start_at(design.CHAPTER_TOP + 24)
    with flow.artifact():
        flow.box(design.LEFT, flow.y + 12, 28, 3, design.ACCENT)
    top, measure = flow.y + 15, design.FULL_WIDTH
    width = _portrait_width(document, pictures)
    if width:
        measure -= width + design.GUTTER
    flow.set_text(document.title, design.TITLE, design.LEFT, measure, "H1")
    if document.subject.strip():
        flow.set_text(document.subject, coloured(design.LEAD, design.QUIET), design.LEFT, measure)
    flow.y -= 18
    if document.portrait is not None:
        foot = top - width * pictures.ratio(document.portrait)
        pictures.set(flow, document.portrait, (design.RIGHT - width, foot, design.RIGHT, top))
        flow.y = min(flow.y, foot - 14)


def _portrait_width(document: Document, pictures: Pictures) -> float:
    portrait = document.portrait
    return 0.0 if portrait is None else min(portrait.width, _TITLE_PORTRAIT_HEIGHT / pictures.ratio(portrait))


def set_contents(flow: Flow, entries: Sequence[ContentsEntry]) -> None:
    """Set the contents: page numbers in the margin column, beside the titles they belong to."""
    flow.bare = True
    flow.start_at(design.CHAPTER_TOP)
    with flow.artifact():
        flow.box(design.LEFT, flow.y + 12, 28, 3, design.ACCENT)
    flow.set_text(CONTENTS.say(flow.language), design.CHAPTER, design.LEFT, design.FULL_WIDTH, "H1")
    flow.y -= 18
    with flow.tree.element("TOC"):
        for number, entry in enumerate(entries):
            _set_contents_entry(flow, entry, first=number == 0)


def _set_contents_entry(flow: Flow, entry: ContentsEntry, *, first: bool) -> None:
    style = bolder(design.BODY) if entry.level == 1 else design.BODY
    number_style = coloured(style, design.ACCENT if entry.level == 1 else design.QUIET)
    lines = flow.lines(entry.words, style, design.MAIN_WIDTH)
    height = len(lines) * style.leading + 2
    flow.need(height + (style.leading + 2 if entry.level == 1 else 0))
    if entry.level == 1 and not first:
        flow.skip(9)
    top = flow.y
    number_left = design.MAIN - design.GUTTER - flow.width(entry.label, number_style)
    attributes = foreign(flow, entry.language)
    with flow.tree.element("TOCI"), flow.tree.element("Reference"), flow.tree.element("Link", attributes) as link:
        with flow.content():
            flow.show_lines(design.MAIN, top, lines, style, ends=False)
        with flow.content():
            flow.show(number_left, top - style.baseline, entry.label, number_style)
        box = (number_left, top - len(lines) * style.leading, design.RIGHT, top)
        flow.link(link, box, entry.anchor, GO_TO.fill(what=entry.words).say(flow.language))
    flow.y = top - height
