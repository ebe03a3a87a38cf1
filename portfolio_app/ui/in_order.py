"""What a window inherits to let Tab go in the order of reading; costs nothing until Tab is pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as _Window
else:
    _Window = object


class InOrder(_Window):
    """Stands before the class of Qt that a window is."""

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's own
        """Go to what is read next, or before."""
        from portfolio_app.ui.reading_order import move_focus

        return move_focus(self, forward=forward) or super().focusNextPrevChild(forward)
