"""After the recovery key opened the portfolio: a new passphrase in place of the one that was lost."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.ui.keys.desk import KeyDesk
from portfolio_app.ui.keys.new_passphrase import NEW_PASSPHRASE, NewPassphrase
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.notice import Notice

_TITLE: Final = Text("Een nieuwe wachtwoordzin", "A new passphrase")
_WHY: Final = Text(
    "Uw herstelsleutel klopt. Kies een wachtwoordzin voor de volgende keer; de herstelsleutel blijft gelden.",
    "Your recovery key is valid. Choose a passphrase for next time; the recovery key stays valid.",
)
_CHANGE: Final = Text("Wijzigen en openen", "Change and open")
_LATER: Final = Text("Nu niet", "Not now")
_BUSY: Final = Text("Wordt gewijzigd…", "Changing it…")


class ReplaceStep(QWidget):
    """Asks for the new passphrase.

    Attributes:
        asked: the new passphrase.
        later_asked: the person would rather keep the one they lost, for now.
    """

    asked = Signal(str)
    later_asked = Signal()

    def __init__(self, look: Look, desk: KeyDesk, name: str) -> None:
        super().__init__()
        self._look = look
        self.passphrase = NewPassphrase(look, desk, NEW_PASSPHRASE, lambda: name)
        self.notice = Notice(look)
        self.button = push_button(look, _CHANGE, self._ask, icon="key-round", role="primary")
        self.later = push_button(look, _LATER, self.later_asked.emit, role="quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(plain_label(look.say(_TITLE), strong=True, size=1.6))
        column.addWidget(plain_label(look.say(_WHY), tone="quiet"))
        column.addSpacing(4)
        column.addWidget(self.notice)
        column.addWidget(self.passphrase)
        column.addSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.button)
        row.addWidget(self.later)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self.passphrase.entered.connect(self._ask)
        self.setFocusProxy(self.passphrase)

    def set_busy(self, *, busy: bool) -> None:
        """Show that the passphrase is being changed, or no longer."""
        self.setEnabled(not busy)
        self.button.setText(self._look.say(_BUSY if busy else _CHANGE))

    def refuse(self, words: str) -> None:
        """Show why it was not changed."""
        self.set_busy(busy=False)
        self.notice.say(words)

    def _ask(self) -> None:
        self.passphrase.settle(self._change, self.notice.say)

    def _change(self, passphrase: str) -> None:
        self.notice.say("")
        self.set_busy(busy=True)
        self.asked.emit(passphrase)
