"""What can go wrong, by whose doing it is; every message is in both languages and says what to do.

A mistake of the program itself is none of these: it stays an ordinary exception, never taken for bad luck.
"""

from __future__ import annotations

from typing import ClassVar

from portfolio_app.common.text import NO_TEXT, Language, Text


class VakdossierError(Exception):
    """Base of the errors that are shown to the person; never raised itself.

    Args:
        message: what happened, one sentence, without personal data.
        remedy: what the person can do about it.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: Text, remedy: Text = NO_TEXT) -> None:
        super().__init__(message.en)
        self.message = message
        self.remedy = remedy

    def say(self, language: Language) -> str:
        """Return message and remedy as one line."""
        return f"{self.message.say(language)} {self.remedy.say(language)}".strip()


class ProblemFoundError(VakdossierError):
    """A check did its work and found something (exit code 1)."""

    exit_code = 1


class WrongUseError(VakdossierError):
    """What was asked cannot be done as it was asked: an unknown kind, a value that does not fit (exit code 2)."""

    exit_code = 2


class EnvironmentRefusedError(VakdossierError):
    """Something outside the program stands in the way: locked, full, read-only, damaged, unreadable (exit code 3)."""

    exit_code = 3
