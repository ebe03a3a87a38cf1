"""What is used of reportlab beyond its promises is still there; a new version that breaks it shows here first."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from reportlab.pdfbase.pdfdoc import PDFDocument, PDFStream
from reportlab.pdfbase.ttfonts import TTFont

from portfolio_app.common.resources import resource
from portfolio_app.documents.pdf.objects import Objects
from portfolio_app.documents.pdf.reportlab_inside import PRIVATE_NAMES, FontSubsets, Sheets
from portfolio_app.documents.pdf.source import referred
from portfolio_app.documents.pdf.spool import Spool

PACKAGE = Path(__file__).parents[3] / "portfolio_app"


@pytest.fixture
def owners() -> dict[str, object]:
    font = TTFont("Proef", str(resource("fonts", "SourceSans3-Regular.ttf")))
    return {"document": PDFDocument(), "font": font, "face": font.face, "stream": PDFStream()}


@pytest.mark.parametrize(("owner", "name"), [(owner, name) for owner, names in PRIVATE_NAMES.items() for name in names])
def test_the_private_name_is_there(owners: dict[str, object], owner: str, name: str) -> None:
    assert hasattr(owners[owner], name)


def test_no_other_module_reaches_inside() -> None:
    inside = {
        "_code",
        "_doc",
        "_escape",
        "addObjects",
        "idToObject",
        "splitString",
        "getSubsetInternalName",
        "charToGlyph",
    }
    for path in (PACKAGE / "documents").rglob("*.py"):
        if path.name != "reportlab_inside.py":
            source = path.read_text("utf-8")
            assert not [name for name in inside if re.search(rf"\.{name}\b", source)], path


def test_a_font_is_cut_into_subsets_that_each_hold_a_space() -> None:
    font = TTFont("Proef", str(resource("fonts", "SourceSans3-Regular.ttf")))
    subsets = FontSubsets(font, PDFDocument())
    for code in sorted(subsets.covered)[100:700]:
        ((_, codes),) = subsets.split(chr(code))
        assert len(codes) == 1
    assert subsets.split(" ") == [(0, b" ")]
    assert subsets.resource(1) != subsets.resource(0)


def test_pages_come_out_in_the_order_that_is_asked() -> None:
    objects = Objects(Spool(None))
    sheets = Sheets(objects, 100, 100)
    for number in range(3):
        sheets.set_size(100 + number, 100)
        sheets.operators.append("q Q")
        sheets.finish_page(number, [])
    parent = sheets.finish([2, 0, 1])
    kids = referred(objects.source(referred(parent)[0]))
    by_number = {page.place.number: dict(page.shown) for page in sheets.pages}
    assert [by_number[number][b"MediaBox"] for number in kids] == [
        b"[ 0 0 %.4f 100.0000 ]" % width for width in (102, 100, 101)
    ]
    assert [by_number[number][b"StructParents"] for number in kids] == [b"2", b"0", b"1"]
    assert all(b"/Trans" not in objects.source(number) for number in kids)
