"""The process that is killed: works in a vault by the services of the program, and says what it does.

Each deed is announced before it is begun and acknowledged after it has returned, one line of JSON each. A person who
sees a change on the screen has seen an acknowledgement; one who does not see it yet has seen an announcement at most.
"""

from __future__ import annotations

import argparse
import json
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from portfolio_app.common.clock import FixedClock
from tests.reliability.deeds import DEEDS, Desk, after, choose, perform
from tests.reliability.model import Model

Tell = Callable[[dict[str, Any]], None]


def work(vault: Path, out: Path, model: Model, chance: random.Random, tell: Tell, *, most: int = 10_000) -> None:
    """Do `most` deeds in the vault, unless killed before; the vault stands as `model` says."""
    clock = FixedClock(model.moment)
    desk = Desk(vault, out, clock, model.passphrase)
    tell({"open": True})
    favourite = chance.choice(DEEDS)
    for _ in range(most):
        deed = choose(chance, model, favourite)
        tell({"try": deed.to_plain()})
        told = perform(deed, desk)
        tell({"done": told})
        model = after(deed, told, model)
    desk.portfolio.close()


def teller(descriptor: int) -> Tell:
    """Return a `tell` that writes whole lines to a descriptor, past every buffer of ours."""

    def tell(said: dict[str, Any]) -> None:
        left = json.dumps(said, separators=(",", ":")).encode() + b"\n"
        while left:
            left = left[os.write(descriptor, left) :]

    return tell


def main() -> None:
    """Work in a new vault and say so on standard output, for somebody who wants to kill it by hand."""
    from tests.reliability.harness import new_vault

    parser = argparse.ArgumentParser(prog="python -m tests.reliability.worker", description=main.__doc__)
    parser.add_argument("folder", type=Path, help="an empty folder for the vault and what is exported")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--deeds", type=int, default=200)
    asked = parser.parse_args()
    model = new_vault(asked.folder)
    vault, out = asked.folder / "vault.vakdossier", asked.folder / "out"
    work(vault, out, model, random.Random(asked.seed), teller(1), most=asked.deeds)


if __name__ == "__main__":
    main()
