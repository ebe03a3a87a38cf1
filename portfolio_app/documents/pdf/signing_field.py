"""The place for a digital signature: what a reader sees there, and the field that the signature is put into.

What is seen is text of the page, so that it can be read aloud and needs no fonts of its own; the field lies over it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from portfolio_app.documents.blocks import SignatureBlock
from portfolio_app.documents.pdf import design
from portfolio_app.documents.pdf.flow import Flow, SigningField, bolder
from portfolio_app.documents.pdf.source import array, dictionary, rectangle, text_string
from portfolio_app.documents.pdf.structure import described
from portfolio_app.documents.pdf.words import SIGNING_FIELD

if TYPE_CHECKING:
    from portfolio_app.documents.pdf.objects import Objects

_PRINTED_AND_LOCKED: Final = 4 + 128
_SIGNED_AND_ONLY_ADDED_TO: Final = 3
_PADDING: Final = 6.0


def set_digital_signature(flow: Flow, block: SignatureBlock, room: tuple[float, float, float, float]) -> None:
    """Set what a reader sees of a digital signature, and the field for it.

    Args:
        flow: the document at hand.
        block: says what to show.
        room: left, top, width and height of the place, in points.
    """
    left, top, width, height = room
    first, rest = design.CAPTION, bolder(design.CAPTION)
    step = min(design.CAPTION.leading, (height - _PADDING) / len(block.digital))
    with flow.artifact():
        flow.box(left, top - height, width, height - 2, design.TINT)
    y = top - 2
    for at, line in enumerate(block.digital):
        style = rest if at == 1 else first
        with flow.tree.element("P"), flow.content():
            flow.show(left + _PADDING, y - style.baseline, flow.fitted(line, style, width - 2 * _PADDING), style)
        y -= step
    description = SIGNING_FIELD.fill(name=block.name).say(flow.language)
    with flow.tree.element("Form", described(description)) as element:
        flow.signing_field(element, (left, top - height, left + width, top - 2), description)


def write_field(name: str, field: SigningField, page: bytes, first_index: int, objects: Objects) -> None:
    """Fill the object of a field.

    Args:
        name: what the field is called; unique in the document.
        field: the field.
        page: the reference of its page.
        first_index: what the index of an annotation counts from in the structure tree.
        objects: the file that is being written.
    """
    left, bottom, right, top = field.box
    # What it looks like stands on the page itself; PDF/A asks for an appearance all the same.
    look = objects.add_stream(
        [
            (b"Type", b"/XObject"),
            (b"Subtype", b"/Form"),
            (b"BBox", rectangle(0, 0, right - left, top - bottom)),
            (b"Resources", dictionary([])),
        ],
        b"",
    )
    description = text_string(field.description)
    entries = [
        (b"Type", b"/Annot"),
        (b"Subtype", b"/Widget"),
        (b"FT", b"/Sig"),
        (b"T", text_string(name)),
        (b"TU", description),
        (b"Contents", description),
        (b"F", b"%d" % _PRINTED_AND_LOCKED),
        (b"Rect", rectangle(*field.box)),
        (b"P", page),
        (b"StructParent", b"%d" % (first_index + field.index)),
        (b"AP", dictionary([(b"N", look)])),
    ]
    field.place.fill(dictionary(entries))


def form_source(fields: Sequence[SigningField]) -> bytes:
    """Return the form that holds the fields, as PDF source."""
    references = array([field.place.reference for field in fields])
    return b"<< /Fields %s /SigFlags %d >>" % (references, _SIGNED_AND_ONLY_ADDED_TO)


def with_value(field: bytes, value: bytes) -> bytes:
    """Return the source of a field that holds a value."""
    return field.removesuffix(b" >>") + b" /V %s >>" % value
