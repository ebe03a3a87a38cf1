"""The typeface within one document: widths, kerning, and words encoded for content streams.

A word is measured and encoded once and remembered, because a dossier repeats its words: this is most of the speed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
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

KerningTable = Mapping[str, Mapping[str, int]]

_NO_KERNING: Final[Mapping[str, int]] = {}


@lru_cache(maxsize=1)
def _all_kerning() -> dict[str, KerningTable]:
    """Return for each weight the adjustments by left and right character, in thousandths of the size."""
    pairs: dict[str, dict[str, int]] = json.loads(resource("fonts", "kerning.json").read_text("utf-8"))
    table: dict[str, KerningTable] = {}
    for weight, adjustments in pairs.items():
        by_left: dict[str, dict[str, int]] = {}
        for pair, adjustment in adjustments.items():
            by_left.setdefault(pair[0], {})[pair[1]] = adjustment
        table[weight] = by_left
    return table


class Piece(NamedTuple):
    """Part of a word within one font subset: the name of its resource, and its code in a content stream."""

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
        self._first_codes: dict[str, str] = {}
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
            for left, right in pairwise(drawn):
                if left in kern:
                    width += kern[left].get(right, 0)
            self._widths[word] = width
        return width

    def code(self, word: str) -> str | None:
        """Return a word as it stands between `[(` and `)] TJ`, or None when it needs more than the first subset."""
        code = self._codes.get(word)
        if code is None:
            if word in self._split:
                return None
            code = self._in_first_subset(self._repertoire.drawable(word))
            if code is None:
                self._split[word] = self._pieces(self._repertoire.drawable(word))
                return None
            self._codes[word] = code
        return code

    def _in_first_subset(self, drawn: str) -> str | None:
        """Return the code of a word whose characters all stand in the first subset."""
        codes, kern = self._first_codes, self._kerning
        parts = []
        before: Mapping[str, int] = {}
        for char in drawn:
            code = codes.get(char) or self._first_code(char)
            if code is None:
                return None
            adjustment = before.get(char)
            parts.append(code if adjustment is None else f"){-adjustment}({code}")
            before = kern.get(char, _NO_KERNING)
        return "".join(parts)

    def _first_code(self, char: str) -> str | None:
        ((subset, codes),) = self._subsets.split(char)
        if subset:
            return None
        code = self._first_codes[char] = _ESCAPES[codes[0]]
        return code

    def pieces(self, word: str) -> tuple[Piece, ...]:
        """Return a word as pieces, each within one font subset."""
        code = self.code(word)
        return self._split[word] if code is None else (Piece(self.resource, code),)

    def _pieces(self, drawn: str) -> tuple[Piece, ...]:
        pieces: list[Piece] = []
        at = 0
        for subset, codes in self._subsets.split(drawn):
            parts = []
            for offset, code in enumerate(codes, at):
                parts.append(_ESCAPES[code])
                # On the border of two subsets the adjustment stands at the end of the piece before it.
                adjustment = self._kerning.get(drawn[offset], _NO_KERNING).get(drawn[offset + 1 : offset + 2], 0)
                if adjustment:
                    parts.append(f"){-adjustment}(")
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
