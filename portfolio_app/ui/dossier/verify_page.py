"""The check of a dossier that somebody was given: dropped here or chosen, and told whether it is intact."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QLabel, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.services.verifying import verify
from portfolio_app.ui.dossier.parts import Card, Page, clear, verdict_row
from portfolio_app.ui.look import Look
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.labels import plain_label, selectable

if TYPE_CHECKING:
    from portfolio_app.common.errors import VakdossierError
    from portfolio_app.services.verifying import Report

_TITLE: Final = Text("Een dossier controleren", "Check a dossier")
_HINT: Final = Text(
    "Sleep een dossier hierheen om te zien of er iets aan veranderd is en wie het ondertekende. Er gaat niets naar "
    "buiten.",
    "Drop a dossier here to see whether anything was changed and who signed it. Nothing leaves this computer.",
)
_DROP: Final = Text("Sleep hier een PDF naartoe", "Drop a PDF here")
_CHOOSE: Final = Text("Bestand kiezen…", "Choose a file…")
_PDF: Final = Text("PDF (*.pdf)", "PDF (*.pdf)")
_CHECKING: Final = Text("{name} wordt gecontroleerd…", "Checking {name}…")
_CHANGED: Final = Text("Wat er veranderd is", "What was changed")
_SIGNATURES: Final = Text("Ondertekening", "Signature")
_NOTES: Final = Text("Ook goed om te weten", "Also good to know")
_MOST: Final = 40


class DropArea(QFrame):
    """Where a file can be dropped.

    Attributes:
        dropped: the file.
    """

    dropped = Signal(Path)

    def __init__(self, look: Look, button: QWidget) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAcceptDrops(True)
        self.setMinimumHeight(150)
        picture = QLabel()
        picture.setPixmap(look.pixmap("upload", look.tones.quiet, 34, self.devicePixelRatioF()))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = plain_label(look.say(_DROP), tone="quiet")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(picture)
        column.addWidget(words)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files of this machine."""
        if _file_in(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which file was dropped."""
        path = _file_in(event)
        if path is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)


class VerifyPage(Page):
    """Takes a dossier and says what became of it."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, parent)
        self.head(_TITLE, _HINT)
        self.button = push_button(self.look, _CHOOSE, self.ask, icon="folder-open")
        self.area = DropArea(self.look, self.button)
        self.area.dropped.connect(self.check)
        self.column.addWidget(self.area)
        self._result = QVBoxLayout()
        self._result.setSpacing(12)
        self.column.addLayout(self._result)
        self.column.addStretch(1)

    def ask(self) -> None:
        """Let the person choose the file."""
        shown, _ = QFileDialog.getOpenFileName(self, self.look.say(_CHOOSE), str(Path.home()), self.look.say(_PDF))
        if shown:
            self.check(Path(shown))

    def check(self, path: Path) -> None:
        """Check a file and show the verdict."""
        clear(self._result)
        words = self.look.say(_CHECKING.fill(name=path.name))
        self._result.addWidget(plain_label(words, tone="quiet"))
        self.session.read(
            lambda portfolio: verify(path, portfolio.clock),
            lambda report: self._show(path, report),
            owner=self,
            slot="verify",
            failed=lambda error: self._failed(path, error),
        )

    def _failed(self, path: Path, error: VakdossierError) -> None:
        clear(self._result)
        card = Card(self.look)
        card.column.addWidget(verdict_row(self.look, "circle-alert", "attention", path.name))
        card.column.addWidget(selectable(plain_label(error.say(self.look.language))))
        self._result.addWidget(card)

    def _show(self, path: Path, report: Report) -> None:
        clear(self._result)
        say = self.look.say
        card = Card(self.look)
        icon, tone = ("shield-check", "good") if report.intact else ("shield-alert", "bad")
        card.column.addWidget(verdict_row(self.look, icon, tone, say(report.headline)))  # type: ignore[arg-type]
        card.column.addWidget(selectable(plain_label(path.name, tone="quiet")))
        self._result.addWidget(card)
        for heading, texts in (
            (_CHANGED, report.findings),
            (_SIGNATURES, (*report.signatures, report.strength)),
            (_NOTES, report.notes),
        ):
            if texts:
                part = Card(self.look, heading)
                for text in texts[:_MOST]:
                    part.column.addWidget(selectable(plain_label(say(text))))
                self._result.addWidget(part)


def _file_in(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if urls and urls[0].isLocalFile() else None
