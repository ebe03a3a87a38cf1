"""A form for one declared part of the rules, made from its declaration: a row for each field, parts within parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.common.text import NO_TEXT, Text
from portfolio_app.domain.rules.declaring import (
    Among,
    EitherWay,
    Name,
    NumberAmong,
    PartOf,
    PartsOf,
    RuleField,
    Wording,
    fields_of,
)
from portfolio_app.domain.values import (
    CalendarDate,
    Choice,
    Choices,
    Codes,
    DecimalNumber,
    Option,
    PartialDate,
    ValueProblem,
    WholeNumber,
    YesNo,
)
from portfolio_app.registers.catalogue import Registers
from portfolio_app.registers.own import ShortName
from portfolio_app.ui.forms.choosing import ChecklistEditor, YesNoEditor
from portfolio_app.ui.forms.codes import CodesEditor
from portfolio_app.ui.forms.dates import DateEditor
from portfolio_app.ui.forms.editor import Editor, LineEditor
from portfolio_app.ui.forms.field_grid import FieldGrid
from portfolio_app.ui.forms.rows import FieldRow
from portfolio_app.ui.in_turns import InTurns, Pieces, Wait
from portfolio_app.ui.look import Look
from portfolio_app.ui.registers.editors import PickEditor, WordingEditor
from portfolio_app.ui.widgets.buttons import push_button, tool_button

_EITHER: Final = Text("maakt niet uit", "either")
_MISSING: Final = Text("Vul “{label}” in.", "Fill in “{label}”.")
UNSAID: Final = Text("…", "…")
_ADD: Final = Text("{one} toevoegen", "Add {one}")
_REMOVE: Final = Text("{one} weghalen", "Remove {one}")
_NARROW: Final = (CalendarDate, PartialDate, WholeNumber, DecimalNumber, Choice, EitherWay, Name)
_NO_MARGINS: Final = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the editors of rules need to know.

    Attributes:
        look: language and colours.
        registers: whose codes can be chosen.
        wholes: gives the requirements of which another can be a share, as they are now: id and label.
        patient: tells whether what is still missing is let pass: a text is then taken for `UNSAID`.
    """

    look: Look
    registers: Registers
    wholes: Callable[[], tuple[tuple[str, Text], ...]] = lambda: ()
    patient: Callable[[], bool] = lambda: False


