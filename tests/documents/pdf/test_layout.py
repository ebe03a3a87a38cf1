"""A file of objects: whole, readable by others, laid out as the standard has it, strict about what was promised."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio_app.documents.pdf.hashing import Hashing
from portfolio_app.documents.pdf.layout import Layout, Trailer
from portfolio_app.documents.pdf.objects import Objects, deflated
from portfolio_app.documents.pdf.output import Ending, write_file
from portfolio_app.documents.pdf.parts import parts_of
from portfolio_app.documents.pdf.source import array, byte_string, dictionary, reference, referred
from portfolio_app.documents.pdf.spool import Spool
from tests.documents.pdf.linearised import complaints

FLATE = [(b"Filter", b"/FlateDecode")]


def written(objects: Objects, entries: dict[bytes, bytes], pages: list[bytes]) -> bytes:
    """A file with these pages, each the reference of an object, and these entries of the catalog."""
    numbers = [referred(page)[0] for page in pages]
    parent = objects.add(dictionary([(b"Type", b"/Pages"), (b"Count", b"%d" % len(pages)), (b"Kids", array(pages))]))
    root = objects.add(dictionary([(b"Type", b"/Catalog"), (b"Pages", parent), *entries.items()]))
    facts = objects.add(dictionary([]))
    root_number, parent_number, facts_number = (referred(each)[0] for each in (root, parent, facts))
    parts = parts_of(objects, root_number, entries, numbers, parent=parent_number, last=[])
    layout = Layout(objects, parts, Trailer(root_number, facts_number, objects.identity()[:16]))
    file = BytesIO()
    with Hashing() as hashing:
        write_file(file, objects, layout, Ending(None, None), hashing, lambda: None)
        assert hashing.size == layout.size == len(file.getvalue())
    return file.getvalue()


def page_of(**drawn: bytes) -> bytes:
    resources = dictionary([(b"XObject", dictionary([(name.encode(), each) for name, each in drawn.items()]))])
    return dictionary([(b"Type", b"/Page"), (b"MediaBox", b"[ 0 0 100 100 ]"), (b"Resources", resources)])


def made(small: list[bytes], streams: list[bytes]) -> bytes:
    objects = Objects(Spool(None))
    texts = array([objects.add(byte_string(each)) for each in small])
    held = array([objects.add_stream(FLATE, deflated(each)) for each in streams])
    return written(objects, {b"Texts": texts, b"Streams": held}, [objects.add(page_of())])


@given(st.lists(st.binary(max_size=40), max_size=250), st.lists(st.binary(max_size=400_000), max_size=4))
def test_everything_is_there_again(small: list[bytes], streams: list[bytes]) -> None:
    content = made(small, streams)
    with pikepdf.open(BytesIO(content)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert [bytes(each) for each in pdf.Root.Texts] == small
        assert [each.read_bytes() for each in pdf.Root.Streams] == streams
    assert made(small, streams) == content
    assert complaints(content) == []


@given(st.binary(max_size=60))
def test_a_string_is_written_as_qpdf_writes_it(content: bytes) -> None:
    assert byte_string(content) == pikepdf.String(content).unparse()


@settings(max_examples=60)
@given(data=st.data())
def test_whatever_pages_share_the_layout_is_that_of_the_standard(data: st.DataObject) -> None:
    """Pages draw pictures that are their own, of the first page too, of several, or named elsewhere as well."""
    objects = Objects(Spool(None))
    count = data.draw(st.integers(1, 12))
    things = [
        objects.add_stream(FLATE, deflated(bytes([number]) * number))
        if data.draw(st.booleans())
        else objects.add(dictionary([(b"Number", b"%d" % number)]))
        for number in range(data.draw(st.integers(0, 25)))
    ]
    some = st.lists(st.sampled_from(things), unique=True, max_size=8) if things else st.just([])
    pages = []
    for _ in range(count):
        drawn = {f"T{at}": each for at, each in enumerate(data.draw(some))}
        pages.append(objects.add(page_of(**drawn)))
    entries = {b"Elsewhere": array([*data.draw(some), *data.draw(st.lists(st.sampled_from(pages), max_size=3))])}
    if data.draw(st.booleans()):
        entries[b"AcroForm"] = dictionary([(b"Fields", array(data.draw(some)))])
    if data.draw(st.booleans()):
        entries[b"PageMode"] = b"/UseOutlines"
        marks = [objects.reserve() for _ in range(data.draw(st.integers(1, 230)))]
        for mark, following in zip(marks, [*marks[1:], None], strict=True):
            more = [(b"Next", following.reference)] if following else []
            mark.fill(dictionary([(b"Dest", array([pages[0], b"/Fit"])), (b"Title", b"(T)"), *more]))
        entries[b"Outlines"] = objects.add(dictionary([(b"First", marks[0].reference)]))
    content = written(objects, entries, pages)
    assert complaints(content) == []
    with pikepdf.open(BytesIO(content)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert len(pdf.pages) == count


def test_other_content_has_another_identity() -> None:
    first, second = (pikepdf.open(BytesIO(made([each], []))) for each in (b"aa", b"bb"))
    with first, second:
        assert bytes(first.trailer.ID[0]) != bytes(second.trailer.ID[0])


def test_an_object_that_was_promised_must_come() -> None:
    objects = Objects(Spool(None))
    promised = objects.reserve()
    page = objects.add(page_of())
    with pytest.raises(ValueError, match=f"object {promised.number} was reserved and never filled"):
        written(objects, {b"Promised": reference(promised.number)}, [page])


def test_an_object_is_filled_once() -> None:
    place = Objects(Spool(None)).reserve().fill(b"true")
    with pytest.raises(ValueError, match="was filled before"):
        place.fill(b"false")
