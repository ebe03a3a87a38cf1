"""The page that looks back: what was done, what was deleted, and how it was on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.heading import PageHead
from portfolio_app.ui.widgets.labels import line
from portfolio_app.ui.widgets.segments import Segment, SegmentBar

if TYPE_CHECKING:
    from portfolio_app.ui.past.bin import BinPanel
    from portfolio_app.ui.past.day import DayPanel
    from portfolio_app.ui.past.operations import OperationsPanel

    Panel = OperationsPanel | BinPanel | DayPanel

_TITLE: Final = Text("Geschiedenis", "History")
_HINT: Final = Text(
    "Alles wat u deed, van het begin af. Niets gaat verloren: maak ongedaan, haal terug, of kijk hoe het was.",
    "Everything you did, from the start. Nothing gets lost: undo, restore, or see how it was.",
)
_PARTS: Final = Text("Onderdelen van de geschiedenis", "Parts of the history")
DONE: Final = "done"
BIN: Final = "bin"
DAY: Final = "day"
_LABELS: Final = {
    DONE: Text("Wat is gedaan", "What was done"),
    BIN: Text("Prullenbak", "Bin"),
    DAY: Text("Zoals het was op…", "As it was on…"),
}


class HistoryPage(QWidget):
    """Three ways of looking back, each built when it is first looked at."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._panels: dict[str, Panel] = {}
        self._current = DONE
        look = session.look
        self._segments = SegmentBar(look, look.say(_PARTS), self)
        self._segments.show_segments(tuple(Segment(key, look.say(text)) for key, text in _LABELS.items()), DONE)
        self._segments.chosen.connect(self.show_part)
        self._stack = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PageHead(look.say(_TITLE), look.say(_HINT), self._segments))
        column.addWidget(line())
        column.addWidget(self._stack, 1)

    @property
    def panel(self) -> Panel:
        """What is shown of `done`, `bin` and `day`."""
        if self._current not in self._panels:
            made = self._built(self._current)
            self._panels[self._current] = made
            self._stack.addWidget(made)
        return self._panels[self._current]

    def _built(self, key: str) -> Panel:
        """Return a panel; what it needs is imported when it is first looked at, each in a turn of its own."""
        if key == BIN:
            from portfolio_app.ui.past.bin import BinPanel

            return BinPanel(self._session, self._stack)
        if key == DAY:
            from portfolio_app.ui.past.day import DayPanel

            return DayPanel(self._session, self._stack)
        from portfolio_app.ui.past.operations import OperationsPanel

        return OperationsPanel(self._session, self._stack)

    def show_part(self, key: str) -> None:
        """Show `done`, `bin` or `day`."""
        self._current = key
        self._segments.set_current(key)
        panel = self.panel
        self._stack.setCurrentWidget(panel)
        if self.isVisible():
            panel.refresh()

    def focus_filter(self) -> None:
        """Put the cursor where words to seek are typed."""
        self.panel.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was changed since."""
        super().showEvent(event)
        self.show_part(self._current)
