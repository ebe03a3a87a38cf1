"""Buttons, each with a name that a screen reader can say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton, QWidget

from portfolio_app.common.text import Text
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.plain_numbers import take_focus
from portfolio_app.ui.widgets.pressing import PushButton, ToolButton

_ICON: Final = 17
_SPACE: Final = 4

Role = Literal["", "primary", "quiet", "link"]


def push_button(
    look: Look,
    text: Text,
    pressed: Callable[[], object],
    *,
    icon: str = "",
    role: Role = "",
    parent: QWidget | None = None,
) -> QPushButton:
    """Return a button with words on it.

    Args:
        look: language and colours.
        text: what pressing it does.
        pressed: called when it is pressed.
        icon: name of an icon before the words.
        role: how much it stands out.
        parent: the widget to stand in.
    """
    button = PushButton(look.say(text).replace("&", "&&"), parent)  # no letter of it is a key
    if role:
        button.setProperty("role", role)
    if icon:
        colour = {"primary": look.tones.on_accent, "link": look.tones.accent}.get(role, "")
        put_icon(button, look, icon, colour)
    if role != "primary":
        button.setAutoDefault(False)
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    button.clicked.connect(lambda: pressed())  # noqa: PLW0108 - without Qt's own argument
    return button


def put_icon(button: QPushButton, look: Look, icon: str, colour: str = "") -> None:
    """Put an icon before the words of a button."""
    made = look.icon(icon, colour, _ICON, space=_SPACE)
    if colour == look.tones.on_accent:  # what Qt makes of it for a button that cannot be pressed is not to be seen
        made = QIcon(made)
        pale = look.icon(icon, look.tones.quiet, _ICON, space=_SPACE)
        pixmap = pale.pixmap(QSize(_ICON + _SPACE, _ICON), button.devicePixelRatioF())
        made.addPixmap(pixmap, QIcon.Mode.Disabled)
    button.setIcon(made)
    button.setIconSize(QSize(_ICON + _SPACE, _ICON))


def tool_button(
    look: Look, icon: str, name: Text, pressed: Callable[[], object], *, keys: str = "", parent: QWidget | None = None
) -> QToolButton:
    """Return a button with only an icon; `name` is its tooltip and accessible name, `keys` a shortcut to mention."""
    button = ToolButton(parent)
    button.setIcon(look.icon(icon))
    button.setIconSize(QSize(18, 18))
    button.setToolTip(f"{look.say(name)} ({keys})" if keys else look.say(name))
    button.setAccessibleName(look.say(name))
    take_focus(button)
    button.clicked.connect(lambda: pressed())  # noqa: PLW0108 - without Qt's own argument
    return button
