"""How the program starts with a window: with nothing looked at that cannot be of use yet."""

from __future__ import annotations

import builtins
import gc
from typing import Final

from portfolio_app.ui.signatures import put_off_signatures

_ENOUGH: Final = 10
"""So many searches among the younger ones Python itself takes for a reason to search among all."""

_TOO_MANY: Final = 10 * _ENOUGH
"""After so many it does so, whoever is busy: somebody may go on for an hour without a pause."""


def start_lean() -> None:
    """Call this before anything of Qt is imported; `end_lean_start` when the program has started.

    Three things are left out, which together took a third of the start:

    - Python's search for rubbish: while modules are made there is none.
    - What PySide tells of its own methods: see `signatures`.
    - PySide's own way of importing. After each import it reads the source text of the module, whosever it is, to see
      whether `from __feature__` may be meant for it, and keeps the text in memory. We use no `__feature__`.
    """
    gc.disable()
    put_off_signatures()
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def end_lean_start() -> None:
    """Let Python look for rubbish again, but never more through what was made by now; may be called again.

    Modules and classes are there to stay. To go through them all, again and again, would hold up typing; and so does
    to go through all that was made since, which takes up to a tenth of a second in whichever thread it comes up, while
    the others wait. That is left to `tidy_up`.
    """
    gc.freeze()
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, _TOO_MANY)
    gc.enable()


def tidy_up() -> None:
    """Look for rubbish in all that was made since the start, if enough was; call this while nobody is busy."""
    if gc.get_count()[2] >= _ENOUGH:
        gc.collect()
