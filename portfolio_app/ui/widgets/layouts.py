"""Taking out of a layout what is in it, for good.

What `takeAt` gives belongs to nobody: PySide takes it for Qt's, and Qt for who asked. Whoever takes it out frees it, or
the program grows by the places of the widgets that it ever showed.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtWidgets import QLayout


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
