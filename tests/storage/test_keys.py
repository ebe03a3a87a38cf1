from __future__ import annotations

import random
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.storage.errors import RecoveryKeyTypoError, WeakSecretError
from portfolio_app.storage.keys import (
    CannotUnwrapError,
    DataKey,
    KdfBoundsError,
    KdfParameters,
    unwrap_with_passphrase,
    unwrap_with_recovery_key,
    wrap_with_passphrase,
    wrap_with_recovery_key,
)
from portfolio_app.storage.recovery_key import RecoveryKey
from tests.vaults import QUICK

DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
seeds = st.integers(min_value=0, max_value=2**32)


def recovery_key(seed: int) -> RecoveryKey:
    return RecoveryKey.new(random.Random(seed).randbytes)


def refusal(typed: str) -> str:
    with pytest.raises(RecoveryKeyTypoError) as refused:
        RecoveryKey.parse(typed)
    return refused.value.message.nl


@given(seeds)
def test_a_printed_recovery_key_is_read_back(seed: int) -> None:
    key = recovery_key(seed)
    assert RecoveryKey.parse(key.printed()) == key


@given(seeds, st.data())
def test_a_recovery_key_may_be_typed_in_many_ways(seed: int, data: st.DataObject) -> None:
    key = recovery_key(seed)
    look_alikes = {"0": "0Oo", "1": "1IiLl"}
    typed = "".join(
        data.draw(st.sampled_from(look_alikes.get(sign, sign + sign.lower())))
        + data.draw(st.sampled_from(["", "", " ", "-", "–", "\n", "\u00a0", "."]))
        for sign in key.digits
    )
    assert RecoveryKey.parse(typed) == key


def test_every_single_typing_error_is_noticed() -> None:
    key = recovery_key(7)
    wrong = [
        key.digits[:at] + sign + key.digits[at + 1 :]
        for at in range(len(key.digits))
        for sign in DIGITS
        if sign != key.digits[at]
    ]
    assert len(wrong) == 30 * 31
    for typed in wrong:
        with pytest.raises(RecoveryKeyTypoError):
            RecoveryKey.parse(typed)


@given(seeds, st.sets(st.integers(0, 29), min_size=1, max_size=4), st.data())
def test_up_to_four_wrong_signs_are_noticed(seed: int, places: set[int], data: st.DataObject) -> None:
    signs = list(recovery_key(seed).digits)
    for place in places:
        signs[place] = data.draw(st.sampled_from(DIGITS.replace(signs[place], "")))
    with pytest.raises(RecoveryKeyTypoError):
        RecoveryKey.parse("".join(signs))


@given(seeds, st.integers(0, 29), st.integers(0, 29))
def test_two_swapped_signs_are_noticed(seed: int, left: int, right: int) -> None:
    signs = list(recovery_key(seed).digits)
    if signs[left] == signs[right]:
        return
    signs[left], signs[right] = signs[right], signs[left]
    with pytest.raises(RecoveryKeyTypoError):
        RecoveryKey.parse("".join(signs))


@pytest.mark.parametrize(
    "typed", ["", "ABCDE", recovery_key(1).printed() + "0", recovery_key(1).digits[:-1] + "U", "é" * 30]
)
def test_what_cannot_be_a_recovery_key_is_said_to_be_none(typed: str) -> None:
    with pytest.raises(RecoveryKeyTypoError) as refused:
        RecoveryKey.parse(typed)
    assert refused.value.message


@given(seeds, st.integers(0, 29), st.sampled_from(DIGITS))
def test_one_wrong_sign_is_pointed_at(seed: int, place: int, wrong: str) -> None:
    digits = recovery_key(seed).digits
    if digits[place] == wrong:
        return
    told = refusal(digits[:place] + wrong + digits[place + 1 :])
    assert f"groep {place // 5 + 1}: teken {place % 5 + 1} is “{wrong}”" in told
    assert f"“{digits[place]}”" in told


@given(seeds, st.integers(0, 28))
def test_two_neighbours_that_are_swapped_are_pointed_at(seed: int, place: int) -> None:
    digits = recovery_key(seed).digits
    left, right = digits[place], digits[place + 1]
    if left == right:
        return
    told = refusal(digits[:place] + right + left + digits[place + 2 :])
    assert f"groep {place // 5 + 1}: “{right}{left}” zal “{left}{right}”" in told


@given(seeds, st.integers(0, 29))
def test_a_sign_that_was_left_out_is_missed_in_its_group(seed: int, place: int) -> None:
    groups = list(recovery_key(seed).groups())
    number, at = divmod(place, 5)
    groups[number] = groups[number][:at] + groups[number][at + 1 :]
    told = refusal("-".join(groups))
    # Now and then a sign left out elsewhere would make a key as well; then the groups as typed say where.
    assert re.search(r"groep (\d)", told)
    assert f"groep {number + 1}" in told or "ontbreekt" in told


