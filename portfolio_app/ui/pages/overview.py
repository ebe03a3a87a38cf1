"""The first page: am I going to make it, what is the next thing to do, what runs out soon."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from portfolio_app.common.text import CountedText, Text
from portfolio_app.domain.records.career import Position
from portfolio_app.domain.records.growth import Assessment, Goal, LawReview
from portfolio_app.domain.records.integrity import JournalEntry
from portfolio_app.domain.records.learning import Activity, Evidence, Reflection
from portfolio_app.domain.records.permission import Permission
from portfolio_app.domain.records.person import Person, Registration
from portfolio_app.domain.values.dates import show_date
from portfolio_app.domain.values.simple import show_decimal
from portfolio_app.services.reminders import Reminder, reminders
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.labels import Tone, plain_label
from portfolio_app.ui.widgets.standing import StandingCard
from portfolio_app.ui.widgets.step import StepButton

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from portfolio_app.domain.fields import RecordKind
    from portfolio_app.domain.rules import RegisterStanding
    from portfolio_app.registers.catalogue import Registers
    from portfolio_app.services.portfolio import Portfolio

_HELLO: Final = Text("Dag {name}", "Hello {name}")
_TODAY: Final = Text("Zo staat u ervoor op {day}.", "This is where you stand on {day}.")
_WELCOME: Final = Text("Welkom", "Welcome")
_NEXT: Final = Text("Eerst te doen", "First things to do")
_SOON: Final = Text("Loopt binnenkort af", "Runs out soon")
_IN_HERE: Final = Text("In uw portfolio", "In your portfolio")
_ADD: Final = Text("Snel toevoegen", "Add quickly")
_CALM: Final = Text("Niets dringends. Goed bijgehouden.", "Nothing urgent. Well kept.")
_NOTHING_SOON: Final = Text("De komende zes maanden loopt niets af.", "Nothing runs out in the next six months.")
_READING: Final = Text("Overzicht wordt gemaakt…", "Making the overview…")
_RECKONING: Final = Text("Uw stand per register wordt berekend…", "Reckoning where you stand with each register…")
_FILL_PERSON: Final = Text("Vul uw persoonsgegevens in", "Fill in your personal details")
_ADD_REGISTRATION: Final = Text("Voeg uw registratie toe", "Add your registration")
_ADD_POSITION: Final = Text("Voeg uw werkervaring toe", "Add your work experience")
_ADD_ACTIVITY: Final = Text("Leg uw eerste scholing of intervisie vast", "Record your first training or intervision")
_LATE: Final = Text("{text} (sinds {day})", "{text} (since {day})")
_SHORT: Final = Text("{register}: {label} · nog {short} {unit}", "{register}: {label} · {short} {unit} to go")
_SHORT_BY: Final = Text(
    "{register}: {label} · nog {short} {unit}, begin uiterlijk {day}",
    "{register}: {label} · {short} {unit} to go, start by {day}",
)
_DAYS: Final = CountedText(Text("morgen", "tomorrow"), Text("over {n} dagen", "in {n} days"))
_MONTHS: Final = CountedText(Text("over {n} maand", "in {n} month"), Text("over {n} maanden", "in {n} months"))
_TODAY_ITSELF: Final = Text("vandaag", "today")
_MOST_STEPS: Final = 7
_MOST_LATE: Final = 3
_MORE_LATE: Final = Text("En nog {n} zaken die hadden gemoeten", "And {n} more things that are overdue")
_MOST_REMINDERS: Final = 7
_REFRESH_AFTER_MS: Final = 400
_WIDE_FROM: Final = 860

_QUICK: Final[tuple[RecordKind, ...]] = (Activity.kind, Reflection.kind, LawReview.kind, Permission.kind)
_COUNTED: Final[tuple[RecordKind, ...]] = (
    Activity.kind,
    Evidence.kind,
    Reflection.kind,
    Assessment.kind,
    Goal.kind,
    LawReview.kind,
    Permission.kind,
    JournalEntry.kind,
)


@dataclass(frozen=True, slots=True)
class _Overview:
    """What is shown; the standings take longest and come later, None until then."""

    name: str
    reminders: tuple[Reminder, ...]
    counts: Mapping[str, int]
    standings: tuple[RegisterStanding, ...] | None = None


@dataclass(frozen=True, slots=True)
class _Step:
    icon: str
    tone: Tone
    text: Text
    deed: Callable[[], object]


def _read(portfolio: Portfolio, registers: Registers, today: date) -> _Overview:
    people = portfolio.records(Person.kind).records
    name = people[0].given_names if people and isinstance(people[0], Person) else ""
    return _Overview(name, reminders(portfolio, registers, today), portfolio.counts())


class OverviewPage(QScrollArea):
    """The overview of one portfolio.

    Attributes:
        new_asked: the key of a kind of which the person wants to add a record.
        kind_asked: the key of a kind that the person wants to see.
    """

    new_asked = Signal(str)
    kind_asked = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._columns: QGridLayout | None = None
        self._side: QWidget | None = None
        self._found: _Overview | None = None
        self._stale = True
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_REFRESH_AFTER_MS)
        self._delay.timeout.connect(self._read_again)
        session.changed.connect(self._changed)
        self._show_reading()
        self._read_again()

    def showEvent(self, event: QShowEvent) -> None:
        """Look again when something changed while another page was shown."""
        super().showEvent(event)
        if self._stale:
            self._delay.start(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where there is no room for two."""
        super().resizeEvent(event)
        self._place_side()

    def _changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self._delay.start()

    def _read_again(self) -> None:
        self._stale = False
        registers, today = self._session.registers, self._session.today()
        self._session.read(
            lambda portfolio: _read(portfolio, registers, today), self._show_first, owner=self, slot="overview"
        )
        self._session.read(
            lambda portfolio: portfolio.standing(today), self._show_standings, owner=self, slot="standing"
        )

    def _show_first(self, found: _Overview) -> None:
        """Show what was quick to read, with the standings of before where there are any."""
        known = self._found.standings if self._found else None
        self._show(replace(found, standings=known))

    def _show_standings(self, standings: tuple[RegisterStanding, ...]) -> None:
        if self._found is not None:
            self._show(replace(self._found, standings=standings))

    def _show_reading(self) -> None:
        content = QWidget()
        content.setObjectName("page")
        column = QVBoxLayout(content)
        column.setContentsMargins(28, 22, 28, 28)
        column.addWidget(plain_label(self._session.say(_READING), tone="quiet"))
        column.addStretch(1)
        self.setWidget(content)

    def _show(self, found: _Overview) -> None:
        self._found = found
        place = self.verticalScrollBar().value()
        content = QWidget()
        content.setObjectName("page")
        column = QVBoxLayout(content)
        column.setContentsMargins(28, 22, 28, 28)
        column.setSpacing(2)
        say = self._session.say
        title = _HELLO.fill(name=found.name) if found.name else _WELCOME
        column.addWidget(plain_label(say(title), strong=True, size=1.7))
        today = self._session.today()
        column.addWidget(plain_label(say(_TODAY.fill(day=_day(today))), tone="quiet"))
        column.addSpacing(14)
        self._columns = QGridLayout()
        self._columns.setSpacing(18)
        main = QWidget()
        cards = QVBoxLayout(main)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(18)
        cards.addWidget(self._steps_card(found, today))
        for standing in found.standings or ():
            cards.addWidget(StandingCard(self._session.look, standing))
        if found.standings is None:
            cards.addWidget(plain_label(say(_RECKONING), tone="quiet"))
        cards.addStretch(1)
        side = QWidget()
        boxes = QVBoxLayout(side)
        boxes.setContentsMargins(0, 0, 0, 0)
        boxes.setSpacing(18)
        boxes.addWidget(self._soon_card(found.reminders, today))
        if not self._session.read_only:
            boxes.addWidget(self._quick_card())
        boxes.addWidget(self._counts_card(found.counts))
        boxes.addStretch(1)
        self._columns.addWidget(main, 0, 0)
        self._side = side
        column.addLayout(self._columns)
        column.addStretch(1)
        self._place_side()
        self.setWidget(content)
        self.verticalScrollBar().setValue(place)

    def _place_side(self) -> None:
        if self._columns is None or self._side is None:
            return
        wide = self.viewport().width() >= _WIDE_FROM
        self._columns.removeWidget(self._side)
        self._columns.addWidget(self._side, 0 if wide else 1, 1 if wide else 0)
        self._columns.setColumnStretch(0, 62)
        self._columns.setColumnStretch(1, 38 if wide else 0)

    # -- the cards ----------------------------------------------------------------------------------------------------

    def _steps_card(self, found: _Overview, today: date) -> QFrame:
        card, column = self._card(_NEXT)
        steps = self._steps(found, today)
        if not steps and found.standings is not None:
            column.addLayout(self._mark("circle-check", "good", self._session.say(_CALM)))
        for step in steps[:_MOST_STEPS]:
            column.addWidget(self._step(step))
        return card

    def _steps(self, found: _Overview, today: date) -> list[_Step]:
        steps: list[_Step] = []
        for kind, text in (
            (Person.kind, _FILL_PERSON),
            (Registration.kind, _ADD_REGISTRATION),
            (Position.kind, _ADD_POSITION),
            (Activity.kind, _ADD_ACTIVITY),
        ):
            if not found.counts.get(kind.key):
                deed = self.kind_asked.emit if kind.singleton else self.new_asked.emit
                steps.append(_Step("circle-dashed", "accent", text, partial(deed, kind.key)))
        late = [each for each in found.reminders if each.day < today]
        for each in late[:_MOST_LATE]:
            text = _LATE.fill(text=each.text, day=_day(each.day))
            show = partial(self._session.record_asked.emit, each.kind, each.record_id)
            steps.append(_Step("triangle-alert", "bad", text, show))
        if len(late) > _MOST_LATE:
            text = _MORE_LATE.fill(n=len(late) - _MOST_LATE)
            steps.append(_Step("triangle-alert", "bad", text, partial(self.kind_asked.emit, late[_MOST_LATE].kind)))
        steps.extend(self._short_requirements(found.standings or (), today))
        return steps

    def _short_requirements(self, standings: tuple[RegisterStanding, ...], today: date) -> list[_Step]:
        found: list[tuple[date, Text]] = []
        for standing in standings:
            for each in standing.requirements:
                running = each.period.start <= today <= each.period.end
                if each.met is not False or not running or not each.short:
                    continue
                short = round(each.short, 1)
                values = {
                    "register": standing.register_name,
                    "label": each.label,
                    "short": Text(show_decimal(short, "nl"), show_decimal(short, "en")),
                    "unit": each.unit,
                }
                day = each.last_safe_date
                text = _SHORT_BY.fill(**values, day=_day(day)) if day and day >= today else _SHORT.fill(**values)
                found.append((day or each.period.end, text))
        add = partial(self.new_asked.emit, Activity.kind.key)
        return [_Step("goal", "attention", text, add) for _, text in sorted(found, key=lambda pair: pair[0])]

    def _soon_card(self, found: tuple[Reminder, ...], today: date) -> QFrame:
        card, column = self._card(_SOON)
        ahead = [each for each in found if each.day >= today]
        if not ahead:
            column.addLayout(self._mark("circle-check", "good", self._session.say(_NOTHING_SOON)))
        for each in ahead[:_MOST_REMINDERS]:
            deed = partial(self._session.record_asked.emit, each.kind, each.record_id)
            step = _Step("hourglass", "quiet", each.text, deed)
            column.addWidget(self._step(step, self._distance(each.day, today)))
        return card

    def _quick_card(self) -> QFrame:
        card, column = self._card(_ADD)
        for kind in _QUICK:
            button = push_button(
                self._session.look, kind.label, partial(self.new_asked.emit, kind.key), icon="plus", role="quiet"
            )
            column.addWidget(button)
        return card

    def _counts_card(self, counts: Mapping[str, int]) -> QFrame:
        card, column = self._card(_IN_HERE)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        for row, kind in enumerate(_COUNTED):
            number = plain_label(str(counts.get(kind.key, 0)), strong=True, wrap=False)
            number.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(number, row, 0)
            grid.addWidget(plain_label(self._session.say(kind.plural), tone="quiet"), row, 1)
        column.addLayout(grid)
        return card

    def _card(self, heading: Text) -> tuple[QFrame, QVBoxLayout]:
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(4)
        column.addWidget(plain_label(self._session.say(heading), strong=True, size=1.2))
        column.addSpacing(4)
        return card, column

    def _mark(self, icon: str, tone: Tone, words: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        picture = QLabel()
        colour = getattr(self._session.look.tones, tone)
        picture.setPixmap(self._session.look.pixmap(icon, colour, 20, self.devicePixelRatioF()))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(plain_label(words), 1)
        return row

    def _step(self, step: _Step, note: str = "") -> StepButton:
        return StepButton(self._session.look, step.icon, step.tone, self._session.say(step.text), step.deed, note=note)

    def _distance(self, day: date, today: date) -> str:
        days = (day - today).days
        language = self._session.look.language
        if days == 0:
            return _TODAY_ITSELF.say(language)
        if days < 60:
            return _DAYS.say(days, language)
        return _MONTHS.say(round(days / 30.44), language)


def _day(day: date) -> Text:
    return Text(show_date(day, "nl"), show_date(day, "en"))
