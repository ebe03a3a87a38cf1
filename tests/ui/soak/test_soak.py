"""Hours of use: at the end the vault is whole, nothing went wrong unseen, and the program did not grow.

A short one runs with the other tests; VAKDOSSIER_SOAK=2000 pytest -n 0 tests/ui/soak runs the whole one, and
VAKDOSSIER_SOAK_SEED another.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from portfolio_app.common.clock import FixedClock
from portfolio_app.services.opening import open_portfolio
from portfolio_app.services.spelling.finding import DictionaryPlaces
from tests.dictionaries import dutch_and_english
from tests.ui.driver import PASSPHRASE, Driver
from tests.ui.soak.person import Person
from tour import leave, open_stops

ACTIONS = int(os.environ.get("VAKDOSSIER_SOAK", "120"))
SEED = int(os.environ.get("VAKDOSSIER_SOAK_SEED", "1"))
WARM_AFTER = 0.25
"""Share of the actions after which files were looked at, documents previewed, and all is loaded that those need."""
LONG_ENOUGH = 1000
"""Fewer actions say nothing about growth: parts are still being loaded then."""
MOST_GROWTH = 1.10


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with what somebody might take in: a certificate, a scan, and something that is neither."""
    folder = tmp_path / "files"
    folder.mkdir()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.save(folder / "certificaat.pdf")
    Image.new("RGB", (620, 877), "white").save(folder / "scan.jpg")
    (folder / "geen certificaat.pdf").write_bytes(b"dit is geen pdf")
    return folder


@pytest.fixture
def mistakes(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[BaseException]]:
    """What the window would have told as a mistake of the program."""
    from portfolio_app.ui.window import MainWindow

    found: list[BaseException] = []
    monkeypatch.setattr(MainWindow, "tell_mistake", lambda _window, error: found.append(error))
    return found


def memory_in_use() -> int:
    """Return the memory of this process in bytes, or 0 where that cannot be asked.

    What the C library keeps aside for later is given back first: it is not in use, and differs from run to run.
    """
    gc.collect()
    with contextlib.suppress(AttributeError, OSError):  # only the GNU library knows this
        ctypes.CDLL(None).malloc_trim(0)
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def wrong_with(vault: Path, clock: FixedClock) -> set[tuple[str, str]]:
    """Return what a check finds; evidence of which the file was never there is found from the start."""
    with open_portfolio(vault, clock=clock, passphrase=PASSPHRASE) as portfolio:
        return {(finding.place, finding.record_id) for finding in portfolio.check().findings}


@pytest.mark.usefixtures("memory_keyring")
def test_nothing_goes_wrong_in_hours_of_use(
    open_driver: Driver,
    files: Path,
    mistakes: list[BaseException],
    monkeypatch: pytest.MonkeyPatch,
    clock: FixedClock,
    filled_vault: Path,
    tmp_path: Path,
) -> None:
    places = DictionaryPlaces(tmp_path / "own", (dutch_and_english(tmp_path / "machine"),))
    open_driver.window.backroom.dictionaries = lambda: places
    open_driver.workspace.session.dictionaries = lambda: places
    person = Person(open_driver, files, SEED)
    person.answer_the_system(monkeypatch.setattr)
    for stop in open_stops(open_driver.window):  # so that every part is loaded before growth is measured
        if ACTIONS >= LONG_ENOUGH:
            stop.show()
            open_driver.settle()
            leave(open_driver.window)
    mistakes.clear()  # the tour tells of one that it invented
    warm = 0
    for number in range(ACTIONS):
        person.act()
        assert mistakes == [], f"after action {number}: {person.did}"
        if number == int(ACTIONS * WARM_AFTER):
            person.come_to_rest()
            warm = memory_in_use()
    person.come_to_rest()
    grown = memory_in_use() / warm if warm else 1
    print(f"seed {SEED}, {ACTIONS} actions, memory × {grown:.3f}: {dict(person.did.most_common())}, {person.saw}")
    open_driver.close()
    QApplication.processEvents()
    before = wrong_with(shutil.copytree(filled_vault, tmp_path / "before"), clock)
    assert wrong_with(open_driver.vault, clock) - before == set()
    if ACTIONS >= LONG_ENOUGH:
        assert grown <= MOST_GROWTH
