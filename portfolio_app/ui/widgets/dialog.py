"""What every dialog of the window is."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

from portfolio_app.ui.in_order import InOrder


class Dialog(InOrder, QDialog):
    """A dialog in which Tab goes in the order of reading."""
