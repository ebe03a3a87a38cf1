"""What the system asks to be opened: by a double click, or as the argument of the program."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFileOpenEvent

_HEADER: Final = "vault.json"


def is_vault(path: Path) -> bool:
    """Tell whether there is a vault at a path; what is damaged within it is told when it is opened."""
    return (path / _HEADER).is_file()


def vault_of(path: Path) -> Path:
    """Return the folder of the vault that `path` means: itself, or the folder of the `vault.json` that was opened."""
    return path.parent if path.name == _HEADER and path.is_file() else path


class OpenWatch(QObject):
    """Hears what macOS asks to be opened while the program runs.

    Attributes:
        asked: the folder of a vault.
    """

    asked = Signal(object)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look for the request."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.asked.emit(vault_of(Path(event.file())))
            return True
        return False
