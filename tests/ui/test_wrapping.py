"""Words over several lines: divided so that none is left alone, and no wider than they may be."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot

from portfolio_app.ui.widgets.labels import evenly_wrapped, plain_label
from portfolio_app.ui.widgets.plain_numbers import WORD_WRAP

WIDEST = 300


@pytest.mark.parametrize(
    "words",
    ["", "Kort.", "Dit past net niet op één regel van driehonderd beeldpunten, alleen het laatste woord niet meer."],
)
def test_no_more_lines_than_needed_and_none_much_shorter(qtbot: QtBot, words: str) -> None:
    label = plain_label(words)
    qtbot.addWidget(label)

    def height(width: int) -> int:
        return label.fontMetrics().boundingRect(QRect(0, 0, width, 10_000), WORD_WRAP, words).height()

    width = evenly_wrapped(label, WIDEST)
    assert width <= WIDEST
    assert height(width) == height(WIDEST)
    if words.count(" ") > 1:
        assert height(width - 1) > height(WIDEST)
