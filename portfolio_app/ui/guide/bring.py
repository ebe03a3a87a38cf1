"""The steps about what the person has already, and about where their backups go."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QInputDialog, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import CountedText, Text
from portfolio_app.domain.evidence_files import CHOOSING_FILTER, KINDS_IN_WORDS
from portfolio_app.services.getting_started import FirstSteps
from portfolio_app.ui.guide.step import Step
from portfolio_app.ui.session import Session
from portfolio_app.ui.tasks import Job
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.labels import plain_label, selectable

if TYPE_CHECKING:
    from portfolio_app.services.archives import Imported
    from portfolio_app.services.incoming import TakenIn
    from portfolio_app.services.portfolio import Portfolio

T = TypeVar("T")

_BRING: Final = Text("Wat hebt u al?", "What do you have already?")
_BRING_HOW: Final = Text(
    "Haal binnen wat er is; de originelen blijven waar ze zijn. U kunt dit later ook nog doen.",
    "Import what you have; the originals stay where they are. You can also do this later.",
)
_ARCHIVE: Final = Text("Een archief van Vakdossier…", "A Vakdossier archive…")
_ARCHIVE_HOW: Final = Text(
    "Alles uit een ander portfolio: een zip-bestand dat u daar hebt gemaakt.",
    "Everything from another portfolio: a zip file made there.",
)
_ARCHIVE_FILES: Final = Text("Archief (*.zip)", "Archive (*.zip)")
_ARCHIVE_PASSPHRASE: Final = Text("Wachtwoordzin van het archief", "Passphrase of the archive")
_DOSSIER: Final = Text("Een dossier van Vakdossier (pdf)…", "A Vakdossier dossier (PDF)…")
_DOSSIER_HOW: Final = Text(
    "De gegevens en bijlagen uit een dossier dat met dit programma is gemaakt.",
    "The records and annexes from a dossier made with this program.",
)
_CERTIFICATES: Final = Text("Een map met certificaten…", "A folder of certificates…")
_CERTIFICATES_HOW: Final = Text(
    "Elk bestand dat {kinds} is, wordt een bewijsstuk, versleuteld bewaard.",
    "Every {kinds} file becomes a piece of evidence, stored encrypted.",
).fill(kinds=KINDS_IN_WORDS)
_FILES: Final = Text("Losse bestanden…", "Individual files…")
_FILES_HOW: Final = Text("Kies er een of meer.", "Choose one or more.")
_NO_FILES: Final = Text("In die map staat geen {kinds}.", "There is no {kinds} file in that folder.").fill(
    kinds=KINDS_IN_WORDS
)
_IMPORTED: Final = CountedText(
    Text("Klaar: {n} gegeven overgenomen.", "Done: {n} record imported."),
    Text("Klaar: {n} gegevens overgenomen.", "Done: {n} records imported."),
)
_TAKEN: Final = CountedText(
    Text("Klaar: {n} bewijsstuk opgenomen.", "Done: {n} piece of evidence added."),
    Text("Klaar: {n} bewijsstukken opgenomen.", "Done: {n} pieces of evidence added."),
)
_NOT_TAKEN: Final = Text("Niet opgenomen:", "Not added:")
_AND_MORE: Final = Text("en nog {n}", "and {n} more")
_STOP: Final = Text("Stoppen", "Stop")
_MOST_NAMED: Final = 8

_BACKUPS: Final = Text("Waar komt de tweede reservekopie?", "Where should the second backup go?")
_BACKUPS_HOW: Final = Text(
    "Bij elk afsluiten maakt het programma een reservekopie in het portfolio zelf. Kies ook een map op een andere "
    "schijf of een stick: dan kunt u verder als deze computer stukgaat of wegraakt. Ook die kopie is versleuteld.",
    "Each time you close it, the program makes a backup inside the portfolio itself. Choose a folder on another "
    "disk or a USB stick as well: then you can carry on if this computer breaks or gets lost. That copy is "
    "encrypted too.",
)
_CHOOSE: Final = Text("Map kiezen…", "Choose a folder…")
_PLACE: Final = Text("Reservekopieën komen ook in: {folder}", "Backups also go to: {folder}")


class BringStep(Step):
    """What the person has already."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _BRING, _BRING_HOW)
        self._job: Job | None = None
        self._offers = QWidget()
        offers = QVBoxLayout(self._offers)
        offers.setContentsMargins(0, 0, 0, 0)
        offers.setSpacing(4)
        self.archive_button = self._offer(offers, _ARCHIVE, _ARCHIVE_HOW, "archive", self._choose_archive)
        self.dossier_button = self._offer(offers, _DOSSIER, _DOSSIER_HOW, "book-open-check", self._choose_dossier)
        self.folder_button = self._offer(offers, _CERTIFICATES, _CERTIFICATES_HOW, "folder-open", self._choose_folder)
        self._offer(offers, _FILES, _FILES_HOW, "paperclip", self._choose_files)
        self._bar = QProgressBar()
        self._bar.setAccessibleName(session.say(_BRING))
        self._bar.setTextVisible(False)
        self._stop = push_button(session.look, _STOP, self._stop_now, icon="x")
        self.words = selectable(plain_label(""))
        self.column.addWidget(self._offers)
        self.column.addWidget(self._bar)
        self.column.addWidget(self._stop)
        self.column.addWidget(self.words)
        self.column.addStretch(1)
        self._show_busy(busy=False)

    def is_done(self, found: FirstSteps) -> bool:
        """Tell whether there is anything."""
        return found.brought

    def take_in(self, files: tuple[Path, ...]) -> None:
        """Take files in as evidence."""
        if not files:
            self.notice.say(self.session.say(_NO_FILES))
            return

        def work(portfolio: Portfolio, job: Job) -> tuple[TakenIn, ...]:
            from portfolio_app.services.incoming import take_in_files

            return take_in_files(portfolio, files, progress=job.report, cancelled=job.stopped)

        self._run(work, self._files_taken)

    def take_over(self, archive: Path, passphrase: str = "") -> None:
        """Take over what is in an archive."""

        def work(portfolio: Portfolio, job: Job) -> Imported:
            from portfolio_app.services.archives import ImportRequest, import_archive

            return import_archive(portfolio, ImportRequest(archive, passphrase), job.report)

        self._run(work, self._archive_taken, partial(self._archive_refused, archive))

    def _offer(
        self, column: QVBoxLayout, text: Text, explanation: Text, icon: str, deed: Callable[[], None]
    ) -> QWidget:
        button = push_button(self.session.look, text, deed, icon=icon)
        button.setAccessibleDescription(self.session.say(explanation))
        column.addWidget(button)
        column.addWidget(plain_label(self.session.say(explanation), tone="quiet", size=0.92))
        column.addSpacing(8)
        return button

    def _choose_archive(self) -> None:
        say = self.session.say
        path, _ = QFileDialog.getOpenFileName(self, say(_ARCHIVE), str(Path.home()), say(_ARCHIVE_FILES))
        if path:
            self.take_over(Path(path))

    def take_over_dossier(self, file: Path) -> None:
        """Take over what is in a dossier that this program made."""

        def work(portfolio: Portfolio, job: Job) -> Imported:
            from portfolio_app.services.archives import ImportRequest
            from portfolio_app.services.dossier_import import import_dossier

            return import_dossier(portfolio, ImportRequest(file), job.report).imported

        self._run(work, self._archive_taken)

    def _choose_dossier(self) -> None:
        say = self.session.say
        path, _ = QFileDialog.getOpenFileName(self, say(_DOSSIER), str(Path.home()), "PDF (*.pdf)")
        if path:
            self.take_over_dossier(Path(path))

    def _choose_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(self, self.session.say(_CERTIFICATES), str(Path.home()))
        if path:
            from portfolio_app.services.getting_started import files_in

            try:
                self.take_in(files_in(Path(path)))
            except VakdossierError as error:
                self.refuse(error)

    def _choose_files(self) -> None:
        say = self.session.say
        paths, _ = QFileDialog.getOpenFileNames(self, say(_FILES), str(Path.home()), say(CHOOSING_FILTER))
        if paths:
            self.take_in(tuple(Path(path) for path in paths))

    def _run(
        self,
        work: Callable[[Portfolio, Job], T],
        then: Callable[[T], None],
        failed: Callable[[VakdossierError], None] | None = None,
    ) -> None:
        self.notice.say("")
        self.words.setText("")
        self._show_busy(busy=True)
        self._job = self.session.export(work, then, owner=self, failed=failed or self._refused)
        self._job.progressed.connect(self._show_progress)

    def _show_progress(self, stage: Text, done: int, total: int) -> None:
        self._bar.setMaximum(total)
        self._bar.setValue(done)
        self.words.setText(self.session.say(stage))

    def _files_taken(self, results: tuple[TakenIn, ...]) -> None:
        language = self.session.look.language
        refused = [(each.name, each.refusal) for each in results if each.refusal is not None]
        lines = [_TAKEN.say(len(results) - len(refused), language)]
        if refused:
            lines.append(self.session.say(_NOT_TAKEN))
            lines += [f"{name}: {refusal.say(language)}" for name, refusal in refused[:_MOST_NAMED]]
            if len(refused) > _MOST_NAMED:
                lines.append(self.session.say(_AND_MORE.fill(n=len(refused) - _MOST_NAMED)))
        self._ended("\n".join(lines))

    def _archive_taken(self, imported: Imported) -> None:
        self._ended(_IMPORTED.say(sum(imported.new.values()), self.session.look.language))

    def _archive_refused(self, archive: Path, error: VakdossierError) -> None:
        from portfolio_app.exchange.archive.errors import ProtectedArchiveError, WrongArchivePassphraseError

        self._show_busy(busy=False)
        if not isinstance(error, ProtectedArchiveError | WrongArchivePassphraseError):
            self.refuse(error)
            return
        say = self.session.say
        typed, ok = QInputDialog.getText(self, say(_ARCHIVE), say(_ARCHIVE_PASSPHRASE), QLineEdit.EchoMode.Password)
        if ok and typed:
            self.take_over(archive, typed)

    def _refused(self, error: VakdossierError) -> None:
        self._show_busy(busy=False)
        self.refuse(error)

    def _ended(self, words: str) -> None:
        self._show_busy(busy=False)
        self.words.setText(words)
        self.session.all_changed()

    def _stop_now(self) -> None:
        if self._job is not None:
            self._job.stop()

    def _show_busy(self, *, busy: bool) -> None:
        self._offers.setEnabled(not busy)
        self._bar.setVisible(busy)
        self._stop.setVisible(busy)
        if not busy:
            self._job = None


