"""What was deleted and can be brought back: search, look, choose, bring back, or erase for good."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from portfolio_app.common.text import CountedText, Text
from portfolio_app.ui.past.lines import Line
from portfolio_app.ui.past.moments import moment_words
from portfolio_app.ui.past.parts import SoughtList
from portfolio_app.ui.past.sheets import facts
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.empty import EmptyState
from portfolio_app.ui.widgets.labels import line, plain_label
from portfolio_app.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from portfolio_app.services.bin import BinItem, BinPage
    from portfolio_app.services.erasing import Erased
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.storage.history import ChangeSet

_SEARCH: Final = Text("Zoek in de prullenbak…", "Search in the bin…")
_LIST: Final = Text("Verwijderde gegevens", "Deleted records")
_BRING_BACK: Final = Text("Terugzetten", "Restore")
_EMPTY: Final = Text("De prullenbak is leeg", "The bin is empty")
_EMPTY_HOW: Final = Text(
    "Wat u verwijdert, komt hier te staan en kan altijd terug: met zijn onderdelen en met de verwijzingen ernaar.",
    "What you delete ends up here and can always be restored, with its parts and the links to it.",
)
_NOT_FOUND: Final = Text("Niets gevonden", "Nothing found")
_NOT_FOUND_HOW: Final = Text(
    "Niets in de prullenbak bevat al deze woorden.", "Nothing in the bin contains all of these words."
)
_DELETED: Final = Text("verwijderd op {at}", "deleted on {at}")
_BY: Final = Text("Verwijderd op {at}, bij handeling {n}.", "Deleted on {at}, by operation {n}.")
_PARTS: Final = CountedText(Text("met {n} onderdeel", "with {n} part"), Text("met {n} onderdelen", "with {n} parts"))
_BACK: Final = CountedText(
    Text("{n} gegeven teruggezet.", "{n} record restored."),
    Text("{n} gegevens teruggezet.", "{n} records restored."),
)
_ALL: Final = CountedText(Text("{n} verwijderd", "{n} deleted"), Text("{n} verwijderd", "{n} deleted"))
_UNDO: Final = Text("Ongedaan maken", "Undo")
_ERASE: Final = Text("Voorgoed wissen…", "Erase for good…")
_ERASE_ONE: Final = Text("“{title}” voorgoed wissen?", "Erase “{title}” for good?")
_ERASE_MANY: Final = CountedText(
    Text("{n} gegeven voorgoed wissen?", "Erase {n} record for good?"),
    Text("{n} gegevens voorgoed wissen?", "Erase {n} records for good?"),
)
_ERASE_NOW: Final = Text("Voorgoed wissen", "Erase for good")
_KEEP: Final = Text("Niet wissen", "Do not erase")
_PAGE: Final = 100


class BinPanel(SoughtList):
    """The bin."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        look = session.look
        super().__init__(
            session,
            parent,
            search=_SEARCH,
            name=_LIST,
            nothing=EmptyState(look, "trash-2", look.say(_EMPTY), look.say(_EMPTY_HOW)),
            not_found=(_NOT_FOUND, _NOT_FOUND_HOW),
            many=True,
        )
        self._session = session
        self._items: dict[str, BinItem] = {}
        self.button = push_button(look, _BRING_BACK, self.bring_back, icon="archive-restore", role="primary")
        self.button.setEnabled(False)
        self.bar.addWidget(self.button)
        self.erase_button = push_button(look, _ERASE, self.ask_to_erase, icon="trash-2", role="quiet")
        self.erase_button.setEnabled(False)
        self.bar.addWidget(self.erase_button)
        self._count = plain_label("", tone="quiet", size=0.92, wrap=False)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 6, 14, 8)
        foot.addWidget(self._count)
        foot.addStretch(1)
        self.column.addWidget(line(self))
        self.column.addLayout(foot)
        self.list.activated_key.connect(lambda _key: self.bring_back())
        self.list.selectionModel().selectionChanged.connect(self._selection_changed)

    def read_first(self) -> None:
        """Read the last deleted records that fit the words."""
        self._read(0, self._show, "bin")

    def read_more(self) -> None:
        """Read what was deleted before what is shown."""
        offset = len(self._items)
        self._read(offset, partial(self._add, offset), "more of bin")

    def bring_back(self) -> None:
        """Bring back what is chosen, in one step."""
        wanted = [key for key in self.list.chosen_keys() if isinstance(key, str)]
        if not wanted or self._session.read_only:
            return

        def bring(portfolio: Portfolio) -> ChangeSet:
            from portfolio_app.services.bin import bring_back

            return bring_back(portfolio, wanted)

        def done(changes: ChangeSet) -> None:
            session = self._session
            number = sum(change.action == "added" for change in changes.changes)
            words = _BACK.say(number, session.look.language)
            session.said.emit(words, _UNDO, lambda: session.undo(changes.operation))

        self._session.change_set(bring, done)

    def ask_to_erase(self) -> None:
        """Say what erasing means, and do it when that is wanted."""
        wanted = [key for key in self.list.chosen_keys() if isinstance(key, str)]
        if not wanted or self._session.read_only:
            return
        from portfolio_app.services.erasing import NO_WAY_BACK, WHAT_GOES, WHAT_REMAINS
        from portfolio_app.ui.dialogs.problem import MessageDialog

        look = self._session.look
        one = look.say(_ERASE_ONE.fill(title=self._items[wanted[0]].title))
        heading = one if len(wanted) == 1 else _ERASE_MANY.say(len(wanted), look.language)
        explanation = "\n\n".join(look.say(each) for each in (WHAT_GOES, WHAT_REMAINS, NO_WAY_BACK))
        choices = ((_ERASE_NOW, partial(self._erase, wanted)),)
        MessageDialog(look, heading, explanation, self.window(), choices=choices, close=_KEEP).open()

    def _erase(self, wanted: list[str]) -> None:
        session = self._session
        done: list[Erased] = []

        def work(portfolio: Portfolio) -> ChangeSet:
            from portfolio_app.services.erasing import erase

            done.append(erase(portfolio, wanted))
            return done[0].changes

        def told(_changes: ChangeSet) -> None:
            from portfolio_app.services.erasing import ERASED

            session.said.emit(ERASED.say(done[0].records, session.look.language), None, None)
            if done[0].problem is not None:
                session.refused(done[0].problem)

        session.change_set(work, told)

    # -- within -------------------------------------------------------------------------------------------------------

    def _read(self, offset: int, then: Callable[[BinPage], None], slot: str) -> None:
        words = self.filter.text()

        def read(portfolio: Portfolio) -> BinPage:
            from portfolio_app.services.bin import bin_page

            return bin_page(portfolio, words, limit=_PAGE, offset=offset)

        self._session.read(read, then, owner=self, slot=slot)

    def _show(self, page: BinPage) -> None:
        self._items = {item.record.id: item for item in page.items}
        self._count.setText(_ALL.say(page.total, self._session.look.language) if page.total else "")
        self.show_lines(self._lines(page), more=page.total > len(page.items))
        self._selection_changed()

    def _add(self, offset: int, page: BinPage) -> None:
        if offset == len(self._items):  # else the list was read anew since this was asked for
            self._items.update({item.record.id: item for item in page.items})
            self.list.lines.add_lines(self._lines(page), more=page.total > len(self._items))

    def _lines(self, page: BinPage) -> list[Line]:
        session = self._session
        lines: list[Line] = []
        for item in page.items:
            at = session.say(_DELETED.fill(at=moment_words(session, item.deleted_at)))
            parts = [session.say(item.record.kind.label), at]
            if item.parts:
                parts.append(_PARTS.say(item.parts, session.look.language))
            icon = "circle-alert" if item.obstacle else "trash-2"
            lines.append(Line(item.record.id, session.say(item.title), " · ".join(parts), icon=icon))
        return lines

    def _selection_changed(self) -> None:
        for button in (self.button, self.erase_button):
            button.setEnabled(bool(self.list.chosen_keys()) and not self._session.read_only)

    def choose(self, key: object) -> None:
        """Show what a deleted record said."""
        item = self._items.get(key) if isinstance(key, str) else None
        if item is None:
            self.sheet.clear()
            return

        def read(portfolio: Portfolio) -> tuple[tuple[Text, Text], ...]:
            from portfolio_app.services.telling import facts_of

            return facts_of(portfolio, item.record)

        self._session.read(read, lambda told: self._show_item(item, told), owner=self, slot="binned")

    def _show_item(self, item: BinItem, told: tuple[tuple[Text, Text], ...]) -> None:
        session = self._session
        column = self.sheet.clear()
        column.addWidget(plain_label(session.say(item.title), strong=True, size=1.2))
        at = moment_words(session, item.deleted_at)
        kind = session.say(item.record.kind.label)
        column.addWidget(plain_label(f"{kind}. {session.say(_BY.fill(at=at, n=item.operation))}", tone="quiet"))
        for text in (item.obstacle, item.note):
            if text:
                notice = Notice(session.look)
                column.addWidget(notice)
                notice.say(session.say(text))
        column.addSpacing(4)
        column.addWidget(line())
        column.addSpacing(4)
        column.addWidget(facts(session.look, [(session.say(label), session.say(words)) for label, words in told]))
        column.addStretch(1)
