"""The portfolio as it was at the end of a day: to look through, and to make a document of."""

from __future__ import annotations

from dataclasses import dataclass
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
from portfolio_app.domain.records.cv_view import CvView
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
    from portfolio_app.services.looking_back import DayState
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.ui.tasks import Job

_DAY: Final = Text("Zoals het was aan het einde van", "As it was at the end of")
_SHOW: Final = Text("Tonen", "Show")
_ASK: Final = Text("Terug naar een dag", "Back to a day")
_ASK_HOW: Final = Text(
    "Kies een dag. U ziet dan het hele portfolio zoals het die dag was, om in te lezen en om een cv of dossier van te "
    "maken. Er verandert niets.",
    "Choose a day. You then see the whole portfolio as it was that day, to read and to make a CV or dossier of. "
    "Nothing changes.",
)
_NO_DAY: Final = Text("Kies eerst een dag.", "Choose a day first.")
_READING: Final = Text("Terugkijken…", "Looking back…")
_STATE: Final = CountedText(
    Text("{n} gegeven op {day}. Alleen om te lezen.", "{n} record on {day}. For reading only."),
    Text("{n} gegevens op {day}. Alleen om te lezen.", "{n} records on {day}. For reading only."),
)
_KIND: Final = Text("Soort gegevens", "Kind of record")
_FILTER: Final = Text("Filter deze lijst…", "Filter this list…")
_RECORDS: Final = Text("Gegevens van toen", "Records of then")
_DOCUMENT: Final = Text("Document van deze dag", "Document of this day")
_MAKE: Final = Text("Document maken…", "Make document…")
_CV: Final = Text("Cv: {name}", "CV: {name}")
_DOSSIER: Final = Text("Dossier: {name}", "Dossier: {name}")
_SAVE_AS: Final = Text("Opslaan als", "Save as")
_CV_FORMATS: Final = Text(
    "PDF (*.pdf);;Word-document (*.docx);;JSON Resume (*.json)",
    "PDF (*.pdf);;Word document (*.docx);;JSON Resume (*.json)",
)
_PDF: Final = Text("PDF (*.pdf)", "PDF (*.pdf)")
_NOW: Final = Text("Bekijken zoals het nu is", "Show as it is now")
_GONE: Final = Text("Dit gegeven is er nu niet meer.", "This record is no longer there now.")
_BLOCK: Final = 200
_TOLD_ONLY_WITH_LABEL: Final = (Amounts, Codes, LongText, Reference, References, YesNo)


@dataclass(frozen=True, slots=True)
class _Document:
    """A document that can be made: a CV by a view, or a dossier for a register."""

    view: str = ""
    register: str = ""


