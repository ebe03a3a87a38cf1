"""The hash that is taken beside the writing is that of the bytes, in their order."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.documents.pdf.hashing import Hashing

pieces = st.lists(st.binary(max_size=5_000), max_size=30)


@given(pieces, pieces)
def test_it_is_that_of_all_pieces_in_order_also_in_between(first: list[bytes], second: list[bytes]) -> None:
    with Hashing() as hashing:
        for piece in first:
            hashing.take(piece)
        assert hashing.digest == hashlib.sha256(b"".join(first)).hexdigest()
        for piece in second:
            hashing.take(piece)
        whole = b"".join([*first, *second])
        assert (hashing.size, hashing.digest) == (len(whole), hashlib.sha256(whole).hexdigest())


@given(pieces, pieces)
def test_it_can_be_gone_on_with_apart(first: list[bytes], second: list[bytes]) -> None:
    with Hashing() as hashing:
        for piece in first:
            hashing.take(piece)
        apart = hashing.so_far()
        apart.update(b"anders")
        for piece in second:
            hashing.take(piece)
        assert hashing.digest == hashlib.sha256(b"".join([*first, *second])).hexdigest()
        assert apart.hexdigest() == hashlib.sha256(b"".join([*first, b"anders"])).hexdigest()
