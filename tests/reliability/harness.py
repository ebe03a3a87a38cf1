"""Kills a process that works in a vault, opens the vault again, and holds it against what was acknowledged."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from portfolio_app.common.clock import FixedClock
from portfolio_app.storage import migrations
from portfolio_app.storage.backups.restoring import unlock_store
from portfolio_app.storage.backups.store import Backup, BackupStore, backup_folders
from portfolio_app.storage.errors import WrongPassphraseError
from portfolio_app.storage.vault import Secret, create_vault
from tests.reliability.command_line import add_and_kill
from tests.reliability.dying import CALLS
from tests.reliability.foretelling import after, with_backup_before_migration
from tests.reliability.judging import CutShort, Judgement, goal_called, judge_at_the_end, judge_opened, judge_unopened
from tests.reliability.model import Model
from tests.reliability.next_version import next_steps
from tests.reliability.processes import Ended, Ending, run_process
from tests.reliability.worker import work, work_until_refused
from tests.vaults import QUICK

PASSPHRASE: Final = "zeven slapende kraanvogels"
WAYS: Final = {"moment": 12, "step": 12, "syscall": 12, "command": 1}
"""The ways to die, and how often each; starting the whole program for one command takes long, hence seldom."""
_HANGS_AFTER: Final = 60.0
"""Seconds after which a process that should end by itself is taken to hang, also on a machine that is busy."""
ERRORS: Final = ("ENOSPC", "EIO", "EDQUOT", "EROFS", "EACCES")


@dataclass
class Figures:
    """What came of it.

    Attributes:
        kills: how many processes were killed, by the way in which.
        faults: how many processes had something refused by the kernel, or would have, had they asked for more.
        refusals: how many of these were told so in words, by what the kernel said. The others did without: what was
            refused was the clearing of something, or was tried again.
        sentences: the words, in English.
        during: what they were doing when they died.
        deeds: how many deeds were acknowledged, by name.
        lost, damaged, other: what was found wrong, one sentence each.
        reopening: seconds that each opening of a vault after a kill took, up to the first list of records.
        remains: what killed processes left lying about, and where; harmless, but told.
    """

    kills: Counter[str] = field(default_factory=Counter)
    faults: int = 0
    refusals: Counter[str] = field(default_factory=Counter)
    sentences: Counter[str] = field(default_factory=Counter)
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

    def count(self, way: str, ended: Ended) -> None:
        """Count in one process."""
        if way == "refused":
            self.faults += 1
        else:
            self.kills[way] += 1
        for deed, _ in ended.deeds:
            self.deeds[deed.name] += 1

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
        (way,) = self._chance.choices(self._ways, weights=[WAYS.get(way, 1) for way in self._ways])
        if way == "command" and self._program_versions_ahead:
            way = "moment"  # the program on the disk is today's
        before = self._program_versions_ahead
        if way != "command" and self._chance.random() < 0.12:
            self._program_versions_ahead += 1
        with steps_ahead(self._program_versions_ahead):
            ended = self._ended(way)
            if ended.failure:
                self._figures.other.append(ended.failure)
                raise StoppedError(ended.failure)
            self._figures.count(way, ended)
            self._figures.during[self._what_was_done(ended, before)] += 1
            self._model = with_backup_before_migration(self._backups(), self._model)
            for deed, told in ended.deeds:
                self._model = after(deed, told, self._model)
            if not ended.was_open:
                versions = {len(next_steps(count)) for count in (before, self._program_versions_ahead)}
                self._figures.add(judge_unopened(self._vault, self._model, versions))
            by_the_way = ended.in_flight is not None and ended.in_flight.name == "swap"
            thinned = by_the_way or way in ("command", "refused")
            cut = CutShort(ended.in_flight, ended.then, may_have_thinned=thinned)
            judgement = judge_opened(self._vault, self._out, self._model, cut)
            self._figures.add(judgement)
            self._figures.in_flight_kept += judgement.in_flight_was_kept
            self._model = judgement.model
        if self._figures.problems:
            raise StoppedError(self._figures.problems[0])

    def _backups(self) -> tuple[Backup, ...]:
        """Return the backups in the vault, by the key in one of them: the vault itself is not to be opened yet."""
        store = self._vault / "backups"
        if not backup_folders(store):
            return ()
        passphrases = {self._model.passphrase, *(backed.passphrase for backed in self._model.backups.values())}
        for passphrase in passphrases:
            with suppress(WrongPassphraseError):
                return BackupStore(store, unlock_store(store, Secret(passphrase=passphrase))).list()
        return ()

    def _what_was_done(self, ended: Ended, versions_ahead_before: int) -> str:
        if ended.in_flight is not None:
            return ended.in_flight.name
        if ended.was_open:
            return "between two"
        return "migrating" if versions_ahead_before != self._program_versions_ahead else "opening"

    def _ended(self, way: str) -> Ended:
        if way == "command":
            return self._run_command()
        return self._run_and_refuse() if way == "refused" else self._run_and_kill(way)

    def _run_command(self) -> Ended:
        """Let the whole program add one record, killed meanwhile, and find out what came of it."""
        ran = add_and_kill(self._vault, self._model.passphrase, self._chance)
        added = goal_called(ran.name, self._vault, self._model)
        if added is None:
            failure = ran.failure or ("what the command printed is not there" if ran.added else "")
            return Ended(was_open=True, failure=failure)
        if ran.added is not None:
            return Ended([(added, {})], was_open=True, failure=ran.failure)
        return Ended(in_flight=added, was_open=True, failure=ran.failure)

    def end(self) -> None:
        """Look at all that takes longer: the whole way back by undo, and every vault that was restored."""
        with steps_ahead(self._program_versions_ahead):
            self._figures.add(judge_at_the_end(self._vault, self._out, self._model))

    def _run_and_kill(self, way: str) -> Ended:
        number = 1 + int(self._chance.expovariate(1 / 90))
        ending = Ending(way, number)
        if way == "moment":
            ending = Ending(way, seconds=min(self._chance.expovariate(1 / 0.5), 4.0))
        ended = run_process(
            lambda chance, tell: work(self._vault, self._out, self._model, chance, tell),
            self._chance.getrandbits(62),
            ending,
        )
        if not ended.was_killed and not ended.failure:
            ended.failure = "the process ended without being killed"
        return ended

    def _run_and_refuse(self) -> Ended:
        """Let the kernel refuse the process something; it must say so in words, and can go on if it is not for ever."""
        onward = self._chance.random() < 0.3
        call = ",".join(CALLS) if onward else self._chance.choice(CALLS)
        mean = 40 if call in ("pwrite64", "write") else 8
        number = 1 + int(self._chance.expovariate(1 / mean))
        ending = Ending("refused", number, _HANGS_AFTER, call=call, error=self._chance.choice(ERRORS), onward=onward)
        ended = run_process(
            lambda chance, tell: work_until_refused(
                self._vault, self._out, self._model, chance, tell, go_on=not onward
            ),
            self._chance.getrandbits(62),
            ending,
        )
        if ended.was_killed and not ended.failure:
            ended.failure = f"it hung: {ending}"
        if ended.failure:
            ended.failure = f"{ending}: {ended.failure}"
        if ended.refusal:
            nl, en = ended.refusal
            self._figures.refusals[ending.error] += 1
            self._figures.sentences[en] += 1
            if not nl or not en or nl == en:
                ended.failure = f"{ending}: refused without words in both languages: {ended.refusal}"
        return ended


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
    rounds: int,
    seed: int,
    *,
    ways: tuple[str, ...],
    rounds_per_life: int = 25,
    progress: Callable[[Figures], None] = lambda _: None,
) -> Figures:
    """Let so many processes die, or be refused something, and return the figures.

    Stops at the first thing found wrong, and leaves that vault as it is.
    """
    _warm_up()
    figures = Figures()
    for number, size in enumerate(_parts(rounds, rounds_per_life)):
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