class DayPanel(QWidget):
    """Looking back to a day."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._state: DayState | None = None
        self._records: dict[str, Record] = {}
        self._waiting: list[Line] = []
        look = session.look
        self._row = FieldRow(self, look, _DAY, lambda parent: DateEditor(look, CalendarDate(), parent))
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
        self._sheet = Sheet(self)
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

        def read(portfolio: Portfolio) -> DayState:
            from portfolio_app.services.looking_back import state_of

            return state_of(portfolio, day)

        self._session.read(read, self._show, owner=self, slot="day", failed=self._refused)

    def ask_document(self) -> None:
        """Ask where the document goes, and make it."""
        wanted = self.documents.currentData()
        if self._state is None or not isinstance(wanted, _Document):
            return
        day, look = self._state.day, self._session.look
        name = f"dossier-{wanted.register}-{day:%Y-%m-%d}.pdf" if wanted.register else f"cv-{day:%Y-%m-%d}.pdf"
        formats = look.say(_PDF if wanted.register else _CV_FORMATS)
        shown, _ = QFileDialog.getSaveFileName(self, look.say(_SAVE_AS), str(Path.home() / name), formats)
        if shown:
            path = Path(shown)
            self.make_document(wanted, path if path.suffix else path.with_suffix(".pdf"))

    def make_document(self, wanted: _Document, path: Path) -> None:
        """Make a document of the day that is shown."""
        if self._state is None:
            return
        day, language = self._state.day, self._session.look.language

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
        self._state = None
        self._stack.setCurrentIndex(0)
        self._row.show_problem(error.message)

    def _show(self, state: DayState) -> None:
        session = self._session
        self._state = state
        day = show_date(state.day, session.look.language)
        counted = _STATE.one if len(state.snapshot) == 1 else _STATE.many
        self._said.setText(session.say(counted.fill(n=len(state.snapshot), day=day)))
        before = self.kinds.currentData()
        self.kinds.blockSignals(True)
        self.kinds.clear()
        for kind in KINDS:
            number = len(state.snapshot.of(kind.record_type))
            if number:
                self.kinds.addItem(f"{session.say(kind.plural)} ({number})", kind.key)
        self.kinds.setCurrentIndex(max(self.kinds.findData(before), 0))
        self.kinds.blockSignals(False)
        self._offer_documents(state)
        self._stack.setCurrentIndex(1)
        self._list_again()

    def _offer_documents(self, state: DayState) -> None:
        from portfolio_app.services.exports import usual_views

        say = self._session.say
        chosen = self.documents.currentData()
        self.documents.clear()
        for view in state.snapshot.of(CvView) or usual_views():
            self.documents.addItem(say(_CV.fill(name=view.name)), _Document(view=view.id))
        for register in self._session.registers.registers:
            self.documents.addItem(say(_DOSSIER.fill(name=register.name)), _Document(register=register.id))
        at = next((n for n in range(self.documents.count()) if self.documents.itemData(n) == chosen), 0)
        self.documents.setCurrentIndex(at)

    def _list_again(self) -> None:
        state = self._state
        kind = next((kind for kind in KINDS if kind.key == self.kinds.currentData()), None)
        if state is None or kind is None:
            return
        words = self.filter.text().casefold().split()

        def read(_portfolio: Portfolio) -> list[Line]:
            lines = (self._line(kind, record) for record in state.snapshot.of(kind.record_type))
            return [each for each in lines if all(word in f"{each.title} {each.detail}".casefold() for word in words)]

        self._records = {record.id: record for record in state.snapshot.of(kind.record_type)}
        self._session.read(read, self._show_lines, owner=self, slot="day list")

    def _line(self, kind: RecordKind, record: Record) -> Line:
        language = self._session.look.language
        told = [
            record.shown(spec.name, language)
            for spec in kind.list_fields
            if spec.name not in kind.title_fields and not isinstance(spec.type, _TOLD_ONLY_WITH_LABEL)
        ]
        detail = " · ".join(" ".join(part.split())[:80] for part in told if part)
        return Line(record.id, self._session.title(record), detail)

    def _show_lines(self, lines: list[Line]) -> None:
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
        record = self._records.get(key) if isinstance(key, str) else None
        state = self._state
        if record is None or state is None:
            return

        def read(portfolio: Portfolio) -> tuple[tuple[tuple[Text, Text], ...], bool]:
            from portfolio_app.services.telling import facts_of

            return facts_of(portfolio, record, state.snapshot), bool(portfolio.titles([record.id]))

        self._session.read(read, partial(self._show_record, record), owner=self, slot="day record")

    def _show_record(self, record: Record, told: tuple[tuple[tuple[Text, Text], ...], bool]) -> None:
        session = self._session
        found, is_there = told
        column = self._sheet.clear()
        column.addWidget(plain_label(session.title(record), strong=True, size=1.2))
        column.addWidget(plain_label(session.say(record.kind.label), tone="quiet"))
        column.addWidget(line())
        column.addSpacing(4)
        column.addWidget(facts(session.look, [(session.say(label), session.say(words)) for label, words in found]))
        column.addSpacing(6)
        if is_there:
            ask = partial(session.record_asked.emit, record.kind.key, record.id)
            column.addWidget(push_button(session.look, _NOW, ask, icon="arrow-right"))
        else:
            column.addWidget(plain_label(session.say(_GONE), tone="quiet"))
        column.addStretch(1)
