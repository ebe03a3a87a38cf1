"""Showing that the portfolio is yours: by the passphrase, or by the recovery key when that is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.ui.look import Look
from portfolio_app.ui.start.secret import SecretField
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from portfolio_app.services.keys import Proof

RECOVERY_KEY: Final = Text("Herstelsleutel", "Recovery key")
_PRESENT: Final = Text("Huidige wachtwoordzin", "Current passphrase")
BY_KEY: Final = Text("Wachtwoordzin kwijt? Gebruik de herstelsleutel", "Lost the passphrase? Use the recovery key")
BY_PASSPHRASE: Final = Text("Toch de wachtwoordzin gebruiken", "Use the passphrase instead")

KEY_HOLDS: Final = Text(
    "Deze herstelsleutel klopt: hij opent dit portfolio.", "This recovery key is valid: it opens this portfolio."
)


class RecoveryKeyField(QWidget):
    """A labelled line for a recovery key, in which it stays readable: it is compared with paper sign by sign."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setAccessibleName(look.say(RECOVERY_KEY))
        label = plain_label(look.say(RECOVERY_KEY))
        label.setBuddy(self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label)
        column.addWidget(self.line)
        self.setFocusProxy(self.line)


class ProofField(QWidget):
    """Asks for the passphrase or the recovery key.

    Attributes:
        entered: Return was pressed.
    """

    entered = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.secret = SecretField(look, _PRESENT)
        self.key = RecoveryKeyField(look)
        self.key.hide()
        self.switch = push_button(look, BY_KEY, self._switch_way, role="link", flush=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.secret)
        column.addWidget(self.key)
        column.addWidget(self.switch)
        self.secret.line.returnPressed.connect(self.entered)
        self.key.line.returnPressed.connect(self.entered)
        self.setFocusProxy(self.secret)

    def proof(self) -> Proof | None:
        """Return what was typed; None when nothing was."""
        from portfolio_app.services.keys import Proof

        if self.by_key:
            return Proof(recovery_key=self.key.line.text()) if self.key.line.text().strip() else None
        return Proof(passphrase=self.secret.line.text()) if self.secret.line.text() else None

    @property
    def by_key(self) -> bool:
        """Whether the recovery key is asked."""
        return not self.key.isHidden()

    def forget(self) -> None:
        """Leave both empty."""
        self.secret.forget()
        self.key.line.clear()

    def _switch_way(self) -> None:
        by_key = not self.by_key
        self.key.setVisible(by_key)
        self.secret.setVisible(not by_key)
        self.switch.setText(self._look.say(BY_PASSPHRASE if by_key else BY_KEY))
        (self.key.line if by_key else self.secret.line).setFocus()
