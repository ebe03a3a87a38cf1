"""Numbers of a person's file: a number that a word before it calls so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.domain.privacy.hits import Confidence, Found

_LABELLED: Final = re.compile(
    r"\b(?:dossier|zaak|cli[e]nt|casus|personeels|medewerker|werknemer|patient(?:en)?|verzuim|meldings?|schade|claim|case|"
    r"file|employee|client|paspoort|rijbewijs|id-kaart|document van identiteit)[ \-]{0,2}"
    r"(?:nummer|nr\.?|number|no\.?|id|kenmerk)(?: is)?[ \t:=#.]{1,4}"
    r"(?P<number>[A-Za-z]{0,5}[\-./ ]?\d[A-Za-z0-9]{0,19}(?:[\-./][A-Za-z0-9]{1,12}){0,4})",
    re.IGNORECASE,
)
_SAID: Final = Text(
    "Een nummer waaronder iemand bekend staat, genoemd door het woord ervoor.",
    "A number under which somebody is known, by the word before it.",
)


def find_file_number(text: str) -> Iterator[Found]:
    """Yield the file numbers in folded `text`, in order; only the number itself."""
    for number in _LABELLED.finditer(text):
        if len(re.sub(r"\D", "", number["number"])) >= 3:
            yield Found(number.start("number"), number.end("number"), Confidence.LIKELY, _SAID)
