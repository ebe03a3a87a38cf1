"""The operations that change a portfolio: the stable key that the history keeps, and what it is called."""

from __future__ import annotations

from portfolio_app.common.text import Text, same_in_both
from portfolio_app.domain.values import Option


class OperationName(Option):
    """What was done in one step."""

    ADD = "add", "toegevoegd", "added"
    CHANGE = "change", "gewijzigd", "changed"
    DELETE = "delete", "verwijderd", "deleted"
    SCORE = "score", "competenties gescoord", "competences scored"
    ATTACH = "attach", "bewijsstuk toegevoegd", "evidence added"
    PRIVACY = "privacy", "privacykeuze bewaard", "privacy decision saved"
    EXPORT = "export", "document gemaakt", "document made"
    IMPORT = "import", "overgenomen uit een bestand", "imported from a file"
    SAMPLE = "sample", "verzonnen gegevens toegevoegd", "fictional records added"
    UNDO = "undo", "ongedaan gemaakt", "undone"
    REDO = "redo", "opnieuw gedaan", "redone"
    RESTORE = "restore", "uit de prullenbak teruggezet", "restored from the bin"
    ERASE = "erase", "voorgoed gewist", "erased for good"
    REVERT = "revert", "eerdere versie teruggezet", "earlier version restored"
    REPAIR = "repair", "hersteld na beschadiging", "repaired after damage"


def operation_label(key: str) -> Text:
    """Return what the operation with that key is called; the key itself when a newer program wrote it."""
    return next((name.label for name in OperationName if name.value == key), same_in_both(key))
