"""Where the person has been since the vault was opened: to go back, and to find again; kept in memory only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

_LONGEST: Final = 100


class Place(NamedTuple):
    """A place in the window.

    Attributes:
        page: the key of a page.
        kind: the key of the kind that is shown there; empty where there is none.
        record: the id of the record; empty when none is shown.
    """

    page: str
    kind: str = ""
    record: str = ""

    def is_of_its_page(self) -> bool:
        """Tell whether a kind is named that the page has; what was remembered may be of another version."""
        if not self.kind:
            return False
        from portfolio_app.domain.kinds import KINDS

        return any(kind.key == self.kind and kind.area.value == self.page for kind in KINDS)


class Trail:
    """The places visited, like the history of a browser."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    def visit(self, place: Place) -> None:
        """Note that the person is at `place`; what lay ahead is forgotten."""
        if self.here == place:
            return
        here = self.here
        del self._places[self._at + 1 :]
        if here is not None and _leads_to(here, place):
            self._places[self._at] = place
            return
        self._places.append(place)
        del self._places[:-_LONGEST]
        self._at = len(self._places) - 1

    @property
    def here(self) -> Place | None:
        """Where the person is."""
        return self._places[self._at] if self._at >= 0 else None

    @property
    def ways(self) -> tuple[bool, bool]:
        """Whether there is a place to go back to, and one to go forward to."""
        return self._at > 0, self._at + 1 < len(self._places)

    def back(self) -> Place | None:
        """Go one place back and return it; None at the first."""
        if self._at <= 0:
            return None
        self._at -= 1
        return self.here

    def forward(self) -> Place | None:
        """Go one place forward again and return it; None at the last."""
        if self._at + 1 >= len(self._places):
            return None
        self._at += 1
        return self.here

    def recent(self, most: int) -> tuple[Place, ...]:
        """Return the records visited last, the newest first, without the one that is shown."""
        seen = dict.fromkeys(place for place in reversed(self._places) if place.record and place != self.here)
        return tuple(seen)[:most]


class Walk:
    """Notes on a trail where the person is, but not what they only pass on their way."""

    def __init__(self, trail: Trail, here: Callable[[], Place], noted: Callable[[bool, bool], object]) -> None:
        """Note nothing yet.

        Args:
            trail: where to note it.
            here: tells where the person is.
            noted: is told whether there is a place to go back to, and one to go forward to.
        """
        self._trail = trail
        self._here = here
        self._noted = noted
        self._goal: Place | None = None
        self._on_the_way = False

    def back_to(self, place: Place | None, go: Callable[[Place], object]) -> None:
        """Go to a place of the trail, which stays as it is; do nothing when there is no such place."""
        if place is not None:
            self._goal = place
            self._on_the_way = True
            go(place)
            self._on_the_way = False
            self._noted(*self._trail.ways)

    def straight(self, go: Callable[[], object]) -> None:
        """Go somewhere without noting what is passed before one is there."""
        self._on_the_way = True
        go()
        self._on_the_way, self._goal = False, None
        self.note()

    def note(self) -> None:
        """Note where the person is, unless they are on their way, also to a record that is still being read."""
        if self._on_the_way:
            return
        place, goal = self._here(), self._goal
        if goal is not None:
            if place != goal and place.page == goal.page and place.record == "":
                return
            self._goal = None
            if place == goal:
                return
        self._trail.visit(place)
        self._noted(*self._trail.ways)


def _leads_to(before: Place, after: Place) -> bool:
    """Tell whether `before` was only passed through on the way to `after`: its page, or the list without a record."""
    return before.page == after.page and before.kind in ("", after.kind) and not before.record
