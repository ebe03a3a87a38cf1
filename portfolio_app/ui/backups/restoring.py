"""What differs between the portfolio of now and the one that was put back, and what the person wants to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.domain.kinds import KINDS
from portfolio_app.ui.backups.wording import moment
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.notice import Notice
from portfolio_app.ui.widgets.scrolling import ScrollingColumn

if TYPE_CHECKING:
    from collections.abc import Callable

    from portfolio_app.services.restoring import Rehearsal
    from portfolio_app.storage.backups.comparing import Comparison
    from portfolio_app.storage.repository import RecordTitle

_THERE: Final = Text(
    "De reservekopie van {moment} staat klaar, met {records} gegevens.",
    "The backup of {moment} is ready, with {records} records.",
)
_MISSING: Final = Text(
    "{n} bewijsstukken zijn op geen enkele plaats meer goed en ontbreken.",
    "{n} pieces of evidence are no longer intact anywhere and are missing.",
)
_EQUAL: Final = Text("Beide bevatten precies hetzelfde.", "Both contain exactly the same.")
_NO_OLD: Final = Text("Er is geen portfolio om mee te vergelijken.", "There is no portfolio to compare with.")
_UNREADABLE: Final = Text(
    "Het portfolio van nu is te beschadigd om te vergelijken. Het blijft bewaard, hoe u ook kiest.",
    "The current portfolio is too damaged to compare. It is kept, whatever you choose.",
)
_ONLY_NOW: Final = Text("Alleen in het portfolio van nu", "Only in the current portfolio")
_ONLY_BACKUP: Final = Text("Alleen in de reservekopie", "Only in the backup")
_DIFFERENT: Final = Text("Verschillend", "Different")
_KIND: Final = Text("Soort", "Kind")
_NOW: Final = Text("Nu", "Now")
_BACKUP: Final = Text("Reservekopie", "Backup")
_ALL: Final = Text("Alles samen", "Total")
_MORE: Final = Text("… en nog {n}", "… and {n} more")
_DIFFERENCES: Final = Text("Verschillen", "Differences")
_TAKE: Final = Text("In gebruik nemen", "Use this backup")
_KEEP: Final = Text("Ernaast bewaren", "Keep alongside")
_DISCARD: Final = Text("Weggooien", "Discard")
_NOTHING_LOST: Final = Text(
    "Als u de reservekopie in gebruik neemt, blijft het portfolio van nu met de datum in zijn naam ernaast bewaard.",
    "If you use the backup, the current portfolio is kept alongside it, with the date in its name.",
)
_MOST_TITLES: Final = 100
_HIGHEST: Final = 260


class DecisionPanel(QWidget):
    """Shows the comparison, and asks.

    Attributes:
        take_asked: let it take the place of the old one.
        keep_asked: leave both.
        discard_asked: delete the new one again.
    """

    take_asked = Signal()
    keep_asked = Signal()
    discard_asked = Signal()

    def __init__(self, look: Look, rehearsal: Rehearsal, readable: Callable[[str], str] = str) -> None:
        """Take what was put back; `readable` makes the title of a record fit to be read."""
        super().__init__()
        self._look = look
        self._readable = readable
        made = rehearsal.restored.manifest
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        there = _THERE.fill(moment=moment(made.made_at, look.language), records=made.records)
        column.addWidget(plain_label(look.say(there), strong=True))
        missing = Notice(look)
        column.addWidget(missing)
        if rehearsal.restored.missing_evidence:
            missing.say(look.say(_MISSING.fill(n=len(rehearsal.restored.missing_evidence))))
        compared = rehearsal.compared
        if compared is not None and not compared.is_equal:
            column.addWidget(self._differences(compared), 1)
        else:
            words = _EQUAL if compared is not None else _NO_OLD if rehearsal.old is None else _UNREADABLE
            column.addWidget(plain_label(look.say(words)))
        if rehearsal.old is not None:
            column.addWidget(plain_label(look.say(_NOTHING_LOST), tone="quiet"))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.take_button = push_button(look, _TAKE, self.take_asked.emit, icon="check", role="primary")
        self.keep_button = push_button(look, _KEEP, self.keep_asked.emit, icon="copy")
        self.discard_button = push_button(look, _DISCARD, self.discard_asked.emit, icon="trash-2", role="quiet")
        self.take_button.setVisible(rehearsal.old is not None)
        for button in (self.take_button, self.keep_button, self.discard_button):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)

    def set_busy(self, *, busy: bool) -> None:
        """Let nothing be decided while something is done about it."""
        for button in (self.take_button, self.keep_button, self.discard_button):
            button.setEnabled(not busy)

    def _differences(self, compared: Comparison) -> ScrollingColumn:
        scroll = ScrollingColumn(name=self._look.say(_DIFFERENCES), shows_focus=True)
        column = QVBoxLayout(scroll.content)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(4)
        column.addLayout(self._counts(compared))
        parts = (
            (_ONLY_NOW, compared.only_in_old),
            (_ONLY_BACKUP, compared.only_in_new),
            (_DIFFERENT, compared.different),
        )
        for heading, records in parts:
            if records:
                self._add_titles(column, heading, records)
        column.addStretch(1)
        scroll.setMinimumHeight(min(scroll.content.sizeHint().height() + 4, _HIGHEST))
        return scroll

    def _add_titles(self, column: QVBoxLayout, heading: Text, records: tuple[RecordTitle, ...]) -> None:
        say = self._look.say
        column.addSpacing(6)
        column.addWidget(plain_label(f"{say(heading)} ({len(records)})", strong=True))
        kinds = {kind.key: say(kind.label) for kind in KINDS}
        for each in records[:_MOST_TITLES]:
            title = self._readable(each.say(self._look.language))
            column.addWidget(plain_label(f"{kinds.get(each.kind, each.kind)}: {title}"))
        if len(records) > _MOST_TITLES:
            column.addWidget(plain_label(say(_MORE.fill(n=len(records) - _MOST_TITLES)), tone="quiet"))

    def _counts(self, compared: Comparison) -> QGridLayout:
        say = self._look.say
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        plurals = {kind.key: say(kind.plural) for kind in KINDS}
        unequal = {kind: pair for kind, pair in compared.counts.items() if pair[0] != pair[1]}
        sums = [sum(pair[side] for pair in compared.counts.values()) for side in (0, 1)]
        rows = [(say(_KIND), say(_NOW), say(_BACKUP))]
        rows += [(plurals.get(kind, kind), str(now), str(then)) for kind, (now, then) in unequal.items()]
        rows.append((say(_ALL), str(sums[0]), str(sums[1])))
        for row, cells in enumerate(rows):
            for at, words in enumerate(cells):
                label = plain_label(words, strong=row in (0, len(rows) - 1), wrap=False)
                if at:
                    label.setAlignment(Qt.AlignmentFlag.AlignRight)
                grid.addWidget(label, row, at)
        return grid
