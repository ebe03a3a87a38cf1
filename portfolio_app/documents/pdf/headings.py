"""Setting of headings: what each level looks like, in a document of chapters and in one without."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from portfolio_app.documents.blocks import Heading
from portfolio_app.documents.pdf import design
from portfolio_app.documents.pdf.design import Colour, Style
from portfolio_app.documents.pdf.flow import Flow
from portfolio_app.documents.pdf.running_text import foreign

_DEEPEST_FORM: Final = 3


@dataclass(frozen=True, slots=True)
class HeadingForm:
    """How a heading stands on its page; measures in points.

    `rule` is drawn above it over the full width, unless it stands at the top of a page. A chapter begins lower on its
    page, under a short bar.
    """

    style: Style
    left: float
    width: float
    before: float
    after: float
    rule: tuple[Colour, float] | None = None
    chapter: bool = False


_CHAPTER: Final = HeadingForm(design.CHAPTER, design.LEFT, design.FULL_WIDTH, 0, 24, chapter=True)
_PART: Final = HeadingForm(design.PART, design.LEFT, design.FULL_WIDTH, 26, 10, (design.ACCENT, 1.2))
_SECTION: Final = HeadingForm(design.SECTION, design.LEFT, design.FULL_WIDTH, 22, 8, (design.RULE, 0.5))
_SECTION_CLOSE: Final = HeadingForm(design.SECTION_CLOSE, design.LEFT, design.FULL_WIDTH, 11, 4, (design.RULE, 0.5))
_RECORD: Final = HeadingForm(design.RECORD, design.MAIN, design.MAIN_WIDTH, 14, 3)


def form_of(level: int, *, chapters: bool) -> HeadingForm:
    """Return the form of a level; without chapters, as in a CV, headings only part the text and stand closer."""
    first, second = (_CHAPTER, _SECTION) if chapters else (_PART, _SECTION_CLOSE)
    return {1: first, 2: second, 3: _RECORD}[min(max(level, 1), _DEEPEST_FORM)]


def heading_height(flow: Flow, heading: Heading, form: HeadingForm) -> float:
    """Return the height of a heading with the white around it."""
    before = 0.0 if flow.fresh else form.before
    return before + len(flow.lines(heading.text, form.style, form.width)) * form.style.leading + form.after


def set_heading(flow: Flow, heading: Heading, form: HeadingForm, tag: str) -> None:
    """Set a heading; that it stays with what follows is seen to before."""
    top_of_page = flow.fresh
    flow.skip(form.before)
    if form.chapter:
        flow.start_at(design.CHAPTER_TOP)
        with flow.artifact():
            flow.box(form.left, flow.y + 12, 28, 3, design.ACCENT)
    elif form.rule is not None and not top_of_page:
        colour, thickness = form.rule
        with flow.artifact():
            flow.rule(form.left, flow.y + 4, form.width, colour, thickness)
    flow.anchor(heading.anchor, above=24 if form.chapter else 10)
    flow.set_text(heading.text, form.style, form.left, form.width, tag, foreign(flow, heading.language))
    flow.y -= form.after
