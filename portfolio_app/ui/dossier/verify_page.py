"""The check of a dossier that somebody was given: dropped here or chosen, and told whether it is intact."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.services.verifying import verify
from portfolio_app.ui.dossier.parts import Card, Page, verdict_row
from portfolio_app.ui.dossier.take_over import TakeOverCard
from portfolio_app.ui.look import Look
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.labels import plain_label, selectable
from portfolio_app.ui.widgets.layouts import clear

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
_DROP_HOW: Final = Text(
    "Hebt u ook het origineel? Sleep ze samen hierheen, dan worden ze vergeleken.",
    "Do you have the original as well? Drop both, and they are held against each other.",
)
_AGAINST: Final = Text("Vergelijken met het origineel…", "Hold against the original…")
_SWAP: Final = Text("Omwisselen", "Swap them")
_FILE: Final = Text("Gekregen dossier: {name}", "Dossier that was given: {name}")
_ORIGINAL: Final = Text("Origineel: {name}", "Original: {name}")
_CHOOSE: Final = Text("Bestand kiezen…", "Choose a file…")
_PDF: Final = Text("PDF (*.pdf)", "PDF (*.pdf)")
_CHECKING: Final = Text("{name} wordt gecontroleerd…", "Checking {name}…")
_CHANGED: Final = Text("Wat er veranderd is", "What was changed")
_SIGNATURES: Final = Text("Ondertekening", "Signature")
_NOTES: Final = Text("Ook goed om te weten", "Also good to know")
_MOST: Final = 40


class DropArea(QFrame):
    """Where files can be dropped.

    Attributes:
        dropped: the dossier, and the original to hold it against; None when only one file was dropped.
    """

    dropped = Signal(object, object)

    def __init__(self, look: Look, button: QWidget) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAcceptDrops(True)
        self.setMinimumHeight(look.wide(170))  # grows with its words
        picture = QLabel()
        picture.setPixmap(look.pixmap("upload", look.tones.quiet, 34, self.devicePixelRatioF()))
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
        """Take files of this machine."""
        if _files_in(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which files were dropped."""
        paths = _files_in(event)
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths[0], paths[1] if len(paths) > 1 else None)


class VerifyPage(Page):
    """Takes a dossier and says what became of it."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, parent)
        self.head(_TITLE, _HINT)
        self.button = push_button(self.look, _CHOOSE, self.ask, icon="folder-open")
        self.area = DropArea(self.look, self.button)
        self.area.dropped.connect(self.check)
        self.column.addWidget(self.area)
        self.path: Path | None = None
        self.original: Path | None = None
        self._files = plain_label("", tone="quiet")
        self.against_button = push_button(self.look, _AGAINST, self.ask_original, icon="file-text")
        self.swap_button = push_button(self.look, _SWAP, self.swap)
        self._chosen = QWidget()
        chosen = QHBoxLayout(self._chosen)
        chosen.setContentsMargins(0, 0, 0, 0)
        chosen.addWidget(self._files, 1)
        chosen.addWidget(self.against_button)
        chosen.addWidget(self.swap_button)
        self._chosen.hide()
        self.column.addWidget(self._chosen)
        self._result = QVBoxLayout()
        self._result.setSpacing(12)
        self.column.addLayout(self._result)
        self.take_over = TakeOverCard(session)
        self.column.addWidget(self.take_over)
        self.column.addStretch(1)

    def ask(self) -> None:
        """Let the person choose the file."""
        shown, _ = QFileDialog.getOpenFileName(self, self.look.say(_CHOOSE), str(Path.home()), self.look.say(_PDF))
        if shown:
            self.check(Path(shown))

    def ask_original(self) -> None:
        """Let the person choose the original to hold the dossier against."""
        if self.path is None:
            return
        shown, _ = QFileDialog.getOpenFileName(self, self.look.say(_AGAINST), str(Path.home()), self.look.say(_PDF))
        if shown:
            self.check(self.path, Path(shown))

    def swap(self) -> None:
        """Hold the other file against the one that was taken for the original."""
        if self.path is not None and self.original is not None:
            self.check(self.original, self.path)

    def check(self, path: Path, original: Path | None = None) -> None:
        """Check a file, also against the original where that is given, and show the verdict."""
        self.path, self.original = path, original
        clear(self._result)
        self.take_over.offer(None)
        named = [_FILE.fill(name=path.name)] + ([_ORIGINAL.fill(name=original.name)] if original else [])
        self._files.setText("\n".join(self.look.say(each) for each in named))
        self.against_button.setVisible(original is None)
        self.swap_button.setVisible(original is not None)
        self._chosen.show()
        words = self.look.say(_CHECKING.fill(name=path.name))
        self._result.addWidget(plain_label(words, tone="quiet"))
        self.session.read(
            lambda portfolio: verify(path, portfolio.clock, original),
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
        self.take_over.offer(path)


def _files_in(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
