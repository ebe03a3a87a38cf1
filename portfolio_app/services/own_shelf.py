"""The person's own registers and rule sets: files that are kept in the vault, so that they go with every backup of it.

Each change is a step that can be taken back, also days later. What is put here is judged first, together with all other
register data: nothing stands on this shelf that the program could not use when it was put there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from portfolio_app.common.errors import EnvironmentRefusedError, WrongUseError
from portfolio_app.common.text import Text
from portfolio_app.services.rule_log import RuleLog, rule_log_as_words, rule_log_from_words
from portfolio_app.storage.kept import OWN_REGISTERS, OWN_REGISTERS_LOG

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.storage.vault import Vault

_FORMAT: Final = "vakdossier-own-registers/1"
_MOST_STEPS: Final = 30
_NOTHING_TO_UNDO: Final = Text("Er is niets om ongedaan te maken.", "There is nothing to undo.")
_NOTHING_TO_REDO: Final = Text("Er is niets om opnieuw te doen.", "There is nothing to redo.")
_DONE: Final = Text("{what}", "{what}")
_UNDONE: Final = Text("Ongedaan gemaakt: {what}", "Undone: {what}")
_REDONE: Final = Text("Opnieuw gedaan: {what}", "Redone: {what}")
UNREADABLE: Final = Text(
    "Uw eigen registers en regels in dit portfolio kan dit programma niet lezen; ze blijven staan en tellen niet mee.",
    "This program cannot read your own registers and rules in this portfolio; they are kept but do not count.",
)
_NEWER: Final = Text("Gebruik een nieuwere versie van het programma.", "Use a newer version of the program.")


@dataclass(frozen=True, slots=True)
class Step:
    """One change: what was done, to which file, and what stood there before and after; None for no file."""

    what: Text
    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """The files, and the steps that can be taken back or done again, the newest last."""

    files: Mapping[str, str] = field(default_factory=dict)
    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()

    def after(self, step: Step) -> Shelf:
        """Return the shelf after one more step; what was undone before it cannot be done again."""
        return Shelf(self._with(step.name, step.after), (*self.done, step)[-_MOST_STEPS:])

    def undo(self) -> Shelf:
        """Return the shelf before the newest step.

        Raises:
            WrongUseError: there is none.
        """
        if not self.done:
            raise WrongUseError(_NOTHING_TO_UNDO)
        step = self.done[-1]
        return Shelf(self._with(step.name, step.before), self.done[:-1], (*self.undone, step))

    def redo(self) -> Shelf:
        """Return the shelf with the step done again that was taken back last.

        Raises:
            WrongUseError: there is none.
        """
        if not self.undone:
            raise WrongUseError(_NOTHING_TO_REDO)
        step = self.undone[-1]
        again = self.after(step)
        return replace(again, undone=self.undone[:-1])

    def _with(self, name: str, content: str | None) -> dict[str, str]:
        others = {key: words for key, words in self.files.items() if key != name}
        return others if content is None else dict(sorted({**others, name: content}.items()))


def shelf_of(vault: Vault) -> Shelf | None:
    """Return what the person keeps of their own in a vault; None when this program cannot read it.

    Raises:
        EnvironmentRefusedError: the database cannot be read.
    """
    words = vault.storage.kept(OWN_REGISTERS)
    return Shelf() if words is None else _from_words(words)


def rule_log_of(vault: Vault) -> RuleLog | None:
    """Return all that was ever done on the shelf; None when this program cannot read it.

    Raises:
        EnvironmentRefusedError: the database cannot be read.
    """
    words = vault.storage.kept(OWN_REGISTERS_LOG)
    return RuleLog() if words is None else rule_log_from_words(words)


def take_over_log(portfolio: Portfolio, words: str) -> None:
    """Let a log of elsewhere be that of this vault, when it can be read and ends with the files that are here.

    Raises:
        EnvironmentRefusedError: the system refused.
    """
    log = rule_log_from_words(words)
    shelf = shelf_of(portfolio.vault)
    if log is not None and log.deeds and shelf is not None and log.files_now() == shelf.files:
        portfolio.vault.storage.keep(OWN_REGISTERS_LOG, rule_log_as_words(log))


def shelf_to_change(portfolio: Portfolio) -> Shelf:
    """Return the shelf, for whoever is going to change it.

    Raises:
        EnvironmentRefusedError: it cannot be read, so it must not be written over.
    """
    shelf = shelf_of(portfolio.vault)
    if shelf is None:
        raise EnvironmentRefusedError(UNREADABLE, _NEWER)
    return shelf


def put_on_shelf(portfolio: Portfolio, step: Step) -> None:
    """Do one step, and use from then on what it gives.

    Raises:
        WrongUseError: the file is not right, or does not go with what is there; nothing changed.
        EnvironmentRefusedError: the system refused; nothing changed.
    """
    _take(portfolio, lambda shelf: shelf.after(step), _DONE)


def undo_on_shelf(portfolio: Portfolio) -> Text:
    """Take the newest step back and return what it was.

    Raises:
        WrongUseError: there is none, or what stood there no longer goes with the rest.
        EnvironmentRefusedError: the system refused; nothing changed.
    """
    return _take(portfolio, Shelf.undo, _UNDONE).undone[-1].what


def redo_on_shelf(portfolio: Portfolio) -> Text:
    """Do again what was taken back last and return what it was.

    Raises:
        WrongUseError: there is none, or what stood there no longer goes with the rest.
        EnvironmentRefusedError: the system refused; nothing changed.
    """
    return _take(portfolio, Shelf.redo, _REDONE).done[-1].what


def _take(portfolio: Portfolio, change: Callable[[Shelf], Shelf], said: Text) -> Shelf:
    """Change the shelf, use from then on what it gives, and return it; `said` is what the log says of it."""
    from portfolio_app.services.register_data import register_data

    now = shelf_to_change(portfolio)
    then = change(now)
    known, found = (register_data(portfolio.own_registers, shelf.files).notices for shelf in (now, then))
    worse = [notice for notice in found if notice not in known]
    if worse:
        raise WrongUseError(worse[0])
    log = _logged(portfolio, now, then, said)
    portfolio.vault.storage.keep_all({OWN_REGISTERS: _as_words(then), **log})
    portfolio.read_registers_again()
    return then


def _logged(portfolio: Portfolio, now: Shelf, then: Shelf, said: Text) -> dict[str, str]:
    """Return the log with the step between two shelves; one that cannot be read is left as it is."""
    log = rule_log_of(portfolio.vault)
    if log is None:
        return {}
    is_taken_back = len(then.done) < len(now.done)
    step = then.undone[-1] if is_taken_back else then.done[-1]
    with portfolio.vault.storage.reading() as reading:
        last = reading.past.count()
    log = log if log.deeds else RuleLog(now.files)
    content = step.before if is_taken_back else step.after
    log = log.with_deed(portfolio.clock.now(), last, said.fill(what=step.what), step.name, content)
    return {OWN_REGISTERS_LOG: rule_log_as_words(log)}


def _as_words(shelf: Shelf) -> str:
    body = {
        "format": _FORMAT,
        "files": dict(shelf.files),
        "done": [_plain(step) for step in shelf.done],
        "undone": [_plain(step) for step in shelf.undone],
    }
    return json.dumps(body, ensure_ascii=False)


def _plain(step: Step) -> dict[str, Any]:
    return {"nl": step.what.nl, "en": step.what.en, "name": step.name, "before": step.before, "after": step.after}


def _from_words(words: str) -> Shelf | None:
    try:
        body = json.loads(words)
        if body["format"] != _FORMAT:
            return None
        files = {str(name): str(content) for name, content in body["files"].items()}
        done, undone = (tuple(_step(plain) for plain in body[name]) for name in ("done", "undone"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return Shelf(files, done, undone)


def _step(plain: Mapping[str, Any]) -> Step:
    return Step(Text(plain["nl"], plain["en"]), str(plain["name"]), plain["before"], plain["after"])
