"""One requirement while rules are edited: what it asks in words, and on demand the form to change it."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.common.text import NO_TEXT, Text
from portfolio_app.domain.rules.choices import Measure
from portfolio_app.domain.rules.requirements import REQUIREMENT_OF, AnyRequirement, counting_of
from portfolio_app.domain.values import ValueProblem
from portfolio_app.services.own_rules_privacy import wordings_of
from portfolio_app.ui.forms.rows import FieldRow
from portfolio_app.ui.registers.part_form import PartForm, Surroundings
from portfolio_app.ui.registers.saying import row_saying
from portfolio_app.ui.widgets.buttons import push_button, tool_button
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.signed import SignedWords

_UP: Final = Text("Eis naar boven", "Move requirement up")
_DOWN: Final = Text("Eis naar beneden", "Move requirement down")
_REMOVE: Final = Text("Eis weghalen", "Remove requirement")
_OPEN: Final = Text("Aanpassen", "Change")
_CLOSE: Final = Text("Klaar", "Done")
_NEW: Final = Text("Nieuwe eis", "New requirement")
_OF: Final = "{deed}: {name}"


class RequirementCard(QFrame):
    """A requirement that is shown in words until the person changes it.

    Attributes:
        edited: the person changed something; it may be half typed.
        moved: the person wants it elsewhere: -1 for up, 1 for down.
        removed: the person wants it gone.
    """

    edited = Signal()
    moved = Signal(int)
    removed = Signal()

    def __init__(self, around: Surroundings, requirement_id: str, measure: Measure, parent: QWidget) -> None:
        """Make a card for a requirement of a kind that nothing is known of yet."""
        super().__init__(parent)
        self.setObjectName("card")
        self.requirement_id = requirement_id
        self.measure = measure
        self._around = around
        self._kept: AnyRequirement | None = None
        self.form: PartForm | None = None
        look = around.look
        self._label = plain_label("", self, strong=True)
        self._asked = plain_label("", self, tone="quiet", size=0.95)
        self._problem = SignedWords(look, "circle-alert", "bad", parent=self)
        self.up_button = tool_button(look, "arrow-up", _UP, lambda: self.moved.emit(-1), parent=self)
        self.down_button = tool_button(look, "arrow-down", _DOWN, lambda: self.moved.emit(1), parent=self)
        self.remove_button = tool_button(look, "trash-2", _REMOVE, self.removed.emit, parent=self)
        self.open_button = push_button(look, _OPEN, self.toggle, icon="pencil", parent=self)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._label, 1)
        for button in (self.up_button, self.down_button, self.remove_button, self.open_button):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 12, 12)
        self._column.setSpacing(4)
        self._column.addLayout(head)
        self._column.addWidget(self._asked)
        self._column.addWidget(self._problem)
        self.show_words(_NEW, "")

    def show_requirement(self, requirement: AnyRequirement) -> None:
        """Show a requirement, closed."""
        self._kept = requirement
        self.requirement_id = requirement.id

    def retype(self, typed: dict[str, Any]) -> None:
        """Put back what was typed earlier."""
        self._build_form().retype(typed)

    def label_now(self) -> Text:
        """Return what the requirement is called, as far as that was said."""
        if self.form is None:
            return self._kept.label if self._kept is not None else NO_TEXT
        label = self.form.rows["label"].editor.read()
        return label if isinstance(label, Text) else NO_TEXT

    def read(self) -> AnyRequirement:
        """Return the requirement as it stands.

        Raises:
            ValueProblem: something in it is wrong; the form tells what.
        """
        if self.form is None:
            if self._kept is None:
                raise TypeError("a new requirement is opened")
            return self._kept
        try:
            found: AnyRequirement = self.form.build()
        except ValueProblem as problem:
            told = any(row.problem for row in self.form.rows.values())
            self._problem.say("" if told else problem.message.say(self._around.look.language))
            raise
        self._problem.say("")
        return found

    def typed(self) -> dict[str, Any]:
        """Return what stands here, understood or not, as JSON knows it; nothing is typed where nothing was opened."""
        typed = self.form.typed() if self.form is not None else None
        return {"id": self.requirement_id, "measure": self.measure.value, "typed": typed}

    def show_words(self, label: Text, asked: str) -> None:
        """Show what the requirement is called and asks."""
        words = self._around.look.say(label or _NEW)
        self._label.setText(words)
        self._asked.setText(asked)
        self._asked.setVisible(bool(asked))
        buttons = ((self.up_button, _UP), (self.down_button, _DOWN), (self.remove_button, _REMOVE))
        for button, deed in (*buttons, (self.open_button, _CLOSE if self.is_open else _OPEN)):
            button.setAccessibleName(_OF.format(deed=self._around.look.say(deed), name=words))

    def row_saying(self, wording: str) -> FieldRow | None:
        """Return the row in which a text stands, opened to be seen; None when it stands in none."""
        if self.form is None and wording not in wordings_of(self._kept):
            return None
        row = row_saying(self._build_form(), wording)
        if row is not None and not self.is_open:
            self.open()
        return row

    @property
    def is_open(self) -> bool:
        """Whether the form is shown."""
        return self.form is not None and not self.form.isHidden()

    def toggle(self) -> None:
        """Show the form, or only the words."""
        if self.is_open and self.form is not None:
            self.form.hide()
        else:
            self.open()
        self.open_button.setText(self._around.look.say(_CLOSE if self.is_open else _OPEN))
        self.edited.emit()

    def open(self) -> None:
        """Show the form, with the cursor in it."""
        form = self._build_form()
        form.show()
        form.take_focus()
        self.open_button.setText(self._around.look.say(_CLOSE))

    def _build_form(self) -> PartForm:
        if self.form is None:
            self.form = PartForm(self._around, REQUIREMENT_OF[self.measure], self, {"id": self.requirement_id})
            self.form.hide()
            if self._kept is not None:
                self.form.show_part(self._kept)
            else:
                self.form.show_values(counting_of(self.measure))
            self.form.edited.connect(self.edited)
            self._column.addSpacing(6)
            self._column.addWidget(self.form)
        return self.form
