"""The whole program as a person starts it, killed while one of its commands runs."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.reliability.model import Plain

_GOAL = {"deadline": "2026-12-01", "status": "planned"}


@dataclass(frozen=True)
class Ran:
    """How a command ended.

    Attributes:
        name: of the goal that it was to add; no other goal has it.
        added: the goal as the program printed it, which it does only when it is saved; None when it had not yet.
        failure: what it said when it failed by itself.
    """

    name: str
    added: Plain | None
    failure: str


def add_and_kill(vault: Path, passphrase: str, chance: random.Random) -> Ran:
    """Start `vakdossier add VAULT goal … --json` and kill it after a while; it may be done by then."""
    name = f"Doel {chance.getrandbits(60)}"
    fields = [word for key, value in {"name": name, **_GOAL}.items() for word in (f"--{key}", value)]
    process = subprocess.Popen(
        [sys.executable, "-m", "portfolio_app", "add", str(vault), "goal", "--json", *fields],
        env={**os.environ, "VAKDOSSIER_PASSPHRASE": passphrase},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(chance.uniform(0.3, 3.0))
    process.kill()
    printed, complained = process.communicate()
    if process.returncode not in (0, -9):
        return Ran(name, None, complained or f"the command ended with {process.returncode}")
    return Ran(name, _whole(printed), "")


def _whole(printed: str) -> dict[str, Any] | None:
    try:
        added = json.loads(printed)
    except ValueError:
        return None
    return added if isinstance(added, dict) else None
