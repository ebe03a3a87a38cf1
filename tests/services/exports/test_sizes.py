"""How large evidence will be in a dossier is told beforehand: at most what it is, once each, less with fewer pixels."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.domain.records.learning import Evidence
from portfolio_app.services.exports import expected_bytes

KINDS = ("image/jpeg", "image/png", "image/tiff", "image/heic", "application/pdf", "text/plain")


def evidence(number: int, kind: str, size: int | None, pages: int | None = None) -> Evidence:
    return Evidence(id=f"e{number}", sha256=f"{number:064x}", media_type=kind, size=size, pages=pages)


def test_scans_get_smaller_and_nothing_else_does() -> None:
    scan, paper = evidence(1, "image/jpeg", 3_000_000), evidence(2, "application/pdf", 2_000_000, 4)
    assert expected_bytes([scan, paper]) == 5_000_000
    assert 2_050_000 < expected_bytes([scan, paper], 100) < 2_300_000
    assert expected_bytes([scan, scan]) == 3_000_000


def test_a_fax_of_many_pages_is_counted_by_its_pages() -> None:
    assert expected_bytes([evidence(1, "image/tiff", 9_000_000, 8)], 100) == 8 * expected_bytes(
        [evidence(1, "image/tiff", 9_000_000, 1)], 100
    )


@given(
    st.lists(st.tuples(st.sampled_from(KINDS), st.one_of(st.none(), st.integers(0, 10**9)), st.integers(1, 50))),
    st.integers(72, 600),
)
def test_never_more_than_the_files_and_never_less_with_more_pixels(
    files: list[tuple[str, int | None, int]], dpi: int
) -> None:
    pieces = [evidence(number, *each) for number, each in enumerate(files)]
    assert 0 <= expected_bytes(pieces, dpi) <= expected_bytes(pieces, dpi + 50) <= expected_bytes(pieces)
