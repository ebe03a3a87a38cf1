"""The few words that the writer itself puts on a page."""

from __future__ import annotations

from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.documents.blocks import Tone

CONTENTS: Final = Text("Inhoud", "Contents")
ANNEXES: Final = Text("Bijlagen", "Annexes")
PAGE: Final = Text("Pagina {number}", "Page {number}")
GO_TO: Final = Text("Ga naar {what}", "Go to {what}")
PLACE_AND_DATE: Final = Text("Plaats en datum", "Place and date")
SIGNATURE: Final = Text("Handtekening", "Signature")
OF: Final = Text("{counted} van {required}", "{counted} of {required}")
NO_ROWS: Final = Text("Geen gegevens in deze tabel.", "This table has no rows.")
TONE_WORDS: Final = {
    Tone.NEUTRAL: Text("Ter informatie", "Please note"),
    Tone.GOOD: Text("In orde", "In order"),
    Tone.ATTENTION: Text("Let op", "Attention"),
}
TONE_SIGNS: Final = {Tone.NEUTRAL: "", Tone.GOOD: "✓", Tone.ATTENTION: "!"}
ANNEX_BACK: Final = Text("Bij: {record}", "Belongs to: {record}")
ANNEX_PAGE: Final = Text("{label}, blad {page} van {pages}", "{label}, sheet {page} of {pages}")
ANNEX_ALTERNATIVE: Final = Text(
    "Bewijsstuk {label}: {title}, blad {page} van {pages}", "Evidence {label}: {title}, sheet {page} of {pages}"
)
ANNEX_REPLACED: Final = Text("Dit bewijsstuk kon niet worden weergegeven.", "This evidence could not be shown.")

WRITERS_OWN: Final = (
    CONTENTS,
    ANNEXES,
    PAGE,
    GO_TO,
    PLACE_AND_DATE,
    SIGNATURE,
    OF,
    NO_ROWS,
    ANNEX_BACK,
    ANNEX_PAGE,
    ANNEX_REPLACED,
)
"""What may be drawn besides the document's own text."""
