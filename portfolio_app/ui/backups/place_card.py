"""How one place of backups stands: how old the last good one is, and what went wrong there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from portfolio_app.common.text import CountedText, Text
from portfolio_app.ui.backups.wording import last_good, moment
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.labels import Tone, plain_label
from portfolio_app.ui.widgets.notice import Notice
from portfolio_app.ui.widgets.sign import Sign

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from portfolio_app.services.backups import PlaceStatus

_OLD_DAYS: Final = 7
_UP_TO_DATE: Final = Text("Sindsdien is er niets veranderd.", "Nothing has changed since then.")
_BEHIND: Final = Text("Sindsdien is er iets veranderd.", "Something has changed since then.")
_AWAY: Final = Text("Nu niet bereikbaar.", "Not available right now.")
_NUMBER: Final = CountedText(
    Text("{n} goede reservekopie", "{n} good backup"), Text("{n} goede reservekopieën", "{n} good backups")
)
_DAMAGED: Final = CountedText(
    Text("{n} reservekopie is niet goed meer.", "{n} backup is no longer good."),
    Text("{n} reservekopieën zijn niet goed meer.", "{n} backups are no longer good."),
)
_FAILED: Final = Text("Niet gelukt op {moment}: {failure}", "Failed on {moment}: {failure}")


class PlaceCard(QFrame):
    """One place, in words and an icon."""

    def __init__(self, look: Look, icon: str, heading: Text, buttons: tuple[QPushButton, ...] = ()) -> None:
        super().__init__()
        self.setObjectName("card")
        self._look = look
        self._picture = Sign(look)
        self._age = plain_label("", strong=True)
        self._state = plain_label("", tone="quiet")
        self._path = plain_label("", tone="quiet", size=0.92)
        self.notice = Notice(look)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Sign(look, icon, "quiet"))
        head.addWidget(plain_label(look.say(heading), strong=True, size=1.15), 1)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self._picture)
        line.addWidget(self._age, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(line)
        column.addWidget(self._state)
        column.addWidget(self._path)
        column.addWidget(self.notice)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)

    def show_status(self, status: PlaceStatus) -> None:
        """Show how the place stands."""
        look, language = self._look, self._look.language
        old = status.age_days is None or (status.is_behind and status.age_days >= _OLD_DAYS)
        tone: Tone = "attention" if old or status.failure or not status.is_available else "good"
        self._mark("triangle-alert" if tone == "attention" else "circle-check", tone)
        self._age.setText(last_good(status, language))
        parts = [] if status.is_available else [look.say(_AWAY)]
        if status.is_available and status.backups:
            parts.append(_NUMBER.say(status.backups, language) + ".")
        if status.is_available and status.good_at is not None:
            parts.append(look.say(_BEHIND if status.is_behind else _UP_TO_DATE))
        if status.damaged:
            parts.append(_DAMAGED.say(len(status.damaged), language))
        self._explain(" ".join(parts))
        self._path.setText(str(status.path))
        self._path.show()
        failure = status.failure
        if failure is not None and status.failed_at is not None:
            failure = _FAILED.fill(moment=moment(status.failed_at, language), failure=failure)
        self.notice.say(look.say(failure) if failure is not None else "")

    def show_none(self, words: Text, why: Text) -> None:
        """Show that there is no such place, and what it would be good for."""
        self._mark("circle-dashed", "quiet")
        self._age.setText(self._look.say(words))
        self._explain(self._look.say(why))
        self._path.hide()
        self.notice.say("")

    @property
    def words(self) -> str:
        """All that it says."""
        return " ".join(filter(None, (self._age.text(), self._state.text(), self.notice.words)))

    def _explain(self, words: str) -> None:
        self._state.setText(words)
        self._state.setVisible(bool(words))

    def _mark(self, icon: str, tone: Tone) -> None:
        self._picture.show_icon(icon, tone)
