"""The making of a document as the person sees it: how far it is, a way to stop it, and the file in the end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import CountedText, Text
from portfolio_app.ui.session import Session
from portfolio_app.ui.tasks import Job
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.flow import FlowRow
from portfolio_app.ui.widgets.labels import plain_label, selectable

if TYPE_CHECKING:
    from portfolio_app.services.exports import Written
    from portfolio_app.services.portfolio import Portfolio

_CANCEL: Final = Text("Stoppen", "Stop")
_STOPPING: Final = Text("Wordt gestopt…", "Stopping…")
_BUSY: Final = Text("Bezig…", "Working…")
_DONE: Final = Text("Klaar.", "Done.")
_PAGES: Final = CountedText(Text("{n} bladzijde", "{n} page"), Text("{n} bladzijden", "{n} pages"))
_OPEN_FILE: Final = Text("Openen", "Open")
_OPEN_FOLDER: Final = Text("Map openen", "Open its folder")
_PRINT: Final = Text("Afdrukken…", "Print…")
_READING: Final = Text("Het lezen van het document", "Reading the document")
_PROBLEMS: Final = Text("Dit kon niet worden getoond zoals het is:", "This could not be shown exactly:")
_MOST_PROBLEMS: Final = 12

Work = Callable[["Portfolio", Job], "Written"]
"""Makes a document on the database thread."""


class ProgressPanel(QWidget):
    """Shows how far a document is, lets the person stop it, and offers the file when it is there.

    Attributes:
        ended: it is there, or will not be.
    """

    ended = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._job: Job | None = None
        self._path: Path | None = None
        look = session.look
        self._words = selectable(plain_label(""))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._stop = push_button(look, _CANCEL, self.stop, icon="x")
        self._open = push_button(look, _OPEN_FILE, lambda: self._show(self._path), icon="file-text")
        self._folder = push_button(
            look, _OPEN_FOLDER, lambda: self._show(self._path.parent if self._path else None), icon="folder-open"
        )
        self.print_button = push_button(look, _PRINT, self._print, icon="printer")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._bar)
        column.addWidget(self._words)
        row = FlowRow(self)
        for button in (self._stop, self._open, self._folder, self.print_button):
            row.flow.addWidget(button)
        column.addWidget(row)
        self.hide()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def start(self, work: Work) -> None:
        """Begin, and show how far it is."""
        self._look_busy(busy=True)
        self._words.setText(self._session.say(_BUSY))
        self._bar.setRange(0, 0)
        self.show()
        self._job = self._session.export(work, self._done, owner=self, failed=self._failed)
        self._job.progressed.connect(self._progressed)

    def stop(self) -> None:
        """Ask the work to stop."""
        if self._job is not None:
            self._job.stop()
            self._stop.setEnabled(False)
            self._words.setText(self._session.say(_STOPPING))

    def _progressed(self, stage: Text, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if self._stop.isEnabled():
            counted = f" · {done} / {total}" if total > 1 else ""
            self._words.setText(f"{self._session.say(stage)}{counted}")

    def _done(self, written: Written) -> None:
        language = self._session.look.language
        self._path = written.path
        self._look_busy(busy=False)
        lines = [f"{self._session.say(_DONE)} {written.path.name}"]
        if written.pages:
            lines[0] += f" · {_PAGES.say(written.pages, language)}"
        if written.problems:
            lines.append(self._session.say(_PROBLEMS))
            lines.extend(f"– {problem.say(language)}" for problem in written.problems[:_MOST_PROBLEMS])
            if len(written.problems) > _MOST_PROBLEMS:
                lines.append("…")
        self._words.setText("\n".join(lines))
        self._session.outgoing_changed()
        self.ended.emit()

    def _failed(self, error: VakdossierError) -> None:
        self._path = None
        self._look_busy(busy=False)
        self._words.setText(error.say(self._session.look.language))
        self.ended.emit()

    def _look_busy(self, *, busy: bool) -> None:
        self._bar.setVisible(busy)
        self._stop.setVisible(busy)
        self._stop.setEnabled(busy)
        for button in (self._open, self._folder):
            button.setVisible(not busy and self._path is not None)
        self.print_button.setVisible(not busy and self._path is not None and self._path.suffix.lower() == ".pdf")

    def _print(self) -> None:
        path = self._path
        if path is None:
            return

        def print_it(pdf: bytes) -> None:
            from portfolio_app.ui.printing.print_job import print_pdf

            print_pdf(self._session, pdf, self)

        self._session.read(lambda _portfolio: _content_of(path), print_it, owner=self)

    def _show(self, path: Path | None) -> None:
        if path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _content_of(path: Path) -> bytes:
    from portfolio_app.common.refusals import refusal_from

    try:
        return path.read_bytes()
    except OSError as error:
        raise refusal_from(error, _READING) from error
