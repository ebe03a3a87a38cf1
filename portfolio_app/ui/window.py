"""The main window: the start page while no vault is open, the workspace while one is, and the way between them."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QLocale, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow

from portfolio_app.common.clock import Clock
from portfolio_app.common.errors import EnvironmentRefusedError, VakdossierError
from portfolio_app.common.text import Language, Text
from portfolio_app.ui.look import Look
from portfolio_app.ui.opening import Door, OpenedVault
from portfolio_app.ui.rest import RestWatch
from portfolio_app.ui.settings import Keeper, Settings
from portfolio_app.ui.start.flow import StartFlow
from portfolio_app.ui.style_sheet import style_sheet
from portfolio_app.ui.tasks import Tasks
from portfolio_app.ui.theme import palette_of, tones_for

if TYPE_CHECKING:
    from portfolio_app.ui.forms.record_form import Draft
    from portfolio_app.ui.start.page import StartPage
    from portfolio_app.ui.workspace import Workspace

_UNSAVED: Final = Text("Er is nog iets niet bewaard", "Something is not saved yet")
_UNSAVED_HOW: Final = Text(
    "Een gegeven is nog niet compleet of klopt nog niet: {kinds}. Wat u daar typte gaat verloren als u nu verdergaat.",
    "A record is not complete or not right yet: {kinds}. What you typed there will be lost if you go on now.",
)
_BACK: Final = Text("Terug", "Back")
_LOSE: Final = Text("Toch verdergaan", "Go on all the same")
_SMALLEST: Final = (820, 560)
_FIRST_SIZE: Final = (1280, 800)

_WORKSPACE_MODULES: Final = (
    "portfolio_app.ui.session",
    "portfolio_app.ui.forms.factory",
    "portfolio_app.ui.forms.record_form",
    "portfolio_app.ui.pages.area",
    "portfolio_app.ui.pages.overview",
    "portfolio_app.ui.workspace",
)
"""In this order each takes one short turn of the window's thread."""

_AFTER_FIRST_PAINT_MS: Final = 150

_log = logging.getLogger(__name__)


