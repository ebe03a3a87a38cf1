"""The recovery key: 130 random bits and four check digits, to be printed and kept in a safe place.

The check digits are a Reed-Solomon code over 32 symbols: every error in up to four signs is noticed, and so is every
swap of two of them. One slip of the hand — a wrong sign, two neighbours swapped, one left out or typed twice — can be
pointed at as well, for at most one key lies that near to what was typed.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.common.value import Value
from portfolio_app.storage.errors import RecoveryKeyTypoError

# Crockford's digits: no I, L, O, U, so that what is read aloud or from paper has one meaning.
_DIGITS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKES: Final = str.maketrans("OIL", "011")
_DATA_DIGITS: Final = 26
_CHECK_DIGITS: Final = 4
_LENGTH: Final = _DATA_DIGITS + _CHECK_DIGITS
_GROUP: Final = 5

_COMPARE: Final = Text(
    "Vergelijk hem teken voor teken met uw afdruk.", "Compare it character by character with your printed sheet."
)
_STRANGE: Final = Text(
    "Het teken “{sign}” in groep {group} komt in geen herstelsleutel voor.",
    "The character “{sign}” in group {group} does not occur in a recovery key.",
)
_COUNT: Final = Text(
    "Een herstelsleutel heeft {expected} tekens; deze heeft er {n}.",
    "A recovery key has {expected} characters; this one has {n}.",
)
_UNEVEN: Final = Text(
    "Een herstelsleutel heeft zes groepen van vijf tekens; groep {group} (“{words}”) heeft er {n}.",
    "A recovery key has six groups of five characters; group {group} (“{words}”) has {n}.",
)
_MISSING: Final = Text("In groep {group} ontbreekt een teken.", "A character is missing in group {group}.")
_DOUBLE: Final = Text(
    "In groep {group} staat een teken te veel: de “{sign}” op plaats {place}.",
    "There is one character too many in group {group}: the “{sign}” in position {place}.",
)
_WRONG: Final = Text(
    "Er zit één typefout in, in groep {group}: teken {place} is “{sign}”, en dat zal “{right}” moeten zijn.",
    "There is one typing error, in group {group}: character {place} is “{sign}”, but should probably be “{right}”.",
)
_SWAPPED: Final = Text(
    "Twee tekens zijn verwisseld, te beginnen in groep {group}: “{pair}” zal “{right}” moeten zijn.",
    "Two characters are swapped, starting in group {group}: “{pair}” should probably be “{right}”.",
)
_SEVERAL: Final = Text("Er zit meer dan één typefout in.", "There is more than one typing error in it.")


class RecoveryKey(Value):
    """A recovery key; made by `new` or `parse`.

    Attributes:
        digits: its thirty signs, without what stands between the groups.
    """

    digits: str

    @classmethod
    def new(cls, random_bytes: Callable[[int], bytes] = os.urandom) -> RecoveryKey:
        """Return a fresh random recovery key."""
        number = int.from_bytes(random_bytes(17), "big")
        symbols = [(number >> (5 * place)) & 31 for place in range(_DATA_DIGITS)]
        return cls("".join(_DIGITS[symbol] for symbol in [*symbols, *_check_symbols(symbols)]))

    @classmethod
    def parse(cls, typed: str) -> RecoveryKey:
        """Return the recovery key that a person typed.

        Small letters, spaces, line breaks and dashes do not matter, nor does O for 0 and I or L for 1.

        Raises:
            RecoveryKeyTypoError: it cannot be one; says what is wrong, and where when that can be told.
        """
        groups = re.split(r"[\W_]+", unicodedata.normalize("NFKC", typed).upper().translate(_LOOK_ALIKES))
        groups = [group for group in groups if group]
        bare = "".join(groups)
        strange = next((at for at, sign in enumerate(bare) if sign not in _DIGITS), None)
        if strange is not None:
            raise RecoveryKeyTypoError(_STRANGE.fill(sign=bare[strange], group=strange // _GROUP + 1), _COMPARE)
        if len(bare) != _LENGTH:
            raise RecoveryKeyTypoError(_of_wrong_length(bare, groups), _COMPARE)
        if not _is_sound(bare):
            raise RecoveryKeyTypoError(_of_wrong_signs(bare), _COMPARE)
        return cls(bare)

    def groups(self) -> tuple[str, ...]:
        """Return its signs in groups of five."""
        return tuple(self.digits[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))

    def secret(self) -> bytes:
        """Return what is secret in it: all but the check digits."""
        return self.digits[:_DATA_DIGITS].encode("ascii")

    def printed(self) -> str:
        """Return it in groups of five, as it stands on paper."""
        return "-".join(self.groups())

    def __repr__(self) -> str:
        """Return a text that says nothing about the key."""
        return "RecoveryKey(…)"


def _field_tables() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return powers and logarithms of the generator of GF(32) with x^5 + x^2 + 1."""
    powers, logs = [], [0] * 32
    value = 1
    for exponent in range(31):
        powers.append(value)
        logs[value] = exponent
        value <<= 1
        if value & 32:
            value ^= 0b100101
    return tuple(powers), tuple(logs)


