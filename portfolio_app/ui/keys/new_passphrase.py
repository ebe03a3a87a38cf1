"""Choosing a passphrase: typed twice, weighed while it is typed, and asked about once when it is very weak."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.ui.keys.desk import KeyDesk
from portfolio_app.ui.keys.strength import StrengthMeter
from portfolio_app.ui.look import Look
from portfolio_app.ui.start.secret import SecretField
from portfolio_app.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from portfolio_app.services.passphrases import Judgement

PASSPHRASE: Final = Text("Wachtwoordzin", "Passphrase")
NEW_PASSPHRASE: Final = Text("Nieuwe wachtwoordzin", "New passphrase")
_REPEAT: Final = Text("Nog een keer", "Repeat it")
_ADVICE: Final = Text(
    "Neem vier of meer woorden die niets met elkaar te maken hebben: goed te onthouden en niet te raden.",
    "Use four or more unrelated words: easy to remember and hard to guess.",
)
_NONE: Final = Text("Typ een wachtwoordzin.", "Type a passphrase.")
_DIFFERENT: Final = Text("De twee wachtwoordzinnen verschillen.", "The two passphrases differ.")
_MEANT: Final = Text(
    "Deze wachtwoordzin is {meaning}. Neem liever een andere; druk nog eens op de knop als u deze toch wilt.",
    "This passphrase {meaning}. Better choose another; press the button again if you want this one anyway.",
)
_PAUSE_MS: Final = 200


class NewPassphrase(QWidget):
    """Two fields for a new passphrase and what it is worth.

    The weighing waits for a pause in the typing and is done on the other thread; no key waits for it. A very weak
    passphrase is not forbidden: it is the person's own portfolio, and what a rule enforces ends on a note on the desk.

    Attributes:
        entered: Return was pressed in the last field.
    """

    entered = Signal()

    def __init__(self, look: Look, desk: KeyDesk, label: Text, known: Callable[[], str]) -> None:
        """Take what the field is called, and what gives the name of the portfolio, which is no secret."""
        super().__init__()
        self._look = look
        self._desk = desk
        self._known = known
        self._meant = ""
        self.secret = SecretField(look, label)
        self.repeat = SecretField(look, _REPEAT)
        self.meter = StrengthMeter(look)
        self._hint = plain_label(look.say(_ADVICE), tone="quiet", size=0.92)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.secret)
        column.addWidget(self._hint)
        column.addWidget(self.meter)
        column.addSpacing(4)
        column.addWidget(self.repeat)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._weigh)
        self.secret.line.textChanged.connect(self._typed)
        self.secret.line.returnPressed.connect(self.repeat.line.setFocus)
        self.repeat.line.returnPressed.connect(self.entered)
        self.setFocusProxy(self.secret)

    def settle(self, accepted: Callable[[str], None], refused: Callable[[str], None]) -> None:
        """Hand over the passphrase when it can be used; else the words that say why not.

        A very weak one is refused the first time and accepted when it is offered again unchanged.
        """
        passphrase = self.secret.line.text()
        if not passphrase:
            refused(self._look.say(_NONE))
        elif passphrase != self.repeat.line.text():
            refused(self._look.say(_DIFFERENT))
        else:
            self._pause.stop()
            # In a slot of its own: what is shown in passing must never take the place of this answer.
            self._desk.weigh(
                passphrase,
                self._known(),
                lambda judged: self._judged(passphrase, judged, accepted, refused),
                self,
                "settle",
            )

    def _judged(
        self, passphrase: str, judged: Judgement, accepted: Callable[[str], None], refused: Callable[[str], None]
    ) -> None:
        self._show(judged)
        if int(judged.strength) == 0 and passphrase != self._meant:
            self._meant = passphrase
            refused(self._look.say(_MEANT.fill(meaning=judged.strength.meaning)))
            return
        self._meant = ""
        accepted(passphrase)

    def _typed(self, words: str) -> None:
        self._meant = ""
        if words:
            self._pause.start()
        else:
            self._pause.stop()
            self._show(None)

    def _weigh(self) -> None:
        words = self.secret.line.text()
        if words:
            self._desk.weigh(words, self._known(), self._show, self, "weigh")

    def _show(self, judged: Judgement | None) -> None:
        """Show what it is worth in place of the general advice."""
        shown = judged if self.secret.line.text() else None
        self.meter.show_judgement(shown)
        self._hint.setVisible(shown is None)
