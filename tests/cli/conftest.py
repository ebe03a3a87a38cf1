"""What the tests of the command line share: a vault, and a way to give a command as a person does."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pytest

from portfolio_app.cli.main import main

PASSPHRASE = "vier losse woorden samen"


@dataclass(frozen=True)
class Outcome:
    """What a command gave back."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:  # noqa: ANN401 - whatever JSON the command printed
        """What it printed, as JSON."""
        return json.loads(self.out)


Command = Callable[..., Outcome]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Give a function that runs a command with the passphrase in the environment."""
    monkeypatch.setenv("VAKDOSSIER_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr("portfolio_app.cli.main._own_mistake", _show_mistake)

    def run(*words: object) -> Outcome:
        capsys.readouterr()
        try:
            code = main([str(word) for word in words])
        except SystemExit as left:
            code = int(left.code or 0)
        said = capsys.readouterr()
        return Outcome(code, said.out, said.err)

    return run


def _show_mistake(error: Exception, _console: object) -> NoReturn:
    """A person sees one line; whoever reads a failing test wants to see where it went wrong."""
    raise error


@pytest.fixture
def vault(command: Command, tmp_path: Path) -> Path:
    """Give a new, empty vault."""
    path = tmp_path / "kluis.vakdossier"
    assert command("new", path).code == 0
    return path
