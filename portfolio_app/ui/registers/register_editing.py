"""Adding or changing a register of one's own: what it is called, what it is, and which titles it grants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import Text
from portfolio_app.domain.values import ValueProblem
from portfolio_app.registers.own import OwnRegister, changed_register, described, new_register
from portfolio_app.services.own_rules import save_register
from portfolio_app.ui.registers.part_form import PartForm, Surroundings
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.labels import line, plain_label

if TYPE_CHECKING:
    from portfolio_app.registers.model import Register
    from portfolio_app.services.portfolio import Portfolio

_NEW: Final = Text("Register toevoegen", "Add a register")
_CHANGE: Final = Text("Register aanpassen", "Change register")
_HINT: Final = Text(
    "Een register dat dit programma niet kent. Daarna stelt u er regels voor op en koppelt u er een registratie aan.",
    "A register that this program does not know. After that you draw up rules for it and link a registration to it.",
)
_SAVE: Final = Text("Bewaren", "Save")
_CANCEL: Final = Text("Niet bewaren", "Do not save")


class RegisterEditing(QWidget):
    """A register of one's own.

    Attributes:
        ended: the id of the register that was saved; empty when none was.
    """

    ended = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._session = session
        self._register: Register | None = None
        look = session.look
        inside = QWidget()
        inside.setObjectName("scrolled")
        inside.setProperty("scrolls_across", True)
        within = QVBoxLayout(inside)
        within.setContentsMargins(24, 18, 24, 24)
        self.form = PartForm(Surroundings(look, session.registers, lambda: ()), OwnRegister, inside)
        within.addWidget(self.form)
        within.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(inside)
        self._title = plain_label(look.say(_NEW), strong=True, size=1.55)
        self._problem = plain_label("", self, tone="bad")
        self.save_button = push_button(look, _SAVE, self.save, icon="check", role="primary")
        self.cancel_button = push_button(look, _CANCEL, lambda: self.ended.emit(""))
        head = QVBoxLayout()
        head.setContentsMargins(24, 18, 24, 12)
        head.setSpacing(2)
        head.addWidget(self._title)
        head.addWidget(plain_label(look.say(_HINT), tone="quiet"))
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 10, 24, 12)
        foot.setSpacing(8)
        foot.addWidget(self._problem, 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(line())
        column.addWidget(self._scroll, 1)
        column.addWidget(line())
        column.addLayout(foot)

    def begin(self, register: Register | None) -> None:
        """Show a register to change; an empty form for a new one."""
        self._register = register
        self._problem.setText("")
        self._title.setText(self._session.say(_NEW if register is None else _CHANGE))
        if register is None:
            self.form.show_values({})
        else:
            self.form.show_part(described(register))
        self.form.take_focus()

    def save(self) -> None:
        """Keep the register as one's own; what is wrong is shown instead."""
        try:
            wanted: OwnRegister = self.form.build()
        except ValueProblem as problem:
            self._problem.setText(problem.message.say(self._session.look.language))
            self.form.take_focus()
            return
        before = self._register

        def keep(portfolio: Portfolio) -> str:
            made = new_register(portfolio.registers, wanted) if before is None else changed_register(before, wanted)
            save_register(portfolio, made)
            return made.id

        self._session.write(keep, self.ended.emit, owner=self, failed=self._refused)

    def _refused(self, error: VakdossierError) -> None:
        self._problem.setText(error.say(self._session.look.language))
