"""Telling that something could not be done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import Text
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.dialog import Dialog
from portfolio_app.ui.widgets.labels import plain_label, selectable
from portfolio_app.ui.widgets.sign import Sign

MISTAKE: Final = "mistake"
"""What the dialog that tells of a mistake is called, so that one is shown at a time."""

CLOSE: Final = Text("Sluiten", "Close")
_COULD_NOT: Final = Text("Dat is niet gelukt", "That did not work")
_BROKEN: Final = Text("Er ging iets mis in het programma", "Something went wrong in the program")
_BROKEN_HOW: Final = Text(
    "Dit is een fout van het programma, niet van u. Wat bewaard was, is er nog. U kunt verder werken; gaat het vaker "
    "mis, sluit dan af en begin opnieuw. Het verslag zegt waar in het programma het gebeurde, zonder uw gegevens; het "
    "staat ook in het logboek op deze computer.",
    "This is an error in the program, not a mistake of yours. What was saved is still there. You can continue; if "
    "it happens again, close the program and start it again. The report says where in the program it happened, "
    "without any of your records; it is also in the log on this computer.",
)
_REPORT: Final = Text("Verslag bekijken", "See the report")
_REPORT_TITLE: Final = Text("Verslag van een fout van het programma", "Report of an error in the program")
_COPY: Final = Text("Kopiëren", "Copy")


class MessageDialog(Dialog):
    """A heading, an explanation, and what can be done about it; freed when it is closed."""

    def __init__(
        self,
        look: Look,
        heading: str,
        explanation: str,
        parent: QWidget | None = None,
        *,
        icon: str = "triangle-alert",
        choices: tuple[tuple[Text, Callable[[], object]], ...] = (),
        close: Text = CLOSE,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Vakdossier")
        self.setMinimumWidth(440)
        picture = Sign(look, icon, "attention", 30, grows=False)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(plain_label(heading, strong=True, size=1.15))
        self.explanation = selectable(plain_label(explanation))
        words.addWidget(self.explanation)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for text, deed in choices:
            buttons.addWidget(push_button(look, text, partial(self._do, deed)))
        shut = push_button(look, close, self.reject, role="primary")
        shut.setDefault(True)
        buttons.addWidget(shut)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 18)
        column.setSpacing(18)
        column.addLayout(top)
        column.addLayout(buttons)
        shut.setFocus()  # what Enter does is the way back, whatever else can be done

    def _do(self, deed: Callable[[], object]) -> None:
        self.accept()
        deed()


def tell_refusal(look: Look, error: VakdossierError, parent: QWidget) -> MessageDialog:
    """Show what could not be done and what the person can do about it."""
    dialog = MessageDialog(look, look.say(_COULD_NOT), error.say(look.language), parent)
    dialog.open()
    return dialog


def tell_mistake(look: Look, parent: QWidget, report: str = "") -> MessageDialog:
    """Show that the program made a mistake; `report` tells where, and holds nothing of the person's."""

    def show() -> None:
        words = MessageDialog(look, look.say(_REPORT_TITLE), report, parent, icon="file-text", choices=((_COPY, copy),))
        words.open()

    def copy() -> None:
        QGuiApplication.clipboard().setText(report)

    choices = ((_REPORT, show),) if report else ()
    dialog = MessageDialog(look, look.say(_BROKEN), look.say(_BROKEN_HOW), parent, choices=choices)
    dialog.setObjectName(MISTAKE)
    dialog.open()
    return dialog
