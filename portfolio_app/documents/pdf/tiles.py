"""Setting of what a reader must see at once: key figures, meters and callouts."""

from __future__ import annotations

from typing import Final

from portfolio_app.documents.blocks import Callout, KeyFigure, KeyFigures, Meter, Tone
from portfolio_app.documents.pdf import design
from portfolio_app.documents.pdf.design import Colour, Style
from portfolio_app.documents.pdf.flow import Flow, SetText, bolder, coloured
from portfolio_app.documents.pdf.running_text import Spoken, prepare_inline
from portfolio_app.documents.pdf.structure import UNNUMBERED
from portfolio_app.documents.pdf.words import OF, TONE_SIGNS, TONE_WORDS

_TILES_IN_A_ROW: Final = 4
_TILE_GAP: Final = 14.0
_TILE_PADDING: Final = 8.0
_SMALLEST_VALUE: Final = 14.0
_BAR_HEIGHT: Final = 5.0
_CALLOUT_PADDING: Final = 10.0
_TONE_COLOURS: Final[dict[Tone, Colour]] = {
    Tone.NEUTRAL: design.ACCENT,
    Tone.GOOD: design.GOOD,
    Tone.ATTENTION: design.ATTENTION,
}


def set_key_figures(flow: Flow, block: KeyFigures) -> None:
    """Set key figures as tiles, at most four in a row, all of one width."""
    figures = block.figures
    if not figures:
        return
    columns = min(len(figures), _TILES_IN_A_ROW)
    width = (design.FULL_WIDTH - _TILE_GAP * (columns - 1)) / columns
    with flow.tree.element("L", UNNUMBERED):
        for start in range(0, len(figures), columns):
            _set_tiles(flow, figures[start : start + columns], width)
    flow.y -= 10


def key_figures_height(flow: Flow, block: KeyFigures) -> float:
    """Return the height of the first row of tiles."""
    if not block.figures:
        return 0.0
    columns = min(len(block.figures), _TILES_IN_A_ROW)
    width = (design.FULL_WIDTH - _TILE_GAP * (columns - 1)) / columns
    return _tiles_height(flow, block.figures[:columns], width)


def _value_style(flow: Flow, figures: tuple[KeyFigure, ...], width: float) -> Style:
    """Return the largest style in which every value of a row stands on one line, down to a limit."""
    style = design.FIGURE_VALUE
    widest = max(flow.width(figure.value, style) for figure in figures)
    size = max(_SMALLEST_VALUE, min(style.size, style.size * width / widest if widest else style.size))
    return Style(style.weight, size, style.leading, style.colour)


def _tiles_height(flow: Flow, figures: tuple[KeyFigure, ...], width: float) -> float:
    value_style = _value_style(flow, figures, width)
    tallest = max(
        (
            len(flow.lines(figure.value, value_style, width)) * value_style.leading
            + len(flow.lines(_label(figure), design.FIGURE_LABEL, width)) * design.FIGURE_LABEL.leading
            for figure in figures
        ),
        default=0.0,
    )
    return tallest + 2 * _TILE_PADDING


def _label(figure: KeyFigure) -> str:
    return f"{TONE_SIGNS[figure.tone]} {figure.label}".strip()


def _set_tiles(flow: Flow, figures: tuple[KeyFigure, ...], width: float) -> None:
    height = _tiles_height(flow, figures, width)
    flow.need(height)
    top = flow.y
    value_style = _value_style(flow, figures, width)
    for number, figure in enumerate(figures):
        left = design.LEFT + number * (width + _TILE_GAP)
        colour = _TONE_COLOURS[figure.tone]
        with flow.artifact():
            flow.box(left, top - 2.5, width, 2.5, colour)
        value_lines = flow.lines(figure.value, value_style, width)
        label_lines = flow.lines(_label(figure), design.FIGURE_LABEL, width)
        label_top = top - _TILE_PADDING - len(value_lines) * value_style.leading
        label_style = design.FIGURE_LABEL if figure.tone is Tone.NEUTRAL else coloured(design.FIGURE_LABEL, colour)
        with flow.tree.element("LI"), flow.tree.element("LBody"):
            with flow.tree.element("P"), flow.content():
                flow.show_lines(left, top - _TILE_PADDING, value_lines, coloured(value_style, colour))
            with flow.tree.element("P"), flow.content():
                flow.show_lines(left, label_top, label_lines, label_style)
    flow.y = top - height - 6


def meter_height(flow: Flow, block: Meter) -> float:
    """Return the height of a meter, which stays together."""
    note = len(flow.lines(block.note, design.BODY_QUIET, design.MAIN_WIDTH)) if block.note.strip() else 0
    label = len(flow.lines(block.label, bolder(design.BODY), _label_measure(flow, block)))
    return label * design.BODY.leading + _BAR_HEIGHT + 10 + note * design.BODY_QUIET.leading + 12


