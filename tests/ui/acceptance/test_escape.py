"""Escape in everything that is open over the window: it closes, nothing is lost, and the focus goes back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from tests.ui.acceptance.escaping import STAYS, Escaping
from tests.ui.acceptance.test_every_place import fail_with, stops_of_open
from tests.ui.driver import Driver
from tour import Stop

IN_THE_WINDOW = ("page-", "record-", "new-")
"""How most places are called that open nothing over the window; `test_every_place` walks along these."""


def escape_from(driver: Driver, stops: Iterable[Stop]) -> set[str]:
    """Go to each stop and press Escape; fail with what is wrong, or return what kinds of things were open."""
    escape = Escaping(driver)
    found: dict[str, list[str]] = defaultdict(list)
    for stop in stops:
        for finding in escape(stop):
            found[finding].append(stop.name)
    escape.end()
    fail_with(found)
    return escape.opened


def test_escape_closes_what_is_open_loses_nothing_and_leads_back(open_driver: Driver) -> None:
    opened = escape_from(
        open_driver, (stop for stop in stops_of_open(open_driver) if not stop.name.startswith(IN_THE_WINDOW))
    )
    assert opened > {each.__name__ for each in STAYS}


def test_escape_leads_back_to_the_start_page(driver: Driver) -> None:
    window = driver.window
    opened = escape_from(driver, (Stop("settings", window.show_settings), Stop("help", window.show_help)))
    assert opened == {"SettingsDialog", "HelpDialog"}
