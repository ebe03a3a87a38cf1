"""What the window remembers of itself between two times: its size and place, and the page that was shown."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow

from portfolio_app.ui.settings import Keeper
from portfolio_app.ui.trail import Place

_FIRST_SIZE: Final = (1280, 800)


def restore_geometry(window: QMainWindow, keeper: Keeper) -> None:
    """Give the window the size and place of last time, or a first size."""
    kept = QByteArray.fromBase64(keeper.memory.geometry.encode("ascii", "ignore"))
    if kept.isEmpty() or not window.restoreGeometry(kept):
        window.resize(*_FIRST_SIZE)


def keep_place(window: QMainWindow, keeper: Keeper, place: Place | None) -> None:
    """Remember how the window stands and the page of `place`, never its record; nothing when that is switched off."""
    if not keeper.settings.remember_places:
        return
    geometry = bytes(window.saveGeometry().toBase64().data()).decode("ascii")
    memory = keeper.memory.replaced(geometry=geometry)
    if place is not None:
        memory = memory.replaced(page=(place.page, place.kind))
    keeper.remember(memory)
