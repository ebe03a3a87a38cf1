"""Unlocking a vault: by its passphrase, or by its recovery key."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.ui.keys.proof import BY_KEY, BY_PASSPHRASE, KEY_HOLDS, RecoveryKeyField
from portfolio_app.ui.look import Look
from portfolio_app.ui.start.attempt import Attempt
from portfolio_app.ui.start.home import CHECK, CHECK_HELP, vault_name
from portfolio_app.ui.start.secret import SecretField
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.notice import Notice

_UNLOCK: Final = Text("Openen", "Open")
_WORKING: Final = Text("Wordt geopend…", "Opening…")
_PASSPHRASE: Final = Text("Wachtwoordzin", "Passphrase")
_OTHER: Final = Text("Ander portfolio", "Another portfolio")
_READ_ONLY: Final = Text("Alleen-lezen openen", "Open read-only")
_ANYWAY: Final = Text("Toch openen", "Open anyway")
_RESTORE: Final = Text("Terugzetten uit een reservekopie…", "Restore from a backup…")
_CHECK: Final = Text("Alleen nakijken", "Just check it")
_CHECK_HELP: Final = Text(
    "Kijkt na of deze herstelsleutel nog klopt, zonder het portfolio te openen",
    "Checks whether this recovery key is still valid, without opening the portfolio",
)
_LOCKED: Final = Text("Dit portfolio is vergrendeld.", "This portfolio is locked.")


class UnlockStep(QWidget):
    """Asks for the passphrase of one vault.

    Attributes:
        tried: an `Attempt`.
        check_asked: a recovery key that is only to be checked.
        other_asked: the person wants another vault.
        restore_asked: the person wants this one back from a backup.
        dossier_asked: the person wants a dossier checked, which needs no vault.
    """

    tried = Signal(object)
    check_asked = Signal(str)
    other_asked = Signal()
    restore_asked = Signal()
    dossier_asked = Signal()

    def __init__(self, look: Look, vault: Path) -> None:
        super().__init__()
        self._look = look
        self.vault = vault
        self._held: Attempt | None = None
        self.secret = SecretField(look, _PASSPHRASE)
        self._key_box = RecoveryKeyField(look)
        self.key = self._key_box.line
        self._key_box.hide()
        self.notice = Notice(look)
        self.button = push_button(look, _UNLOCK, self._try, icon="key-round", role="primary")
        self.button.setDefault(True)
        self._switch = push_button(look, BY_KEY, self._switch_way, role="link", flush=True)
        quiet = partial(push_button, look, role="quiet", flush=True)
        self._other = quiet(_OTHER, self.other_asked.emit, icon="arrow-left")
        self._restore = quiet(_RESTORE, self.restore_asked.emit, icon="rotate-ccw")
        self.dossier_button = quiet(CHECK, self.dossier_asked.emit, icon="shield-check")
        self.dossier_button.setToolTip(look.say(CHECK_HELP))
        self.read_only_button = push_button(look, _READ_ONLY, lambda: self._again(read_only=True), icon="eye")
        self.anyway_button = push_button(look, _ANYWAY, lambda: self._again(override_lock=True))
        self.check_button = push_button(look, _CHECK, self._check, icon="shield-check")
        self.check_button.setToolTip(look.say(_CHECK_HELP))
        for button in (self.read_only_button, self.anyway_button, self.check_button):
            button.hide()
        self._holds = plain_label("", tone="good")
        self._holds.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(plain_label(vault_name(vault), strong=True, size=1.6))
        column.addWidget(plain_label(look.say(_LOCKED), tone="quiet"))
        column.addSpacing(6)
        column.addWidget(self.notice)
        column.addWidget(self.secret)
        column.addWidget(self._key_box)
        column.addWidget(self._holds)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.button)
        row.addWidget(self.check_button)
        row.addWidget(self.read_only_button)
        row.addWidget(self.anyway_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(4)
        for other_way in (self._switch, self._other, self._restore, self.dossier_button):
            column.addWidget(other_way)
        column.addStretch(1)
        self.secret.line.returnPressed.connect(self._try)
        self.key.returnPressed.connect(self._try)
        self.setFocusProxy(self.secret)

    def set_busy(self, *, busy: bool) -> None:
        """Show that the vault is being opened, or no longer."""
        fields = (self.secret, self._key_box, self._switch, self._other, self._restore, self.button, self.check_button)
        for widget in fields:
            widget.setEnabled(not busy)
        self.read_only_button.setEnabled(not busy)
        self.anyway_button.setEnabled(not busy)
        self.button.setText(self._look.say(_WORKING if busy else _UNLOCK))

    def refuse(self, words: str, *, held: Attempt | None = None, may_override: bool = False) -> None:
        """Show why the vault was not opened.

        Args:
            words: what happened and what to do.
            held: the attempt, when the vault is open elsewhere and can be opened for reading all the same.
            may_override: the person may also decide that it is not open elsewhere.
        """
        self.set_busy(busy=False)
        self._held = held
        self.notice.say(words)
        self.read_only_button.setVisible(held is not None)
        self.anyway_button.setVisible(held is not None and may_override)
        (self.key if self._by_key else self.secret.line).setFocus()

    def ask_recovery_key(self) -> None:
        """Ask for the recovery key in place of the passphrase."""
        if not self._by_key:
            self._switch_way()

    def open_by_keyring(self, unlock_key: bytes) -> None:
        """Open the vault by what the keyring of the system keeps, unless the person is opening it already."""
        if self.button.isEnabled():
            self._send(Attempt(self.vault, unlock_key=unlock_key))

    def tell_it_holds(self) -> None:
        """Show that the recovery key is right; nothing was opened."""
        self.set_busy(busy=False)
        self._holds.setText(self._look.say(KEY_HOLDS))
        self._holds.show()
        self.key.setFocus()

    @property
    def _by_key(self) -> bool:
        return not self._key_box.isHidden()

    def _switch_way(self) -> None:
        by_key = not self._by_key
        self._key_box.setVisible(by_key)
        self.secret.setVisible(not by_key)
        self.check_button.setVisible(by_key)
        self._holds.hide()
        self.notice.say("")
        self._switch.setText(self._look.say(BY_PASSPHRASE if by_key else BY_KEY))
        (self.key if by_key else self.secret.line).setFocus()

    def _try(self) -> None:
        if self._by_key:
            attempt = Attempt(self.vault, recovery_key=self.key.text())
        else:
            if not self.secret.line.text():
                return
            attempt = Attempt(self.vault, passphrase=self.secret.take())
        self._send(attempt)

    def _again(self, *, read_only: bool = False, override_lock: bool = False) -> None:
        held, self._held = self._held, None
        if held is not None:
            self._send(
                Attempt(
                    held.vault,
                    held.passphrase,
                    held.recovery_key,
                    held.unlock_key,
                    read_only=read_only,
                    override_lock=override_lock,
                )
            )

    def _check(self) -> None:
        if self.key.text().strip():
            self.notice.say("")
            self._holds.hide()
            self.set_busy(busy=True)
            self.check_asked.emit(self.key.text())

    def _send(self, attempt: Attempt) -> None:
        self._holds.hide()
        self.notice.say("")
        self.read_only_button.hide()
        self.anyway_button.hide()
        self.set_busy(busy=True)
        self.tried.emit(attempt)