class BackupsStep(Step):
    """Where the second backup goes."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _BACKUPS, _BACKUPS_HOW)
        row = QHBoxLayout()
        self.button = push_button(session.look, _CHOOSE, self._choose, icon="hard-drive")
        row.addWidget(self.button)
        row.addStretch(1)
        self.column.addLayout(row)
        self.words = plain_label("")
        self.column.addWidget(self.words)
        self.column.addStretch(1)
        self.setFocusProxy(self.button)

    def show_steps(self, found: FirstSteps) -> None:
        """Say where backups go."""
        place = found.second_place
        self.words.setText(self.session.say(_PLACE.fill(folder=place)) if place is not None else "")

    def is_done(self, found: FirstSteps) -> bool:
        """Tell whether there is a second place."""
        return found.second_place is not None

    def use(self, folder: Path) -> None:
        """Let backups go to `folder` too."""

        def write(portfolio: Portfolio) -> None:
            from portfolio_app.services.backups import Backups

            Backups(portfolio.vault, portfolio.clock).choose_second_place(folder)

        self.session.write(write, self._was_chosen, owner=self, failed=self.refuse)

    def _was_chosen(self, _nothing: None) -> None:
        self.notice.say("")

    def _choose(self) -> None:
        path = QFileDialog.getExistingDirectory(self, self.session.say(_BACKUPS), str(Path.home()))
        if path:
            self.use(Path(path))
