"""Why a file cannot be checked at all."""

from __future__ import annotations

from portfolio_app.common.errors import EnvironmentRefusedError, WrongUseError
from portfolio_app.common.text import NO_TEXT, Text


class UnreadableError(EnvironmentRefusedError):
    """A file whose content cannot be followed: damaged, encrypted, or beyond all measure."""

    def __init__(self, message: Text, remedy: Text = NO_TEXT) -> None:
        super().__init__(message, remedy)


class NoDossierError(WrongUseError):
    """A file that was not made by this program, or that is no dossier."""

    def __init__(self, message: Text, remedy: Text = NO_TEXT) -> None:
        super().__init__(message, remedy)
