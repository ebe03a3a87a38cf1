"""Ctrl+C while a document is made: nothing half-written remains, nothing is told to have left, and the code says so."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from portfolio_app.cli.console import Console
from portfolio_app.cli.main import EXIT_INTERRUPTED
from portfolio_app.common.clock import FixedClock
from portfolio_app.common.text import Text
from portfolio_app.domain.records.outgoing import Outgoing
from portfolio_app.services.opening import open_portfolio
from portfolio_app.services.progress import Progress
from tests.cli.conftest import PASSPHRASE, Command
from tests.exported_portfolios import small_portfolio

STAGES = ("Gegevens verzamelen", "Privacycontrole", "Bladzijden opmaken", "Opslaan")


@pytest.fixture
def filled(tmp_path: Path, clock: FixedClock) -> Path:
    """A vault with a small portfolio."""
    path = tmp_path / "kluis.vakdossier"
    small_portfolio(path, clock, PASSPHRASE).close()
    return path


@pytest.fixture(autouse=True)
def _hears_ctrl_c() -> Iterator[None]:
    """Let the signal do what it does in a terminal: a shell starts what runs behind it deaf to it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def press_ctrl_c_at(stage: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Send the signal of Ctrl+C as soon as a stage is told; return the stages that were told."""
    told: list[str] = []

    @contextmanager
    def progress(_console: Console) -> Iterator[Progress]:
        def show(now: Text, _done: int, _total: int) -> None:
            told.append(now.nl)
            if now.nl == stage:
                signal.raise_signal(signal.SIGINT)

        yield show

    monkeypatch.setattr(Console, "progress", progress)
    return told


@pytest.mark.parametrize("stage", STAGES)
def test_a_dossier_that_is_stopped_was_never_there(
    command: Command, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: FixedClock, stage: str
) -> None:
    folder = tmp_path / "uit"
    folder.mkdir()
    earlier = folder / "dossier.pdf"
    earlier.write_bytes(b"van vorig jaar")
    told = press_ctrl_c_at(stage, monkeypatch)
    made = command("dossier", filled, "--register", "rnvc", "--date", "2026-06-15", "-o", earlier)
    assert told[-1] == stage
    assert made.code == EXIT_INTERRUPTED
    assert made.out == ""
    assert made.err.strip() == "Afgebroken."
    assert [each.name for each in folder.iterdir()] == ["dossier.pdf"]
    assert earlier.read_bytes() == b"van vorig jaar"
    with open_portfolio(filled, passphrase=PASSPHRASE, clock=clock) as portfolio:
        assert portfolio.snapshot().of(Outgoing) == ()


def test_a_check_that_is_stopped_says_nothing(command: Command, filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    press_ctrl_c_at("Privacycontrole", monkeypatch)
    made = command("dossier", filled, "--register", "rnvc", "--date", "2026-06-15", "--check")
    assert (made.code, made.out) == (EXIT_INTERRUPTED, "")


def test_a_check_tells_how_far_it_is(command: Command, filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = press_ctrl_c_at("nergens", monkeypatch)
    made = command("dossier", filled, "--register", "rnvc", "--date", "2026-06-15", "--check")
    assert made.code in (0, 1)
    assert told[0] == "Gegevens verzamelen"
    assert "Privacycontrole" in told
