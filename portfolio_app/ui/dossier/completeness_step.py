"""The third step: what the register asks, what is there, what is missing; and a rehearsal of its audit."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.services.exports import check_completeness, prepare_dossier, rehearse
from portfolio_app.ui.dossier.checking import Checking
from portfolio_app.ui.dossier.mending import add_mends, add_refusal
from portfolio_app.ui.dossier.parts import FormCard, Page
from portfolio_app.ui.dossier.plan import Plan
from portfolio_app.ui.session import Session
from portfolio_app.ui.tasks import Job
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.cards import Card, verdict_row
from portfolio_app.ui.widgets.labels import Tone, plain_label
from portfolio_app.ui.widgets.layouts import clear
from portfolio_app.ui.widgets.step import StepButton

if TYPE_CHECKING:
    from portfolio_app.common.errors import VakdossierError
    from portfolio_app.services.exports import Completeness, Rehearsal, RequirementCheck
    from portfolio_app.services.portfolio import Portfolio

_TITLE: Final = Text("Is het compleet?", "Is it complete?")
_HINT: Final = Text(
    "Wat hier ontbreekt, houdt u niet tegen: u kunt het dossier ook zo maken.",
    "Nothing missing here stops you: you can make the dossier as it is.",
)
_ASKED: Final = Text("Wat het register vraagt", "What the register asks")
_FORMAL: Final = Text("Verder na te lopen", "Also worth checking")
_ALL_FINE: Final = Text("Alles is er.", "Everything is there.")
_UNVERIFIED: Final = Text(
    "Deze regels zijn niet bij het register nagegaan.", "These rules have not been verified with the register."
)
_UNKNOWN: Final = Text("{label}: niet te beoordelen", "{label}: cannot be judged")
_LOOK_AT_RULE: Final = Text(
    "Hoeveel het register vraagt, is niet bekend. Bekijk de regel; in een kopie vult u het in.",
    "How much the register requires is not known. Look at the rule; you can fill it in in a copy of it.",
)
_NO_RULES: Final = Text("Van dit register zijn geen regels bekend.", "No rules are known for this register.")
_REHEARSAL: Final = Text("Oefen de controle", "Rehearse the audit")
_REHEARSAL_HINT: Final = Text(
    "Een register controleert een steekproef. Trek er een, en zie wat een beoordelaar zou vragen.",
    "A register audits a sample. Draw one, and see what an assessor would ask.",
)
_HOW_MANY: Final = Text("Hoeveel activiteiten", "How many activities")
_DRAW: Final = Text("Trek een steekproef", "Draw a sample")
_DRAWN: Final = Text(
    "{n} van de {all} activiteiten getrokken; bij {good} blijft geen vraag open.",
    "{n} of {all} activities drawn; {good} leave no question open.",
)
_SIZES: Final = (3, 5, 10, 20)


class CompletenessStep(Page):
    """Shows what is missing, and leads to where it is mended.

    Attributes:
        counted: how many things are missing.
    """

    counted = Signal(int)

    def __init__(self, session: Session, plan: Plan, parent: QWidget) -> None:
        super().__init__(session, parent)
        self._plan = plan
        self._draws = 0
        self.head(_TITLE, _HINT)
        self._found = QVBoxLayout()
        self._found.setSpacing(12)
        self.column.addLayout(self._found)
        self._checking = Checking(session, self, self._found)
        self.column.addWidget(self._rehearsal_card())
        self.column.addStretch(1)

    def enter(self) -> None:
        """Check again."""
        request = self._plan.request

        def check(portfolio: Portfolio, job: Job) -> Completeness:
            prepared = prepare_dossier(portfolio, request)
            return check_completeness(prepared, job.report, job.stopped)

        self._checking.start(check, self._show, self._failed)

    def _failed(self, error: VakdossierError) -> None:
        clear(self._found)
        add_refusal(self._found, self.session, error)
        self.counted.emit(0)

    def _show(self, found: Completeness) -> None:
        clear(self._found)
        asked = Card(self.look, _ASKED)
        if found.unverified:
            asked.column.addWidget(plain_label(self.look.say(_UNVERIFIED), tone="attention", size=0.95))
        if not found.requirements:
            asked.column.addWidget(plain_label(self.look.say(_NO_RULES), tone="quiet"))
        for each in found.requirements:
            icon, tone = _verdict(each)
            label, told = self.look.say(each.label), self.look.say(each.told)
            asked.column.addWidget(verdict_row(self.look, icon, tone, label, told))
            add_mends(asked.column, self.session, each.mends)
            if each.met is None:
                deed = partial(self.session.rules_asked.emit, each.register, each.requirement)
                note = self.look.say(_LOOK_AT_RULE)
                rule = self.look.say(_UNKNOWN.fill(label=each.label))
                asked.column.addWidget(StepButton(self.look, "arrow-right", "accent", rule, deed, note=note))
        self._found.addWidget(asked)
        formal = Card(self.look, _FORMAL)
        if not found.formal:
            formal.column.addWidget(verdict_row(self.look, "circle-check", "good", self.look.say(_ALL_FINE)))
        for matter in found.formal:
            said = self.look.say(matter.matter)
            count = sum(1 for mend in matter.mends if mend.record_id)
            told = f"{said.removesuffix('.')}: {count}" if count > 1 else said
            formal.column.addWidget(verdict_row(self.look, "circle-alert", "attention", told))
            add_mends(formal.column, self.session, matter.mends)
        self._found.addWidget(formal)
        self.counted.emit(len(found.missing) + len(found.formal))

    # -- rehearsal ----------------------------------------------------------------------------------------------------

    def _rehearsal_card(self) -> QWidget:
        card = FormCard(self.look, _REHEARSAL, _REHEARSAL_HINT)
        self.size_choice = card.add_combo(_HOW_MANY, 0, 0)
        for number in _SIZES:
            self.size_choice.addItem(str(number), number)
        self.size_choice.setCurrentIndex(1)
        self.draw_button = push_button(self.look, _DRAW, self.draw, icon="list-filter")
        row = QHBoxLayout()
        row.addWidget(self.draw_button)
        row.addStretch(1)
        card.column.addLayout(row)
        self._rehearsed = QVBoxLayout()
        card.column.addLayout(self._rehearsed)
        self._rehearsing = Checking(self.session, self, self._rehearsed)
        return card

    def draw(self) -> None:
        """Draw a sample: each time another one."""
        self._draws += 1
        request, size, seed = self._plan.request, int(self.size_choice.currentData()), self._draws

        def work(portfolio: Portfolio, job: Job) -> Rehearsal:
            return rehearse(portfolio, prepare_dossier(portfolio, request), size, seed, job.report, job.stopped)

        clear(self._rehearsed)
        self._rehearsing.start(work, self._show_rehearsal, self._rehearsal_failed)

    def _rehearsal_failed(self, error: VakdossierError) -> None:
        clear(self._rehearsed)
        add_refusal(self._rehearsed, self.session, error)

    def _show_rehearsal(self, rehearsal: Rehearsal) -> None:
        clear(self._rehearsed)
        say, language = self.look.say, self.look.language
        count = len(rehearsal.activities)
        good = sum(1 for each in rehearsal.activities if each.passed)
        told = say(_DRAWN.fill(n=count, all=rehearsal.drawn_from, good=good))
        self._rehearsed.addWidget(plain_label(told, strong=True))
        for each in rehearsal.activities:
            icon, tone = ("circle-check", "good") if each.passed else ("circle-alert", "attention")
            title = each.activity.title(language)
            self._rehearsed.addWidget(
                verdict_row(self.look, icon, tone, title, each.activity.shown("start", language))  # type: ignore[arg-type]
            )
            for answer in each.answers:
                words = f"{say(answer.asked)}  {say(answer.answer)}"
                self._rehearsed.addWidget(plain_label(words, tone="quiet" if answer.satisfied else "attention"))
                if answer.mend is not None:
                    add_mends(self._rehearsed, self.session, (answer.mend,))


def _verdict(requirement: RequirementCheck) -> tuple[str, Tone]:
    if requirement.met:
        return "circle-check", "good"
    if requirement.met is None or requirement.running:
        return "circle-dashed", "accent"
    return "triangle-alert", "bad"
