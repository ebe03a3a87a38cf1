"""The scoring sheet and the permission strip in the real window: nothing done there holds the window's thread up.

The median over some rounds of the longest work of that thread in one turn, less what doing nothing shows. It is the
time of the processor that counts, so that whoever else is busy on the machine does not.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from portfolio_app.ui.assessing.entrance import score_competences
from portfolio_app.ui.assessing.sheet import ScoringSheet
from portfolio_app.ui.workspace import Workspace
from tests.bench.openings import NOTHING
from tests.bench.real_window import Window, make_large_vault

pytestmark = pytest.mark.bench

ROUNDS = 5
LONGEST_TURN = 0.016
WHOLE_WINDOW = {"the sheet closed": 0.030, "a permission": 0.030}
"""What has the whole window laid out and painted anew, which is one turn of Qt's own."""


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    folder = tmp_path_factory.mktemp("scoring")
    make_large_vault(folder)
    made = Window(folder)
    yield made
    made.close()


def sheet() -> ScoringSheet:
    found = QApplication.activeModalWidget()
    assert isinstance(found, ScoringSheet)
    return found


def score_ten() -> None:
    row = next(iter(sheet().rows.values()))
    row.choice.setFocus()
    for score in (3, 4, 2, 5, 1, 3, 4, 2, 5, 1):
        QTest.keyClick(sheet().focusWidget(), Qt.Key(Qt.Key.Key_0.value + score))


def test_neither_scoring_nor_a_permission_holds_the_window_up(window: Window) -> None:
    workspace = window.window.workspace
    assert isinstance(workspace, Workspace)
    workspace.show_first("permission")
    window.settle()
    deeds: dict[str, Callable[[], object]] = {
        NOTHING: lambda: None,
        "an assessment": lambda: workspace.show_first("assessment"),
        "its sheet opened": lambda: score_competences(workspace),
        "ten scores": score_ten,
        "one group": lambda: sheet().show_group(sheet().sections[2].group.key),
        "all groups": lambda: sheet().show_group(""),
        "what shows a score": lambda: next(iter(sheet().rows.values())).open_details(),
        "the scores taken back": workspace.session.undo,
        "the sheet closed": lambda: sheet().reject(),
        "a permission": lambda: workspace.show_first("permission"),
    }
    rounds = [{name: window.held_up(deed).processor for name, deed in deeds.items()} for _ in range(ROUNDS)]
    held = {name: statistics.median(each[name] for each in rounds) for name in deeds}
    print()
    for name, seconds in held.items():
        print(f"{name}: {seconds * 1000:.1f} ms")
    too_long = {
        name: seconds
        for name, seconds in held.items()
        if seconds - held[NOTHING] > WHOLE_WINDOW.get(name, LONGEST_TURN)
    }
    assert not too_long
