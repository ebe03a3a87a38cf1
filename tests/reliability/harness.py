"""Kills a process that works in a vault, opens the vault again, and holds it against what was acknowledged."""

from __future__ import annotations

import json
import os
import random
import select
import shutil
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from portfolio_app.common.clock import FixedClock
from portfolio_app.storage import migrations
from portfolio_app.storage.vault import create_vault
from tests.reliability import dying
from tests.reliability.command_line import add_and_kill
from tests.reliability.deeds import QUICK, Deed, after
from tests.reliability.judging import Judgement, goal_called, judge_at_the_end, judge_opened, judge_unopened
from tests.reliability.model import Model
from tests.reliability.next_version import next_steps
from tests.reliability.worker import teller, work

PASSPHRASE: Final = "zeven slapende kraanvogels"
WAYS: Final = {"moment": 12, "step": 12, "syscall": 12, "command": 1}
"""The ways to die, and how often each; starting the whole program for one command takes long, hence seldom."""
_LONGEST_LIFE: Final = 8.0
"""Seconds after which a process is killed that should have died by a step of its own."""


@dataclass
class Figures:
    """What came of it.

    Attributes:
        kills: how many processes were killed, by the way in which.
        during: what they were doing when they died.
        deeds: how many deeds were acknowledged, by name.
        lost, damaged, other: what was found wrong, one sentence each.
        reopening: seconds that each opening of a vault after a kill took, up to the first list of records.
        remains: what killed processes left lying about, and where; harmless, but told.
    """

    kills: Counter[str] = field(default_factory=Counter)
    during: Counter[str] = field(default_factory=Counter)
    deeds: Counter[str] = field(default_factory=Counter)
    in_flight_kept: int = 0
    lost: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    reopening: list[float] = field(default_factory=list)
    remains: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """How many kills there were."""
        return sum(self.kills.values())

    @property
    def problems(self) -> list[str]:
        """All that was found wrong."""
        return [*self.lost, *self.damaged, *self.other]

    def add(self, judgement: Judgement) -> None:
        """Count in what one judgement found."""
        self.lost += judgement.lost
        self.damaged += judgement.damaged
        self.other += judgement.other
        self.remains.update(judgement.remains)
        if judgement.seconds_to_open is not None:
            self.reopening.append(judgement.seconds_to_open)


def new_vault(folder: Path) -> Model:
    """Make a vault in `folder`, with a folder for exports beside it, and return what it holds."""
    model = Model(passphrase=PASSPHRASE)
    made = create_vault(folder / "vault.vakdossier", PASSPHRASE, FixedClock(model.moment), kdf=QUICK)
    made.vault.close()
    (folder / "out").mkdir()
    return replace(model, recovery_key=made.recovery_key.printed())


@dataclass
class Death:
    """How one process ended.

    Attributes:
        deeds: what it acknowledged, and what it told of each.
        in_flight: what it had announced and not acknowledged, if anything.
        was_open: it had opened the vault.
        failure: the traceback, when it was not killed but failed by itself.
    """

    deeds: list[tuple[Deed, dict[str, Any]]]
    in_flight: Deed | None
    was_open: bool
    failure: str


class Life:
    """One vault that lives through many kills.

    Args:
        folder: an empty folder for it.
        chance: decides everything.
        figures: where it is counted.
        ways: how processes die.
    """

    def __init__(self, folder: Path, chance: random.Random, figures: Figures, ways: tuple[str, ...]) -> None:
        self._vault = folder / "vault.vakdossier"
        self._out = folder / "out"
        self._chance = chance
        self._figures = figures
        self._ways = ways
        self._model = new_vault(folder)
        self._program_versions_ahead = 0

    def round(self) -> None:
        """Let a process work in the vault, kill it, and judge what it left."""
        (way,) = self._chance.choices(self._ways, weights=[WAYS[way] for way in self._ways])
        if way == "command" and self._program_versions_ahead:
            way = "moment"  # the program on the disk is today's
        before = self._program_versions_ahead
        if way != "command" and self._chance.random() < 0.12:
            self._program_versions_ahead += 1
        with steps_ahead(self._program_versions_ahead):
            death = self._run_command() if way == "command" else self._run_and_kill(way)
            if death.failure:
                self._figures.other.append(death.failure)
                raise StoppedError(death.failure)
            self._figures.kills[way] += 1
            self._figures.during[self._what_was_done(death, before)] += 1
            for deed, told in death.deeds:
                self._figures.deeds[deed.name] += 1
                self._model = after(deed, told, self._model)
            if not death.was_open:
                versions = {len(next_steps(count)) for count in (before, self._program_versions_ahead)}
                self._figures.add(judge_unopened(self._vault, self._model, versions))
            judgement = judge_opened(self._vault, self._out, self._model, death.in_flight)
            self._figures.add(judgement)
            self._figures.in_flight_kept += judgement.in_flight_was_kept
            self._model = judgement.model
        if self._figures.problems:
            raise StoppedError(self._figures.problems[0])

    def _what_was_done(self, death: Death, versions_ahead_before: int) -> str:
        if death.in_flight is not None:
            return death.in_flight.name
        if death.was_open:
            return "between two"
        return "migrating" if versions_ahead_before != self._program_versions_ahead else "opening"

    def _run_command(self) -> Death:
        """Let the whole program add one record, killed meanwhile, and find out what came of it."""
        ran = add_and_kill(self._vault, self._model.passphrase, self._chance)
        added = goal_called(ran.name, self._vault, self._model)
        if added is None:
            failure = ran.failure or ("what the command printed is not there" if ran.added else "")
            return Death([], None, was_open=True, failure=failure)
        if ran.added is not None:
            return Death([(added, {})], None, was_open=True, failure=ran.failure)
        return Death([], added, was_open=True, failure=ran.failure)

    def end(self) -> None:
        """Look at all that takes longer: the whole way back by undo, and every vault that was restored."""
        with steps_ahead(self._program_versions_ahead):
            self._figures.add(judge_at_the_end(self._vault, self._out, self._model))

    def _run_and_kill(self, way: str) -> Death:
        reading, writing = os.pipe()
        go_reading, go_writing = os.pipe()
        seed = self._chance.getrandbits(62)
        steps = 1 + int(self._chance.expovariate(1 / 90))
        pid = os.fork()
        if pid == 0:
            os.close(reading)
            os.close(go_writing)
            os.read(go_reading, 1)
            self._live(seed, writing, steps if way == "step" else 0)
        os.close(writing)
        os.close(go_reading)
        tracer = dying.by_syscall(pid, steps) if way == "syscall" else None
        os.write(go_writing, b"!")
        os.close(go_writing)
        seconds = min(self._chance.expovariate(1 / 0.5), 4.0) if way == "moment" else _LONGEST_LIFE
        said = _hear(reading, pid, seconds)
        _, status = os.waitpid(pid, 0)
        if tracer is not None:
            tracer.wait()
            assert tracer.stderr is not None
            tracer.stderr.close()
        return _death_from(said, killed=os.WIFSIGNALED(status))

    def _live(self, seed: int, writing: int, steps: int) -> None:
        """Be the process that dies; never returns."""
        try:
            chance = random.Random(seed)
            if steps:
                dying.die_at_step(steps, chance)
            work(self._vault, self._out, self._model, chance, teller(writing))
        except BaseException:  # noqa: BLE001 - told to the parent, whose business it is
            teller(writing)({"failed": traceback.format_exc()})
        os._exit(1)


