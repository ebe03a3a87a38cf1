"""Editors of values made of parts: the steps of a reflection, the amounts per register."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.domain.records.learning import ReflectionModel
from portfolio_app.domain.reflection_models import ReflectionStep, steps_of
from portfolio_app.domain.values import Amounts, DecimalNumber, LongText, ValueProblem
from portfolio_app.registers.catalogue import Registers
from portfolio_app.ui.forms.editor import Editor, LineEditor, TextEditor, hint_label
from portfolio_app.ui.forms.marking import read_along
from portfolio_app.ui.forms.writing import Passage, WritingSheet, length_of
from portfolio_app.ui.look import Look
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.labels import plain_label

_NO_MODEL: Final = Text(
    "Kies eerst een model; de stappen verschijnen hier.", "Choose a model first; the steps appear here."
)
_WRITE: Final = Text("Schrijven zonder afleiding", "Write without distraction")
_WRITE_KEYS: Final = "Shift+F11"
_OTHER_MODEL: Final = Text("Eerder geschreven, bij een ander model", "Written earlier, using another model")


class StepsEditor(Editor):
    """A text for each step of the chosen model; what was written for another model stays and is shown below.

    Attributes:
        writing: the `WritingSheet` that was opened over the window, for whoever can tell there whether it is saved.
    """

    writing = Signal(object)

    def __init__(self, session: Session, longest: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._look = look = session.look
        self._type = LongText(longest)
        self._model: ReflectionModel | None = None
        self._locked = False
        self._texts: dict[str, str] = {}
        self._editors: dict[str, TextEditor] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._content: QWidget | None = None
        self._length = plain_label("", self, tone="quiet", size=0.92)
        self.write_button = push_button(look, _WRITE, self.write, icon="notebook-pen", parent=self)
        self.write_button.setShortcut(QKeySequence(_WRITE_KEYS))
        self.write_button.setToolTip(f"{look.say(_WRITE)} ({_WRITE_KEYS})")
        self._foot = QHBoxLayout()
        self._foot.addWidget(self._length, 1)
        self._foot.addWidget(self.write_button)
        self.edited.connect(self._recount)
        self._rebuild()
        self._column.addLayout(self._foot)

    def show_model(self, model: object) -> None:
        """Show the steps of `model`; texts stay, whatever model they were written for."""
        chosen = model if isinstance(model, ReflectionModel) else None
        if chosen is not self._model:
            self._texts = self._written()
            self._model = chosen
            self._rebuild()

    def read(self) -> object:
        """Return the texts by step, those without text left out."""
        return {key: text for key, text in self._written().items() if text}

    def show_value(self, value: Any) -> None:
        """Show the texts."""
        self._texts = dict(value)
        if set(self._shown_steps()) != set(self._editors):
            self._rebuild()
            return
        for key, editor in self._editors.items():
            editor.show_value(self._texts.get(key, ""))
        self._recount()

    def write(self) -> None:
        """Open the steps over the whole window; what is written there is written here."""
        here = next((key for key, editor in self._editors.items() if editor.text.hasFocus()), "")
        passages = tuple(self._passage(key, step) for key, step in self._shown_steps().items())
        sheet = WritingSheet(self._session, passages, self.window())
        sheet.written.connect(lambda key, text: self._editors[key].retype(text))
        sheet.stopped.connect(self._come_back)
        self.writing.emit(sheet)
        sheet.begin(here)

    def _passage(self, key: str, step: ReflectionStep | None) -> Passage:
        say = self._look.say
        label, prompt = (say(step.label), say(step.prompt)) if step else (say(_OTHER_MODEL), "")
        return Passage(key, label, prompt, str(self._editors[key].typed()))

    def _come_back(self, key: str) -> None:
        self.left.emit()
        editor = self._editors.get(key)
        if editor is not None:
            editor.setFocus()

    def _recount(self) -> None:
        self._length.setText(length_of(self._written(), self._look))
        self.write_button.setVisible(bool(self._editors) and not self._locked)

    def mark(self, *, wrong: bool) -> None:
        """The words under the field tell."""

    def set_locked(self, *, locked: bool) -> None:
        """Let the texts be read only."""
        self._locked = locked
        for editor in self._editors.values():
            editor.set_locked(locked=locked)
        self._recount()

    @property
    def target(self) -> QWidget:
        """The whole; each step has a label of its own."""
        return self

    def _written(self) -> dict[str, str]:
        return {**self._texts, **{key: str(editor.read()) for key, editor in self._editors.items()}}

    def _shown_steps(self) -> dict[str, ReflectionStep | None]:
        steps: dict[str, ReflectionStep | None] = {}
        if self._model is not None:
            steps.update({step.key: step for step in steps_of(self._model)})
        steps.update({key: None for key, text in self._texts.items() if text and key not in steps})
        return steps

    def _rebuild(self) -> None:
        if self._content is not None:
            self._content.hide()
            self._content.deleteLater()
        self._editors = {}
        self._content = QWidget(self)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if self._model is None:
            column.addWidget(hint_label(self._look.say(_NO_MODEL)))
        for key, step in self._shown_steps().items():
            self._add_step(column, key, step)
        self._column.insertWidget(0, self._content)
        self._recount()

    def _add_step(self, column: QVBoxLayout, key: str, step: ReflectionStep | None) -> None:
        editor = TextEditor(self._type, self._look.language, least_lines=2)
        read_along(self._session, editor.text)
        editor.show_value(self._texts.get(key, ""))
        label = plain_label(self._look.say(step.label if step else _OTHER_MODEL), strong=step is not None)
        label.setBuddy(editor.target)
        editor.target.setAccessibleName(label.text())
        column.addWidget(label)
        if step:
            column.addWidget(hint_label(self._look.say(step.prompt)))
            editor.target.setAccessibleDescription(self._look.say(step.prompt))
        column.addWidget(editor)
        column.addSpacing(6)
        editor.edited.connect(self.edited)
        editor.left.connect(self.left)
        self._editors[key] = editor


class AmountsEditor(Editor):
    """An amount for each register."""

    def __init__(self, look: Look, registers: Registers, amounts: Amounts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._registers = registers
        self._number = DecimalNumber(amounts.places, most=amounts.most)
        self._lines: dict[str, LineEditor] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(2, 1)
        for register in registers.registers:
            self._add_line(register.id, register.name)

    def read(self) -> object:
        """Return the amounts by register, those that are empty left out."""
        found: dict[str, Decimal] = {}
        for register, line in self._lines.items():
            amount = line.read()
            if isinstance(amount, Decimal):
                found[register] = amount
        return found

    def show_value(self, value: Any) -> None:
        """Show the amounts; a register that is no longer known keeps its line."""
        amounts: Mapping[str, Decimal] = value
        for register in amounts:
            if register not in self._lines:
                self._add_line(register, register)
        for register, line in self._lines.items():
            line.show_value(amounts.get(register))

    def typed(self) -> object:
        """Return what stands on each line."""
        return {register: line.typed() for register, line in self._lines.items()}

    def retype(self, typed: Any) -> None:
        """Put it back."""
        for register, words in typed.items():
            if register in self._lines:
                self._lines[register].retype(words)

    def tidy(self) -> None:
        """Write the amounts in the usual way."""
        for line in self._lines.values():
            line.tidy()

    def mark(self, *, wrong: bool) -> None:
        """Mark the lines that cannot be understood."""
        for line in self._lines.values():
            line.mark(wrong=wrong and not _understood(line))

    @property
    def target(self) -> QWidget:
        """The first line."""
        return next((line.target for line in self._lines.values()), self)

    def _add_line(self, register: str, name: str) -> None:
        line = LineEditor(self._number, self._look.language, parent=self)
        line.setMaximumWidth(110)
        label = plain_label(name, self, tone="quiet", wrap=False)
        label.setBuddy(line.target)
        line.target.setAccessibleName(name)
        row = self._grid.rowCount()
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(line, row, 1)
        line.edited.connect(self.edited)
        line.left.connect(self.left)
        self._lines[register] = line


def _understood(line: LineEditor) -> bool:
    try:
        line.read()
    except ValueProblem:
        return False
    return True
