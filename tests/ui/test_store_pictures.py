"""The pictures that are published are of places that there are, of the window that a desktop knows by its entry."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

import readme_pictures
from portfolio_app.bootstrap import make_application
from store.listing import LISTING
from tests.ui.driver import Driver
from tour import open_stops


def test_what_is_pictured_are_stops_of_the_tour(open_driver: Driver) -> None:
    stops = {stop.name for stop in open_stops(open_driver.window)}
    assert {shot.place for shot in LISTING.shots} <= stops
    assert {wanted.place for wanted in readme_pictures.SHOWN} <= stops


def test_a_desktop_finds_the_entry_of_the_window(qapp: QApplication) -> None:
    make_application()
    assert qapp.desktopFileName() == LISTING.command
