"""Long lists in the real window: no keystroke in a filter, order, group or choice holds the window's thread up.

Of the longest time that the thread was held up the median over some rounds is the figure, less what doing nothing
shows: so much does the machine do besides.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from portfolio_app.common.clock import FixedClock
from portfolio_app.ui.records.list_look import ListLook
from portfolio_app.ui.records.list_panel import ListPanel
from tests.bench.real_window import PASSPHRASE, TODAY, Window

pytestmark = pytest.mark.bench

ROUNDS = 3
NOTHING = "nothing at all"
RECORDS = 20_000
LONGEST_HOLD = 0.050


def panel_of(window: Window) -> ListPanel:
    workspace = window.window.workspace
    assert workspace is not None
    workspace.show_kind("activity")
    window.settle()
    panel = workspace._areas["education"]._views["activity"].list_panel
    assert panel is not None
    return panel


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    from portfolio_app.services.samples import make_sample

    folder = tmp_path_factory.mktemp("lists")
    clock = FixedClock.on(TODAY)
    vault = folder / "groot.vakdossier"
    make_sample(vault, PASSPHRASE, records=RECORDS, evidence=0, seed=1, clock=clock, today=TODAY)
    made = Window(folder)
    yield made
    made.close()


def test_no_deed_in_a_long_list_holds_the_window_up(window: Window) -> None:
    panel = panel_of(window)

    def choose_all() -> None:
        panel.table.setFocus()
        QTest.keyClick(panel.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)

    deeds: dict[str, Callable[[], object]] = {
        NOTHING: lambda: None,
        "a first key in the filter": lambda: QTest.keyClicks(panel.filter, "i"),
        "more keys in the filter": lambda: QTest.keyClicks(panel.filter, "ntervisie"),
        "the filter emptied": panel.filter.clear,
        "ordered by title": lambda: panel._choose_look(ListLook((), ("name",), "")),
        "grouped by year": lambda: panel._choose_look(ListLook((), (), "start")),
        "grouped by provider": lambda: panel._choose_look(ListLook((), (), "provider")),
        "all folded": lambda: panel.model.fold_all(folded=True),
        "all unfolded": lambda: panel.model.fold_all(folded=False),
        "no groups": lambda: panel._choose_look(ListLook()),
        "narrowed by year": lambda: panel.facets.toggle("start", "2020"),
        "no longer": panel.facets.clear,
        "the last row": panel.table.scrollToBottom,
        "everything chosen": choose_all,
        "nothing chosen": panel.table.clearSelection,
    }
    rounds = [{name: window.held_up(deed) for name, deed in deeds.items()} for _ in range(ROUNDS)]
    held = {name: statistics.median(each[name] for each in rounds) for name in deeds}
    print()
    for name, seconds in held.items():
        print(f"{name}: {seconds * 1000:.0f} ms")
    besides = held[NOTHING]
    assert {name: seconds for name, seconds in held.items() if seconds - besides > LONGEST_HOLD} == {}
