"""Choosing a file to share registers and rules by: one that somebody gave, or where to write one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QWidget

from portfolio_app.common.text import Text
from portfolio_app.ui.look import Look

_TAKE_WHICH: Final = Text("Kies een bestand met regels of een register", "Choose a file with rules or a register")
_SAVE_AS: Final = Text("Bewaar de regels als bestand", "Save the rules as a file")
_FILES: Final = Text("Registerbestanden (*.toml)", "Register files (*.toml)")


def choose_given(look: Look, parent: QWidget) -> Path | None:
    """Return the file that the person chooses to take over from; None where they choose none."""
    chosen, _ = QFileDialog.getOpenFileName(parent, look.say(_TAKE_WHICH), str(Path.home()), look.say(_FILES))
    return Path(chosen) if chosen else None


def choose_target(look: Look, parent: QWidget, identifier: str) -> Path | None:
    """Return where the rule set or register `identifier` is to be written; None where the person chooses nothing."""
    proposed = str(Path.home() / f"{identifier}.toml")
    chosen, _ = QFileDialog.getSaveFileName(parent, look.say(_SAVE_AS), proposed, look.say(_FILES))
    return Path(chosen) if chosen else None
