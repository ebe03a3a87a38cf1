"""Making a new vault: its name and place, its passphrase, and the recovery key that is shown once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.ui.look import Look
from portfolio_app.ui.start.secret import SecretField
from portfolio_app.ui.typeface import scaled
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.labels import Tone, plain_label, selectable, set_tone
from portfolio_app.ui.widgets.notice import Notice

_TITLE: Final = Text("Nieuw portfolio", "New portfolio")
_NAME: Final = Text("Naam van het portfolio", "Name of the portfolio")
_NAME_HELP: Final = Text(
    "Zo heet de map. Neem liever niet uw eigen naam: mapnamen ziet iedereen die bij deze computer kan.",
    "The folder is called this. Better not your own name: folder names are seen by all who can reach this computer.",
)
_FOLDER: Final = Text("Bewaren in", "Keep in")
_CHOOSE: Final = Text("Andere map…", "Another folder…")
_PASSPHRASE: Final = Text("Wachtwoordzin", "Passphrase")
_ADVICE: Final = Text(
    "Neem vier of meer woorden die niets met elkaar te maken hebben: goed te onthouden en niet te raden.",
    "Take four or more words that have nothing to do with each other: easy to remember and not to be guessed.",
)
_REPEAT: Final = Text("Nog een keer", "Once more")
_MAKE: Final = Text("Portfolio maken", "Make the portfolio")
_MAKING: Final = Text("Wordt gemaakt…", "Making it…")
_BACK: Final = Text("Terug", "Back")
_TOO_SHORT: Final = Text("Te kort: neem minstens {n} tekens.", "Too short: take at least {n} characters.")
_FAIR: Final = Text("Redelijk. Een paar woorden meer is veiliger.", "Fair. A few words more are safer.")
_STRONG: Final = Text("Sterk.", "Strong.")
_DIFFERENT: Final = Text("De twee wachtwoordzinnen verschillen.", "The two passphrases differ.")
_NO_NAME: Final = Text("Geef het portfolio een naam.", "Give the portfolio a name.")

_KEY_TITLE: Final = Text("Uw herstelsleutel", "Your recovery key")
_KEY_WHY: Final = Text(
    "Deze sleutel opent het portfolio als u de wachtwoordzin vergeet. Hij wordt alleen nu getoond en staat nergens "
    "opgeslagen. Zonder wachtwoordzin en zonder herstelsleutel kan niemand nog bij uw gegevens, ook wij niet.",
    "This key opens the portfolio when you forget the passphrase. It is shown only now and is not kept anywhere. "
    "Without passphrase and without recovery key nobody can reach your records, and neither can we.",
)
_COPY: Final = Text("Kopiëren", "Copy")
_PRINT: Final = Text("Afdrukken…", "Print…")
_CONFIRM: Final = Text(
    "Schrijf hem over of druk hem af, en berg hem op. Typ ter controle de laatste groep tekens:",
    "Write it down or print it, and put it away. To check, type the last group of characters:",
)
_GO: Final = Text("Opgeborgen, verder", "Put away, go on")

_LEAST: Final = 10
_LONG: Final = 20
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

    def __init__(self, look: Look, folder: Path) -> None:
        super().__init__()
        self._look = look
        self.folder = folder
        self.name = QLineEdit("portfolio")
        self.name.setMaxLength(60)
        self.name.setAccessibleName(look.say(_NAME))
        self._place = selectable(plain_label("", tone="quiet"))
        self.secret = SecretField(look, _PASSPHRASE)
        self.repeat = SecretField(look, _REPEAT)
        self._strength = plain_label("", size=0.95)
        self.notice = Notice(look)
        self.button = push_button(look, _MAKE, self._ask, role="primary")
        self._back = push_button(look, _BACK, self.back_asked.emit, icon="arrow-left", role="quiet")
        name_label = plain_label(look.say(_NAME))
        name_label.setBuddy(self.name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(plain_label(look.say(_TITLE), strong=True, size=1.6))
        column.addSpacing(8)
        column.addWidget(self.notice)
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
        column.addWidget(self.secret)
        column.addWidget(plain_label(look.say(_ADVICE), tone="quiet", size=0.92))
        column.addWidget(self._strength)
        column.addSpacing(4)
        column.addWidget(self.repeat)
        column.addSpacing(12)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addWidget(self._back)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self.secret.line.textChanged.connect(self._weigh)
        self.repeat.line.returnPressed.connect(self._ask)
        self.setFocusProxy(self.name)
        self._show_folder()
        self._weigh("")

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

    def _weigh(self, words: str) -> None:
        tone: Tone = "quiet"
        text = ""
        if words:
            if len(words) < _LEAST:
                text, tone = self._look.say(_TOO_SHORT.fill(n=_LEAST)), "attention"
            elif len(words) < _LONG:
                text = self._look.say(_FAIR)
            else:
                text, tone = self._look.say(_STRONG), "good"
        self._strength.setText(text)
        self._strength.setVisible(bool(text))
        set_tone(self._strength, tone)

    def _ask(self) -> None:
        name = _UNUSABLE.sub(" ", self.name.text()).strip(". ")
        passphrase = self.secret.line.text()
        problem = None
        if not name:
            problem = _NO_NAME
        elif len(passphrase) < _LEAST:
            problem = _TOO_SHORT.fill(n=_LEAST)
        elif passphrase != self.repeat.line.text():
            problem = _DIFFERENT
        if problem is not None:
            self.notice.say(self._look.say(problem))
            return
        self.notice.say("")
        self.secret.forget()
        self.repeat.forget()
        self.set_busy(busy=True)
        self.asked.emit(NewVault(self.folder / f"{name}.vakdossier", passphrase))


class RecoveryKeyStep(QWidget):
    """Shows the recovery key once, and goes on when the person shows to have it.

    Attributes:
        confirmed: the person has the key.
    """

    confirmed = Signal()

    def __init__(self, look: Look, key: str) -> None:
        super().__init__()
        self._key = key
        shown = selectable(plain_label(key, strong=True))
        mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        mono.setPointSizeF(self.font().pointSizeF() * 1.15)
        shown.setFont(mono)
        shown.setAccessibleName(f"{look.say(_KEY_TITLE)}: {' '.join(key)}")
        self.check = QLineEdit()
        self.check.setAccessibleName(look.say(_CONFIRM))
        self.check.setMaximumWidth(160)
        self.button = push_button(look, _GO, self._go, role="primary")
        self.button.setEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(plain_label(look.say(_KEY_TITLE), strong=True, size=1.6))
        column.addWidget(plain_label(look.say(_KEY_WHY)))
        column.addSpacing(6)
        column.addWidget(shown)
        row = QHBoxLayout()
        row.addWidget(push_button(look, _COPY, lambda: QGuiApplication.clipboard().setText(key), icon="copy"))
        row.addWidget(push_button(look, _PRINT, lambda: self._print(look), icon="printer"))
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(10)
        label = plain_label(look.say(_CONFIRM))
        label.setBuddy(self.check)
        column.addWidget(label)
        last = QHBoxLayout()
        last.addWidget(self.check)
        last.addWidget(self.button)
        last.addStretch(1)
        column.addLayout(last)
        column.addStretch(1)
        self.check.textChanged.connect(self._compare)
        self.check.returnPressed.connect(self._go)
        self.setFocusProxy(self.check)

    def _compare(self, words: str) -> None:
        last_group = re.split(r"[\s-]+", self._key.strip())[-1]
        self.button.setEnabled(words.strip().casefold() == last_group.casefold())

    def _go(self) -> None:
        if self.button.isEnabled():
            self.confirmed.emit()

    def _print(self, look: Look) -> None:
        from PySide6.QtGui import QPainter
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec() != QPrintDialog.DialogCode.Accepted:
            return
        painter = QPainter(printer)
        page = printer.pageLayout().paintRectPixels(printer.resolution())
        painter.setFont(scaled(self.font(), 1.4, strong=True))
        step = painter.fontMetrics().lineSpacing()
        for at, words in enumerate(("Vakdossier", look.say(_KEY_TITLE), "", self._key)):
            painter.drawText(page.left() + step, page.top() + step * (2 + at), words)
        painter.end()
