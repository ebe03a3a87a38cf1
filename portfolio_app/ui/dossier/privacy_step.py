"""The fourth step: everything that the privacy check found is mended, made unreadable, or released with a reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from portfolio_app.common.text import CountedText, Text
from portfolio_app.domain.records.privacy_decision import Treatment
from portfolio_app.services.exports import ALL, Decision, DossierRequest, decide, prepare_dossier, review_dossier
from portfolio_app.ui.dossier.parts import Card, Page, clear, verdict_row
from portfolio_app.ui.dossier.plan import Plan
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.step import StepButton

if TYPE_CHECKING:
    from collections.abc import Mapping

    from portfolio_app.common.errors import VakdossierError
    from portfolio_app.services.exports import Question, Review
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.storage.history import ChangeSet

_TITLE: Final = Text("Staat er niemand te veel in?", "Does it tell too much of anybody?")
_HINT: Final = Text(
    "Over elke vondst besluit u één keer: pas de tekst zelf aan, laat de vondst onleesbaar maken, of geef haar vrij "
    "met een reden. Uw besluit wordt bewaard.",
    "You decide once of each finding: mend the text itself, have it made unreadable, or release it with a reason. Your "
    "decision is kept.",
)
_OPEN: Final = CountedText(
    Text("1 vondst om over te besluiten", "1 finding to decide"),
    Text("{n} vondsten om over te besluiten", "{n} findings to decide"),
)
_NOTHING: Final = Text("Er is niets waarover u nog moet besluiten.", "There is nothing left to decide.")
_DECIDED: Final = Text("Besloten", "Decided")
_UNREAD: Final = Text("Niet te lezen: kijk hier zelf naar", "Cannot be read: look at these yourself")
_UNREAD_NOTE: Final = Text("scan zonder tekst", "scan without text")
_MASK: Final = Text("Onleesbaar maken", "Make unreadable")
_STAYS: Final = Text("Bewijsstuk weglaten", "Leave the evidence out")
_RELEASE: Final = Text("Vrijgeven", "Release")
_REASON: Final = Text("Reden om het te laten staan", "Reason to let it stand")
_REASON_FIRST: Final = Text("Schrijf eerst de reden op.", "Write down the reason first.")
_THERE: Final = Text("Naar {kind}", "Go to {kind}")
_GIVER: Final = Text(
    "Iemand die u toestemming gaf. Geef de naam alleen vrij als diegene daarmee instemt.",
    "Somebody who gave you a permission. Release the name only when they agree.",
)
_FOUND: Final = Text("{what}: {words}", "{what}: {words}")
_ALL_MASKED: Final = Text("Alles onleesbaar maken", "Make all unreadable")
_ALL_RELEASED: Final = Text("Alles vrijgeven behalve namen uit toestemmingen", "Release all but names in permissions")
_CHECKING: Final = Text("Wordt nagelopen…", "Checking…")
_TREATED: Final = {
    Treatment.RELEASED: Text("mag erin staan", "may stand in it"),
    Treatment.MASKED: Text("onleesbaar gemaakt", "made unreadable"),
}
_MOST_SHOWN: Final = 60


class PrivacyStep(Page):
    """Shows what the privacy check found and keeps what is decided.

    Attributes:
        counted: how many findings are open.
    """

    counted = Signal(int)

    def __init__(self, session: Session, plan: Plan, parent: QWidget) -> None:
        super().__init__(session, parent)
        self._plan = plan
        self.review: Review | None = None
        self.reasons: dict[str, QLineEdit] = {}
        self.head(_TITLE, _HINT)
        self._found = QVBoxLayout()
        self._found.setSpacing(12)
        self.column.addLayout(self._found)
        self.column.addStretch(1)

    def enter(self) -> None:
        """Check again."""
        request = self._plan.request
        if self._found.count() == 0:
            self._found.addWidget(plain_label(self.look.say(_CHECKING), tone="quiet"))
        self.session.read(
            lambda portfolio: review_dossier(prepare_dossier(portfolio, request)),
            self._show,
            owner=self,
            slot="review",
            failed=self._failed,
        )

    def decide(self, decisions: Mapping[str, Decision]) -> None:
        """Keep decisions, and look again."""
        request = self._plan.request

        def work(portfolio: Portfolio) -> ChangeSet:
            return _decided(portfolio, request, decisions)

        self.session.change_set(work, lambda _changes: self.enter())

    def _failed(self, error: VakdossierError) -> None:
        clear(self._found)
        words = error.say(self.look.language)
        self._found.addWidget(verdict_row(self.look, "triangle-alert", "attention", words))

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
        words = self.look.say(_FOUND.fill(what=what, words=" ".join(hit.text.split())))
        card.column.addWidget(verdict_row(self.look, icon, "attention", words))
        card.column.addWidget(
            plain_label(f"{self.look.say(question.place)} · {self.look.say(hit.explanation)}", tone="quiet")
        )
        if question.third_party:
            card.column.addWidget(plain_label(self.look.say(_GIVER), tone="attention"))
        place = question.finding.place
        if not self.session.read_only:
            row = QHBoxLayout()
            mask = _STAYS if question.in_evidence else _MASK
            row.addWidget(push_button(self.look, mask, partial(self._mask, question.mark), icon="eye-off"))
            reason = QLineEdit()
            reason.setAccessibleName(f"{self.look.say(_REASON)}: {words}")
            reason.setPlaceholderText(self.look.say(_REASON))
            reason.returnPressed.connect(partial(self._release, question.mark))
            self.reasons[question.mark] = reason
            row.addWidget(reason, 1)
            row.addWidget(push_button(self.look, _RELEASE, partial(self._release, question.mark), icon="check"))
            card.column.addLayout(row)
        card.column.addWidget(self._to_place(place.kind, place.record_id))
        return card

    def _to_place(self, kind: str, record_id: str) -> StepButton:
        from portfolio_app.domain.kinds import kind_called

        words = self.look.say(_THERE.fill(kind=kind_called(kind).label))
        deed = partial(self.session.record_asked.emit, kind, record_id)
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
            layout.addWidget(push_button(self.look, _ALL_RELEASED, partial(self._release, ALL)))
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
            words = self.look.say(_FOUND.fill(what=hit.kind.label, words=" ".join(hit.text.split())))
            beside = f"{self.look.say(treatment)}: {question.reason}" if question.reason else self.look.say(treatment)
            card.column.addWidget(verdict_row(self.look, "shield-check", "good", words, beside))
            card.column.addWidget(plain_label(self.look.say(question.place), tone="quiet", size=0.95))
            if not self.session.read_only:
                other = Treatment.MASKED if question.treatment is Treatment.RELEASED else None
                if other is not None:
                    decision = {question.mark: Decision(other)}
                    card.column.addWidget(push_button(self.look, _MASK, partial(self.decide, decision), role="link"))
                else:
                    card.column.addWidget(self._to_place("privacy_decision", question.decision_id))
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

    def _mask(self, mark: str) -> None:
        self.decide({mark: Decision(Treatment.MASKED)})

    def _release(self, mark: str) -> None:
        line = self.reasons[mark]
        if not line.text().strip():
            line.setPlaceholderText(self.look.say(_REASON_FIRST))
            line.setFocus()
            return
        self.decide({mark: Decision(Treatment.RELEASED, line.text())})


def _decided(portfolio: Portfolio, request: DossierRequest, decisions: Mapping[str, Decision]) -> ChangeSet:
    from portfolio_app.storage.history import ChangeSet

    changes = decide(portfolio, review_dossier(prepare_dossier(portfolio, request)), decisions)
    return changes if changes is not None else ChangeSet(None, "privacy", ())
