"""The editor of codes: what is chosen from the lists of the registers, and a tree to choose from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.domain.values import Codes, CodeScheme
from portfolio_app.registers.catalogue import Registers
from portfolio_app.registers.model import Entry, EntryKind
from portfolio_app.ui.forms.editor import Editor
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.buttons import push_button, tool_button
from portfolio_app.ui.widgets.labels import plain_label

_CHOOSE: Final = Text("Kiezen…", "Choose…")
_DONE: Final = Text("Klaar", "Done")
_FILTER: Final = Text("Zoek in de lijst…", "Search the list…")
_LIST: Final = Text("Lijst om uit te kiezen", "List to choose from")
_REMOVE: Final = Text("Weghalen", "Remove")
_NONE: Final = Text("Nog niets gekozen", "Nothing chosen yet")
_CODE: Final = int(Qt.ItemDataRole.UserRole)
_WORDS: Final = _CODE + 1
_TREE_HEIGHT: Final = 260

_GROUPS: Final[dict[EntryKind, Text]] = {
    EntryKind.REGISTER: Text("Registers", "Registers"),
    EntryKind.CORE_TASK: Text("Kerntaken", "Core tasks"),
    EntryKind.CORE_COMPETENCE: Text("Kerncompetenties", "Core competences"),
    EntryKind.CONTEXT_TERM: Text("Context van de kerncompetenties", "Context of the core competences"),
    EntryKind.ELABORATED_COMPETENCE: Text("Uitgewerkte competenties", "Elaborated competences"),
    EntryKind.BEHAVIOUR: Text("Gedragsvoorbeelden", "Examples of behaviour"),
    EntryKind.REQUIRED: Text("Vereist niveau", "Required level"),
    EntryKind.PROVISION: Text("Bepalingen van de gedragscode", "Provisions of the code"),
    EntryKind.LAW: Text("Wetten en richtlijnen", "Laws and guidelines"),
    EntryKind.CONDUCT_CODE: Text("Gedragscodes", "Codes of conduct"),
}


def entries_of(registers: Registers, schemes: tuple[CodeScheme, ...]) -> Iterator[tuple[Text, tuple[Entry, ...]]]:
    """Yield what can be chosen, grouped by register and sort of entry, in the order of the sources."""
    groups: dict[tuple[str, EntryKind], list[Entry]] = {}
    for scheme in schemes:
        for entry in registers.entries(scheme.value):
            found = groups.setdefault(("" if entry.kind is EntryKind.REGISTER else entry.register, entry.kind), [])
            if entry not in found:
                found.append(entry)
    for (register, kind), entries in groups.items():
        label = _GROUPS.get(kind, Text(kind.value, kind.value))
        if register:
            name = registers.register(register).name
            label = Text(f"{name} · {label.nl}", f"{name} · {label.en}")
        yield label, tuple(entries)


class CodesEditor(Editor):
    """Codes of the registers' lists: the chosen ones by name, and on demand a tree with boxes to tick."""

    def __init__(self, look: Look, registers: Registers, codes: Codes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._registers = registers
        self._type = codes
        self._codes: tuple[str, ...] = ()
        self._tree: QTreeWidget | None = None
        self._groups: dict[int, list[QTreeWidgetItem]] = {}
        self._tops: list[QTreeWidgetItem] = []
        self._chosen = QVBoxLayout()
        self._chosen.setSpacing(1)
        self._button = push_button(look, _CHOOSE, self._toggle, icon="chevron-down", parent=self)
        self._button.setAutoDefault(False)
        self._filter = QLineEdit(self)
        self._filter.setPlaceholderText(look.say(_FILTER))
        self._filter.setAccessibleName(look.say(_FILTER))
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._narrow)
        self._filter.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addLayout(self._chosen)
        row = QHBoxLayout()
        row.addWidget(self._button)
        row.addWidget(self._filter, 1)
        row.addStretch(0)
        self._column.addLayout(row)
        self._row = row
        self.setFocusProxy(self._button)

    def read(self) -> object:
        """Return the codes."""
        return self._codes

    def show_value(self, value: Any) -> None:
        """Show the codes by name."""
        self._codes = tuple(value)
        self._list_chosen()
        self._tick()

    @property
    def target(self) -> QWidget:
        """The button that opens the tree."""
        return self._button

    def mark(self, *, wrong: bool) -> None:
        """There is no edge to draw; the words under the field tell."""

    def _list_chosen(self) -> None:
        while (item := self._chosen.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for code in self._codes:
            entry = self._registers.find(code)
            words = f"{code}  {self._look.say(entry.label)}" if entry and entry.code != entry.label.nl else code
            line = QWidget(self)
            row = QHBoxLayout(line)
            row.setContentsMargins(2, 0, 0, 0)
            row.setSpacing(4)
            label = plain_label(words)
            if entry and entry.text:
                label.setToolTip(_plain_tip(self._look.say(entry.text)))
            row.addWidget(label, 1)
            removal = tool_button(self._look, "x", _REMOVE, partial(self._remove, code), parent=line)
            removal.setAccessibleName(f"{self._look.say(_REMOVE)}: {words}")
            row.addWidget(removal)
            self._chosen.addWidget(line)
        if not self._codes:
            self._chosen.addWidget(plain_label(self._look.say(_NONE), self, tone="quiet"))

    def _toggle(self) -> None:
        if self._tree is None:
            self._tree = self._planted()
            self._column.addWidget(self._tree)
            self._tick()
        elif self._tree.isVisible():
            self._tree.hide()
            self._filter.hide()
            self._button.setText(self._look.say(_CHOOSE))
            return
        self._tree.show()
        self._filter.show()
        self._filter.setFocus()
        self._button.setText(self._look.say(_DONE))

    def _planted(self) -> QTreeWidget:
        tree = QTreeWidget(self)
        tree.setHeaderHidden(True)
        tree.setColumnCount(1)
        tree.setFixedHeight(_TREE_HEIGHT)
        tree.setUniformRowHeights(True)
        tree.setTabKeyNavigation(False)
        tree.setAccessibleName(self._look.say(_LIST))
        groups = list(entries_of(self._registers, self._type.schemes))
        for label, entries in groups:
            top = QTreeWidgetItem(tree, [self._look.say(label)])
            items = self._groups.setdefault(len(self._tops), [])
            self._tops.append(top)
            top.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = top.font(0)
            font.setBold(True)
            top.setFont(0, font)
            for entry in entries:
                name, text = self._look.say(entry.label), self._look.say(entry.text)
                item = QTreeWidgetItem(top, [name if entry.kind is EntryKind.REGISTER else f"{entry.code}  {name}"])
                items.append(item)
                item.setFlags(
                    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
                )
                item.setData(0, _CODE, entry.code)
                item.setData(0, _WORDS, f"{entry.code} {name} {text}".casefold())
                item.setCheckState(0, Qt.CheckState.Unchecked)
                if text:
                    item.setToolTip(0, _plain_tip(text))
            top.setExpanded(len(groups) <= 3)
        tree.itemChanged.connect(self._item_changed)
        return tree

    def _items(self) -> Iterator[QTreeWidgetItem]:
        if self._tree is None:
            return
        for items in self._groups.values():
            yield from items

    def _tick(self) -> None:
        if self._tree is None:
            return
        blocked = self._tree.blockSignals(True)
        for item in self._items():
            ticked = item.data(0, _CODE) in self._codes
            item.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self._tree.blockSignals(blocked)
        self._tree.viewport().update()

    def _item_changed(self, item: QTreeWidgetItem) -> None:
        code = item.data(0, _CODE)
        if item.checkState(0) is not Qt.CheckState.Checked:
            self._put(tuple(each for each in self._codes if each != code))
        elif self._type.most == 1:
            self._put((code,))
        elif code not in self._codes:
            self._put((*self._codes, code))

    def _remove(self, code: str) -> None:
        self._put(tuple(each for each in self._codes if each != code))
        self._button.setFocus()

    def _put(self, codes: tuple[str, ...]) -> None:
        self._codes = codes
        self._list_chosen()
        self._tick()
        self.edited.emit()
        self.left.emit()

    def _narrow(self, words: str) -> None:
        wanted = words.casefold().split()
        if self._tree is None:
            return
        for number, top in enumerate(self._tops):
            shown = 0
            for item in self._groups[number]:
                fits = all(word in item.data(0, _WORDS) for word in wanted)
                item.setHidden(not fits)
                shown += fits
            top.setHidden(not shown)
            if wanted and shown:
                top.setExpanded(True)


def _plain_tip(words: str) -> str:
    """Return a tooltip that Qt takes for plain text, whatever is in it, wrapped to a readable width."""
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<p>{escaped}</p>"
