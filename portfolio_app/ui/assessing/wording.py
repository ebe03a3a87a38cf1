"""What is said of an assessment both above its form and on its sheet."""

from __future__ import annotations

from typing import Final

from portfolio_app.common.text import Text

PROGRESS: Final = Text("{done} van {total} gescoord", "{done} of {total} scored")
