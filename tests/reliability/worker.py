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
from typing import Any, Final

from portfolio_app.common.clock import FixedClock
from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.services.backups import Backups
from tests.reliability.choosing import DEEDS, choose, simple_goal
from tests.reliability.foretelling import after, with_backup_before_migration
from tests.reliability.model import Model
from tests.reliability.performing import Desk, NotOursError, perform

_MOST_BEFORE_REFUSED: Final = 12

Tell = Callable[[dict[str, Any]], None]


def work(vault: Path, out: Path, model: Model, chance: random.Random, tell: Tell, *, most: int = 10_000) -> None:
    """Do `most` deeds in the vault, unless killed before; the vault stands as `model` says."""
    clock = FixedClock(model.moment)
    desk = Desk(vault, out, clock, model.passphrase)
    tell({"open": True})
    model = with_backup_before_migration(Backups(desk.portfolio.vault, clock).list(), model)
    favourite = chance.choice(DEEDS)
    for _ in range(most):
        deed = choose(chance, model, favourite)
        tell({"try": deed.to_plain()})
        told = perform(deed, desk)
        tell({"done": told})
        model = after(deed, told, model)
    desk.portfolio.close()


def work_until_refused(vault: Path, out: Path, model: Model, chance: random.Random, tell: Tell, *, go_on: bool) -> None:
    """Do deeds until the machine refuses something; then, if it refuses no longer, go on in the same process.

    Ends by itself. Whatever is raised but a refusal in words is a mistake of the program.
    """
    clock = FixedClock(model.moment)
    desk: Desk | None = None
    try:
        desk = Desk(vault, out, clock, model.passphrase)
        tell({"open": True})
        model = with_backup_before_migration(Backups(desk.portfolio.vault, clock).list(), model)
        favourite = chance.choice(DEEDS)
        for _ in range(_MOST_BEFORE_REFUSED):
            deed = choose(chance, model, favourite)
            tell({"try": deed.to_plain()})
            told = perform(deed, desk)
            tell({"done": told})
            model = after(deed, told, model)
    except NotOursError:
        return
    except EnvironmentRefusedError as refused:
        tell({"refused": [refused.say("nl"), refused.say("en")]})
        if go_on:
            then = simple_goal(model)
            if desk is None or not desk.is_open:
                desk = Desk(vault, out, clock, model.passphrase)
            perform(then, desk)
            tell({"then": then.to_plain()})
    if desk is not None:
        desk.portfolio.close()


def teller(send: Callable[[bytes], object]) -> Tell:
    """Return a `tell` that sends whole lines at once, past every buffer of ours."""

    def tell(said: dict[str, Any]) -> None:
        send(json.dumps(said, separators=(",", ":")).encode() + b"\n")

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
    work(vault, out, model, random.Random(asked.seed), teller(lambda line: os.write(1, line)), most=asked.deeds)


if __name__ == "__main__":
    main()
