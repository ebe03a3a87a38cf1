"""Kill the program so many times, and say what was lost.

    python -m tests.reliability --kills 1000

Ends with 0 when nothing was, else with 1; the vault concerned is then left where it is said to be.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.reliability.dying import can_trace
from tests.reliability.harness import WAYS, Figures, run
from tests.reliability.processes import can_run


def main() -> int:
    """Run the harness and print its figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.reliability", description=__doc__)
    parser.add_argument("--kills", type=int, default=1_000)
    parser.add_argument("--faults", type=int, default=0, help="instead, let the kernel refuse something so often")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills-per-vault", type=int, default=25)
    parser.add_argument("--way", choices=tuple(WAYS), action="append", help="only die in this way; may be given again")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    if not can_run():
        print("Processes cannot be killed like this here.", file=sys.stderr)
        return 0
    ways = tuple(asked.way or (way for way in WAYS if way != "syscall" or can_trace()))
    _be_private()
    folder = Path(tempfile.mkdtemp(prefix="vakdossier-kills-"))
    begun = time.monotonic()
    rounds, ways = (asked.faults, ("refused",)) if asked.faults else (asked.kills, ways)
    figures = run(folder, rounds, asked.seed, ways=ways, rounds_per_life=asked.kills_per_vault, progress=_tell_progress)
    summary = summary_of(figures, time.monotonic() - begun)
    print(json.dumps(summary, indent=1) if asked.json else _as_lines(summary))
    if figures.problems:
        print(f"The vault was left in {folder}.", file=sys.stderr)
        return 1
    shutil.rmtree(folder)
    return 0


def summary_of(figures: Figures, seconds: float) -> dict[str, Any]:
    """Return the figures as plain data."""
    opening = figures.reopening or [0.0]
    return {
        "kills": figures.total,
        "faults": figures.faults,
        "refused in words": dict(figures.refusals),
        "words": dict(figures.sentences.most_common()),
        "survived": figures.total + figures.faults - (1 if figures.problems else 0),
        "by way": dict(figures.kills),
        "died during": dict(figures.during.most_common()),
        "acknowledged": sum(figures.deeds.values()),
        "acknowledged by deed": dict(figures.deeds.most_common()),
        "in flight and done": figures.in_flight_kept,
        "lost": figures.lost,
        "damaged": figures.damaged,
        "other": figures.other,
        "reopening, median ms": round(statistics.median(opening) * 1000, 1),
        "reopening, longest ms": round(max(opening) * 1000, 1),
        "remains": dict(figures.remains),
        "seconds": round(seconds),
    }


def _as_lines(summary: dict[str, Any]) -> str:
    return "\n".join(f"{name}: {value}" for name, value in summary.items())


def _be_private() -> None:
    """Let no setting of whoever runs this reach the processes, and nothing reach their home."""
    os.environ["TZ"] = "Europe/Amsterdam"
    time.tzset()


def _tell_progress(figures: Figures) -> None:
    if sys.stderr.isatty():
        print(
            f"\r{figures.total + figures.faults} processes, {sum(figures.deeds.values())} acknowledged",
            end="",
            file=sys.stderr,
        )


if __name__ == "__main__":
    sys.exit(main())
