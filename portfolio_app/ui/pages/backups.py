"""The backups of the open portfolio: how they stand here and elsewhere, making one, and putting one back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import Text
from portfolio_app.services.backups import Backups, Place, Thinning
from portfolio_app.ui.backups.place_card import PlaceCard
from portfolio_app.ui.backups.table import BackupTable
from portfolio_app.ui.backups.wording import came_of
from portfolio_app.ui.backups.working import WorkPanel
from portfolio_app.ui.icons import MARK
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.calm_combo import CalmCombo
from portfolio_app.ui.widgets.empty import EmptyState
from portfolio_app.ui.widgets.heading import PageHead
from portfolio_app.ui.widgets.labels import line, plain_label
from portfolio_app.ui.widgets.notice import Notice
from portfolio_app.ui.widgets.scrolling import ScrollingColumn
from portfolio_app.ui.widgets.segments import Segment, SegmentBar

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from portfolio_app.services.backups import Attempt, PlaceView
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.storage.backups.store import Backup
    from portfolio_app.ui.tasks import Job

_TITLE: Final = Text("Reservekopieën", "Backups")
_HINT: Final = Text(
    "Na elke dag werk wordt bij het sluiten vanzelf een reservekopie gemaakt, versleuteld en nagekeken.",
    "After each day’s work a backup is made automatically when you close, encrypted and checked.",
)
_HERE: Final = Text("In het portfolio zelf", "In the portfolio itself")
_ELSEWHERE: Final = Text("Op een tweede plaats", "In a second location")
_NO_SECOND: Final = Text("Nog geen tweede plaats gekozen", "No second location chosen yet")
_WHY_SECOND: Final = Text(
    "Een stick, een andere schijf of een netwerkmap: daarmee overleeft uw portfolio ook het verlies van deze computer.",
    "A USB stick, another disk or a network folder: then your portfolio survives even the loss of this computer.",
)
_CHOOSE: Final = Text("Tweede plaats kiezen…", "Choose a second location…")
_CHOOSE_OTHER: Final = Text("Andere plaats…", "Another location…")
_CLEAR: Final = Text("Niet meer gebruiken", "Stop using it")
_CHOOSE_FOLDER: Final = Text(
    "Kies een map op een stick, een andere schijf of het netwerk",
    "Choose a folder on a USB stick, another disk or the network",
)
_MAKE: Final = Text("Nu een reservekopie maken", "Make a backup now")
_MAKING: Final = Text("Voortgang van de reservekopie", "Progress of the backup")
_READING: Final = Text("Voortgang van het nakijken", "Progress of the check")
_RESTORE: Final = Text("Terugzetten…", "Restore…")
_CHECK: Final = Text("Helemaal nakijken", "Check in full")
_FOLDER: Final = Text("Map openen", "Open the folder")
_NONE_YET: Final = Text("Nog geen reservekopie", "No backup yet")
_FIRST: Final = Text(
    "De eerste komt vanzelf, zodra u het portfolio sluit. U kunt er ook nu al een maken.",
    "The first one is made automatically when you close the portfolio. You can also make one now.",
)
_NOTHING_THERE: Final = Text(
    "Zodra deze plaats bereikbaar is, komt elke volgende reservekopie ook hier.",
    "As soon as this location can be reached, every next backup is stored here too.",
)
_PLACES: Final = Text("Plaatsen", "Places")
_KEEP: Final = Text("Bewaren", "Keep")
_KEEP_HELP: Final = Text(
    "Van vandaag blijft alles; daarna één per dag ({days} dagen), per week ({weeks} weken) en per maand ({months} "
    "maanden). De laatste goede wordt nooit opgeruimd.",
    "All of today’s are kept; then one a day ({days} days), one a week ({weeks} weeks) and one a month ({months} "
    "months). The last good one is never removed.",
)
_FINE: Final = Text("Helemaal gelezen: de reservekopie is goed.", "Read in full: the backup is good.")
_NOT_FINE: Final = Text("De reservekopie is niet goed: {why}", "The backup is not good: {why}")
_READ_ONLY: Final = Text(
    "Het portfolio is alleen-lezen geopend: er kan nu geen reservekopie worden gemaakt.",
    "The portfolio is open read-only: no backup can be made now.",
)
_WIDE_FROM: Final = 820
_TABLE_HEIGHT: Final = 220
_WIDEST: Final = 1680
"""On a larger screen the cards and the list stay near to each other, at the left."""


class BackupsPage(ScrollingColumn):
    """The backups of one portfolio.

    Attributes:
        restore_asked: a `Backup` that the person wants back.
        changed: something about the backups is otherwise than it was.
    """

    restore_asked = Signal(object)
    changed = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, name=session.look.say(_TITLE), ground="page", across=True)
        self._session = session
        self._views: dict[str, PlaceView] = {}
        self._shown = Place.VAULT.value
        look = session.look
        self.choose_button = push_button(look, _CHOOSE, self._choose_place, icon="hard-drive")
        self.clear_button = push_button(look, _CLEAR, self._clear_place, icon="x", role="quiet")
        self.here = PlaceCard(look, MARK, _HERE)
        self.elsewhere = PlaceCard(look, "hard-drive", _ELSEWHERE, (self.choose_button, self.clear_button))
        self.make_button = push_button(look, _MAKE, self.make, icon="archive", role="primary")
        self.work = WorkPanel(look, _MAKING)
        self.notice = Notice(look)
        self.places = SegmentBar(look, look.say(_PLACES), self)
        self.places.chosen.connect(self._show_place)
        self.table = BackupTable(look)
        self.table.setMinimumHeight(look.wide(_TABLE_HEIGHT))
        self.table.picked.connect(self._follow_choice)
        self.table.opened.connect(self._ask_restore)
        self._none_yet = EmptyState(look, "archive", look.say(_NONE_YET), look.say(_FIRST))
        self._listed = QStackedWidget()
        self._listed.addWidget(self.table)
        self._listed.addWidget(self._none_yet)
        self.restore_button = push_button(look, _RESTORE, self._ask_restore, icon="rotate-ccw")
        self.check_button = push_button(look, _CHECK, self._check, icon="file-check")
        self.folder_button = push_button(look, _FOLDER, self._open_folder, icon="folder-open", role="quiet")
        self.thinning = CalmCombo()
        self.thinning.setAccessibleName(look.say(_KEEP))
        for each in Thinning:
            self.thinning.addItem(look.say(each.label.capitalised()), each.value)
        self.thinning.activated.connect(self._choose_thinning)
        self._thinning_help = plain_label("", tone="quiet", size=0.92)
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._below = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        for widget in (self.make_button, self.choose_button, self.clear_button, self.thinning):
            widget.setEnabled(not session.read_only)
        if session.read_only:
            self.notice.say(look.say(_READ_ONLY))
        session.changed.connect(self._something_changed)
        self.read()

    def _build(self) -> None:
        look = self._session.look
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PageHead(look.say(_TITLE), look.say(_HINT)))
        column.addWidget(line())
        within = QWidget()
        within.setMaximumWidth(look.wide(_WIDEST))
        body = QVBoxLayout(within)
        body.setContentsMargins(24, 18, 24, 24)
        body.setSpacing(14)
        self._cards.setSpacing(18)
        self._cards.addWidget(self.here, 1)
        self._cards.addWidget(self.elsewhere, 1)
        body.addLayout(self._cards)
        body.addWidget(self.notice)
        make = QHBoxLayout()
        make.setSpacing(16)
        make.addWidget(self.make_button)
        make.addWidget(self.work, 1)
        make.addStretch(0)
        body.addLayout(make)
        body.addWidget(self.places)
        body.addWidget(self._listed, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.restore_button, self.check_button, self.folder_button):
            row.addWidget(button)
        row.addStretch(1)
        keep = plain_label(look.say(_KEEP), wrap=False)
        keep.setBuddy(self.thinning)
        self.thinning.setFixedWidth(look.wide(210))
        kept = QHBoxLayout()
        kept.setSpacing(8)
        kept.addWidget(keep)
        kept.addWidget(self.thinning)
        kept.addStretch(1)
        self._below.setSpacing(8)
        self._below.addLayout(row, 1)
        self._below.addLayout(kept)
        body.addLayout(self._below)
        body.addWidget(self._thinning_help)
        beside = QHBoxLayout()
        beside.addWidget(within, 1000)
        beside.addStretch(1)
        column.addLayout(beside, 1)

    # -- reading ------------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Look again: a stick may have been plugged in meanwhile."""
        super().showEvent(event)
        self.read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards, and what is below the list, under each other where there is no room beside each other."""
        super().resizeEvent(event)
        wide = self.viewport().width() >= self._session.look.wide(_WIDE_FROM)
        for parts in (self._cards, self._below):
            parts.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def read(self) -> None:
        """Look how the backups stand."""

        def read(portfolio: Portfolio) -> tuple[tuple[PlaceView, ...], Thinning]:
            backups = Backups(portfolio.vault, portfolio.clock)
            return backups.views(), backups.thinning

        self._session.read(read, self._show, owner=self, slot="backups", failed=self._refused)

    def _show(self, found: tuple[tuple[PlaceView, ...], Thinning]) -> None:
        views, thinning = found
        look = self._session.look
        self._views = {view.status.place.value: view for view in views}
        self.here.show_status(self._views[Place.VAULT.value].status)
        second = self._views.get(Place.SECOND.value)
        if second is None:
            self.elsewhere.show_none(_NO_SECOND, _WHY_SECOND)
        else:
            self.elsewhere.show_status(second.status)
        self.choose_button.setText(look.say(_CHOOSE if second is None else _CHOOSE_OTHER))
        self.clear_button.setVisible(second is not None)
        labels = {Place.VAULT.value: _HERE, Place.SECOND.value: _ELSEWHERE}
        if self._shown not in self._views:
            self._shown = Place.VAULT.value
        segments = tuple(Segment(key, look.say(labels[key]), len(view.backups)) for key, view in self._views.items())
        self.places.show_segments(segments, self._shown)
        self.places.setVisible(second is not None)
        self.thinning.setCurrentIndex(self.thinning.findData(thinning.value))
        schedule = thinning.schedule
        explained = _KEEP_HELP.fill(days=schedule.days, weeks=schedule.weeks, months=schedule.months)
        self._thinning_help.setText(look.say(explained))
        self._show_place(self._shown)

    def _show_place(self, key: str) -> None:
        self._shown = key
        backups = self._views[key].backups
        self.table.show_backups(backups)
        self._none_yet.say(self._session.say(_FIRST if key == Place.VAULT.value else _NOTHING_THERE))
        self._listed.setCurrentWidget(self.table if backups else self._none_yet)

    def _follow_choice(self) -> None:
        chosen = self.table.chosen
        busy = self.work.is_busy
        usable = chosen is not None and chosen.manifest is not None
        self.restore_button.setEnabled(usable and chosen is not None and chosen.problem is None and not busy)
        self.check_button.setEnabled(usable and not busy)
        self.folder_button.setEnabled(bool(self._views))

    def _something_changed(self) -> None:
        if self.isVisible() and not self.work.is_busy:
            self.read()

    # -- doing --------------------------------------------------------------------------------------------------------

    def make(self) -> None:
        """Make a backup in every place."""
        if self.work.is_busy or self._session.read_only:
            return

        def make(portfolio: Portfolio, job: Job) -> tuple[Attempt, ...]:
            backups = Backups(portfolio.vault, portfolio.clock)
            return backups.back_up(progress=job.report, cancelled=job.stopped)

        self.notice.say("")
        self._begin(self._session.export(make, self._made, owner=self, failed=self._refused))

    def _made(self, attempts: tuple[Attempt, ...]) -> None:
        words = came_of(attempts, self._session.look.language)
        good = all(attempt.is_good for attempt in attempts)
        self._end(words if good else "")
        self.notice.say("" if good else words)
        self.changed.emit()
        self.read()

    def _check(self) -> None:
        backup, place = self.table.chosen, Place(self._shown)  # type: ignore[call-arg]
        if backup is None or self.work.is_busy:
            return

        def check(portfolio: Portfolio, job: Job) -> Text | None:
            backups = Backups(portfolio.vault, portfolio.clock)
            return backups.verify(backup, place, progress=job.report, cancelled=job.stopped)

        self.notice.say("")
        self._begin(self._session.export(check, partial(self._checked, backup), owner=self, failed=self._refused))

    def _checked(self, backup: Backup, wrong: Text | None) -> None:
        self.table.rows.note_read(backup, wrong)
        self._end(self._session.say(_FINE) if wrong is None else "")
        self.notice.say("" if wrong is None else self._session.say(_NOT_FINE.fill(why=wrong)))

    def _ask_restore(self) -> None:
        backup = self.table.chosen
        if backup is not None and self.restore_button.isEnabled():
            self.restore_asked.emit(backup)

    def _open_folder(self) -> None:
        view = self._views.get(self._shown)
        if view is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(view.status.path)))

    def _choose_place(self) -> None:
        second = self._views.get(Place.SECOND.value)
        start = second.status.path.parent if second is not None and second.status.is_available else Path.home()
        chosen = QFileDialog.getExistingDirectory(self, self._session.say(_CHOOSE_FOLDER), str(start))
        if chosen:
            self._set_place(Path(chosen))

    def _clear_place(self) -> None:
        self._set_place(None)

    def _set_place(self, folder: Path | None) -> None:
        def choose(portfolio: Portfolio) -> None:
            Backups(portfolio.vault, portfolio.clock).choose_second_place(folder)

        self._session.read(choose, self._settled, owner=self, failed=self._refused)

    def _choose_thinning(self) -> None:
        wanted = Thinning(self.thinning.currentData())  # type: ignore[call-arg]

        def choose(portfolio: Portfolio) -> None:
            Backups(portfolio.vault, portfolio.clock).choose_thinning(wanted)

        self._session.read(choose, self._settled, owner=self, failed=self._refused)

    def _settled(self, _nothing: None) -> None:
        self.notice.say("")
        self.changed.emit()
        self.read()

    def _refused(self, error: VakdossierError) -> None:
        self._end()
        self.notice.say(error.say(self._session.look.language))
        self.changed.emit()

    def _begin(self, job: Job) -> None:
        self.make_button.setEnabled(False)
        self.work.watch(job)
        self._follow_choice()

    def _end(self, words: str = "") -> None:
        self.make_button.setEnabled(not self._session.read_only)
        self.work.end(words)
        self._follow_choice()
