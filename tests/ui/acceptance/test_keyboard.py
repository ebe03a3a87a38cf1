"""The whole window by the keyboard: every place of the tour."""

from __future__ import annotations

from tests.ui.acceptance import keyboard
from tests.ui.acceptance.test_every_place import walk
from tests.ui.driver import Driver


def test_tab_goes_round_in_the_order_of_reading_and_is_seen(open_driver: Driver) -> None:
    walk(
        open_driver,
        keyboard.trapped,
        keyboard.out_of_order,
        keyboard.FocusSeen(),
        keyboard.unreachable_buttons,
        keyboard.without_default,
        keyboard.roleless,
    )
