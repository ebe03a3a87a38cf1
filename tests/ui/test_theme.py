"""Colours can be told apart, and every picture is there."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from portfolio_app.common.resources import resource
from portfolio_app.common.text import Text
from portfolio_app.ui.icons import paint_icon
from portfolio_app.ui.look import Look
from portfolio_app.ui.style_sheet import style_sheet
from portfolio_app.ui.theme import DARK, LIGHT, Tones, contrast, is_dark, palette_of, tones_for
from portfolio_app.ui.typeface import FAMILY, window_font
from portfolio_app.ui.widgets.buttons import tool_button
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.plain_numbers import (
    ENTER_KEYS,
    ESCAPE_KEY,
    NO_SCROLL_BAR,
    PLAIN_TEXT,
    SPACE_KEY,
    STRONG_FOCUS,
    WORD_WRAP,
)

BOTH = pytest.mark.parametrize("tones", [LIGHT, DARK], ids=["light", "dark"])
GROUNDS = ("ground", "rail", "paper", "raised", "tint", "hover")
WORDS = ("ink", "quiet", "accent", "good", "attention", "bad")


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")


@BOTH
@pytest.mark.parametrize(("words", "ground"), list(product(WORDS, GROUNDS)))
def test_words_can_be_read_on_every_ground(tones: Tones, words: str, ground: str) -> None:
    assert contrast(getattr(tones, words), getattr(tones, ground)) >= 4.5


@BOTH
def test_words_can_be_read_on_the_accent(tones: Tones) -> None:
    assert contrast(tones.on_accent, tones.accent) >= 4.5


@BOTH
def test_the_edge_of_a_field_can_be_seen(tones: Tones) -> None:
    assert contrast(tones.edge, tones.paper) >= 3
    assert contrast(tones.accent, tones.paper) >= 3


@BOTH
@pytest.mark.parametrize(
    ("words", "ground"),
    [
        (QPalette.ColorRole.WindowText, QPalette.ColorRole.Window),
        (QPalette.ColorRole.Text, QPalette.ColorRole.Base),
        (QPalette.ColorRole.Text, QPalette.ColorRole.AlternateBase),
        (QPalette.ColorRole.ButtonText, QPalette.ColorRole.Button),
        (QPalette.ColorRole.HighlightedText, QPalette.ColorRole.Highlight),
        (QPalette.ColorRole.PlaceholderText, QPalette.ColorRole.Base),
        (QPalette.ColorRole.Link, QPalette.ColorRole.Base),
        (QPalette.ColorRole.LinkVisited, QPalette.ColorRole.Base),
        (QPalette.ColorRole.ToolTipText, QPalette.ColorRole.ToolTipBase),
    ],
)
def test_palette_has_contrast(
    qapp: QApplication, tones: Tones, words: QPalette.ColorRole, ground: QPalette.ColorRole
) -> None:
    palette = palette_of(tones)
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        assert contrast(palette.color(group, words).name(), palette.color(group, ground).name()) >= 4.5


@BOTH
def test_every_colour_of_the_style_sheet_has_contrast_where_it_carries_words(tones: Tones) -> None:
    known = {value for value in tones._asdict().values() if isinstance(value, str)}
    extra = set(re.findall(r"#[0-9a-f]{6}", style_sheet(tones))) - known
    ground = tones.ink if tones.dark else tones.on_accent
    assert len(extra) <= 2
    for colour in extra:
        assert max(contrast(colour, ground), contrast(colour, tones.on_accent), contrast(colour, tones.ink)) >= 4.5


def test_theme_follows_what_is_asked(qapp: QApplication) -> None:
    for dark_system in (False, True):
        assert tones_for("light", dark_system=dark_system) is LIGHT
        assert tones_for("dark", dark_system=dark_system) is DARK
    assert tones_for("system", dark_system=False) is LIGHT
    assert tones_for("system", dark_system=True) is DARK


def test_a_palette_tells_whether_the_system_is_dark(qapp: QApplication) -> None:
    assert is_dark(palette_of(DARK))
    assert not is_dark(palette_of(LIGHT))


def test_bundled_typeface_is_used(qapp: QApplication) -> None:
    assert window_font().family() == FAMILY


def test_every_icon_that_is_named_can_be_painted(qapp: QApplication, checkout: Path) -> None:
    for drawing in sorted(resource("icons").glob("*.svg")):
        picture = paint_icon(drawing.stem, LIGHT.ink, 18).toImage()
        assert any(picture.pixelColor(x, y).alpha() for x in range(picture.width()) for y in range(picture.height())), (
            drawing.name
        )


@pytest.mark.parametrize("scale", [1, 1.25, 1.5, 2, 3])
def test_an_icon_has_the_pixels_that_qt_asks_for_on_a_screen_of_any_scale(qapp: QApplication, scale: float) -> None:
    for size in range(13, 24):
        assert paint_icon("check", LIGHT.ink, size, scale).width() == int(size * scale + 0.5)


def test_icons_in_buttons_and_lists_grow_with_the_text(qapp: QApplication) -> None:
    for text_size, side in ((100, 18), (150, 22), (200, 27)):
        look = Look("nl", LIGHT, text_size)
        button = tool_button(look, "x", Text("Weg", "Away"), lambda: None)
        assert button.iconSize().width() == look.grown(18) == side
        assert look.icon("x").availableSizes()[0].width() == side


def test_every_icon_in_the_source_is_there(checkout: Path) -> None:
    there = {drawing.stem for drawing in resource("icons").glob("*.svg")}
    source = "\n".join(path.read_text("utf-8") for path in (checkout / "portfolio_app" / "ui").rglob("*.py"))
    named = set(re.findall(r'icon="([a-z0-9-]+)"', source)) | set(re.findall(r'icon\("([a-z0-9-]+)"', source))
    named |= set(re.findall(r'(?:pixmap|tool_button)\((?:self\._)?(?:look, )?"([a-z0-9-]+)"', source))
    assert len(named) > 10
    assert named - there == set()


@pytest.mark.parametrize(("side", "tones"), [("light", LIGHT), ("dark", DARK)])
def test_tinted_drawings_have_the_colours_of_the_theme(side: str, tones: Tones) -> None:
    for name, colour in (
        ("chevron-down", tones.quiet),
        ("chevron-up", tones.quiet),
        ("check", tones.on_accent),
        ("check-here", tones.accent),
    ):
        assert colour in resource("icons", "tinted", f"{name}-{side}.svg").read_text("utf-8")


def test_the_numbers_of_the_first_page_are_those_of_qt() -> None:
    assert Qt.TextFormat.PlainText.value == PLAIN_TEXT
    assert Qt.ScrollBarPolicy.ScrollBarAlwaysOff.value == NO_SCROLL_BAR
    assert Qt.FocusPolicy.StrongFocus.value == STRONG_FOCUS
    assert Qt.TextFlag.TextWordWrap.value == WORD_WRAP
    assert (Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value) == ENTER_KEYS
    assert Qt.Key.Key_Escape.value == ESCAPE_KEY
    assert Qt.Key.Key_Space.value == SPACE_KEY


def test_the_first_page_takes_them(qapp: QApplication) -> None:
    look = Look("nl", LIGHT)
    assert plain_label("<b>niet vet</b>").textFormat() is Qt.TextFormat.PlainText
    assert tool_button(look, "x", Text("Weg", "Away"), lambda: None).focusPolicy() is Qt.FocusPolicy.StrongFocus
