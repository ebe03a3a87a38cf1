"""Registers and rules to read: what each register is, what its rules ask, and where the person stands with them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from portfolio_app.common.text import Text, capitalised
from portfolio_app.domain.rules.choices import RuleState
from portfolio_app.registers.model import Register
from portfolio_app.services.board import Target, Tone
from portfolio_app.services.register_data import Origin
from portfolio_app.services.rule_reading import RegisterView, RequirementView, RuleSetView
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.bars import ProgressLine
from portfolio_app.ui.widgets.buttons import push_button, tool_button
from portfolio_app.ui.widgets.flow import FlowRow
from portfolio_app.ui.widgets.labels import line, plain_label, selectable
from portfolio_app.ui.widgets.sign import Sign
from portfolio_app.ui.widgets.signed import SignedWords

_COPY: Final = Text("Kopiëren en aanpassen", "Copy and change")
_CHANGE: Final = Text("Aanpassen", "Change")
_EXPORT: Final = Text("Als bestand bewaren…", "Save as a file…")
_DELETE: Final = Text("Verwijderen…", "Delete…")
_NEW_RULES: Final = Text("Regels opstellen", "Draw up rules")
_SOURCE: Final = Text("Bron: {source}", "Source: {source}")
_DATED: Final = Text("Bron: {source} ({day})", "Source: {source} ({day})")
_FICTIONAL: Final = Text("verzonnen, als voorbeeld", "invented, as an example")
_TITLES: Final = Text("Titels", "Titles")
_NO_RULES: Final = Text("Van dit register zijn nog geen regels bekend.", "No rules of this register are known yet.")
_HOLDS: Final = Text("Geldt {validity}.", "Applies {validity}.")
_SHOW: Final = Text("Tonen wat hierbij hoort", "Show what counts for it")
_NONE_ASKED: Final = Text("Deze regels vragen nog niets.", "These rules do not require anything yet.")
_AROUND: Final = 80
_OF: Final = "{deed}: {name}"
_SIGNS: Final[dict[RuleState, tuple[str, Tone]]] = {
    RuleState.STATED: ("circle-check", "good"),
    RuleState.UNVERIFIED: ("circle-help", "attention"),
    RuleState.OWN: ("pencil", "accent"),
}


class Deeds:
    """What can be done with what is read; each gets the id of a rule set or register, `follow` a target."""

    def __init__(
        self,
        *,
        copy: Callable[[str], object],
        change: Callable[[str], object],
        export: Callable[[str], object],
        delete: Callable[[str], object],
        new_rules: Callable[[str], object],
        change_register: Callable[[str], object],
        follow: Callable[[Target], object],
        read_only: bool,
    ) -> None:
        self.copy = copy
        self.change = change
        self.export = export
        self.delete = delete
        self.new_rules = new_rules
        self.change_register = change_register
        self.follow = follow
        self.read_only = read_only


class RegisterReading(QWidget):
    """One register with its titles and rule sets."""

    def __init__(self, look: Look, view: RegisterView, deeds: Deeds, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._deeds = deeds
        self.view = view
        say = look.say
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        register = view.register
        label = register.label if register is not None else view.name
        column.addWidget(plain_label(say(label), strong=True, size=1.25))
        if register is not None:
            column.addWidget(selectable(plain_label(say(register.text))))
        if view.origin is not Origin.PROGRAM:
            column.addWidget(SignedWords(look, "pencil", "accent", say(view.origin.label)))
        if register is not None and register.titles:
            column.addWidget(selectable(plain_label(f"{say(_TITLES)}: {self._titles(register)}")))
        for problem in view.problems:
            column.addWidget(SignedWords(look, "triangle-alert", "attention", say(problem)))
        column.addWidget(self._register_buttons())
        if not view.rule_sets:
            column.addWidget(plain_label(say(_NO_RULES), tone="quiet"))
        self._cards = [RuleSetCard(look, rule_set, deeds) for rule_set in view.rule_sets]
        for card in self._cards:
            column.addWidget(card)
        column.addStretch(1)

    def show_requirement(self, requirement: str, around: QScrollArea) -> bool:
        """Scroll `around` to a requirement, in the rules that judge the person now, else in the first that have it.

        Returns:
            Whether there are any.
        """
        having = [card for card in self._cards if requirement in card.requirements]
        if not having:
            return False
        part = next((each for each in having if each.view.judging), having[0]).requirements[requirement]

        def show() -> None:
            around.ensureWidgetVisible(part, 0, _AROUND)
            part.setFocus(Qt.FocusReason.OtherFocusReason)

        QTimer.singleShot(0, part, show)  # once the layout knows where it stands
        return True

    def _titles(self, register: Register) -> str:
        meanings = ((title.name, self._look.say(title.label)) for title in register.titles)
        return "; ".join(name if name == meaning else f"{name} ({meaning})" for name, meaning in meanings)

    def _register_buttons(self) -> QWidget:
        deeds, key, name = self._deeds, self.view.id, self._look.say(self.view.name)
        row = _Buttons(self._look, name)
        if not deeds.read_only:
            row.add(_NEW_RULES, partial(deeds.new_rules, key), "plus")
        if self.view.origin is Origin.VAULT and not deeds.read_only:
            row.add(_CHANGE, partial(deeds.change_register, key), "pencil")
            row.add(_DELETE, partial(deeds.delete, key), "trash-2")
        if self.view.origin is not Origin.PROGRAM and self.view.register is not None:
            row.add(_EXPORT, partial(deeds.export, key), "download")
        return row


class RuleSetCard(QFrame):
    """One rule set: what it is, what can be done with it, and what each of its requirements asks."""

    def __init__(self, look: Look, view: RuleSetView, deeds: Deeds) -> None:
        super().__init__()
        self.setObjectName("card")
        self._look = look
        self._deeds = deeds
        self.view = view
        self.requirements: dict[str, QWidget] = {}
        say = look.say
        rule_set = view.rule_set
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(5)
        column.addWidget(plain_label(say(rule_set.name), strong=True, size=1.15))
        sign, tone = _SIGNS[rule_set.state]
        state = say(rule_set.state.label.capitalised())
        said = f"{state} · {say(_FICTIONAL)}" if rule_set.fictional else state
        column.addWidget(SignedWords(look, sign, tone, said))
        column.addWidget(plain_label(say(_HOLDS.fill(validity=view.validity))))
        if view.judging:
            column.addWidget(plain_label(say(view.judging), strong=True))
        column.addWidget(plain_label(" ".join(map(say, view.about)), tone="quiet"))
        column.addWidget(selectable(plain_label(self._source(), tone="quiet", size=0.95)))
        column.addSpacing(4)
        column.addWidget(self._buttons())
        column.addSpacing(4)
        for requirement in view.requirements:
            column.addWidget(line())
            part = self.requirements[requirement.id] = self._requirement(requirement)
            column.addWidget(part)
        if not view.requirements:
            column.addWidget(plain_label(say(_NONE_ASKED), tone="quiet"))

    def _source(self) -> str:
        rule_set, look = self.view.rule_set, self._look
        if rule_set.source_date is None:
            return look.say(_SOURCE.fill(source=rule_set.source))
        day = rule_set.source_date.show(look.language)
        return look.say(_DATED.fill(source=rule_set.source, day=day))

    def _buttons(self) -> QWidget:
        deeds, rule_set = self._deeds, self.view.rule_set
        row = _Buttons(self._look, self._look.say(rule_set.name))
        own = self.view.origin is Origin.VAULT
        if not deeds.read_only:
            if own:
                row.add(_CHANGE, partial(deeds.change, rule_set.id), "pencil")
            row.add(_COPY, partial(deeds.copy, rule_set.id), "copy")
        row.add(_EXPORT, partial(deeds.export, rule_set.id), "download")
        if own and not deeds.read_only:
            row.add(_DELETE, partial(deeds.delete, rule_set.id), "trash-2")
        return row

    def _requirement(self, view: RequirementView) -> QWidget:
        look, now = self._look, view.now
        whole = QWidget()
        whole.setAccessibleName(look.say(view.label))
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 6, 0, 4)
        row.setSpacing(12)
        if now is not None:
            picture = Sign(look, now.icon, now.tone)
            picture.setAccessibleName(look.say(now.outlook))
            row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(plain_label(look.say(view.label), strong=True))
        words.addWidget(plain_label(look.say(view.asked)))
        if view.conditions:
            words.addWidget(plain_label(" ".join(map(look.say, view.conditions)), tone="quiet", size=0.95))
        if now is not None:
            told = f"{look.say(now.outlook)} · {look.say(now.words)}"
            if now.done is not None:
                colour = getattr(look.tones, now.tone or "ink")
                words.addWidget(ProgressLine(look, now.done, now.planned, colour, told))
            words.addWidget(plain_label(capitalised(told), tone=now.tone, size=0.95))
        row.addLayout(words, 1)
        if now is not None:
            button = tool_button(look, "arrow-right", _SHOW, partial(self._deeds.follow, now.target))
            button.setAccessibleName(_OF.format(deed=look.say(_SHOW), name=look.say(view.label)))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            whole.setFocusProxy(button)
        return whole


class _Buttons(FlowRow):
    """Buttons in a row, or in several where there is no room; each is named after what it is about."""

    def __init__(self, look: Look, about: str) -> None:
        super().__init__(gap=8)
        self._look = look
        self._about = about

    def add(self, deed: Text, pressed: Callable[[], object], icon: str) -> QPushButton:
        """Add a button."""
        button = push_button(self._look, deed, pressed, icon=icon, parent=self)
        button.setAccessibleName(_OF.format(deed=self._look.say(deed), name=self._about))
        self.flow.addWidget(button)
        return button
