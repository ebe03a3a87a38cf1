"""Every place of the window over a large vault, opened and worked in, without holding the window's thread up.

What is judged is the longest work of that thread in one turn, in time of the processor: whoever else is busy on the
machine does not count. Beside it stands how long the thread was held up by the clock on the wall, and how long it took
until what was asked for stood on the screen; those are only worth something on a quiet machine.

The first opening of each place is measured in a process of its own, in which nothing of it was loaded before. After
that everything is done three times over in one window.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from compileall import compile_dir
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

import portfolio_app
from portfolio_app.domain.heaps import facet_fields, grouping_fields
from portfolio_app.domain.kinds import KINDS, kind_called
from portfolio_app.ui.finder import Finder
from portfolio_app.ui.pages.results import ResultsPage
from portfolio_app.ui.pages.rules import RulesPage
from portfolio_app.ui.records.list_look import ListLook
from portfolio_app.ui.records.list_panel import ListPanel
from portfolio_app.ui.registers.rule_editing import RuleEditing
from portfolio_app.ui.registers.rule_form import RuleForm
from tests.bench.openings import NOTHING, WORDS, close_dialogs, openings
from tests.bench.real_window import LONGEST_TURN, Held, Window, make_large_vault
from tour import Stop, leave, open_stops, start_stops
from tour_seldom import seldom_stops

pytestmark = pytest.mark.bench

ROUNDS = 3
LOCKED = "locked"
LONGER = {LOCKED: 0.2}
"""Seconds for what may take longer: once the lock screen stands, memory is searched for what was in the vault. That
cannot be done in parts, and not later either; nobody types yet.
"""
AT_ONCE = 20
LISTS = [kind.key for kind in KINDS if not kind.singleton]
W = TypeVar("W", bound=QWidget)
Deeds = Iterator[tuple[str, Callable[[], object]]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_large_vault(tmp_path, evidence=AT_ONCE)
    return tmp_path


@pytest.fixture
def window(folder: Path) -> Iterator[Window]:
    made = Window(folder)
    yield made
    made.close()


def judge(held: Mapping[str, Held]) -> None:
    """Tell all figures, those that cost the most first, and fail where one turn was too long."""
    print(
        f"\nmilliseconds of the processor and by the clock in the longest turn, and until it is there\n{held[NOTHING]}"
    )
    costs = {name: each.less(held[NOTHING]) for name, each in held.items()}
    for name in sorted(costs, key=lambda each: -costs[each].processor):
        print(f"{costs[name]}  {name}")
    too_long = {
        name: round(each.processor, 4)
        for name, each in costs.items()
        if each.processor > LONGER.get(name, LONGEST_TURN)
    }
    assert too_long == {}


def test_no_place_holds_the_window_up_when_it_is_opened_for_the_first_time(folder: Path) -> None:
    compile_dir(Path(portfolio_app.__file__).parent, quiet=2)  # as whatever installs the program does
    ended = subprocess.run(
        [sys.executable, "-m", "tests.bench.openings", str(folder)],
        capture_output=True,
        text=True,
        timeout=1800,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    judge({name: Held(*figures) for name, figures in json.loads(ended.stdout.splitlines()[-1]).items()})


def test_no_place_holds_the_window_up_when_it_is_opened_again(window: Window) -> None:
    held: dict[str, list[Held]] = {NOTHING: []}
    for _ in range(ROUNDS):
        held[NOTHING].append(window.held_up(lambda: None))
        for name, deed in openings(window).items():
            held.setdefault(name, []).append(window.held_up(deed))
            close_dialogs()
            window.settle()
    judge({name: Held.middle(each) for name, each in held.items()})


def test_nothing_that_is_done_in_a_place_holds_the_window_up(window: Window) -> None:
    held: dict[str, list[Held]] = {NOTHING: []}
    for _ in range(ROUNDS):
        held[NOTHING].append(window.held_up(lambda: None))
        for deeds in (*(partial(list_deeds, window, kind) for kind in LISTS), partial(page_deeds, window)):
            for name, deed in deeds():
                held.setdefault(name, []).append(window.held_up(deed))
            close_dialogs()
            window.settle()
    judge({name: Held.middle(each) for name, each in held.items()})


def test_no_stop_of_the_tour_holds_the_window_up(window: Window, tmp_path: Path) -> None:
    held = {NOTHING: window.held_up(lambda: None)}
    walk(window, held, open_stops(window.window))
    walk(window, held, seldom_stops(window.window, tmp_path / "files"))
    held[LOCKED] = window.held_up(window.window.lock)
    walk(window, held, start_stops(window.window, window.vault))
    held["unlocked"] = window.held_up(window.unlock)
    judge(held)


def walk(window: Window, held: dict[str, Held], stops: Iterator[Stop]) -> None:
    for stop in stops:
        held[stop.name] = window.held_up(stop.show)
        if stop.then is not None:
            held[f"{stop.name}, what is done there"] = window.held_up(stop.then)
        leave(window.window)
        window.settle()


def list_deeds(window: Window, kind: str) -> Deeds:
    """Yield what a person does in a list: narrow it down, order it, group it, choose in it."""
    window.workspace.show_kind(kind)
    window.settle()
    panel = seen(window, ListPanel)
    yield f"{kind}, filtered", partial(QTest.keyClicks, panel.filter, "int")
    yield f"{kind}, filter emptied", panel.filter.clear
    by = panel.model.specs[0].name
    yield f"{kind}, ordered by {by}", partial(panel._choose_look, ListLook((), (by,), ""))
    for spec in grouping_fields(kind_called(kind))[:2]:
        yield f"{kind}, grouped by {spec.name}", partial(panel._choose_look, ListLook((), (), spec.name))
        yield f"{kind}, folded", partial(panel.model.fold_all, folded=True)
        yield f"{kind}, unfolded", partial(panel.model.fold_all, folded=False)
    yield f"{kind}, as usual", partial(panel._choose_look, ListLook())
    for spec in facet_fields(kind_called(kind))[:1]:
        yield f"{kind}, narrowed by {spec.name}", partial(panel.facets.toggle, spec.name, "2020")
        yield f"{kind}, no longer narrowed", panel.facets.clear
    yield f"{kind}, menu of facets", panel._open_facets
    panel.facets.menu.close()
    yield f"{kind}, menu of the view", panel._open_view
    panel.view_menu.close()
    yield f"{kind}, the last", panel.table.scrollToBottom
    yield f"{kind}, all chosen", panel.table.selectAll
    yield f"{kind}, none chosen", panel.table.clearSelection
    yield f"{kind}, the next record", partial(panel.table.choose_row, 1)
    yield f"{kind}, the one after it", partial(panel.table.choose_row, 2)


def page_deeds(window: Window) -> Deeds:
    """Yield what a person does on the other pages, and in the dialogs with words to type."""
    here = window.workspace
    here.open_results(WORDS)
    window.settle()
    results = seen(window, ResultsPage)
    yield "results of other words", partial(results.search, "wet")
    for part in ("done", "bin"):
        here.show_past(part)
        window.settle()
        yield f"history, {part}, filtered", partial(type_in_filter, window)
        yield f"history, {part}, filter emptied", partial(empty_filter, window)
    here.open_finder()
    window.settle()
    finder = QApplication.activeModalWidget()
    assert isinstance(finder, Finder)
    for letter in "int":
        yield f"finder, {letter} typed", partial(QTest.keyClicks, finder.line, letter)
    finder.close()
    yield from rule_deeds(window)


def rule_deeds(window: Window) -> Deeds:
    """Yield the opening of every requirement of every set of rules, to be changed."""
    window.workspace.show_rules()
    window.settle()
    page = seen(window, RulesPage)
    for register in page._views():
        yield f"rules of {register.id}", partial(page.show_register, register.id)
        for rules in register.rule_sets:
            name = f"rules {rules.rule_set.id}"
            yield f"{name}, to be changed", partial(page.copy, rules.rule_set.id)
            for card in seen(window, RuleForm).cards:
                yield f"{name}, {card.requirement_id} opened", card.toggle
                yield f"{name}, {card.requirement_id} closed", card.toggle
            editing = page.editing
            assert isinstance(editing, RuleEditing)
            yield f"{name}, left", editing.cancel


def seen(window: Window, part: type[W]) -> W:
    return next(each for each in window.window.findChildren(part) if each.isVisible())


def filter_of(window: Window) -> QLineEdit:
    """Return the line in which a person types to narrow down what is shown, with the cursor in it."""
    window.workspace.filter_here()
    line = window.window.focusWidget()  # of this window: another may have been in front a moment ago
    assert isinstance(line, QLineEdit)
    return line


def type_in_filter(window: Window) -> None:
    QTest.keyClicks(filter_of(window), "int")


def empty_filter(window: Window) -> None:
    filter_of(window).clear()
