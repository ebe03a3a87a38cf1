"""Buttons, each with a name that a screen reader can say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton, QWidget

from portfolio_app.common.text import Text
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.plain_numbers import take_focus
from portfolio_app.ui.widgets.pressing import PushButton, ToolButton

_ICON: Final = 17
_ICON_ALONE: Final = 18
_SPACE: Final = 4
_WITHIN: Final = 2

Role = Literal["", "primary", "quiet", "link"]


def push_button(
    look: Look,
    text: Text,
    pressed: Callable[[], object],
    *,
    icon: str = "",
    role: Role = "",
    flush: bool = False,
    parent: QWidget | None = None,
) -> QPushButton:
    """Return a button with words on it.

    Args:
        look: language and colours.
        text: what pressing it does.
        pressed: called when it is pressed.
        icon: name of an icon before the words.
        role: how much it stands out.
        flush: it has no edge, and stands below a field: it begins where the field does.
        parent: the widget to stand in.
    """
    words = look.say(text).replace("&", "&&")  # no letter of it is a key
    button = _PrimaryButton(words, look.tones.on_accent, parent) if role == "primary" else PushButton(words, parent)
    if role:
        button.setProperty("role", role)
    if flush:
        button.setProperty("flush", True)
    if icon:
        colour = {"primary": look.tones.on_accent, "link": look.tones.accent}.get(role, "")
        put_icon(button, look, icon, colour)
    if role != "primary":
        button.setAutoDefault(False)
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    button.clicked.connect(lambda: pressed())  # noqa: PLW0108 - without Qt's own argument
    return button


class _PrimaryButton(PushButton):
    """A button that stands out; a frame within it shows the focus, since none around it would stand out from it."""

    def __init__(self, words: str, colour: str, parent: QWidget | None) -> None:
        super().__init__(words, parent)
        self._colour = colour

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it as any button, and the frame over that."""
        super().paintEvent(event)
        if self.hasFocus():
            from portfolio_app.ui.widgets.focus_mark import mark

            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            mark(painter, self.rect().adjusted(_WITHIN, _WITHIN, -_WITHIN, -_WITHIN), self._colour)
            painter.end()


def put_icon(button: QPushButton, look: Look, icon: str, colour: str = "") -> None:
    """Put an icon before the words of a button."""
    pale = look.tones.quiet if colour == look.tones.on_accent else ""
    button.setIcon(look.icon(icon, colour, _ICON, space=_SPACE, pale=pale))
    button.setIconSize(QSize(look.grown(_ICON) + _SPACE, look.grown(_ICON)))


def tool_button(
    look: Look, icon: str, name: Text, pressed: Callable[[], object], *, keys: str = "", parent: QWidget | None = None
) -> QToolButton:
    """Return a button with only an icon; `name` is its tooltip and accessible name, `keys` a shortcut to mention."""
    button = ToolButton(parent)
    button.setIcon(look.icon(icon))
    button.setIconSize(QSize(look.grown(_ICON_ALONE), look.grown(_ICON_ALONE)))
    button.setToolTip(f"{look.say(name)} ({keys})" if keys else look.say(name))
    button.setAccessibleName(look.say(name))
    take_focus(button)
    button.clicked.connect(lambda: pressed())  # noqa: PLW0108 - without Qt's own argument
    return button
