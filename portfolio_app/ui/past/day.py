"""The portfolio as it was at the end of a day: to look through, and to make a document of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import CountedText, Text
from portfolio_app.domain.fields import Record, RecordKind
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.values import (
    Amounts,
    CalendarDate,
    Codes,
    LongText,
    Reference,
    References,
    ValueProblem,
    YesNo,
)
from portfolio_app.domain.values.dates import show_date
from portfolio_app.ui.forms.dates import DateEditor
from portfolio_app.ui.forms.rows import FieldRow
from portfolio_app.ui.past.lines import Line, LinesView
from portfolio_app.ui.past.parts import filter_line, side_by_side
from portfolio_app.ui.past.sheets import Sheet, facts
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.calm_combo import CalmCombo
from portfolio_app.ui.widgets.empty import EmptyState
from portfolio_app.ui.widgets.labels import line, plain_label
from portfolio_app.ui.widgets.progress import ProgressPanel

if TYPE_CHECKING:
    from portfolio_app.services.exports import Written
    from portfolio_app.services.looking_back import DayOverview
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.ui.tasks import Job

_DAY: Final = Text("Zoals het was aan het einde van", "At the end of")
_SHOW: Final = Text("Tonen", "Show")
_ASK: Final = Text("Terug naar een dag", "Back to a day")
_ASK_HOW: Final = Text(
    "Kies een dag. U ziet dan het hele portfolio zoals het die dag was, om in te lezen en om een cv of dossier van te "
    "maken. Er verandert niets.",
    "Choose a day. You then see the whole portfolio as it was that day, to read or to make a CV or dossier from. "
    "Nothing changes.",
)
_NO_DAY: Final = Text("Kies eerst een dag.", "Choose a day first.")
_READING: Final = Text("Terugkijken…", "Looking back…")
_STATE: Final = CountedText(
    Text("{n} gegeven op {day}. Alleen om te lezen.", "{n} record on {day}. Read-only."),
    Text("{n} gegevens op {day}. Alleen om te lezen.", "{n} records on {day}. Read-only."),
)
_KIND: Final = Text("Soort gegevens", "Kind of record")
_FILTER: Final = Text("Filter deze lijst…", "Filter this list…")
_RECORDS: Final = Text("Gegevens van toen", "Records on that day")
_DOCUMENT: Final = Text("Document van deze dag", "Document as of this day")
_MAKE: Final = Text("Document maken…", "Make document…")
_CV: Final = Text("Cv: {name}", "CV: {name}")
_DOSSIER: Final = Text("Dossier: {name}", "Dossier: {name}")
_SAVE_AS: Final = Text("Bewaren als", "Save as")
_CV_FORMATS: Final = Text(
    "PDF (*.pdf);;Word-document (*.docx);;JSON Resume (*.json)",
    "PDF (*.pdf);;Word document (*.docx);;JSON Resume (*.json)",
)
_PDF: Final = Text("PDF (*.pdf)", "PDF (*.pdf)")
_NOW: Final = Text("Bekijken zoals het nu is", "Show as it is now")
_GONE: Final = Text("Dit gegeven is er nu niet meer.", "This record no longer exists.")
_BLOCK: Final = 200
_TOLD_ONLY_WITH_LABEL: Final = (Amounts, Codes, LongText, Reference, References, YesNo)


@dataclass(frozen=True, slots=True)
class _Document:
    """A document that can be made: a CV by a view, or a dossier for a register."""

    view: str = ""
    register: str = ""


@dataclass(frozen=True, slots=True)
class _List:
    """The lines of all records of a kind on a day, kept while they are looked through."""

    day: date | None = None
    kind: str = ""
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Told:
    """A record of then, what it says, and whether it is there now."""

    record: Record
    facts: tuple[tuple[Text, Text], ...]
    is_there: bool


class DayPanel(QWidget):
    """Looking back to a day."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._then: DayOverview | None = None
        self._list = _List()
        self._waiting: list[Line] = []
        look = session.look
        self._row = FieldRow(
            self, look, _DAY, lambda parent: DateEditor(look, CalendarDate(), parent, today=session.today)
        )
        self.day = cast("DateEditor", self._row.editor)
        self.day.show_value(session.today() - timedelta(days=1))
        self.button = push_button(look, _SHOW, self.show_day, icon="history", role="primary", parent=self)
        self._said = plain_label("", self, tone="quiet")
        self.kinds = CalmCombo(self)
        self.kinds.setAccessibleName(look.say(_KIND))
        self.kinds.currentIndexChanged.connect(lambda _index: self._list_again())
        self.filter = filter_line(look, _FILTER, self._list_again, self)
        self.list = LinesView(look, look.say(_RECORDS), self)
        self.list.chosen.connect(self._choose)
        self.list.lines.more_wanted.connect(self._add_waiting)
        self._sheet = Sheet(session.look, self)
        self.documents = CalmCombo(self)
        self.documents.setAccessibleName(look.say(_DOCUMENT))
        self.make_button = push_button(look, _MAKE, self.ask_document, icon="file-output", parent=self)
        self.make_button.setEnabled(not session.read_only)
        self.progress = ProgressPanel(session)
        self.progress.ended.connect(lambda: self.make_button.setEnabled(True))
        self._stack = QStackedWidget(self)
        self._build()
        self.day.left.connect(self._look_at_day)

    def _build(self) -> None:
        look = self._session.look
        self._stack.addWidget(EmptyState(look, "history", look.say(_ASK), look.say(_ASK_HOW)))
        self._stack.addWidget(self._shown())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top())
        column.addWidget(line(self))
        column.addWidget(self._stack, 1)

    def _top(self) -> QHBoxLayout:
        """Return the day to choose, with the button and what is said of it on the line of its field."""
        top = QHBoxLayout()
        top.setContentsMargins(20, 12, 20, 12)
        top.setSpacing(12)
        self._row.setMaximumWidth(self._session.look.wide(300))
        top.addWidget(self._row, 2)
        for widget, share in ((self.button, 0), (self._said, 3)):
            beside = QVBoxLayout()
            beside.addSpacing(self.fontMetrics().height() + (4 if widget is self.button else 9))
            beside.addWidget(widget)
            beside.addStretch(1)
            top.addLayout(beside, share)
        return top

    def _shown(self) -> QWidget:
        """Return what stands below once a day was chosen."""
        shown = QWidget(self)
        chooser = QWidget(shown)
        left = QVBoxLayout(chooser)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 8, 12, 8)
        bar.setSpacing(8)
        bar.addWidget(self.kinds, 3)
        bar.addWidget(self.filter, 2)
        left.addLayout(bar)
        left.addWidget(line(chooser))
        left.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        name = plain_label(self._session.say(_DOCUMENT), wrap=False)
        name.setBuddy(self.documents)
        foot.addWidget(name)
        foot.addWidget(self.documents, 1)
        foot.addWidget(self.make_button)
        making = QVBoxLayout()
        making.setContentsMargins(20, 8, 20, 10)
        making.addLayout(foot)
        making.addWidget(self.progress)
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(side_by_side(chooser, self._sheet, shown), 1)
        column.addWidget(line(shown))
        column.addLayout(making)
        return shown

    def refresh(self) -> None:
        """Keep what is shown: the past does not change."""

    def show_day(self) -> None:
        """Show the portfolio as it was at the end of the day that stands in the field."""
        day = self._look_at_day()
        if day is None:
            return
        self._said.setText(self._session.say(_READING))

        def read(portfolio: Portfolio) -> DayOverview:
            from portfolio_app.services.looking_back import overview_of

            return overview_of(portfolio, day)

        self._session.read(read, self._show, owner=self, slot="day", failed=self._refused)

    def ask_document(self) -> None:
        """Ask where the document goes, and make it."""
        wanted = self.documents.currentData()
        if self._then is None or not isinstance(wanted, _Document):
            return
        day, look = self._then.day, self._session.look
        name = f"dossier-{wanted.register}-{day:%Y-%m-%d}.pdf" if wanted.register else f"cv-{day:%Y-%m-%d}.pdf"
        formats = look.say(_PDF if wanted.register else _CV_FORMATS)
        shown, _ = QFileDialog.getSaveFileName(self, look.say(_SAVE_AS), str(Path.home() / name), formats)
        if shown:
            path = Path(shown)
            self.make_document(wanted, path if path.suffix else path.with_suffix(".pdf"))

    def make_document(self, wanted: _Document, path: Path) -> None:
        """Make a document of the day that is shown."""
        if self._then is None:
            return
        day, language = self._then.day, self._session.look.language

        def work(portfolio: Portfolio, job: Job) -> Written:
            from portfolio_app.services.exports import CvRequest, DossierRequest, write_cv, write_dossier

            if wanted.register:
                dossier = DossierRequest(wanted.register, path, language=language, as_of=day)
                return write_dossier(portfolio, dossier, job.report, job.stopped)
            return write_cv(portfolio, CvRequest(wanted.view, path, as_of=day), job.report, job.stopped)

        self.make_button.setEnabled(False)
        self.progress.start(work)

    # -- within -------------------------------------------------------------------------------------------------------

    def _look_at_day(self) -> date | None:
        self.day.tidy()
        try:
            day = self.day.read()
        except ValueProblem as problem:
            self._row.show_problem(problem.message)
            return None
        self._row.show_problem(None if day else _NO_DAY)
        return day if isinstance(day, date) else None

    def _refused(self, error: VakdossierError) -> None:
        self._said.setText("")
        self._then = None
        self._stack.setCurrentIndex(0)
        self._row.show_problem(error.message)

    def _show(self, then: DayOverview) -> None:
        session = self._session
        self._then = then
        total = sum(then.counts.values())
        day = show_date(then.day, session.look.language)
        counted = _STATE.one if total == 1 else _STATE.many
        self._said.setText(session.say(counted.fill(n=total, day=day)))
        before = self.kinds.currentData()
        self.kinds.blockSignals(True)
        self.kinds.clear()
        for kind in KINDS:
            number = then.counts.get(kind.key, 0)
            if number:
                self.kinds.addItem(f"{session.say(kind.plural)} ({number})", kind.key)
        self.kinds.setCurrentIndex(max(self.kinds.findData(before), 0))
        self.kinds.blockSignals(False)
        self._offer_documents(then)
        self._stack.setCurrentIndex(1)
        self._list_again()

    def _offer_documents(self, then: DayOverview) -> None:
        from portfolio_app.services.exports import told_view, usual_views

        say = self._session.say
        chosen = self.documents.currentData()
        self.documents.clear()
        for view in then.views or usual_views():
            self.documents.addItem(say(_CV.fill(name=told_view(view.name))), _Document(view=view.id))
        for register in self._session.registers.registers:
            self.documents.addItem(say(_DOSSIER.fill(name=register.name)), _Document(register=register.id))
        at = next((n for n in range(self.documents.count()) if self.documents.itemData(n) == chosen), 0)
        self.documents.setCurrentIndex(at)

    def _list_again(self) -> None:
        then = self._then
        kind = next((kind for kind in KINDS if kind.key == self.kinds.currentData()), None)
        if then is None or kind is None:
            return
        words = self.filter.text().casefold().split()
        known = self._list if (self._list.day, self._list.kind) == (then.day, kind.key) else None

        def read(portfolio: Portfolio) -> tuple[_List, list[Line]]:
            listed = known or _List(then.day, kind.key, self._lines_on(portfolio, kind, then.day))
            return listed, [
                each for each in listed.lines if all(word in f"{each.title} {each.detail}".casefold() for word in words)
            ]

        self._session.read(read, self._show_lines, owner=self, slot="day list")

    def _lines_on(self, portfolio: Portfolio, kind: RecordKind, day: date) -> list[Line]:
        from portfolio_app.services.looking_back import of_kind_on

        return [self._line(kind, record) for record in of_kind_on(portfolio, kind, day)]

    def _line(self, kind: RecordKind, record: Record) -> Line:
        language = self._session.look.language
        told = [
            record.shown(spec.name, language)
            for spec in kind.list_fields
            if spec.name not in kind.title_fields and not isinstance(spec.type, _TOLD_ONLY_WITH_LABEL)
        ]
        detail = " · ".join(" ".join(part.split())[:80] for part in told if part)
        return Line(record.id, self._session.title(record), detail)

    def _show_lines(self, told: tuple[_List, list[Line]]) -> None:
        self._list, lines = told
        chosen = self.list.current_key
        self._waiting = lines[_BLOCK:]
        self.list.lines.show_lines(lines[:_BLOCK], more=bool(self._waiting))
        if chosen is None or not self.list.choose(chosen):
            self._sheet.clear()
            self.list.choose_first()

    def _add_waiting(self) -> None:
        some, self._waiting = self._waiting[:_BLOCK], self._waiting[_BLOCK:]
        self.list.lines.add_lines(some, more=bool(self._waiting))

    def _choose(self, key: object) -> None:
        then = self._then
        if then is None or not isinstance(key, str):
            return

        def read(portfolio: Portfolio) -> _Told:
            from portfolio_app.services.looking_back import facts_on, record_on

            record = record_on(portfolio, key, then.day)
            return _Told(record, facts_on(portfolio, record, then.day), bool(portfolio.titles([key])))

        self._session.read(read, self._show_record, owner=self, slot="day record")

    def _show_record(self, told: _Told) -> None:
        session = self._session
        record = told.record
        column = self._sheet.clear()
        column.addWidget(plain_label(session.title(record), strong=True, size=1.2))
        column.addWidget(plain_label(session.say(record.kind.label), tone="quiet"))
        column.addWidget(line())
        column.addSpacing(4)
        column.addWidget(facts(session.look, [(session.say(label), session.say(words)) for label, words in told.facts]))
        column.addSpacing(6)
        if told.is_there:
            ask = partial(session.record_asked.emit, record.kind.key, record.id)
            column.addWidget(push_button(session.look, _NOW, ask, icon="arrow-right"))
        else:
            column.addWidget(plain_label(session.say(_GONE), tone="quiet"))
        column.addStretch(1)
