"""The form of a whole rule set: about the rules, their period and absence, and the requirements one below the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.domain.rules.choices import Measure, RuleState
from portfolio_app.domain.rules.requirements import REQUIREMENT_OF, ActivityRequirement, AnyRequirement
from portfolio_app.domain.rules.rule_set import RuleSet
from portfolio_app.domain.rules.telling import asked, conditions
from portfolio_app.registers.catalogue import Registers
from portfolio_app.registers.register_writer import name_for_code
from portfolio_app.registers.ruleset_writer import rule_set_as_toml
from portfolio_app.registers.rulesets import rule_sets_from
from portfolio_app.services.rule_reading import name_of_code
from portfolio_app.ui.forms.rows import FieldRow
from portfolio_app.ui.in_turns import InTurns, Pieces, Wait
from portfolio_app.ui.look import Look
from portfolio_app.ui.registers.part_form import PartForm, Surroundings, read_all
from portfolio_app.ui.registers.requirement_card import RequirementCard
from portfolio_app.ui.registers.saying import row_saying
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.labels import plain_label

_REQUIREMENTS: Final = Text("Eisen", "Requirements")
_NONE: Final = Text(
    "Nog geen eisen. Voeg toe wat het register vraagt.", "No requirements yet. Add what the register asks."
)
_ADD: Final = Text("Eis toevoegen", "Add a requirement")
_GIVEN: Final = ("register", "id", "register_name", "state", "fictional")


class RuleForm(QWidget):
    """All that can be changed of one rule set.

    The cards of its requirements are made in turns, for there may be many; whoever asks for all gets all.

    Attributes:
        edited: the person changed something; it may be half typed.
    """

    edited = Signal()

    def __init__(self, look: Look, registers: Registers, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._registers = registers
        self._given: dict[str, Any] = {}
        self._base: RuleSet | None = None
        self._demanding = False
        self._around = Surroundings(look, registers, self._wholes, lambda: not self._demanding)
        self._cards: list[RequirementCard] = []
        self._waiting: list[AnyRequirement] = []
        self._filling = InTurns(self, self._pieces)
        self.about = PartForm(self._around, RuleSet, self, {"requirements": ()})
        self.about.edited.connect(self.edited)
        self._none = plain_label(look.say(_NONE), self, tone="quiet")
        self.add_button = self._made_add_button()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 18, 24, 24)
        self._column.setSpacing(12)
        self._column.addWidget(self.about)
        self._column.addSpacing(8)
        self._column.addWidget(plain_label(look.say(_REQUIREMENTS), self, strong=True, size=1.2))
        self._column.addWidget(self._none)
        self._first = self._column.count()
        self._column.addWidget(self.add_button)
        self._column.addStretch(1)

    @property
    def cards(self) -> list[RequirementCard]:
        """The requirements in their order, all of them."""
        if self._filling.is_going:
            self._filling.finish()
        return self._cards

    # -- what is shown ------------------------------------------------------------------------------------------------

    def show_rules(self, values: Mapping[str, Any], base: RuleSet | None = None) -> None:
        """Show rules by the values of their fields; of new rules some may be missing, and there is no `base`."""
        self._base = base
        self._demanding = False
        self._given = {"state": RuleState.OWN, "fictional": False, **{n: values[n] for n in _GIVEN if n in values}}
        self.about.show_values({name: value for name, value in values.items() if name in self.about.rows})
        self._clear()
        self._waiting = list(values.get("requirements", ()))
        self._none.setVisible(not self._waiting)
        self._filling.start()

    def typed(self) -> dict[str, Any]:
        """Return what stands here, understood or not, as JSON knows it; what was not opened stands in its base."""
        name = self._given["register_name"]
        return {
            "base": None if self._base is None else rule_set_as_toml(self._base),
            "register": self._given["register"],
            "id": self._given["id"],
            "register_name": [name.nl, name.en],
            "about": self.about.typed(),
            "requirements": [card.typed() for card in self.cards],
        }

    def retype(self, typed: Mapping[str, Any]) -> None:
        """Put back what `typed` gave.

        Raises:
            RegisterFileError: the base can no longer be read.
        """
        base = None if typed["base"] is None else rule_sets_from([("", typed["base"].encode())])[0]
        name = Text(*typed["register_name"])
        self.show_rules({"register": typed["register"], "id": typed["id"], "register_name": name}, base)
        self.about.retype(typed["about"])
        for each in typed["requirements"]:
            measure = Measure(each["measure"])  # type: ignore[call-arg]
            card = self._put(str(each["id"]), measure, len(self.cards))
            kept = base.requirement(card.requirement_id) if base is not None else None
            if kept is not None:
                card.show_requirement(kept)
            if each["typed"] is not None:
                card.retype(each["typed"])
        self._tell()

    # -- what is read -------------------------------------------------------------------------------------------------

    def build(self, *, demanding: bool = True) -> RuleSet:
        """Return the rule set as it stands, and tell beside each field what is wrong with it.

        Args:
            demanding: what is still missing is wrong too, from now on; otherwise a text that is missing is let pass.

        Raises:
            ValueProblem: something is wrong.
        """
        self._demanding = self._demanding or demanding
        values, *requirements = read_all((self.about.values, *(card.read for card in self.cards)))
        return RuleSet(**{**self._given, **values, "requirements": tuple(requirements)})

    def first_problem(self) -> FieldRow | None:
        """Return the first row beside which something wrong is told; None when there is none."""
        for form in (self.about, *(card.form for card in self.cards if card.form is not None)):
            for row in form.rows.values():
                if row.problem and row.isVisibleTo(form):
                    return row
        return None

    def row_saying(self, wording: str) -> FieldRow | None:
        """Return the row in which a text stands, its requirement opened; None when it stands in none."""
        found = row_saying(self.about, wording)
        for card in self.cards if found is None else ():
            found = card.row_saying(wording)
            if found is not None:
                return found
        return found

    def add(self, measure: Measure) -> RequirementCard:
        """Add a requirement of a kind at the end, opened."""
        taken = {card.requirement_id for card in self.cards}
        card = self._put(name_for_code(measure.label.nl, taken), measure, len(self.cards))
        card.open()
        self._tell()
        self.edited.emit()
        return card

    def let_go(self) -> Pieces:
        """Free the requirements, each in a turn, before the form itself goes; nothing is asked of it any more."""
        self._filling.stop()
        while self._cards:
            shiboken6.delete(self._cards.pop())
            yield Wait.ALWAYS

    # -- within -------------------------------------------------------------------------------------------------------

    def tell(self, rule_set: RuleSet) -> None:
        """Tell on each card what its requirement asks."""
        for card, requirement in zip(self.cards, rule_set.requirements, strict=True):
            said = (
                asked(requirement, rule_set),
                *conditions(requirement, lambda code: name_of_code(self._registers, code)),
            )
            card.show_words(requirement.label, " ".join(map(self._look.say, said)))

    def _wholes(self) -> tuple[tuple[str, Text], ...]:
        return tuple(
            (card.requirement_id, card.label_now())
            for card in self.cards
            if REQUIREMENT_OF[card.measure] is ActivityRequirement
        )

    def _tell(self) -> None:
        self._none.setVisible(not self._cards)
        for number, card in enumerate(self._cards):
            card.up_button.setEnabled(number > 0)
            card.down_button.setEnabled(number < len(self._cards) - 1)

    def _put(self, requirement_id: str, measure: Measure, at: int) -> RequirementCard:
        card = RequirementCard(self._around, requirement_id, measure, self)
        card.edited.connect(self.edited)
        card.moved.connect(lambda by: self._move(card, by))
        card.removed.connect(lambda: self._remove(card))
        self._cards.insert(at, card)
        self._column.insertWidget(self._first + at, card)
        return card

    def _move(self, card: RequirementCard, by: int) -> None:
        at = self.cards.index(card) + by
        if not 0 <= at < len(self.cards):
            return
        self.cards.remove(card)
        self.cards.insert(at, card)
        self._column.removeWidget(card)
        self._column.insertWidget(self._first + at, card)
        self._tell()
        stays = card.up_button if by < 0 else card.down_button
        (stays if stays.isEnabled() else card.open_button).setFocus()
        self.edited.emit()

    def _remove(self, card: RequirementCard) -> None:
        at = self.cards.index(card)
        self.cards.remove(card)
        card.hide()
        card.deleteLater()
        self._tell()
        (self.cards[min(at, len(self.cards) - 1)].open_button if self.cards else self.add_button).setFocus()
        self.edited.emit()

    def _pieces(self) -> Pieces:
        while self._waiting:
            requirement = self._waiting.pop(0)
            self._put(requirement.id, requirement.measure, len(self._cards)).show_requirement(requirement)
            yield Wait.IF_LATE
        self._tell()

    def _clear(self) -> None:
        self._filling.stop()
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards, self._waiting = [], []

    def _made_add_button(self) -> QPushButton:
        say = self._look.say
        button = push_button(self._look, _ADD, _opens_its_menu, icon="plus", parent=self)
        menu = QMenu(button)
        for measure in Measure:
            action = menu.addAction(say(measure.label.capitalised()))
            action.triggered.connect(lambda _checked=False, measure=measure: self.add(measure))
        button.setMenu(menu)
        return button


def _opens_its_menu() -> None:
    """Do nothing: pressing the button opens its menu."""
