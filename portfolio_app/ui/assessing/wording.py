"""What is said of an assessment in more than one place: above its form, on its sheet, in the help."""

from __future__ import annotations

from typing import Final, NamedTuple

from portfolio_app.common.text import NO_TEXT, Text, same_in_both
from portfolio_app.domain.records.growth import HIGHEST_SCORE

PROGRESS: Final = Text("{done} van {total} gescoord", "{done} of {total} scored")


class SheetKey(NamedTuple):
    """A key of the scoring sheet: how it is written, what it does there, and the same in a word or two for the foot."""

    keys: Text
    meaning: Text
    in_short: Text = NO_TEXT


SHEET_KEYS: Final = (
    SheetKey(
        same_in_both(f"1–{HIGHEST_SCORE}"),
        Text("Scoren en naar de volgende rij", "Score and go to the next row"),
        Text("scoort en gaat verder", "scores, next row"),
    ),
    SheetKey(same_in_both("← →"), Text("Lager of hoger scoren", "Score lower or higher")),
    SheetKey(
        same_in_both("0"),
        Text("De score wissen; Delete doet dat ook", "Clear the score; Delete does this too"),
        Text("wist", "clears"),
    ),
    SheetKey(
        same_in_both("↑ ↓"),
        Text("Naar de vorige of volgende rij", "To the previous or next row"),
        Text("andere rij", "other row"),
    ),
    SheetKey(
        same_in_both("Page Up  /  Page Down"),
        Text("Naar de vorige of volgende groep", "To the previous or next group"),
    ),
    SheetKey(same_in_both("Home  /  End"), Text("Naar de eerste of laatste rij", "To the first or last row")),
    SheetKey(
        same_in_both("Enter"),
        Text("Toelichten waaruit de score blijkt, met bewijs", "Explain the score, with evidence"),
        Text("toelichting", "explanation"),
    ),
    SheetKey(
        same_in_both("Esc"),
        Text(
            "Van de toelichting terug naar de score; daarna het blad sluiten", "Back to the score; then close the sheet"
        ),
    ),
)
"""The keys by which a person scores; each takes one press, so they are told on the sheet too."""
