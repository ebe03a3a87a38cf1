"""PDF source of the values that the writer makes itself, in the one way that qpdf would write them too.

The seal of a dossier holds digests of this source, reckoned while it is written; whoever checks it reads the file with
qpdf and reckons them of what qpdf makes of the same values. So there is one way to write each: the keys of a dictionary
in order, one space between, a string readable where qpdf leaves it readable.

A reference to another object stands between two zero bytes until the numbers of all objects are known: no other source
has a zero byte in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

_BREAK: Final = b"\x00"
_PLAIN_CONTROLS: Final = frozenset(b"\b\t\n\f\r")
_SHOWN_CONTROLS: Final = {8: b"\\b", 9: b"\\t", 10: b"\\n", 12: b"\\f", 13: b"\\r"}
_ESCAPED: Final = frozenset(b"()\\")
_LARGEST_SHARE_OUTSIDE_ASCII: Final = 0.2

Entry = tuple[bytes, bytes]
"""A key of a dictionary without its slash, and its value."""


def reference(number: int) -> bytes:
    """Return what an object is referred to by, whatever number it has in the end."""
    return b"\x00%d\x00" % number


def referred(source: bytes) -> list[int]:
    """Return the objects that a source refers to, in order."""
    return [int(each) for each in source.split(_BREAK)[1::2]]


def taken_apart(source: bytes) -> tuple[list[bytes], list[int]]:
    """Return a source in pieces, and what is referred to between each two of them."""
    parts = source.split(_BREAK)
    return parts[::2], [int(each) for each in parts[1::2]]


def numbered(source: bytes, numbers: Sequence[int]) -> bytes:
    """Return a source as it stands in the file, when the objects referred to have these numbers there."""
    if _BREAK not in source:
        return source
    parts = source.split(_BREAK)
    parts[1::2] = [b"%d 0 R" % numbers[int(each)] for each in parts[1::2]]
    return b"".join(parts)


def dictionary(entries: Iterable[Entry]) -> bytes:
    """Return a dictionary."""
    held = b" ".join([b"/%s %s" % entry for entry in sorted(entries)])
    return b"<< " + held + b" >>" if held else b"<< >>"


def array(items: Iterable[bytes]) -> bytes:
    """Return an array."""
    held = b" ".join(items)
    return b"[ " + held + b" ]" if held else b"[ ]"


def text_string(text: str) -> bytes:
    """Return a text string: in ASCII where that does, else in UTF-16."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return b"(" + escaped.encode("ascii") + b")"
    # A lone surrogate cannot be encoded; it has no meaning either.
    return byte_string(b"\xfe\xff" + text.encode("utf-16-be", "replace"))


def byte_string(content: bytes) -> bytes:
    """Return a string of any bytes: readable where most of it is, else in hexadecimal."""
    outside = sum([code > 126 or 24 <= code < 32 for code in content])
    hidden = any(code < 24 and code not in _PLAIN_CONTROLS for code in content)
    if hidden or outside > _LARGEST_SHARE_OUTSIDE_ASCII * len(content):
        return b"<" + content.hex().encode("ascii") + b">"
    return b"(" + b"".join([_shown(code) for code in content]) + b")"


def _shown(code: int) -> bytes:
    if code in _SHOWN_CONTROLS:
        return _SHOWN_CONTROLS[code]
    if code in _ESCAPED:
        return b"\\%c" % code
    return b"%c" % code if 32 <= code <= 126 or code >= 160 else b"\\%03o" % code


def rectangle(left: float, bottom: float, right: float, top: float) -> bytes:
    """Return a rectangle array."""
    return b"[ %.2f %.2f %.2f %.2f ]" % (left, bottom, right, top)


def name(text: str) -> bytes:
    """Return a name for any text."""
    safe = b"".join(
        bytes([code]) if 33 <= code <= 126 and chr(code) not in "#/()<>[]{}%" else b"#%02x" % code
        for code in text.encode("utf-8")
    )
    return b"/" + safe
