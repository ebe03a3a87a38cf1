"""The check of a dossier that somebody was given: dropped here or chosen, and told whether it is intact."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from portfolio_app.common.clock import Clock
from portfolio_app.common.text import Text
from portfolio_app.ui.backups.working import WorkPanel
from portfolio_app.ui.look import Look
from portfolio_app.ui.tasks import Job
from portfolio_app.ui.verifying.dropping import DropArea
from portfolio_app.ui.widgets.announcing import announce
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.cards import Card, verdict_row
from portfolio_app.ui.widgets.labels import plain_label, selectable
from portfolio_app.ui.widgets.layouts import clear

if TYPE_CHECKING:
    from portfolio_app.common.errors import VakdossierError
    from portfolio_app.services.verifying import Report

TITLE: Final = Text("Een dossier controleren", "Check a dossier")
HINT: Final = Text(
    "Sleep een dossier hierheen om te zien of er iets aan veranderd is en wie het ondertekende. Er gaat niets naar "
    "buiten.",
    "Drop a dossier here to see whether anything has been changed and who signed it. Nothing leaves this computer.",
)
_AGAINST: Final = Text("Vergelijken met het origineel…", "Compare with the original…")
_SWAP: Final = Text("Omwisselen", "Swap them")
_AGAIN: Final = Text("Opnieuw controleren", "Check again")
_FILE: Final = Text("Gekregen dossier: {name}", "Dossier received: {name}")
_ORIGINAL: Final = Text("Origineel: {name}", "Original: {name}")
_CHOOSE: Final = Text("Bestand kiezen…", "Choose a file…")
_PDF: Final = Text("PDF (*.pdf)", "PDF (*.pdf)")
_CHECKING: Final = Text("{name} wordt gecontroleerd…", "Checking {name}…")
_PROGRESS: Final = Text("Voortgang van de controle", "Progress of the check")
_CHANGED: Final = Text("Wat er veranderd is", "What has changed")
_SIGNATURES: Final = Text("Ondertekening", "Signature")
_NOTES: Final = Text("Ook goed om te weten", "Also good to know")
_NOT_CHECKED: Final = Text("Niet gecontroleerd: {name}", "Not checked: {name}")
_STOPPED: Final = Text(
    "De controle is gestopt. Over het dossier is dus niets gezegd.",
    "The check was stopped. So nothing was said about the dossier.",
)
_MOST: Final = 40
_AROUND: Final = 12
_LAID_OUT_MS: Final = 30
"""By then words that wrap have told how high they are."""


class AskedCheck(NamedTuple):
    """A check that is to be done on the other thread.

    Attributes:
        check: does it, given its own job and a clock.
        then: gets what it found.
        owner: who asked; of an earlier check of theirs, or one that they stopped, nothing is to be heard.
        failed: gets why it could not be done.
    """

    check: Callable[[Job, Clock], Report]
    then: Callable[[Report], None]
    owner: QObject
    failed: Callable[[VakdossierError], None]


Worker = Callable[[AskedCheck], Job]
"""Has a check done; see `Tasks.run_reporting`."""

SLOT: Final = "verify"


class VerifyPanel(QWidget):
    """Takes a dossier and says what became of it; hiding it stops a check that is not done.

    Attributes:
        begun: a check begins: what was said before holds no longer.
        checked: the path of a file that is a dossier, intact or not.
    """

    begun = Signal()
    checked = Signal(object)

    def __init__(self, look: Look, worker: Worker) -> None:
        super().__init__()
        self._look = look
        self._worker = worker
        self.path: Path | None = None
        self.original: Path | None = None
        self.button = push_button(look, _CHOOSE, self.ask, icon="folder-open")
        self.area = DropArea(look, self.button)
        self.area.dropped.connect(self.check)
        self._files = plain_label("", tone="quiet")
        self.again_button = push_button(look, _AGAIN, self.check_again, icon="rotate-ccw")
        self.against_button = push_button(look, _AGAINST, self.ask_original, icon="file-text")
        self.swap_button = push_button(look, _SWAP, self.swap)
        self._chosen = QWidget()
        chosen = QHBoxLayout(self._chosen)
        chosen.setContentsMargins(0, 0, 0, 0)
        chosen.addWidget(self._files, 1)
        for button in (self.again_button, self.against_button, self.swap_button):
            chosen.addWidget(button)
        self._chosen.hide()
        self.work = WorkPanel(look, _PROGRESS)
        self.work.stop_button.clicked.connect(self._stopped)
        self._result = QVBoxLayout()
        self._result.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.area)
        column.addWidget(self._chosen)
        column.addWidget(self.work)
        column.addLayout(self._result)
        self.setFocusProxy(self.button)

    def ask(self) -> None:
        """Let the person choose the file."""
        chosen = self._chosen_file(_CHOOSE)
        if chosen is not None:
            self.check(chosen)

    def ask_original(self) -> None:
        """Let the person choose the original to hold the dossier against."""
        if self.path is None:
            return
        chosen = self._chosen_file(_AGAINST)
        if chosen is not None:
            self.check(self.path, chosen)

    def swap(self) -> None:
        """Hold the other file against the one that was taken for the original."""
        if self.path is not None and self.original is not None:
            self.check(self.original, self.path)

    def check_again(self) -> None:
        """Check what was to be checked when it was stopped, or could not be."""
        if self.path is not None:
            self.check(self.path, self.original)

    def check(self, path: Path, original: Path | None = None) -> None:
        """Check a file, also against the original where that is given, and show the verdict."""
        self.path, self.original = path, original
        clear(self._result)
        self.begun.emit()
        named = [_FILE.fill(name=path.name)] + ([_ORIGINAL.fill(name=original.name)] if original else [])
        self._files.setText("\n".join(self._look.say(each) for each in named))
        self._offer()
        self._chosen.show()

        def verdict(job: Job, clock: Clock) -> Report:
            from portfolio_app.services.verifying import verify

            return verify(path, clock, original, job.report, job.stopped)

        failed = partial(self._failed, path)
        job = self._worker(AskedCheck(verdict, partial(self._show, path), self, failed))
        self._bring_into_sight(self.work)
        self.work.watch(job, self._look.say(_CHECKING.fill(name=path.name)))

    def stop(self) -> None:
        """Stop a check that is not done."""
        if self.work.is_busy:
            self.work.stop()
            self._stopped()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody waits for the outcome any more, unless it is the whole window that is put aside."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.stop()

    def _chosen_file(self, title: Text) -> Path | None:
        start = self.path.parent if self.path is not None else Path.home()
        shown, _ = QFileDialog.getOpenFileName(self, self._look.say(title), str(start), self._look.say(_PDF))
        return Path(shown) if shown else None

    def _offer(self, *, again: bool = False) -> None:
        """Offer what can be done with the files that were chosen."""
        self.again_button.setVisible(again)
        self.against_button.setVisible(self.original is None and not again)
        self.swap_button.setVisible(self.original is not None and not again)

    def _stopped(self) -> None:
        if self.path is not None:
            self._say_why_not(self.path, self._look.say(_STOPPED))

    def _failed(self, path: Path, error: VakdossierError) -> None:
        self._say_why_not(path, error.say(self._look.language))

    def _say_why_not(self, path: Path, words: str) -> None:
        self.work.end()
        clear(self._result)
        self._offer(again=True)
        card = Card(self._look)
        heading = self._look.say(_NOT_CHECKED.fill(name=path.name))
        card.column.addWidget(verdict_row(self._look, "circle-alert", "attention", heading))
        card.column.addWidget(selectable(plain_label(words)))
        self._result.addWidget(card)
        self._bring_into_sight(card)
        announce(self, f"{heading}. {words}")

    def _show(self, path: Path, report: Report) -> None:
        self.work.end()
        clear(self._result)
        say = self._look.say
        verdict = Card(self._look)
        icon, tone = ("shield-check", "good") if report.intact else ("shield-alert", "bad")
        verdict.column.addWidget(verdict_row(self._look, icon, tone, say(report.headline)))  # type: ignore[arg-type]
        verdict.column.addWidget(selectable(plain_label(path.name, tone="quiet")))
        self._result.addWidget(verdict)
        for heading, texts in (
            (_CHANGED, report.findings),
            (_SIGNATURES, (*report.signatures, report.strength)),
            (_NOTES, report.notes),
        ):
            if texts:
                part = Card(self._look, heading)
                for text in texts[:_MOST]:
                    part.column.addWidget(selectable(plain_label(say(text))))
                self._result.addWidget(part)
        self._bring_into_sight(verdict)
        announce(self, say(report.headline))
        self.checked.emit(path)

    def _bring_into_sight(self, part: QWidget) -> None:
        """Scroll to a part that was just shown, once the layout knows where it stands."""

        def show() -> None:
            around = self.parentWidget()
            while around is not None and not isinstance(around, QScrollArea):
                around = around.parentWidget()
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(part, 0, _AROUND)

        QTimer.singleShot(_LAID_OUT_MS, part, show)
