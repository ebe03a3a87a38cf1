"""Every page, form and dialog, walked along: in both languages, with large text, full and empty."""

from __future__ import annotations

import inspect
import pkgutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from itertools import chain
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

import portfolio_app.ui
from portfolio_app.common.text import Language, Text
from tests.ui.acceptance import keyboard, looking
from tests.ui.acceptance.painted import faint
from tests.ui.driver import Driver
from tour import Stop, arrive, leave, open_stops, shown, start_stops
from tour_seldom import seldom_start_stops, seldom_stops

Look = Callable[[QWidget], Iterator[str]]
MOST_TURNS = 200  # a sheet that is built part by part takes a turn for each
NAMES = {"RNVC", "RSC", "client", "cliënt"}
"""Registers and a view of the CV, which are called the same in every language."""

TAKEN_IN = {
    "leeg.pdf",
    "dossier.pdf",
    "gekregen.pdf",
    "deelnamekaart.png",
    "presentielijst.png",
    "deelnamekaart",
    "presentielijst",
}
"""What the tour calls the files that it takes in."""

DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
ALWAYS: tuple[Look, ...] = (
    looking.unnamed,
    looking.unlabelled,
    looking.small,
    looking.markup,
    looking.cut_off,
    looking.overlapping,
    keyboard.same_letters,
    faint,
)


def walk(driver: Driver, *looks: Look) -> None:
    """Go to every place, and fail with what `looks` find there: each finding once, with the places where it is."""
    found: dict[str, list[str]] = defaultdict(list)

    def look_around(name: str) -> None:
        driver.settle()
        try:
            let_it_lie_down(shown(driver.window))
        except pytest.fail.Exception as restless:
            found[str(restless)].append(name)
        for look in looks:
            for finding in look(shown(driver.window)):
                found[f"{_called(look)}: {finding}"].append(name)
        leave(driver.window)

    for stop in stops(driver):
        arrive(stop, driver.settle)
        look_around(stop.name)
    fail_with(found)


def stops(driver: Driver) -> Iterator[Stop]:
    """Yield every place: of the open portfolio first, and once it is locked those of the start page."""
    yield from stops_of_open(driver)
    driver.window.lock()
    driver.until(lambda: driver.window.workspace is None)
    yield from chain(
        start_stops(driver.window, driver.vault),
        seldom_start_stops(driver.window, driver.vault, driver.folder / "files"),
    )


def stops_of_open(driver: Driver) -> Iterator[Stop]:
    """Yield the places of an open portfolio."""
    return chain(open_stops(driver.window), seldom_stops(driver.window, driver.folder / "files"))


def fail_with(found: dict[str, list[str]]) -> None:
    """Fail when something was found: each finding once, with the places where it is."""
    if found:
        pytest.fail("\n".join(f"{finding}  [{', '.join(places[:4])}]" for finding, places in found.items()))


def _called(look: Look) -> str:
    look = getattr(look, "func", look)
    return str(getattr(look, "__name__", type(look).__name__))


def let_it_lie_down(top: QWidget) -> None:
    """Wait until the layouts have come to rest: words that wrap move what is below them, once or twice."""
    before: dict[str, QRect] = {}
    moving: set[str] = set()
    for _ in range(MOST_TURNS):
        QApplication.sendPostedEvents()
        QApplication.processEvents()
        parts = top.findChildren(QWidget)
        now = {f"{type(each).__name__} {at}": each.geometry() for at, each in enumerate(parts)}
        if now == before:
            return
        moving = {name for name, place in now.items() if before.get(name) != place}
        before = now
    pytest.fail(f"the layout never comes to rest: {sorted(moving)[:6]}")


def choose(driver: Driver, **settings: object) -> None:
    driver.window._set(driver.keeper.settings.replaced(**settings))
    driver.settle()


@pytest.mark.parametrize(("language", "theme"), [("nl", "light"), ("en", "dark")])
def test_every_place_is_whole_and_named(open_driver: Driver, language: Language, theme: str) -> None:
    choose(open_driver, language=language, theme=theme)
    walk(open_driver, *ALWAYS)


@pytest.mark.parametrize("size", [150, 200])
def test_large_text_fits(open_driver: Driver, size: int) -> None:
    choose(open_driver, text_size=size)
    walk(open_driver, looking.cut_off, looking.overlapping)


def test_every_text_is_translated(empty_driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    say = Text.say

    def marked(text: Text, language: Language) -> str:
        return say(text, language) + looking.TRANSLATED * bool(text)

    monkeypatch.setattr(Text, "say", marked)
    choose(empty_driver, language="en")
    vault = empty_driver.vault
    places = {
        str(vault / "backups"),
        vault.stem,
        vault.parent.name,
        str(empty_driver.folder / "vaults"),
        Path.home().name,
    }
    own = frozenset({*places, *NAMES, *TAKEN_IN})
    walk(empty_driver, partial(looking.untranslated, own=own))


def test_the_tour_shows_everything_that_can_be_seen(open_driver: Driver) -> None:
    seen: set[type] = set()

    def note(top: QWidget) -> Iterator[str]:
        shown_parts = (top, *looking.visible(top))
        # What has nothing to say now stands hidden in a part that is shown.
        parts = (each for part in shown_parts for each in (part, *part.findChildren(QWidget, options=DIRECT)))
        seen.update(kin for each in parts for kin in type(each).__mro__)
        return iter(())

    walk(open_driver, note)
    modules = [
        import_module(found.name) for found in pkgutil.walk_packages(portfolio_app.ui.__path__, "portfolio_app.ui.")
    ]
    ours = {
        each
        for module in modules
        for _, each in inspect.getmembers(module, inspect.isclass)
        if issubclass(each, QWidget) and each.__module__.startswith("portfolio_app.ui")
    }
    assert {each.__name__ for each in ours - seen} == set()
