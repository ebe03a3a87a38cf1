"""The way through the steps of the start page: choose, unlock, make a new vault and keep its recovery key."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import Language, Text
from portfolio_app.ui.look import Look
from portfolio_app.ui.settings import Keeper
from portfolio_app.ui.start.home import vault_name

if TYPE_CHECKING:
    from portfolio_app.services.backups import Attempt as BackupAttempt
    from portfolio_app.ui.backroom import Backroom
    from portfolio_app.ui.opening import OpenedVault
    from portfolio_app.ui.start.attempt import Attempt
    from portfolio_app.ui.start.create import NewVault
    from portfolio_app.ui.start.page import StartPage
    from portfolio_app.ui.start.unlock import UnlockStep

_CHOOSE_VAULT: Final = Text(
    "Kies de map van een portfolio (naam.vakdossier)", "Choose a portfolio’s folder (name.vakdossier)"
)


class StartFlow(QObject):
    """Builds the start page and answers what is pressed on it; outlives the page, so that no opened vault is lost.

    Attributes:
        page: the start page, while it is shown.
        entered: an `OpenedVault` that the person may enter now.
        half_entered: one is open, and something is still asked of the person before they enter it.
        refused: an error that no step could show.
        awaiting: nothing is opened by itself, or no longer; it is the person's turn.
    """

    entered = Signal(object)
    half_entered = Signal()
    refused = Signal(object)
    awaiting = Signal()

    def __init__(self, keeper: Keeper, backroom: Backroom, vaults: Path, parent: QWidget) -> None:
        """Show nothing yet; `vaults` is the folder that is proposed for new vaults."""
        super().__init__(parent)
        self._keeper = keeper
        self._backroom = backroom
        self._vaults = vaults
        self._may_ask_keyring = False
        self._entered: set[Path] = set()
        self.page: StartPage | None = None
        backroom.backup_failed.connect(self._say_backups)

    def begin(self, look: Look, vault: Path | None) -> StartPage:
        """Return a page that asks the passphrase of `vault`, or of the one opened last, or lets the person choose."""
        from portfolio_app.ui.start.page import StartPage

        self.page = StartPage(look)
        self.page.files_dropped.connect(self._take)
        recent = self.recent()
        chosen = vault or (recent[0] if recent else None)
        if chosen is not None:
            self.show_unlock(chosen)
        else:
            self.show_home()
        return self.page

    def end(self) -> None:
        """The page is shown no longer."""
        self.page = None

    def recent(self) -> tuple[Path, ...]:
        """Return the vaults opened last, unless the person does not want them remembered."""
        return self._keeper.memory.recent() if self._keeper.settings.remember_vaults else ()

    def show_home(self) -> None:
        """Let the person choose what to open."""
        if self.page is None:
            return
        step = self.page.show_home(self.recent())
        step.vault_chosen.connect(self.show_unlock)
        step.new_asked.connect(self.show_create)
        step.search_asked.connect(self.search_vault)
        step.forget_asked.connect(self._forget)
        step.restore_asked.connect(self.show_restore)
        step.check_asked.connect(self.show_check)

    def show_unlock(self, vault: Path) -> None:
        """Ask for the passphrase of a vault."""
        if self.page is None:
            return
        step = self.page.show_unlock(vault)
        step.tried.connect(self.open)
        step.check_asked.connect(lambda typed: self._check(vault, typed))
        step.other_asked.connect(self.show_home)
        step.restore_asked.connect(lambda: self.show_restore(vault))
        step.dossier_asked.connect(self.show_check)
        if self._may_ask_keyring:
            self._ask_keyring(step)

    def go_on(self) -> None:
        """Do what waited until the first page was painted: ask the keyring of the system for the key of the vault."""
        self._may_ask_keyring = True
        step = self._asking
        if step is not None:
            self._ask_keyring(step)
        elif self.page is not None:
            self.awaiting.emit()

    def _ask_keyring(self, step: UnlockStep) -> None:
        vault = step.vault
        # Once it was open, a vault that is locked asks for its passphrase: else locking would mean nothing.
        if vault in self._entered:
            self.awaiting.emit()
            return
        self._backroom.desk.unlock_key_of(vault, lambda key: self._open_by_keyring(step, key), self._no_keyring, step)

    def show_create(self) -> None:
        """Ask for what a new vault needs."""
        if self.page is None:
            return
        step = self.page.show_create(self._backroom.desk, self._vaults)
        step.asked.connect(self._create)
        step.back_asked.connect(self.show_home)

    def show_restore(self, place: Path | None = None) -> None:
        """Let the person put a portfolio back from a backup; `place` is the portfolio or folder that it is of."""
        if self.page is None:
            return
        step = self._backroom.door.show_restore(self.page, self._vaults, place)
        step.back_asked.connect(self.show_home)
        step.done.connect(self.show_unlock)

    def show_check(self, dossier: Path | None = None, original: Path | None = None) -> None:
        """Let the person have a dossier checked that they were given; `dossier` is checked at once."""
        from portfolio_app.ui.start.check import CheckStep

        if self.page is None:
            return
        step = self._step
        if not isinstance(step, CheckStep):
            vault = self.vault_asked_for()
            step = self.page.show_check(self._backroom.door.check_dossier)
            step.back_asked.connect(self.show_home if vault is None else partial(self.show_unlock, vault))
        if dossier is not None:
            step.check(dossier, original)

    def stop_checking(self) -> None:
        """Stop the check of a dossier, if there is one: nobody will see what comes of it."""
        step = self._step
        if step is not None and not step.isHidden():
            step.hide()

    def _take(self, files: list[Path]) -> None:
        """Open a portfolio that was dropped on the page; what else was dropped can only be a dossier to check."""
        from portfolio_app.ui.summons import is_vault, vault_of
        from portfolio_app.ui.verifying.dropping import dossier_and_original

        vault = vault_of(files[0])
        if is_vault(vault):
            self.show_unlock(vault)
        else:
            self.show_check(*dossier_and_original(files))

    def search_vault(self) -> None:
        """Let the person look for a vault on the disk."""
        if self.page is None:
            return
        from PySide6.QtWidgets import QFileDialog

        start = str(self._vaults if self._vaults.is_dir() else Path.home())
        chosen = QFileDialog.getExistingDirectory(self.page, self.page.look.say(_CHOOSE_VAULT), start)
        if chosen:
            self.show_unlock(Path(chosen))

    def open(self, attempt: Attempt) -> None:
        """Open what `attempt` names; when that is refused, the step says why."""
        self._backroom.door.open(
            attempt, lambda opened: self._opened(attempt, opened), lambda error: self._not_opened(attempt, error)
        )

    def say(self, words: str) -> None:
        """Tell something where the passphrase is asked, when it is."""
        from portfolio_app.ui.start.unlock import UnlockStep

        step = self._step
        if isinstance(step, UnlockStep):
            step.notice.say(words)

    def _say_backups(self, failed: tuple[BackupAttempt, ...]) -> None:
        from portfolio_app.ui.backups.wording import came_of

        self.say(came_of(failed, self._language))

    def wait_no_longer(self) -> None:
        """Let the person try again after a mistake of the program."""
        from portfolio_app.ui.start.create import CreateStep
        from portfolio_app.ui.start.replace import ReplaceStep
        from portfolio_app.ui.start.unlock import UnlockStep

        step = self._step
        if isinstance(step, UnlockStep | CreateStep | ReplaceStep):
            step.set_busy(busy=False)

    def vault_asked_for(self) -> Path | None:
        """Return the vault of which the passphrase is asked now, None at any other step."""
        step = self._asking
        return step.vault if step is not None else None

    def _opened(self, attempt: Attempt, opened: OpenedVault) -> None:
        if attempt.recovery_key is None or opened.read_only or self.page is None:
            self._enter(opened)
            return
        from portfolio_app.services.keys import Proof

        proof = Proof(recovery_key=attempt.recovery_key)
        self._backroom.door.enter(opened)
        step = self.page.show_replace(self._backroom.desk, vault_name(opened.vault))

        def refused(error: VakdossierError) -> None:
            step.refuse(error.say(self._language))

        def asked(passphrase: str) -> None:
            self._backroom.desk.change_passphrase(
                opened.unlocked.vault, proof, passphrase, lambda _told: self._enter(opened), refused, step
            )

        step.asked.connect(asked)
        step.later_asked.connect(lambda: self._enter(opened))
        self.half_entered.emit()

    def _open_by_keyring(self, step: UnlockStep, unlock_key: bytes | None) -> None:
        if unlock_key is not None and step is self._step:
            step.open_by_keyring(unlock_key)
        else:
            self.awaiting.emit()

    def _no_keyring(self, error: VakdossierError) -> None:
        """Say that the keyring, which should have opened the vault, does not; of a vault that is not there, nothing."""
        from portfolio_app.services.system_keyring import KeyringRefusedError
        from portfolio_app.ui.start.unlock import UnlockStep

        self.awaiting.emit()
        step = self._step
        if isinstance(error, KeyringRefusedError) and isinstance(step, UnlockStep):
            step.refuse(error.say(self._language))

    def _check(self, vault: Path, typed: str) -> None:
        from portfolio_app.ui.start.unlock import UnlockStep

        step = self._step
        if isinstance(step, UnlockStep):
            self._backroom.desk.check_recovery_key(
                vault, typed, step.tell_it_holds, lambda error: step.refuse(error.say(self._language)), step
            )

    def _enter(self, opened: OpenedVault) -> None:
        self._remember(opened.vault)
        self._entered.add(opened.vault)
        self.entered.emit(opened)

    def _not_opened(self, attempt: Attempt, error: VakdossierError) -> None:
        from portfolio_app.storage.lock import VaultLockedError
        from portfolio_app.ui.start.unlock import UnlockStep

        self.awaiting.emit()
        step = self._step
        if not isinstance(step, UnlockStep):
            self.refused.emit(error)
            return
        words = error.say(self._language)
        if isinstance(error, VaultLockedError):
            step.refuse(words, held=attempt, may_override=error.may_override)
        else:
            step.refuse(words)

    def _create(self, wanted: NewVault) -> None:
        self._backroom.door.make(wanted, self._show_recovery_key, self._not_made)

    def _not_made(self, error: VakdossierError) -> None:
        from portfolio_app.ui.start.create import CreateStep

        step = self._step
        if isinstance(step, CreateStep):
            step.refuse(error.say(self._language))
        else:
            self.refused.emit(error)

    def _show_recovery_key(self, opened: OpenedVault) -> None:
        self._backroom.door.enter(opened)
        self._remember(opened.vault)
        self._entered.add(opened.vault)
        if self.page is None:
            return
        step = self.page.show_recovery_key(self._backroom.desk, opened.recovery_key, opened.vault)
        without_key = opened.replaced(recovery_key="")
        step.confirmed.connect(lambda: self.entered.emit(without_key))

    @property
    def _asking(self) -> UnlockStep | None:
        """The step that asks for the passphrase, while that is shown."""
        step = self._step
        if step is None:
            return None
        from portfolio_app.ui.start.unlock import UnlockStep

        return step if isinstance(step, UnlockStep) else None

    @property
    def _step(self) -> QWidget | None:
        return self.page.step if self.page is not None else None

    @property
    def _language(self) -> Language:
        return self._keeper.settings.language

    def _remember(self, vault: Path) -> None:
        if self._keeper.settings.remember_vaults:
            self._keeper.remember(self._keeper.memory.after_opening(vault))

    def _forget(self, vault: Path) -> None:
        self._keeper.remember(self._keeper.memory.without(vault))
        self.show_home()
