"""How large evidence may be; what goes beyond is refused by name, for it would take the machine along."""

from __future__ import annotations

from typing import Final

MAX_FILE_BYTES: Final = 200_000_000
MAX_PDF_PAGES: Final = 2_000
MAX_STREAM_BYTES: Final = 120_000_000
MAX_DECODED_BYTES: Final = 400_000_000
MAX_IMAGE_PIXELS: Final = 120_000_000
MAX_TIFF_PAGES: Final = 200
MAX_TIFF_PIXELS: Final = 2_000_000_000
MAX_PAGE_POINTS: Final = 14_400.0
MIN_PAGE_POINTS: Final = 3.0
RENDER_DPI: Final = 150
MAX_RENDERED_SIDE: Final = 3_500
MAX_TEXT_CHARACTERS: Final = 1_000_000

MAX_SECONDS: Final = 120.0
MAX_CHILD_MEMORY: Final = 2_000_000_000
MAX_ANSWER_BYTES: Final = 1_000_000_000
MAX_ANSWER_HEAD_BYTES: Final = 20_000_000
IDLE_SECONDS: Final = 20.0
