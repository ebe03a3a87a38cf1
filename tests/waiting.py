"""Waiting for what happens in another thread or process: until it is so, however busy the machine is."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

PATIENCE: Final = 120.0
"""Seconds. Only who waits in vain waits this long: on a machine that is busy with other things all takes longer."""
_LOOK_EVERY: Final = 0.005


def until(ready: Callable[[], bool]) -> None:
    """Return as soon as `ready` says so; fail when that takes more than `PATIENCE`."""
    end = time.monotonic() + PATIENCE
    while not ready():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(_LOOK_EVERY)
