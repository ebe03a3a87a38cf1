"""The page that is shown while no vault is open: one card in the middle, with one step at a time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from portfolio_app.common.text import Text
from portfolio_app.ui.icons import MARK
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.buttons import push_button, tool_button
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.plain_numbers import ESCAPE_KEY
from portfolio_app.ui.widgets.scrolling import ScrollingColumn
from portfolio_app.ui.widgets.sign import Sign

if TYPE_CHECKING:
    from portfolio_app.common.clock import Clock
    from portfolio_app.ui.keys.desk import KeyDesk
    from portfolio_app.ui.start.check import CheckStep
    from portfolio_app.ui.start.create import CreateStep, RecoveryKeyStep
    from portfolio_app.ui.start.home import HomeStep
    from portfolio_app.ui.start.replace import ReplaceStep
    from portfolio_app.ui.start.restore import RestoreStep
    from portfolio_app.ui.start.unlock import UnlockStep
    from portfolio_app.ui.tasks import Tasks
    from portfolio_app.ui.verifying.panel import Worker

    Step = CheckStep | HomeStep | UnlockStep | CreateStep | RecoveryKeyStep | ReplaceStep | RestoreStep

_CARD_WIDTH = 560
_WIDE_WIDTH = 760
_MARGIN = 16
_OTHER_LANGUAGE = Text("English", "Nederlands")
_SETTINGS = Text("Instellingen", "Settings")
_HELP = Text("Hulp en over dit programma", "Help and about this program")


class StartPage(QFrame):
    """Holds the steps.

    Attributes:
        look: language and colours.
        step: what is shown in the card.
        files_dropped: the paths of files and folders of this machine, dropped while the step leaves room for it.
        language_asked, settings_asked, help_asked: the buttons at the foot.
    """

    files_dropped = Signal(object)
    language_asked = Signal()
    settings_asked = Signal()
    help_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("page")
        self.look = look
        self.step: Step | None = None
        self._is_wide = False
        self._card = QFrame()
        self._card.setObjectName("card")
        self._card.setFixedWidth(look.wide(_CARD_WIDTH))
        self._inside = QVBoxLayout(self._card)
        self._inside.setContentsMargins(40, 34, 40, 34)
        scroll = ScrollingColumn(self, name="Vakdossier", across=True)
        around = QVBoxLayout(scroll.content)
        around.setContentsMargins(_MARGIN, 24, _MARGIN, 16)
        around.addStretch(1)
        around.addLayout(self._brand())
        around.addSpacing(14)
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(self._card)
        centred.addStretch(1)
        self._centred = centred
        around.addLayout(centred)
        around.addStretch(2)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 6, 16, 12)
        foot.addWidget(push_button(look, _OTHER_LANGUAGE, self.language_asked.emit, icon="languages", role="quiet"))
        foot.addStretch(1)
        foot.addWidget(tool_button(look, "settings", _SETTINGS, self.settings_asked.emit))
        foot.addWidget(tool_button(look, "circle-help", _HELP, self.help_asked.emit, keys="F1"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        column.addLayout(foot)

    def show_home(self, recent: tuple[Path, ...]) -> HomeStep:
        """Let the person choose what to open."""
        from portfolio_app.ui.start.home import HomeStep

        step = HomeStep(self.look, recent)
        self._show(step, takes_files=True)
        return step

    def show_check(self, worker: Worker) -> CheckStep:
        """Let the person have a dossier checked that they were given."""
        from portfolio_app.ui.start.check import CheckStep

        step = CheckStep(self.look, worker)
        self._show(step, takes_files=True, wide=True)
        return step

    def show_unlock(self, vault: Path) -> UnlockStep:
        """Ask for the passphrase of `vault`."""
        from portfolio_app.ui.start.unlock import UnlockStep

        step = UnlockStep(self.look, vault)
        self._show(step, takes_files=True)
        return step

    def show_create(self, desk: KeyDesk, folder: Path) -> CreateStep:
        """Ask for what a new vault needs."""
        from portfolio_app.ui.start.create import CreateStep

        step = CreateStep(self.look, desk, folder)
        self._show(step)
        return step

    def show_restore(self, tasks: Tasks, clock: Clock, vaults: Path, place: Path | None) -> RestoreStep:
        """Let the person put a portfolio back from a backup; see `RestoreStep`."""
        from portfolio_app.ui.start.restore import RestoreStep

        step = RestoreStep(self.look, tasks, clock, vaults, place)
        self._show(step)
        return step

    def show_recovery_key(self, desk: KeyDesk, key: str, vault: Path) -> RecoveryKeyStep:
        """Show the recovery key of the vault that was just made."""
        from portfolio_app.ui.start.create import RecoveryKeyStep

        step = RecoveryKeyStep(self.look, desk, key, vault)
        self._show(step)
        return step

    def show_replace(self, desk: KeyDesk, name: str) -> ReplaceStep:
        """Ask for a passphrase in place of the one that was lost."""
        from portfolio_app.ui.start.replace import ReplaceStep

        step = ReplaceStep(self.look, desk, name)
        self._show(step)
        return step

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back from a step that can be gone back from."""
        back = getattr(self.step, "back_button", None)
        if event.key() == ESCAPE_KEY and back is not None and not back.isHidden() and back.isEnabled():
            back.click()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Tell what will become of files, where the step leaves room for that."""
        from portfolio_app.ui.start.dropping import answer_files

        answer_files(event, self, self.look)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which files were dropped."""
        from portfolio_app.ui.dropped import dropped_files

        files = dropped_files(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.files_dropped.emit(files)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let a wide step be no wider than the page."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._is_wide and self.step is not None:
            self.step.setFixedWidth(min(self.look.wide(_WIDE_WIDTH), self.width() - 3 * _MARGIN))

    def _show(self, step: Step, *, takes_files: bool = False, wide: bool = False) -> None:
        """Show a step.

        Args:
            step: what is to be shown.
            takes_files: files may be dropped while it is shown; nothing is lost by that.
            wide: it has cards of its own, and takes the room for them.
        """
        if self.step is not None:
            self.step.hide()
            self.step.deleteLater()
        self.step = step
        self._is_wide = wide
        self.setAcceptDrops(takes_files)
        self._card.setVisible(not wide)
        if wide:
            self._centred.insertWidget(1, step)
            self._fit()
        else:
            self._inside.addWidget(step)
        # Also before the page is shown: the focus then waits there for the window.
        step.setFocus()

    def _brand(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addStretch(1)
        row.addWidget(Sign(self.look, MARK, "accent", 30, grows=False))
        row.addWidget(plain_label("Vakdossier", strong=True, size=1.35, tone="accent", wrap=False))
        row.addStretch(1)
        return row