_POWERS, _LOGS = _field_tables()


def _times(left: int, right: int) -> int:
    return _POWERS[(_LOGS[left] + _LOGS[right]) % 31] if left and right else 0


def _generator() -> list[int]:
    """Return the generator polynomial with the roots 1, a, a², a³; highest power first."""
    polynomial = [1]
    for root in range(_CHECK_DIGITS):
        shifted = [*polynomial, 0]
        for at, coefficient in enumerate(polynomial):
            shifted[at + 1] ^= _times(coefficient, _POWERS[root])
        polynomial = shifted
    return polynomial


_GENERATOR: Final = _generator()


def _check_symbols(symbols: list[int]) -> list[int]:
    remainder = [*symbols, *([0] * _CHECK_DIGITS)]
    for at in range(len(symbols)):
        lead = remainder[at]
        for offset, coefficient in enumerate(_GENERATOR):
            remainder[at + offset] ^= _times(coefficient, lead)
    return remainder[-_CHECK_DIGITS:]


def _is_sound(signs: str) -> bool:
    symbols = [_DIGITS.index(sign) for sign in signs]
    return _check_symbols(symbols[:_DATA_DIGITS]) == symbols[_DATA_DIGITS:]


def _group_of(place: int) -> int:
    return min(place, _LENGTH - 1) // _GROUP + 1


def _of_wrong_length(bare: str, groups: list[str]) -> Text:
    """Say what is known of a key with too few or too many signs."""
    if len(bare) == _LENGTH - 1:
        with_one_more = {bare[:at] + sign + bare[at:]: at for at in range(_LENGTH) for sign in _DIGITS}
        sound = [at for signs, at in with_one_more.items() if _is_sound(signs)]
        if len(sound) == 1:
            return _MISSING.fill(group=_group_of(sound[0]))
    if len(bare) == _LENGTH + 1:
        with_one_less = {bare[:at] + bare[at + 1 :]: at for at in range(_LENGTH + 1)}
        sound = [at for signs, at in with_one_less.items() if _is_sound(signs)]
        if len(sound) == 1:
            at = sound[0]
            group = _group_of(at)
            return _DOUBLE.fill(group=group, sign=bare[at], place=at - (group - 1) * _GROUP + 1)
    uneven = next((number for number, group in enumerate(groups) if len(group) != _GROUP), None)
    if uneven is not None and len(groups) == _LENGTH // _GROUP:
        return _UNEVEN.fill(group=uneven + 1, words=groups[uneven][: 2 * _GROUP], n=len(groups[uneven]))
    return _COUNT.fill(expected=_LENGTH, n=len(bare))


def _of_wrong_signs(bare: str) -> Text:
    """Say which sign is wrong or which two are swapped, where it is no more than that."""
    for at, sign in _one_sign_off(bare):
        return _WRONG.fill(group=_group_of(at), place=at % _GROUP + 1, sign=bare[at], right=sign)
    for at in range(_LENGTH - 1):
        right = bare[at + 1] + bare[at]
        if _is_sound(bare[:at] + right + bare[at + 2 :]):
            return _SWAPPED.fill(group=_group_of(at), pair=bare[at : at + 2], right=right)
    return _SEVERAL


def _one_sign_off(bare: str) -> Iterator[tuple[int, str]]:
    for at in range(_LENGTH):
        for sign in _DIGITS:
            if _is_sound(bare[:at] + sign + bare[at + 1 :]):
                yield at, sign
