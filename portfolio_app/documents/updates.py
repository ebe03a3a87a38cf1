"""Incremental updates: objects added to the end of a finished PDF, so that what stood before stays byte for byte."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

import pikepdf

_TAIL: Final = 2048
_START: Final = b"startxref"


@dataclass(frozen=True, slots=True)
class Base:
    """What an update builds on: the length of the file, where its references begin, its next number, its trailer."""

    length: int
    references: int
    next_number: int
    trailer: bytes


def references_of(file: BinaryIO) -> int:
    """Return where the references of a file begin; leaves the file at its end.

    Raises:
        ValueError: the end of the file does not say so.
    """
    file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL))
    tail = file.read()
    return int(tail[tail.rindex(_START) + len(_START) :].split()[0])


def base_of(pdf: pikepdf.Pdf, file: BinaryIO) -> Base:
    """Return what an update of `file`, which is open as `pdf`, builds on.

    Raises:
        ValueError: the end of the file does not say where its references begin.
    """
    references = references_of(file)
    length = file.tell()
    entries = [b"/Root %d %d R" % pdf.trailer.Root.objgen]
    if "/ID" in pdf.trailer:
        entries.append(b"/ID " + pdf.trailer.ID.unparse())
    if "/Info" in pdf.trailer:
        entries.append(b"/Info %d %d R" % pdf.trailer.Info.objgen)
    return Base(length, references, int(pdf.trailer.Size), b"".join(entries))


def update(base: Base, objects: Sequence[tuple[int, bytes]]) -> bytes:
    """Return the update that gives objects these numbers and sources; equal arguments give equal bytes."""
    parts: list[bytes] = []
    offsets: dict[int, int] = {}
    place = base.length
    for number, source in objects:
        offsets[number] = place
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, source))
        place += len(parts[-1])
    parts.append(references(base, offsets, place))
    return b"".join(parts)


def references(base: Base, offsets: Mapping[int, int], place: int) -> bytes:
    """Return the end of an update whose objects stand at these offsets: its references, which begin at `place`.

    They stand in a stream that is not compressed: other versions of a compressor give other bytes.
    """
    own = max([base.next_number, *(number + 1 for number in offsets)])
    entries = sorted([*offsets.items(), (own, place)])
    table = b"".join(b"\x01" + offset.to_bytes(6, "big") + b"\x00\x00" for _, offset in entries)
    index = b" ".join(b"%d 1" % number for number, _ in entries)
    return (
        b"%d 0 obj\n<</Type/XRef/W[1 6 2]/Index[%s]/Size %d/Prev %d%s/Length %d>>\nstream\n"
        % (own, index, own + 1, base.references, base.trailer, len(table))
        + table
        + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % place
    )
