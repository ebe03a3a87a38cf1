"""The steps about the person: who they are, and in which registers they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.domain.records.person import Person, Registration
from portfolio_app.domain.values import ValueProblem
from portfolio_app.services.getting_started import FirstSteps, NewRegistration
from portfolio_app.ui.forms.factory import editor_for
from portfolio_app.ui.forms.rows import FieldRow
from portfolio_app.ui.guide.step import Step
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from portfolio_app.domain.fields import RecordKind
    from portfolio_app.services.portfolio import Portfolio

_WHO: Final = Text("Wie bent u?", "Who are you?")
_WHO_HOW: Final = Text(
    "Dit komt boven uw cv en op het omslag van een dossier. De rest vult u later aan bij Curriculum vitae.",
    "This appears at the top of your CV and on the cover of a dossier. You add the rest later under Curriculum vitae.",
)
_WHERE: Final = Text("In welke registers staat u?", "Which registers are you in?")
_WHERE_HOW: Final = Text(
    "Vink aan waar u staat ingeschreven. Daarmee weet het programma welke eisen voor u gelden, en vanaf wanneer.",
    "Tick where you are registered. That tells the program which requirements apply to you, and since when.",
)
_THERE: Final = Text("{name} — staat al in uw portfolio", "{name} — already in your portfolio")
_FILL_SINCE: Final = Text(
    "Vul in sinds wanneer u bent ingeschreven.", "Fill in the date since which you are registered."
)
_MY_FIELDS: Final = ("given_names", "name_prefix", "surname", "professional_title", "email", "phone")
_ROOM_FOR_TWO: Final = 520
_REGISTRATION_FIELDS: Final = ("since", "number")


def _row(parent: QWidget, session: Session, kind: RecordKind, name: str) -> FieldRow:
    spec = kind.field(name)
    return FieldRow(
        parent,
        session.look,
        spec.label,
        lambda row: editor_for(spec, kind, session, row),
        spec.help,
        required=spec.required,
    )


class PersonStep(Step):
    """Who the person is."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _WHO, _WHO_HOW)
        self.rows: dict[str, FieldRow] = {}
        self._touched = False
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(10)
        for name in _MY_FIELDS:
            row = self.rows[name] = _row(self, session, Person.kind, name)
            row.editor.edited.connect(self._touch)
        self._columns = 0
        self._place(1)
        self.column.addLayout(self._grid)
        self.column.addStretch(1)
        self.setFocusProxy(self.rows[_MY_FIELDS[0]].editor.target)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two fields side by side where there is room for them."""
        super().resizeEvent(event)
        self._place(2 if self.width() >= self.session.look.wide(_ROOM_FOR_TWO) else 1)

    def _place(self, columns: int) -> None:
        if columns != self._columns:
            self._columns = columns
            self._grid.setColumnStretch(0, 1)
            self._grid.setColumnStretch(1, columns - 1)
            for at, row in enumerate(self.rows.values()):
                self._grid.addWidget(row, at // columns, at % columns)

    def show_steps(self, found: FirstSteps) -> None:
        """Show what is known of the person, unless they are typing."""
        if found.person is not None and not self._touched:
            for name, row in self.rows.items():
                row.editor.show_value(getattr(found.person, name))

    def is_done(self, found: FirstSteps) -> bool:
        """Tell whether the person is known."""
        return found.person is not None

    def save(self) -> None:
        """Keep the person's details."""
        values = {name: row.editor.read() for name, row in self.rows.items()}
        wrong = False
        for name, row in self.rows.items():
            spec = Person.kind.field(name)
            missing = spec.required and spec.type.is_empty(values[name])
            problem = Text("Vul “{label}” in.", "Fill in “{label}”.").fill(label=spec.label) if missing else None
            row.show_problem(problem)
            wrong = wrong or missing
        if wrong:
            return

        def write(portfolio: Portfolio) -> None:
            from portfolio_app.services.getting_started import save_person

            save_person(portfolio, values)

        self.session.write(write, self._was_saved, owner=self, failed=self.refuse)

    def _was_saved(self, _nothing: None) -> None:
        self._touched = False
        self.notice.say("")
        self.saved.emit()

    def _touch(self) -> None:
        self._touched = True


@dataclass(frozen=True, slots=True)
class _RegisterRow:
    register: str
    name: str
    box: QCheckBox
    fields: QWidget
    rows: dict[str, FieldRow]


class RegistersStep(Step):
    """In which registers the person is."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _WHERE, _WHERE_HOW)
        self.registers: list[_RegisterRow] = []
        for register in session.registers.registers:
            self._add(register.id, register.name, session.say(register.label))
        self.column.addStretch(1)
        if self.registers:
            self.setFocusProxy(self.registers[0].box)

    def _add(self, register: str, name: str, label: str) -> None:
        box = QCheckBox(name.replace("&", "&&"))
        box.setAccessibleDescription(label)
        fields = QWidget(self)
        grid = QGridLayout(fields)
        grid.setContentsMargins(27, 2, 0, 6)
        grid.setHorizontalSpacing(18)
        rows = {each: _row(fields, self.session, Registration.kind, each) for each in _REGISTRATION_FIELDS}
        for at, row in enumerate(rows.values()):
            grid.addWidget(row, 0, at)
        fields.hide()
        box.toggled.connect(fields.setVisible)
        box.toggled.connect(partial(self._focus, rows[_REGISTRATION_FIELDS[0]]))
        self.column.addWidget(box)
        if label != name:
            full = plain_label(label, tone="quiet")
            full.setContentsMargins(27, 0, 0, 0)
            self.column.addWidget(full)
        self.column.addWidget(fields)
        self.registers.append(_RegisterRow(register, name, box, fields, rows))

    @staticmethod
    def _focus(row: FieldRow, on: bool) -> None:  # noqa: FBT001 - Qt hands it over
        if on:
            row.editor.target.setFocus()

    def show_steps(self, found: FirstSteps) -> None:
        """Say of which registers there is a registration already."""
        for each in self.registers:
            if each.register in found.registers and each.box.isEnabled():
                each.box.setText(self.session.say(_THERE.fill(name=each.name)).replace("&", "&&"))
                each.box.setEnabled(False)
                each.box.blockSignals(True)
                each.box.setChecked(True)
                each.box.blockSignals(False)
                each.fields.hide()

    def is_done(self, found: FirstSteps) -> bool:
        """Tell whether there is a registration."""
        return bool(found.registers)

    def save(self) -> None:
        """Add the registrations that were ticked."""
        wanted: list[NewRegistration] = []
        for each in self.registers:
            if not (each.box.isChecked() and each.box.isEnabled()):
                continue
            found = self._registration(each)
            if found is None:
                return
            wanted.append(found)
        if not wanted:
            self.saved.emit()
            return

        def write(portfolio: Portfolio) -> None:
            from portfolio_app.services.getting_started import add_registrations

            add_registrations(portfolio, wanted)

        self.session.write(write, lambda _nothing: self.saved.emit(), owner=self, failed=self.refuse)

    def _registration(self, each: _RegisterRow) -> NewRegistration | None:
        since = each.rows["since"]
        try:
            day = since.editor.read()
        except ValueProblem as problem:
            since.show_problem(problem.message)
            return None
        since.show_problem(None if isinstance(day, date) else _FILL_SINCE)
        if not isinstance(day, date):
            since.editor.target.setFocus()
            return None
        return NewRegistration(each.register, each.name, day, str(each.rows["number"].editor.read()))
