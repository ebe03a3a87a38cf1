"""One group of a scoring sheet: its heading, how far it is, and its rows, which are built a few at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.services.scoring import SheetGroup
from portfolio_app.ui.assessing.row import ScoreRow
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.labels import line, plain_label

_COUNT: Final = Text("{done} van {total}", "{done} of {total}")


class GroupSection(QFrame):
    """A card with the items of one group.

    Attributes:
        rows: by the code of the item; only those that were built.
    """

    def __init__(self, session: Session, group: SheetGroup, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._session = session
        self.group = group
        self.rows: dict[str, ScoreRow] = {}
        say = session.say
        self._waiting = list(group.items)
        self._count = plain_label("", self, tone="quiet", wrap=False)
        head = QHBoxLayout()
        head.addWidget(plain_label(say(group.label), self, strong=True, size=1.2, tone="accent"), 1)
        head.addWidget(self._count)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 14, 20, 10)
        self._column.setSpacing(2)
        # Each row that comes would else be squeezed in among the others, until the page has grown too.
        self._column.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        self._column.addLayout(head)
        for text in (group.text, group.note):
            if text:
                self._column.addWidget(plain_label(say(text), self, tone="quiet"))
        self._column.addSpacing(6)

    @property
    def is_whole(self) -> bool:
        """Whether all rows are built."""
        return not self._waiting

    def build_next(self, prepare: Callable[[ScoreRow], object]) -> None:
        """Build the next row and let `prepare` fill it before it is shown."""
        if self._waiting:
            item = self._waiting.pop(0)
            self._column.addWidget(line(self))
            row = ScoreRow(self._session, item, self)
            prepare(row)
            self.rows[item.code] = row
            self._column.addWidget(row)

    def show_count(self, done: int, total: int) -> None:
        """Show how many of the items are scored."""
        self._count.setText(self._session.say(_COUNT.fill(done=done, total=total)))
