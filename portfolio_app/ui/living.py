"""Which kinds of record stay built: those looked at last; a window that is open all day does not grow with the day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from portfolio_app.ui.pages.area import AreaPage

_MOST: Final = 8
"""Coming back to one of these costs nothing; each holds a list and a form, about 150 widgets."""


class Living:
    """Knows what was looked at last, and lets the rest go."""

    def __init__(self) -> None:
        self._kinds: list[tuple[AreaPage, str]] = []

    def looked_at(self, area: AreaPage, kind_key: str) -> None:
        """Note that a kind is looked at now; what was not looked at for the longest is let go, where that can be."""
        here = (area, kind_key)
        others = [kind for kind in self._kinds if kind != here]
        too_many = len(others) + 1 - _MOST
        for kind in others[: max(too_many, 0)]:
            page, key = kind
            if page.let_go(key):
                others.remove(kind)
        self._kinds = [*others, here]

    def let_all_go(self) -> None:
        """Let everything go that nobody looks at now: it was made of what has changed."""
        self._kinds = [(page, key) for page, key in self._kinds if not page.let_go(key)]
