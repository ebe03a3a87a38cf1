"""Where somebody stands with one register: a card with a line for each requirement, in a picture and in words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from portfolio_app.common.text import Text
from portfolio_app.services.board import RegisterCard, RequirementLine, Target
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.bars import PartStrip, ProgressLine
from portfolio_app.ui.widgets.buttons import tool_button
from portfolio_app.ui.widgets.labels import line, plain_label
from portfolio_app.ui.widgets.sign import Sign

_SIDE_BY_SIDE_UP_TO = 150
"""Per cent of usual text from which a requirement and its outlook stand below each other."""
_RULES = Text("Regels van dit register", "Rules of this register")
_SHOW = Text("Tonen wat hierbij hoort", "Show what counts for it")


class StandingCard(QFrame):
    """The standing with one register in its current period."""

    def __init__(self, look: Look, card: RegisterCard, follow: Callable[[Target], object] | None = None) -> None:
        """Show a card; with `follow` buttons lead to the rules, and from each requirement to what counts for it."""
        super().__init__()
        self.setObjectName("card")
        self._look = look
        self._follow = follow
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(4)
        top = QHBoxLayout()
        top.addWidget(plain_label(look.say(card.name), strong=True, size=1.2), 1)
        verdict = plain_label(look.say(card.verdict), tone=card.tone, strong=True, wrap=False)
        beside = look.text_size <= _SIDE_BY_SIDE_UP_TO
        if beside:
            top.addWidget(verdict)
        if follow is not None:
            rules = tool_button(look, "scale", _RULES, partial(follow, Target("page", "rules", card.register)))
            rules.setAccessibleName(f"{look.say(_RULES)}: {look.say(card.name)}")
            top.addWidget(rules)
        column.addLayout(top)
        if not beside:
            column.addWidget(verdict)
        column.addWidget(plain_label(look.say(card.period), tone="quiet"))
        if card.doubt:
            column.addWidget(plain_label(look.say(card.doubt), tone="attention", size=0.95))
        column.addSpacing(8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for requirement in card.requirements:
            self._add(grid, requirement)
        column.addLayout(grid)

    def _add(self, grid: QGridLayout, now: RequirementLine) -> None:
        look = self._look
        words = look.say(now.words)
        colour = getattr(look.tones, now.tone or "ink")
        row = grid.rowCount()
        if row > 1:
            grid.addWidget(line(), row, 0, 1, 2)
            row += 1
        picture = Sign(look, now.icon, now.tone)
        picture.setAccessibleName(look.say(now.outlook))
        grid.addWidget(picture, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(self._head(now), row, 1)
        if now.done is not None:
            grid.addWidget(ProgressLine(look, now.done, now.planned, colour, words), row + 1, 1)
        grid.addWidget(plain_label(words, tone="quiet", size=0.95), row + 2, 1)
        if now.parts:
            said = look.say(now.parts_words)
            grid.addWidget(PartStrip(look, now.parts, said), row + 3, 1)
            grid.addWidget(plain_label(said, tone="quiet", size=0.95), row + 4, 1)

    def _head(self, now: RequirementLine) -> QHBoxLayout:
        look = self._look
        head = QHBoxLayout()
        head.setSpacing(12)
        label = plain_label(look.say(now.label), strong=True)
        outlook = plain_label(look.say(now.outlook), tone=now.tone, size=0.95, wrap=False)
        if look.text_size <= _SIDE_BY_SIDE_UP_TO:
            head.addWidget(label, 1)
            head.addWidget(outlook)
        else:
            stacked = QVBoxLayout()
            stacked.setSpacing(0)
            stacked.addWidget(label)
            stacked.addWidget(outlook)
            head.addLayout(stacked, 1)
        if self._follow is not None:
            button = tool_button(look, "arrow-right", _SHOW, partial(self._follow, now.target))
            button.setAccessibleName(f"{look.say(_SHOW)}: {look.say(now.label)}")
            head.addWidget(button)
        return head