class StoppedError(Exception):
    """Something was found wrong: this vault is to be looked at as it is."""


class steps_ahead:  # noqa: N801 - used as a statement
    """Within the block the program is so many versions ahead of today's, each with a migration of its own."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._real: Callable[[], tuple[migrations.Step, ...]] = migrations.steps

    def __enter__(self) -> None:
        steps = next_steps(self._count)
        migrations.steps = lambda: steps  # type: ignore[assignment]

    def __exit__(self, *_error: object) -> None:
        migrations.steps = self._real  # type: ignore[assignment]


def run(
    folder: Path,
    kills: int,
    seed: int,
    *,
    ways: tuple[str, ...],
    kills_per_life: int = 25,
    progress: Callable[[Figures], None] = lambda _: None,
) -> Figures:
    """Kill so many processes and return the figures; stops at the first thing found wrong, and leaves that vault."""
    _warm_up()
    figures = Figures()
    for number, size in enumerate(_parts(kills, kills_per_life)):
        place = folder / f"life-{number}"
        place.mkdir(parents=True)
        life = Life(place, random.Random(f"{seed}/{number}"), figures, ways)
        try:
            for _ in range(size):
                life.round()
                progress(figures)
            life.end()
        except StoppedError:
            break
        if figures.problems:
            break
        shutil.rmtree(place)
    return figures


def _warm_up() -> None:
    """Load once what every process would load, so that they die at work and not at the start."""
    import portfolio_app.documents.builders
    import portfolio_app.documents.docx
    import portfolio_app.documents.evidence.intake
    import portfolio_app.documents.pdf
    import portfolio_app.exchange.json_resume  # noqa: F401
    from portfolio_app.services.register_data import bundled_registers, bundled_rule_sets

    bundled_registers()
    bundled_rule_sets()


def _parts(total: int, size: int) -> Iterator[int]:
    while total > 0:
        yield min(total, size)
        total -= size


def _hear(reading: int, pid: int, seconds: float) -> bytes:
    """Read all that the process says, and kill it when its time has come."""
    said = b""
    ends = time.monotonic() + seconds
    killed = False
    while True:
        left = ends - time.monotonic()
        if left <= 0 and not killed:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            killed = True
        ready, _, _ = select.select([reading], [], [], None if killed else max(0.0, left))
        if ready:
            piece = os.read(reading, 1 << 16)
            if not piece:
                os.close(reading)
                return said
            said += piece


def _death_from(said: bytes, *, killed: bool) -> Death:
    death = Death([], None, was_open=False, failure="")
    for line in said.split(b"\n")[:-1]:  # what comes after the last newline was never said whole
        words = json.loads(line)
        if "open" in words:
            death.was_open = True
        elif "try" in words:
            death.in_flight = Deed.from_plain(words["try"])
        elif "failed" in words:
            death.failure = words["failed"] + f"\nwhile: {death.in_flight}"
        elif death.in_flight is not None:
            death.deeds.append((death.in_flight, words["done"]))
            death.in_flight = None
    if not killed and not death.failure:
        death.failure = "the process ended without being killed"
    return death


def can_run() -> bool:
    """Tell whether processes can be forked and killed here."""
    return sys.platform != "win32"
