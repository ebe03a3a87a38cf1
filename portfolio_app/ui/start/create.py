"""Making a new vault: its name and place, its passphrase, and the recovery key that is shown once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.ui.keys.desk import KeyDesk
from portfolio_app.ui.keys.new_passphrase import PASSPHRASE, NewPassphrase
from portfolio_app.ui.keys.recovery_panel import KEY_TITLE, RecoveryKeyPanel
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.labels import plain_label, selectable
from portfolio_app.ui.widgets.notice import Notice

_TITLE: Final = Text("Nieuw portfolio", "New portfolio")
_NAME: Final = Text("Naam van het portfolio", "Name of the portfolio")
_NAME_HELP: Final = Text(
    "Zo heet de map. Neem liever niet uw eigen naam: mapnamen ziet iedereen die bij deze computer kan.",
    "This becomes the name of the folder. Better not use your own name: anyone with access to this computer can "
    "see folder names.",
)
_FOLDER: Final = Text("Bewaren in", "Keep in")
_CHOOSE: Final = Text("Andere map…", "Another folder…")
_MAKE: Final = Text("Portfolio maken", "Make the portfolio")
_MAKING: Final = Text("Wordt gemaakt…", "Making it…")
_BACK: Final = Text("Terug", "Back")
_NO_NAME: Final = Text("Geef het portfolio een naam.", "Give the portfolio a name.")

_KEY_WHY: Final = Text(
    "Deze sleutel opent het portfolio als u de wachtwoordzin vergeet. Hij wordt alleen nu getoond en staat nergens "
    "opgeslagen. Zonder wachtwoordzin en zonder herstelsleutel kan niemand nog bij uw gegevens, ook wij niet.",
    "This key opens the portfolio if you forget the passphrase. It is shown only now and is not stored anywhere. "
    "Without the passphrase or the recovery key nobody can get at your records, not even we.",
)
_PUT_AWAY: Final = Text(
    "Druk hem af en berg hem op, niet bij deze computer. Uw wachtwoordzin staat er niet op.",
    "Print it and put it away, but not with this computer. Your passphrase is not on it.",
)
_GO: Final = Text("Opgeborgen, verder", "Stored safely, continue")

_UNUSABLE: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


@dataclass(frozen=True, slots=True)
class NewVault:
    """What is to be made."""

    path: Path
    passphrase: str

    def __repr__(self) -> str:
        return "NewVault(…)"


class CreateStep(QWidget):
    """Asks for name, folder and passphrase of a new vault.

    Attributes:
        asked: a `NewVault`.
        back_asked: the person changed their mind.
    """

    asked = Signal(object)
    back_asked = Signal()

    def __init__(self, look: Look, desk: KeyDesk, folder: Path) -> None:
        super().__init__()
        self._look = look
        self.folder = folder
        self.name = QLineEdit("portfolio")
        self.name.setMaxLength(60)
        self.name.setAccessibleName(look.say(_NAME))
        self._place = selectable(plain_label("", tone="quiet"))
        self.passphrase = NewPassphrase(look, desk, PASSPHRASE, self.name.text)
        self.notice = Notice(look)
        self.button = push_button(look, _MAKE, self._ask, role="primary")
        self.back_button = push_button(look, _BACK, self.back_asked.emit, icon="arrow-left", role="quiet")
        name_label = plain_label(look.say(_NAME))
        name_label.setBuddy(self.name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(plain_label(look.say(_TITLE), strong=True, size=1.6))
        column.addSpacing(8)
        column.addWidget(name_label)
        column.addWidget(self.name)
        column.addWidget(plain_label(look.say(_NAME_HELP), tone="quiet", size=0.92))
        column.addSpacing(8)
        column.addWidget(plain_label(look.say(_FOLDER)))
        place = QHBoxLayout()
        place.addWidget(self._place, 1)
        place.addWidget(push_button(look, _CHOOSE, self._choose_folder, icon="folder-open"))
        column.addLayout(place)
        column.addSpacing(8)
        column.addWidget(self.passphrase)
        column.addSpacing(4)
        column.addWidget(self.notice)
        column.addSpacing(12)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addWidget(self.back_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self.passphrase.entered.connect(self._ask)
        self.setFocusProxy(self.name)
        self.name.selectAll()  # a name of one's own takes the place of ours
        self._show_folder()

    def set_busy(self, *, busy: bool) -> None:
        """Show that the vault is being made, or no longer."""
        self.setEnabled(not busy)
        self.button.setText(self._look.say(_MAKING if busy else _MAKE))

    def refuse(self, words: str) -> None:
        """Show why it was not made."""
        self.set_busy(busy=False)
        self.notice.say(words)

    def _show_folder(self) -> None:
        home = Path.home()
        inside = self.folder.is_relative_to(home)
        self._place.setText(f"~/{self.folder.relative_to(home).as_posix()}" if inside else str(self.folder))

    def _choose_folder(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        chosen = QFileDialog.getExistingDirectory(self, self._look.say(_FOLDER), str(self.folder))
        if chosen:
            self.folder = Path(chosen)
            self._show_folder()

    def _ask(self) -> None:
        if self._name():
            self.passphrase.settle(self._make, self.notice.say)
        else:
            self.notice.say(self._look.say(_NO_NAME))

    def _name(self) -> str:
        return _UNUSABLE.sub(" ", self.name.text()).strip(". ")

    def _make(self, passphrase: str) -> None:
        self.notice.say("")
        self.set_busy(busy=True)
        self.asked.emit(NewVault(self.folder / f"{self._name()}.vakdossier", passphrase))


class RecoveryKeyStep(QWidget):
    """Shows the recovery key once, and goes on when the person shows to have it.

    Attributes:
        confirmed: the person has the key.
    """

    confirmed = Signal()

    def __init__(self, look: Look, desk: KeyDesk, key: str, vault: Path) -> None:
        super().__init__()
        self.panel = RecoveryKeyPanel(look, desk, key, vault)
        self.button = push_button(look, _GO, self._go, role="primary")
        self.button.setEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(plain_label(look.say(KEY_TITLE), strong=True, size=1.6))
        column.addWidget(plain_label(look.say(_KEY_WHY)))
        column.addWidget(plain_label(look.say(_PUT_AWAY)))
        column.addSpacing(4)
        column.addWidget(self.panel)
        column.addSpacing(4)
        last = QHBoxLayout()
        last.addWidget(self.button)
        last.addStretch(1)
        column.addLayout(last)
        column.addStretch(1)
        self.panel.proven.connect(self.button.setEnabled)
        self.panel.entered.connect(self._go)
        self.setFocusProxy(self.panel)

    def _go(self) -> None:
        if self.button.isEnabled():
            self.panel.forget()
            self.confirmed.emit()
