"""PDF source of the few kinds of values that the writer makes itself."""

from __future__ import annotations


def text_string(text: str) -> bytes:
    """Return a text string: readable where it is plain ASCII, else UTF-16."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return b"(" + escaped.encode("ascii") + b")"
    # A lone surrogate cannot be encoded; it has no meaning either.
    return b"<FEFF" + text.encode("utf-16-be", "replace").hex().upper().encode("ascii") + b">"


def rectangle(left: float, bottom: float, right: float, top: float) -> bytes:
    """Return a rectangle array."""
    return b"[%.2f %.2f %.2f %.2f]" % (left, bottom, right, top)


def name_string(text: str) -> bytes:
    """Return a name object for any text."""
    safe = b"".join(
        bytes([code]) if 33 <= code <= 126 and chr(code) not in "#/()<>[]{}%" else b"#%02X" % code
        for code in text.encode("utf-8")
    )
    return b"/" + safe
