"""Cuts the power, in simulation, at every moment of what the program does, and opens what is left.

    python -m tests.reliability.power_cuts

prints for each deed in how many states of the disk it was found, and in how many something was wrong: an acknowledged
change that is not there, or a vault that does not open or holds something that it never held.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from portfolio_app.common.atomic import write_atomically
from portfolio_app.common.clock import FixedClock
from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import Text
from portfolio_app.domain.records.growth import Goal, GoalStatus
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.services.backups import Backups
from portfolio_app.storage.backups.store import BackupStore
from portfolio_app.storage.check import check_vault
from portfolio_app.storage.vault import Secret, Vault, open_vault
from tests.reliability.harness import PASSPHRASE, new_vault, steps_ahead
from tests.reliability.invention import picture
from tests.reliability.power import Disk, after_power_cuts, record
from tests.vaults import QUICK

Acknowledge = Callable[[], None]

_NEW: Final = "een nieuwe zin"
_CLOCK: Final = FixedClock.on(date(2026, 6, 15))
_SAVING: Final = Text("Het opslaan", "Saving")
_OLD_PAPER: Final = b"oud" * 5_000
_NEW_PAPER: Final = b"nieuw" * 9_000


@dataclass(frozen=True)
class Case:
    """Something that is done, and how what is left of it is judged.

    Attributes:
        do: does it in a folder and says when it is acknowledged.
        wrong: says what is wrong in a folder after a power cut, or nothing; told whether it was acknowledged.
        ahead: the program is so many versions ahead of today's.
    """

    do: Callable[[Path, Acknowledge], None]
    wrong: Callable[[Path, bool], str]
    ahead: int = 0


def run_case(case: Case, place: Path, *, most: int, seed: int = 1) -> dict[str, Any]:
    """Record a deed in a folder with a vault, and judge at most so many states of the disk after power cuts in it."""
    folder = prepared(place)
    start = Disk.of(folder)
    chance = random.Random(seed)
    wrong: Counter[str] = Counter()
    with steps_ahead(case.ahead):
        events = record(folder, lambda acknowledge: case.do(folder, acknowledge), place / "log")
        states = list(after_power_cuts(start, events, chance))
        chosen = sorted(chance.sample(range(len(states)), k=min(most, len(states))))
        for number in chosen:
            disk, acknowledged = states[number]
            disk.write_to(place / "state")
            wrong[case.wrong(place / "state", acknowledged)] += 1
            shutil.rmtree(place / "state")
    del wrong[""]
    acknowledged = sum(states[number][1] for number in chosen)
    return {"events": len(events), "states": len(chosen), "acknowledged": acknowledged, "wrong": dict(wrong)}


def prepared(place: Path) -> Path:
    """Make a folder with a vault that holds a record and a file, one backup of it, and a paper beside it."""
    folder = place / "desk"
    folder.mkdir()
    new_vault(folder)
    with _opened(folder) as vault:
        with vault.storage.transaction("add") as unit:
            unit.insert(_goal(0))
        _attach(vault, 0)
        Backups(vault, _CLOCK).back_up()
    write_atomically(folder / "out" / "cv.pdf", _OLD_PAPER, _SAVING)
    return folder


def _opened(folder: Path, passphrase: str = PASSPHRASE) -> Vault:
    return open_vault(folder / "vault.vakdossier", Secret(passphrase=passphrase), _CLOCK)


def _goal(number: int, words: int = 30) -> Goal:
    deadline = date(2026, 12, 1)
    return Goal(id=f"g{number}", name="Doel", notes="woord " * words, deadline=deadline, status=GoalStatus.PLANNED)


def _attach(vault: Vault, number: int) -> None:
    stored = vault.evidence.put_bytes(picture(number, 700_000))
    with vault.storage.transaction("attach") as unit:
        unit.insert(Evidence(id=f"e{number}", name="Certificaat", sha256=stored.sha256, size=stored.size))


# -- what is done -----------------------------------------------------------------------------------------------------


def _save(folder: Path, acknowledge: Acknowledge) -> None:
    with _opened(folder) as vault:
        with vault.storage.transaction("add") as unit:
            unit.insert(_goal(1))
        acknowledge()


def _save_many(folder: Path, acknowledge: Acknowledge) -> None:
    with _opened(folder) as vault:
        with vault.storage.transaction("add") as unit:
            unit.insert_many([_goal(number, 300) for number in range(1, 60)])
        acknowledge()


def _save_evidence(folder: Path, acknowledge: Acknowledge) -> None:
    with _opened(folder) as vault:
        _attach(vault, 1)
        acknowledge()


def _rewrap(folder: Path, acknowledge: Acknowledge) -> None:
    with _opened(folder) as vault:
        vault.change_passphrase(_NEW, QUICK)
        acknowledge()


def _back_up(folder: Path, acknowledge: Acknowledge) -> None:
    with _opened(folder) as vault:
        (attempt,) = Backups(vault, _CLOCK).back_up(even_unchanged=True)
        if attempt.problem is None:
            acknowledge()


def _migrate(folder: Path, acknowledge: Acknowledge) -> None:
    with _opened(folder):
        acknowledge()


def _export(folder: Path, acknowledge: Acknowledge) -> None:
    write_atomically(folder / "out" / "cv.pdf", _NEW_PAPER, _SAVING)
    acknowledge()


def _export_carelessly(folder: Path, acknowledge: Acknowledge) -> None:
    """Write as most programs do; here to show that the simulation notices."""
    part = folder / "out" / "part"
    part.write_bytes(_NEW_PAPER)
    part.replace(folder / "out" / "cv.pdf")
    acknowledge()


# -- what is left -----------------------------------------------------------------------------------------------------


def _wrong_with_vault(
    folder: Path, before: int, then: int, acknowledged: bool, passphrases: tuple[str, ...] = (PASSPHRASE,)
) -> str:
    """Say what is wrong: it holds either `before` records or `then`, and the latter when it was acknowledged."""
    for passphrase in passphrases:
        try:
            with _opened(folder, passphrase) as vault:
                count = len(vault.storage.snapshot())
                serious = [each.message.en for each in check_vault(vault).findings if each.is_serious]
        except VakdossierError as error:
            problem = error.message.en
            continue
        if vault.notices:
            return "on opening: " + vault.notices[0].en
        if count != then and (acknowledged or count != before):
            return f"it holds {count} records"
        return "; ".join(serious)
    return f"it does not open: {problem}"


def _wrong_with_backups(folder: Path, acknowledged: bool) -> str:
    wrong = _wrong_with_vault(folder, 2, 2, acknowledged)
    if wrong:
        return wrong
    with _opened(folder) as vault:
        store = BackupStore(vault.backups, vault.data_key.copy())
        backups = store.list()
        problems = [store.verify(backup, evidence_too=True) for backup in backups]
    if any(problem is not None for problem in problems):
        return "a backup that has a name is not whole"
    return "" if len(backups) == 2 or (not acknowledged and len(backups) == 1) else f"there are {len(backups)} backups"


def _wrong_with_paper(folder: Path, acknowledged: bool) -> str:
    path = folder / "out" / "cv.pdf"
    content = path.read_bytes() if path.exists() else b""
    if content == _NEW_PAPER or (content == _OLD_PAPER and not acknowledged):
        return ""
    return "the old paper, although the new one was acknowledged" if content == _OLD_PAPER else "neither paper is whole"


CASES: Final[Mapping[str, Case]] = {
    "saving a record": Case(_save, lambda folder, done: _wrong_with_vault(folder, 2, 3, done)),
    "saving many records": Case(_save_many, lambda folder, done: _wrong_with_vault(folder, 2, 61, done)),
    "taking in evidence": Case(_save_evidence, lambda folder, done: _wrong_with_vault(folder, 2, 3, done)),
    "changing the passphrase": Case(
        _rewrap,
        lambda folder, done: _wrong_with_vault(folder, 2, 2, done, (_NEW,) if done else (_NEW, PASSPHRASE)),
    ),
    "making a backup": Case(_back_up, _wrong_with_backups),
    "migrating": Case(_migrate, lambda folder, done: _wrong_with_vault(folder, 2, 2, done), ahead=1),
    "exporting": Case(_export, _wrong_with_paper),
    "exporting carelessly": Case(_export_carelessly, _wrong_with_paper),
}


def main() -> None:
    """Run all cases, or those that are named."""
    parser = argparse.ArgumentParser(prog="python -m tests.reliability.power_cuts", description=main.__doc__)
    parser.add_argument("case", nargs="*", choices=[*CASES, []], help="only these")
    parser.add_argument("--most", type=int, default=10_000, help="so many states of each, by chance")
    asked = parser.parse_args()
    told = {}
    for name in asked.case or CASES:
        with tempfile.TemporaryDirectory(prefix="vakdossier-power-") as place:
            told[name] = run_case(CASES[name], Path(place), most=asked.most)
            print(name, told[name], file=sys.stderr)
    print(json.dumps(told))


if __name__ == "__main__":
    main()
