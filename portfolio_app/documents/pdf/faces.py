"""The typeface within one document: widths, kerning, and words encoded for content streams.

A word is measured and encoded once and remembered, because a dossier repeats its words: this is most of the speed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from portfolio_app.common.resources import resource
from portfolio_app.documents.pdf.design import Weight
from portfolio_app.documents.pdf.repertoire import Repertoire
from portfolio_app.documents.pdf.reportlab_inside import FontSubsets

_ESCAPES: Final = tuple(
    f"\\{code:03o}" if code < 32 or code > 126 else f"\\{chr(code)}" if chr(code) in "\\()" else chr(code)
    for code in range(256)
)

KerningTable = Mapping[str, int]


@lru_cache(maxsize=1)
def _all_kerning() -> dict[str, dict[str, int]]:
    return json.loads(resource("fonts", "kerning.json").read_text("utf-8"))  # type: ignore[no-any-return]


class Piece(NamedTuple):
    """Part of a word within one font subset: the name of its resource, and its bytes as they stand in a content stream."""

    resource: str
    code: str


class Face:
    """One weight of the typeface in one document.

    `resource` is the name of its first subset, which holds nearly all words.
    """

    def __init__(self, weight: Weight, subsets: FontSubsets, repertoire: Repertoire) -> None:
        self._subsets = subsets
        self._repertoire = repertoire
        self._advance = subsets.widths
        self._kerning = _all_kerning()[weight]
        self._widths: dict[str, int] = {}
        self._codes: dict[str, str] = {}
        self._split: dict[str, tuple[Piece, ...]] = {}
        self.resource = self._subsets.resource(0)
        self.space = self._advance[32]

    def width(self, word: str) -> int:
        """Return the width of a word, with its kerning, in thousandths of the size."""
        width = self._widths.get(word)
        if width is None:
            drawn = self._repertoire.drawable(word)
            advance, kern = self._advance, self._kerning
            width = sum([advance[ord(char)] for char in drawn])
            width += sum([kern.get(drawn[at : at + 2], 0) for at in range(len(drawn) - 1)])
            self._widths[word] = width
        return width

    def code(self, word: str) -> str | None:
        """Return a word as it stands between `[(` and `)] TJ`, or None when it needs more than the first subset."""
        code = self._codes.get(word)
        if code is None:
            if word in self._split:
                return None
            pieces = self._pieces(word)
            if len(pieces) > 1 or (pieces and pieces[0].resource != self.resource):
                self._split[word] = pieces
                return None
            code = self._codes[word] = pieces[0].code if pieces else ""
        return code

    def pieces(self, word: str) -> tuple[Piece, ...]:
        """Return a word as pieces, each within one font subset."""
        code = self.code(word)
        return self._split[word] if code is None else (Piece(self.resource, code),)

    def _pieces(self, word: str) -> tuple[Piece, ...]:
        drawn = self._repertoire.drawable(word)
        kern = self._kerning
        pieces: list[Piece] = []
        at = 0
        for subset, codes in self._subsets.split(drawn):
            parts = []
            for offset, code in enumerate(codes):
                parts.append(_ESCAPES[code])
                adjustment = kern.get(drawn[at + offset : at + offset + 2], 0)
                if adjustment and offset + 1 < len(codes):
                    parts.append(f"){-adjustment}(")
            # An adjustment on the border of two subsets has no array to stand in: it is given to the piece before.
            border = kern.get(drawn[at + len(codes) - 1 : at + len(codes) + 1], 0)
            if border:
                parts.append(f"){-border}(")
            pieces.append(Piece(self._subsets.resource(subset), "".join(parts)))
            at += len(codes)
        return tuple(pieces)


def load_fonts() -> dict[Weight, TTFont]:
    """Read the bundled fonts for one document and make their names known to reportlab."""
    fonts = {weight: TTFont(weight.value, str(resource("fonts", f"{weight}.ttf"))) for weight in Weight}
    for font in fonts.values():
        pdfmetrics.registerFont(font)
    return fonts


class Faces:
    """All weights of the typeface in one document, and the characters that all of them have."""

    def __init__(self, fonts: Mapping[Weight, TTFont], document: object) -> None:
        subsets = {weight: FontSubsets(font, document) for weight, font in fonts.items()}
        self.repertoire = Repertoire(frozenset.intersection(*(each.covered for each in subsets.values())))
        self._faces = {weight: Face(weight, each, self.repertoire) for weight, each in subsets.items()}

    def __getitem__(self, weight: Weight) -> Face:
        return self._faces[weight]
