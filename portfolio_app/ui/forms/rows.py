"""The one helper by which a form gets a row: label, editor, help, problem, together for eye and screen reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.common.text import NO_TEXT, Text
from portfolio_app.ui.forms.dates import DateEditor
from portfolio_app.ui.forms.editor import Editor, hint_label
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.signed import SignedWords

_REQUIRED: Final = Text("verplicht", "required")


class FieldRow(QWidget):
    """One field of a form."""

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        label: Text,
        build: Callable[[QWidget], Editor],
        help_text: Text = NO_TEXT,
        *,
        required: bool = False,
    ) -> None:
        """Build the row within `parent`.

        Args:
            parent: the form.
            look: language and colours.
            label: what the field is called.
            build: makes the editor within the row it is given.
            help_text: stands below the editor.
            required: something has to be filled in.
        """
        super().__init__(parent)
        self._look = look
        self._column = QVBoxLayout(self)
        self._notes: tuple[str, ...] = ()
        self.editor = editor = build(self)
        words = look.say(label)
        column = self._column
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        self._label = words
        self._required = required
        self.tell_language("")
        self._head: QHBoxLayout | None = None
        if not editor.says_label:
            heading = plain_label(f"{words} *" if required else words, self)
            heading.setBuddy(editor.target)
            self._head = QHBoxLayout()
            self._head.setSpacing(6)
            self._head.addWidget(heading, 1)
            column.addLayout(self._head)
        column.addWidget(editor)
        self._problem: SignedWords | None = None
        self._help = look.say(help_text) if help_text else ""
        if self._help:
            column.addWidget(hint_label(self._help, self))
        column.addStretch(1)
        self._describe("")

    def take_focus(self) -> None:
        """Put the cursor in the field; in the first part of it that takes it, where it has several."""
        parts = (self.editor.target, *self.editor.findChildren(QWidget))
        for part in parts:
            if part.isVisibleTo(self) and part.focusPolicy() & Qt.FocusPolicy.TabFocus:
                part.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def show_problem(self, problem: Text | None) -> None:
        """Show what is wrong beside the field; None when nothing is."""
        words = self._look.say(problem) if problem else ""
        if words == self.problem:
            return
        if self._problem is None:  # most fields are never wrong, and a form has many
            self._problem = SignedWords(self._look, "circle-alert", "bad", parent=self)
            behind = 2 if self._help else 1  # the help, and the room that is left
            self._column.insertWidget(self._column.count() - behind, self._problem)
        self._problem.say(words)
        self.editor.mark(wrong=bool(words))
        self._describe(words)

    @property
    def problem(self) -> str:
        """What is shown to be wrong; empty when nothing is."""
        return self._problem.words if self._problem is not None else ""

    @property
    def label(self) -> str:
        """What the field is called."""
        return self._label

    def add_badge(self, badge: QWidget) -> None:
        """Put a sign before the label."""
        if self._head is not None:
            self._head.insertWidget(0, badge)

    def add_foot(self, foot: QWidget) -> None:
        """Put something below the editor."""
        self._column.insertWidget(self._column.indexOf(self.editor) + 1, foot)

    def tell_language(self, language: str) -> None:
        """Let the field be called by its language too, where it stands beside the same in another; empty for none."""
        asides = ", ".join(part for part in (language, self._look.say(_REQUIRED) if self._required else "") if part)
        name = f"{self._label} ({asides})" if asides else self._label
        self.editor.setAccessibleName(name)
        self.editor.target.setAccessibleName(name)
        if isinstance(self.editor, DateEditor):
            self.editor.name_calendar(self._label)

    def add_notes(self, *notes: str) -> None:
        """Let a screen reader say some words more of the field; these take the place of those of before."""
        self._notes = notes
        self._describe(self.problem)

    def _describe(self, problem: str) -> None:
        description = " ".join(part for part in (problem, *self._notes, self._help) if part)
        self.editor.target.setAccessibleDescription(description)
