"""A disk that refuses something half-way: it is said, what was there is intact, and work goes on when it can."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.domain.records.person import Person
from portfolio_app.services.archives import export_archive
from portfolio_app.services.backups import Backups
from portfolio_app.services.exports import CvRequest, write_cv
from portfolio_app.services.portfolio import Portfolio
from portfolio_app.storage.backups.store import BackupStore
from portfolio_app.storage.check import check_vault
from portfolio_app.storage.errors import WrongPassphraseError
from portfolio_app.storage.header import HEADER_NAME, PREVIOUS_NAME
from portfolio_app.storage.vault import Secret, open_vault
from tests.reliability.faults import CODES, Refusing
from tests.reliability.harness import PASSPHRASE, new_vault
from tests.reliability.judging import what_is_wrong_with
from tests.reliability.model import as_kept
from tests.vaults import QUICK

Deed = Callable[[Portfolio, Path, int], None]


@pytest.fixture
def portfolio(tmp_path: Path, clock: FixedClock) -> Iterator[Portfolio]:
    new_vault(tmp_path)
    vault = open_vault(tmp_path / "vault.vakdossier", Secret(passphrase=PASSPHRASE), clock)
    with Portfolio(vault, clock) as opened:
        opened.add(Person.kind, {"given_names": "Noor", "surname": "Verzonnen"})
        yield opened


def change_passphrase(portfolio: Portfolio, _out: Path, _number: int) -> None:
    portfolio.vault.change_passphrase(PASSPHRASE, QUICK)


def new_recovery_key(portfolio: Portfolio, _out: Path, _number: int) -> None:
    portfolio.vault.new_recovery_key()


def new_unlock_key(portfolio: Portfolio, _out: Path, _number: int) -> None:
    portfolio.vault.new_unlock_key(lambda _key: None)


def take_in_evidence(portfolio: Portfolio, _out: Path, number: int) -> None:
    stored = portfolio.vault.evidence.put_bytes(number.to_bytes(8, "big") + bytes(600_000))
    assert portfolio.vault.evidence.is_good(stored.sha256)


def write_the_cv(portfolio: Portfolio, out: Path, _number: int) -> None:
    write_cv(portfolio, CvRequest("client", out / "cv.json", mask=True))


def write_the_archive(portfolio: Portfolio, out: Path, _number: int) -> None:
    export_archive(portfolio, out / "alles.zip")


def back_up(portfolio: Portfolio, _out: Path, _number: int) -> None:
    (attempt,) = Backups(portfolio.vault, portfolio.clock).back_up(even_unchanged=True)
    if attempt.problem is not None:
        raise attempt.problem


DEEDS = (
    change_passphrase,
    new_recovery_key,
    new_unlock_key,
    take_in_evidence,
    write_the_cv,
    write_the_archive,
    back_up,
)


@pytest.mark.parametrize("onward", [False, True], ids=["once", "onward"])
@pytest.mark.parametrize("deed", DEEDS)
def test_every_moment_at_which_the_disk_refuses(portfolio: Portfolio, tmp_path: Path, deed: Deed, onward: bool) -> None:
    out = tmp_path / "out"
    deed(portfolio, out, 0)
    refusals: list[EnvironmentRefusedError] = []
    stride = 9 if deed is write_the_archive else 1  # asks for hundreds of things, most of them the same
    for number in count(1, stride * (3 if onward else 1)):
        with Refusing(number, CODES[number % len(CODES)], onward=onward) as disk:
            try:
                deed(portfolio, out, number)
            except EnvironmentRefusedError as error:
                refusals.append(error)
        assert_nothing_half_made(portfolio, out)
        if not disk.was_reached:
            break
        if number % 4 == 0:
            deed(portfolio, out, 1000 + number)  # the cause is gone
    assert refusals
    assert all(error.say("nl") != error.say("en") and error.remedy.nl and error.remedy.en for error in refusals)
    assert_sound(portfolio)


def assert_nothing_half_made(portfolio: Portfolio, out: Path) -> None:
    assert not [path.name for folder in (portfolio.vault.path, out) for path in folder.glob(".vakdossier-*")]
    for path in out.iterdir():
        assert what_is_wrong_with(path) == ""
    headers = [(portfolio.vault.path / name).read_bytes() for name in (HEADER_NAME, PREVIOUS_NAME)]
    assert all(header.endswith(b"}\n") for header in headers)


def assert_sound(portfolio: Portfolio) -> None:
    store = BackupStore(portfolio.vault.backups, portfolio.vault.data_key)
    assert [backup.name for backup in store.list() if backup.problem] == []
    assert [finding for finding in check_vault(portfolio.vault).findings if finding.is_serious] == []
    clock = FixedClock(portfolio.clock.now())
    with open_vault(portfolio.vault.path, Secret(passphrase=PASSPHRASE), clock, read_only=True) as vault:
        assert vault.notices == ()
        assert as_kept(vault.storage.snapshot()) == as_kept(portfolio.snapshot())
        assert len(vault.storage.snapshot().of(Person)) == 1


def test_a_change_of_passphrase_that_was_refused_leaves_one_of_the_two(portfolio: Portfolio) -> None:
    path, clock = portfolio.vault.path, FixedClock(portfolio.clock.now())
    known = PASSPHRASE
    for number in count(1):
        new = f"zin nummer {number}"
        with Refusing(number) as disk:
            try:
                portfolio.vault.change_passphrase(new, QUICK)
            except EnvironmentRefusedError:
                opens = []
                for passphrase in (known, new):
                    try:
                        open_vault(path, Secret(passphrase=passphrase), clock, read_only=True).close()
                    except WrongPassphraseError:
                        continue
                    opens.append(passphrase)
                assert len(opens) == 1
                known = opens[0]
            else:
                known = new
        if not disk.was_reached:
            break
    assert number > 6
