"""A short run of the kill harness; the full one is `python -m tests.reliability --kills 1000`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = 25


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and fork are of Unix")
def test_killed_at_any_moment_nothing_acknowledged_is_lost(checkout: Path) -> None:
    """In a process of its own, because it forks, which a process full of Qt must not."""
    command = [sys.executable, "-m", "tests.reliability", "--kills", str(KILLS), "--seed", "26", "--json"]
    ways = ["--way", "moment", "--way", "step"]
    done = subprocess.run([*command, *ways], cwd=checkout, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    told = json.loads(done.stdout)
    assert (told["lost"], told["damaged"], told["other"]) == ([], [], [])
    assert told["survived"] == told["kills"] == KILLS
    assert told["acknowledged"] > 0
