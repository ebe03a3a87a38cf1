"""Evidence of which a dossier has the pages but not the file: those pages, made into a file again.

A clean PDF goes into a dossier as pages alone. What a page shows stands in an object of its own, with its text and its
letters; from these a PDF is made that shows the same. It is not the original byte for byte, and does not claim to be.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Matrix, Name, Operator, Page, Pdf, Rectangle

_NAME: Final = "/Evidence"
_BETWEEN: Final = "/"
_OF_THE_DOSSIER: Final = (Name.StructParent, Name.StructParents)

Shown = tuple[pikepdf.Object, Matrix]
"""What shows a page of evidence, and how it was put on the page of the dossier."""


def pages_by_label(pdf: Pdf) -> dict[str, list[int]]:
    """Return on which pages each annex stands, by its label; A-1/2 is the second page of A-1."""
    found: dict[str, list[int]] = {}
    for number, page in enumerate(pdf.pages):
        label = str(page.label)
        if label and not label.isdecimal():
            found.setdefault(label.partition(_BETWEEN)[0], []).append(number)
    return found


def can_be_rebuilt(pages: Sequence[Page], expected: int) -> bool:
    """Tell whether each of the pages shows a page of evidence, and all of them are there."""
    return len(pages) == expected and all(_resource(page) is not None for page in pages)


def rebuilt(pages: Iterable[Page]) -> bytes:
    """Return a PDF of what the pages of an annex show, each at its own size; the same pages give the same bytes.

    Raises:
        ValueError: a page shows no evidence.
        pikepdf.PdfError: the dossier is damaged.
    """
    with Pdf.new() as made:
        for page in pages:
            thing, matrix = _shown(page)
            _add_page(made, thing, matrix)
        target = BytesIO()
        made.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


def _resource(page: Page) -> str | None:
    things = page.resources.get(Name.XObject)
    names = [name for name in things.keys() if name.startswith(_NAME)] if isinstance(things, Dictionary) else []  # noqa: SIM118 - no dict
    return names[0] if len(names) == 1 else None


def _shown(page: Page) -> Shown:
    name = _resource(page)
    if name is None:
        raise ValueError("the page shows no evidence")
    matrix = Matrix()
    for instruction in pikepdf.parse_content_stream(page, "q Q cm Do"):
        operands: Any = instruction.operands
        if instruction.operator == Operator("cm"):
            matrix = Matrix(Array(operands))
        elif instruction.operator == Operator("Do") and str(operands[0]) == name:
            return page.resources[Name.XObject][name], matrix
    raise ValueError("the page shows no evidence")


def _add_page(made: Pdf, thing: pikepdf.Object, matrix: Matrix) -> None:
    copied = made.copy_foreign(thing)
    for key in _OF_THE_DOSSIER:
        if key in copied:
            del copied[key]
    if thing.get(Name.Subtype) == Name.Form:
        # A page has its own size; it may have been made smaller to fit.
        own = Matrix(thing.get(Name.Matrix, Array([1, 0, 0, 1, 0, 0])))
        box, put = _around(Rectangle(Array(thing.get(Name.BBox))), own), Matrix()
    else:
        box, put = _around(Rectangle(0, 0, 1, 1), matrix), matrix
    put = put @ Matrix().translated(-box.llx, -box.lly)
    content = b"q %s cm /Shown Do Q" % put.encode()
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, round(box.width, 3), round(box.height, 3)]),
        Resources=Dictionary(XObject=Dictionary(Shown=copied)),
        Contents=made.make_stream(content),
    )
    made.pages.append(Page(made.make_indirect(page)))


def _around(area: Rectangle, matrix: Matrix) -> Rectangle:
    """Return the upright rectangle around an area that was put elsewhere."""
    corners = [
        matrix.transform(each) for each in (area.lower_left, area.lower_right, area.upper_left, area.upper_right)
    ]
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return Rectangle(min(across), min(up), max(across), max(up))
