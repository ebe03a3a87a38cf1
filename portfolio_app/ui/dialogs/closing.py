"""Closing what is open over the window, when nobody is there to do it."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QDialog


def close_dialogs(*, whatever_they_wait_for: bool = False) -> None:
    """Close every dialog as Escape would, which stays where work has to end first; or all of them, whatever they do."""
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, QDialog) and dialog.isVisible():
            if whatever_they_wait_for:
                dialog.done(QDialog.DialogCode.Rejected)
            else:
                dialog.reject()
