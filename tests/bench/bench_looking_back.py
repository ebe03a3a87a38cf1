"""Looking back in a large portfolio: the history, its search, the bin, a record of long ago and a day of long ago.

The vault holds 20,000 records, of which thousands were changed and hundreds deleted since the day that is looked back
to. The bars are in times of reading all records as they are now, in the same minute: the first page of the history
and of the bin, with words and without, within half of it; with words that occur nowhere, so that all is gone through,
within once; one record within a twentieth; the whole portfolio of that day within three times. In the window the day
is there within three times, and nothing that is done while looking back holds the window's thread up for more than
50 ms.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.domain.records.learning import Activity
from portfolio_app.services.bin import bin_page
from portfolio_app.services.history import history_page, story_of
from portfolio_app.services.looking_back import record_on, state_of
from portfolio_app.services.opening import open_portfolio
from portfolio_app.services.operations import OperationName
from portfolio_app.services.portfolio import Portfolio
from portfolio_app.services.samples import make_sample
from portfolio_app.ui.pages.history import BIN, DAY, DONE, HistoryPage
from portfolio_app.ui.past.day import DayPanel
from tests.bench.real_window import PASSPHRASE, Window

pytestmark = pytest.mark.bench

RECORDS = 20_000
FIRST_DAY = date(2026, 6, 15)
DAYS = 100
CHANGED_A_DAY = 60
DELETED_A_DAY = 5
TODAY = FIRST_DAY + timedelta(days=DAYS + 10)
ROUNDS = 7
ROUNDS_IN_WINDOW = 3
FIRST_PAGE = 0.5
ALL_GONE_THROUGH = 1.0
ONE_RECORD = 0.05
A_DAY = 3.0
A_DAY_IN_THE_WINDOW = 3.0
LONGEST_HOLD = 0.050
NOTHING = "nothing at all"


def live(portfolio: Portfolio, clock: FixedClock) -> None:
    """Change and delete something every day."""
    chance = random.Random(3)
    ids = [activity.id for activity in portfolio.snapshot().of(Activity)]
    for day in range(DAYS):
        clock.moment += timedelta(days=1)
        with portfolio.vault.storage.transaction(OperationName.CHANGE) as unit:
            for record_id in chance.sample(ids, CHANGED_A_DAY):
                activity = unit.records.get(Activity, record_id)
                unit.update(activity.with_values(notes=f"dag {day} {activity.notes}"))
        portfolio.delete([ids.pop(chance.randrange(len(ids))) for _ in range(DELETED_A_DAY)])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("terug")
    vault, clock = place / "groot.vakdossier", FixedClock.on(FIRST_DAY)
    make_sample(vault, PASSPHRASE, records=RECORDS, evidence=0, seed=1, clock=clock, today=FIRST_DAY)
    with open_portfolio(vault, passphrase=PASSPHRASE, clock=clock) as portfolio:
        live(portfolio, clock)
    return place


@pytest.fixture
def portfolio(folder: Path) -> Iterator[Portfolio]:
    with open_portfolio(folder / "groot.vakdossier", passphrase=PASSPHRASE, clock=FixedClock.on(TODAY)) as opened:
        yield opened


def median(deed: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        deed()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def told(figures: dict[str, float]) -> dict[str, float]:
    print()
    for name, seconds in figures.items():
        print(f"{name}: {seconds * 1000:.1f} ms")
    return figures


def test_looking_back_costs_little(portfolio: Portfolio) -> None:
    changed = portfolio.snapshot().of(Activity)[0].id
    figures = told(
        {
            "history": median(lambda: history_page(portfolio)),
            "history, searched": median(lambda: history_page(portfolio, "intervisie")),
            "bin": median(lambda: bin_page(portfolio)),
            "bin, searched": median(lambda: bin_page(portfolio, "intervisie")),
            "history, all gone through": median(lambda: history_page(portfolio, "ditwoordisernooit")),
            "bin, all gone through": median(lambda: bin_page(portfolio, "ditwoordisernooit")),
            "one record": median(lambda: record_on(portfolio, changed, FIRST_DAY)),
            "its versions": median(lambda: story_of(portfolio, changed)),
        }
    )
    bars = dict.fromkeys(figures, FIRST_PAGE)
    bars |= {name: ALL_GONE_THROUGH for name in figures if name.endswith("gone through")}
    bars |= {"one record": ONE_RECORD, "its versions": ONE_RECORD}
    now = median(portfolio.snapshot)
    assert {name: seconds / now for name, seconds in figures.items() if seconds > bars[name] * now} == {}


def test_a_day_of_long_ago_costs_little_more_than_today(portfolio: Portfolio) -> None:
    figures = told({"now": median(portfolio.snapshot), "then": median(lambda: state_of(portfolio, FIRST_DAY).snapshot)})
    assert figures["then"] <= A_DAY * figures["now"]


def test_looking_back_never_holds_the_window_up(folder: Path) -> None:
    with open_portfolio(folder / "groot.vakdossier", passphrase=PASSPHRASE, clock=FixedClock.on(TODAY)) as portfolio:
        now = median(portfolio.snapshot)
    window = Window(folder, TODAY)
    try:
        held, taken = deeds_of(window, page_of(window))
    finally:
        window.close()
    told({"reading all as it is now": now, "the day is there": taken})
    told({f"{name}, held up": seconds for name, seconds in held.items()})
    besides = held[NOTHING]
    assert {name: seconds for name, seconds in held.items() if seconds - besides > LONGEST_HOLD} == {}
    assert taken <= A_DAY_IN_THE_WINDOW * now


def page_of(window: Window) -> HistoryPage:
    workspace = window.window.workspace
    assert workspace is not None
    workspace.go("history")
    window.settle()
    page = workspace._stack.currentWidget()
    assert isinstance(page, HistoryPage)
    for part in (DONE, BIN, DAY):  # each is built in a turn of its own, which is another bench's business
        page.show_part(part)
        window.settle()
    return page


def deeds_of(window: Window, page: HistoryPage) -> tuple[dict[str, float], float]:
    """Return how long each deed held the window up, and how long it took before the day was there."""
    panel = page.panel
    assert isinstance(panel, DayPanel)
    rounds: list[dict[str, float]] = []
    waited: list[float] = []
    for _ in range(ROUNDS_IN_WINDOW):
        panel.day.show_value(FIRST_DAY)
        panel._then = None
        begun = time.perf_counter()
        panel.show_day()
        window.until(lambda: panel._then is not None and panel.list.lines.rowCount() > 0)
        waited.append(time.perf_counter() - begun)
        window.settle()
        deeds: dict[str, Callable[[], object]] = {
            NOTHING: lambda: None,
            "the day": panel.show_day,
            "another kind": lambda: panel.kinds.setCurrentIndex(panel.kinds.findData("activity")),
            "its filter": lambda: panel.filter.setText("intervisie"),
            "no filter": lambda: panel.filter.setText(""),
            "the history": lambda: page.show_part(DONE),
            "the bin": lambda: page.show_part(BIN),
            "back to the day": lambda: page.show_part(DAY),
        }
        rounds.append({name: window.held_up(deed).processor for name, deed in deeds.items()})
    return {name: statistics.median(each[name] for each in rounds) for name in rounds[0]}, statistics.median(waited)
