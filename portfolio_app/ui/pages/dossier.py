"""Making documents: the dossier for a register, the CV, and the list of all that ever left."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from portfolio_app.common.text import LANGUAGES, NO_TEXT, Language, Text
from portfolio_app.domain.records.cv_view import CvLanguage, CvView
from portfolio_app.domain.records.dossier_profile import DossierSection, EvidenceChoice
from portfolio_app.domain.values import CalendarDate, ShortText, ValueProblem
from portfolio_app.services.register_cards import register_card
from portfolio_app.ui.forms.dates import DateEditor
from portfolio_app.ui.forms.editor import Editor, LineEditor
from portfolio_app.ui.forms.rows import FieldRow
from portfolio_app.ui.session import Session
from portfolio_app.ui.tasks import Job
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.calm_combo import CalmCombo
from portfolio_app.ui.widgets.heading import PageHead
from portfolio_app.ui.widgets.labels import line, plain_label
from portfolio_app.ui.widgets.notice import Notice
from portfolio_app.ui.widgets.progress import ProgressPanel, Work
from portfolio_app.ui.widgets.segments import Segment, SegmentBar
from portfolio_app.ui.widgets.standing import StandingCard

if TYPE_CHECKING:
    from portfolio_app.domain.rules import RegisterStanding
    from portfolio_app.services.exports import Written
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.storage.history import ChangeSet

_TITLE: Final = Text("Dossier", "Dossier")
_HINT: Final = Text(
    "Wat u naar een register of opdrachtgever stuurt. Er staat alleen in wat u daarvoor hebt vrijgegeven.",
    "What you send to a register or a client. It holds only what you released for that.",
)
_PARTS: Final = Text("Onderdelen van deze bladzijde", "Parts of this page")
_MAKE_DOSSIER: Final = Text("Dossier maken", "Make the dossier")
_MAKE_CV: Final = Text("Cv maken", "Make the CV")
_OUTGOING: Final = Text("Uitgegane documenten", "Outgoing documents")
_REGISTER: Final = Text("Voor welk register", "For which register")
_FIRST: Final = Text("Periode van", "Period from")
_LAST: Final = Text("Periode tot en met", "Period until")
_PERIOD_HELP: Final = Text(
    "Leeg: de lopende periode van uw registratie.", "Empty: the running period of your registration."
)
_DATED: Final = Text("Datum van het document", "Date of the document")
_DATED_HELP: Final = Text("Leeg: vandaag.", "Empty: today.")
_LANGUAGE: Final = Text("Taal", "Language")
_AS_VIEW: Final = Text("zoals in de versie", "as in the view")
_PLACE: Final = Text("Plaats van ondertekening", "Place of signing")
_RECIPIENT: Final = Text("Aan wie", "To whom")
_RECIPIENT_HELP: Final = Text("Alleen voor uw eigen lijst van wat uitging.", "Only for your own list of what left.")
_PHOTO: Final = Text("Met foto", "With photo")
_DETAILS: Final = Text("Met de inhoud van activiteiten en reflecties", "With the content of activities and reflections")
_ANNEXES: Final = Text("Met bewijsstukken als bijlagen", "With evidence as annexes")
_VIEW: Final = Text("Welke versie van het cv", "Which view of the CV")
_SAVE_AS: Final = Text("Opslaan als", "Save as")
_PDF: Final = Text("PDF (*.pdf)", "PDF (*.pdf)")
_CV_FORMATS: Final = Text(
    "PDF (*.pdf);;Word (*.docx);;JSON Resume (*.json)", "PDF (*.pdf);;Word (*.docx);;JSON Resume (*.json)"
)
_CHECK: Final = Text("Stand bij dit register", "Standing with this register")
_NO_PERIOD: Final = Text(
    "Bij dit register is nog geen registratie bekend. Voeg haar toe bij het curriculum vitae, of vul de periode in.",
    "No registration with this register is known yet. Add it under the curriculum vitae, or fill in the period.",
)
_FIX_DATE: Final = Text("Kijk naar de datums.", "Look at the dates.")
_WITHOUT_DETAILS: Final = tuple(each for each in DossierSection if each is not DossierSection.DETAILS)
_LANGUAGE_NAMES: Final[dict[Language, Text]] = {"nl": Text("Nederlands", "Dutch"), "en": Text("Engels", "English")}


class DossierPage(QWidget):
    """Documents that leave, and those that left."""

    def __init__(self, session: Session, outgoing: QWidget, parent: QWidget) -> None:
        """Take the page that lists what left."""
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        look = session.look
        self._stack = QStackedWidget(self)
        self.dossier = DossierForm(session, self._stack)
        self.cv = CvForm(session, self._stack)
        for part in (self.dossier, self.cv, outgoing):
            self._stack.addWidget(part)
        self._segments = SegmentBar(look, look.say(_PARTS), self)
        labels = {"dossier": _MAKE_DOSSIER, "cv": _MAKE_CV, "outgoing": _OUTGOING}
        self._segments.show_segments(tuple(Segment(key, look.say(text)) for key, text in labels.items()), "dossier")
        self._segments.chosen.connect(self.show_part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PageHead(look.say(_TITLE), look.say(_HINT), self._segments))
        column.addWidget(line())
        column.addWidget(self._stack, 1)

    def show_part(self, key: str) -> None:
        """Show `dossier`, `cv` or `outgoing`."""
        self._segments.set_current(key)
        self._stack.setCurrentIndex(("dossier", "cv", "outgoing").index(key))


class _DocumentForm(QScrollArea):
    """What both documents share: fields at the left, what is known beside them, and the making of it."""

    def __init__(self, session: Session, make: Text, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self.look = session.look
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QWidget(self)
        content.setObjectName("page")
        outer = QHBoxLayout(content)
        outer.setContentsMargins(24, 20, 24, 24)
        outer.setSpacing(18)
        self._card = card = QFrame(content)
        card.setObjectName("card")
        self._column = QVBoxLayout(card)
        self._column.setContentsMargins(22, 18, 22, 20)
        self._column.setSpacing(10)
        self.fields = QGridLayout()
        self.fields.setHorizontalSpacing(16)
        self.fields.setVerticalSpacing(10)
        self.fields.setColumnStretch(0, 1)
        self.fields.setColumnStretch(1, 1)
        self._column.addLayout(self.fields)
        self.notice = Notice(self.look)
        self._column.addWidget(self.notice)
        self.button = push_button(self.look, make, self.ask, icon="file-output", role="primary")
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        self._column.addLayout(row)
        self.progress = ProgressPanel(session)
        self._column.addWidget(self.progress)
        self._column.addStretch(1)
        side = QWidget(content)
        self.side = QVBoxLayout(side)
        self.side.setContentsMargins(0, 0, 0, 0)
        self.side.setSpacing(12)
        outer.addWidget(card, 55)
        outer.addWidget(side, 45)
        self.setWidget(content)
        self.progress.ended.connect(lambda: self.button.setEnabled(True))

    def add_combo(self, label: Text, row: int, column: int, span: int = 1) -> CalmCombo:
        """Add a field to choose in."""
        editors: list[_Combo] = []

        def build(parent: QWidget) -> Editor:
            editors.append(_Combo(parent))
            return editors[0]

        self.fields.addWidget(FieldRow(self._card, self.look, label, build), row, column, 1, span)
        return editors[0].combo

    def add_line(self, label: Text, help_text: Text, row: int, column: int, span: int = 1) -> LineEditor:
        """Add a line of text."""
        field = FieldRow(
            self._card,
            self.look,
            label,
            lambda parent: LineEditor(ShortText(200), self.look.language, parent=parent),
            help_text,
        )
        self.fields.addWidget(field, row, column, 1, span)
        return cast("LineEditor", field.editor)

    def add_date(self, label: Text, help_text: Text, row: int, column: int) -> tuple[DateEditor, FieldRow]:
        """Add a date."""
        field = FieldRow(
            self._card, self.look, label, lambda parent: DateEditor(self.look, CalendarDate(), parent), help_text
        )
        editor = cast("DateEditor", field.editor)

        def look_again() -> None:
            editor.tidy()
            field.show_problem(_problem_of(editor))

        editor.left.connect(look_again)
        self.fields.addWidget(field, row, column)
        return editor, field

    def add_box(self, label: Text, row: int, *, ticked: bool) -> QCheckBox:
        """Add something to tick."""
        box = QCheckBox(self.look.say(label))
        box.setChecked(ticked)
        self.fields.addWidget(box, row, 0, 1, 2)
        return box

    def ask(self) -> None:
        """Ask where the document goes and make it."""
        raise NotImplementedError

    def ask_path(self, name: str, formats: Text) -> Path | None:
        """Let the person choose the file to write; None when they chose none."""
        shown, chosen = QFileDialog.getSaveFileName(
            self, self.look.say(_SAVE_AS), str(Path.home() / name), self.look.say(formats)
        )
        if not shown:
            return None
        path = Path(shown)
        if path.suffix:
            return path
        return path.with_suffix(chosen.partition("(*")[2].partition(")")[0] or ".pdf")

    def make(self, work: Work) -> None:
        """Have the document made."""
        self.notice.say("")
        self.button.setEnabled(False)
        self.progress.start(work)
        self.ensureWidgetVisible(self.progress)

    def refuse(self, text: Text) -> None:
        """Say what has to be mended first."""
        self.notice.say(self.look.say(text))


class DossierForm(_DocumentForm):
    """Asks what dossier is wanted."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, _MAKE_DOSSIER, parent)
        self.register = self.add_combo(_REGISTER, 0, 0, 2)
        for register in session.registers.registers:
            label = self.look.say(register.label)
            self.register.addItem(f"{register.name} · {label}" if label != register.name else label, register.id)
        self.first, _ = self.add_date(_FIRST, _PERIOD_HELP, 1, 0)
        self.last, _ = self.add_date(_LAST, NO_TEXT, 1, 1)
        self.dated, _ = self.add_date(_DATED, _DATED_HELP, 2, 0)
        self.language = self.add_combo(_LANGUAGE, 2, 1)
        for language in LANGUAGES:
            self.language.addItem(self.look.say(_LANGUAGE_NAMES[language]), language)
        self.language.setCurrentIndex(LANGUAGES.index(self.look.language))
        self.place = self.add_line(_PLACE, NO_TEXT, 3, 0)
        self.recipient = self.add_line(_RECIPIENT, _RECIPIENT_HELP, 3, 1)
        self.details = self.add_box(_DETAILS, 4, ticked=True)
        self.annexes = self.add_box(_ANNEXES, 5, ticked=True)
        self.photo = self.add_box(_PHOTO, 6, ticked=False)
        self._standing: QWidget | None = None
        self.register.currentIndexChanged.connect(self._read_standing)
        session.changed.connect(self._changed)
        self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        """Look how things stand, when they may have changed."""
        super().showEvent(event)
        if self._stale:
            self._read_standing()

    def ask(self) -> None:
        """Ask where the dossier goes and make it."""
        dates = [_day_of(editor) for editor in (self.first, self.last, self.dated)]
        if any(isinstance(day, ValueProblem) for day in dates):
            self.refuse(_FIX_DATE)
            return
        first, last, dated = (day if isinstance(day, date) else None for day in dates)
        register = str(self.register.currentData())
        day = dated or self.session.today()
        path = self.ask_path(f"dossier-{register}-{day:%Y-%m-%d}.pdf", _PDF)
        if path is None:
            return
        language: Language = self.language.currentData()
        with_photo, with_details = self.photo.isChecked(), self.details.isChecked()
        with_annexes = self.annexes.isChecked()
        place, recipient = str(self.place.read()), str(self.recipient.read())

        def work(portfolio: Portfolio, job: Job) -> Written:
            from portfolio_app.services.exports import DossierRequest, write_dossier

            request = DossierRequest(
                register=register,
                path=path,
                first=first,
                last=last,
                dated=dated,
                language=language,
                with_photo=with_photo,
                sections=() if with_details else _WITHOUT_DETAILS,
                evidence=EvidenceChoice.ALL if with_annexes else EvidenceChoice.NONE,
                mask=True,
                place=place,
                recipient=recipient,
            )
            return write_dossier(portfolio, request, job.report, job.stopped)

        self.make(work)

    def _changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self._read_standing()

    def _read_standing(self) -> None:
        self._stale = False
        register = str(self.register.currentData())
        known = {each.id for each in self.session.registers.registers}
        if register in known:
            self.session.read(
                lambda portfolio: portfolio.standing(register=register),
                self._show_standing,
                owner=self,
                slot="standing",
                failed=lambda _no_rules: self._show_standing(()),
            )

    def _show_standing(self, standings: tuple[RegisterStanding, ...]) -> None:
        if self._standing is not None:
            self.side.removeWidget(self._standing)
            self._standing.hide()
            self._standing.deleteLater()
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for standing in standings:
            column.addWidget(StandingCard(self.look, register_card(standing)))
        if not standings:
            card = QFrame()
            card.setObjectName("card")
            inner = QVBoxLayout(card)
            inner.setContentsMargins(20, 16, 20, 16)
            inner.addWidget(plain_label(self.look.say(_CHECK), strong=True, size=1.2))
            inner.addWidget(plain_label(self.look.say(_NO_PERIOD), tone="quiet"))
            column.addWidget(card)
        column.addStretch(1)
        self._standing = holder
        self.side.addWidget(holder)


