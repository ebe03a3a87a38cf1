"""Taking out of a layout or a window what is in it, for good.

What `takeAt` gives belongs to nobody: PySide takes it for Qt's, and Qt for who asked. Whoever takes it out frees it, or
the program grows by the places of the widgets that it ever showed.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtWidgets import QLayout, QMainWindow, QWidget


def take_out(layout: QLayout) -> None:
    """Take everything out of a layout; the widgets stay where they are, without a place in it."""
    while (item := layout.takeAt(0)) is not None:
        shiboken6.delete(item)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go, what is within layouts in it too."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        if inner is not None:
            clear(inner)
        shiboken6.delete(item)


def lose_focus(window: QWidget) -> None:
    """Take the focus away within a window, before what has it is taken out.

    Else Qt asks where it is to go while the one takes the place of the other; and what is looked up at that moment
    PySide never lets go of, with all that hangs on it: the vault that was open.
    """
    focused = window.focusWidget()
    if focused is not None:
        focused.clearFocus()


def replace_content(window: QMainWindow, content: QWidget) -> None:
    """Let `content` take the place of what a window shows, which is freed."""
    lose_focus(window)
    window.setCentralWidget(content)