class PartForm(QWidget):
    """The fields of one declared type.

    Attributes:
        edited: the person changed something; it may be half typed.
        left: the person went elsewhere, so what was typed is meant.
    """

    edited = Signal()
    left = Signal()

    def __init__(
        self, around: Surroundings, declared: type[Any], parent: QWidget, fixed: Mapping[str, Any] | None = None
    ) -> None:
        """Make the form, which whoever made it lets show something; `fixed` are values that it does not ask for."""
        super().__init__(parent)
        self._declared = declared
        self._around = around
        self._fixed = dict(fixed or {})
        self.specs = tuple(spec for spec in fields_of(declared) if not spec.given and spec.name not in self._fixed)
        self.rows: dict[str, FieldRow] = {}
        self._grid = FieldGrid(self, around.look, narrow=_is_narrow, margins=_NO_MARGINS)
        self._placed: list[_Placed] = []
        for spec in self.specs:
            placed = _Placed(spec.name, spec.group, spec.type)
            self._placed.append(placed)
            self._grid.add_heading(placed)
            row = FieldRow(self, around.look, spec.label, _builder(spec, around), spec.hint, required=spec.required)
            row.editor.edited.connect(self._edited)
            row.editor.left.connect(self.left)
            self.rows[spec.name] = row

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show values by field; those not named as they are when nothing was said."""
        for spec in self.specs:
            value = values[spec.name] if spec.name in values else _at_first(spec)
            self.rows[spec.name].editor.show_value(value)
            self.rows[spec.name].show_problem(None)
        self._place()

    def show_part(self, part: object) -> None:
        """Show a value of the declared type."""
        self.show_values({spec.name: getattr(part, spec.name) for spec in self.specs})

    def values(self) -> dict[str, Any]:
        """Return what was filled in, by field, and tell beside each field what is wrong with it.

        Raises:
            ValueProblem: something is wrong.
        """
        found = dict(self._fixed)
        wrong: ValueProblem | None = None
        variant = self._variant()
        for spec in self.specs:
            row = self.rows[spec.name]
            if not spec.concerns(variant):
                continue
            try:
                found[spec.name] = _value_of(spec, row.editor, patient=self._around.patient())
                row.show_problem(None)
            except _Missing as problem:
                wrong = wrong or problem
                row.show_problem(None if self._around.patient() else problem.message)
            except ValueProblem as problem:
                wrong = wrong or problem
                row.show_problem(None if isinstance(row.editor, Compound) else problem.message)
        if wrong is not None:
            raise wrong
        return found

    def build(self) -> Any:
        """Return what was filled in as a value of the declared type.

        Raises:
            ValueProblem: something is wrong; the form tells where, unless it is about the whole.
        """
        return self._declared(**self.values())

    def typed(self) -> dict[str, Any]:
        """Return what stands in the fields, understood or not, as JSON knows it."""
        return {name: row.editor.typed() for name, row in self.rows.items()}

    def retype(self, typed: Mapping[str, Any]) -> None:
        """Put back what `typed` gave."""
        for name, row in self.rows.items():
            if name in typed:
                row.editor.retype(typed[name])
        self._place()

    def take_focus(self) -> None:
        """Put the cursor in the first field, or in the first that is wrong."""
        rows = list(self.rows.values())
        first = next((row for row in rows if row.problem), next(iter(rows), None))
        if first is not None:
            first.take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two fields side by side where there is room for them."""
        super().resizeEvent(event)
        if self._grid.fit(self.width()):
            self._place()

    def _edited(self) -> None:
        self._place()
        self.edited.emit()

    def _variant(self) -> Option | None:
        for spec in self.specs:
            if spec.decides:
                value = self.rows[spec.name].editor.read()
                return value if isinstance(value, Option) else None
        return None

    def _place(self) -> None:
        variant = self._variant()
        shown = {spec.name for spec in self.specs if spec.concerns(variant)}
        self._grid.place(self._placed, self.rows, shown)


def read_all(readers: Iterable[Callable[[], Any]]) -> tuple[Any, ...]:
    """Return what each reads. All are asked, so that each tells beside it what is wrong.

    Raises:
        ValueProblem: something is wrong; the first is raised.
    """
    found: list[Any] = []
    wrong: ValueProblem | None = None
    for read in readers:
        try:
            found.append(read())
        except ValueProblem as problem:
            wrong = wrong or problem
    if wrong is not None:
        raise wrong
    return tuple(found)


class Compound(Editor):
    """An editor of parts, each of which tells itself what is wrong with it."""

    def mark(self, *, wrong: bool) -> None:
        """The parts tell."""

    def parts(self) -> Sequence[PartForm]:
        """Return the forms of the parts that are there."""
        raise NotImplementedError


