"""What looking at words may take."""

from __future__ import annotations

from typing import Final

MAX_SECONDS: Final = 20.0
"""For one question; the first opens the dictionary, which takes a Dutch one 0.15 s."""
MAX_MEMORY: Final = 1_000_000_000
IDLE_SECONDS: Final = 300.0
MOST_SUGGESTIONS: Final = 7
LONGEST_WORD: Final = 80
"""Beyond that nothing is asked: suggestions for endless words take endlessly."""
