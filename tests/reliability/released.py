"""The vaults of every schema version, as the program of that time made them, kept in `tests/fixtures/vaults`.

A vault is made once, when its schema is released, and never again:

    python -m tests.reliability.released 3

makes that of schema 3 with today's code, which must be at schema 3. Beside it stands what it holds, as plain JSON. As
long as nothing is released, the newest may be made anew after its step was changed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from portfolio_app.common.clock import FixedClock
from portfolio_app.domain.kinds import KINDS
from portfolio_app.services.operations import OperationName
from portfolio_app.services.portfolio import Portfolio
from portfolio_app.storage import migrations
from portfolio_app.storage.vault import create_vault
from tests.reliability.invention import changed, invented, picture
from tests.reliability.model import Records, as_kept
from tests.vaults import QUICK

FOLDER: Final = Path(__file__).resolve().parents[1] / "fixtures" / "vaults"
PASSPHRASE: Final = "elf verzonnen zwaluwen"
_MADE_ON: Final = FixedClock(datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
_FIRST_WITH_RECORDS: Final = 2


@dataclass(frozen=True)
class Released:
    """A stored vault and what it holds.

    Attributes:
        version: of its schema.
        path: of the stored folder; work on a copy.
        recovery_key: opens it, as `PASSPHRASE` does.
        records: what it holds.
        before_undo: what undo leads to.
        evidence: hashes of the files in it.
        operations: how many there are in its history.
    """

    version: int
    path: Path
    recovery_key: str
    records: Records
    before_undo: Records
    evidence: tuple[str, ...]
    operations: int

    def copy_to(self, folder: Path) -> Path:
        """Copy the vault into `folder` and return where it is."""
        target = folder / self.path.name
        shutil.copytree(self.path, target)
        (target / "backups").mkdir(exist_ok=True)  # git keeps no empty folders
        (target / "evidence").mkdir(exist_ok=True)
        return target


def released() -> tuple[Released, ...]:
    """Return the stored vaults, oldest first."""
    numbers = sorted(int(path.stem.removeprefix("schema-")) for path in FOLDER.glob("schema-*.json"))
    return tuple(_read(number) for number in numbers)


def _read(version: int) -> Released:
    told = json.loads((FOLDER / f"schema-{version}.json").read_text(encoding="utf-8"))
    return Released(
        version,
        FOLDER / f"schema-{version}.vakdossier",
        told["recovery_key"],
        _records_from(told["records"]),
        _records_from(told["before_undo"]),
        tuple(told["evidence"]),
        told["operations"],
    )


def _records_from(plain: dict[str, Any]) -> Records:
    return {record_id: (kind, fields) for record_id, (kind, fields) in plain.items()}


def make(version: int, folder: Path = FOLDER) -> Path:
    """Make the vault of a schema version in `folder`, and return it; one that was there is replaced.

    Raises:
        ValueError: this program cannot make it.
    """
    if version not in {1, migrations.latest_version()}:
        raise ValueError(f"a program of schema {migrations.latest_version()} makes no vault of schema {version}")
    path = folder / f"schema-{version}.vakdossier"
    shutil.rmtree(path, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    told: dict[str, Any] = {"records": {}, "before_undo": {}, "evidence": [], "operations": 0}
    real = migrations.steps
    steps = real()[:version]
    migrations.steps = lambda: steps  # type: ignore[assignment]
    try:
        vault, recovery_key = create_vault(path, PASSPHRASE, _MADE_ON, kdf=QUICK)
        if version < _FIRST_WITH_RECORDS:
            vault.close()
        else:
            with Portfolio(vault, _MADE_ON) as portfolio:
                told = _fill(portfolio)
    finally:
        migrations.steps = real  # type: ignore[assignment]
    told["recovery_key"] = recovery_key.printed()
    words = json.dumps(told, indent=1, ensure_ascii=False, sort_keys=True)
    (folder / f"schema-{version}.json").write_text(words + "\n", encoding="utf-8")
    return path


def _fill(portfolio: Portfolio) -> dict[str, Any]:
    """Put records of every kind in, with links, files and a past, and return what the vault then holds."""
    chance = random.Random(20261122)
    ids: dict[str, list[str]] = {}
    made = []
    for number in range(2):
        for kind in KINDS:
            record = invented(kind, f"{kind.key.replace('_', '-')}-{number}", chance, ids)
            if record is not None and not (kind.singleton and number):
                made.append(record)
                ids.setdefault(kind.key, []).append(record.id)
    portfolio.add_many(made, OperationName.ADD)
    evidence = []
    for number, owner in enumerate(("activity-0", "permission-1")):
        content = picture(number, 900)
        file = portfolio.vault.path.parent / f"certificaat-{number}.png"
        file.write_bytes(content)
        portfolio.attach(owner, file)
        file.unlink()
        evidence.append(hashlib.sha256(content).hexdigest())
    portfolio.delete(["goal-1"])
    ids["goal"].remove("goal-1")
    for record in made[:12]:
        after = changed(portfolio.record(record.kind, record.id), chance, ids)
        if after is not None:
            portfolio.change(
                record.kind, record.id, {spec.name: getattr(after, spec.name) for spec in record.kind.fields}
            )
    before_undo = as_kept(portfolio.snapshot())
    portfolio.change(KINDS[0], "person-0", {"cv_confirmed_on": date(2026, 11, 1) + timedelta(days=3)})
    return {
        "records": as_kept(portfolio.snapshot()),
        "before_undo": before_undo,
        "evidence": evidence,
        "operations": portfolio.history(1)[0].number,
    }


def main() -> None:
    """Make one vault."""
    parser = argparse.ArgumentParser(prog="python -m tests.reliability.released", description=main.__doc__)
    parser.add_argument("version", type=int)
    print(make(parser.parse_args().version))


if __name__ == "__main__":
    main()
