"""Changing one rule set: the form, beside it what the rules would make of the records, and keeping it or not.

What is typed is kept in the vault while it is typed, so that locking or a crash loses nothing of it; the rules hold
only once they are saved.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import shiboken6
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import Text
from portfolio_app.domain.rules.declaring import fields_of
from portfolio_app.domain.rules.rule_set import RuleSet
from portfolio_app.domain.values import ValueProblem
from portfolio_app.services.own_rules import save_rule_set
from portfolio_app.services.rule_reading import keep_draft
from portfolio_app.services.rule_trial import Trial, try_rules, with_rules
from portfolio_app.ui.forms.rows import FieldRow
from portfolio_app.ui.in_turns import InTurns, Pieces
from portfolio_app.ui.registers.frame import WIDEST, EditingFrame
from portfolio_app.ui.registers.rule_form import RuleForm
from portfolio_app.ui.registers.trial_panel import TRIAL, TrialPanel
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.scrolling import ScrollingColumn

if TYPE_CHECKING:
    from portfolio_app.domain.snapshot import Snapshot
    from portfolio_app.services.portfolio import Portfolio

_TITLE: Final = Text("Regels aanpassen", "Change rules")
_HINT: Final = Text(
    "Wat u hier wijzigt, geldt pas als u het bewaart. Wat u typt, blijft ook staan als het venster vergrendelt.",
    "What you change here applies only once you save it. What you type is kept, even when the window locks.",
)
_PAUSE_MS: Final = 350
_BESIDE_FROM: Final = 900
_TRIAL_WIDTH: Final = 330


class RuleEditing(EditingFrame):
    """The rule set that is being changed.

    Attributes:
        ended: the person is done; whether the rules were saved.
    """

    ended = Signal(bool)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, parent)
        self._snapshot: Snapshot | None = None
        self._touched = False
        look = session.look
        self.form = RuleForm(look, session.registers, self)
        self.trial = TrialPanel(look, self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.check)
        self.form.edited.connect(self._edited)
        session.changed.connect(self._forget_records)
        self._beside = False
        self._body = QHBoxLayout()
        self._left, self._right = (
            ScrollingColumn(self, name=look.say(name), across=True, widest=widest, shows_focus=True)
            for name, widest in ((_TITLE, look.wide(WIDEST)), (TRIAL, 0))
        )
        self._build()

    # -- what is changed ----------------------------------------------------------------------------------------------

    def begin(self, rules: RuleSet | Mapping[str, Any], base: RuleSet | None) -> None:
        """Show rules to change, or the values of their fields; `base` is what they are made of, if anything."""
        if isinstance(rules, RuleSet):
            rules = {spec.name: getattr(rules, spec.name) for spec in fields_of(RuleSet)}
        self.form.show_rules(rules, base)
        self._begun(touched=False)

    def resume(self, draft: str) -> bool:
        """Show what was typed earlier; tell whether it could be read."""
        try:
            self.form.retype(json.loads(draft))
        except (ValueError, KeyError, TypeError, VakdossierError):
            return False
        self._begun(touched=True)
        return True

    def check(self) -> None:
        """Keep what was typed, and reckon what the rules would make of the records."""
        self._pause.stop()
        draft = json.dumps(self.form.typed(), ensure_ascii=False) if self._touched else ""
        rule_set = self._built(demanding=False)
        if rule_set is not None:
            self.form.tell(rule_set)
        else:
            self.trial.show_wrong()
        snapshot = self._snapshot

        def reckon(portfolio: Portfolio) -> tuple[Snapshot, Trial] | None:
            if draft:
                keep_draft(portfolio, draft)
            if rule_set is None:
                return None
            records = snapshot or portfolio.snapshot()
            after = with_rules(portfolio.rule_sets, rule_set)
            return records, try_rules(portfolio.rule_sets, after, records, portfolio.clock.today(), rule_set.register)

        self.session.read(reckon, self._reckoned, owner=self, slot="trial")

    def keep(self) -> None:
        """Keep what was typed a moment ago, if anything was."""
        if self._pause.isActive():
            self.check()

    def save(self) -> None:
        """Keep the rules as one's own; what is wrong is shown instead."""
        rule_set = self._built(demanding=True)
        if rule_set is None:
            self._show_problem()
            return

        def keep(portfolio: Portfolio) -> None:
            save_rule_set(portfolio, rule_set)
            keep_draft(portfolio, "")

        self.session.write(keep, lambda _nothing: self._end(saved=True), owner=self, failed=self.tell)

    def cancel(self) -> None:
        """Leave the rules as they were."""

        def forget(portfolio: Portfolio) -> None:
            keep_draft(portfolio, "")

        self.session.read(forget, lambda _nothing: self._end(saved=False), owner=self)

    def row_saying(self, wording: str) -> FieldRow | None:
        """Return the row in which a text stands, its requirement opened; None when it stands in none."""
        return self.form.row_saying(wording)

    def scroll_to(self, part: QWidget) -> None:
        """Bring a part of the form into sight."""
        self._left.ensureWidgetVisible(part, 0, 0)

    def let_go(self) -> None:
        """Free all of it, once it is no longer shown: it is large, so in turns."""
        InTurns(self, self._going).start()

    # -- within -------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the trial below the form, at its end, where there is no room beside it."""
        super().resizeEvent(event)
        look = self.session.look
        self._put_trial(beside=self.width() >= look.wide(_BESIDE_FROM))

    def _put_trial(self, *, beside: bool) -> None:
        if beside == self._beside:
            return
        self._beside = beside
        if beside:
            self._column.removeWidget(self.trial)
            self._right.put(self.trial)
        else:
            self._right.takeWidget()
            self._column.addWidget(self.trial)
        self._right.setVisible(beside)
        self.trial.show()

    def _build(self) -> None:
        look = self.session.look
        self._column = QVBoxLayout(self._left.content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.form)
        self._column.addWidget(self.trial)
        self._right.setFixedWidth(look.wide(_TRIAL_WIDTH))
        self._right.hide()
        self._body.addWidget(self._left, 1)
        self._body.addWidget(self._right)
        self._body.setSpacing(0)
        self.lay_out(_TITLE, _HINT, self._body)

    def _begun(self, *, touched: bool) -> None:
        self._touched = touched
        self.problem.say("")
        self._left.verticalScrollBar().setValue(0)
        self.trial.wait()
        self.form.about.take_focus()
        self._pause.start()  # not at once: all of the form would have to be there

    def _edited(self) -> None:
        self._touched = True
        self.problem.say("")
        self._pause.start()

    def _built(self, *, demanding: bool) -> RuleSet | None:
        try:
            return self.form.build(demanding=demanding)
        except ValueProblem as problem:
            self._wrong = problem
            return None

    def _show_problem(self) -> None:
        self.tell(self._wrong)
        row = self.form.first_problem()
        if row is not None:
            row.take_focus()
            self.scroll_to(row)

    def _reckoned(self, found: tuple[Snapshot, Trial] | None) -> None:
        if found is not None:
            self._snapshot, trial = found
            self.trial.show_trial(trial)

    def _forget_records(self) -> None:
        self._snapshot = None

    def _going(self) -> Pieces:
        yield from self.form.let_go()
        page = self.parentWidget()
        if page is not None:
            QTimer.singleShot(0, page, partial(shiboken6.delete, self))

    def _end(self, *, saved: bool) -> None:
        self._pause.stop()
        self._snapshot = None
        self.ended.emit(saved)
