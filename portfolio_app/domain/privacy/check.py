"""The privacy check of one text: all detectors in turn, each seeing only what the ones before it left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from portfolio_app.domain.personal_data import HitKind
from portfolio_app.domain.privacy.address import find_address
from portfolio_app.domain.privacy.birth_date import find_birth_date
from portfolio_app.domain.privacy.bsn import find_bsn
from portfolio_app.domain.privacy.email import find_email
from portfolio_app.domain.privacy.file_number import find_file_number
from portfolio_app.domain.privacy.folding import BLANK, fold
from portfolio_app.domain.privacy.hits import Found, Hit
from portfolio_app.domain.privacy.iban import find_iban
from portfolio_app.domain.privacy.names import find_known_names, find_titled_names
from portfolio_app.domain.privacy.people import NO_DETAILS, NOBODY, KnownPeople, OwnDetails
from portfolio_app.domain.privacy.phone import find_phone

MASK = BLANK * 5
"""Stands for a masked hit; of one length, so that it does not give away how long the hit was."""

_MOST_PASSES = 3
"""What stood glued to a hit ("123456782-06-12345678") can only be told apart once that hit is out of the way."""

_DIGIT = re.compile(r"\d")

Detector = Callable[[str], Iterator[Found]]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a text holds: hits, and the owner's own details, both in the order of the text and never overlapping."""

    hits: tuple[Hit, ...]
    own: tuple[Hit, ...]


def check_text(text: str, known: KnownPeople = NOBODY, own: OwnDetails = NO_DETAILS) -> tuple[Hit, ...]:
    """Return the personal data in `text`, in the order of the text; hits never overlap.

    Where one place can be two things the more telling shape wins: an e-mail address over the name in it, a telephone
    number over the digits in it. Takes time in proportion to the length of the text.

    Args:
        text: any text, of any length and origin.
        known: whose names to look for.
        own: what is the owner's and therefore no hit.
    """
    return examine(text, known, own).hits


def examine(text: str, known: KnownPeople = NOBODY, own: OwnDetails = NO_DETAILS) -> Checked:
    """Return what `check_text` returns, and beside it where the owner's own details stand."""
    folded = fold(text)
    plain = folded.text
    hits: list[Hit] = []
    owned: list[Hit] = []
    for _ in range(_MOST_PASSES):
        before = plain
        for kind, detector in _detectors(known, own, numbers=_DIGIT.search(plain) is not None):
            found = list(detector(plain))
            plain = _blanked(plain, found)
            for each in found:
                start, end = folded.span(each.start, each.end)
                hit = Hit(kind, text[start:end], start, end, each.confidence, each.explanation)
                (owned if each.own else hits).append(hit)
        if plain == before:
            break
    return Checked(_in_order(hits), _in_order(owned))


def mask(text: str, hits: Iterable[Hit]) -> str:
    """Return `text` with the place of each hit covered.

    Args:
        text: the text that was checked.
        hits: what to cover; places that overlap are covered together.
    """
    pieces: list[str] = []
    done = 0
    for hit in sorted(hits, key=lambda hit: (hit.start, hit.end)):
        if hit.start >= done:
            pieces += (text[done : hit.start], MASK)
        done = max(done, hit.end)
    return "".join([*pieces, text[done:]])


def _detectors(known: KnownPeople, own: OwnDetails, *, numbers: bool) -> Iterator[tuple[HitKind, Detector]]:
    """Yield the detectors that can find something, the most telling shape first; most need `numbers` in the text."""
    yield HitKind.EMAIL, _owned(find_email, own.has_email)
    if numbers:
        yield HitKind.IBAN, find_iban
        yield HitKind.BIRTH_DATE, find_birth_date
        yield HitKind.PHONE, _owned(find_phone, own.has_phone)
        yield HitKind.BSN, find_bsn
        yield HitKind.FILE_NUMBER, find_file_number
        yield HitKind.ADDRESS, _owned(find_address, own.has_address)
    yield HitKind.NAME, lambda text: find_known_names(text, own.forms)
    yield HitKind.NAME, lambda text: find_known_names(text, known.forms)
    yield HitKind.NAME, find_titled_names


def _owned(detector: Detector, is_own: Callable[[str], bool]) -> Detector:
    def detect(text: str) -> Iterator[Found]:
        for found in detector(text):
            yield replace(found, own=True) if is_own(text[found.start : found.end]) else found

    return detect


def _blanked(text: str, found: Iterable[Found]) -> str:
    pieces: list[str] = []
    done = 0
    for each in found:
        pieces += (text[done : each.start], BLANK * (each.end - each.start))
        done = each.end
    return "".join([*pieces, text[done:]]) if pieces else text


def _in_order(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    return tuple(sorted(hits, key=lambda hit: (hit.start, hit.end)))
