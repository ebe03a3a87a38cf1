"""The head of a scoring sheet: what is scored, on which scale, how far it is, and what of it to show."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from portfolio_app.common.text import CountedText, Text
from portfolio_app.domain.records.growth import HIGHEST_SCORE, SUFFICIENT_SCORE
from portfolio_app.domain.values.dates import show_date
from portfolio_app.services.scoring import ScoreSheet
from portfolio_app.ui.assessing.wording import PROGRESS
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.calm_combo import CalmCombo
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.segments import Segment, SegmentBar

_TITLE: Final = Text("Scoren: {name}", "Scoring: {name}")
_PROFILE: Final = Text("Competentieprofiel", "Competence profile")
_GROUPS: Final = Text("Welke onderdelen", "Which items")
_ALL: Final = Text("Alles", "All")
_OPEN_ONLY: Final = Text("Alleen wat nog geen score heeft", "Only items without a score")
_SCALE: Final = Text(
    "1 is nog niet, {required} wat het beroep vraagt (streep eronder), {highest} een voorbeeld voor anderen.",
    "1 means not yet, {required} is what the profession asks (underlined), {highest} is an example to others.",
)
_BEFORE: Final = Text("Stippelrand: de meting van {day}.", "Dotted outline: the assessment of {day}.")
_ELSEWHERE: Final = CountedText(
    Text("{n} score hoort bij een ander profiel.", "{n} score belongs to another profile."),
    Text("{n} scores horen bij een ander profiel.", "{n} scores belong to another profile."),
)


class SheetHead(QWidget):
    """The head of a scoring sheet.

    Attributes:
        group_chosen: the key of the group to show; empty for all.
        narrowed: whether to show only what has no score yet.
        profile_chosen: the code of the profile to score on.
    """

    group_chosen = Signal(str)
    narrowed = Signal(bool)
    profile_chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        look = session.look
        self._title = plain_label("", self, strong=True, size=1.4)
        self._legend = plain_label("", self, tone="quiet")
        self.progress = plain_label("", self, strong=True)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self.profiles = CalmCombo(self)
        self.profiles.setAccessibleName(look.say(_PROFILE))
        self.profiles.activated.connect(lambda row: self.profile_chosen.emit(str(self.profiles.itemData(row))))
        self.profiles.hide()
        self.groups = SegmentBar(look, look.say(_GROUPS), self)
        self.groups.chosen.connect(self.group_chosen)
        self.open_only = QCheckBox(look.say(_OPEN_ONLY), self)
        self.open_only.clicked.connect(self.narrowed)
        top = QHBoxLayout()
        top.setSpacing(20)
        top.addWidget(self._title, 1)
        far = QVBoxLayout()
        far.setSpacing(4)
        far.addWidget(self.progress)
        far.addWidget(self._bar)
        top.addLayout(far)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        for part in (self._legend, self.profiles, self.groups, self.open_only):
            column.addWidget(part)

    def show_sheet(self, sheet: ScoreSheet, group: str) -> None:
        """Show what is scored and of which group."""
        say = self._session.say
        title = say(_TITLE.fill(name=self._session.title(sheet.assessment)))
        self.window().setWindowTitle(title)
        self._title.setText(title)
        parts = [f"{say(sheet.profiles[sheet.profile])}."] if sheet.profile else []
        parts.append(say(_SCALE.fill(required=SUFFICIENT_SCORE, highest=HIGHEST_SCORE)))
        if sheet.before is not None and sheet.before.assessed_on is not None:
            parts.append(say(_BEFORE.fill(day=show_date(sheet.before.assessed_on, self._session.look.language))))
        if sheet.elsewhere:
            parts.append(_ELSEWHERE.say(sheet.elsewhere, self._session.look.language))
        self._legend.setText(" ".join(parts))
        for part in (self.groups, self.open_only, self._bar, self.progress, self._legend):
            part.setVisible(bool(sheet.groups))
        segments = (Segment("", say(_ALL)), *(Segment(each.key, say(each.label)) for each in sheet.groups))
        self.groups.show_segments(segments, group)
        self._show_profiles(sheet)

    def show_progress(self, done: int, total: int) -> None:
        """Show how many of the items are scored."""
        words = self._session.say(PROGRESS.fill(done=done, total=total))
        self.progress.setText(words)
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self._bar.setAccessibleName(words)

    def _show_profiles(self, sheet: ScoreSheet) -> None:
        """Let the person choose the profile where there are several."""
        codes = list(sheet.profiles)
        if [self.profiles.itemData(row) for row in range(self.profiles.count())] != codes:
            self.profiles.clear()
            for code, label in sheet.profiles.items():
                self.profiles.addItem(self._session.say(label), code)
        self.profiles.setCurrentIndex(codes.index(sheet.profile) if sheet.profile in codes else -1)
        self.profiles.setVisible(len(codes) > 1)
