"""Adding or changing a register of one's own: what it is called, what it is, and which titles it grants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.domain.values import ValueProblem
from portfolio_app.registers.own import OwnRegister, changed_register, described, new_register
from portfolio_app.services.own_rules import save_register
from portfolio_app.ui.forms.rows import FieldRow
from portfolio_app.ui.registers.frame import WIDEST, EditingFrame
from portfolio_app.ui.registers.part_form import PartForm, Surroundings
from portfolio_app.ui.registers.saying import row_saying
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.scrolling import ScrollingColumn

if TYPE_CHECKING:
    from portfolio_app.registers.model import Register
    from portfolio_app.services.portfolio import Portfolio

_NEW: Final = Text("Register toevoegen", "Add a register")
_CHANGE: Final = Text("Register aanpassen", "Change register")
_HINT: Final = Text(
    "Een register dat dit programma niet kent. Daarna stelt u er regels voor op en koppelt u er een registratie aan.",
    "A register that this program does not know yet. Next you draw up rules for it and link a registration to it.",
)


class RegisterEditing(EditingFrame):
    """A register of one's own.

    Attributes:
        ended: the id of the register that was saved; empty when none was.
    """

    ended = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, parent)
        self._register: Register | None = None
        self._scroll = scroll = ScrollingColumn(
            self, name=session.look.say(_CHANGE), across=True, widest=session.look.wide(WIDEST), shows_focus=True
        )
        within = QVBoxLayout(scroll.content)
        within.setContentsMargins(24, 18, 24, 24)
        around = Surroundings(session.look, session.registers)
        self.form = PartForm(around, OwnRegister, scroll.content)
        within.addWidget(self.form)
        within.addStretch(1)
        body = QHBoxLayout()
        body.addWidget(scroll)
        self.lay_out(_NEW, _HINT, body)

    def begin(self, register: Register | None) -> None:
        """Show a register to change; an empty form for a new one."""
        self._register = register
        self.problem.say("")
        self.title.setText(self.session.say(_NEW if register is None else _CHANGE))
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
            self.tell(problem)
            self.form.take_focus()
            return
        before = self._register

        def keep(portfolio: Portfolio) -> str:
            made = new_register(portfolio.registers, wanted) if before is None else changed_register(before, wanted)
            save_register(portfolio, made)
            return made.id

        self.session.write(keep, self.ended.emit, owner=self, failed=self.tell)

    def row_saying(self, wording: str) -> FieldRow | None:
        """Return the row in which a text stands; None when it stands in none."""
        return row_saying(self.form, wording)

    def scroll_to(self, part: QWidget) -> None:
        """Bring a part of the form into sight."""
        self._scroll.ensureWidgetVisible(part, 0, 0)

    def cancel(self) -> None:
        """Leave everything as it was."""
        self.ended.emit("")
