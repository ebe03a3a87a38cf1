"""The main window: the start page while no vault is open, the workspace while one is, and the way between them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow

from portfolio_app.common.clock import Clock
from portfolio_app.common.errors import EnvironmentRefusedError, VakdossierError
from portfolio_app.common.text import Text
from portfolio_app.ui.appearance import Appearance
from portfolio_app.ui.backroom import Backroom
from portfolio_app.ui.first_paint import FirstPaint
from portfolio_app.ui.in_order import InOrder
from portfolio_app.ui.look import Look
from portfolio_app.ui.menus import Menus
from portfolio_app.ui.remembering import keep_place, restore_geometry
from portfolio_app.ui.settings import Keeper, Settings
from portfolio_app.ui.start.flow import StartFlow
from portfolio_app.ui.trail import Place, Trail
from portfolio_app.ui.widgets.layouts import replace_content

if TYPE_CHECKING:
    from portfolio_app.services.restoring import Rehearsal
    from portfolio_app.storage.backups.store import Backup
    from portfolio_app.storage.backups.swapping import Swapped
    from portfolio_app.ui.client_view.host import ClientView
    from portfolio_app.ui.commands import Command
    from portfolio_app.ui.forms.standing import Draft
    from portfolio_app.ui.keys.desk import KeyDesk
    from portfolio_app.ui.opening import Door, OpenedVault
    from portfolio_app.ui.rest import RestWatch
    from portfolio_app.ui.start.attempt import Attempt
    from portfolio_app.ui.start.page import StartPage
    from portfolio_app.ui.tasks import Tasks
    from portfolio_app.ui.workspace import Workspace

_TAKEN: Final = Text(
    "De reservekopie is in gebruik genomen. Wat u had, is ernaast bewaard: {name}.",
    "The backup is now in use. What you had is kept alongside it: {name}.",
)
_SMALLEST: Final = (820, 560)


class _Left(NamedTuple):
    """How a vault was left: to come back there when it is unlocked again, or shown in other colours."""

    vault: Path
    place: Place
    trail: Trail
    drafts: tuple[Draft, ...] = ()


class MainWindow(InOrder, QMainWindow):
    """Holds the start page or the workspace, and knows which vault is open."""

    def __init__(
        self,
        keeper: Keeper,
        clock: Clock,
        vaults: Path,
        own_registers: Path | None = None,
        first: Attempt | None = None,
    ) -> None:
        """Build the start page, and nothing that can wait until it is painted.

        Args:
            keeper: what is set and remembered.
            clock: tells the time.
            vaults: the folder that is proposed for new vaults.
            own_registers: the folder of the person's own register data and rule sets.
            first: a vault to open at once, since its key is at hand; when that fails the start page tells why.
        """
        super().__init__()
        self.keeper = keeper
        self._clock = clock
        self._workspace: Workspace | None = None
        self._left: dict[Path, _Left] = {}
        self._client_view: ClientView | None = None
        self._menus = Menus(self.menuBar())
        self._closing = False
        self._stands = False
        self.backroom = Backroom(clock, own_registers, self)
        self.backroom.refused.connect(self.tell)
        self.backroom.broken.connect(self.tell_mistake)
        self.flow = StartFlow(keeper, self.backroom, vaults, self)
        self.flow.entered.connect(self._enter)
        self.flow.half_entered.connect(lambda: self._rest.begin(keeper.settings.lock_after))
        self.flow.refused.connect(self._tell_at_start)
        self.flow.awaiting.connect(lambda: self.backroom.warming.begin_soon())  # noqa: PLW0108 - not made before
        if first is not None:  # on the other thread, while the window is being built
            self.flow.open(first)
        self.setWindowTitle("Vakdossier")
        self.setMinimumSize(*_SMALLEST)
        restore_geometry(self, keeper)
        self._appearance = Appearance(keeper, self)
        self._appearance.changed.connect(self._rebuild)
        self.first_paint = FirstPaint(self)
        self.first_paint.done.connect(self._go_on)
        if first is None:
            self.show_start()

    def _go_on(self) -> None:
        """Make, now that the window stands, what it could do without until then."""
        self._stands = True
        self.flow.go_on()
        if self.flow.page is not None:  # else a vault is being opened at once, and nothing may hold that up
            self._fill_menus()

    @property
    def tasks(self) -> Tasks:
        """The database thread."""
        return self.backroom.tasks

    @property
    def desk(self) -> KeyDesk:
        """Where work with keys is brought."""
        return self.backroom.desk

    @property
    def _door(self) -> Door:
        return self.backroom.door

    @cached_property
    def _rest(self) -> RestWatch:
        from portfolio_app.ui.rest import RestWatch
        from portfolio_app.ui.starting import tidy_up

        rest = RestWatch(self._clock, self)
        rest.rested.connect(self.lock)
        rest.paused.connect(tidy_up)
        return rest

    @property
    def look(self) -> Look:
        """Language and colours of now."""
        return self._appearance.look

    @property
    def vault(self) -> Path | None:
        """The folder of the vault that is open."""
        return self._door.opened.vault if self._door.opened else None

    def _tell_at_start(self, error: VakdossierError) -> None:
        """Tell what no step of the start page could show; there may be no page yet."""
        if self.flow.page is None and self._workspace is None:
            self.show_start()
        self.tell(error)

    # -- the start page -----------------------------------------------------------------------------------------------

    @property
    def start(self) -> StartPage | None:
        """The start page, while it is shown."""
        return self.flow.page

    @property
    def workspace(self) -> Workspace | None:
        """The workspace, while a vault is open."""
        return self._workspace

    def show_start(self, vault: Path | None = None, *, choose: bool = False) -> None:
        """Show the start page: for `vault`, or for the one opened last, or the choice of one."""
        page = self.flow.begin(self.look, vault)
        if choose:
            self.flow.show_home()
        page.language_asked.connect(lambda: self.change(language="en" if self.look.language == "nl" else "nl"))
        page.settings_asked.connect(self.show_settings)
        page.help_asked.connect(self.show_help)
        self._workspace = None
        replace_content(self, page)
        self._fill_menus()
        if page.step is not None:
            page.step.setFocus()

    def show_unlock(self, vault: Path) -> None:
        """Ask for the passphrase of a vault."""
        self.flow.show_unlock(vault)

    def open_vault(self, vault: Path, passphrase: str) -> None:
        """Open a vault of which the passphrase is known already: that of the demo."""
        from portfolio_app.ui.start.attempt import Attempt

        self.flow.show_unlock(vault)
        self.flow.open(Attempt(vault, passphrase=passphrase))

    def check_dossier(self) -> None:
        """Check a dossier before anything is unlocked; not while a new vault shows its key, to be kept first."""
        if self._door.opened is None:
            self.flow.show_check()

    # -- several vaults -----------------------------------------------------------------------------------------------

    def choose_vault(self) -> None:
        """Close what is open, and let the person choose another."""
        self._leave(lambda: self.show_start(choose=True))

    def switch_vault(self, vault: Path) -> None:
        """Close what is open, and ask the passphrase of another."""
        if vault != self.vault:
            self._leave(lambda: self.show_start(vault))

    def make_vault(self) -> None:
        """Close what is open, and make another."""

        def make() -> None:
            self.show_start(choose=True)
            self.flow.show_create()

        self._leave(make)

    def _leave(self, then: Callable[[], None]) -> None:
        if self._workspace is not None:
            self._when_saved(lambda: self._lock_now(then))
        elif self._door.opened is None:  # the recovery key stays on the screen until it was put away
            then()

    # -- the workspace ------------------------------------------------------------------------------------------------

    def _enter(self, opened: OpenedVault) -> None:
        self._door.enter(opened)
        left = self._left.pop(opened.vault, None)  # others keep what was typed there until they are unlocked
        self._show_workspace(left or _Left(opened.vault, self._first_place(opened), Trail()))
        self._rest.begin(self.keeper.settings.lock_after)

    def _first_place(self, opened: OpenedVault) -> Place:
        from portfolio_app.ui.destinations import GUIDE, OVERVIEW, is_page

        if opened.is_new:
            return Place(GUIDE)
        page, kind = self.keeper.memory.page
        return Place(page, kind) if self.keeper.settings.remember_places and is_page(page) else Place(OVERVIEW)

    def _show_workspace(self, left: _Left) -> None:
        opened = self._door.opened
        if opened is None:
            return
        from portfolio_app.ui.session import Session
        from portfolio_app.ui.workspace import Workspace

        session = Session(
            self.tasks, opened.unlocked, self.look, self._clock, read_only=opened.read_only, keeper=self.keeper
        )
        self.backroom.serve(session)
        workspace = Workspace(session, self.commands, left.trail)
        workspace.lock_asked.connect(self.lock)
        workspace.settings_asked.connect(self.show_settings)
        workspace.help_asked.connect(self.show_help)
        workspace.client_view_asked.connect(self.show_client_view)
        workspace.restore_asked.connect(self.show_restore)
        workspace.keys_asked.connect(self.show_keys)
        session.loaded.connect(self._fill_menus)
        workspace.resume(left.drafts)
        self._workspace = workspace
        self.flow.end()
        replace_content(self, workspace)
        workspace.return_to(left.place)
        workspace.page_shown.connect(lambda _key: self._fill_menus())
        if session.is_loaded:
            self._fill_menus()
        else:  # before anything is pressed, but after it can be read
            FirstPaint(workspace).done.connect(self._fill_menus)
        workspace.load()
        workspace.rail.setFocus()

    def show_client_view(self) -> None:
        """Let a client see the public CV, and nothing else."""
        if self._workspace is None:
            return
        from portfolio_app.ui.client_view.host import ClientView

        self._workspace.save()
        if self._client_view is None:
            self._client_view = ClientView(self)
            self._client_view.refused.connect(self.tell)
            self._client_view.lock_asked.connect(self.lock)
        self._client_view.begin(self._workspace.session)

    def commands(self) -> tuple[Command, ...]:
        """Return all that can be done now; what needs the records once these are loaded."""
        from portfolio_app.ui.window_commands import window_commands

        own, workspace = window_commands(self), self._workspace
        return (*workspace.commands(), *own) if workspace is not None and workspace.session.is_loaded else own

    def _fill_menus(self) -> None:
        """Show what can be done, after the first page was painted."""
        if self._stands:
            self._menus.show(self.look, self.commands())
        else:
            self._menus.show_titles(self.look)

    # -- locking and closing ------------------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save and close the vault before the window goes."""
        if self._client_view is not None and self._client_view.shown:
            event.ignore()
            return
        if not self._closing and (self._door.opened is not None or self._kept_drafts()):
            event.ignore()
            self._when_saved(self._close_now, self._kept_drafts())
            return
        keep_place(self, self.keeper, self._workspace.place() if self._workspace else None)
        self.flow.stop_checking()
        self._close_door()
        self.tasks.end()
        super().closeEvent(event)

    def _when_saved(self, deed: Callable[[], None], kept: tuple[Draft, ...] = ()) -> None:
        """Do `deed` once everything is saved that can be; the person decides about the rest, and of what is `kept`."""
        if self._workspace is not None:
            self._workspace.save()
            self.tasks.run(lambda: None, lambda _nothing: self._ask_about_drafts(deed, kept), owner=self)
        else:
            self._ask_about_drafts(deed, kept)

    def _kept_drafts(self) -> tuple[Draft, ...]:
        """Return what is kept until a vault is unlocked again, and would be lost with the window."""
        return tuple(draft for left in self._left.values() for draft in left.drafts)

    def _ask_about_drafts(self, deed: Callable[[], None], kept: tuple[Draft, ...]) -> None:
        here = self._workspace.drafts() if self._workspace is not None else ()
        drafts = [draft for draft in (*here, *kept) if draft.typed]
        if not drafts:
            deed()
            return
        from portfolio_app.ui.dialogs.unsaved import ask_about

        ask_about(drafts, self.look, self, deed)

    def lock(self) -> None:
        """Save, close the vault and show the start page, without a word in between: somebody may be coming in.

        What cannot be saved is kept in memory until the vault is unlocked again.
        """
        if self._workspace is None:
            if self._door.opened is not None:
                self._lock_now()
            return
        from portfolio_app.ui.dialogs.closing import close_dialogs

        def lock(_nothing: None) -> None:
            close_dialogs(whatever_they_wait_for=True)  # what stood there until its work had ended
            self._lock_now(with_drafts=True)

        close_dialogs()
        self._workspace.save()
        self.tasks.run(lambda: None, lock, owner=self)

    def _lock_now(self, then: Callable[[], None] | None = None, *, with_drafts: bool = False) -> None:
        vault = self.vault
        left = self._what_is_left(with_drafts=with_drafts)
        if left is not None:
            self._left[left.vault] = left
        keep_place(self, self.keeper, self._workspace.place() if self._workspace else None)
        self._close_door()
        self._rest.end()
        if then is not None:
            then()
        else:
            self.show_start(vault)
        if self._client_view is not None:  # only now is there nothing behind it that a client may not see
            self._client_view.end()

    def _what_is_left(self, *, with_drafts: bool) -> _Left | None:
        workspace, vault = self._workspace, self.vault
        if workspace is None or vault is None:
            return None
        return _Left(vault, workspace.place(), workspace.trail, workspace.drafts() if with_drafts else ())

    def _close_door(self) -> None:
        if self._workspace is not None:
            self._workspace.session.end()
        self._door.close()

    def _close_now(self) -> None:
        self._closing = True
        self.close()

    # -- backups ------------------------------------------------------------------------------------------------------

    def show_restore(self, backup: Backup) -> None:
        """Put a backup back beside the vault, and let the person choose."""
        if self._workspace is None:
            return
        from portfolio_app.ui.dialogs.restore import RestoreDialog

        dialog = RestoreDialog(self._workspace.session, backup, self)
        dialog.take_asked.connect(self._take_into_use)
        dialog.open()

    def _take_into_use(self, rehearsal: Rehearsal) -> None:
        """Save, close, and let what was restored take the place of the vault; it is unlocked anew after that."""

        def take() -> None:
            vault = self.vault
            self._rest.end()
            self._door.take_into_use(rehearsal, self._taken_into_use, self.tell)
            self.show_start(vault)

        self._when_saved(take)

    def _taken_into_use(self, swapped: Swapped) -> None:
        self.flow.say(self.look.say(_TAKEN.fill(name=swapped.kept_aside.name)))

    # -- what the person sets -----------------------------------------------------------------------------------------

    def show_settings(self) -> None:
        """Open the settings."""
        from portfolio_app.ui.dialogs.settings import SettingsDialog

        session = self._workspace.session if self._workspace is not None else None
        dialog = SettingsDialog(lambda: (self.look, self.keeper.settings), self, session)
        dialog.changed.connect(self._set)
        dialog.clear_asked.connect(self._forget_vaults)
        dialog.keys_asked.connect(self.show_keys)
        dialog.page_asked.connect(self._show_page)
        self._appearance.changed.connect(dialog.follow)
        dialog.open()

    def show_keys(self) -> None:
        """Open what the person can do with passphrase, recovery key and keyring."""
        opened = self._door.opened
        if opened is not None and self._workspace is not None:
            from portfolio_app.ui.keys.dialog import KeysDialog

            dialog = KeysDialog(self.look, self.desk, opened, self)
            dialog.finished.connect(self._workspace.board.begin)  # it may no longer ask for a check
            dialog.open()

    def change(self, **values: object) -> None:
        """Change some of the settings."""
        self._set(self.keeper.settings.replaced(**values))

    def show_help(self, topic: str = "") -> None:
        """Open the help on `topic`, or on what is shown now."""
        from portfolio_app.ui.dialogs.help import HelpDialog

        here = self._workspace.current if self._workspace is not None else "start"
        HelpDialog(self.look, self, topic or here, self.commands()).open()

    def tell(self, error: VakdossierError) -> None:
        """Tell the person that something could not be done."""
        from portfolio_app.ui.dialogs.problem import tell_refusal

        tell_refusal(self.look, error, self)

    def tell_mistake(self, error: BaseException) -> None:
        """Tell the person that the program made a mistake, and log it without their data; one is told at a time."""
        from portfolio_app.ui.dialogs.problem import MISTAKE, MessageDialog, tell_mistake
        from portfolio_app.ui.mistakes import log_mistake, report_of

        log_mistake(error)
        told = self.findChild(MessageDialog, MISTAKE)
        if told is None or not told.isVisible():
            tell_mistake(self.look, self, report_of(error))
        self.flow.wait_no_longer()

    def _set(self, settings: Settings) -> None:
        try:
            self.keeper.set(settings)
        except EnvironmentRefusedError as error:
            self.tell(error)
        if not settings.remember_vaults:
            self._forget_vaults()
        if not settings.remember_places:
            self.keeper.forget_places()
        if self._workspace is not None:
            self._rest.begin(settings.lock_after)
        self._appearance.follow()
        self._fill_menus()

    def _show_page(self, key: str) -> None:
        if self._workspace is not None:
            self._workspace.go(key)

    def _forget_vaults(self) -> None:
        self.keeper.remember(self.keeper.memory.replaced(vaults=()))
        self._fill_menus()

    def _rebuild(self) -> None:
        """Build the content anew in the language, colours and text size that are set now."""
        if self._workspace is not None:
            self._workspace.save()
            left = self._what_is_left(with_drafts=True)
            if left is not None:
                self._show_workspace(left)
        elif self._door.opened is None:  # the recovery key stays on the screen
            self.show_start(self.flow.vault_asked_for())
