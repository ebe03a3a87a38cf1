"""Editors for yes or no, one of several, and any of several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QWidget

from portfolio_app.domain.values import Option
from portfolio_app.ui.forms.editor import Editor, FocusWatch
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.calm_combo import CalmCombo

_SHORT_LABEL: Final = 140


class YesNoEditor(Editor):
    """A check box that carries the label of its field."""

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
        self.combo.addItem(none)
        for option in self._options:
            self.combo.addItem(look.say(option.label))
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
    """Any of the options, each with a check box, in two columns where the words are short."""

    def __init__(self, look: Look, options: Sequence[Option], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes = {option: QCheckBox(look.say(option.label), self) for option in options}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(5)
        widest = max((box.sizeHint().width() for box in self._boxes.values()), default=0)
        rows = (len(self._boxes) + 1) // 2 if widest <= _SHORT_LABEL else len(self._boxes)
        for at, box in enumerate(self._boxes.values()):
            grid.addWidget(box, at % rows, at // rows)
            box.clicked.connect(self._clicked)
        first = next(iter(self._boxes.values()), None)
        if first is not None:
            self.setFocusProxy(first)

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
