"""A PDF on a disk without any room: said in words, by a program that lives on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.domain.records.person import Person
from portfolio_app.services.portfolio import Portfolio
from portfolio_app.storage.vault import Secret, open_vault
from tests.reliability.harness import PASSPHRASE, new_vault
from tests.reliability.judging import what_is_wrong_with

WRITING = """
import resource, signal, sys
from pathlib import Path
from portfolio_app.common.clock import SystemClock
from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.services.exports import CvRequest, write_cv
from portfolio_app.services.opening import open_portfolio
folder = Path(sys.argv[1])
with open_portfolio(folder / "vault.vakdossier", passphrase=sys.argv[2], clock=SystemClock()) as portfolio:
    request = CvRequest("client", folder / "out" / "cv.pdf", mask=True)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    for limit in (0, 1, 100, 3_000, 9_000, 20_000):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, unlimited[1]))
        try:
            write_cv(portfolio, request)
        except EnvironmentRefusedError as refused:
            print(refused.say("en"))
        resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
    write_cv(portfolio, request)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits on files are of Unix")
def test_it_is_refused_in_words_and_written_when_there_is_room(tmp_path: Path, clock: FixedClock) -> None:
    new_vault(tmp_path)
    vault = open_vault(tmp_path / "vault.vakdossier", Secret(passphrase=PASSPHRASE), clock)
    with Portfolio(vault, clock) as portfolio:
        portfolio.add(Person.kind, {"given_names": "Noor", "surname": "Verzonnen"})
    command = [sys.executable, "-c", WRITING, str(tmp_path), PASSPHRASE]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 6
    assert all("too big for this disk" in line for line in done.stdout.splitlines())
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["cv.pdf"]
    assert what_is_wrong_with(tmp_path / "out" / "cv.pdf") == ""
