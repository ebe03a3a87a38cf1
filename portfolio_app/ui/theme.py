"""The colours of the window, light and dark, and the palette that Qt's Fusion style paints with.

Every pair of colours that carries words has a contrast of 4.5 to 1 or more, and every edge that carries meaning 3 to 1;
a test computes them. The accent is that of the documents, so that window and paper belong together.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtGui import QColor, QPalette


class Tones(NamedTuple):
    """The colours of one theme, as `#rrggbb`.

    Attributes:
        dark: whether the ground is dark.
        ground: behind everything.
        rail: behind the navigation.
        paper: behind what is read and typed.
        raised: behind a button, the head of a table.
        ink: words.
        quiet: words that explain.
        accent: what can be pressed, what is chosen.
        on_accent: words on the accent.
        tint: behind the chosen row.
        hover: behind the row under the pointer.
        rule: lines that only divide.
        edge: the edge of a field.
        grip: what is taken hold of to scroll.
        track: what a bar has not filled yet.
        good: in order.
        attention: needs looking at.
        bad: wrong.
    """

    dark: bool
    ground: str
    rail: str
    paper: str
    raised: str
    ink: str
    quiet: str
    accent: str
    on_accent: str
    tint: str
    hover: str
    rule: str
    edge: str
    grip: str
    track: str
    good: str
    attention: str
    bad: str


LIGHT: Final = Tones(
    dark=False,
    ground="#f7f8f9",
    rail="#eef2f4",
    paper="#ffffff",
    raised="#f1f4f5",
    ink="#1c2226",
    quiet="#556068",
    accent="#17506a",
    on_accent="#ffffff",
    tint="#dceaf1",
    hover="#e9f0f4",
    rule="#dbe1e5",
    edge="#818d95",
    grip="#bcc6cc",
    track="#dfe5e8",
    good="#22613f",
    attention="#8f4400",
    bad="#a3262f",
)

DARK: Final = Tones(
    dark=True,
    ground="#171b1e",
    rail="#121619",
    paper="#1d2226",
    raised="#262c31",
    ink="#e5eaed",
    quiet="#a4b0b7",
    accent="#7cc0de",
    on_accent="#0c2733",
    tint="#1f3d4c",
    hover="#252c31",
    rule="#323a40",
    edge="#76838b",
    grip="#48545b",
    track="#353e44",
    good="#7ecb9d",
    attention="#f2a765",
    bad="#f6918d",
)


def tones_for(theme: str, *, dark_system: bool) -> Tones:
    """Return the colours of `theme`: `light`, `dark`, or anything else for what the system asks."""
    if theme in ("light", "dark"):
        return DARK if theme == "dark" else LIGHT
    return DARK if dark_system else LIGHT


def is_dark(palette: QPalette) -> bool:
    """Tell whether words stand lighter than their ground."""
    role = QPalette.ColorRole
    return palette.color(role.WindowText).lightness() > palette.color(role.Window).lightness()


def palette_of(tones: Tones) -> QPalette:
    """Return the palette for Fusion, whose own selected, placeholder and link colours lack contrast."""
    role = QPalette.ColorRole
    colours = {
        role.Window: tones.ground,
        role.WindowText: tones.ink,
        role.Base: tones.paper,
        role.AlternateBase: tones.raised,
        role.Text: tones.ink,
        role.PlaceholderText: tones.quiet,
        role.Button: tones.raised,
        role.ButtonText: tones.ink,
        role.BrightText: tones.bad,
        role.Highlight: tones.accent,
        role.HighlightedText: tones.on_accent,
        role.Accent: tones.accent,
        role.Link: tones.accent,
        role.LinkVisited: tones.accent,
        role.ToolTipBase: tones.paper,
        role.ToolTipText: tones.ink,
        role.Light: tones.paper,
        role.Midlight: tones.raised,
        role.Mid: tones.rule,
        role.Dark: tones.edge,
        role.Shadow: tones.edge,
    }
    palette = QPalette()
    for which, colour in colours.items():
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(tones.quiet))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(tones.track))
    palette.setColor(QPalette.ColorGroup.Disabled, role.HighlightedText, QColor(tones.ink))
    return palette


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 reckons it: 1 for equal, 21 for black on white."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
