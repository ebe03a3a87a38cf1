"""What a dossier holds besides its pages: its data, and the files of evidence that stand in it byte for byte."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import pikepdf
from pikepdf import Name, Pdf, Stream

from portfolio_app.common.closing import Closing
from portfolio_app.documents.evidence.limits import MAX_FILE_BYTES
from portfolio_app.documents.reading.rebuilding import can_be_rebuilt, pages_by_label, rebuilt
from portfolio_app.documents.verifying.digests import attached
from portfolio_app.documents.verifying.names import DATA_NAME, SEAL_NAME
from portfolio_app.documents.verifying.seal import embedded
from portfolio_app.documents.verifying.streams import small_content

_NO_EVIDENCE: Final = frozenset({DATA_NAME, SEAL_NAME})


class OpenedDossier(Closing):
    """A dossier, open for reading; use it as a context manager. The file may be hostile: only for a guarded process.

    Attributes:
        data: the data file; empty when there is none.
        evidence: the files of evidence that stand in it whole, by their SHA-256: attached, or as the picture of a page.
        rebuildable: the ids of other evidence, of which all pages stand in it.

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
        annexes = _annexes_named(self.data)
        self.evidence = self._found(frozenset(each.sha256 for each in annexes))
        self._pages = self._pages_of([each for each in annexes if each.sha256 not in self.evidence])
        self.rebuildable = tuple(self._pages)

    def content(self, sha256: str) -> bytes:
        """Return a file of evidence; raises `KeyError` when it does not stand in the dossier."""
        return _unfolded(self.evidence[sha256])

    def rebuilt(self, evidence_id: str) -> bytes:
        """Return a PDF of the pages of a piece of evidence; raises `KeyError` when they do not stand in the dossier."""
        return rebuilt(self._pdf.pages[number] for number in self._pages[evidence_id])

    def close(self) -> None:
        """Let go of the file."""
        self._pdf.close()
        self._file.close()

    def _pages_of(self, annexes: Sequence[_Named]) -> Mapping[str, Sequence[int]]:
        """Return on which pages those of the annexes stand that can be made from them."""
        by_label = pages_by_label(self._pdf) if annexes else {}
        places = {each.id: (each.pages, by_label.get(each.label, [])) for each in annexes}
        return {
            evidence_id: numbers
            for evidence_id, (pages, numbers) in places.items()
            if can_be_rebuilt([self._pdf.pages[number] for number in numbers], pages)
        }

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


class _Named(NamedTuple):
    """What the data say of an annex: whose it is, under which label, and of how many pages."""

    id: str
    label: str
    sha256: str
    pages: int


def _annexes_named(data: bytes) -> tuple[_Named, ...]:
    try:
        return tuple(
            _Named(str(each["id"]), str(each["label"]), str(each["sha256"]), int(each.get("pages", 0)))
            for each in json.loads(data)["annexes"]
            if each.get("sha256")
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ()


def _unfolded(stream: Stream) -> bytes:
    """Return the bytes of a file that stands in a stream, as far as evidence may be large."""
    raw = stream.read_raw_bytes()
    if stream.get("/Filter") != Name.FlateDecode:
        return raw
    try:
        return zlib.decompressobj().decompress(raw, MAX_FILE_BYTES + 1)
    except zlib.error:
        return raw
