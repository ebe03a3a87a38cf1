"""Asks what is to become of what was typed and cannot be saved as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from portfolio_app.common.text import Text
from portfolio_app.domain.kinds import kind_called
from portfolio_app.ui.dialogs.problem import MessageDialog
from portfolio_app.ui.forms.standing import Draft
from portfolio_app.ui.look import Look

_UNSAVED: Final = Text("Er is nog iets niet bewaard", "Something has not been saved yet")
_UNSAVED_HOW: Final = Text(
    "Een gegeven is nog niet compleet of klopt nog niet: {kinds}. Wat u daar typte, gaat verloren als u nu verdergaat.",
    "A record is incomplete or not yet right: {kinds}. What you typed there will be lost if you continue now.",
)
_BACK: Final = Text("Terug", "Back")
_LOSE: Final = Text("Toch verdergaan", "Continue anyway")


def ask_about(drafts: Sequence[Draft], look: Look, parent: QWidget, deed: Callable[[], None]) -> None:
    """Tell which records are not complete, and do `deed` when the person wants that all the same."""
    labels = list(dict.fromkeys(look.say(kind_called(draft.kind).label) for draft in drafts))
    explanation = look.say(_UNSAVED_HOW.fill(kinds=", ".join(labels)))
    MessageDialog(look, look.say(_UNSAVED), explanation, parent, choices=((_LOSE, deed),), close=_BACK).open()
