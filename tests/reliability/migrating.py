"""Kills a process at every statement of a migration, one after the other, and judges each vault that is left.

    python -m tests.reliability.migrating 2 1

takes the stored vault of schema 2 to a program that is one version ahead of today's. Prints, as JSON, at how many
statements it was killed, how often the old and how often the new schema stood there, and what was wrong.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from portfolio_app.common.clock import SystemClock
from portfolio_app.storage.check import check_vault
from portfolio_app.storage.driver import DATABASE_NAME, DatabasePlace, connect
from portfolio_app.storage.header import read_header
from portfolio_app.storage.migrations import latest_version, schema_version
from portfolio_app.storage.vault import Secret, Vault, open_vault
from tests.reliability.dying import die_at_statement
from tests.reliability.harness import steps_ahead
from tests.reliability.model import as_kept
from tests.reliability.released import PASSPHRASE, Released, released

_SECRET = Secret(passphrase=PASSPHRASE)
_MOST_STATEMENTS = 2_000


def kill_at_every_statement(stored: Released, folder: Path, *, every: int = 1) -> dict[str, Any]:
    """Migrate copies of a stored vault, each killed one statement (or `every`) later than the one before."""
    found: Counter[int] = Counter()
    problems: list[str] = []
    for number in range(1, _MOST_STATEMENTS, every):
        path = stored.copy_to(folder)
        finished = _opened_until(path, number)
        version = _version_of(path)
        found[version] += not finished
        if not stored.version <= version <= latest_version():
            problems.append(f"killed at statement {number}: schema {version} is not on the way from the old to the new")
        with open_vault(path, _SECRET, SystemClock()) as vault:
            problems += [f"killed at statement {number}: {each}" for each in what_is_lost(vault, stored)]
        leftovers = [each.name for each in path.rglob(".vakdossier-*")]
        if leftovers:
            problems.append(f"killed at statement {number}: left {leftovers}")
        shutil.rmtree(path)
        if finished:
            break
    else:
        problems.append("the migration never came to its end")
    return {"kills": sum(found.values()), "by schema": dict(found), "problems": problems}


def what_is_lost(vault: Vault, stored: Released) -> list[str]:
    """Return what an open vault that came from a stored one does not hold as that did."""
    wrong = [finding.message.en for finding in check_vault(vault).findings]
    if as_kept(vault.storage.snapshot()) != stored.records:
        wrong.append("the records differ")
    if not all(vault.evidence.is_good(sha256) for sha256 in stored.evidence):
        wrong.append("evidence is missing or damaged")
    with vault.storage.reading() as now:
        operations = now.history.operations(10_000)
    if len(operations) != stored.operations:
        wrong.append("the history is not complete")
    return wrong


def _opened_until(path: Path, statement: int) -> bool:
    """Open the vault in a process that is killed at a statement, and tell whether it lived."""
    pid = os.fork()
    if pid == 0:
        try:
            die_at_statement(statement)
            open_vault(path, _SECRET, SystemClock()).close()
        finally:
            os._exit(0 if sys.exc_info()[0] is None else 1)
    _, status = os.waitpid(pid, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) != 0:
        raise RuntimeError("opening failed without being killed")
    return not os.WIFSIGNALED(status)


def _version_of(path: Path) -> int:
    """Return the schema that stands there after recovery by the database itself, and nothing else."""
    header = read_header(path).header
    place = DatabasePlace(path / DATABASE_NAME, _SECRET.unlock(header), header.database_salt)
    connection = connect(place)
    try:
        return schema_version(connection)
    finally:
        connection.close()


def main() -> None:
    """Do it for one stored vault."""
    parser = argparse.ArgumentParser(prog="python -m tests.reliability.migrating", description=main.__doc__)
    parser.add_argument("version", type=int, help="schema of the stored vault")
    parser.add_argument("ahead", type=int, help="how many versions the program is ahead of today's")
    parser.add_argument("--every", type=int, default=1, help="only every so many statements")
    asked = parser.parse_args()
    stored = next(each for each in released() if each.version == asked.version)
    with tempfile.TemporaryDirectory(prefix="vakdossier-migrating-") as folder, steps_ahead(asked.ahead):
        print(json.dumps(kill_at_every_statement(stored, Path(folder), every=asked.every)))


if __name__ == "__main__":
    main()
