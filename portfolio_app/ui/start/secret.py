"""The line in which a secret is typed."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.buttons import tool_button
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.text_line import TextLine

_SHOW: Final = Text("Laten zien wat u typt", "Show what you type")
_HIDE: Final = Text("Verbergen wat u typt", "Hide what you type")


class SecretField(QWidget):
    """A labelled line that hides what is typed until the person asks to see it."""

    def __init__(self, look: Look, label: Text) -> None:
        super().__init__()
        self._look = look
        self.line = TextLine()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setAccessibleName(look.say(label))
        self._eye = tool_button(look, "eye", _SHOW, self._toggle)
        heading = plain_label(look.say(label))
        heading.setBuddy(self.line)
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self.line, 1)
        row.addWidget(self._eye)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(heading)
        column.addLayout(row)
        self.setFocusProxy(self.line)

    def take(self) -> str:
        """Return what was typed, and leave the line empty and hidden."""
        secret = self.line.text()
        self.forget()
        return secret

    def forget(self) -> None:
        """Leave the line empty and hidden."""
        self.line.clear()
        self._set_hidden(hidden=True)

    def _toggle(self) -> None:
        self._set_hidden(hidden=self.line.echoMode() is QLineEdit.EchoMode.Normal)

    def _set_hidden(self, *, hidden: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Password if hidden else QLineEdit.EchoMode.Normal)
        if not hidden:  # of what is hidden Qt itself tells a keyboard on the screen that it is a secret
            self._tell_keyboard()
        name = self._look.say(_SHOW if hidden else _HIDE)
        self._eye.setIcon(self._look.icon("eye" if hidden else "eye-off"))
        self._eye.setToolTip(name)
        self._eye.setAccessibleName(name)

    def _tell_keyboard(self) -> None:
        """Let a keyboard on the screen learn no word of it, and change none."""
        from PySide6.QtCore import Qt  # not before the first paint

        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
