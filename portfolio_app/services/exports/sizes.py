"""How large the evidence of a dossier will be, told before it is made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from portfolio_app.domain.evidence_files import PICTURES
from portfolio_app.domain.records.learning import Evidence

_SQUARE_INCHES: Final = 75.0
"""What a sheet of A4 covers under the strip that names it."""

_BYTES_PER_PIXEL: Final = 0.15
"""What a pixel of a scan in colour takes as a JPEG, more or less: paper less, photos more."""


def expected_bytes(evidence: Iterable[Evidence], scan_dpi: int | None = None) -> int:
    """Return how many bytes the files of some evidence take in a dossier, as far as that can be known beforehand.

    Args:
        evidence: what goes along; the same file counts once.
        scan_dpi: pixels to an inch that scans are to have at most, see `DossierRequest`.
    """
    return sum(_expected(each, scan_dpi) for each in {each.sha256: each for each in evidence if each.sha256}.values())


def _expected(evidence: Evidence, scan_dpi: int | None) -> int:
    size = evidence.size or 0
    if not scan_dpi or evidence.media_type not in PICTURES:
        return size
    sheet = _SQUARE_INCHES * scan_dpi * scan_dpi * _BYTES_PER_PIXEL
    return min(size, round(sheet) * max(1, evidence.pages or 1))
