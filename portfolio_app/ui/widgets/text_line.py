"""A line to type on."""

from __future__ import annotations

from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QLineEdit


class TextLine(QLineEdit):
    """Takes words that are dropped on it, and leaves files to what it stands in: their paths are not what was meant."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Leave files alone."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)
