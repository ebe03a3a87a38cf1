"""What a dossier holds besides its pages: its data, and the files of evidence that stand in it byte for byte."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import pikepdf
from pikepdf import Name, Pdf, Stream

from portfolio_app.documents.evidence.limits import MAX_FILE_BYTES
from portfolio_app.documents.verifying.digests import attached
from portfolio_app.documents.verifying.names import DATA_NAME, SEAL_NAME
from portfolio_app.documents.verifying.seal import embedded
from portfolio_app.documents.verifying.streams import small_content

_NO_EVIDENCE: Final = frozenset({DATA_NAME, SEAL_NAME})


class OpenedDossier:
    """A dossier, open for reading; use it as a context manager. The file may be hostile: only for a guarded process.

    Attributes:
        data: the data file; empty when there is none.
        evidence: the files of evidence that stand in it whole, by their SHA-256: attached, or as the picture of a page.

    Raises:
        OSError: the file cannot be read.
        pikepdf.PdfError, ValueError: it is no PDF that can be followed.
        UnreadableError: its data unfold to more than any dossier has.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        try:
            self._pdf = pikepdf.open(self._file, access_mode=pikepdf.AccessMode.stream, suppress_warnings=True)
        except BaseException:
            self._file.close()
            raise
        self.data = _data_of(self._pdf)
        self.evidence = self._found(_hashes_named(self.data))

    def content(self, sha256: str) -> bytes:
        """Return a file of evidence; raises `KeyError` when it does not stand in the dossier."""
        return _unfolded(self.evidence[sha256])

    def close(self) -> None:
        """Let go of the file."""
        self._pdf.close()
        self._file.close()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

    def _found(self, wanted: frozenset[str]) -> Mapping[str, Stream]:
        found: dict[str, Stream] = {}
        for stream in self._candidates() if wanted else ():
            digest = hashlib.sha256(_unfolded(stream)).hexdigest()
            if digest in wanted:
                found.setdefault(digest, stream)
        return found

    def _candidates(self) -> Iterator[Stream]:
        for name, specification, _, _ in attached(self._pdf):
            stream = embedded(specification)
            if name not in _NO_EVIDENCE and stream is not None:
                yield stream
        for item in self._pdf.objects:
            # A photo stands in the file as it is; other pictures were packed in another way.
            if (
                isinstance(item, Stream)
                and item.get("/Subtype") == Name.Image
                and item.get("/Filter") == Name.DCTDecode
            ):
                yield item


def _data_of(pdf: Pdf) -> bytes:
    for name, specification, _, _ in attached(pdf):
        stream = embedded(specification)
        if name == DATA_NAME and stream is not None:
            return small_content(stream)
    return b""


def _hashes_named(data: bytes) -> frozenset[str]:
    try:
        annexes = json.loads(data)["annexes"]
        return frozenset(str(each["sha256"]) for each in annexes)
    except (ValueError, KeyError, TypeError, RecursionError):
        return frozenset()


def _unfolded(stream: Stream) -> bytes:
    """Return the bytes of a file that stands in a stream, as far as evidence may be large."""
    raw = stream.read_raw_bytes()
    if stream.get("/Filter") != Name.FlateDecode:
        return raw
    try:
        return zlib.decompressobj().decompress(raw, MAX_FILE_BYTES + 1)
    except zlib.error:
        return raw
