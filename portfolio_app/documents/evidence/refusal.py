"""Why a piece of evidence cannot be used."""

from __future__ import annotations

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import NO_TEXT, Text


class EvidenceRefusedError(WrongUseError):
    """A file that cannot be evidence as it is; the message says why and what helps."""

    def __init__(self, message: Text, remedy: Text = NO_TEXT) -> None:
        super().__init__(message, remedy)


ASK_FOR_ANOTHER_COPY = Text(
    "Vraag om een nieuwe kopie, of maak een scan of schermafdruk.",
    "Ask for a new copy, or make a scan or a screenshot.",
)
