"""Content of attached files, unfolded within limits: a few bytes can claim to be gigabytes."""

from __future__ import annotations

import zlib
from typing import Final

from pikepdf import Array, Name, Stream

from portfolio_app.documents.verifying.digests import TOO_LARGE
from portfolio_app.documents.verifying.refusal import UnreadableError

LARGEST: Final = 64_000_000


def small_content(stream: Stream) -> bytes:
    """Return what a stream holds.

    Raises:
        UnreadableError: it unfolds to more than any data of a dossier.
        ValueError: it is damaged, or packed in a way that this program does not use.
    """
    raw = stream.read_raw_bytes()
    filters = stream.get("/Filter")
    names = [] if filters is None else list(filters) if isinstance(filters, Array) else [filters]
    if names and (names != [Name.FlateDecode] or stream.get("/DecodeParms") is not None):
        raise ValueError("packed in another way")
    if not names:
        content = raw
    else:
        inflater = zlib.decompressobj()
        try:
            content = inflater.decompress(raw, LARGEST + 1)
        except zlib.error as error:
            raise ValueError("damaged") from error
        if not inflater.eof and len(content) <= LARGEST:
            raise ValueError("cut short")
    if len(content) > LARGEST:
        raise UnreadableError(TOO_LARGE)
    return content
