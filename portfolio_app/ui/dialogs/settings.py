"""What the person can set, in sections; each change is kept at once."""

from __future__ import annotations

import dataclasses
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from portfolio_app.common.text import Text
from portfolio_app.ui.destinations import BACKUPS, RULES
from portfolio_app.ui.dialogs.problem import CLOSE
from portfolio_app.ui.dialogs.settings_sections import SECTIONS, Section, Setting
from portfolio_app.ui.look import Look
from portfolio_app.ui.settings import Settings
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.dialog import Dialog
from portfolio_app.ui.widgets.labels import line
from portfolio_app.ui.widgets.scrolling import ScrollingColumn

if TYPE_CHECKING:
    from collections.abc import Callable

    from portfolio_app.ui.session import Session

_TITLE: Final = Text("Instellingen", "Settings")
_SECTIONS: Final = Text("Onderdelen", "Sections")
_SIZE: Final = (800, 540)
_NAMES: Final = 250


class SettingsDialog(Dialog):
    """Shows the settings; built anew, at the same place, when its own language or colours change.

    Attributes:
        changed: the `Settings` as they are now.
        clear_asked: the list of vaults is to be forgotten.
        keys_asked: the person goes on to the keys; the settings are closed by then.
        page_asked: the person goes on to a page of the portfolio; the settings are closed by then.
    """

    changed = Signal(object)
    clear_asked = Signal()
    keys_asked = Signal()
    page_asked = Signal(str)

    def __init__(
        self, now: Callable[[], tuple[Look, Settings]], parent: QWidget, session: Session | None = None
    ) -> None:
        """Show the settings.

        Args:
            now: returns the look and the settings of this moment.
            parent: the window.
            session: the open portfolio, or None.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._now = now
        self._look, self._settings = now()
        self._session = session
        self._pages: dict[str, QWidget] = {}
        self._content: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._build(SECTIONS[0].key)

    def follow(self) -> None:
        """Show everything in the language, colours and size of now; the focus stays where it was."""
        focused: QWidget | None = self.focusWidget()
        name = focused.objectName() if focused is not None else ""
        section = SECTIONS[self.names.currentRow()].key
        self._look, self._settings = self._now()
        self._build(section)
        again = self.findChild(QWidget, name) if name else None
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, section: str) -> None:
        look = self._look
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._pages.clear()
        self.setWindowTitle(look.say(_TITLE))
        self._content = QWidget(self)
        self.names = QListWidget()
        self.names.setObjectName("sections")
        self.names.setAccessibleName(look.say(_SECTIONS))
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.names.setFixedWidth(min(look.wide(_NAMES), 300))
        self.names.setWordWrap(True)
        self._stack = QStackedWidget()
        for each in SECTIONS:
            QListWidgetItem(look.icon(each.icon), look.say(each.name), self.names)
        self.names.currentRowChanged.connect(lambda row: self._show(SECTIONS[row]))
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.names)
        row.addWidget(self._stack, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 10, 20, 14)
        foot.addStretch(1)
        foot.addWidget(push_button(look, CLOSE, self.accept, role="primary"))
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(line())
        column.addLayout(foot)
        self._column.addWidget(self._content)
        room = self.screen().availableGeometry()
        self.resize(min(look.wide(_SIZE[0]), room.width() - 40), min(look.wide(_SIZE[1]), room.height() - 80))
        self.names.setCurrentRow([each.key for each in SECTIONS].index(section))

    def open_section(self, key: str) -> None:
        """Show the section called `key`."""
        self.names.setCurrentRow([each.key for each in SECTIONS].index(key))

    def _show(self, section: Section) -> None:
        if section.key not in self._pages:
            setting = Setting(self._look, self._settings, self._change, self.clear_asked.emit, self._session)
            if self._session is not None:
                setting = dataclasses.replace(
                    setting,
                    open_keys=partial(self._leave, self.keys_asked.emit),
                    open_backups=partial(self._leave, partial(self.page_asked.emit, BACKUPS)),
                    open_rules=partial(self._leave, partial(self.page_asked.emit, RULES)),
                )
            page = ScrollingColumn(self._stack, section.build(setting), name=self._look.say(section.name), across=True)
            self._pages[section.key] = page
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(self._pages[section.key])

    def _leave(self, ask: Callable[[], object]) -> None:
        self.accept()
        ask()

    def _change(self, **values: object) -> None:
        self._settings = self._settings.replaced(**values)
        self.changed.emit(self._settings)
