"""All that was done, newest first, by day; beside it what one operation changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtWidgets import QWidget

from portfolio_app.common.text import CountedText, Text, within_a_sentence
from portfolio_app.domain.kinds import KINDS
from portfolio_app.ui.past.lines import Line
from portfolio_app.ui.past.moments import clock_time, day_heading, deed_words, icon_of, local_day, moment_words
from portfolio_app.ui.past.parts import SoughtList
from portfolio_app.ui.past.sheets import differences
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.empty import EmptyState
from portfolio_app.ui.widgets.labels import line, plain_label
from portfolio_app.ui.widgets.link import link_button

if TYPE_CHECKING:
    from portfolio_app.services.history import ChangedRecord, Changes, HistoryPage
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.services.rule_history import RuleDifferences
    from portfolio_app.services.rule_log import RuleDeed
    from portfolio_app.storage.history import Operation

_SEARCH: Final = Text("Zoek in wat er is gedaan…", "Search in what was done…")
_LIST: Final = Text("Handelingen", "Operations")
_UNDO: Final = Text("Ongedaan maken", "Undo")
_REDO: Final = Text("Opnieuw doen", "Redo")
_NOTHING: Final = Text("Nog niets gedaan", "Nothing done yet")
_NOTHING_HOW: Final = Text(
    "Hier komt te staan wat u toevoegt, wijzigt en verwijdert. Elke stap kan ongedaan worden gemaakt.",
    "What you add, change and delete will appear here. Every step can be undone.",
)
_NOT_FOUND: Final = Text("Niets gevonden", "Nothing found")
_NOT_FOUND_HOW: Final = Text(
    "Geen handeling heeft met al deze woorden te maken.", "No operation matches all of these words."
)
_UNDONE: Final = Text("ongedaan gemaakt", "undone")
_UNDONE_LONG: Final = Text("Deze handeling is later ongedaan gemaakt.", "This operation was undone later.")
_TAKES_BACK: Final = Text("Draait handeling {n} terug.", "Undoes operation {n}.")
_NUMBER: Final = Text("Handeling {n} · {at}", "Operation {n} · {at}")
_ERASED: Final = Text("voorgoed gewist", "erased for good")
_AND_MORE: Final = CountedText(
    Text("en nog {n} gegeven", "and {n} more record"), Text("en nog {n} gegevens", "and {n} more records")
)
_ACTIONS: Final = {
    "added": Text("toegevoegd", "added"),
    "changed": Text("gewijzigd", "changed"),
    "deleted": Text("verwijderd", "deleted"),
}
_RULES: Final = Text("Registers en regels", "Registers and rules")
_TO_RULES: Final = Text("Naar de regels, waar u stappen kunt terugdraaien", "To the rules, where steps can be undone")
_DONE_ON: Final = Text("{rules} · {at}", "{rules} · {at}")
_RULES_ICON: Final = "scale"
_PAGE: Final = 100
_MOST_RECORDS: Final = 20
_MOST_IN_FULL: Final = 3
"""Of an operation that added or deleted more, the records are named but not told field by field."""


class _DeedKey(NamedTuple):
    """Tells a step on one's own rules from an operation with the same number."""

    number: int


