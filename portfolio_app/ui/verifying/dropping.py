"""A place where files can be dropped, and what was dropped there."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.ui.dropped import dropped_files
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.drop_hint import show_drop_hint
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.sign import Sign

_DROP: Final = Text("Sleep hier een pdf naartoe", "Drop a PDF here")
_DROP_HOW: Final = Text(
    "Hebt u ook het origineel? Sleep ze samen hierheen, dan worden ze vergeleken.",
    "Do you have the original too? Drop both together and they are compared.",
)

_TO_CHECK: Final = Text("Laat los om dit dossier te controleren", "Drop to check this dossier")
_TO_COMPARE: Final = Text(
    "Laat los om het dossier met het origineel te vergelijken", "Drop to compare the dossier with the original"
)
_NO_DOSSIER: Final = Text("Dit is geen pdf, dus ook geen dossier.", "This is not a PDF, so it is not a dossier either.")


class DropArea(QFrame):
    """Where files can be dropped.

    Attributes:
        dropped: the dossier, and the original to hold it against; None when only one file was dropped.
    """

    dropped = Signal(object, object)

    def __init__(self, look: Look, button: QWidget) -> None:
        super().__init__()
        self._look = look
        self.setObjectName("card")
        self.setAcceptDrops(True)
        self.setMinimumHeight(look.wide(170))  # grows with its words
        picture = Sign(look, "upload", "quiet", 34, grows=False)
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = plain_label(look.say(_DROP), tone="quiet")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(picture)
        column.addWidget(words)
        how = plain_label(look.say(_DROP_HOW), tone="quiet", size=0.95)
        how.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(how)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take dossiers of this machine."""
        answer_dossiers(event, self, self._look)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which files were dropped."""
        paths = dropped_files(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(*dossier_and_original(paths))


def answer_dossiers(event: QDragEnterEvent, over: QWidget, look: Look, otherwise: Text = _NO_DOSSIER) -> None:
    """Tell of files that are dragged over a widget that they will be checked, or say `otherwise`."""
    files = dropped_files(event.mimeData())
    if files:
        welcome = all(each.suffix.lower() == ".pdf" for each in files[:2])
        words = (_TO_COMPARE if len(files) > 1 else _TO_CHECK) if welcome else otherwise
        show_drop_hint(event, over, look, look.say(words), welcome=welcome)


def dossier_and_original(paths: list[Path]) -> tuple[Path, Path | None]:
    """Return which of the files that were dropped is the dossier, and which the original to hold it against."""
    return paths[0], paths[1] if len(paths) > 1 else None
