"""Dates of birth: a date that a word before it calls one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.domain.privacy.hits import Confidence, Found

_WORD: Final = re.compile(
    r"\b(?:geboren|geboortedatum|geboortedag|geboortejaar|geb\.? ?(?:datum|dat\.?|dd\.?|d\.d\.)|geb\.|gebdat|born|"
    r"date of birth|birth ?date|birthday|dob|d\.o\.b\.?)",
    re.IGNORECASE,
)
_MONTHS: Final = (
    r"(?:jan(?:uari|uary)?|feb(?:ruari|ruary)?|maart|mrt|march|mar|apr(?:il)?|mei|may|juni|june|jun|juli|july|jul|"
    r"aug(?:ustus|ust)?|sep(?:tember|t)?|okt(?:ober)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
# A place ("te Zwolle") may stand between the word and the date.
_DATE: Final = re.compile(
    r"(?:[ \t:=;,(\-]|op|on|is|was|werd|te|in|dd\.?|datum|[a-z]{3,8}dag|\r?\n|(?-i:[A-Z][a-z]{2,20})|'s-){0,10}?"
    r"(?P<date>(?<!\d)(?:"
    r"\d{1,2} ?[./\-] ?\d{1,2} ?[./\-] ?(?:\d{4}|\d{2})"
    r"|(?:19|20)\d\d[./\-]\d{1,2}[./\-]\d{1,2}"
    rf"|\d{{1,2}}(?:e|ste|de|st|nd|rd|th)? ?[ \-]{_MONTHS}[ \-](?:\d{{4}}|'?\d{{2}})"
    rf"|{_MONTHS} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    r")(?!\d))",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"[ :=]{1,3}(?P<date>(?:19|20)\d\d)(?![\d\-/])")
_SAID: Final = Text("Een datum die een geboortedatum wordt genoemd.", "A date that is called a date of birth.")
_ONLY_YEAR: Final = Text("Een geboortejaar.", "A year of birth.")


def find_birth_date(text: str) -> Iterator[Found]:
    """Yield the dates of birth in folded `text`, in order; only the date itself, not the word before it."""
    done = 0
    for word in _WORD.finditer(text):
        if word.start() < done:
            continue
        dated = _DATE.match(text, word.end())
        if dated is not None:
            done = dated.end("date")
            yield Found(dated.start("date"), done, Confidence.CERTAIN, _SAID)
        elif word[0].lower() == "geboortejaar" and (year := _YEAR.match(text, word.end())):
            done = year.end("date")
            yield Found(year.start("date"), done, Confidence.LIKELY, _ONLY_YEAR)
