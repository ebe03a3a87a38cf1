"""Showing the navigation wide, or narrow where there is no room for it or the person wants it so."""

from __future__ import annotations

from typing import Final

from portfolio_app.ui.navigation import Navigation
from portfolio_app.ui.session import Session

_NARROW_BELOW: Final = 1000
_FOLDED: Final = "navigation.narrow"


class Folding:
    """Decides how the navigation is shown; what the person chose is remembered, but not where there is no room."""

    def __init__(self, navigation: Navigation, session: Session) -> None:
        self._navigation = navigation
        self._session = session
        self._unfolded_for_now = False

    def toggle(self, width: int) -> None:
        """Show the navigation the other way than it is, in a window that is `width` pixels wide."""
        if self._is_cramped(width):
            self._unfolded_for_now = self._navigation.narrow
        else:
            self._session.note(_FOLDED, not self._navigation.narrow)
        self._show(width)

    def follow(self, width: int) -> None:
        """Show the navigation as it fits a window that is now `width` pixels wide."""
        if not self._is_cramped(width):
            self._unfolded_for_now = False
        self._show(width)

    def _is_cramped(self, width: int) -> bool:
        return width < self._session.look.wide(_NARROW_BELOW)

    def _show(self, width: int) -> None:
        cramped = self._is_cramped(width)
        narrow = not self._unfolded_for_now if cramped else bool(self._session.noted(_FOLDED))
        if narrow != self._navigation.narrow:
            self._navigation.set_narrow(narrow=narrow)
