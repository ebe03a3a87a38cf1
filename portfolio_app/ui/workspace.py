"""What is shown while a vault is open: the navigation at the left, and the page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from portfolio_app.domain.areas import Area
from portfolio_app.ui.apart import page_apart
from portfolio_app.ui.backups.concern import ConcernBar
from portfolio_app.ui.board.source import BoardSource
from portfolio_app.ui.destinations import (
    BACKUPS,
    GUIDE,
    HISTORY,
    ICONS,
    OVERVIEW,
    RESULTS,
    RULES,
    can_be_shown,
    destination_of,
)
from portfolio_app.ui.file_entrance import FileEntrance
from portfolio_app.ui.folding import Folding
from portfolio_app.ui.held_up import HeldUp
from portfolio_app.ui.living import Living
from portfolio_app.ui.navigation import Navigation
from portfolio_app.ui.pages.overview import OverviewPage
from portfolio_app.ui.session import Session
from portfolio_app.ui.trail import Place, Trail, Walk
from portfolio_app.ui.waiting import Waiting
from portfolio_app.ui.widgets.rail import Rail
from portfolio_app.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from portfolio_app.services.board import Target
    from portfolio_app.ui.commands import Command
    from portfolio_app.ui.finder import Finder
    from portfolio_app.ui.forms.standing import Draft
    from portfolio_app.ui.pages.area import AreaPage
    from portfolio_app.ui.pages.backups import BackupsPage
    from portfolio_app.ui.pages.dossier import DossierPage
    from portfolio_app.ui.pages.history import HistoryPage
    from portfolio_app.ui.pages.rules import RulesPage
    from portfolio_app.ui.records.facets import Facets

_MOST_RECENT: Final = 8


class Workspace(QWidget):
    """The pages of one open portfolio; each is built when it is first gone to.

    Attributes:
        lock_asked, settings_asked, help_asked, client_view_asked: what the window itself does.
        page_shown: the key of the page that is shown now.
        keys_asked: the person wants to see to passphrase and recovery key.
        restore_asked: a `Backup` that the person wants back; done by the window, which closes the vault for it.
        trail: where the person has been.
        board: the newest overview.
    """

    lock_asked = Signal()
    settings_asked = Signal()
    help_asked = Signal()
    client_view_asked = Signal()
    page_shown = Signal(str)
    restore_asked = Signal(object)
    keys_asked = Signal()

    def __init__(
        self,
        session: Session,
        all_commands: Callable[[], tuple[Command, ...]] | None = None,
        trail: Trail | None = None,
    ) -> None:
        """Show nothing yet.

        Args:
            session: the open portfolio.
            all_commands: returns what can be done in the whole window; what can be done here when None.
            trail: where the person has been before.
        """
        super().__init__()
        self.session = session
        session.setParent(self)
        self._all_commands = all_commands or self.commands
        self.trail = trail if trail is not None else Trail()
        self._areas: dict[str, AreaPage] = {}
        self._pages: dict[str, QWidget] = {}
        self._living = Living()
        self._counts: Mapping[str, int] = {}
        self._walk = Walk(self.trail, self.place, session.ways_changed.emit)
        self.current = ""
        self._stack = QStackedWidget(self)
        self.navigation = Navigation(session.look, read_only=session.read_only)
        self._folding = Folding(self.navigation, session)
        self.concern = ConcernBar(session)
        self.concern.asked.connect(lambda: self.go(BACKUPS))
        self._lay_out()
        self.toast = Toast(session.look, self)
        self.held_up = HeldUp(session, self)
        self.files = FileEntrance(self, session)
        self._connect_navigation()
        self._connect_session()
        self._waiting = Waiting(session, self)
        self.board = BoardSource(session, self)
        self.board.made.connect(self._show_rooms)
        self._show_rooms()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.concern)
        column.addWidget(self._stack, 1)
        row.addLayout(column, 1)

    def _connect_navigation(self) -> None:
        self.rail.chosen.connect(self.go)
        for asked, deed in (
            (self.navigation.search_asked, self.open_finder),
            (self.navigation.lock_asked, self.lock_asked.emit),
            (self.navigation.undo_asked, self.session.undo),
            (self.navigation.redo_asked, self.session.redo),
            (self.navigation.settings_asked, self.settings_asked.emit),
            (self.navigation.help_asked, self.help_asked.emit),
            (self.navigation.fold_asked, self.fold),
        ):
            asked.connect(deed)

    def _connect_session(self) -> None:
        session = self.session
        session.said.connect(self.toast.say)
        session.record_asked.connect(self.show_record)
        session.field_asked.connect(self.show_record)
        session.rules_asked.connect(self.show_rules)
        session.new_asked.connect(self.start_new)
        session.meant_asked.connect(partial(self.start_new, as_typed=True))
        session.back_asked.connect(self.go_back)
        session.forward_asked.connect(self.go_forward)
        session.changed.connect(self._read_counts)
        session.loaded.connect(self._begin)
        session.registers_changed.connect(self._let_go)

    @property
    def rail(self) -> Rail:
        """The destinations at the left."""
        return self.navigation.rail

    # -- going somewhere ----------------------------------------------------------------------------------------------

    def go(self, key: str) -> None:
        """Show a page: `overview`, the value of an `Area`, or another of `destinations`."""
        if key != OVERVIEW and self._waiting.takes(partial(self.go, key)):
            return
        if key != self.current:
            self.current = key
            self._stack.setCurrentWidget(self._page(key))
            area = self._areas.get(key)
            if area is not None and area.current_kind:
                self._living.looked_at(area, area.current_kind)
            self.rail.choose(key)
            self.rail.stand_near(destination_of(key))
            self.concern.show_here(wanted=key == OVERVIEW)
            self._walk.note()
            self.page_shown.emit(key)

    def show_kind(self, kind_key: str, facets: Facets | None = None) -> None:
        """Show the list of a kind, narrowed down where facets are given."""
        if self._waiting.takes(partial(self.show_kind, kind_key, facets)):
            return
        area = self._go_to_kind(kind_key)
        area.show_kind(kind_key)
        if facets:
            area.narrow_to(facets)

    def show_record(self, kind_key: str, record_id: str, field: str = "") -> None:
        """Show a record, with the cursor in a field of it where one is named."""
        if self._waiting.takes(partial(self.show_record, kind_key, record_id, field)):
            return
        self._go_to_kind(kind_key).show_record(kind_key, record_id, field)

    def show_first(self, kind_key: str) -> None:
        """Show the first record of a kind, where there is one."""
        if self._waiting.takes(partial(self.show_first, kind_key)):
            return
        area = self._go_to_kind(kind_key)
        area.show_kind(kind_key)
        area.show_first()

    def start_new(self, kind_key: str, values: Mapping[str, object] | None = None, *, as_typed: bool = False) -> None:
        """Show a form for a record of a kind, empty or with some values; see `AreaPage.start_new`."""
        if self._waiting.takes(partial(self.start_new, kind_key, values, as_typed=as_typed)):
            return

        def begin() -> None:  # past the record that was shown of this kind the last time
            area = self._go_to_kind(kind_key)
            area.show_kind(kind_key)
            area.start_new(values, as_typed=as_typed)

        self._walk.straight(begin)

    def go_back(self) -> None:
        """Show what was shown before."""
        self._walk.back_to(self.trail.back(), self.return_to)

    def go_forward(self) -> None:
        """Show again what was gone back from."""
        self._walk.back_to(self.trail.forward(), self.return_to)

    def open_finder(self) -> Finder | None:
        """Open the finder; later, when the records are not loaded yet."""
        if self._waiting.takes(self.open_finder):
            return None
        from portfolio_app.ui.finder import Finder

        recent = self.trail.recent(_MOST_RECENT)
        commands = tuple(command for command in self._all_commands() if command.in_finder)
        finder = Finder(self.session, commands, recent, self)
        finder.results_asked.connect(self.open_results)
        finder.open()
        return finder

    def open_results(self, words: str = "") -> None:
        """Show the page with all that is found for `words`."""
        if self._waiting.takes(partial(self.open_results, words)):
            return
        from portfolio_app.ui.pages.results import ResultsPage

        self.go(RESULTS)
        page = self._pages[RESULTS]
        if isinstance(page, ResultsPage):
            page.search(words)

    def back_up_now(self) -> None:
        """Show the backups, and make one."""
        if self._waiting.takes(self.back_up_now):
            return
        self.go(BACKUPS)
        cast("BackupsPage", self._pages[BACKUPS]).make()

    def show_rules(self, register: str = "", requirement: str = "") -> None:
        """Show the registers and rules: those of one register where it is named, at one requirement where that is."""
        if self._waiting.takes(partial(self.show_rules, register, requirement)):
            return
        self.go(RULES)
        if register:
            cast("RulesPage", self._pages[RULES]).show_register(register, requirement)

    def show_dossier(self, part: str) -> None:
        """Show a part of the page on documents that leave: see `DossierPage.show_part`."""
        if not self._waiting.takes(partial(self.show_dossier, part)):
            self.go(Area.DOSSIER.value)
            cast("DossierPage", self._pages[Area.DOSSIER.value]).show_part(part)

    def show_past(self, part: str) -> None:
        """Show a part of the history: `done`, `bin` or `day`."""
        if self._waiting.takes(partial(self.show_past, part)):
            return
        self.go(HISTORY)
        cast("HistoryPage", self._pages[HISTORY]).show_part(part)

    # -- what can be done ---------------------------------------------------------------------------------------------

    def commands(self) -> tuple[Command, ...]:
        """Return all that can be done here now; a page adds its own by a method `commands`."""
        from portfolio_app.ui.workspace_commands import workspace_commands

        page = self._pages.get(self.current)
        own = getattr(page, "commands", None)
        return (*(own() if callable(own) else ()), *workspace_commands(self))

    def new_here(self) -> None:
        """Add a record of the kind that is shown; on the overview an activity."""
        area = self._areas.get(self.current)
        if area is not None and self.current != Area.DOSSIER.value:
            area.start_new()
        elif self.current == OVERVIEW:
            self.start_new("activity")

    def filter_here(self) -> None:
        """Put the cursor in the filter of the list."""
        page = self._areas.get(self.current) or self._pages.get(self.current)
        focus = getattr(page, "focus_filter", None)
        if callable(focus):
            focus()

    def translate_on(self) -> None:
        """Go to the next text of the CV that is not yet in English."""
        from portfolio_app.ui.records.english_bar import go_elsewhere, say_all_is_done

        area = self._areas.get(self.current)
        if area is not None:
            area.translate_on()
        elif self.session.is_loaded:
            go_elsewhere(self.session, "", partial(say_all_is_done, self.session))

    def next_misspelling(self) -> None:
        """Go to the next misspelled word of the texts that are shown."""
        from portfolio_app.ui.spelling.mending import go_to_next

        go_to_next(self, self.session.spelling)

    def print_here(self) -> None:
        """Let the person choose what to print: the record or the list that is shown, or a view of the CV."""
        from portfolio_app.ui.printing.choosing import choose_what_to_print

        self.save()
        area = self._areas.get(self.current)
        choose_what_to_print(self.session, self.place(), area.list_query() if area else None, self)

    def fold(self) -> None:
        """Show the navigation narrow or wide, the other way than it is."""
        self._folding.toggle(self.width())

    def area_for_files(self) -> AreaPage:
        """Return the page that files which come in are for: the one that is shown, or else that of the activities."""
        area = self._areas.get(self.current)
        if area is None or not area.takes_files:
            area = self._go_to_kind("activity")
            area.show_kind("activity")
        return area

    # -- what was typed -----------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Save what can be saved now."""
        for area in self._areas.values():
            area.save()
        rules = self._pages.get(RULES)
        if rules is not None:
            cast("RulesPage", rules).save()

    def drafts(self) -> tuple[Draft, ...]:
        """Return what was typed and could not be saved."""
        on_forms = (draft for area in self._areas.values() for draft in area.drafts())
        return (*on_forms, *self.session.sheet_drafts.all())

    def resume(self, drafts: tuple[Draft, ...]) -> None:
        """Keep drafts until their records are shown."""
        if not drafts or self._waiting.takes(partial(self.resume, drafts)):
            return
        from portfolio_app.domain.kinds import kind_called

        for draft in drafts:
            keep = self.session.sheet_drafts.keep if draft.on_sheet else self._area(kind_called(draft.kind).area).resume
            keep(draft)

    def place(self) -> Place:
        """Return where the person is."""
        area = self._areas.get(self.current)
        return Place(self.current, area.current_kind, area.current_record) if area else Place(self.current)

    def return_to(self, place: Place) -> None:
        """Go to `place`; to the overview when there is no such page."""
        if place.page != OVERVIEW and self._waiting.takes(partial(self.return_to, place)):
            return
        if not can_be_shown(place.page):
            self.go(OVERVIEW)
            return
        if not place.is_of_its_page():
            self.go(place.page)
        elif place.record:
            self.show_record(place.kind, place.record)
        else:
            self.show_kind(place.kind)

    # -- before the records are loaded -------------------------------------------------------------------------------

    def load(self) -> None:
        """Load the records: at once, or when the overview of last time stands on the screen, for that needs none."""
        page = self._pages.get(self.current)
        if self.session.is_loaded or self.board.board is None or not isinstance(page, OverviewPage):
            self.session.load()
        else:
            page.stands.connect(self.session.load)

    def _begin(self) -> None:
        self._read_counts()
        self.board.begin()

    # -- within -------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the navigation narrow where there is no room."""
        super().resizeEvent(event)
        self._folding.follow(self.width())

    def _page(self, key: str) -> QWidget:
        if key not in self._pages:
            page = self._built(key)
            self._pages[key] = page
            self._stack.addWidget(page)
        return self._pages[key]

    def _built(self, key: str) -> QWidget:
        if key == OVERVIEW:
            return self._overview()
        if key == Area.DOSSIER.value:
            from portfolio_app.ui.pages.dossier import DossierPage

            return DossierPage(self.session, self._area(Area.DOSSIER), self._stack)
        apart = page_apart(
            key,
            self.session,
            self._stack,
            restore_asked=self.restore_asked.emit,
            backups_changed=self.concern.read,
            guide_left=self._leave_guide,
            target_asked=self._follow,
        )
        return apart or self._area(Area(key))  # type: ignore[call-arg]

    def _overview(self) -> OverviewPage:
        page = OverviewPage(self.session, self.board, self._stack)
        page.target_asked.connect(self._follow)
        return page

    def _follow(self, target: Target) -> None:
        """Go where a line of the overview leads."""
        ways: dict[str, Callable[[], object]] = {
            "record": partial(self.show_record, target.key, target.record),
            "list": partial(self.show_kind, target.key, target.facets()),
            "new": partial(self.show_kind if self.session.read_only else self.start_new, target.key),
            "page": partial(self.show_rules, target.record) if target.key == RULES else partial(self.go, target.key),
            "keys": self.keys_asked.emit,
        }
        ways[target.place]()

    def _area(self, area: Area) -> AreaPage:
        if area.value not in self._areas:
            from portfolio_app.ui.pages.area import AreaPage

            page = AreaPage(self.session, area, ICONS[area.value], self._stack, with_heading=area is not Area.DOSSIER)
            page.show_counts(self._counts)
            page.kind_shown.connect(partial(self._living.looked_at, page))
            page.kind_shown.connect(self._walk.note)
            page.record_shown.connect(self._walk.note)
            self._areas[area.value] = page
        return self._areas[area.value]

    def _go_to_kind(self, kind_key: str) -> AreaPage:
        from portfolio_app.domain.kinds import kind_called

        area = kind_called(kind_key).area
        page = self._area(area)
        page.begin_with(kind_key)
        if area is Area.DOSSIER:
            cast("DossierPage", self._page(area.value)).show_part("outgoing")
        self.go(area.value)
        return page

    def _let_go(self) -> None:
        """Let go what was built of the registers as they were; each page is built anew when it is gone to."""
        self._living.let_all_go()
        for key in (GUIDE, Area.DOSSIER.value):
            page, area = self._pages.get(key), self._areas.get(key)
            if page is None or key == self.current or (area is not None and area.drafts()):
                continue
            del self._pages[key]
            self._areas.pop(key, None)
            self._stack.removeWidget(page)
            page.deleteLater()

    def _leave_guide(self, kind: str) -> None:
        if kind:
            self.show_kind(kind)
        else:
            self.go(OVERVIEW)

    def _read_counts(self) -> None:
        self.session.read(lambda portfolio: portfolio.counts(), self._show_counts, owner=self, slot="counts")

    def _show_counts(self, counts: Mapping[str, int]) -> None:
        from portfolio_app.ui.pages.area import kinds_of

        self._counts = counts
        sums = {area.value: sum(counts.get(kind.key, 0) for kind in kinds_of(area)) for area in Area}
        self.rail.show_counts(sums)
        for area in self._areas.values():
            area.show_counts(counts)

    def _show_rooms(self) -> None:
        """Show beside the destinations what the overview knows of them."""
        board = self.board.board
        if board is not None:
            self.navigation.show_attention(board.attention)
            self.rail.show_counts(dict(board.rooms))
