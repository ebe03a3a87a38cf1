"""The main window: the start page while no vault is open, the workspace while one is, and the way between them."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable
from dataclasses import dataclass
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
from portfolio_app.ui.rest import RestWatch
from portfolio_app.ui.settings import Keeper, Settings
from portfolio_app.ui.start.page import StartPage
from portfolio_app.ui.style_sheet import style_sheet
from portfolio_app.ui.tasks import Tasks
from portfolio_app.ui.theme import palette_of, tones_for

if TYPE_CHECKING:
    from portfolio_app.registers.catalogue import Registers
    from portfolio_app.services.opening import Created
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.ui.forms.record_form import Draft
    from portfolio_app.ui.start.create import NewVault
    from portfolio_app.ui.start.unlock import Attempt
    from portfolio_app.ui.workspace import Workspace

_UNSAVED: Final = Text("Er is nog iets niet bewaard", "Something is not saved yet")
_UNSAVED_HOW: Final = Text(
    "Een gegeven is nog niet compleet of klopt nog niet: {kinds}. Wat u daar typte gaat verloren als u nu verdergaat.",
    "A record is not complete or not right yet: {kinds}. What you typed there will be lost if you go on now.",
)
_BACK: Final = Text("Terug", "Back")
_LOSE: Final = Text("Toch verdergaan", "Go on all the same")
_CHOOSE_VAULT: Final = Text(
    "Kies de map van een portfolio (naam.vakdossier)", "Choose a portfolio’s folder (name.vakdossier)"
)
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


@dataclass(frozen=True, slots=True)
class _Opened:
    vault: Path
    portfolio: Portfolio
    registers: Registers
    recovery_key: str = ""
    read_only: bool = False


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
        self._vaults = vaults
        self._opened: _Opened | None = None
        self._workspace: Workspace | None = None
        self._start: StartPage | None = None
        self._kept: tuple[Draft, ...] = ()
        self._closing = False
        self.tasks = Tasks(self)
        self.tasks.refused.connect(self.tell)
        self.tasks.broken.connect(self.tell_mistake)
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
        return self._start

    @property
    def workspace(self) -> Workspace | None:
        """The workspace, while a vault is open."""
        return self._workspace

    def show_start(self, vault: Path | None = None) -> None:
        """Show the start page: for `vault`, or for the one opened last, or the choice of one."""
        page = StartPage(self.look)
        page.language_asked.connect(self._switch_language)
        page.settings_asked.connect(self.show_settings)
        page.help_asked.connect(self.show_help)
        self._start, self._workspace = page, None
        recent = self._keeper.memory.recent() if self._keeper.settings.remember_vaults else ()
        chosen = vault or (recent[0] if recent else None)
        if chosen is not None:
            self.show_unlock(chosen)
        else:
            self.show_home()
        self.setCentralWidget(page)
        if page.step is not None:
            page.step.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_home(self) -> None:
        """Let the person choose what to open."""
        if self._start is None:
            return
        recent = self._keeper.memory.recent() if self._keeper.settings.remember_vaults else ()
        step = self._start.show_home(recent)
        step.vault_chosen.connect(self.show_unlock)
        step.new_asked.connect(self.show_create)
        step.search_asked.connect(self._search_vault)
        step.forget_asked.connect(self._forget_vault)

    def show_unlock(self, vault: Path) -> None:
        """Ask for the passphrase of a vault."""
        if self._start is not None:
            step = self._start.show_unlock(vault)
            step.tried.connect(self._open)
            step.other_asked.connect(self.show_home)

    def open_vault(self, vault: Path, passphrase: str) -> None:
        """Open a vault of which the passphrase is known already: that of the demo."""
        from portfolio_app.ui.start.unlock import Attempt

        self.show_unlock(vault)
        self._open(Attempt(vault, passphrase=passphrase))

    def show_create(self) -> None:
        """Ask for what a new vault needs."""
        if self._start is not None:
            step = self._start.show_create(self._vaults)
            step.asked.connect(self._create)
            step.back_asked.connect(self.show_home)

    # -- opening ------------------------------------------------------------------------------------------------------

    def _open(self, attempt: Attempt) -> None:
        clock = self._clock

        def opened() -> _Opened:
            from portfolio_app.services.opening import open_portfolio

            portfolio = open_portfolio(
                attempt.vault,
                clock=clock,
                passphrase=attempt.passphrase,
                recovery_key=attempt.recovery_key,
                read_only=attempt.read_only,
                override_lock=attempt.override_lock,
            )
            return _with_registers(attempt.vault, portfolio, read_only=attempt.read_only)

        self.tasks.run(opened, self._show_opened, owner=self, failed=lambda error: self._not_opened(attempt, error))

    def _not_opened(self, attempt: Attempt, error: VakdossierError) -> None:
        from portfolio_app.storage.lock import VaultLockedError
        from portfolio_app.ui.start.unlock import UnlockStep

        step = self._start.step if self._start else None
        if not isinstance(step, UnlockStep):
            self.tell(error)
            return
        words = error.say(self.look.language)
        if isinstance(error, VaultLockedError):
            step.refuse(words, held=attempt, may_override=error.may_override)
        else:
            step.refuse(words)

    def _create(self, wanted: NewVault) -> None:
        clock = self._clock

        def created() -> _Opened:
            from portfolio_app.common.atomic import make_private_folder
            from portfolio_app.services.opening import create_portfolio

            make_private_folder(wanted.path.parent, Text("De map maken", "Making the folder"))
            made: Created = create_portfolio(wanted.path, wanted.passphrase, clock=clock)
            return _with_registers(wanted.path, made.portfolio, recovery_key=made.recovery_key)

        def failed(error: VakdossierError) -> None:
            from portfolio_app.ui.start.create import CreateStep

            step = self._start.step if self._start else None
            if isinstance(step, CreateStep):
                step.refuse(error.say(self.look.language))
            else:
                self.tell(error)

        self.tasks.run(created, self._show_recovery_key, owner=self, failed=failed)

    def _show_recovery_key(self, opened: _Opened) -> None:
        self._opened = opened
        self._remember_vault(opened.vault)
        if self._start is None:
            return
        step = self._start.show_recovery_key(opened.recovery_key)
        without_key = dataclasses.replace(opened, recovery_key="")
        step.confirmed.connect(lambda: self._show_opened(without_key))

    def _show_opened(self, opened: _Opened) -> None:
        self._opened = opened
        self._remember_vault(opened.vault)
        self._show_workspace(("overview", "", ""), self._kept)
        self._kept = ()
        self._rest.begin(self._keeper.settings.lock_after)

    def _show_workspace(self, place: tuple[str, str, str], drafts: tuple[Draft, ...]) -> None:
        if self._opened is None:
            return
        from portfolio_app.ui.session import Session
        from portfolio_app.ui.workspace import Workspace

        session = Session(
            self.tasks,
            self._opened.portfolio,
            self._opened.registers,
            self.look,
            self._clock,
            read_only=self._opened.read_only,
        )
        workspace = Workspace(session)
        workspace.lock_asked.connect(self.lock)
        workspace.settings_asked.connect(self.show_settings)
        workspace.help_asked.connect(self.show_help)
        workspace.resume(drafts)
        self._workspace, self._start = workspace, None
        self.setCentralWidget(workspace)
        workspace.return_to(place)
        workspace.rail.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- locking and closing ------------------------------------------------------------------------------------------

    def lock(self) -> None:
        """Save, close the vault and show the start page; asks first when something cannot be saved."""
        if self._opened is not None:
            self._when_saved(self._lock_now)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save and close the vault before the window goes."""
        if self._opened is not None and not self._closing:
            event.ignore()
            self._when_saved(self._close_now)
            return
        self._keep_geometry()
        self._close_portfolio()
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
        vault = self._opened.vault if self._opened else None
        self._close_portfolio()
        self._rest.end()
        self.show_start(vault)

    def _close_now(self) -> None:
        self._closing = True
        self.close()

    def _close_portfolio(self) -> None:
        opened, self._opened = self._opened, None
        if opened is not None:
            self.tasks.run(lambda: _backed_up_and_closed(opened.portfolio), _nothing)

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
        from portfolio_app.ui.start.create import CreateStep
        from portfolio_app.ui.start.unlock import UnlockStep

        _log.error("a mistake of the program", exc_info=(type(error), error, error.__traceback__))
        tell_mistake(self.look, self)
        step = self._start.step if self._start else None
        if isinstance(step, UnlockStep | CreateStep):
            step.set_busy(busy=False)

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
        if self._opened is not None:
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
        elif self._start is not None:
            from portfolio_app.ui.start.unlock import UnlockStep

            step = self._start.step
            if isinstance(step, UnlockStep):
                self.show_start(step.vault)
            elif self._opened is None:
                self.show_start()

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

    def _remember_vault(self, vault: Path) -> None:
        if self._keeper.settings.remember_vaults:
            self._keeper.remember(self._keeper.memory.after_opening(vault))

    def _forget_vault(self, vault: Path) -> None:
        self._keeper.remember(self._keeper.memory.without(vault))
        self.show_home()

    def _search_vault(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        start = str(self._vaults if self._vaults.is_dir() else Path.home())
        chosen = QFileDialog.getExistingDirectory(self, self.look.say(_CHOOSE_VAULT), start)
        if chosen:
            self.show_unlock(Path(chosen))

    def _restore_geometry(self) -> None:
        kept = QByteArray.fromBase64(self._keeper.memory.geometry.encode("ascii", "ignore"))
        if kept.isEmpty() or not self.restoreGeometry(kept):
            self.resize(*_FIRST_SIZE)

    def _keep_geometry(self) -> None:
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self._keeper.remember(dataclasses.replace(self._keeper.memory, geometry=geometry))


def _with_registers(vault: Path, portfolio: Portfolio, *, recovery_key: str = "", read_only: bool = False) -> _Opened:
    """Read the register data too; a vault of which that fails is not left open."""
    try:
        return _Opened(vault, portfolio, portfolio.registers, recovery_key, read_only)
    except BaseException:
        portfolio.close()
        raise


def _import_services() -> None:
    import_module("portfolio_app.domain.kinds")
    import_module("portfolio_app.services.opening")


def _nothing(_result: object) -> None:
    """Wait for nothing."""


def _backed_up_and_closed(portfolio: Portfolio) -> None:
    """Back up what was changed and close; what failed is remembered, and told on the overview until one succeeds."""
    portfolio.back_up_before_closing()
    portfolio.close()