class OperationsPanel(SoughtList):
    """The history of the whole portfolio."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        look = session.look
        nothing = EmptyState(look, "history", look.say(_NOTHING), look.say(_NOTHING_HOW))
        super().__init__(
            session, parent, search=_SEARCH, name=_LIST, nothing=nothing, not_found=(_NOT_FOUND, _NOT_FOUND_HOW)
        )
        self._session = session
        self._operations: dict[int, Operation] = {}
        self._deeds: dict[int, RuleDeed] = {}
        self._kinds = {kind.key: kind for kind in KINDS}
        self.undo_button = push_button(look, _UNDO, session.undo, icon="undo-2")
        self.redo_button = push_button(look, _REDO, session.redo, icon="redo-2")
        for button, keys in ((self.undo_button, "Ctrl+Z"), (self.redo_button, "Ctrl+Y")):
            self.bar.addWidget(button)
            button.setToolTip(keys)
            button.setEnabled(False)
            if session.read_only:  # to show what has no parent yet would flash a window
                button.hide()

    def read_first(self) -> None:
        """Read the newest operations that fit the words."""
        self._read(None, self._show, "operations")

    def read_more(self) -> None:
        """Read the operations before those that are shown."""
        oldest = min(self._operations, default=None)
        self._read(oldest, partial(self._add, oldest), "more operations")

    # -- within -------------------------------------------------------------------------------------------------------

    def _read(self, before: int | None, then: Callable[[HistoryPage], None], slot: str) -> None:
        words = self.filter.text()

        def read(portfolio: Portfolio) -> HistoryPage:
            from portfolio_app.services.history import history_page

            return history_page(portfolio, words, before=before, limit=_PAGE)

        self._session.read(read, then, owner=self, slot=slot)

    def _show(self, page: HistoryPage) -> None:
        self._operations = {operation.number: operation for operation in page.operations}
        self._deeds = {deed.number: deed for deed in page.rules}
        self._offer(self.undo_button, page.undo)
        self._offer(self.redo_button, page.redo)
        self.show_lines(self._lines(page, ""), more=page.older)

    def _add(self, before: int | None, page: HistoryPage) -> None:
        if before == min(self._operations, default=None):  # else the list was read anew since this was asked for
            self._operations.update({operation.number: operation for operation in page.operations})
            self._deeds.update({deed.number: deed for deed in page.rules})
            self.list.lines.add_lines(self._lines(page, self.list.lines.last_heading()), more=page.older)

    def _offer(self, button: QWidget, operation: Operation | None) -> None:
        button.setEnabled(operation is not None and not self._session.read_only)
        keys = "Ctrl+Z" if button is self.undo_button else "Ctrl+Y"
        what = deed_words(self._session, operation) if operation else ""
        button.setToolTip(f"{what} ({keys})" if what else keys)
        button.setAccessibleDescription(what)

    def _lines(self, page: HistoryPage, heading: str) -> list[Line]:
        lines: list[Line] = []
        from portfolio_app.services.rule_log import RuleDeed

        for entry in page.entries():
            day = day_heading(self._session, local_day(entry.at))
            if day != heading:
                lines.append(Line(None, day))
                heading = day
            lines.append(self._deed_line(entry) if isinstance(entry, RuleDeed) else self._operation_line(entry))
        return lines

    def _deed_line(self, deed: RuleDeed) -> Line:
        say = self._session.say
        return Line(_DeedKey(deed.number), say(deed.what), say(_RULES), clock_time(deed.at), _RULES_ICON)

    def _operation_line(self, operation: Operation) -> Line:
        undone = f" · {self._session.say(_UNDONE)}" if operation.is_undone else ""
        return Line(
            operation.number,
            deed_words(self._session, operation),
            self._in_numbers(operation) + undone,
            clock_time(operation.at),
            icon_of(operation.name),
            quiet=operation.is_undone,
        )

    def _in_numbers(self, operation: Operation) -> str:
        """Return how many records of which kind were added, changed and deleted."""
        parts: list[str] = []
        for action, said in _ACTIONS.items():
            for key, number in operation.summary.get(action, {}).items():
                kind = self._kinds.get(key)
                named = key if kind is None else self._session.say(kind.label if number == 1 else kind.plural)
                counted = named if number == 1 else f"{number} × {within_a_sentence(named)}"
                parts.append(f"{counted} {self._session.say(said)}")
        return " · ".join(parts)

    def choose(self, key: object) -> None:
        """Show what an operation, or a step on one's own rules, changed."""
        if isinstance(key, _DeedKey) and key.number in self._deeds:
            self._choose_deed(self._deeds[key.number])
            return
        operation = self._operations.get(key) if isinstance(key, int) else None
        if operation is None:
            return

        def read(portfolio: Portfolio) -> Changes:
            from portfolio_app.services.history import changes_of

            return changes_of(portfolio, operation.number, _MOST_RECORDS)

        self._session.read(read, partial(self._show_changes, operation), owner=self, slot="changes")

    def _choose_deed(self, deed: RuleDeed) -> None:
        def read(portfolio: Portfolio) -> RuleDifferences:
            from portfolio_app.services.rule_history import differences_of

            return differences_of(portfolio, deed)

        self._session.read(read, partial(self._show_deed, deed), owner=self, slot="changes")

    def _show_deed(self, deed: RuleDeed, found: RuleDifferences) -> None:
        session = self._session
        column = self.sheet.clear()
        column.addWidget(plain_label(session.say(deed.what), strong=True, size=1.2))
        at = moment_words(session, deed.at)
        column.addWidget(plain_label(session.say(_DONE_ON.fill(rules=_RULES, at=at)), tone="quiet"))
        go = partial(session.rules_asked.emit, found.register, "")
        column.addWidget(link_button(session.look, session.say(_TO_RULES), go, icon="arrow-right"))
        if found.differences:
            column.addSpacing(6)
            column.addWidget(line())
            column.addWidget(differences(session.look, found.action, found.differences))
        column.addStretch(1)

    def _show_changes(self, operation: Operation, changes: Changes) -> None:
        session = self._session
        column = self.sheet.clear()
        column.addWidget(plain_label(deed_words(session, operation), strong=True, size=1.2))
        at = moment_words(session, operation.at)
        column.addWidget(plain_label(session.say(_NUMBER.fill(n=operation.number, at=at)), tone="quiet"))
        if operation.is_undone:
            column.addWidget(plain_label(session.say(_UNDONE_LONG), tone="attention"))
        if operation.reverses is not None:
            column.addWidget(plain_label(session.say(_TAKES_BACK.fill(n=operation.reverses)), tone="quiet"))
        in_full = changes.total <= _MOST_IN_FULL
        for changed in changes.records:
            self._add_changed(changed, in_full=in_full or changed.action == "changed")
        rest = changes.total - len(changes.records)
        if rest:
            column.addWidget(plain_label(_AND_MORE.say(rest, session.look.language), tone="quiet"))
        column.addStretch(1)

    def _add_changed(self, changed: ChangedRecord, *, in_full: bool) -> None:
        session, column = self._session, self.sheet.column
        column.addSpacing(6)
        column.addWidget(line())
        kind = self._kinds.get(changed.kind)
        label = session.say(kind.label) if kind else changed.kind
        title = session.say(changed.title) if changed.title else session.say(_ERASED)
        words = f"{label}: {title}"
        if changed.is_there:
            open_it = partial(session.record_asked.emit, changed.kind, changed.id)
            column.addWidget(link_button(session.look, words, open_it, icon="arrow-right"))
        else:
            column.addWidget(plain_label(words, strong=True))
        column.addWidget(plain_label(session.say(_ACTIONS[changed.action].capitalised()), tone="quiet", size=0.95))
        if changed.differences and in_full:
            column.addWidget(differences(session.look, changed.action, changed.differences))
