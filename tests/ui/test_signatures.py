"""What PySide tells of its own methods is put off at the start, and there when it is asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

ASKED = """
import sys
import threading
from PySide6.QtCore import QObject, QPoint, QRect, QTimer, Signal
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout

application = QApplication(["test", "-platform", "offscreen"])

class Teller(QObject):
    told = Signal(int)

class Wide(QLabel):
    def sizeHint(self):
        return super().sizeHint("wide")

print("shibokensupport.signature.parser" in sys.modules)
label = QLabel()
wrong = [
    lambda: QPoint("a", "b"),
    lambda: QPoint(1, 2, 3),
    lambda: QRect(1, 2, 3, width=4),
    lambda: label.setText(3),
    lambda: label.setText(),
    lambda: label.setText("a", "b"),
    lambda: label.setText(words="a"),
    lambda: label.setFont("Sans"),
    lambda: QLabel(parent=3),
    lambda: QLabel(unknown=3),
    lambda: QColor.fromRgb("red"),
    lambda: QTimer.singleShot("soon", print),
    lambda: QVBoxLayout().addWidget(label, "wide"),
    lambda: Teller().told.emit("words"),
    lambda: Teller().told.connect(3),
    lambda: Wide().sizeHint(),
    lambda: label.nothing(),
    lambda: QFont.Weight("heavy"),
]
def try_all():
    for each in wrong:
        try:
            each()
        except Exception as error:
            print(type(error).__name__, error)
thread = threading.Thread(target=try_all)
thread.start()
thread.join()
try_all()
print(QPoint.__doc__)
print(QPoint.setX.__doc__)
print("shibokensupport.signature.parser" in sys.modules)
import PySide6.support.signature
import PySide6.support.deprecated
print([name for name in vars(PySide6.support.deprecated) if name.startswith("fix_for_")])
"""


def said(before: str) -> list[str]:
    """Return what PySide says in a fresh process, after `before`."""
    done = subprocess.run([sys.executable, "-c", before + ASKED], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def lean() -> list[str]:
    return said("from portfolio_app.ui.starting import start_lean\nstart_lean()\n")


def test_the_start_does_not_make_them(lean: list[str]) -> None:
    assert lean[0] == "False", "this is another PySide: see `_VERSION` in portfolio_app/ui/signatures.py"


def test_they_are_told_as_ever_when_somebody_asks(lean: list[str]) -> None:
    as_ever = said("")
    assert as_ever[0] == "True"
    assert lean[1:] == as_ever[1:]
    assert "QPoint(self, xpos: int, ypos: int, /) -> None" in lean


def test_nothing_that_is_left_out_for_good_would_have_done_anything(lean: list[str]) -> None:
    assert lean[-1] == "[]", "PySide gives way to old names again: let `finish_import` of the stand-in do so too"


def test_another_version_starts_as_it_always_did() -> None:
    other = """
from portfolio_app.ui import signatures
signatures._VERSION = "of another time"
signatures.put_off_signatures()
"""
    assert said(other)[0] == "True"