def _label_measure(flow: Flow, block: Meter) -> float:
    counted = flow.width(_counted(flow, block), design.BODY)
    return max(design.MAIN_WIDTH / 2, design.MAIN_WIDTH - counted - design.GUTTER)


def _counted(flow: Flow, block: Meter) -> str:
    return OF.fill(counted=block.counted, required=block.required).say(flow.language)


def set_meter(flow: Flow, block: Meter) -> None:
    """Set a requirement: the verdict in the margin, label and amounts above a bar, the note below it."""
    flow.need(meter_height(flow, block))
    colour = _TONE_COLOURS[block.tone]
    bold = bolder(design.BODY)
    top = flow.y
    verdict_style = coloured(bolder(design.MARGIN_LABEL), colour)
    verdict = f"{TONE_SIGNS[block.tone]} {block.verdict}".strip()
    verdict_lines = flow.lines(verdict, verdict_style, design.MARGIN_COLUMN)
    label_lines = flow.lines(block.label, bold, _label_measure(flow, block))
    counted_lines = flow.lines(_counted(flow, block), design.BODY, design.MAIN_WIDTH / 2)
    with flow.tree.element("Div"):
        with flow.tree.element("P"), flow.content():
            flow.show_lines(design.MAIN, top, label_lines, bold)
        with flow.tree.element("P"), flow.content():
            flow.show_aligned(design.RIGHT, top, counted_lines, design.BODY)
        with flow.tree.element("P"), flow.content():
            drop = bold.baseline - verdict_style.baseline
            flow.show_lines(design.LEFT, top - drop, verdict_lines, verdict_style)
        flow.y = top - max(len(label_lines), len(counted_lines)) * design.BODY.leading - 4
        with flow.artifact():
            _draw_bar(flow, design.MAIN, flow.y - _BAR_HEIGHT, design.MAIN_WIDTH, block.share, colour)
        flow.y -= _BAR_HEIGHT + 5
        if block.note.strip():
            flow.set_text(block.note, design.BODY_QUIET, design.MAIN, design.MAIN_WIDTH)
    flow.y = min(flow.y, top - len(verdict_lines) * verdict_style.leading) - 12


def _draw_bar(flow: Flow, x: float, y: float, width: float, share: float, colour: Colour) -> None:
    filled = width * min(max(share, 0.0), 1.0)
    flow.box(x, y, width, _BAR_HEIGHT, design.TRACK)
    if filled > 0:
        flow.box(x, y, filled, _BAR_HEIGHT, colour)
    # The mark at the end is what is asked: without it an empty track has no meaning in black and white.
    flow.draw(f"{design.INK.fill} {x + width - 1:.2f} {y - 2:.2f} 1 {_BAR_HEIGHT + 4:g} re f")


def callout_height(flow: Flow, block: Callout) -> float:
    """Return the height of a callout with its padding."""
    return _callout_text(flow, block).height + design.BODY.leading + 2 * _CALLOUT_PADDING


def _callout_text(flow: Flow, block: Callout) -> SetText:
    spoken = Spoken.of(block.content, flow.language)
    return prepare_inline(flow, block.content, design.BODY, design.MAIN_WIDTH - 2 * _CALLOUT_PADDING - 3, spoken)


def set_callout(flow: Flow, block: Callout) -> None:
    """Set a remark on a tint, with a bar, a sign and a word that say what it is."""
    colour = _TONE_COLOURS[block.tone]
    inner = design.MAIN + _CALLOUT_PADDING + 3
    text = _callout_text(flow, block)
    kicker = f"{TONE_SIGNS[block.tone]} {TONE_WORDS[block.tone].say(flow.language)}".strip()
    kicker_style = coloured(bolder(design.BODY), colour)
    full = design.TOP - design.BOTTOM
    height = text.height + design.BODY.leading + 2 * _CALLOUT_PADDING
    flow.need(min(height, full))
    flow.skip(2)
    with flow.tree.element("Div"):
        if height <= flow.room + 0.01:
            with flow.artifact():
                _draw_ground(flow, flow.y, height, colour)
            flow.y -= _CALLOUT_PADDING
        with flow.tree.element("P"), flow.content():
            flow.show(inner, flow.y - kicker_style.baseline, kicker, kicker_style)
        flow.y -= kicker_style.leading
        with flow.tree.element("P", Spoken.of(block.content, flow.language).attribute(flow)):
            flow.set_prepared(text, inner)
    flow.y -= _CALLOUT_PADDING + 10


def _draw_ground(flow: Flow, top: float, height: float, colour: Colour) -> None:
    flow.box(design.MAIN, top - height, design.MAIN_WIDTH, height, design.TINT)
    flow.box(design.MAIN, top - height, 3, height, colour)
