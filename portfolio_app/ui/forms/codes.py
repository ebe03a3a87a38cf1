"""The editor of codes: what is chosen from the lists of the registers as chips, and a tree to choose from.

The tree is gone through by keyboard alone: words narrow it, arrows go, Space chooses, Enter or Escape is done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from portfolio_app.common.text import Text
from portfolio_app.domain.values import Codes, CodeScheme
from portfolio_app.registers.catalogue import Registers
from portfolio_app.registers.model import CoreTask, Entry, EntryKind, Title
from portfolio_app.ui.forms.editor import Editor
from portfolio_app.ui.look import Look
from portfolio_app.ui.matching import folded
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.flow import FlowRow
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.link import CHIP_ICON, link_button
from portfolio_app.ui.widgets.search_line import search_line
from portfolio_app.ui.widgets.tips import plain_tip

_CHOOSE: Final = Text("Kiezen…", "Choose…")
_DONE: Final = Text("Klaar", "Done")
_FILTER: Final = Text("Zoek in de lijst…", "Search the list…")
_LIST: Final = Text("Lijst om uit te kiezen", "List to choose from")
_REMOVE: Final = Text("Weghalen", "Remove")
_NONE: Final = Text("Nog niets gekozen", "Nothing chosen yet")
_CODE: Final = int(Qt.ItemDataRole.UserRole)
_WORDS: Final = _CODE + 1
_FULL: Final = _CODE + 2
_TREE_LINES: Final = 11
_FEW_GROUPS: Final = 3
_NOTHING: Final = Text("Niets gevonden. Probeer een ander woord.", "Nothing found. Try another word.")
_KEYS: Final = Text("Spatie kiest, Enter of Esc sluit de lijst.", "Space chooses, Enter or Esc closes the list.")

_GROUPS: Final[dict[EntryKind, Text]] = {
    EntryKind.REGISTER: Text("Registers", "Registers"),
    EntryKind.CORE_TASK: Text("Kerntaken", "Core tasks"),
    EntryKind.CORE_COMPETENCE: Text("Kerncompetenties", "Core competences"),
    EntryKind.CONTEXT_TERM: Text("Context van de kerncompetenties", "Context of the core competences"),
    EntryKind.ELABORATED_COMPETENCE: Text("Uitgewerkte competenties", "Detailed competences"),
    EntryKind.BEHAVIOUR: Text("Gedragsvoorbeelden", "Examples of behaviour"),
    EntryKind.REQUIRED: Text("Vereist niveau", "Required level"),
    EntryKind.PROVISION: Text("Bepalingen van de gedragscode", "Provisions of the code of conduct"),
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
    """Codes of the registers' lists: the chosen ones by name, and on demand a tree with boxes to tick.

    Those that no list has are called as `others` has it, by code.
    """

    def __init__(
        self,
        look: Look,
        registers: Registers,
        codes: Codes,
        others: Mapping[str, Text] = MappingProxyType({}),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._others = others
        self._look = look
        self._registers = registers
        self._type = codes
        self._codes: tuple[str, ...] = ()
        self._tree: QTreeWidget | None = None
        self._groups: dict[int, list[QTreeWidgetItem]] = {}
        self._tops: list[QTreeWidgetItem] = []
        self._chips = FlowRow(self, gap=5)
        self._none = plain_label(look.say(_NONE), self, tone="quiet")
        self._nothing = plain_label(look.say(_NOTHING), self, tone="quiet")
        self._nothing.hide()
        self._told = plain_label("", self, tone="quiet", size=0.95)
        self._told.hide()
        self._button = push_button(look, _CHOOSE, self._toggle, icon="chevron-down", parent=self)
        self._button.setAutoDefault(False)
        self._filter = search_line(look, _FILTER, self)
        self._filter.textChanged.connect(self._narrow)
        self._filter.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self._none)
        self._column.addWidget(self._chips)
        row = QHBoxLayout()
        row.addWidget(self._button)
        row.addWidget(self._filter, 1)
        row.addStretch(0)
        self._column.addLayout(row)
        self._row = row
        self._column.addWidget(self._nothing)
        self._filter.installEventFilter(self)
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the words to the tree and back, and be done, by keys."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or self._tree is None:
            return False
        key = event.key()
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if key == Qt.Key.Key_Escape and self._filter.text():
                self._filter.clear()
                self._filter.setFocus()
            else:
                self._close()
            return True
        if watched is self._filter and key == Qt.Key.Key_Down:
            self._tree.setFocus()
            first = next((item for item in self._items() if _is_seen(item)), None)
            if first is not None:
                self._tree.setCurrentItem(first)
            return True
        if watched is self._tree and event.text().isalnum():
            self._filter.setFocus()
            self._filter.setText(self._filter.text() + event.text())
            return True
        return False

    def _list_chosen(self) -> None:
        self._chips.flow.clear()
        for code in self._codes:
            words, text = self._names(code)
            chip = link_button(
                self._look, words, partial(self._remove, code), icon="x", role="chip", parent=self._chips
            )
            chip.setIconSize(QSize(self._look.grown(CHIP_ICON), self._look.grown(CHIP_ICON)))
            chip.setAccessibleName(f"{self._look.say(_REMOVE)}: {words}")
            chip.setAccessibleDescription(text)
            self._chips.flow.addWidget(chip)
        self._none.setVisible(not self._codes)
        self._chips.setVisible(bool(self._codes))
        self._chips.fit()

    def _names(self, code: str) -> tuple[str, str]:
        """Return what a code is called and what it says."""
        entry = self._registers.find(code)
        if entry is None and code in self._others:
            return self._look.say(self._others[code]), ""
        if entry is None or entry.code == entry.label.nl:
            return code, ""
        name = self._look.say(entry.label)
        return (name if entry.kind is EntryKind.REGISTER else f"{code}  {name}"), self._look.say(entry.text)

    def _required(self, entry: Entry) -> str:
        """Return at which level each title asks a core task: `Rccm: casusniveau · Crov: beleidsniveau`."""
        if not isinstance(entry, CoreTask):
            return ""
        asked = []
        for requirement in entry.requirements:
            level = self._look.say(requirement.describe())
            named = self._registers.find(requirement.title)
            title = named.name if isinstance(named, Title) else requirement.title
            asked.append(f"{title}: {level}" if level else title)
        return " · ".join(asked)

    def _toggle(self) -> None:
        if self._tree is not None and not self._tree.isHidden():
            self._close()
            return
        if self._tree is None:
            self._tree = self._planted()
            self._tree.installEventFilter(self)
            self._column.addWidget(self._tree)
            self._column.addWidget(self._told)
            self._tick()
        self._tree.show()
        self._filter.show()
        self._told.setText(self._look.say(_KEYS))
        self._told.show()
        self._filter.setFocus()
        self._button.setText(self._look.say(_DONE))

    def _close(self) -> None:
        if self._tree is not None:
            self._tree.hide()
        self._filter.clear()
        for each in (self._filter, self._told, self._nothing):
            each.hide()
        self._button.setText(self._look.say(_CHOOSE))
        self._button.setFocus()

    def _tell(self, item: QTreeWidgetItem | None) -> None:
        """Say below the tree in full what the line on which the person is says."""
        words = item.data(0, _FULL) if item is not None else None
        self._told.setText(words or self._look.say(_KEYS))

    def _planted(self) -> QTreeWidget:
        tree = QTreeWidget(self)
        tree.setHeaderHidden(True)
        tree.setColumnCount(1)
        tree.setFixedHeight(round(_TREE_LINES * 1.5 * self.fontMetrics().height()))
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
                required = self._required(entry)
                if required:
                    item.setText(0, f"{item.text(0)}  ({required})")
                item.setData(0, _WORDS, folded(f"{entry.code} {name} {text} {required}"))
                item.setData(0, _FULL, "\n".join(part for part in (name, text, required) if part))
                item.setCheckState(0, Qt.CheckState.Unchecked)
                if text:
                    item.setToolTip(0, plain_tip(text))
            top.setExpanded(len(groups) <= _FEW_GROUPS)
        tree.itemChanged.connect(self._item_changed)
        tree.currentItemChanged.connect(lambda now, _before: self._tell(now))
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
        wanted = folded(words).split()
        if self._tree is None:
            return
        found = 0
        for number, top in enumerate(self._tops):
            shown = 0
            for item in self._groups[number]:
                fits = all(word in item.data(0, _WORDS) for word in wanted)
                item.setHidden(not fits)
                shown += fits
            top.setHidden(not shown)
            found += shown
            top.setExpanded(bool(wanted and shown) or (not wanted and len(self._tops) <= _FEW_GROUPS))
        self._nothing.setVisible(not found)


def _is_seen(item: QTreeWidgetItem) -> bool:
    group = item.parent()
    return not item.isHidden() and group is not None and not group.isHidden() and group.isExpanded()
