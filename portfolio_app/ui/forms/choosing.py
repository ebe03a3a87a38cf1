"""Editors for yes or no, one of several, and any of several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QWidget

from portfolio_app.common.text import capitalised
from portfolio_app.domain.values import Option
from portfolio_app.ui.forms.editor import Editor, FocusWatch
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.calm_combo import CalmCombo

_SHORT_LABEL: Final = 140
_BETWEEN: Final = 12
_MOST_COLUMNS: Final = 3


class YesNoEditor(Editor):
    """A check box that carries the label of its field."""

    says_label = True

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QCheckBox(label, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 3, 0, 3)
        row.addWidget(self.box)
        self.box.clicked.connect(self._clicked)
        self.setFocusProxy(self.box)

    def read(self) -> object:
        """Return whether it is ticked."""
        return self.box.isChecked()

    def show_value(self, value: Any) -> None:
        """Tick it or not."""
        self.box.setChecked(bool(value))

    @property
    def target(self) -> QWidget:
        """The box itself."""
        return self.box

    def _clicked(self) -> None:
        self.edited.emit()
        self.left.emit()


class ChoiceEditor(Editor):
    """One of the options, or none."""

    def __init__(self, look: Look, options: Sequence[Option], none: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = tuple(options)
        self.combo = CalmCombo(self)
        self.combo.addItem(capitalised(none))
        for option in self._options:
            self.combo.addItem(look.say(option.label.capitalised()))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.combo)
        self.combo.activated.connect(self._activated)
        FocusWatch(self.combo).gone.connect(self.left)
        self.setFocusProxy(self.combo)

    def read(self) -> object:
        """Return the option that is shown."""
        at = self.combo.currentIndex()
        return self._options[at - 1] if at > 0 else None

    def show_value(self, value: Any) -> None:
        """Show an option."""
        self.combo.setCurrentIndex(self._options.index(value) + 1 if value in self._options else 0)

    @property
    def target(self) -> QWidget:
        """The combo box."""
        return self.combo

    def _activated(self) -> None:
        self.edited.emit()
        self.left.emit()


class ChecklistEditor(Editor):
    """Any of the options, each with a check box, in as many columns as there is room for."""

    def __init__(self, look: Look, options: Sequence[Option], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes = {option: QCheckBox(look.say(option.label.capitalised()), self) for option in options}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 2, 0, 2)
        self._grid.setHorizontalSpacing(_BETWEEN)
        self._grid.setVerticalSpacing(5)
        self._columns = 0
        self._place(2 if self._widest <= _SHORT_LABEL else 1)
        for box in self._boxes.values():
            box.clicked.connect(self._clicked)
        first = next(iter(self._boxes.values()), None)
        if first is not None:
            self.setFocusProxy(first)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many columns as there is room for."""
        super().resizeEvent(event)
        room = (self.width() + _BETWEEN) // max(self._widest + _BETWEEN, 1)
        self._place(max(1, min(room, _MOST_COLUMNS)))

    def minimumSizeHint(self) -> QSize:
        """Room for one column: there may be less room than now."""
        return QSize(self._widest, super().minimumSizeHint().height())

    @property
    def _widest(self) -> int:
        return max((box.sizeHint().width() for box in self._boxes.values()), default=0)

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        rows = -(-len(self._boxes) // columns)
        for at, box in enumerate(self._boxes.values()):
            self._grid.addWidget(box, at % rows, at // rows)
        for column in range(_MOST_COLUMNS):
            self._grid.setColumnStretch(column, int(column < columns))

    def read(self) -> object:
        """Return the options that are ticked, in their order."""
        return tuple(option for option, box in self._boxes.items() if box.isChecked())

    def show_value(self, value: Any) -> None:
        """Tick the options of the value."""
        for option, box in self._boxes.items():
            box.setChecked(option in value)

    @property
    def target(self) -> QWidget:
        """The first box; the label belongs to the whole."""
        return self

    def _clicked(self) -> None:
        self.edited.emit()
        self.left.emit()
