"""The dialog on keys: what there is, what can be done, one page at a time, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import NO_TEXT, Text
from portfolio_app.ui.dialogs.problem import CLOSE
from portfolio_app.ui.keys.desk import KeyDesk
from portfolio_app.ui.keys.pages import CHANGE, CHECK, KEYRING, RENEW, ChangePage, CheckPage, KeyringPage, RenewPage
from portfolio_app.ui.keys.parts import BACK, KeyPage
from portfolio_app.ui.look import Look
from portfolio_app.ui.opening import OpenedVault
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.dialog import Dialog
from portfolio_app.ui.widgets.labels import line, plain_label, selectable
from portfolio_app.ui.widgets.notice import Notice
from portfolio_app.ui.widgets.scrolling import ScrollingColumn
from portfolio_app.ui.widgets.sign import Sign

_TITLE: Final = Text("Sleutels van dit portfolio", "Passphrase and keys")
_PASSPHRASE_WHAT: Final = Text("Wat u typt om het portfolio te openen.", "What you type to open the portfolio.")
_KEY_WHAT: Final = Text(
    "Opent het portfolio als u de wachtwoordzin kwijt bent. Kijk eens per jaar na of uw blad nog klopt.",
    "Opens the portfolio if you have lost the passphrase. Check once a year whether your sheet is still valid.",
)
_KEYRING_WHAT: Final = Text(
    "Dan hoeft u op deze computer niets te typen. Dit staat nu {state}.",
    "Then you do not have to type anything on this computer. It is currently {state}.",
)
_ON: Final = Text("aan", "on")
_OFF: Final = Text("uit", "off")
_PASSPHRASE: Final = Text("Wachtwoordzin", "Passphrase")
_KEY: Final = Text("Herstelsleutel", "Recovery key")
_CHANGE: Final = Text("Wijzigen…", "Change…")
_CHECK: Final = Text("Nakijken…", "Check…")
_RENEW: Final = Text("Vernieuwen…", "Renew…")
_TURN_ON: Final = Text("Aanzetten…", "Turn on…")
_TURN_OFF: Final = Text("Uitzetten", "Turn off")
_TURNED_OFF: Final = Text("De sleutelbos opent dit portfolio niet meer.", "The keyring no longer opens this portfolio.")
_READ_ONLY: Final = Text(
    "Het portfolio is alleen-lezen geopend: de sleutels zijn nu niet te wijzigen.",
    "The portfolio is open read-only: the keys cannot be changed now.",
)
_MakePage = Callable[[Look, KeyDesk, OpenedVault], KeyPage]


class KeysDialog(Dialog):
    """Shows what can be done with the keys of the portfolio that is open; everything happens in this one dialog."""

    def __init__(self, look: Look, desk: KeyDesk, opened: OpenedVault, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(look.say(_TITLE))
        self.setMinimumWidth(look.wide(560))
        self._look = look
        self._desk = desk
        self._opened = opened
        self._stack = QStackedWidget()
        scroll = ScrollingColumn(self, name=look.say(_TITLE))
        inside = QVBoxLayout(scroll.content)
        inside.setContentsMargins(26, 22, 26, 18)
        inside.addWidget(self._stack)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)
        self.resize(look.wide(600), look.wide(520))
        self.page: KeyPage | None = None
        self.show_overview()

    def done(self, result: int) -> None:
        """Close; a new key that was not put to use does not stay on the clipboard."""
        if isinstance(self.page, RenewPage) and self.page.panel is not None:
            self.page.panel.forget()
        super().done(result)

    def show_overview(self) -> None:
        """Show what there is."""
        self.page = None
        self._show(self._overview())

    def show_page(self, make: _MakePage) -> None:
        """Show the page on which one thing is done."""
        page = make(self._look, self._desk, self._opened)
        page.left.connect(self.show_overview)
        page.done.connect(self.show_done)
        self.page = page
        self._show(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_done(self, told: tuple[Text, ...]) -> None:
        """Show what came of it, and what the person should know."""
        self.page = None
        self._show(_Done(self._look, told, self.show_overview, self.accept))

    @property
    def words(self) -> str:
        """All that is said now, for who cannot see it."""
        labels = self._stack.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisibleTo(self))

    def _show(self, widget: QWidget) -> None:
        before = self._stack.currentWidget()
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()

    def _overview(self) -> QWidget:
        look = self._look
        may_change = not self._opened.read_only
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(plain_label(look.say(_TITLE), strong=True, size=1.3))
        if not may_change:
            notice = Notice(look, icon="eye")
            notice.say(look.say(_READ_ONLY))
            column.addWidget(notice)
        self._notice = Notice(look)
        column.addWidget(self._notice)
        is_on = self._opened.unlocked.vault.has_unlock_key
        turn = _TURN_OFF if is_on else _TURN_ON
        keyring = self._turn_keyring_off if is_on else partial(self.show_page, KeyringPage)
        change = self._button(_CHANGE, look.say(CHANGE), partial(self.show_page, ChangePage), enabled=may_change)
        check = self._button(_CHECK, look.say(CHECK), partial(self.show_page, CheckPage))
        renew = self._button(_RENEW, look.say(RENEW), partial(self.show_page, RenewPage), enabled=may_change)
        switch = self._button(turn, f"{look.say(turn)}: {look.say(KEYRING)}", keyring, enabled=may_change)
        self._add_part(column, _PASSPHRASE, _PASSPHRASE_WHAT, change)
        self._add_part(column, _KEY, _KEY_WHAT, check, renew)
        self._add_part(column, KEYRING, _KEYRING_WHAT.fill(state=_ON if is_on else _OFF), switch)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(push_button(look, CLOSE, self.accept, role="primary"))
        column.addLayout(foot)
        return page

    def _button(self, text: Text, name: str, deed: Callable[[], object], *, enabled: bool = True) -> QPushButton:
        button = push_button(self._look, text, deed)
        button.setAccessibleName(name)
        button.setEnabled(enabled)
        return button

    def _add_part(self, column: QVBoxLayout, title: Text, what: Text, *buttons: QPushButton) -> None:
        column.addWidget(line())
        column.addWidget(plain_label(self._look.say(title), strong=True, size=1.08))
        column.addWidget(plain_label(self._look.say(what), tone="quiet"))
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)

    def _turn_keyring_off(self) -> None:
        self.setEnabled(False)
        self._desk.turn_keyring_off(self._opened.unlocked.vault, self._turned_off, self._refused, self)

    def _turned_off(self, told: tuple[Text, ...]) -> None:
        self.setEnabled(True)
        self.show_done((_TURNED_OFF, *told))

    def _refused(self, error: VakdossierError) -> None:
        self.setEnabled(True)
        self._notice.say(error.say(self._look.language))


class _Done(QWidget):
    """What came of it: a mark, the first text large, the others below."""

    def __init__(
        self, look: Look, told: tuple[Text, ...], back: Callable[[], object], close: Callable[[], object]
    ) -> None:
        super().__init__()
        first, *others = told or (NO_TEXT,)
        picture = Sign(look, "circle-check", "good", 34, grows=False)
        heading = QHBoxLayout()
        heading.setSpacing(14)
        heading.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        heading.addWidget(plain_label(look.say(first), strong=True, size=1.2), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addLayout(heading)
        for text in others:
            column.addWidget(selectable(plain_label(look.say(text))))
        column.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(push_button(look, BACK, back, icon="arrow-left", role="quiet", flush=True))
        row.addStretch(1)
        self.close_button = push_button(look, CLOSE, close, role="primary")
        row.addWidget(self.close_button)
        column.addLayout(row)
        self.setFocusProxy(self.close_button)
