"""What the privacy check found in a document, and what is decided of each finding: mended, covered, or released."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from portfolio_app.common.text import CountedText, Text
from portfolio_app.domain.records.privacy_decision import Treatment
from portfolio_app.services.exports import ALL, Decision, decide
from portfolio_app.ui.dossier.checking import Checking
from portfolio_app.ui.dossier.mending import add_refusal
from portfolio_app.ui.session import Session
from portfolio_app.ui.tasks import Job
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.cards import BESIDE_ICON, Card, verdict_row
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.layouts import clear
from portfolio_app.ui.widgets.step import StepButton

if TYPE_CHECKING:
    from collections.abc import Mapping

    from portfolio_app.common.errors import VakdossierError
    from portfolio_app.services.exports import Question, Review
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.services.scanning import Place
    from portfolio_app.storage.history import ChangeSet

Check = Callable[["Portfolio", Job], "Review"]
"""Checks the document that is being made, on the database thread."""

UNDECIDED: Final = CountedText(
    Text(
        "Over 1 vondst van de privacycontrole is nog niet besloten; in het voorbeeld is zij afgeschermd.",
        "1 finding of the privacy check is still undecided; it is covered in the preview.",
    ),
    Text(
        "Over {n} vondsten van de privacycontrole is nog niet besloten; in het voorbeeld zijn ze afgeschermd.",
        "{n} findings of the privacy check are still undecided; they are covered in the preview.",
    ),
)
DECIDE: Final = Text("Besluiten", "Decide")
_OPEN: Final = CountedText(
    Text("1 vondst om over te besluiten", "1 finding to decide"),
    Text("{n} vondsten om over te besluiten", "{n} findings to decide"),
)
_NOTHING: Final = Text("Er is niets waarover u nog moet besluiten.", "There is nothing left to decide.")
_DECIDED: Final = Text("Besloten", "Decided")
_UNREAD: Final = Text("Niet te lezen: kijk hier zelf naar", "Cannot be read: check these yourself")
_UNREAD_NOTE: Final = Text("scan zonder tekst", "scan without text")
_MASK: Final = Text("Onleesbaar maken", "Make unreadable")
_STAYS: Final = Text("Bewijsstuk weglaten", "Leave out the evidence")
_RELEASE: Final = Text("Vrijgeven", "Release")
_REASON: Final = Text("Reden om het te laten staan", "Reason for keeping it")
_REASON_FIRST: Final = Text("Schrijf eerst de reden op.", "Write down the reason first.")
_THERE: Final = Text("Naar {kind}, veld “{field}”", "Go to {kind}, field “{field}”")
_TO_DECISION: Final = Text("Naar {kind}", "Go to {kind}")
_TO_REQUEST: Final = Text("Naar {part}", "Go to the {part}")
_GIVER: Final = Text(
    "Iemand die u toestemming gaf. Geef de naam alleen vrij als diegene daarmee instemt.",
    "Somebody who gave you a permission. Release the name only if they agree.",
)
_FOUND: Final = Text("{what}: {words}", "{what}: {words}")
_ALL_MASKED: Final = Text("Alles onleesbaar maken", "Make everything unreadable")
_ALL_RELEASED: Final = Text(
    "Alles vrijgeven behalve namen uit toestemmingen", "Release everything but names from permissions"
)
_TREATED: Final = {
    Treatment.RELEASED: Text("mag erin staan", "may stay in"),
    Treatment.MASKED: Text("onleesbaar gemaakt", "made unreadable"),
}
_MOST_SHOWN: Final = 60


class Findings(QWidget):
    """Shows what the privacy check found and keeps what is decided.

    Attributes:
        counted: how many findings are open.
        request_asked: the field of the request in which something is to be mended.
        review: what was found the last time; None before that.
        reasons: where a reason is typed, by the mark of the finding.
    """

    counted = Signal(int)
    request_asked = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self.look = session.look
        self.review: Review | None = None
        self.reasons: dict[str, QLineEdit] = {}
        self._check: Check | None = None
        self._found = QVBoxLayout(self)
        self._found.setContentsMargins(0, 0, 0, 0)
        self._found.setSpacing(12)
        self._checking = Checking(session, self, self._found)

    def show_check(self, check: Check) -> None:
        """Check, and show what was found."""
        self._check = check
        self._checking.start(check, self._show, self._failed)

    def decide(self, decisions: Mapping[str, Decision]) -> None:
        """Keep decisions, and look again."""
        review, check = self.review, self._check
        if review is None or check is None:
            return

        def work(portfolio: Portfolio) -> ChangeSet:
            return _decided(portfolio, review, decisions)

        self.session.change_set(work, lambda _changes: self.show_check(check))

    def _failed(self, error: VakdossierError) -> None:
        clear(self._found)
        add_refusal(self._found, self.session, error)

    def _show(self, review: Review) -> None:
        self.review = review
        clear(self._found)
        self.reasons = {}
        if review.open:
            heading = plain_label(_OPEN.say(len(review.open), self.look.language), strong=True, size=1.1)
            self._found.addWidget(heading)
            if len(review.open) > 1 and not self.session.read_only:
                self._found.addWidget(self._all_at_once(review))
        else:
            self._found.addWidget(verdict_row(self.look, "circle-check", "good", self.look.say(_NOTHING)))
        for question in review.open[:_MOST_SHOWN]:
            self._found.addWidget(self._asked(question))
        self._show_decided(review)
        self._show_unread(review)
        self.counted.emit(len(review.open))

    def _asked(self, question: Question) -> QWidget:
        card = Card(self.look)
        hit = question.finding.hit
        what = f"{self.look.say(hit.kind.label)} ({self.look.say(hit.confidence.label)})"
        icon = "shield-alert"
        found = _FOUND.fill(what=what, words=" ".join(hit.text.split()))
        words = self.look.say(found.capitalised())
        card.column.addWidget(verdict_row(self.look, icon, "attention", words))
        card.column.addWidget(
            plain_label(f"{self.look.say(question.place)} · {self.look.say(hit.explanation)}", tone="quiet")
        )
        if question.third_party:
            card.column.addWidget(plain_label(self.look.say(_GIVER), tone="attention"))
        if not self.session.read_only:
            row = QHBoxLayout()
            mask = _STAYS if question.in_evidence else _MASK
            row.addWidget(push_button(self.look, mask, partial(self.cover, question.mark), icon="eye-off"))
            reason = QLineEdit()
            reason.setAccessibleName(f"{self.look.say(_REASON)}: {words}")
            reason.setPlaceholderText(self.look.say(_REASON))
            reason.returnPressed.connect(partial(self.release, question.mark))
            self.reasons[question.mark] = reason
            row.addWidget(reason, 1)
            row.addWidget(push_button(self.look, _RELEASE, partial(self.release, question.mark), icon="check"))
            card.column.addLayout(row)
        card.column.addWidget(self._to_place(question.finding.place))
        return card

    def _to_place(self, place: Place) -> StepButton:
        if not place.record_id:
            deed = partial(self.request_asked.emit, place.field)
            return StepButton(
                self.look, "arrow-right", "accent", self.look.say(_TO_REQUEST.fill(part=place.part)), deed
            )
        from portfolio_app.domain.kinds import kind_called

        words = self.look.say(_THERE.fill(kind=kind_called(place.kind).label, field=place.part))
        deed = partial(self.session.field_asked.emit, place.kind, place.record_id, place.field)
        return StepButton(self.look, "arrow-right", "accent", words, deed)

    def _to_decision(self, question: Question) -> StepButton:
        from portfolio_app.domain.records.privacy_decision import PrivacyDecision

        words = self.look.say(_TO_DECISION.fill(kind=PrivacyDecision.kind.label))
        deed = partial(self.session.field_asked.emit, PrivacyDecision.kind.key, question.decision_id, "treatment")
        return StepButton(self.look, "arrow-right", "accent", words, deed)

    def _all_at_once(self, review: Review) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        masked = {each.mark: Decision(Treatment.MASKED) for each in review.open}
        layout.addWidget(push_button(self.look, _ALL_MASKED, partial(self.decide, masked), icon="eye-off"))
        if any(not each.third_party for each in review.open):
            reason = QLineEdit()
            reason.setAccessibleName(f"{self.look.say(_REASON)}: {self.look.say(_ALL_RELEASED)}")
            reason.setPlaceholderText(self.look.say(_REASON))
            self.reasons[ALL] = reason
            layout.addWidget(reason, 1)
            layout.addWidget(push_button(self.look, _ALL_RELEASED, partial(self.release, ALL)))
        else:
            layout.addStretch(1)
        return row

    def _show_decided(self, review: Review) -> None:
        decided = [each for each in review.questions if each.treatment is not None]
        if not decided:
            return
        card = Card(self.look, _DECIDED)
        for question in decided[:_MOST_SHOWN]:
            treatment = _TREATED[question.treatment] if question.treatment else _NOTHING
            hit = question.finding.hit
            found = _FOUND.fill(what=hit.kind.label, words=" ".join(hit.text.split()))
            words = self.look.say(found.capitalised())
            beside = f"{self.look.say(treatment)}: {question.reason}" if question.reason else self.look.say(treatment)
            card.column.addWidget(verdict_row(self.look, "shield-check", "good", words, beside))
            below = QVBoxLayout()
            below.setContentsMargins(BESIDE_ICON, 0, 0, 0)
            below.setSpacing(2)
            below.addWidget(plain_label(self.look.say(question.place), tone="quiet", size=0.95))
            if not self.session.read_only:
                other = Treatment.MASKED if question.treatment is Treatment.RELEASED else None
                if other is not None:
                    deed = partial(self.decide, {question.mark: Decision(other)})
                    below.addWidget(push_button(self.look, _MASK, deed, role="link", flush=True))
                else:
                    below.addWidget(self._to_decision(question))
            card.column.addLayout(below)
        self._found.addWidget(card)

    def _show_unread(self, review: Review) -> None:
        if not review.unread:
            return
        card = Card(self.look, _UNREAD)
        for unread in review.unread[:_MOST_SHOWN]:
            place = unread.place
            deed = partial(self.session.record_asked.emit, place.kind, place.record_id)
            words, note = self.look.say(place.source), self.look.say(_UNREAD_NOTE)
            card.column.addWidget(StepButton(self.look, "eye", "accent", words, deed, note=note))
        self._found.addWidget(card)

    def cover(self, mark: str) -> None:
        """Have a finding made unreadable."""
        self.decide({mark: Decision(Treatment.MASKED)})

    def release(self, mark: str) -> None:
        """Release a finding, or `ALL`, for the reason that was typed; without one that is asked first."""
        line = self.reasons[mark]
        if not line.text().strip():
            line.setPlaceholderText(self.look.say(_REASON_FIRST))
            line.setFocus()
            return
        self.decide({mark: Decision(Treatment.RELEASED, line.text())})


def _decided(portfolio: Portfolio, review: Review, decisions: Mapping[str, Decision]) -> ChangeSet:
    from portfolio_app.storage.history import ChangeSet

    changes = decide(portfolio, review, decisions)
    return changes if changes is not None else ChangeSet(None, "privacy", ())
