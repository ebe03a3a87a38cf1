"""A window that is moved to a screen of another scale; the off-screen platform knows only one scale at a time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QSizeF
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QWidget


class Screens:
    """Lets a window see screens of any scale, and tells which pictures it shows there."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Look over the shoulder of every label: what it gives back is scaled for the real screen."""
        self._monkeypatch = monkeypatch
        self._shown: dict[QLabel, QPixmap] = {}
        put = QLabel.setPixmap

        def set_pixmap(label: QLabel, picture: QPixmap) -> None:
            self._shown[label] = picture
            put(label, picture)

        monkeypatch.setattr(QLabel, "setPixmap", set_pixmap)

    def move(self, window: QWidget, scale: float) -> None:
        """Let everything in `window` see another scale, and hear of it as Qt tells it: each widget, from the top."""
        self._monkeypatch.setattr(QWidget, "devicePixelRatioF", lambda _self: scale, raising=False)
        for widget in (window, *window.findChildren(QWidget)):
            QApplication.sendEvent(widget, QEvent(QEvent.Type.DevicePixelRatioChange))
        window.repaint()

    def scale_of(self, label: QLabel) -> float:
        """Return for which scale the picture on a label was made."""
        return self._shown[label].devicePixelRatio()

    def size_of(self, label: QLabel) -> QSizeF:
        """Return how large the picture on a label stands there, whatever the scale."""
        return self._shown[label].deviceIndependentSize()

    def width_of(self, label: QLabel) -> int:
        """Return how many pixels wide the picture on a label is."""
        return self._shown[label].width()
