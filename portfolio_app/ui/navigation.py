"""The left side of the workspace: the destinations, the way to the finder, and what is always at hand."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.domain.areas import Area
from portfolio_app.services.board import RoomNote
from portfolio_app.ui.destinations import ICONS, page_name
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.buttons import push_button, tool_button
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.rail import Destination, Note, Rail

_PAGES: Final = Text("Bladzijden", "Pages")
_SEARCH: Final = Text("Zoeken en doen…", "Find and do…")
_LOCK: Final = Text("Vergrendelen", "Lock")
_SETTINGS: Final = Text("Instellingen", "Settings")
_HELP: Final = Text("Hulp", "Help")
_UNDO: Final = Text("Ongedaan maken", "Undo")
_REDO: Final = Text("Opnieuw doen", "Redo")
_READ_ONLY: Final = Text("Alleen-lezen geopend", "Open read-only")
_FOLD: Final = Text("Navigatie smal of breed", "Collapse or expand navigation")
_WIDE: Final = 240
_NARROW: Final = 64
_ICON: Final = 18
_MOST_WIDE: Final = 380


class Navigation(QWidget):
    """The rail and what stands around it; narrow it shows icons only.

    Attributes:
        rail: the destinations.
        search_asked, lock_asked, undo_asked, redo_asked, settings_asked, help_asked, fold_asked: the buttons.
    """

    search_asked = Signal()
    lock_asked = Signal()
    undo_asked = Signal()
    redo_asked = Signal()
    settings_asked = Signal()
    help_asked = Signal()
    fold_asked = Signal()

    def __init__(self, look: Look, *, read_only: bool) -> None:
        super().__init__()
        self._look = look
        self.setObjectName("rail_side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        destinations = tuple(Destination(key, look.say(page_name(key)), icon) for key, icon in ICONS.items())
        self.rail = Rail(look, look.say(_PAGES), destinations)
        self._name = plain_label("Vakdossier", strong=True, size=1.25, tone="accent", wrap=False)
        self._fold = tool_button(look, "panel-left-close", _FOLD, self.fold_asked.emit, keys="Ctrl+B")
        self._read_only = plain_label(look.say(_READ_ONLY), tone="attention", size=0.95)
        self._read_only.setContentsMargins(20, 0, 12, 4)
        self._is_read_only = read_only
        self._search = push_button(look, _SEARCH, self.search_asked.emit, icon="search", role="quiet")
        self._search.setToolTip("Ctrl+K")
        self._search_icon = tool_button(look, "search", _SEARCH, self.search_asked.emit, keys="Ctrl+K")
        brand = QHBoxLayout()
        brand.setContentsMargins(0, 0, 0, 6)
        brand.addWidget(self._name)
        brand.addStretch(1)
        brand.addWidget(self._fold)
        self._brand = brand
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._foot.setSpacing(2)
        for button in self._foot_buttons():
            self._foot.addWidget(button)
        self._foot.addStretch(1)
        self._finding = QHBoxLayout()
        self._finding.addWidget(self._search)
        self._finding.addWidget(self._search_icon)
        self._finding.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 0, 10)
        column.setSpacing(8)
        column.addLayout(brand)
        column.addWidget(self._read_only)
        column.addWidget(self.rail, 1)
        column.addLayout(self._finding)
        column.addLayout(self._foot)
        self.set_narrow(narrow=False)

    @property
    def narrow(self) -> bool:
        """Whether only icons are shown."""
        return self.rail.narrow

    def set_narrow(self, *, narrow: bool) -> None:
        """Show only icons, or the names too."""
        self.rail.set_narrow(narrow=narrow)
        self._name.setVisible(not narrow)
        self._search.setVisible(not narrow)
        self._search_icon.setVisible(narrow)
        self._read_only.setVisible(self._is_read_only and not narrow)
        self._fold.setIcon(self._look.icon("panel-left-open" if narrow else "panel-left-close"))
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._foot.setDirection(direction)
        left = 17 if narrow else 12
        self._brand.setContentsMargins(left if narrow else 20, 0, 12, 6)
        self._finding.setContentsMargins(left, 0, 8, 0)
        self._foot.setContentsMargins(left if narrow else 14, 0, 12, 0)
        self.setFixedWidth(self._wide_for_icons() if narrow else min(self._look.wide(_WIDE), _MOST_WIDE))

    def _wide_for_icons(self) -> int:
        return _NARROW + 2 * (self._look.grown(_ICON) - _ICON)  # the icon, and the sign beside it

    def show_attention(self, found: tuple[RoomNote, ...]) -> None:
        """Show what asks for attention at the page where it is mended."""
        notes: dict[str, Note] = {}
        for area in Area:
            said = [(self._look.say(each.text), each.late) for each in found if each.area == area.value]
            if said:
                notes[area.value] = Note(said[0][0], "\n".join(words for words, _ in said), late=said[0][1])
        self.rail.show_warnings(notes)

    def _foot_buttons(self) -> tuple[QToolButton, ...]:
        look = self._look
        return (
            tool_button(look, "lock", _LOCK, self.lock_asked.emit, keys="Ctrl+L"),
            tool_button(look, "undo-2", _UNDO, self.undo_asked.emit, keys="Ctrl+Z"),
            tool_button(look, "redo-2", _REDO, self.redo_asked.emit, keys="Ctrl+Y"),
            tool_button(look, "settings", _SETTINGS, self.settings_asked.emit, keys="Ctrl+,"),
            tool_button(look, "circle-help", _HELP, self.help_asked.emit, keys="F1"),
        )
