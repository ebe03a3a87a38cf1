"""The making of a CV: which view, in which language, to look at and as a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from portfolio_app.common.text import CountedText, Text
from portfolio_app.domain.records.cv_view import CvView, DocumentLanguage
from portfolio_app.domain.values import ValueProblem
from portfolio_app.services.exports import (
    CvRequest,
    prepare_cv,
    preview_cv,
    review_cv,
    told_view,
    usual_views,
    write_cv,
)
from portfolio_app.ui.dossier.beside import Beside
from portfolio_app.ui.dossier.findings import DECIDE, UNDECIDED, Findings
from portfolio_app.ui.dossier.parts import FormCard, Page, day_of
from portfolio_app.ui.dossier.preview import PreviewPane
from portfolio_app.ui.session import Session
from portfolio_app.ui.tasks import Job
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.notice import Notice
from portfolio_app.ui.widgets.progress import ProgressPanel

if TYPE_CHECKING:
    from portfolio_app.services.exports import Preview, Review, Written
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.services.translating import MissingText
    from portfolio_app.storage.history import ChangeSet

_TITLE: Final = Text("Uw cv", "Your CV")
_VIEW: Final = Text("Welke versie", "Which view")
_FORMAT: Final = Text("Als", "As")
_DATED: Final = Text("Datum van het document", "Date of the document")
_DATED_HELP: Final = Text("Leeg: vandaag.", "Leave empty for today.")
_LANGUAGE: Final = Text("Taal", "Language")
_AS_VIEW: Final = Text("Zoals in de versie", "As in the CV view")
_RECIPIENT: Final = Text("Aan wie", "To whom")
_RECIPIENT_HELP: Final = Text("Alleen voor uw eigen lijst van wat uitging.", "Only for your own list of what you sent.")
_MAKE: Final = Text("Cv maken…", "Make the CV…")
_SAVE_AS: Final = Text("Bewaren als", "Save as")
_FIX_DATE: Final = Text("Kijk naar de datum.", "Check the date.")
_AS_OF: Final = Text("Gegevens zoals op", "Records as of")
_AS_OF_HELP: Final = Text("Leeg: zoals ze nu zijn.", "Leave empty for now.")
_BACK: Final = Text("Terug naar het voorbeeld", "Back to the preview")
_FINDINGS: Final = Text("Staat er niemand te veel in?", "Does it reveal too much about anyone?")
_FINDINGS_HINT: Final = Text(
    "Over elke vondst besluit u één keer: verbeteren, onleesbaar maken, of vrijgeven met een reden.",
    "You decide once about each finding: correct it, make it unreadable, or release it with a reason.",
)
_IN_DUTCH: Final = CountedText(
    Text(
        "{n} tekst heeft nog geen Engels en staat er in het Nederlands.",
        "{n} text has no English yet and appears in Dutch.",
    ),
    Text(
        "{n} teksten hebben nog geen Engels en staan er in het Nederlands.",
        "{n} texts have no English yet and appear in Dutch.",
    ),
)
_TRANSLATE: Final = Text("Vertalen", "Translate")
_FORMATS: Final = (
    (".pdf", Text("PDF", "PDF"), "PDF (*.pdf)"),
    (".docx", Text("Word (DOCX)", "Word (DOCX)"), "Word (*.docx)"),
    (".json", Text("JSON Resume", "JSON Resume"), "JSON Resume (*.json)"),
)

_SIDE_WIDTH: Final = 400


class CvPage(QWidget):
    """Asks what CV is wanted, shows it and makes it."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self.look = session.look
        self._open = 0
        scroll = Page(session, self)
        scroll.column.setContentsMargins(0, 0, 8, 0)
        scroll.setMinimumWidth(self.look.wide(_SIDE_WIDTH))
        side = scroll.column
        self.preview = PreviewPane(session, self)
        self.right = QStackedWidget(self)
        self.right.addWidget(self.preview)
        self.right.addWidget(self._findings_page())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.beside = Beside(self.look, scroll, 42, self.right, self)
        whole.addWidget(self.beside)
        scroll.head(_TITLE)
        card = FormCard(self.look)
        side.addWidget(card)
        side.addStretch(1)
        self.view = card.add_combo(_VIEW, 0, 0, 2)
        self.language = card.add_combo(_LANGUAGE, 1, 0)
        self.language.addItem(self.look.say(_AS_VIEW), None)
        for each in DocumentLanguage:
            self.language.addItem(self.look.say(each.label.capitalised()), each.value)
        self.format = card.add_combo(_FORMAT, 1, 1)
        for ending, label, _pattern in _FORMATS:
            self.format.addItem(self.look.say(label), ending)
        self.dated = card.add_date(_DATED, _DATED_HELP, 2, 0, session.today)
        self.as_of = card.add_date(_AS_OF, _AS_OF_HELP, 2, 1, session.today)
        self.recipient = card.add_line(_RECIPIENT, _RECIPIENT_HELP, 3, 0, 2)
        self.decide_button = push_button(self.look, DECIDE, self.show_findings)
        self.notice = Notice(self.look, button=self.decide_button)
        card.column.addWidget(self.notice)
        self.translate_button = push_button(self.look, _TRANSLATE, self._translate)
        self.in_dutch = Notice(self.look, icon="languages", button=self.translate_button)
        self._missing: tuple[MissingText, ...] = ()
        card.column.addWidget(self.in_dutch)
        self.button = push_button(self.look, _MAKE, self.ask, icon="file-output", role="primary")
        buttons = QHBoxLayout()
        buttons.addWidget(self.button)
        buttons.addStretch(1)
        card.column.addLayout(buttons)
        self.progress = ProgressPanel(session)
        card.column.addWidget(self.progress)
        self.progress.ended.connect(lambda: self.button.setEnabled(True))
        for combo in (self.view, self.language):
            combo.activated.connect(lambda _at: self._look())
        for editor in (self.dated, self.as_of):
            editor.left.connect(self._look)
        session.changed.connect(self._changed)

    def showEvent(self, event: QShowEvent) -> None:
        """Look which views there are, and show the chosen one."""
        super().showEvent(event)
        self.session.read(_views, self._show_views, owner=self, slot="views")

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the pages go."""
        super().hideEvent(event)
        self.preview.forget()

    def ask(self) -> None:
        """Ask where the CV goes and make it; what is still to be decided comes first."""
        dated = day_of(self.dated)
        if isinstance(dated, ValueProblem) or isinstance(day_of(self.as_of), ValueProblem):
            self.notice.say(self.look.say(_FIX_DATE))
            return
        if self._open:
            self.show_findings()
            return
        ending = str(self.format.currentData())
        pattern = next(words for each, _label, words in _FORMATS if each == ending)
        name = f"cv-{dated or self.session.today():%Y-%m-%d}{ending}"
        shown, _ = QFileDialog.getSaveFileName(self, self.look.say(_SAVE_AS), str(Path.home() / name), pattern)
        if shown:
            path = Path(shown)
            self.make(path if path.suffix else path.with_suffix(ending))

    def make(self, path: Path) -> None:
        """Make the CV as a file."""
        request = self._request(path)

        def work(portfolio: Portfolio, job: Job) -> Written:
            return write_cv(portfolio, request, job.report, job.stopped)

        self.button.setEnabled(False)
        self.progress.start(work)

    def show_findings(self) -> None:
        """Show what the privacy check found, to decide of it."""
        request = self._request()

        def check(portfolio: Portfolio, job: Job) -> Review:
            return review_cv(prepare_cv(portfolio, request), job.report, job.stopped)

        self.findings.show_check(check)
        if self.right.currentIndex() != 1:  # what is typed while they are shown keeps the cursor
            self.right.setCurrentIndex(1)
            self.beside.reveal(self.right)
            self.back_button.setFocus()

    def _findings_page(self) -> QWidget:
        page = Page(self.session, self.right)
        page.column.setContentsMargins(0, 0, 8, 0)
        page.head(_FINDINGS, _FINDINGS_HINT)
        self.findings = Findings(self.session, page)
        self.findings.counted.connect(self._count)
        page.column.addWidget(self.findings)
        self.back_button = push_button(self.look, _BACK, self._back, icon="arrow-left")
        row = QHBoxLayout()
        row.addWidget(self.back_button)
        row.addStretch(1)
        page.column.insertLayout(0, row)
        page.column.addStretch(1)
        return page

    def _back(self) -> None:
        self.right.setCurrentIndex(0)
        self._look()

    def _count(self, number: int) -> None:
        self._open = number
        self.notice.say(UNDECIDED.say(number, self.look.language) if number else "")

    def _request(self, path: Path | None = None) -> CvRequest:
        dated, as_of = day_of(self.dated), day_of(self.as_of)
        return CvRequest(
            view=str(self.view.currentData()),
            path=path,
            dated=None if isinstance(dated, ValueProblem) else dated,
            as_of=None if isinstance(as_of, ValueProblem) else as_of,
            language=self.language.currentData(),
            recipient=str(self.recipient.read()),
        )

    def _look(self) -> None:
        request = self._request()
        if self.right.currentIndex():
            self.show_findings()
            return

        def work(portfolio: Portfolio, job: Job) -> Preview:
            return preview_cv(portfolio, request, job.report, job.stopped)

        self.preview.show_document(work)
        self.session.read(
            partial(_looked_through, request=request),
            self._show_review,
            owner=self,
            slot="review",
            failed=lambda _error: None,
        )

    def _show_review(self, found: tuple[Review, tuple[MissingText, ...]]) -> None:
        review, self._missing = found
        self._count(len(review.open))
        many = len(self._missing)
        self.in_dutch.say(_IN_DUTCH.say(many, self.look.language) if many else "")

    def _translate(self) -> None:
        """Go to the first text that has no English; from there F8 goes on."""
        first = self._missing[0]
        self.session.field_asked.emit(first.kind, first.record_id, first.field)

    def _changed(self, changes: ChangeSet) -> None:
        if self.isVisible() and CvView.kind.key in changes.kinds:
            self.session.read(_views, self._show_views, owner=self, slot="views")

    def _show_views(self, views: tuple[CvView, ...]) -> None:
        chosen = self.view.currentData()
        self.view.clear()
        for view in views:
            audience = f" · {self.look.say(view.audience.label)}" if view.audience else ""
            self.view.addItem(f"{self.look.say(told_view(view.name))}{audience}", view.id)
        self.view.setCurrentIndex(max(self.view.findData(chosen), 0))
        if self.isVisible():
            self._look()


def _looked_through(portfolio: Portfolio, request: CvRequest) -> tuple[Review, tuple[MissingText, ...]]:
    from portfolio_app.services.translating import missing_in

    prepared = prepare_cv(portfolio, request)
    return review_cv(prepared), missing_in(prepared)


def _views(portfolio: Portfolio) -> tuple[CvView, ...]:
    own = tuple(each for each in portfolio.records(CvView.kind).records if isinstance(each, CvView))
    return own or usual_views()
