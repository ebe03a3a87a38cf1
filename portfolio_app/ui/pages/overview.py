"""The first page: am I going to make it, what is the next thing to do, what runs out soon."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import Text
from portfolio_app.services.board import Board, Picture, Step
from portfolio_app.ui.board.cards import counted, counts_card, next_card, quick_card, soon_card
from portfolio_app.ui.board.columns import Columns
from portfolio_app.ui.board.source import BoardSource
from portfolio_app.ui.destinations import OVERVIEW, page_name
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.scrolling import ScrollingColumn
from portfolio_app.ui.widgets.standing import StandingCard

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio

_HELLO: Final = Text("Dag {name}", "Hello {name}")
_WELCOME: Final = Text("Welkom", "Welcome")
_TODAY: Final = Text("Zo staat u ervoor op {day}.", "This is where you stand on {day}.")
_AS_OF: Final = Text(
    "Dit is het overzicht van de vorige keer, van {day}. Het wordt bijgewerkt…",
    "This is the overview from last time, {day}. It is being updated…",
)
_CHANGED_SINCE: Final = Text(
    "Dit is het overzicht van {day}; sindsdien is er iets gewijzigd. Het wordt bijgewerkt…",
    "This is the overview of {day}; something has changed since. It is being updated…",
)
_READING: Final = Text("Overzicht wordt gemaakt…", "Making the overview…")
_NOT_UPDATED: Final = Text(
    "Dit is het overzicht van {day}; bijwerken lukte niet.",
    "This is the overview of {day}; it could not be updated.",
)
_BEGIN: Final = Text(
    "Hier ziet u straks hoe u ervoor staat. Begin met de eerste regel hieronder: met uw gegevens en uw registratie "
    "weet het programma wat uw register vraagt.",
    "This is where you will see how you stand. Start with the first line below: your details and your "
    "registration tell the program what your register asks.",
)
_PARTS: Final = 3
"""What is to be done and what runs out; then how it stands with each register; then the pictures."""
_NEXT_PART_MS: Final = 15
"""What the person presses or types as soon as a part stands there, is answered before the next is made."""


class OverviewPage(ScrollingColumn):
    """The overview of one portfolio: that of last time at once, then that of now.

    Attributes:
        target_asked: a `Target` to go to.
        stands: the first overview stands on the screen, pictures and all.
    """

    target_asked = Signal(object)
    stands = Signal()

    def __init__(self, session: Session, source: BoardSource, parent: QWidget) -> None:
        """Show what `source` has now, and each board that it makes."""
        super().__init__(parent, name=session.say(page_name(OVERVIEW)), ground="page")
        self._session = session
        self._source = source
        self._shown: dict[object, tuple[object, QWidget]] = {}
        self._news: QWidget | None = None
        self._remembered = False
        self._parts = 1
        column = QVBoxLayout(self.content)
        column.setContentsMargins(28, 22, 28, 28)
        column.setSpacing(2)
        self._title = plain_label("", strong=True, size=1.7)
        self._state = plain_label(session.say(_READING), tone="quiet")
        self._columns = Columns()
        column.addWidget(self._title)
        column.addWidget(self._state)
        column.addSpacing(14)
        self._above = QVBoxLayout()
        column.addLayout(self._above)
        column.addWidget(self._columns)
        column.addStretch(1)
        source.made.connect(self._show_newest)
        source.failed.connect(self._tell_failure)
        self._show_newest()

    @property
    def is_of_now(self) -> bool:
        """Whether what is shown takes account of everything that is in the vault."""
        return self._source.is_of_now

    @property
    def is_whole(self) -> bool:
        """Whether all parts of the overview are shown, and not just what is read first."""
        return self._parts == _PARTS

    def showEvent(self, event: QShowEvent) -> None:
        """Show what was made while another page was shown."""
        super().showEvent(event)
        self._show_newest()

    def _show_newest(self) -> None:
        board = self._source.board
        if board is None or (self._shown and not self.isVisible()):
            return
        if self._source.is_kept:
            self._show(board, _CHANGED_SINCE if self._source.changed_since else _AS_OF)
        else:
            self._show(board, _BEGIN if board.is_empty else _TODAY)
            self._tell_news(board)

    def _tell_news(self, board: Board) -> None:
        """Show what became urgent since last time, and remember that it was told."""
        reminding = self._session.unlocked.reminding
        news = reminding.news(board)
        if self._news is not None:
            self._news.hide()
            self._news.deleteLater()
            self._news = None
        if news:
            from portfolio_app.ui.board.news import NewsCard

            look, today = self._session.look, self._session.today()
            card = NewsCard(look, news, today, self.target_asked.emit, self._seen, self._put_off)
            self._above.addWidget(card)
            self._above.addSpacing(18)
            self._news = card
        if not self._remembered:
            self._remember()

    def _seen(self, steps: Sequence[Step]) -> None:
        for step in steps:
            self._session.unlocked.reminding.dismiss(step)
        self._tell_again()

    def _put_off(self, steps: Sequence[Step]) -> None:
        for step in steps:
            self._session.unlocked.reminding.put_off(step)
        self._remember()
        self._tell_again()

    def _tell_again(self) -> None:
        if self._source.board is not None:
            self._tell_news(self._source.board)

    def _remember(self) -> None:
        self._remembered = True
        words = self._session.unlocked.reminding.told().as_text()

        def keep(portfolio: Portfolio) -> None:
            from portfolio_app.storage.kept import REMINDED

            portfolio.keep(REMINDED, words)

        self._session.read(keep, lambda _nothing: None, owner=self)

    def _tell_failure(self, error: VakdossierError) -> None:
        board = self._source.board
        words = self._session.say(_NOT_UPDATED.fill(day=board.day_in_words)) + " " if board else ""
        self._state.setText(words + error.say(self._session.look.language))

    def _show(self, board: Board, state: Text) -> None:
        say = self._session.say
        self._title.setText(say(_HELLO.fill(name=board.name) if board.name else _WELCOME))
        self._state.setText(say(state.fill(day=board.day_in_words)))
        look, today, follow = self._session.look, self._session.today(), self.target_asked.emit
        first = [self._card("next", (board.steps, today), lambda: next_card(look, board.steps, today, follow))]
        soon = [self._card("soon", (board.soon, today), lambda: soon_card(look, board.soon, today, follow))]
        standing = self._standing(board) if self._parts > 1 else ()
        pictures = self._pictures(board) if self._parts == _PARTS else ((), (), ())
        self._deal((first, soon, standing, *pictures))
        if self._parts == 1:  # what is read first stands on the screen before the rest is made
            self.content.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Add the other parts once the first was painted."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(_NEXT_PART_MS, self, self._show_next_part)
        return False

    def _show_next_part(self) -> None:
        if self._parts == _PARTS:
            return
        self._parts += 1
        self._show_newest()
        if self._parts < _PARTS:
            QTimer.singleShot(_NEXT_PART_MS, self, self._show_next_part)
        else:
            self.stands.emit()

    def _standing(self, board: Board) -> Sequence[QWidget]:
        look, follow = self._session.look, self.target_asked.emit
        return [
            self._card(("register", each.register), each, partial(StandingCard, look, each, follow))
            for each in board.cards
        ]

    def _pictures(self, board: Board) -> Sequence[Sequence[QWidget]]:
        look, follow = self._session.look, self.target_asked.emit
        others: list[QWidget] = []
        if counted(board.counts):
            others.append(self._card("counts", board.counts, lambda: counts_card(look, board.counts)))
        if not self._session.read_only:
            others.insert(0, self._card("quick", None, lambda: quick_card(look, follow)))
        return (
            [self._chart(each) for each in board.pictures if each.form != "radar"],
            [self._chart(each) for each in board.pictures if each.form == "radar"],
            others,
        )

    def _deal(self, groups: Sequence[Sequence[QWidget]]) -> None:
        here = {card for group in groups for card in group}
        self._shown = {key: kept for key, kept in self._shown.items() if kept[1] in here}
        self._columns.show_groups(groups)

    def _chart(self, picture: Picture) -> QWidget:
        from portfolio_app.ui.charts.card import ChartCard

        return self._card(("picture", picture.form), picture, partial(ChartCard, self._session.look, picture))

    def _card(self, key: object, content: object, build: Callable[[], QWidget]) -> QWidget:
        """Return the card that shows `content`: the one that is there when it shows just that already."""
        known = self._shown.get(key)
        if known is None or known[0] != content:
            known = (content, build())
            self._shown[key] = known
        return known[1]