@given(seeds, st.integers(0, 29))
def test_a_sign_that_was_typed_twice_is_pointed_at(seed: int, place: int) -> None:
    digits = recovery_key(seed).digits
    told = refusal(digits[: place + 1] + digits[place:])
    assert f"“{digits[place]}”" in told or "dit zijn er 31" in told


def test_a_group_that_is_too_short_is_named() -> None:
    groups = list(recovery_key(5).groups())
    groups[3] = groups[3][:2]
    assert f"groep 4 (“{groups[3]}”) heeft er 2" in refusal(" ".join(groups))


def test_several_errors_are_not_guessed_at() -> None:
    digits = recovery_key(7).digits
    wrong = "".join(DIGITS[(DIGITS.index(sign) + 7) % 32] for sign in digits[:4]) + digits[4:]
    assert "meer dan één" in refusal(wrong)


@given(st.text())
def test_no_other_text_is_a_recovery_key(typed: str) -> None:
    with pytest.raises(RecoveryKeyTypoError):
        RecoveryKey.parse(typed)


def test_the_passphrase_opens_what_it_wrapped() -> None:
    key = DataKey.new(random.Random(1).randbytes)
    wrap = wrap_with_passphrase(key, "zeven kraanvogels", QUICK, b"here", random.Random(2).randbytes)
    assert unwrap_with_passphrase(wrap, "zeven kraanvogels", QUICK, b"here") == key


@pytest.mark.parametrize(
    ("passphrase", "bound_to", "parameters"),
    [
        ("Zeven kraanvogels", b"here", QUICK),
        ("zeven kraanvogels", b"there", QUICK),
        ("zeven kraanvogels", b"here", KdfParameters(8 * 1024, 2, 1)),
    ],
)
def test_another_passphrase_place_or_derivation_does_not_open_it(
    passphrase: str, bound_to: bytes, parameters: KdfParameters
) -> None:
    key = DataKey.new(random.Random(1).randbytes)
    wrap = wrap_with_passphrase(key, "zeven kraanvogels", QUICK, b"here", random.Random(2).randbytes)
    with pytest.raises(CannotUnwrapError):
        unwrap_with_passphrase(wrap, passphrase, parameters, bound_to)


def test_a_passphrase_typed_on_another_system_is_the_same_one() -> None:
    key = DataKey.new(random.Random(1).randbytes)
    wrap = wrap_with_passphrase(key, unicodedata.normalize("NFC", "één café"), QUICK, b"", random.Random(2).randbytes)
    assert unwrap_with_passphrase(wrap, unicodedata.normalize("NFD", "één café"), QUICK, b"") == key


def test_an_empty_passphrase_is_refused() -> None:
    with pytest.raises(WeakSecretError):
        wrap_with_passphrase(DataKey(bytes(32)), "", QUICK, b"", random.Random(2).randbytes)


def test_the_recovery_key_opens_what_it_wrapped_and_another_does_not() -> None:
    key = DataKey.new(random.Random(1).randbytes)
    wrap = wrap_with_recovery_key(key, recovery_key(3), b"here", random.Random(2).randbytes)
    assert unwrap_with_recovery_key(wrap, recovery_key(3), b"here") == key
    with pytest.raises(CannotUnwrapError):
        unwrap_with_recovery_key(wrap, recovery_key(4), b"here")


@pytest.mark.parametrize(
    "numbers", [(2**30, 3, 4), (64 * 1024, 10**9, 4), (64 * 1024, 3, 10**6), (1, 1, 1), (64 * 1024, 0, 4), (-1, 3, 4)]
)
def test_a_derivation_that_is_too_heavy_or_too_light_is_refused(numbers: tuple[int, int, int]) -> None:
    with pytest.raises(KdfBoundsError):
        KdfParameters(*numbers)


def test_keys_for_different_purposes_differ() -> None:
    key = DataKey(bytes(32))
    derived = {key.derive("database"), key.derive("evidence"), key.derive("evidence", b"salt"), bytes(32)}
    assert len(derived) == 4


def test_no_secret_is_printed() -> None:
    key = DataKey(bytes(range(32)))
    assert bytes(range(32)).hex() not in repr(key) + str(key)
    assert recovery_key(1).digits not in repr(recovery_key(1)) + f"{recovery_key(1)}"
    with pytest.raises(TypeError):
        hash(key)


def test_a_wiped_key_is_gone_from_memory_and_of_no_use() -> None:
    key = DataKey(bytes(range(32)))
    kept = key.copy()
    memory = key._secret
    key.wipe()
    assert key.is_wiped
    assert memory == bytes(32)
    for use in (lambda: key.derive("database"), key.check_value, key.copy):
        with pytest.raises(RuntimeError):
            use()
    assert kept == DataKey(bytes(range(32)))
