"""What is shown while a vault is open: the navigation at the left, and the page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.domain.fields import Area
from portfolio_app.domain.kinds import KINDS, kind_called
from portfolio_app.ui.finder import Command, Finder
from portfolio_app.ui.forms.record_form import Draft
from portfolio_app.ui.pages.area import AreaPage, kinds_of
from portfolio_app.ui.pages.dossier import DossierPage
from portfolio_app.ui.pages.overview import OverviewPage
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import push_button, tool_button
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.rail import Destination, Rail
from portfolio_app.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from collections.abc import Mapping

OVERVIEW: Final = "overview"
ICONS: Final[dict[str, str]] = {
    OVERVIEW: "layout-dashboard",
    Area.CV.value: "id-card",
    Area.EDUCATION.value: "graduation-cap",
    Area.REFLECTION.value: "notebook-pen",
    Area.COMPETENCES.value: "radar",
    Area.PLAN.value: "goal",
    Area.LAW.value: "scale",
    Area.PERMISSIONS.value: "handshake",
    Area.INTEGRITY.value: "shield-check",
    Area.DOSSIER.value: "book-open-check",
}
_OVERVIEW: Final = Text("Overzicht", "Overview")
_PAGES: Final = Text("Bladzijden", "Pages")
_SEARCH: Final = Text("Zoeken en doen…", "Find and do…")
_LOCK: Final = Text("Vergrendelen", "Lock")
_SETTINGS: Final = Text("Instellingen", "Settings")
_HELP: Final = Text("Hulp", "Help")
_GO_TO: Final = Text("Naar: {page}", "Go to: {page}")
_NEW: Final = Text("Nieuw: {kind}", "New: {kind}")
_UNDO: Final = Text("Ongedaan maken", "Undo")
_REDO: Final = Text("Opnieuw doen", "Redo")
_READ_ONLY: Final = Text("Alleen-lezen geopend", "Open for reading only")
_RAIL_WIDTH: Final = 240


class Workspace(QWidget):
    """The pages of one open portfolio; each is built when it is first gone to.

    Attributes:
        lock_asked, settings_asked, help_asked: what the window itself does.
    """

    lock_asked = Signal()
    settings_asked = Signal()
    help_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        session.setParent(self)
        look = session.look
        self._areas: dict[str, AreaPage] = {}
        self._pages: dict[str, QWidget] = {}
        self._counts: Mapping[str, int] = {}
        self.current = ""
        self._stack = QStackedWidget(self)
        destinations = (
            Destination(OVERVIEW, look.say(_OVERVIEW), ICONS[OVERVIEW]),
            *(Destination(area.value, look.say(area.label), ICONS[area.value]) for area in Area),
        )
        self.rail = Rail(look, look.say(_PAGES), destinations)
        self.rail.chosen.connect(self.go)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail_side())
        row.addWidget(self._stack, 1)
        self.toast = Toast(look, self)
        session.said.connect(self.toast.say)
        session.record_asked.connect(self.show_record)
        session.changed.connect(self._read_counts)
        self._add_shortcuts(destinations)
        self._read_counts()

    # -- going somewhere ----------------------------------------------------------------------------------------------

    def go(self, key: str) -> None:
        """Show a page: `overview`, or the value of an `Area`."""
        if key != self.current:
            self.current = key
            self._stack.setCurrentWidget(self._page(key))
            self.rail.choose(key)

    def show_kind(self, kind_key: str) -> None:
        """Show the list of a kind."""
        area = self._go_to_kind(kind_key)
        area.show_kind(kind_key)

    def show_record(self, kind_key: str, record_id: str) -> None:
        """Show a record."""
        self._go_to_kind(kind_key).show_record(kind_key, record_id)

    def show_first(self, kind_key: str) -> None:
        """Show the first record of a kind, where there is one."""
        area = self._go_to_kind(kind_key)
        area.show_kind(kind_key)
        area.show_first()

    def start_new(self, kind_key: str) -> None:
        """Show an empty form for a record of a kind."""
        area = self._go_to_kind(kind_key)
        area.show_kind(kind_key)
        area.start_new()

    def open_finder(self) -> Finder:
        """Open the finder."""
        finder = Finder(self.session, self._commands(), self)
        finder.open()
        return finder

    # -- what was typed -----------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Save what can be saved now."""
        for area in self._areas.values():
            area.save()

    def drafts(self) -> tuple[Draft, ...]:
        """Return what was typed and could not be saved."""
        return tuple(draft for area in self._areas.values() for draft in area.drafts())

    def resume(self, drafts: tuple[Draft, ...]) -> None:
        """Keep drafts until their records are shown."""
        for draft in drafts:
            self._area(kind_called(draft.kind).area).resume(draft)

    def place(self) -> tuple[str, str, str]:
        """Return where the person is: page, kind, record."""
        area = self._areas.get(self.current)
        return self.current, area.current_kind if area else "", area.current_record if area else ""

    def return_to(self, place: tuple[str, str, str]) -> None:
        """Go where `place` was taken."""
        page, kind, record = place
        self.go(page)
        if record:
            self.show_record(kind, record)
        elif kind:
            self.show_kind(kind)

    # -- within -------------------------------------------------------------------------------------------------------

    def _rail_side(self) -> QWidget:
        look = self.session.look
        side = QWidget()
        side.setObjectName("rail_side")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side.setFixedWidth(_RAIL_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 14, 0, 10)
        column.setSpacing(8)
        brand = QHBoxLayout()
        brand.setContentsMargins(20, 0, 12, 6)
        brand.addWidget(plain_label("Vakdossier", strong=True, size=1.25, tone="accent", wrap=False))
        brand.addStretch(1)
        column.addLayout(brand)
        if self.session.read_only:
            note = plain_label(look.say(_READ_ONLY), tone="attention", size=0.95)
            note.setContentsMargins(20, 0, 12, 4)
            column.addWidget(note)
        column.addWidget(self.rail, 1)
        search = QHBoxLayout()
        search.setContentsMargins(12, 0, 12, 0)
        button = push_button(look, _SEARCH, self.open_finder, icon="search", role="quiet")
        button.setToolTip("Ctrl+K")
        search.addWidget(button)
        search.addStretch(1)
        column.addLayout(search)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 0, 12, 0)
        foot.setSpacing(2)
        foot.addWidget(tool_button(look, "lock", _LOCK, self.lock_asked.emit, keys="Ctrl+L"))
        foot.addWidget(tool_button(look, "undo-2", _UNDO, self.session.undo, keys="Ctrl+Z"))
        foot.addWidget(tool_button(look, "settings", _SETTINGS, self.settings_asked.emit, keys="Ctrl+,"))
        foot.addWidget(tool_button(look, "circle-help", _HELP, self.help_asked.emit, keys="F1"))
        foot.addStretch(1)
        column.addLayout(foot)
        return side

    def _page(self, key: str) -> QWidget:
        if key not in self._pages:
            if key == OVERVIEW:
                page: QWidget = self._overview()
            elif key == Area.DOSSIER.value:
                page = DossierPage(self.session, self._area(Area.DOSSIER), self._stack)
            else:
                page = self._area(Area(key))  # type: ignore[call-arg]
            self._pages[key] = page
            self._stack.addWidget(page)
        return self._pages[key]

    def _overview(self) -> OverviewPage:
        page = OverviewPage(self.session, self._stack)
        page.new_asked.connect(self.start_new)
        page.kind_asked.connect(self.show_kind)
        return page

    def _area(self, area: Area) -> AreaPage:
        if area.value not in self._areas:
            page = AreaPage(self.session, area, ICONS[area.value], self._stack, with_heading=area is not Area.DOSSIER)
            page.show_counts(self._counts)
            self._areas[area.value] = page
        return self._areas[area.value]

    def _go_to_kind(self, kind_key: str) -> AreaPage:
        area = kind_called(kind_key).area
        page = self._area(area)
        self.go(area.value)
        dossier = self._pages.get(Area.DOSSIER.value)
        if area is Area.DOSSIER and isinstance(dossier, DossierPage):
            dossier.show_part("outgoing")
        return page

    def _commands(self) -> tuple[Command, ...]:
        say = self.session.say
        look_up: list[Command] = []
        for key, icon in ICONS.items():
            label = say(_OVERVIEW if key == OVERVIEW else Area(key).label)  # type: ignore[call-arg]
            look_up.append(Command(label, icon, partial(self.go, key)))
        if not self.session.read_only:
            for kind in KINDS:
                if not kind.singleton and kind.area is not Area.DOSSIER:
                    words = say(_NEW.fill(kind=kind.label))
                    look_up.append(Command(words, "plus", partial(self.start_new, kind.key), say(kind.plural)))
        for kind in KINDS:
            words = say(_GO_TO.fill(page=kind.plural))
            look_up.append(Command(words, ICONS[kind.area.value], partial(self.show_kind, kind.key)))
        look_up.extend(
            Command(say(text), icon, deed)
            for text, icon, deed in (
                (_UNDO, "undo-2", self.session.undo),
                (_REDO, "undo-2", self.session.redo),
                (_LOCK, "lock", self.lock_asked.emit),
                (_SETTINGS, "settings", self.settings_asked.emit),
                (_HELP, "circle-help", self.help_asked.emit),
            )
        )
        return tuple(look_up)

    def _add_shortcuts(self, destinations: tuple[Destination, ...]) -> None:
        keys: list[tuple[str, Callable[[], object]]] = [
            ("Ctrl+K", self.open_finder),
            ("Ctrl+N", self._new_here),
            ("Ctrl+F", self._filter_here),
            ("Ctrl+Z", self.session.undo),
            ("Ctrl+Y", self.session.redo),
            ("Ctrl+Shift+Z", self.session.redo),
        ]
        for number, destination in enumerate(destinations, start=1):
            keys.append((f"Ctrl+{number % 10}", partial(self.go, destination.key)))
        for sequence, deed in keys:
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.activated.connect(lambda deed=deed: deed())

    def _new_here(self) -> None:
        area = self._areas.get(self.current)
        if area is not None and self.current != Area.DOSSIER.value:
            area.start_new()
        elif self.current == OVERVIEW:
            self.start_new(kinds_of(Area.EDUCATION)[0].key)

    def _filter_here(self) -> None:
        area = self._areas.get(self.current)
        if area is not None:
            area.focus_filter()

    def _read_counts(self) -> None:
        self.session.read(lambda portfolio: portfolio.counts(), self._show_counts, owner=self, slot="counts")

    def _show_counts(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        sums = {area.value: sum(counts.get(kind.key, 0) for kind in kinds_of(area)) for area in Area}
        self.rail.show_counts(sums)
        for area in self._areas.values():
            area.show_counts(counts)
