"""Every page of the window over a large vault: opened, filtered and left without holding the window's thread up.

Of the longest time that the thread was held up the median over some rounds is the figure, less what doing nothing
shows; beside it stands how long it took until what was asked for was there. Each page is opened three times: the first
time it is built, after that it is shown again.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from portfolio_app.common.clock import FixedClock
from portfolio_app.domain.kinds import KINDS
from portfolio_app.ui.destinations import BACKUPS, GUIDE, ICONS, OVERVIEW, RESULTS
from portfolio_app.ui.pages.dossier import PARTS
from portfolio_app.ui.pages.history import BIN, DAY, DONE
from tests.bench.real_window import PASSPHRASE, TODAY, Window

pytestmark = pytest.mark.bench

ROUNDS = 3
RECORDS = 20_000
LONGEST_HOLD = 0.050
NOTHING = "nothing at all"
Deed = Callable[[], object]


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    from portfolio_app.services.samples import make_sample

    folder = tmp_path_factory.mktemp("pages")
    clock = FixedClock.on(TODAY)
    vault = folder / "groot.vakdossier"
    make_sample(vault, PASSPHRASE, records=RECORDS, evidence=20, seed=1, clock=clock, today=TODAY)
    made = Window(folder)
    yield made
    made.close()


def type_in_filter(window: Window) -> None:
    """Type three letters where a person types to narrow down what is shown, if there is such a place."""
    shown: QWidget = window.workspace
    window.workspace.filter_here()
    line = QApplication.focusWidget()
    if isinstance(line, QLineEdit) and shown.isAncestorOf(line):
        QTest.keyClicks(line, "int")


def empty_filter() -> None:
    line = QApplication.focusWidget()
    if isinstance(line, QLineEdit):
        line.clear()


def openings(window: Window) -> dict[str, Deed]:
    """Return how each page, part of a page, list and dialog is opened."""
    here = window.workspace
    found: dict[str, Deed] = {key: partial(here.go, key) for key in (*ICONS, GUIDE, BACKUPS)}
    found[RESULTS] = partial(here.open_results, "intervisie")
    found |= {f"history, {part}": partial(here.show_past, part) for part in (DONE, BIN, DAY)}
    found |= {f"list of {kind.key}": partial(here.show_kind, kind.key) for kind in KINDS if not kind.singleton}
    found |= {f"record of {kind.key}": partial(here.show_first, kind.key) for kind in KINDS}
    for part in PARTS:
        found[f"dossier, {part}"] = partial(show_dossier_part, window, part)
    found["settings"] = window.window.show_settings
    found["help"] = window.window.show_help
    found["finder"] = here.open_finder
    found["print"] = here.print_here
    return found


def show_dossier_part(window: Window, part: str) -> None:
    window.workspace.go("dossier")
    page = window.workspace._pages["dossier"]
    page.show_part(part)  # type: ignore[attr-defined]


def close_dialogs() -> None:
    while (dialog := QApplication.activeModalWidget()) is not None:
        dialog.close()


def until_there(window: Window, deed: Deed) -> float:
    """Return how many seconds it takes from a deed until nothing is read or painted any more."""
    begun = time.perf_counter()
    deed()
    QApplication.processEvents()
    window.until(lambda: window.window.tasks.idle and is_built(window))
    QApplication.processEvents()
    return time.perf_counter() - begun


def is_built(window: Window) -> bool:
    """Tell whether no record waits for its form to be built."""
    return all(view.is_settled for area in window.workspace._areas.values() for view in area._views.values())


def test_no_page_holds_the_window_up(window: Window) -> None:
    held: dict[str, list[float]] = {NOTHING: []}
    there: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        held[NOTHING] += [window.held_up(lambda: None) for _ in range(5)]
        for name, deed in openings(window).items():
            held.setdefault(f"{name}: opened", []).append(window.held_up(deed))
            held.setdefault(f"{name}: filtered", []).append(window.held_up(partial(type_in_filter, window)))
            held.setdefault(f"{name}: filter emptied", []).append(window.held_up(empty_filter))
            close_dialogs()
            window.workspace.go(OVERVIEW)
            there.setdefault(name, []).append(until_there(window, deed))
            close_dialogs()
            window.settle()
    besides = statistics.median(held[NOTHING])
    first = {name: times[0] - besides for name, times in held.items()}
    longest = {name: statistics.median(times) - besides for name, times in held.items()}
    print(f"\ndoing nothing: {besides * 1000:.0f} ms")
    for name in sorted(longest, key=lambda each: -longest[each]):
        print(f"{longest[name] * 1000:5.0f} ms ({first[name] * 1000:.0f} the first time)  {name}")
    for name in sorted(there, key=lambda each: -statistics.median(there[each])):
        print(f"there after {statistics.median(there[name]) * 1000:5.0f} ms  {name}")
    assert {name: seconds for name, seconds in longest.items() if seconds > LONGEST_HOLD} == {}