class CvForm(_DocumentForm):
    """Asks what CV is wanted."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, _MAKE_CV, parent)
        self.view = self.add_combo(_VIEW, 0, 0, 2)
        self.dated, _ = self.add_date(_DATED, _DATED_HELP, 1, 0)
        self.language = self.add_combo(_LANGUAGE, 1, 1)
        self.language.addItem(self.look.say(_AS_VIEW), None)
        for each in CvLanguage:
            self.language.addItem(self.look.say(each.label), each.value)
        self.recipient = self.add_line(_RECIPIENT, _RECIPIENT_HELP, 2, 0, 2)
        self.side.addStretch(1)
        self._stale = True
        session.changed.connect(self._changed)

    def showEvent(self, event: QShowEvent) -> None:
        """Look which views there are, when they may have changed."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.session.read(_views, self._show_views, owner=self, slot="views")

    def ask(self) -> None:
        """Ask where the CV goes and make it."""
        dated = _day_of(self.dated)
        if isinstance(dated, ValueProblem):
            self.refuse(_FIX_DATE)
            return
        view = str(self.view.currentData())
        day = dated or self.session.today()
        path = self.ask_path(f"cv-{day:%Y-%m-%d}.pdf", _CV_FORMATS)
        if path is None:
            return
        language, recipient = self.language.currentData(), str(self.recipient.read())

        def work(portfolio: Portfolio, job: Job) -> Written:
            from portfolio_app.services.exports import CvRequest, write_cv

            request = CvRequest(view=view, path=path, dated=dated, language=language, recipient=recipient, mask=True)
            return write_cv(portfolio, request, job.report, job.stopped)

        self.make(work)

    def _changed(self, changes: ChangeSet) -> None:
        self._stale = self._stale or CvView.kind.key in changes.kinds

    def _show_views(self, views: tuple[CvView, ...]) -> None:
        chosen = self.view.currentData()
        self.view.clear()
        for view in views:
            audience = f" · {self.look.say(view.audience.label)}" if view.audience else ""
            self.view.addItem(f"{view.name}{audience}", view.id)
        self.view.setCurrentIndex(max(self.view.findData(chosen), 0))


class _Combo(Editor):
    """A combo box as an editor, so that it gets its row as every field does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.combo = combo = CalmCombo(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(combo)
        self.setFocusProxy(combo)

    @property
    def target(self) -> QWidget:
        """The combo box."""
        return self.combo


def _views(portfolio: Portfolio) -> tuple[CvView, ...]:
    from portfolio_app.services.exports import usual_views

    own = tuple(each for each in portfolio.records(CvView.kind).records if isinstance(each, CvView))
    return own or usual_views()


def _day_of(editor: DateEditor) -> date | ValueProblem | None:
    try:
        found = editor.read()
    except ValueProblem as problem:
        return problem
    return found if isinstance(found, date) else None


def _problem_of(editor: DateEditor) -> Text | None:
    found = _day_of(editor)
    return found.message if isinstance(found, ValueProblem) else None
