"""Putting a portfolio back from a backup before anything is open: also when the portfolio itself cannot be opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import Text
from portfolio_app.ui.backups.restoring import DecisionPanel
from portfolio_app.ui.backups.table import BackupTable
from portfolio_app.ui.backups.working import WorkPanel
from portfolio_app.ui.look import Look
from portfolio_app.ui.start.secret import SecretField
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from portfolio_app.common.clock import Clock
    from portfolio_app.services.restoring import FoundBackups, Rehearsal
    from portfolio_app.storage.backups.swapping import Swapped
    from portfolio_app.storage.secret import Secret
    from portfolio_app.ui.tasks import Job, Tasks

_TITLE: Final = Text("Portfolio terugzetten uit een reservekopie", "Restore a portfolio from a backup")
_HOW: Final = Text(
    "Kies het portfolio zelf, of de map op een stick, schijf of netwerk waarin de reservekopieën staan.",
    "Choose the portfolio itself, or the folder with the backups on a USB stick, disk or network.",
)
_PLACE: Final = Text("Waar de reservekopieën staan", "Where the backups are")
_CHOOSE: Final = Text("Kiezen…", "Choose…")
_CHOOSE_FOLDER: Final = Text(
    "Kies het portfolio of de map met reservekopieën", "Choose the portfolio or the folder with backups"
)
_PASSPHRASE: Final = Text("Wachtwoordzin van toen", "Passphrase at that time")
_KEY: Final = Text("Herstelsleutel", "Recovery key")
_USE_KEY: Final = Text("Wachtwoordzin kwijt? Gebruik de herstelsleutel", "Lost the passphrase? Use the recovery key")
_USE_PASSPHRASE: Final = Text("Toch de wachtwoordzin gebruiken", "Use the passphrase instead")
_SEARCH: Final = Text("Reservekopieën zoeken", "Look for backups")
_RESTORE: Final = Text("Deze terugzetten", "Restore this one")
_BACK: Final = Text("Terug", "Back")
_WORK: Final = Text("Voortgang van het terugzetten", "Progress of the restore")
_NO_PLACE: Final = Text("Kies eerst waar de reservekopieën staan.", "First choose where the backups are.")
_NO_SECRET: Final = Text("Vul de wachtwoordzin of de herstelsleutel in.", "Fill in the passphrase or the recovery key.")
_SUFFIX: Final = ".vakdossier"
_TABLE_HEIGHT: Final = 180


class RestoreStep(QWidget):
    """Asks where and what, puts it back, and lets the person choose.

    Attributes:
        back_asked: go back to the choice of a portfolio.
        done: the path of a vault that can be opened now.
    """

    back_asked = Signal()
    done = Signal(object)

    def __init__(self, look: Look, tasks: Tasks, clock: Clock, vaults: Path, place: Path | None = None) -> None:
        """Ask.

        Args:
            look: language and colours.
            tasks: holds the thread that does the work.
            clock: tells the time.
            vaults: the folder for a portfolio that has none yet.
            place: where the backups are, as far as is known.
        """
        super().__init__()
        self._look = look
        self._tasks = tasks
        self._clock = clock
        self._vaults = vaults
        self._secret: Secret | None = None
        self._rehearsal: Rehearsal | None = None
        self.decision: DecisionPanel | None = None
        self.place = QLineEdit(str(place) if place is not None else "")
        self.place.setAccessibleName(look.say(_PLACE))
        self.choose_button = push_button(look, _CHOOSE, self._choose, icon="folder-open")
        self.secret = SecretField(look, _PASSPHRASE)
        self.key = SecretField(look, _KEY)
        self.key.hide()
        self.switch_button = push_button(look, _USE_KEY, self._switch_way, role="link", flush=True)
        self.search_button = push_button(look, _SEARCH, self.search, icon="search", role="primary")
        self.notice = Notice(look)
        self.table = BackupTable(look, brief=True)
        self.table.setMinimumHeight(look.wide(_TABLE_HEIGHT))
        self.table.picked.connect(self._follow_choice)
        self.table.opened.connect(self.restore)
        self.restore_button = push_button(look, _RESTORE, self.restore, icon="rotate-ccw", role="primary")
        self.work = WorkPanel(look, _WORK)
        self.back_button = push_button(look, _BACK, self._back, icon="arrow-left", role="quiet", flush=True)
        for line in (self.place, self.secret.line, self.key.line):
            line.returnPressed.connect(self.search)
        self._question = self._asked()
        self._found = self._offered()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._column.addWidget(plain_label(look.say(_TITLE), strong=True, size=1.4))
        self._column.addWidget(self.notice)
        self._column.addWidget(self._question)
        self._column.addWidget(self._found)
        self._column.addWidget(self.work)
        self._column.addWidget(self.back_button)
        self._column.addStretch(1)
        self._found.hide()
        self.setFocusProxy(self.place if place is None else self.secret)

    def search(self) -> None:
        """Look what backups there are."""
        from portfolio_app.storage.secret import Secret

        by_key = not self.key.isHidden()
        place = self.place.text().strip()
        typed = self.key.line.text().strip() if by_key else self.secret.line.text()
        if not place or not typed:
            self.notice.say(self._look.say(_NO_SECRET if place else _NO_PLACE))
            return
        secret = Secret(recovery_key=typed) if by_key else Secret(passphrase=typed)
        path = Path(place)

        def search(_job: Job) -> tuple[FoundBackups, ...]:
            from portfolio_app.services.restoring import backups_at

            return backups_at(path, secret)

        self._secret = secret
        self._begin(self._tasks.run_reporting(search, self._offer, owner=self, failed=self._failed))

    def restore(self) -> None:
        """Put the chosen backup back, beside what there is."""
        backup, secret = self.table.chosen, self._secret
        if backup is None or secret is None or not self.restore_button.isEnabled():
            return
        old, clock, folder, path = self._old_vault(), self._clock, self._vaults, backup.path

        def rehearse(job: Job) -> Rehearsal:
            from portfolio_app.services.restoring import rehearse

            return rehearse(
                path, secret, clock=clock, old=old, folder=folder, progress=job.report, cancelled=job.stopped
            )

        self._begin(self._tasks.run_reporting(rehearse, self._decide, owner=self, failed=self._failed))

    # -- inside -------------------------------------------------------------------------------------------------------

    def _asked(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(plain_label(self._look.say(_HOW), tone="quiet"))
        label = plain_label(self._look.say(_PLACE))
        label.setBuddy(self.place)
        column.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.place, 1)
        row.addWidget(self.choose_button)
        column.addLayout(row)
        column.addWidget(self.secret)
        column.addWidget(self.key)
        column.addWidget(self.search_button)
        column.addWidget(self.switch_button)
        return box

    def _offered(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table)
        column.addWidget(self.restore_button)
        return box

    def _choose(self) -> None:
        start = self.place.text() or str(Path.home())
        chosen = QFileDialog.getExistingDirectory(self, self._look.say(_CHOOSE_FOLDER), start)
        if chosen:
            self.place.setText(chosen)
            self.secret.line.setFocus()

    def _switch_way(self) -> None:
        by_key = self.key.isHidden()
        self.key.setVisible(by_key)
        self.secret.setVisible(not by_key)
        self.switch_button.setText(self._look.say(_USE_PASSPHRASE if by_key else _USE_KEY))
        (self.key if by_key else self.secret).line.setFocus()

    def _offer(self, found: tuple[FoundBackups, ...]) -> None:
        self._end()
        self.secret.forget()
        self.key.forget()
        self._question.hide()
        self._found.show()
        self.table.show_backups(tuple(backup for store in found for backup in store.backups))
        self.table.focus_list()

    def _follow_choice(self) -> None:
        chosen = self.table.chosen
        usable = chosen is not None and chosen.manifest is not None and chosen.problem is None
        self.restore_button.setEnabled(usable and not self.work.is_busy)

    def _decide(self, rehearsal: Rehearsal) -> None:
        self._end()
        self._rehearsal = rehearsal
        self._found.hide()
        self.back_button.hide()
        self.decision = panel = DecisionPanel(self._look, rehearsal)
        panel.take_asked.connect(self._take)
        panel.keep_asked.connect(lambda: self.done.emit(rehearsal.restored.path))
        panel.discard_asked.connect(self._discard)
        self._column.insertWidget(self._column.indexOf(self.work), panel)
        (panel.take_button if rehearsal.old is not None else panel.keep_button).setFocus()

    def _take(self) -> None:
        rehearsal, secret, clock = self._rehearsal, self._secret, self._clock
        if rehearsal is None or rehearsal.old is None or secret is None:
            return
        old = rehearsal.old

        def take(_job: Job) -> Swapped:
            from portfolio_app.services.restoring import take_into_use

            return take_into_use(old, rehearsal.restored.path, secret, clock=clock)

        def taken(swapped: Swapped) -> None:
            self._end()
            self.done.emit(swapped.vault)

        self._begin(self._tasks.run_reporting(take, taken, owner=self, failed=self._failed))

    def _discard(self) -> None:
        rehearsal = self._rehearsal
        if rehearsal is None:
            return

        def throw(_job: Job) -> None:
            from portfolio_app.services.restoring import throw_away

            throw_away(rehearsal)

        def thrown(_nothing: None) -> None:
            self._end()
            self.back_asked.emit()

        self._begin(self._tasks.run_reporting(throw, thrown, owner=self, failed=self._failed))

    def _old_vault(self) -> Path | None:
        """Return the vault that may be replaced: the one that was chosen, or in which the chosen folder lies."""
        place = Path(self.place.text().strip()).absolute()
        return next((each for each in (place, *place.parents) if each.suffix == _SUFFIX), None)

    def _back(self) -> None:
        if self.work.is_busy:
            self.work.stop()
        elif self._question.isHidden():
            self._found.hide()
            self._question.show()
            self.secret.line.setFocus()
        else:
            self.back_asked.emit()

    def _begin(self, job: Job) -> None:
        self.notice.say("")
        self._enable(busy=True)
        self.work.watch(job)

    def _end(self) -> None:
        self.work.end()
        self._enable(busy=False)

    def _failed(self, error: VakdossierError) -> None:
        self._end()
        self.notice.say(error.say(self._look.language))

    def _enable(self, *, busy: bool) -> None:
        self._question.setEnabled(not busy)
        self.table.setEnabled(not busy)
        self.restore_button.setEnabled(not busy)
        if self.decision is not None:
            self.decision.set_busy(busy=busy)