class MainWindow(QMainWindow):
    """Holds the start page or the workspace, and knows which vault is open."""

    def __init__(self, keeper: Keeper, clock: Clock, vaults: Path) -> None:
        """Build the start page; nothing heavy is imported before it is painted.

        Args:
            keeper: what is set and remembered.
            clock: tells the time.
            vaults: the folder that is proposed for new vaults.
        """
        super().__init__()
        self._keeper = keeper
        self._clock = clock
        self._workspace: Workspace | None = None
        self._kept: tuple[Draft, ...] = ()
        self._closing = False
        self.tasks = Tasks(self)
        self.tasks.refused.connect(self.tell)
        self.tasks.broken.connect(self.tell_mistake)
        self._door = Door(self.tasks, clock, self)
        self.flow = StartFlow(keeper, self._door, vaults, self)
        self.flow.entered.connect(self._show_opened)
        self.flow.refused.connect(self.tell)
        self.setWindowTitle("Vakdossier")
        self.setMinimumSize(*_SMALLEST)
        self._restore_geometry()
        self.look = self._made_look()
        self._rest = RestWatch(self)
        self._rest.rested.connect(self._lock_by_itself)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_colours_changed)
        for keys, deed in (("Ctrl+L", self.lock), ("F1", self.show_help), ("Ctrl+,", self.show_settings)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(deed)
        self.show_start()
        QTimer.singleShot(_AFTER_FIRST_PAINT_MS, self, self._warm_up)

    def _warm_up(self) -> None:
        """Import what an open vault needs while the person still looks at the start page, most of it elsewhere."""

        def then(_modules: None) -> None:
            for module in _WORKSPACE_MODULES:
                QTimer.singleShot(0, self, partial(import_module, module))

        self.tasks.run(_import_services, then, owner=self)

    # -- the start page -----------------------------------------------------------------------------------------------

    @property
    def start(self) -> StartPage | None:
        """The start page, while it is shown."""
        return self.flow.page

    @property
    def workspace(self) -> Workspace | None:
        """The workspace, while a vault is open."""
        return self._workspace

    def show_start(self, vault: Path | None = None) -> None:
        """Show the start page: for `vault`, or for the one opened last, or the choice of one."""
        page = self.flow.begin(self.look, vault)
        page.language_asked.connect(self._switch_language)
        page.settings_asked.connect(self.show_settings)
        page.help_asked.connect(self.show_help)
        self._workspace = None
        self.setCentralWidget(page)
        if page.step is not None:
            page.step.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_unlock(self, vault: Path) -> None:
        """Ask for the passphrase of a vault."""
        self.flow.show_unlock(vault)

    def open_vault(self, vault: Path, passphrase: str) -> None:
        """Open a vault of which the passphrase is known already: that of the demo."""
        from portfolio_app.ui.start.unlock import Attempt

        self.flow.show_unlock(vault)
        self.flow.open(Attempt(vault, passphrase=passphrase))

    # -- the workspace ------------------------------------------------------------------------------------------------

    def _show_opened(self, opened: OpenedVault) -> None:
        self._door.enter(opened)
        self._show_workspace(("overview", "", ""), self._kept)
        self._kept = ()
        self._rest.begin(self._keeper.settings.lock_after)

    def _show_workspace(self, place: tuple[str, str, str], drafts: tuple[Draft, ...]) -> None:
        opened = self._door.opened
        if opened is None:
            return
        from portfolio_app.ui.session import Session
        from portfolio_app.ui.workspace import Workspace

        session = Session(
            self.tasks, opened.portfolio, opened.registers, self.look, self._clock, read_only=opened.read_only
        )
        workspace = Workspace(session)
        workspace.lock_asked.connect(self.lock)
        workspace.settings_asked.connect(self.show_settings)
        workspace.help_asked.connect(self.show_help)
        workspace.resume(drafts)
        self._workspace = workspace
        self.flow.end()
        self.setCentralWidget(workspace)
        workspace.return_to(place)
        workspace.rail.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- locking and closing ------------------------------------------------------------------------------------------

    def lock(self) -> None:
        """Save, close the vault and show the start page; asks first when something cannot be saved."""
        if self._door.opened is not None:
            self._when_saved(self._lock_now)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save and close the vault before the window goes."""
        if self._door.opened is not None and not self._closing:
            event.ignore()
            self._when_saved(self._close_now)
            return
        self._keep_geometry()
        self._door.close()
        self.tasks.end()
        super().closeEvent(event)

    def _when_saved(self, deed: Callable[[], None]) -> None:
        """Do `deed` once everything is saved that can be; the person decides about the rest."""
        if self._workspace is None:
            deed()
            return
        self._workspace.save()
        self.tasks.run(lambda: None, lambda _nothing: self._ask_about_drafts(deed), owner=self)

    def _ask_about_drafts(self, deed: Callable[[], None]) -> None:
        drafts = self._workspace.drafts() if self._workspace else ()
        if not drafts:
            deed()
            return
        from portfolio_app.domain.kinds import kind_called
        from portfolio_app.ui.dialogs.problem import MessageDialog

        labels = list(dict.fromkeys(self.look.say(kind_called(draft.kind).label) for draft in drafts))
        explanation = self.look.say(_UNSAVED_HOW.fill(kinds=", ".join(labels)))
        dialog = MessageDialog(
            self.look, self.look.say(_UNSAVED), explanation, self, choices=((_LOSE, deed),), close=_BACK
        )
        dialog.open()

    def _lock_by_itself(self) -> None:
        """Lock because nobody is there: what cannot be saved is kept in memory until the vault is unlocked again."""
        if self._workspace is None:
            return
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, QDialog) and dialog.isVisible():
                dialog.reject()
        self._workspace.save()

        def lock(_nothing: None) -> None:
            self._kept = self._workspace.drafts() if self._workspace else ()
            self._lock_now()

        self.tasks.run(lambda: None, lock, owner=self)

    def _lock_now(self) -> None:
        vault = self._door.opened.vault if self._door.opened else None
        self._door.close()
        self._rest.end()
        self.show_start(vault)

    def _close_now(self) -> None:
        self._closing = True
        self.close()

    # -- what the person sets -----------------------------------------------------------------------------------------

    def show_settings(self) -> None:
        """Open the settings."""
        from portfolio_app.ui.dialogs.settings import SettingsDialog

        dialog = SettingsDialog(self.look, self._keeper.settings, self)
        dialog.changed.connect(self._set)
        dialog.open()

    def show_help(self) -> None:
        """Open the help."""
        from portfolio_app.ui.dialogs.help import HelpDialog

        HelpDialog(self.look, self).open()

    def tell(self, error: VakdossierError) -> None:
        """Tell the person that something could not be done."""
        from portfolio_app.ui.dialogs.problem import tell_refusal

        tell_refusal(self.look, error, self)

    def tell_mistake(self, error: BaseException) -> None:
        """Tell the person that the program made a mistake, and log it without their data."""
        from portfolio_app.ui.dialogs.problem import tell_mistake

        _log.error("a mistake of the program", exc_info=(type(error), error, error.__traceback__))
        tell_mistake(self.look, self)
        self.flow.wait_no_longer()

    def _set(self, settings: Settings) -> None:
        before = self._keeper.settings
        try:
            self._keeper.set(settings)
        except EnvironmentRefusedError as error:
            self.tell(error)
        if not settings.remember_vaults:
            self._keeper.remember(dataclasses.replace(self._keeper.memory, vaults=()))
        if (settings.language, settings.theme) != (before.language, before.theme):
            self._rebuild()
        if self._door.opened is not None:
            self._rest.begin(settings.lock_after)

    def _switch_language(self) -> None:
        other: Language = "en" if self._keeper.settings.language == "nl" else "nl"
        self._set(dataclasses.replace(self._keeper.settings, language=other))

    def _system_colours_changed(self) -> None:
        if self._keeper.settings.theme == "system":
            self._rebuild()

    def _rebuild(self) -> None:
        """Build the content anew in the language and colours that are set now."""
        look = self._made_look()
        if look == self.look:
            return
        self.look = look
        if self._workspace is not None:
            self._workspace.save()
            place, drafts = self._workspace.place(), self._workspace.drafts()
            self._show_workspace(place, drafts)
        elif self._door.opened is None:  # the recovery key stays on the screen
            self.show_start(self.flow.vault_asked_for())

    def _made_look(self) -> Look:
        settings = self._keeper.settings
        tones = tones_for(settings.theme)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setPalette(palette_of(tones))
            application.setStyleSheet(style_sheet(tones))
        QLocale.setDefault(QLocale("nl_NL" if settings.language == "nl" else "en_GB"))
        return Look(settings.language, tones)

    # -- what is remembered -------------------------------------------------------------------------------------------

    def _restore_geometry(self) -> None:
        kept = QByteArray.fromBase64(self._keeper.memory.geometry.encode("ascii", "ignore"))
        if kept.isEmpty() or not self.restoreGeometry(kept):
            self.resize(*_FIRST_SIZE)

    def _keep_geometry(self) -> None:
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self._keeper.remember(dataclasses.replace(self._keeper.memory, geometry=geometry))


def _import_services() -> None:
    import_module("portfolio_app.domain.kinds")
    import_module("portfolio_app.services.opening")
