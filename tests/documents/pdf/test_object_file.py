"""A file of objects, written in one pass: whole, readable by others, and strict about what was promised."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.documents.pdf.hashing import Hashing
from portfolio_app.documents.pdf.object_file import ObjectFile, deflated


def made(small: list[bytes], streams: list[bytes]) -> bytes:
    file = BytesIO()
    with Hashing() as written:
        objects = ObjectFile(file, written)
        root = objects.reserve()
        texts = b" ".join([objects.add(b"<%s>" % each.hex().encode()) for each in small])
        held = b" ".join([objects.add_stream(b"/Filter/FlateDecode", deflated(each)) for each in streams])
        root.fill(b"<</Type/Catalog/Pages<</Type/Pages/Count 0/Kids[]>>/Texts[%s]/Streams[%s]>>" % (texts, held))
        objects.finish(root.reference, objects.add(b"<<>>"))
        assert (written.size, written.digest) == _facts(file.getvalue())
    return file.getvalue()


def _facts(content: bytes) -> tuple[int, str]:
    with Hashing() as whole:
        whole.take(content)
        return whole.size, whole.digest


@given(st.lists(st.binary(max_size=40), max_size=250), st.lists(st.binary(max_size=400_000), max_size=4))
def test_everything_is_there_again(small: list[bytes], streams: list[bytes]) -> None:
    content = made(small, streams)
    with pikepdf.open(BytesIO(content)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert [bytes(each) for each in pdf.Root.Texts] == small
        assert [each.read_bytes() for each in pdf.Root.Streams] == streams
    assert made(small, streams) == content


def test_other_content_has_another_identity() -> None:
    first, second = (pikepdf.open(BytesIO(made([each], []))) for each in (b"aa", b"bb"))
    with first, second:
        assert bytes(first.trailer.ID[0]) != bytes(second.trailer.ID[0])


def test_an_object_that_was_promised_must_come() -> None:
    with Hashing() as written:
        objects = ObjectFile(BytesIO(), written)
        promised = objects.reserve()
        with pytest.raises(ValueError, match=f"object {promised.number} was reserved and never filled"):
            objects.finish(objects.add(b"<<>>"), objects.add(b"<<>>"))


def test_an_object_is_filled_once() -> None:
    with Hashing() as written:
        objects = ObjectFile(BytesIO(), written)
        place = objects.reserve().fill(b"true")
        with pytest.raises(ValueError, match="was filled before"):
            place.fill(b"false")
