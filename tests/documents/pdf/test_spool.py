"""What waits to be written comes back as it was, in memory and beyond, and leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio_app.documents.pdf.spool import Spool


def held(spool: Spool, contents: list[bytes]) -> list[bytes]:
    """Each content as it comes back, read in between as well as at the end."""
    places = []
    for number, content in enumerate(contents):
        places.append(spool.add(content))
        if number % 3 == 0:
            assert spool.read(places[-1], len(content)) == content
    return [spool.read(place, len(content)) for place, content in zip(places, contents, strict=True)]


@given(st.lists(st.binary(max_size=2_000), max_size=20))
def test_in_memory(contents: list[bytes]) -> None:
    with Spool(None) as spool:
        assert held(spool, contents) == contents


@settings(max_examples=10, deadline=None)
@given(st.lists(st.integers(0, 1_500_000), min_size=4, max_size=9))
def test_on_the_disk(tmp_path_factory: object, sizes: list[int]) -> None:
    folder = Path(tmp_path_factory.mktemp("spool"))  # type: ignore[attr-defined]
    contents = [bytes([number]) * size for number, size in enumerate([5_000_000, *sizes])]
    with Spool(folder) as spool:
        assert held(spool, contents) == contents
    assert list(folder.iterdir()) == []
