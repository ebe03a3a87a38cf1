"""How the program starts with a window: with nothing looked at that cannot be of use yet."""

from __future__ import annotations

import builtins
import gc

from portfolio_app.ui.signatures import put_off_signatures


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

    Modules and classes are there to stay. To go through them all, again and again, would hold up typing.
    """
    gc.freeze()
    gc.enable()