class PartEditor(Compound):
    """One part within another; an optional one begins with a box to tick, another stands below a heading."""

    says_label = True

    def __init__(self, around: Surroundings, spec: RuleField, part: PartOf, parent: QWidget) -> None:
        super().__init__(parent)
        self._optional = part.optional
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(8)
        self.box = QCheckBox(around.look.say(spec.label), self)
        self.box.setVisible(part.optional)
        self.box.toggled.connect(self._toggled)
        self.form = PartForm(around, part.type, self)
        self.form.edited.connect(self.edited)
        self.form.left.connect(self.left)
        column.addWidget(self.box)
        column.addWidget(self.form)
        self.setFocusProxy(self.box if part.optional else self.form)
        self.form.setVisible(not part.optional)

    def read(self) -> object:
        """Return the part; None for one that was left out."""
        return None if self._optional and not self.box.isChecked() else self.form.build()

    def parts(self) -> Sequence[PartForm]:
        """Return the form of the part, unless it was left out."""
        return () if self._optional and not self.box.isChecked() else (self.form,)

    def show_value(self, value: Any) -> None:
        """Show the part."""
        blocked = self.box.blockSignals(True)
        self.box.setChecked(value is not None)
        self.box.blockSignals(blocked)
        self.form.setVisible(value is not None or not self._optional)
        if value is not None:
            self.form.show_part(value)
        else:
            self.form.show_values({})

    def typed(self) -> object:
        """Return what stands in the fields."""
        return {"there": self.box.isChecked() or not self._optional, "typed": self.form.typed()}

    def retype(self, typed: Any) -> None:
        """Put it back."""
        self.box.setChecked(bool(typed["there"]))
        self.form.setVisible(bool(typed["there"]) or not self._optional)
        self.form.retype(typed["typed"])

    @property
    def target(self) -> QWidget:
        """The box of an optional part; else the whole, of which each field has a label."""
        return self.box if self._optional else self

    def _toggled(self) -> None:
        self.form.setVisible(self.box.isChecked() or not self._optional)
        self.edited.emit()


