"""Every place on a screen of another scale; `test_scale` runs this in a process of its own, since Qt reads it once."""

from __future__ import annotations

import os

from PySide6.QtGui import QGuiApplication

from tests.ui.acceptance import looking
from tests.ui.acceptance.test_every_place import walk
from tests.ui.driver import Driver


def test_every_place_is_whole_and_sharp(open_driver: Driver) -> None:
    screen = QGuiApplication.primaryScreen()
    assert screen.devicePixelRatio() == float(os.environ["QT_SCALE_FACTOR"])
    assert open_driver.window.width() <= screen.availableSize().width()
    assert open_driver.window.height() <= screen.availableSize().height()
    walk(open_driver, looking.cut_off, looking.overlapping, looking.blurred)
