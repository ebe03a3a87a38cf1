"""What became urgent since the vault was opened last: a strip above the overview that goes when it was seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from portfolio_app.common.text import Text
from portfolio_app.services.board import Step, Target
from portfolio_app.ui.board.cards import Card, distance_in_words
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.buttons import tool_button

_NEW: Final = Text("Sinds de vorige keer dringend geworden", "New since last time")
_LATER: Final = Text("Over een week weer", "Remind me in a week")
_SEEN: Final = Text("Gezien", "Mark as seen")
_ALL_SEEN: Final = Text("Alles gezien", "Mark all as seen")

Answer = Callable[[Sequence[Step]], object]


class NewsCard(Card):
    """The lines, each with a way to put it off and one to be done with it."""

    def __init__(
        self,
        look: Look,
        news: Sequence[Step],
        today: date,
        follow: Callable[[Target], object],
        seen: Answer,
        later: Answer,
    ) -> None:
        """Show news.

        Args:
            look: language and colours.
            news: at least one line.
            today: distances are reckoned from this day.
            follow: called with where a line leads.
            seen: called with what needs to be told no more.
            later: called with what is to be told again.
        """
        super().__init__(look, _NEW)
        for step in news:
            words = look.say(step.text)
            note = look.say(distance_in_words(step.day, today)) if step.day else ""
            answers: list[QWidget] = []
            for icon, name, answer in (("clock", _LATER, later), ("check", _SEEN, seen)):
                button = tool_button(look, icon, name, partial(answer, (step,)))
                button.setAccessibleName(f"{look.say(name)}: {words}")
                answers.append(button)
            deed = partial(follow, step.target)
            self.add_line("hourglass", "attention", words, deed, note=note, beside=answers)
        if len(news) > 1:
            self.add_line("check", "", look.say(_ALL_SEEN), partial(seen, tuple(news)))
