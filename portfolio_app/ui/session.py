"""An unlocked portfolio as the pages see it: they ask and tell here, and never touch the database themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

from portfolio_app.common.clock import Clock
from portfolio_app.common.errors import EnvironmentRefusedError, VakdossierError, WrongUseError
from portfolio_app.common.text import Text
from portfolio_app.ui.look import Look
from portfolio_app.ui.settings import Keeper, Pane
from portfolio_app.ui.tasks import Job, Tasks

if TYPE_CHECKING:
    from portfolio_app.domain.fields import Record
    from portfolio_app.registers.catalogue import Registers
    from portfolio_app.services.portfolio import Portfolio, Saved
    from portfolio_app.services.spelling.finding import DictionaryPlaces
    from portfolio_app.services.unlocking import UnlockedVault
    from portfolio_app.storage.history import ChangeSet, Operation
    from portfolio_app.storage.repository import RecordTitle
    from portfolio_app.ui.forms.sheet_drafts import SheetDrafts
    from portfolio_app.ui.records.rendering import EvidenceViewer
    from portfolio_app.ui.spelling.desk import SpellingDesk

T = TypeVar("T")

_REDO: Final = Text("Opnieuw doen", "Redo")
_CHANGED_SINCE: Final = Text("Er is intussen iets anders gewijzigd.", "Something else has changed in the meantime.")
_CLOSED: Final = Text(
    "Het portfolio wordt al gesloten; dit laatste is niet meer gedaan.",
    "The portfolio is being closed; this last action was not carried out.",
)
_UNLOCK: Final = Text("Ontgrendel het en doe het opnieuw.", "Unlock it and do it again.")
_UNDO_ONE_BY_ONE: Final = Text("Met Ctrl+Z gaat u stap voor stap terug.", "Ctrl+Z goes back step by step.")


class Session(QObject):
    """What the pages of one unlocked portfolio share.

    Attributes:
        look: language and theme.
        unlocked: the open vault.
        read_only: nothing can be changed.
        dictionaries: tells where dictionaries may be; None where spelling is not to be checked.
        changed: a `ChangeSet` was written; whoever shows what is in it reads it again.
        record_asked: kind and id of a record that somebody wants to see.
        rules_asked: id of a register, and that of one of its requirements or nothing, of which somebody wants to see
            the rules.
        field_asked: kind, id and name of a field that somebody wants to fill in or to mend.
        loaded: the records and the register data are there by now; see `is_loaded`.
        registers_changed: there are other registers than before; what was built from them is out of date.
        new_asked: kind of a record that somebody wants to add, and values to begin with.
        meant_asked: the same, with values that are meant as they are: saved as soon as they make the record complete.
        back_asked, forward_asked: somebody wants to go along the places visited.
        ways_changed: whether there is a place to go back to, and one to go forward to.
        held_up: the `Job` that others have been waiting for; None when it has ended. See `Tasks`.
        said: something to tell in passing: the words, and optionally an offer and the deed behind it.
    """

    changed = Signal(object)
    loaded = Signal()
    record_asked = Signal(str, str)
    field_asked = Signal(str, str, str)
    rules_asked = Signal(str, str)
    registers_changed = Signal()
    new_asked = Signal(str, object)
    meant_asked = Signal(str, object)
    back_asked = Signal()
    forward_asked = Signal()
    ways_changed = Signal(bool, bool)
    held_up = Signal(object)
    said = Signal(str, object, object)

    def __init__(
        self,
        tasks: Tasks,
        unlocked: UnlockedVault,
        look: Look,
        clock: Clock,
        *,
        read_only: bool = False,
        keeper: Keeper | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self.look = look
        self.unlocked = unlocked
        self.read_only = read_only
        self._tasks = tasks
        self._clock = clock
        self._viewer: EvidenceViewer | None = None
        self._spelling: SpellingDesk | None = None
        self.dictionaries: Callable[[], DictionaryPlaces] | None = None
        self._ended = False
        tasks.held_up.connect(self.held_up)

    def end(self) -> None:
        """The vault is being closed: what is read from now on goes unanswered, what is written is refused in words."""
        self._ended = True

    @cached_property
    def sheet_drafts(self) -> SheetDrafts:
        """What was typed on sheets over the window and is not in the vault."""
        from portfolio_app.ui.forms.sheet_drafts import SheetDrafts

        return SheetDrafts()

    @property
    def viewer(self) -> EvidenceViewer:
        """What draws pages of evidence; there is one, so that there is one process for it."""
        if self._viewer is None:
            from portfolio_app.ui.records.rendering import EvidenceViewer

            self._viewer = EvidenceViewer(self)
        return self._viewer

    @property
    def spelling(self) -> SpellingDesk:
        """What looks words up; there is one, so that there is one process for it."""
        if self._spelling is None:
            from portfolio_app.ui.spelling.desk import SpellingDesk

            on = self._keeper is None or self._keeper.settings.spelling
            self._spelling = SpellingDesk(self, self.dictionaries, on=on)
        return self._spelling

    def mistake_made(self, error: BaseException) -> None:
        """Let the window tell of a mistake of the program that came up elsewhere than on the database thread."""
        self._tasks.broken.emit(error)

    def refused(self, error: VakdossierError) -> None:
        """Let the window tell the person that something could not be done."""
        self._tasks.refused.emit(error)

    @property
    def is_loaded(self) -> bool:
        """Whether more than the overview of last time can be shown; `loaded` tells when it comes to that."""
        return self.unlocked.is_loaded

    @property
    def registers(self) -> Registers:
        """The register data; what needs them is built once they are loaded."""
        return self.unlocked.registers

    @property
    def ruled_registers(self) -> dict[str, Text]:
        """What the registers are called that there are rules of, by their ids: of some there is nothing else."""
        return {each.register: each.register_name for each in self.unlocked.portfolio.rule_sets}

    def load(self) -> None:
        """Load the records and the register data on the database thread, before all that is asked there later."""

        def load() -> None:
            _ = self.unlocked.registers

        if not self._ended:
            self._tasks.run(load, lambda _nothing: self.loaded.emit(), owner=self)

    def now(self) -> datetime:
        """Return date and time on the person's calendar and clock."""
        return self._clock.now().astimezone()

    def today(self) -> date:
        """Return the date on the person's calendar."""
        return self._clock.today()

    def note(self, name: str, value: Pane) -> None:
        """Note how a part of the window is divided, for the next time; nothing that a person typed. See `Keeper`."""
        if self._keeper is not None:
            self._keeper.note(name, value)

    def noted(self, name: str) -> Pane | None:
        """Return what was noted by that name, also an earlier time; None when nothing was."""
        return self._keeper.noted(name) if self._keeper is not None else None

    def read(
        self,
        operation: Callable[[Portfolio], T],
        then: Callable[[T], None],
        *,
        owner: QObject,
        slot: str = "",
        failed: Callable[[VakdossierError], None] | None = None,
    ) -> Job:
        """Read on the database thread; see `Tasks.run`."""
        if self._ended:
            return _never()
        return self._tasks.run(lambda: operation(self.unlocked.portfolio), then, owner=owner, slot=slot, failed=failed)

    def save(
        self,
        operation: Callable[[Portfolio], Saved],
        then: Callable[[Saved], None],
        *,
        owner: QObject,
        failed: Callable[[VakdossierError], None] | None = None,
    ) -> None:
        """Write one record on the database thread and tell everybody what changed, also when `owner` has gone then."""
        self._write(operation, then, lambda saved: self.changed.emit(saved.changes), owner, failed)

    def change_set(
        self,
        operation: Callable[[Portfolio], ChangeSet],
        then: Callable[[ChangeSet], None],
        *,
        owner: QObject | None = None,
        failed: Callable[[VakdossierError], None] | None = None,
    ) -> None:
        """Write on the database thread what is told by its change set alone: a deletion, an undo, many at once."""
        self._write(operation, then, self.changed.emit, owner or self, failed)

    def write(
        self,
        operation: Callable[[Portfolio], T],
        then: Callable[[T], None],
        *,
        owner: QObject,
        failed: Callable[[VakdossierError], None] | None = None,
    ) -> None:
        """Write what no single record tells: settings of the vault, several records; everybody then reads again."""
        self._write(operation, then, lambda _result: self.all_changed(), owner, failed)

    def _write(
        self,
        operation: Callable[[Portfolio], T],
        then: Callable[[T], None],
        tell: Callable[[T], object],
        owner: QObject,
        failed: Callable[[VakdossierError], None] | None = None,
    ) -> None:
        """Write on the database thread; who asked hears of it while they are there, and everybody by `tell`."""

        def done(result: T) -> None:
            if shiboken6.isValid(owner):
                then(result)
            tell(result)

        def refused(error: VakdossierError) -> None:
            if failed is not None and shiboken6.isValid(owner):
                failed(error)
            else:
                self._tasks.refused.emit(error)

        if not self._too_late():
            self._tasks.run(lambda: operation(self.unlocked.portfolio), done, owner=self, failed=refused)

    def outgoing_changed(self) -> None:
        """Tell everybody that a document was made, and entered in the list of what left."""
        from portfolio_app.domain.records.outgoing import Outgoing

        self._kinds_changed((Outgoing.kind.key,))

    def all_changed(self) -> None:
        """Tell everybody that records of any kind may have been added."""
        from portfolio_app.domain.kinds import KINDS

        self._kinds_changed(kind.key for kind in KINDS)

    def _kinds_changed(self, kinds: Iterable[str]) -> None:
        from portfolio_app.storage.history import ChangeSet, RecordChange

        entries = tuple(RecordChange(kind, "", "added", None, None) for kind in kinds)
        self.changed.emit(ChangeSet(None, "export", entries))

    def undo(self, operation: int | None = None) -> None:
        """Take back the newest operation; with `operation` only when that is still the newest."""

        def take_back(portfolio: Portfolio) -> ChangeSet:
            if operation is not None and portfolio.history(1)[0].number != operation:
                raise WrongUseError(_CHANGED_SINCE, _UNDO_ONE_BY_ONE)
            return portfolio.undo()

        self._reverse(take_back, _REDO, self.redo)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._reverse(lambda portfolio: portfolio.redo(), None, None)

    def _reverse(
        self, operation: Callable[[Portfolio], ChangeSet], offer: Text | None, deed: Callable[[], None] | None
    ) -> None:
        """Undo or redo, and tell what: by the keys alone nobody sees what goes back and forth."""
        steps: list[Operation] = []

        def reverse(portfolio: Portfolio) -> ChangeSet:
            changes = operation(portfolio)
            steps[:] = portfolio.history(1)
            return changes

        def tell(_changes: ChangeSet) -> None:
            from portfolio_app.ui.past.moments import deed_words

            self.said.emit(f"{deed_words(self, steps[0])}.", offer, deed)

        self.change_set(reverse, tell)

    def export(
        self,
        operation: Callable[[Portfolio, Job], T],
        then: Callable[[T], None],
        *,
        owner: QObject,
        failed: Callable[[VakdossierError], None] | None = None,
        slot: str = "",
    ) -> Job:
        """Do long work on the database thread; the job tells how far it is and can be stopped. See `Tasks.run`."""
        if self._too_late():
            return _never()
        return self._tasks.run_reporting(
            lambda job: operation(self.unlocked.portfolio, job), then, owner=owner, failed=failed, slot=slot
        )

    def _too_late(self) -> bool:
        if self._ended:
            self._tasks.refused.emit(EnvironmentRefusedError(_CLOSED, _UNLOCK))
        return self._ended

    def say(self, text: Text) -> str:
        """Return the wording of `text` in the language of the window."""
        return self.look.say(text)

    def readable(self, title: str, kind: str = "") -> str:
        """Return a title, as its kind is read, with the codes of the registers in it replaced by their names."""
        from portfolio_app.domain.fields import TITLE_SEPARATOR
        from portfolio_app.registers.naming import readable_title

        if kind:
            title = readable_title(self.registers, kind, title, self.look.language)
        parts = [(part, self.registers.find(part)) for part in title.split(TITLE_SEPARATOR)]
        return TITLE_SEPARATOR.join(self.say(entry.label) if entry else part for part, entry in parts)

    def called(self, title: RecordTitle) -> str:
        """Return what the record with a title is called, for the person."""
        return self.readable(title.say(self.look.language), title.kind)

    def title(self, record: Record) -> str:
        """Return what a record is called, for the person."""
        from portfolio_app.domain.records.person import Person

        if isinstance(record, Person):
            return record.full_name()
        from portfolio_app.registers.naming import title_of

        return title_of(self.registers, record, self.look.language)


def _never() -> Job:
    """Return work that nobody does any more."""
    job = Job(lambda: None)
    job.stop()
    return job
