"""The few words that the writer itself puts on a page."""

from __future__ import annotations

from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.documents.blocks import Tone

CONTENTS: Final = Text("Inhoud", "Contents")
ANNEXES: Final = Text("Bijlagen", "Annexes")
GO_TO: Final = Text("Ga naar {what}", "Go to {what}")
PLACE_AND_DATE: Final = Text("Plaats en datum", "Place and date")
SIGNATURE: Final = Text("Handtekening", "Signature")
SIGNING_FIELD: Final = Text("Digitale handtekening van {name}", "Digital signature of {name}")
OF: Final = Text("{counted} van {required}", "{counted} of {required}")
NO_ROWS: Final = Text("Geen gegevens in deze tabel.", "This table has no rows.")
TONE_WORDS: Final = {
    Tone.NEUTRAL: Text("Ter informatie", "Please note"),
    Tone.GOOD: Text("In orde", "In order"),
    Tone.ATTENTION: Text("Let op", "Attention"),
}
TONE_SIGNS: Final = {Tone.NEUTRAL: "", Tone.GOOD: "✓", Tone.ATTENTION: "!"}
ANNEXES_LEAD: Final = Text(
    "De bewijsstukken staan achter de tekst, in de volgorde van deze lijst.",
    "The evidence follows the text, in the order of this list.",
)
ANNEXES_SUMMARY: Final = Text("Lijst van bijlagen", "List of annexes")
ANNEX_LABEL: Final = Text("Bijlage", "Annex")
ANNEX_TITLE: Final = Text("Omschrijving", "Description")
ANNEX_RECORD: Final = Text("Hoort bij", "Belongs to")
ANNEX_BACK: Final = Text("Naar: {record}", "To: {record}")
ANNEX_ALTERNATIVE: Final = Text(
    "Bewijsstuk {label}: {title}, blad {page} van {pages}", "Evidence {label}: {title}, sheet {page} of {pages}"
)
ANNEX_REPLACED: Final = Text("Dit bewijsstuk kon niet worden weergegeven.", "This evidence could not be shown.")

WRITERS_OWN: Final = (
    CONTENTS,
    ANNEXES,
    ANNEXES_LEAD,
    ANNEX_LABEL,
    ANNEX_TITLE,
    ANNEX_RECORD,
    ANNEX_BACK,
    ANNEX_REPLACED,
    PLACE_AND_DATE,
    SIGNATURE,
    OF,
    NO_ROWS,
)
"""What may be drawn besides the document's own text."""
