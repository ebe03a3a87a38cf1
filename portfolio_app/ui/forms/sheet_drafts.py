"""What was typed on sheets over the window and is not in the vault; it outlasts the sheets, as drafts outlast forms."""

from __future__ import annotations

from collections.abc import Callable

from portfolio_app.ui.forms.standing import Draft


class SheetDrafts:
    """The drafts of the sheets that are open, and of those that are still to be opened again.

    Attributes:
        to_whom: to whom the CV was to be shown, typed where that was put off.
    """

    def __init__(self) -> None:
        self.to_whom = ""
        self._open: dict[str, Callable[[], Draft]] = {}
        self._waiting: dict[str, Draft] = {}

    def all(self) -> tuple[Draft, ...]:
        """Return the draft of each sheet that is open, with nothing in it where all is saved, and those that wait."""
        return (*(draft() for draft in self._open.values()), *self._waiting.values())

    def keep(self, draft: Draft) -> None:
        """Keep a draft until the sheet of its record is opened."""
        self._waiting[draft.record_id] = draft

    def waits_for(self, record_id: str) -> bool:
        """Tell whether there is a draft to go on with on the sheet of a record."""
        return record_id in self._waiting

    def open(self, record_id: str, draft: Callable[[], Draft]) -> Draft | None:
        """The sheet of a record is opened: return what it goes on with, and ask it for its draft from now on."""
        self._open[record_id] = draft
        return self._waiting.pop(record_id, None)

    def close(self, record_id: str) -> None:
        """The sheet of a record is closed by the person; nothing of it is to be kept."""
        self._open.pop(record_id, None)
