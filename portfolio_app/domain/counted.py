"""How many there are of what is counted most, as a part of a sentence."""

from __future__ import annotations

from typing import Final

from portfolio_app.common.text import CountedText, Text

RECORDS: Final = CountedText(Text("{n} gegeven", "{n} record"), Text("{n} gegevens", "{n} records"))
EVIDENCE: Final = CountedText(
    Text("{n} bewijsstuk", "{n} piece of evidence"), Text("{n} bewijsstukken", "{n} pieces of evidence")
)
FILES: Final = CountedText(Text("{n} bestand", "{n} file"), Text("{n} bestanden", "{n} files"))
OPERATIONS: Final = CountedText(Text("{n} handeling", "{n} operation"), Text("{n} handelingen", "{n} operations"))
