"""How a person opens each place of the real window; nothing is imported here that the window would not import itself.

Run as a program it opens each place once, in a window in which nothing was opened before, over the vault in the folder
that is named, and tells by name what that cost. So the loading of what a place needs is counted too.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QApplication

from portfolio_app.domain.kinds import KINDS
from portfolio_app.ui.destinations import BACKUPS, GUIDE, ICONS, OVERVIEW, RESULTS, RULES
from tests.bench.real_window import Window

if TYPE_CHECKING:
    from portfolio_app.ui.pages.dossier import DossierPage

Deed = Callable[[], object]
NOTHING = "nothing at all"
WORDS = "intervisie"


def openings(window: Window) -> dict[str, Deed]:
    """Return by name how each page, part of a page, list, record and dialog is opened."""
    here = window.workspace
    kinds = [kind.key for kind in KINDS]
    lists = [kind.key for kind in KINDS if not kind.singleton]
    found: dict[str, Deed] = {key: partial(here.go, key) for key in ICONS}
    found |= {f"list of {key}": partial(here.show_kind, key) for key in lists}
    found |= {f"record of {key}": partial(here.show_first, key) for key in kinds}
    found |= {
        f"new {key} at once": partial(here.start_new, key) for key in lists if key not in ("evidence", "outgoing")
    }
    found |= {f"back to {key}": partial(back_to, window, key) for key in lists}
    found |= {key: partial(here.go, key) for key in (GUIDE, BACKUPS, RULES)}
    found[RESULTS] = partial(here.open_results, WORDS)
    found |= {f"history, {part}": partial(here.show_past, part) for part in ("done", "bin", "day")}
    found |= {f"dossier, {part}": partial(show_part, window, part) for part in ("dossier", "cv", "since", "verify")}
    for step in ("register", "contents", "completeness", "privacy", "finish"):
        found[f"making of the dossier, {step}"] = partial(show_step, window, step)
    found[f"{OVERVIEW} again"] = partial(here.go, OVERVIEW)
    dialogs: dict[str, Deed] = {
        "settings": window.window.show_settings,
        "help": window.window.show_help,
        "finder": here.open_finder,
        "print": here.print_here,
        "keys": window.window.show_keys,
        "client view": window.window.show_client_view,
        "a problem": partial(window.window.tell_mistake, ValueError("invented")),
    }
    return found | dialogs


def back_to(window: Window, kind: str) -> None:
    """Return to the list of a kind, as at the way back and after unlocking."""
    from portfolio_app.domain.kinds import kind_called
    from portfolio_app.ui.trail import Place

    window.workspace.return_to(Place(kind_called(kind).area.value, kind))


def show_part(window: Window, part: str) -> DossierPage:
    window.workspace.go("dossier")
    page = cast("DossierPage", window.workspace._pages["dossier"])
    page.show_part(part)
    return page


def show_step(window: Window, step: str) -> None:
    show_part(window, "dossier").dossier.go(step)


def close_dialogs() -> None:
    """Close what stands over the window."""
    while (front := QApplication.activePopupWidget() or QApplication.activeModalWidget()) is not None:
        front.close()


def main(folder: Path) -> None:
    """Open each place once and print by name what that cost, as JSON."""
    window = Window(folder)
    held = {NOTHING: window.held_up(lambda: None)}
    for name, deed in openings(window).items():
        held[name] = window.held_up(deed)
        close_dialogs()
        window.settle()
    print(json.dumps(held), flush=True)
    window.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
