"""The page at hand, the place on it, and the primitive acts of setting: text, lines, links, tagged content.

Everything that draws goes through here; blocks are set by the modules beside it, which know no operators of PDF
beyond simple drawing ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from portfolio_app.common.text import Language
from portfolio_app.documents.pdf import design
from portfolio_app.documents.pdf.design import Colour, Style, Weight
from portfolio_app.documents.pdf.faces import Face, Faces
from portfolio_app.documents.pdf.lines import Line, RichLine, StyledRun, break_runs, break_text
from portfolio_app.documents.pdf.structure import Attributes, StructureTree, language_attribute

if TYPE_CHECKING:
    from portfolio_app.documents.pdf.objects import ReservedObject
    from portfolio_app.documents.pdf.reportlab_inside import Sheets

_BOLDER = {Weight.REGULAR: Weight.SEMIBOLD, Weight.ITALIC: Weight.SEMIBOLD_ITALIC}
_SLANTED = {Weight.REGULAR: Weight.ITALIC, Weight.SEMIBOLD: Weight.SEMIBOLD_ITALIC}


class Part(StrEnum):
    """The parts of a document, each with its own page numbers."""

    FRONT = "front"
    BODY = "body"
    ANNEX = "annex"


def roman(number: int) -> str:
    """Return a number of 1 or more in small roman figures."""
    figures = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    out = ""
    for value, letters in figures:
        count, number = divmod(number, value)
        out += letters * count
    return out


class Destination(NamedTuple):
    """Where an anchor stands: page in order of creation, and height on it in points."""

    page: int
    top: float


@dataclass(frozen=True, slots=True)
class LinkAnnotation:
    """A link that is to be written when all destinations are known."""

    place: ReservedObject
    box: tuple[float, float, float, float]
    target: str
    description: str
    index: int


@dataclass(frozen=True, slots=True)
class SigningField:
    """A place on a page (in order of creation) for a digital signature, to be written when all pages are known."""

    place: ReservedObject
    page: int
    box: tuple[float, float, float, float]
    description: str
    index: int


@dataclass(frozen=True, slots=True)
class PageRecord:
    """A finished page: its part, its label, and its object."""

    part: Part
    label: str
    reference: bytes


@dataclass(frozen=True, slots=True)
class SetText:
    """Rich text broken into lines for one measure.

    `targets` gives for each run the anchor it links to, if any; `languages` its language where that is not the one of
    the element around it.
    """

    runs: tuple[StyledRun, ...]
    targets: tuple[str, ...]
    languages: tuple[Language | None, ...]
    lines: list[RichLine]
    leading: float
    baseline: float

    @property
    def height(self) -> float:
        """The height of all lines in points."""
        return len(self.lines) * self.leading


class FlowRun(NamedTuple):
    """A stretch of rich text: `target` is the anchor that it links to; `language` as with `SetText`."""

    text: str
    style: Style
    target: str = ""
    language: Language | None = None


PageEnd = Callable[["Flow"], None]


class Flow:
    """One document being set, page after page.

    `y` is the height of the place at hand, in points from the foot of the page. `section` is what the running head
    names, `bare` says that the page at hand has none, and `sheet_label` is the label of a page among the annexes.
    """

    def __init__(self, sheets: Sheets, faces: Faces, language: Language, page_end: PageEnd) -> None:
        self.sheets = sheets
        self.faces = faces
        self.language: Language = language
        self.tree = StructureTree()
        self.part = Part.BODY
        self.number = 1
        self.section = ""
        self.sheet_label = ""
        self.bare = False
        self.pages: list[PageRecord] = []
        self.destinations: dict[str, Destination] = {}
        self.links: list[LinkAnnotation] = []
        self.fields: list[SigningField] = []
        self.y = design.TOP
        self._page_end = page_end
        self._annotations: list[bytes] = []
        self._fresh_at = design.TOP
        self._out = sheets.operators

    # Pages

    @property
    def page(self) -> int:
        """The page at hand, in order of creation from 0."""
        return len(self.pages)

    @property
    def label(self) -> str:
        """The number of the page at hand as its reader sees it."""
        match self.part:
            case Part.FRONT:
                return roman(self.number)
            case Part.BODY:
                return str(self.number)
            case Part.ANNEX:
                return self.sheet_label

    @property
    def fresh(self) -> bool:
        """Whether nothing was set on the page at hand."""
        return self.y >= self._fresh_at

    @property
    def room(self) -> float:
        """The height left on the page at hand."""
        return self.y - design.BOTTOM

    def start_at(self, y: float) -> None:
        """Let the text of a fresh page begin at `y`."""
        self.y = self._fresh_at = y

    def turn(self) -> None:
        """Finish the page at hand and begin the next."""
        self._finish_page()
        self.number += 1

    def begin_part(self, part: Part) -> None:
        """Finish the page at hand and begin the first of another part."""
        self._finish_page()
        self.part, self.number, self.section = part, 1, ""

    def finish(self) -> None:
        """Finish the last page."""
        self._finish_page()

    def _finish_page(self) -> None:
        self._page_end(self)
        reference = self.sheets.finish_page(self.page, self._annotations)
        self.pages.append(PageRecord(self.part, self.label, reference))
        self._annotations = []
        self._out = self.sheets.operators
        self.tree.turn_page()
        self.bare = False
        self.start_at(design.TOP)

    def need(self, height: float) -> None:
        """Turn the page unless `height` points are left, or the page is fresh anyway."""
        if self.room < height and not self.fresh:
            self.turn()

    def skip(self, height: float) -> None:
        """Leave white space, but not at the top of a page."""
        if not self.fresh:
            self.y -= height

    def anchor(self, name: str, above: float = 0.0) -> None:
        """Let links to `name` lead here, or `above` points higher."""
        if name:
            self.destinations[name] = Destination(self.page, min(self.y + above, design.PAGE_HEIGHT))

    # Tagged content

    def draw(self, *operators: str) -> None:
        """Put drawing operators on the page."""
        self._out.extend(operators)

    @contextmanager
    def content(self, element: int | None = None) -> Iterator[None]:
        """Let what is drawn be content of `element`, or of the one that is open."""
        self._out.append(self.tree.mark(element))
        yield
        self._out.append("EMC")

    @contextmanager
    def artifact(self, *, furniture: bool = False) -> Iterator[None]:
        """Let what is drawn be decoration; `furniture` for running heads and page numbers."""
        self._out.append("/Artifact <</Type /Pagination>> BDC" if furniture else "/Artifact BMC")
        yield
        self._out.append("EMC")

    def rule(self, x: float, y: float, width: float, colour: Colour = design.RULE, thickness: float = 0.5) -> None:
        """Draw a horizontal rule."""
        self._out.append(f"{colour.stroke} {thickness:g} w {x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S")

    def box(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Fill a rectangle; `y` is its foot."""
        self._out.append(f"{colour.fill} {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    # Text in one style

    def face(self, style: Style) -> Face:
        """Return the face of a style."""
        return self.faces[style.weight]

    def width(self, text: str, style: Style) -> float:
        """Return the width of a text on one line, in points."""
        face = self.faces[style.weight]
        words = text.split(" ")
        return (sum([face.width(word) for word in words]) + face.space * (len(words) - 1)) * style.size / 1000

    def lines(self, text: str, style: Style, width: float) -> list[Line]:
        """Return a text broken into lines of at most `width` points."""
        return break_text(text, self.faces[style.weight], style.size, width)

    def fitted(self, text: str, style: Style, width: float) -> str:
        """Return a text that fits on one line, shortened with an ellipsis."""
        lines = self.lines(text, style, width)
        if len(lines) == 1:
            return " ".join(lines[0].words)
        ellipsis = self.width("…", style)
        return " ".join(self.lines(text, style, width - ellipsis)[0].words) + "…"

    def show(self, x: float, baseline: float, text: str, style: Style) -> None:
        """Draw a text on one line."""
        face = self.faces[style.weight]
        self._out.append(
            f"{style.colour.fill} BT {face.resource} {style.size:g} Tf 1 0 0 1 {x:.2f} {baseline:.2f} Tm "
            f"{shown(text.split(' '), face, style.size, '')} ET"
        )

    def show_right(self, right: float, baseline: float, text: str, style: Style) -> None:
        """Draw a text that ends at `right`."""
        self.show(right - self.width(text, style), baseline, text, style)

    def show_lines(self, x: float, top: float, lines: Sequence[Line], style: Style, *, ends: bool = True) -> None:
        """Draw lines below each other, the first with its top at `top`; `ends`: the text ends with the last."""
        face, size = self.faces[style.weight], style.size
        begin = f"{style.colour.fill} BT {face.resource} {size:g} Tf {style.leading:g} TL"
        out = [f"{begin} 1 0 0 1 {x:.2f} {top - style.baseline:.2f} Tm"]
        last = len(lines) - 1
        for at, line in enumerate(lines):
            # The space at the end of a line keeps its words apart for who copies or hears the text.
            tail = "" if line.joined or (ends and at == last) else " "
            out.append(shown(line.words, face, size, tail) + (" T*" if at < last else " ET"))
        self._out.append("\n".join(out))

    def show_aligned(
        self, right: float, top: float, lines: Sequence[Line], style: Style, *, centre: bool = False
    ) -> None:
        """Draw lines that end at `right`, or are centred on it."""
        face = self.faces[style.weight]
        last = len(lines) - 1
        baseline = top - style.baseline
        for at, line in enumerate(lines):
            wide = line.width * style.size / 1000
            x = right - (wide / 2 if centre else wide)
            tail = "" if line.joined or at == last else " "
            self._out.append(
                f"{style.colour.fill} BT {face.resource} {style.size:g} Tf 1 0 0 1 {x:.2f} {baseline:.2f} Tm "
                f"{shown(line.words, face, style.size, tail)} ET"
            )
            baseline -= style.leading

    def stretches(self, count: int, leading: float, keep: int = 2) -> Iterator[tuple[int, int]]:
        """Yield which lines of `count` stand on the page at hand, turning pages between; `y` moves on after each.

        At least `keep` lines stay together at the foot of a page, and at least two at the head of the next.
        """
        at = 0
        while at < count:
            left = count - at
            fit = int((self.room + 0.01) // leading)
            stop = at + min(fit, left)
            if count - stop == 1:
                stop -= 1
            if stop - at < min(keep, left) and not self.fresh:
                self.turn()
                continue
            stop = max(stop, at + 1)
            yield at, stop
            self.y -= (stop - at) * leading
            at = stop

    def set_text(
        self, text: str, style: Style, x: float, width: float, tag: str = "P", attributes: Attributes = ()
    ) -> None:
        """Set a text in one style as an element of its own, over as many pages as it takes."""
        lines = self.lines(text, style, width)
        with self.tree.element(tag, attributes):
            for start, stop in self.stretches(len(lines), style.leading):
                with self.content():
                    self.show_lines(x, self.y, lines[start:stop], style, ends=stop == len(lines))

    # Text in several styles, with links

    def prepare(self, runs: Sequence[FlowRun], width: float) -> SetText:
        """Break runs into lines."""
        styled = tuple(StyledRun(run.text, run.style) for run in runs)
        lines = break_runs(styled, [self.faces[run.style.weight] for run in styled], width)
        biggest = max((run.style for run in styled), key=lambda style: style.leading)
        targets, languages = tuple(run.target for run in runs), tuple(run.language for run in runs)
        return SetText(styled, targets, languages, lines, biggest.leading, biggest.baseline)

    def set_prepared(self, text: SetText, x: float) -> None:
        """Set rich text into the element that is open, over as many pages as it takes."""
        owners: dict[int, int] = {}
        for start, stop in self.stretches(len(text.lines), text.leading):
            self.show_rich(text, x, self.y, owners, start, stop)

    def show_rich(
        self, text: SetText, x: float, top: float, owners: dict[int, int], start: int = 0, stop: int | None = None
    ) -> None:
        """Draw lines of rich text into the element that is open; `owners` keeps the elements made so far within it."""
        stop = len(text.lines) if stop is None else stop
        for at in range(start, stop):
            line = text.lines[at]
            baseline = top - (at - start) * text.leading - text.baseline
            for position, fragment in enumerate(line.fragments):
                run = text.runs[fragment.run]
                ends_line = position == len(line.fragments) - 1
                spaced = fragment.spaced or (ends_line and not line.joined and at < len(text.lines) - 1)
                with self.content(self._owner(text, fragment.run, owners)):
                    self._show_words(x + fragment.offset, baseline, fragment.words, run.style, " " if spaced else "")
                target = text.targets[fragment.run]
                if target:
                    left = x + fragment.offset
                    box = (
                        left,
                        baseline - run.style.size * 0.25,
                        left + fragment.width,
                        baseline + run.style.size * 0.8,
                    )
                    self.link(owners[fragment.run], box, target, run.text.strip())

    def _owner(self, text: SetText, run: int, owners: dict[int, int]) -> int:
        """Return the element of a run: one of its own when it is a link or in another language."""
        target, language = text.targets[run], text.languages[run]
        if not target and language is None:
            return self.tree.current
        if run not in owners:
            owners[run] = self.tree.add("Link" if target else "Span", language_attribute(language))
        return owners[run]

    def _show_words(self, x: float, baseline: float, words: Sequence[str], style: Style, tail: str) -> None:
        face = self.faces[style.weight]
        self._out.append(
            f"{style.colour.fill} BT {face.resource} {style.size:g} Tf 1 0 0 1 {x:.2f} {baseline:.2f} Tm "
            f"{shown(words, face, style.size, tail)} ET"
        )

    def link(self, element: int, box: tuple[float, float, float, float], target: str, description: str) -> None:
        """Put a link annotation over what was drawn of a Link element."""
        place = self.sheets.reserve()
        index = self.tree.annotate(element, place.reference)
        self._annotations.append(place.reference)
        self.links.append(LinkAnnotation(place, box, target, description, index))

    def signing_field(self, element: int, box: tuple[float, float, float, float], description: str) -> None:
        """Put a field for a digital signature over what was drawn of a Form element."""
        place = self.sheets.reserve()
        index = self.tree.annotate(element, place.reference)
        self._annotations.append(place.reference)
        self.fields.append(SigningField(place, self.page, box, description, index))


def shown(words: Sequence[str], face: Face, size: float, tail: str) -> str:
    """Return the operators that show words with spaces between, in the face that is selected at its first subset."""
    codes = [code for word in words if (code := face.code(word)) is not None]
    if len(codes) == len(words):
        return f"[({' '.join(codes)}{tail})] TJ"
    out = []
    selected = face.resource
    last = len(words) - 1
    for at, word in enumerate(words):
        pieces = face.pieces(word)
        for number, piece in enumerate(pieces):
            if piece.resource != selected:
                out.append(f"{piece.resource} {size:g} Tf")
                selected = piece.resource
            ends_word = number == len(pieces) - 1
            gap = "" if not ends_word else " " if at < last else tail
            out.append(f"[({piece.code}{gap})] TJ")
    if selected != face.resource:
        out.append(f"{face.resource} {size:g} Tf")
    return " ".join(out)


def bolder(style: Style) -> Style:
    """Return a style one weight up."""
    return Style(_BOLDER.get(style.weight, style.weight), style.size, style.leading, style.colour)


def slanted(style: Style) -> Style:
    """Return a style in italics."""
    return Style(_SLANTED.get(style.weight, style.weight), style.size, style.leading, style.colour)


def coloured(style: Style, colour: Colour) -> Style:
    """Return a style in another colour."""
    return Style(style.weight, style.size, style.leading, colour)