class PartsEditor(Compound):
    """Any number of parts of one type, each in a frame, to add and to take away.

    The form of each part is built in a turn of its own, for it is large; whoever asks for all gets all.
    """

    def __init__(self, around: Surroundings, parts: PartsOf, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = around
        self._parts = parts
        self.forms: list[PartForm] = []
        self._frames: list[QFrame] = []
        self._waiting: list[object] = []
        self._builder = InTurns(self, self._pieces)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        add = _ADD.fill(one=parts.one)
        self.add_button = push_button(
            around.look, add.capitalised(), self._add_one, icon="plus", role="quiet", parent=self
        )
        self._column.addWidget(self.add_button)

    def read(self) -> object:
        """Return the parts."""
        self._builder.finish()
        return read_all(form.build for form in self.forms)

    def parts(self) -> Sequence[PartForm]:
        """Return the forms of all parts."""
        self._builder.finish()
        return self.forms

    def show_value(self, value: Any) -> None:
        """Show the parts."""
        self._clear()
        self._waiting = list(value)
        self._builder.start()

    def typed(self) -> object:
        """Return what stands in the fields of each."""
        self._builder.finish()
        return [form.typed() for form in self.forms]

    def retype(self, typed: Any) -> None:
        """Put it back."""
        self._clear()
        for each in typed:
            self._add().retype(each)

    @property
    def target(self) -> QWidget:
        """The button that adds one."""
        return self.add_button

    def _pieces(self) -> Pieces:
        while self._waiting:
            self._add().show_part(self._waiting.pop(0))
            yield Wait.ALWAYS

    def _clear(self) -> None:
        self._builder.stop()
        self._waiting = []
        for frame in self._frames:
            frame.hide()
            frame.deleteLater()
        self.forms, self._frames = [], []

    def _add_one(self) -> None:
        self._builder.finish()
        form = self._add()
        form.show_values({})
        form.take_focus()
        self.edited.emit()

    def _add(self) -> PartForm:
        look = self._around.look
        frame = QFrame(self)
        frame.setObjectName("card")
        row = QHBoxLayout(frame)
        row.setContentsMargins(12, 10, 8, 10)
        form = PartForm(self._around, self._parts.type, frame)
        form.edited.connect(self.edited)
        form.left.connect(self.left)
        name = _REMOVE.fill(one=self._parts.one)
        remove = tool_button(look, "x", name, lambda: self._remove(frame, form), parent=frame)
        row.addWidget(form, 1)
        column = QVBoxLayout()
        column.addWidget(remove)
        column.addStretch(1)
        row.addLayout(column)
        self._column.insertWidget(len(self.forms), frame)
        self.forms.append(form)
        self._frames.append(frame)
        return form

    def _remove(self, frame: QFrame, form: PartForm) -> None:
        self.forms.remove(form)
        self._frames.remove(frame)
        self.add_button.setFocus()
        frame.hide()
        frame.deleteLater()
        self.edited.emit()


@dataclass(frozen=True, slots=True)
class _Placed:
    """What the grid has to know of a field; both languages of a text stand in one editor."""

    name: str
    group: Text
    type: object
    english_of: str = ""


def _is_narrow(placed: _Placed) -> bool:
    return isinstance(placed.type, _NARROW)


def _at_first(spec: RuleField) -> Any:
    """Return what a field shows when nothing was said."""
    if not spec.required:
        return spec.default
    if isinstance(spec.type, PartOf):
        return None
    return () if isinstance(spec.type, PartsOf) else spec.type.empty()


class _Missing(ValueProblem):
    """Something has to be said here, and is not yet."""


def _value_of(spec: RuleField, editor: Editor, *, patient: bool) -> Any:
    """Return what was filled in for a field, or what it is when nothing was said.

    Raises:
        _Missing: something has to be said.
        ValueProblem: it cannot be understood, or does not fit.
    """
    value = editor.read()
    if isinstance(spec.type, PartOf | PartsOf):
        return value
    if spec.type.is_empty(value) and not isinstance(spec.type, YesNo):
        if spec.required and patient and isinstance(spec.type, Wording):
            return UNSAID
        if spec.required:
            raise _Missing(_MISSING.fill(label=spec.label))
        return spec.default if value is None else value
    problem = spec.type.problem(value)
    if problem is not None:
        raise ValueProblem(problem)
    return value


def _builder(spec: RuleField, around: Surroundings) -> Callable[[QWidget], Editor]:
    """Return what makes the editor of a field within the row that it is given."""
    make = _EDITORS[type(spec.type)]
    return lambda parent: make(spec, spec.type, around, parent)


def _line(_spec: RuleField, of: Any, around: Surroundings, parent: QWidget) -> Editor:
    return LineEditor(of, around.look.language, unit=getattr(of, "unit", NO_TEXT), parent=parent)


def _date(_spec: RuleField, of: Any, around: Surroundings, parent: QWidget) -> Editor:
    return DateEditor(around.look, of, parent)


def _option(_spec: RuleField, of: Any, around: Surroundings, parent: QWidget) -> Editor:
    options = of.members if isinstance(of, Among) else of.options
    return PickEditor(lambda: [(each, around.look.say(each.label)) for each in options], parent)


def _number(_spec: RuleField, of: Any, around: Surroundings, parent: QWidget) -> Editor:
    return PickEditor(lambda: [(each, f"{each} {around.look.say(of.unit)}") for each in of.members], parent)


def _either(_spec: RuleField, of: Any, around: Surroundings, parent: QWidget) -> Editor:
    say = around.look.say
    return PickEditor(lambda: [(None, say(_EITHER)), (True, say(of.yes)), (False, say(of.no))], parent)


def _refers(_spec: RuleField, _of: Any, around: Surroundings, parent: QWidget) -> Editor:
    return PickEditor(lambda: [(key, around.look.say(label) or key) for key, label in around.wholes()], parent)


_EDITORS: Final[Mapping[type, Callable[[RuleField, Any, Surroundings, QWidget], Editor]]] = {
    Wording: lambda _spec, of, around, parent: WordingEditor(around.look, of, parent),
    Name: _refers,
    YesNo: lambda spec, _of, around, parent: YesNoEditor(around.look.say(spec.label), parent=parent),
    EitherWay: _either,
    ShortName: _line,
    WholeNumber: _line,
    DecimalNumber: _line,
    NumberAmong: _number,
    CalendarDate: _date,
    PartialDate: _date,
    Choice: _option,
    Among: _option,
    Choices: lambda _spec, of, around, parent: ChecklistEditor(around.look, tuple(of.options), parent=parent),
    Codes: lambda _spec, of, around, parent: CodesEditor(around.look, around.registers, of, parent=parent),
    PartOf: lambda spec, of, around, parent: PartEditor(around, spec, of, parent),
    PartsOf: lambda _spec, of, around, parent: PartsEditor(around, of, parent),
}
