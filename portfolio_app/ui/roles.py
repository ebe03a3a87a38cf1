"""What a screen reader is told that our own widgets are, where Qt would call them a window's client area."""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

ROLE: Final = "accessible_role"
"""The property of a widget that tells its role, as the number of a `QAccessible.Role`."""


def tell_role(widget: QWidget, role: QAccessible.Role) -> None:
    """Let a screen reader be told that a widget is this."""
    widget.setProperty(ROLE, role.value)
    _install()


@cache
def _install() -> None:
    QAccessible.installFactory(_made)


def _made(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, QWidget) or (role := thing.property(ROLE)) is None:
        return None
    return QAccessibleWidget(thing, QAccessible.Role(role), "")
