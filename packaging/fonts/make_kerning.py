"""Read the pair kerning of the bundled fonts from their GPOS tables and write it as `resources/fonts/kerning.json`.

Usage: python packaging/fonts/make_kerning.py

Only pairs of characters that Dutch and English text is made of are kept, and only adjustments that an eye can see;
the rest would cost memory at every export. Needs fontTools, which the program itself does not.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
CHARACTERS = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,:;!?-–—/()[]'\"’‘“”„&%"
    "ÀÁÂÄÇÈÉÊËÌÍÎÏÑÒÓÔÖÙÚÛÜàáâäçèéêëìíîïñòóôöùúûü"
)
SMALLEST = 6


def pair_tables(font: TTFont) -> list[Any]:
    """Return the pair adjustment subtables behind the kern feature."""
    table = font["GPOS"].table
    wanted = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "kern"
        for index in record.Feature.LookupListIndex
    }
    found = []
    for index in sorted(wanted):
        for subtable in table.LookupList.Lookup[index].SubTable:
            inner = subtable.ExtSubTable if subtable.LookupType == 9 else subtable
            if inner.LookupType == 2:
                found.append(inner)
    return found


def adjustment(
    subtable: Any,  # noqa: ANN401 - fontTools has no type for it
    left: str,
    right: str,
) -> int | None:
    """Return the adjustment of a pair of glyphs, or None where this subtable does not speak of it."""
    if left not in subtable.Coverage.glyphs:
        return None
    if subtable.Format == 1:
        pair_set = subtable.PairSet[subtable.Coverage.glyphs.index(left)]
        for record in pair_set.PairValueRecord:
            if record.SecondGlyph == right:
                return getattr(record.Value1, "XAdvance", 0) or 0
        return None
    first = subtable.ClassDef1.classDefs.get(left, 0)
    second = subtable.ClassDef2.classDefs.get(right, 0)
    value = subtable.Class1Record[first].Class2Record[second].Value1
    return getattr(value, "XAdvance", 0) or 0


def kerning(path: Path) -> dict[str, int]:
    """Return the visible adjustments of one font in thousandths of the size, by pair of characters."""
    font = TTFont(path)
    names = font.getBestCmap()
    tables = pair_tables(font)
    pairs = {}
    for left in CHARACTERS:
        for right in CHARACTERS:
            for subtable in tables:
                value = adjustment(subtable, names[ord(left)], names[ord(right)])
                if value is not None:
                    if abs(value) >= SMALLEST:
                        pairs[left + right] = value
                    break
    return pairs


def main() -> None:
    """Write the table of all bundled weights."""
    table = {path.stem: kerning(path) for path in sorted(FONTS.glob("*.ttf"))}
    target = FONTS / "kerning.json"
    target.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n", "utf-8")
    print({name: len(pairs) for name, pairs in table.items()}, target.stat().st_size)


if __name__ == "__main__":
    main()
