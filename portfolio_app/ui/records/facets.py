"""Narrowing a list down by what its records have in common: a menu to choose from, and chips that say what was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from portfolio_app.common.text import CountedText, Text
from portfolio_app.domain.heaps import THEMSELVES, facet_fields
from portfolio_app.ui.models.cells import RowReader
from portfolio_app.ui.models.records import RecordTableModel
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.flow import Flow
from portfolio_app.ui.widgets.link import CHIP_ICON
from portfolio_app.ui.widgets.pressing import PushButton
from portfolio_app.ui.widgets.staying_menu import StayingMenu, empty_menu
from portfolio_app.ui.widgets.tips import plain_tip

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import ListQuery, Portfolio

_TAKE_OUT: Final = Text("Filter weghalen: {field}: {key}", "Remove the filter: {field}: {key}")
_THESE: Final = CountedText(
    Text("{n} gegeven van het overzicht", "{n} record from the overview"),
    Text("{n} gegevens van het overzicht", "{n} records from the overview"),
)
_TAKE_THESE_OUT: Final = Text("Filter weghalen: {words}", "Remove the filter: {words}")
_TAKE_ALL_OUT: Final = Text("Alle filters weghalen", "Clear all filters")
_NOTHING_TO_CHOOSE: Final = Text("Er is niets om op te filteren.", "There is nothing to filter by.")
_MOST_KEYS: Final = 60
_SHORTEST: Final = 2

Facets = dict[str, frozenset[str]]
_Labels = dict[str, dict[str, tuple[str, int]]]
"""By field and key, what a heap is called and how many records lie on it."""


class FacetBar(QWidget):
    """Shows by what a list is narrowed down, each part with a way to take it out.

    Attributes:
        changed: the list is to be narrowed down otherwise.
        emptied: the last part was taken out here, where the keys went to; they are to go elsewhere.
    """

    changed = Signal()
    emptied = Signal()

    def __init__(self, session: Session, model: RecordTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._model = model
        self.facets: Facets = {}
        self._labels: _Labels = {}
        self.menu = StayingMenu(self)
        self._flow = Flow(self, gap=4)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def open_menu(self, at: QPoint) -> None:
        """Open the menu at a point of the screen, as soon as it is known what there is to choose."""
        reader, query, chosen = self._model.reader, self._model.query(), dict(self.facets)

        def read(portfolio: Portfolio) -> _Labels:
            return _read_labels(portfolio, reader, query, chosen)

        def show(labels: _Labels) -> None:
            self._labels = labels
            self._fill_menu()
            self.menu.popup(at)

        self._session.read(read, show, owner=self, slot="facets")

    def narrow_to(self, facets: Facets) -> None:
        """Narrow the list down to these heaps and no others."""
        self.facets = dict(facets)
        self._show()
        reader, query, chosen = self._model.reader, self._model.query(), dict(self.facets)

        def name(labels: _Labels) -> None:
            self._labels = labels
            self._show_chips()

        self._session.read(
            lambda portfolio: _read_labels(portfolio, reader, query, chosen), name, owner=self, slot="names"
        )

    def clear(self) -> None:
        """Take everything out."""
        self.facets = {}
        self._show()

    def take_out(self, field: str) -> None:
        """Take all heaps of a field out."""
        self.facets = {name: keys for name, keys in self.facets.items() if name != field}
        self._show()

    def toggle(self, field: str, key: str) -> None:
        """Put a heap in or take it out."""
        keys = self.facets.get(field, frozenset()) ^ {key}
        facets = {name: held for name, held in self.facets.items() if name != field}
        self.facets = {**facets, field: keys} if keys else facets
        self._show()

    def _fill_menu(self) -> None:
        look = self._session.look
        empty_menu(self.menu)
        for spec in facet_fields(self._model.kind):
            heaps = self._labels.get(spec.name, {})
            chosen = self.facets.get(spec.name, frozenset())
            if len(heaps) < _SHORTEST and not chosen:
                continue
            part = StayingMenu(look.say(spec.label).replace("&", "&&"), self.menu)
            self.menu.addMenu(part)
            for key, (label, count) in list(heaps.items())[:_MOST_KEYS]:
                action = part.addAction(f"{label}  ({count})".replace("&", "&&"))
                action.setCheckable(True)
                action.setChecked(key in chosen)
                action.triggered.connect(partial(self._triggered, spec.name, key))
        if self.menu.isEmpty():
            self.menu.addAction(look.say(_NOTHING_TO_CHOOSE)).setEnabled(False)
        elif self.facets:
            self.menu.addSeparator()
            self.menu.addAction(look.say(_TAKE_ALL_OUT)).triggered.connect(self.clear)

    def _triggered(self, field: str, key: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - the signal's own
        self.toggle(field, key)

    def _show(self) -> None:
        self._show_chips()
        self.changed.emit()

    def _show_chips(self) -> None:
        at = self._place_of_focus()
        self._flow.clear()
        look = self._session.look
        for field, keys in self.facets.items():
            if field == THEMSELVES:
                words = _THESE.say(len(keys), look.language)
                self._add_chip(words, _TAKE_THESE_OUT.fill(words=words), partial(self.take_out, field))
                continue
            label = look.say(self._model.kind.field(field).label)
            for key in sorted(keys):
                words = self._labels.get(field, {}).get(key, (key, 0))[0]
                name = _TAKE_OUT.fill(field=label, key=words)
                self._add_chip(f"{label}: {words}", name, partial(self.toggle, field, key))
        if self.facets:
            self._flow.addWidget(push_button(look, _TAKE_ALL_OUT, self.clear, role="quiet", parent=self))
        self.setVisible(bool(self.facets))
        self.updateGeometry()
        if at >= 0:
            self._give_focus(at)

    def _add_chip(self, words: str, name: Text, deed: Callable[[], None]) -> None:
        look = self._session.look
        chip = _Chip(words, look.grown(CHIP_ICON), self)
        chip.setIcon(look.icon("x", look.tones.quiet, CHIP_ICON))
        chip.setAccessibleName(look.say(name))
        chip.setToolTip(plain_tip(chip.accessibleName()))
        chip.clicked.connect(deed)
        self._flow.addWidget(chip)

    def _chips(self) -> list[QWidget]:
        found = (self._flow.itemAt(at) for at in range(self._flow.count()))
        return [widget for item in found if item is not None and isinstance(widget := item.widget(), _Chip)]

    def _place_of_focus(self) -> int:
        """Return the place of what the keys go to: of a chip, or behind them all; -1 when they go elsewhere."""
        held, chips = QApplication.focusWidget(), self._chips()
        if held is None or not self.isAncestorOf(held):
            return -1
        return chips.index(held) if held in chips else len(chips)

    def _give_focus(self, at: int) -> None:
        """Let the keys go to the chip that took the place of one that was taken out; without any to who is told."""
        chips = self._chips()
        if chips:
            chip = chips[min(at, len(chips) - 1)]
            chip.show()  # Qt would do so a moment later, and what is not shown yet takes no keys
            chip.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.emptied.emit()


class _Chip(PushButton):
    """A small button with the cross behind its words."""

    def __init__(self, words: str, cross: int, parent: QWidget) -> None:
        super().__init__(words.replace("&", "&&"), parent)
        self.setProperty("role", "chip")
        self.setAutoDefault(False)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setIconSize(QSize(cross, cross))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)


def _read_labels(portfolio: Portfolio, reader: RowReader, query: ListQuery, chosen: Facets) -> _Labels:
    """Return what the heaps are called on which records lie, and those that were chosen though none lies there."""
    from portfolio_app.services.lists import facets

    found: _Labels = {}
    for field, heaps in facets(portfolio, reader.kind, query).items():
        counts: Mapping[str, int] = dict(heaps)
        wanted = {*counts, *chosen.get(field, ())}
        labels = reader.heap_labels(portfolio, reader.kind.field(field), wanted)
        found[field] = {key: (label, counts.get(key, 0)) for key, label in labels.items()}
    return found
