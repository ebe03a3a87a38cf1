"""The pages of the workspace: what they are called and which icon stands for them."""

from __future__ import annotations

from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.domain.areas import Area

OVERVIEW: Final = "overview"
RESULTS: Final = "results"
GUIDE: Final = "guide"
BACKUPS: Final = "backups"
HISTORY: Final = "history"
RULES: Final = "rules"

ICONS: Final[dict[str, str]] = {
    OVERVIEW: "layout-dashboard",
    Area.CV.value: "id-card",
    Area.EDUCATION.value: "graduation-cap",
    Area.REFLECTION.value: "notebook-pen",
    Area.COMPETENCES.value: "radar",
    Area.PLAN.value: "goal",
    Area.LAW.value: "scale",
    Area.PERMISSIONS.value: "handshake",
    Area.INTEGRITY.value: "shield-check",
    Area.DOSSIER.value: "book-open-check",
    HISTORY: "history",
}
"""The destinations of the navigation, in their order."""

_REACHED_FROM: Final = {GUIDE: OVERVIEW, BACKUPS: OVERVIEW, RULES: OVERVIEW}
"""Pages that are no destination, by the one that leads to them."""

_OVERVIEW: Final = Text("Overzicht", "Overview")
_RESULTS: Final = Text("Zoekresultaten", "Search results")
_GUIDE: Final = Text("Aan de slag", "Getting started")
_BACKUPS: Final = Text("Reservekopieën", "Backups")
_HISTORY: Final = Text("Geschiedenis", "History")
_RULES: Final = Text("Registers en regels", "Registers and rules")
_OTHERS: Final = {
    OVERVIEW: _OVERVIEW,
    RESULTS: _RESULTS,
    GUIDE: _GUIDE,
    BACKUPS: _BACKUPS,
    HISTORY: _HISTORY,
    RULES: _RULES,
}


def page_name(key: str) -> Text:
    """Return what a page is called."""
    return _OTHERS[key] if key in _OTHERS else Area(key).label  # type: ignore[call-arg]


def can_be_shown(key: str) -> bool:
    """Tell whether there is a page of that name, in the navigation or reached from one that is."""
    return key in ICONS or key in _OTHERS


def destination_of(key: str) -> str:
    """Return the destination at which a page stands in the navigation; empty for what belongs to none."""
    return key if key in ICONS else _REACHED_FROM.get(key, "")


def is_page(key: str) -> bool:
    """Tell whether there is a destination of that name."""
    return key in ICONS
