"""What every editor of one field can do, and the editors that are one line or one text."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QWidget

from portfolio_app.common.text import NO_TEXT, Language, Text
from portfolio_app.domain.values import ValueProblem, ValueType
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.text_line import TextLine


class Editor(QWidget):
    """Shows and changes the value of one field.

    Attributes:
        edited: the person changed something; it may be half typed.
        left: the person went elsewhere, so what was typed is meant.
        says_label: the label of its field stands in the editor itself.
    """

    edited = Signal()
    left = Signal()
    says_label = False

    def read(self) -> object:
        """Return the value as it stands.

        Raises:
            ValueProblem: what was typed cannot be understood.
        """
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        """Show a value, without telling that it was edited."""
        raise NotImplementedError

    def typed(self) -> object:
        """Return what stands in the editor, understood or not, for `retype`."""
        return self.read()

    def retype(self, typed: Any) -> None:
        """Put back what `typed` gave, and tell that it was edited."""
        self.show_value(typed)
        self.edited.emit()

    def tidy(self) -> None:
        """Show what was understood in the usual way of writing."""

    def mark(self, *, wrong: bool) -> None:
        """Show that what is typed is wrong, or no longer."""
        set_wrong(self.target, wrong=wrong)

    def set_locked(self, *, locked: bool) -> None:
        """Let the value be read but not changed, or again be changed."""
        self.setEnabled(not locked)

    @property
    def target(self) -> QWidget:
        """The widget that the label belongs to and that takes the focus."""
        return self


def set_wrong(widget: QWidget, *, wrong: bool) -> None:
    """Draw the edge of a field as that of a wrong one, or as usual."""
    if bool(widget.property("wrong")) != wrong:
        widget.setProperty("wrong", wrong)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class FocusWatch(QObject):
    """Tells when the focus leaves a widget for another part of the window."""

    gone = Signal()

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look for the focus going."""
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            popup = event.reason() in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)
            if not popup:
                self.gone.emit()
        return False


class LineEditor(Editor):
    """One line, for every type that can be written on one: text, numbers, dates, times."""

    def __init__(
        self,
        value_type: ValueType[Any],
        language: Language,
        *,
        example: Text = NO_TEXT,
        unit: Text = NO_TEXT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._type = value_type
        self._language = language
        self.line = TextLine(self)
        self.line.setPlaceholderText(example.say(language))
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(6)
        self.row.addWidget(self.line, 1)
        if unit:
            self.row.addWidget(plain_label(unit.say(language), wrap=False))
        self.line.textEdited.connect(self.edited)
        FocusWatch(self.line).gone.connect(self.left)
        self.line.returnPressed.connect(self.left)
        self.setFocusProxy(self.line)

    def read(self) -> object:
        """Return what the words mean."""
        return self._type.parse(self.line.text(), self._language)

    def show_value(self, value: Any) -> None:
        """Write the value in the usual way."""
        words = self._type.show(value, self._language)
        if words != self.line.text():
            self.line.setText(words)
            self.line.setCursorPosition(0)

    def typed(self) -> object:
        """Return the words."""
        return self.line.text()

    def retype(self, typed: Any) -> None:
        """Put the words back."""
        self.line.setText(str(typed))
        self.edited.emit()

    def tidy(self) -> None:
        """Write what was understood in the usual way."""
        try:
            self.show_value(self.read())
        except ValueProblem:
            return

    def set_locked(self, *, locked: bool) -> None:
        """Let it be read and copied only."""
        self.line.setReadOnly(locked)

    @property
    def target(self) -> QWidget:
        """The line itself."""
        return self.line


class GrowingText(QPlainTextEdit):
    """A plain text that is as high as what stands in it, within limits; Tab leaves it.

    Attributes:
        wanted_changed: how high it would be by itself, in pixels.
    """

    wanted_changed = Signal(int)

    def __init__(self, least_lines: int, most_lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least, self._most = least_lines, most_lines
        self._wanted = 0
        self._floor = 0
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take words that are dropped on it, and leave files to the form: their paths are not what was meant."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrapping changes with the width."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """The style is known now."""
        super().showEvent(event)
        self._fit()

    @property
    def wanted(self) -> int:
        """How high it would be by itself, in pixels."""
        return self._wanted

    def rise_to(self, height: int) -> None:
        """Be at least so high, in pixels: as high as the text beside it."""
        if height != self._floor:
            self._floor = height
            self._fit()

    def _fit(self) -> None:
        lines = min(max(int(self.document().size().height()), self._least), self._most)
        margins = self.contentsMargins()
        around = 2 * self.document().documentMargin() + margins.top() + margins.bottom() + 12
        wanted = round(lines * self.fontMetrics().lineSpacing() + around)
        if wanted != self._wanted:
            self._wanted = wanted
            self.wanted_changed.emit(wanted)
        height = max(wanted, self._floor)
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)


class TextEditor(Editor):
    """Several lines of plain text."""

    def __init__(
        self,
        value_type: ValueType[Any],
        language: Language,
        *,
        least_lines: int = 3,
        most_lines: int = 18,
        example: Text = NO_TEXT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._type = value_type
        self._language = language
        self.text = GrowingText(least_lines, most_lines, self)
        self.text.setPlaceholderText(example.say(language))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.text)
        self._shown = ""
        self.text.textChanged.connect(self._changed)
        FocusWatch(self.text).gone.connect(self.left)
        self.setFocusProxy(self.text)

    def read(self) -> object:
        """Return what the words mean."""
        return self._type.parse(self.text.toPlainText(), self._language)

    def show_value(self, value: Any) -> None:
        """Write the value; the person can undo within the text only what they typed since."""
        words = self._written(value)
        self._shown = words
        if words != self.text.toPlainText():
            self.text.setPlainText(words)

    def typed(self) -> object:
        """Return the words."""
        return self.text.toPlainText()

    def retype(self, typed: Any) -> None:
        """Put the words back."""
        self.text.setPlainText(str(typed))

    def set_locked(self, *, locked: bool) -> None:
        """Let it be read and copied only."""
        self.text.setReadOnly(locked)

    @property
    def target(self) -> QWidget:
        """The text itself."""
        return self.text

    def _written(self, value: Any) -> str:
        return self._type.show(value, self._language)

    def _changed(self) -> None:
        if self.text.toPlainText() != self._shown:
            self._shown = "\0"
            self.edited.emit()


class LinesEditor(TextEditor):
    """A list of short lines, one a line."""

    def _written(self, value: Any) -> str:
        return "\n".join(value)


def hint_label(words: str, parent: QWidget | None = None) -> QLabel:
    """Return the label for a line of help under a field."""
    return plain_label(words, parent, tone="quiet", size=0.92)
