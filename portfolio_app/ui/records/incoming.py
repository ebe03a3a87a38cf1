"""Files that a person drops or pastes: what they are, and what the window shows while they are taken in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QImage
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import CountedText, Text
from portfolio_app.domain.evidence_files import ALL_ENDINGS, KINDS_IN_WORDS
from portfolio_app.ui.dropped import dropped_files
from portfolio_app.ui.look import Look
from portfolio_app.ui.session import Session
from portfolio_app.ui.tasks import Job
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.dialog import Dialog
from portfolio_app.ui.widgets.labels import Tone, plain_label, selectable
from portfolio_app.ui.widgets.link import link_button
from portfolio_app.ui.widgets.scrolling import ScrollingColumn
from portfolio_app.ui.widgets.sign import Sign

if TYPE_CHECKING:
    from portfolio_app.services.incoming import Incoming, TakenIn
    from portfolio_app.services.portfolio import Portfolio

_TITLE: Final = Text("Bestanden toevoegen", "Adding files")
_TAKING: Final = Text("{name} wordt bekeken en versleuteld bewaard…", "{name} is being checked and stored encrypted…")
_TAKING_MANY: Final = CountedText(
    Text("{n} bestand wordt bekeken en versleuteld bewaard…", "{n} file is being checked and stored encrypted…"),
    Text("{n} bestanden worden bekeken en versleuteld bewaard…", "{n} files are being checked and stored encrypted…"),
)
_TAKEN: Final = CountedText(
    Text("{n} bestand toegevoegd.", "{n} file added."), Text("{n} bestanden toegevoegd.", "{n} files added.")
)
_REFUSED: Final = CountedText(
    Text("{n} bestand is niet toegevoegd.", "{n} file was not added."),
    Text("{n} bestanden zijn niet toegevoegd.", "{n} files were not added."),
)
_STOPPED: Final = CountedText(
    Text("{n} bestand is overgeslagen, omdat u stopte.", "{n} file was skipped, because you stopped."),
    Text("{n} bestanden zijn overgeslagen, omdat u stopte.", "{n} files were skipped, because you stopped."),
)
_MADE: Final = Text("Activiteit gemaakt; kijk haar na: {title}", "Activity added; please check: {title}")
_KEPT: Final = Text("Bewaard als bewijsstuk: {title}", "Kept as evidence: {title}")
_STOP: Final = Text("Stoppen", "Stop")
_STOPPING: Final = Text("Wordt gestopt…", "Stopping…")
_CLOSE: Final = Text("Sluiten", "Close")
_PICTURE: Final = Text("afbeelding van het klembord", "picture from the clipboard")
_ONE: Final = Text("{name} is toegevoegd.", "{name} was added.")
_UNDO: Final = Text("Ongedaan maken", "Undo")
_SIZE: Final = (560, 380)

_CANNOT: Final = Text(
    "Dit kan geen bewijsstuk zijn. Een bestand in {kinds} wel.", "This cannot be evidence. A file in {kinds} can."
)

AS_ACTIVITIES: Final = CountedText(
    Text("Laat los om er een activiteit van te maken", "Drop to make an activity of it"),
    Text("Laat los om er activiteiten van te maken: {n} bestanden", "Drop to make activities of them: {n} files"),
)
AS_EVIDENCE: Final = CountedText(
    Text("Laat los om het als bewijsstuk te bewaren", "Drop to keep it as evidence"),
    Text("Laat los om {n} bestanden als bewijsstuk te bewaren", "Drop to keep {n} files as evidence"),
)
AS_EVIDENCE_HERE: Final = CountedText(
    Text("Laat los om het als bewijsstuk hierbij te bewaren", "Drop to keep it here as evidence"),
    Text("Laat los om {n} bestanden als bewijsstuk hierbij te bewaren", "Drop to keep {n} files here as evidence"),
)
"""What is told of files that are dragged, by what will become of them."""

Done = Callable[["tuple[TakenIn, ...]"], None]


def answer_files(event: QDragEnterEvent, over: QWidget, look: Look, offer: CountedText) -> None:
    """Tell of files that are dragged over a widget what will become of them; leave all else alone.

    By their names alone: they are opened only once they are dropped, and what is no evidence after all is told then.
    """
    from portfolio_app.ui.widgets.drop_hint import show_drop_hint

    files = dropped_files(event.mimeData())
    fit = [each for each in files if each.suffix.lower() in ("", *ALL_ENDINGS)]
    if files:
        words = offer.say(len(files), look.language) if fit else look.say(_CANNOT.fill(kinds=KINDS_IN_WORDS))
        show_drop_hint(event, over, look, words, welcome=bool(fit))


def pasted(data: QMimeData, session: Session) -> list[Incoming]:
    """Return what the clipboard holds: files, or a picture that is no file yet."""
    from portfolio_app.services.evidence import FileContent

    files: list[Incoming] = list(dropped_files(data))
    if not files and data.hasImage():
        image = data.imageData()
        if isinstance(image, QImage) and not image.isNull():
            buffer = QBuffer()
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            image.save(buffer, "PNG")  # type: ignore[call-overload]  # bytes, as the stub has it, are refused
            files.append(FileContent(f"{session.say(_PICTURE)}.png", bytes(buffer.data().data())))
    return files


def take_in(
    session: Session,
    files: Sequence[Incoming],
    parent: QWidget,
    *,
    record_id: str = "",
    make_activities: bool = False,
    then: Done,
) -> None:
    """Take files in on the database thread and show how far it is and what became of each.

    One file that is taken in well is told in passing; several, or one that is refused, in a dialog.
    """
    from portfolio_app.services.incoming import take_in_files

    several = len(files) > 1
    dialog = IntakeDialog(session, files, parent)

    def work(portfolio: Portfolio, job: Job) -> tuple[TakenIn, ...]:
        return take_in_files(
            portfolio,
            files,
            record_id=record_id,
            make_activities=make_activities and several,
            progress=job.report,
            cancelled=job.stopped,
        )

    def done(results: tuple[TakenIn, ...]) -> None:
        for result in results:
            for changes in result.changes:
                session.changed.emit(changes)
        then(results)
        if several or any(result.refusal for result in results):
            dialog.show_results(results)
            dialog.open()
        else:
            dialog.deleteLater()
            for result in results:
                _tell_one(session, result)

    def failed(error: VakdossierError) -> None:
        dialog.show_failure(error)
        dialog.open()

    job = session.export(work, done, owner=dialog, failed=failed)
    dialog.follow(job)
    if several:
        dialog.open()
    else:
        session.said.emit(session.say(_TAKING.fill(name=files[0].name)), None, None)


def _tell_one(session: Session, result: TakenIn) -> None:
    operation = result.changes[-1].operation if result.changes else None
    words = session.say(_ONE.fill(name=result.name))
    session.said.emit(words, _UNDO, lambda: session.undo(operation))


class IntakeDialog(Dialog):
    """How far the taking in of files is, and then what became of each."""

    def __init__(self, session: Session, files: Sequence[Incoming], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._files = tuple(files)
        self._job: Job | None = None
        look = session.look
        self.setWindowTitle(look.say(_TITLE))
        self.resize(*_SIZE)
        words = _TAKING_MANY.say(len(files), look.language)
        self.words = selectable(plain_label(words, self, strong=True))
        self._bar = QProgressBar(self)
        self._bar.setRange(0, len(files))
        self._bar.setAccessibleName(words)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        scroll = ScrollingColumn(self, name=look.say(_TITLE))
        inner = QVBoxLayout(scroll.content)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.addLayout(self._lines)
        inner.addStretch(1)
        self.stop = push_button(look, _STOP, self._stop, icon="x")
        self.close_button = push_button(look, _CLOSE, self.accept, role="primary")
        self.close_button.hide()
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.stop)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(self.words)
        column.addWidget(self._bar)
        column.addWidget(scroll, 1)
        column.addLayout(foot)

    def follow(self, job: Job) -> None:
        """Show how far a job is."""
        self._job = job
        job.progressed.connect(self._progressed)

    def show_results(self, results: Sequence[TakenIn]) -> None:
        """Show what became of each file, refused ones first."""
        language = self._session.look.language
        refused = [result for result in results if result.refusal is not None]
        taken = [result for result in results if result.refusal is None]
        skipped = len(self._files) - len(results)
        parts = [_TAKEN.say(len(taken), language)] if taken else []
        parts += [_REFUSED.say(len(refused), language)] if refused else []
        parts += [_STOPPED.say(skipped, language)] if skipped else []
        self._end(" ".join(parts))
        for result in refused:
            if result.refusal is not None:
                self._add_line(result.name, result.refusal.say(language), "circle-alert", "bad")
        for result in taken:
            self._add_taken(result)

    def show_failure(self, error: VakdossierError) -> None:
        """Show why nothing could be taken in."""
        self._end(error.say(self._session.look.language))

    def reject(self) -> None:
        """Go; while files are being taken in, stop that, and stand here until it is told what became of each."""
        if self._job is not None:
            self._stop()
        else:
            super().reject()

    def _end(self, words: str) -> None:
        self._job = None
        self.words.setText(words)
        self.setAccessibleDescription(words)
        self._bar.hide()
        self.stop.hide()
        self.close_button.show()
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _progressed(self, _stage: Text, done: int, _total: int) -> None:
        self._bar.setValue(done)
        if done < len(self._files) and self.stop.isEnabled():
            self.words.setText(self._session.say(_TAKING.fill(name=self._files[done].name)))

    def _stop(self) -> None:
        if self._job is not None:
            self._job.stop()
            self.stop.setEnabled(False)
            self.words.setText(self._session.say(_STOPPING))

    def _add_taken(self, result: TakenIn) -> None:
        if result.activity is not None:
            words = self._session.say(_MADE.fill(title=self._session.title(result.activity)))
            self._add_line(result.name, words, "circle-check", "good", (result.activity.kind.key, result.activity.id))
        elif result.evidence is not None:
            words = self._session.say(_KEPT.fill(title=self._session.title(result.evidence)))
            self._add_line(result.name, words, "circle-check", "good", (result.evidence.kind.key, result.evidence.id))

    def _add_line(self, name: str, words: str, icon: str, tone: Tone, target: tuple[str, str] | None = None) -> None:
        look = self._session.look
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Sign(look, icon, tone, 18, parent=line), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(plain_label(name, line, strong=True))
        if target is None:
            column.addWidget(selectable(plain_label(words, line)))
        else:
            column.addWidget(link_button(look, words, partial(self._go, *target), icon="arrow-right", parent=line))
        row.addLayout(column, 1)
        self._lines.addWidget(line)

    def _go(self, kind: str, record_id: str) -> None:
        self.accept()
        self._session.record_asked.emit(kind, record_id)
