"""The sheet with a recovery key: one page to print, put away, and find clear after years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from portfolio_app.common.text import Language, Text
from portfolio_app.documents.blocks import (
    Bullets,
    Document,
    FieldList,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    plain,
)
from portfolio_app.domain.values.dates import show_date

_TITLE: Final = Text("Herstelsleutel", "Recovery key")
_SUBJECT: Final = Text("van het portfolio “{name}”", "of the portfolio “{name}”")
_HEAD: Final = Text("Herstelsleutel van een portfolio", "Recovery key of a portfolio")
_PURPOSE: Final = Text(
    "Hiermee opent u het portfolio als u de wachtwoordzin kwijt bent.",
    "This opens the portfolio if you have lost the passphrase.",
)
_GROUP: Final = Text("groep {n}", "group {n}")
_READING: Final = Text(
    "Zes groepen van vijf tekens. Hoofdletters, streepjes en spaties doen er niet toe. De letters I, L, O en U komen "
    "er niet in voor: wat op een O lijkt is een nul, wat op een I of L lijkt een één.",
    "Six groups of five characters. Capitals, dashes and spaces do not matter. The letters I, L, O and U do not "
    "occur: what looks like an O is a zero, what looks like an I or L is a one.",
)
_KEEPING: Final = Text("Waar u dit blad bewaart", "Where to keep this sheet")
_PLACES: Final = (
    Text(
        "Op papier, op een plaats waar u nog bij kunt als de computer stuk, gestolen of verbrand is: een "
        "brandkast, een map bij iemand die u vertrouwt.",
        "On paper, in a place you can still reach if the computer is broken, stolen or burnt: a safe, a folder "
        "with somebody you trust.",
    ),
    Text(
        "Niet bij de computer, niet in de tas van de laptop, en niet als foto of bestand op telefoon of internet.",
        "Not with the computer, not in the laptop bag, and not as a photo or file on a phone or on the internet.",
    ),
    Text(
        "Schrijf de wachtwoordzin er niet bij. Wie dit blad en een kopie van het portfolio heeft, kan alles lezen.",
        "Do not write the passphrase on it. Anyone who has this sheet and a copy of the portfolio can read everything.",
    ),
)
_USING: Final = Text("Wachtwoordzin kwijt?", "Passphrase lost?")
_STEPS: Final = (
    Text("Start Vakdossier en kies het portfolio.", "Start Vakdossier and choose the portfolio."),
    Text(
        "Klik op “Wachtwoordzin kwijt? Gebruik de herstelsleutel” en typ de sleutel over. Een typefout wordt "
        "aangewezen.",
        "Click “Lost the passphrase? Use the recovery key” and type the key. A typing error is pointed out.",
    ),
    Text("Kies een nieuwe wachtwoordzin. Dit blad blijft gelden.", "Choose a new passphrase. This sheet stays valid."),
)
_TESTING: Final = Text("Klopt hij nog?", "Is it still valid?")
_TEST: Final = Text(
    "Kijk dit eens per jaar na: in Vakdossier, in het menu Portfolio, bij “Wachtwoordzin en sleutels”. Is er een "
    "nieuwe sleutel gemaakt, dan opent deze niets meer: vernietig dit blad.",
    "Check this once a year: in Vakdossier, in the Portfolio menu, under “Passphrase and keys”. Once a new key "
    "has been made, this one no longer opens anything: destroy this sheet.",
)
_PORTFOLIO: Final = Text("Portfolio", "Portfolio")
_MADE: Final = Text("Gemaakt op", "Made on")
_MARK: Final = Text("Kenmerk", "Reference")
_GROUPS_IN_A_ROW: Final = 3


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What stands on the sheet.

    Attributes:
        groups: the key in groups, as it is to be typed.
        portfolio: what the portfolio is called.
        mark: the beginning of the vault's id, to tell two of one name apart.
        made_on: the day on which the key was made.
    """

    groups: tuple[str, ...]
    portfolio: str
    mark: str
    made_on: date

    def __repr__(self) -> str:
        """Return a text that gives no key away."""
        return "RecoverySheet(…)"


def build_recovery_sheet(sheet: RecoverySheet, language: Language) -> Document:
    """Return the sheet as a document of one page; no passphrase stands on it, nor where the portfolio is."""
    tiles = [KeyFigure(group, _GROUP.fill(n=n).say(language)) for n, group in enumerate(sheet.groups, start=1)]
    rows = [tuple(tiles[at : at + _GROUPS_IN_A_ROW]) for at in range(0, len(tiles), _GROUPS_IN_A_ROW)]
    return Document(
        title=_TITLE.say(language),
        author="Vakdossier",
        subject=_SUBJECT.fill(name=sheet.portfolio).say(language),
        language=language,
        dated=sheet.made_on,
        body=(
            Paragraph(plain(_PURPOSE.say(language)), lead=True),
            *(KeyFigures(row) for row in rows),
            Paragraph(plain(_READING.say(language)), quiet=True),
            Heading(2, _KEEPING.say(language), "keeping"),
            Bullets(tuple(plain(place.say(language)) for place in _PLACES)),
            Heading(2, _USING.say(language), "using"),
            Bullets(tuple(plain(step.say(language)) for step in _STEPS)),
            Heading(2, _TESTING.say(language), "testing"),
            Paragraph(plain(_TEST.say(language))),
            FieldList(
                (
                    (_PORTFOLIO.say(language), plain(sheet.portfolio)),
                    (_MADE.say(language), plain(show_date(sheet.made_on, language))),
                    (_MARK.say(language), plain(sheet.mark)),
                )
            ),
        ),
        running_head=_HEAD.say(language),
    )
