"""What changing rules and changing a register have in common: a heading, the form, and saving or not."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import Text
from portfolio_app.services.own_rules_privacy import PersonalDataError
from portfolio_app.ui.forms.rows import FieldRow
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.labels import line, plain_label
from portfolio_app.ui.widgets.signed import SignedWords

_SAVE: Final = Text("Bewaren", "Save")
_CANCEL: Final = Text("Niet bewaren", "Discard")
WIDEST: Final = 1_100
"""A form is not made wider than this on a large screen."""


class EditingFrame(QWidget):
    """A heading, what is changed, and at the foot what stands in the way of saving it and the two ways out."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.session = session
        look = session.look
        self.problem = SignedWords(look, "circle-alert", "bad", parent=self)
        self.save_button = push_button(look, _SAVE, self.save, icon="check", role="primary")
        self.cancel_button = push_button(look, _CANCEL, self.cancel)

    def save(self) -> None:
        """Keep what was changed."""
        raise NotImplementedError

    def cancel(self) -> None:
        """Leave everything as it was."""
        raise NotImplementedError

    def lay_out(self, title: Text, hint: Text, body: QLayout) -> None:
        """Put `body` between the heading and the foot."""
        look = self.session.look
        head = QVBoxLayout()
        head.setContentsMargins(24, 18, 24, 12)
        head.setSpacing(2)
        self.title = plain_label(look.say(title), self, strong=True, size=1.55)
        head.addWidget(self.title)
        head.addWidget(plain_label(look.say(hint), self, tone="quiet"))
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 10, 24, 12)
        foot.setSpacing(8)
        foot.addWidget(self.problem, 1, Qt.AlignmentFlag.AlignVCenter)
        foot.addStretch(0)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(line())
        column.addLayout(body, 1)
        column.addWidget(line())
        column.addLayout(foot)

    def tell(self, error: VakdossierError) -> None:
        """Say at the foot what stands in the way, and beside the field too where it is about the text of one."""
        self.problem.say(error.say(self.session.look.language))
        row = self.row_saying(error.wording) if isinstance(error, PersonalDataError) else None
        if row is not None:
            row.show_problem(error.message)
            row.take_focus()
            self.scroll_to(row)

    def row_saying(self, wording: str) -> FieldRow | None:
        """Return the row in which a text stands; None when it stands in none."""
        raise NotImplementedError

    def scroll_to(self, part: QWidget) -> None:
        """Bring a part of the form into sight."""
        raise NotImplementedError
