"""What there is to print where the person is: the record, the list, or a view of the CV."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.domain.kinds import kind_called
from portfolio_app.ui.printing.print_job import print_pdf
from portfolio_app.ui.session import Session
from portfolio_app.ui.tasks import Job
from portfolio_app.ui.trail import Place
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.dialog import Dialog
from portfolio_app.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import ListQuery, Portfolio

_TITLE: Final = Text("Wat wilt u afdrukken?", "What do you want to print?")
_RECORD: Final = Text("Dit gegeven: {kind}", "This record: {kind}")
_LIST: Final = Text("De lijst: {plural}", "The list: {plural}")
_CV: Final = Text("Het cv zoals een cliënt het ziet: {view}", "The CV as a client sees it: {view}")
_CV_NOTE: Final = Text(
    "Wat u voor een ander afdrukt, ook een cv, komt in de lijst van uitgegane documenten.",
    "What you print for somebody else, including a CV, is entered in the list of outgoing documents.",
)
_READER: Final = Text("Voor wie?", "For whom?")
_MYSELF: Final = Text("Voor mijzelf", "For myself")
_ANOTHER: Final = Text("Voor een ander", "For somebody else")
_ANOTHER_NOTE: Final = Text(
    "Een ander krijgt alleen wat is vrijgegeven, met persoonsgegevens afgeschermd.",
    "Somebody else gets only what was released, with personal details withheld.",
)
_OTHERS: Final = Text(
    "Een dossier maakt u op de bladzijde Dossier; het bestand drukt u daarna af.",
    "You make a dossier on the Dossier page and print the file from there.",
)
_PRINT: Final = Text("Afdrukken…", "Print…")
_CANCEL: Final = Text("Annuleren", "Cancel")

Make = Callable[["Portfolio", Job], bytes]


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to print.

    Attributes:
        words: what it is called.
        make: makes its PDF, and enters it in the log where it leaves.
        for_another: makes the same as anybody else may see it; None for what always leaves.
    """

    words: str
    make: Make
    for_another: Make | None = None


class PrintChoice(Dialog):
    """Lets the person choose what to print."""

    def __init__(
        self, session: Session, place: Place, query: ListQuery | None, views: tuple[str, ...], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(session.say(_TITLE))
        self.setMinimumWidth(session.look.wide(600))
        self._session = session
        self._around = parent
        self.choices: list[tuple[QRadioButton, Offer]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(8)
        column.addWidget(plain_label(session.say(_TITLE), strong=True, size=1.3))
        column.addSpacing(6)
        for offer in self._offers(place, query, views):
            button = QRadioButton(offer.words.replace("&", "&&"))
            self.choices.append((button, offer))
            column.addWidget(button)
        self._what = _together(self, [button for button, _ in self.choices])
        column.addSpacing(6)
        self.readers = QWidget()
        readers = QVBoxLayout(self.readers)
        readers.setContentsMargins(0, 0, 0, 6)
        readers.setSpacing(8)
        readers.addWidget(plain_label(session.say(_READER), strong=True))
        self.for_myself, self.for_another = QRadioButton(session.say(_MYSELF)), QRadioButton(session.say(_ANOTHER))
        for button in (self.for_myself, self.for_another):
            readers.addWidget(button)
        readers.addWidget(plain_label(session.say(_ANOTHER_NOTE), tone="quiet", size=0.92))
        self._who = _together(self, [self.for_myself, self.for_another])
        column.addWidget(self.readers)
        self._what.buttonToggled.connect(lambda *_: self._show_readers())
        self._show_readers()
        for note in (_CV_NOTE, _OTHERS):
            column.addWidget(plain_label(session.say(note), tone="quiet", size=0.92))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(push_button(session.look, _CANCEL, self.reject))
        self.button = push_button(session.look, _PRINT, self._go, icon="printer", role="primary")
        self.button.setDefault(True)
        foot.addWidget(self.button)
        column.addSpacing(8)
        column.addLayout(foot)

    def _offers(self, place: Place, query: ListQuery | None, views: tuple[str, ...]) -> list[Offer]:
        session, language = self._session, self._session.look.language
        found: list[Offer] = []
        if place.kind and place.record:
            kind = kind_called(place.kind)

            def record(portfolio: Portfolio, _job: Job) -> bytes:
                from portfolio_app.services.printing import record_printout

                return record_printout(portfolio, kind, place.record, language)

            def record_for_another(portfolio: Portfolio, _job: Job) -> bytes:
                from portfolio_app.services.printing import note_printed, record_printout

                pdf = record_printout(portfolio, kind, place.record, language, for_another=True)
                note_printed(portfolio, pdf, kind.label, language)
                return pdf

            found.append(Offer(session.say(_RECORD.fill(kind=kind.label)), record, record_for_another))
        if place.kind and query is not None:
            kind_of_list = kind_called(place.kind)

            def whole_list(portfolio: Portfolio, job: Job) -> bytes:
                from portfolio_app.services.printing import list_printout

                return list_printout(portfolio, kind_of_list, query, language, job.report, job.stopped)

            def list_for_another(portfolio: Portfolio, job: Job) -> bytes:
                from portfolio_app.services.printing import list_printout, note_printed

                pdf = list_printout(portfolio, kind_of_list, query, language, job.report, job.stopped, for_another=True)
                note_printed(portfolio, pdf, kind_of_list.plural, language)
                return pdf

            found.append(Offer(session.say(_LIST.fill(plural=kind_of_list.plural)), whole_list, list_for_another))
        from portfolio_app.services.exports import told_view

        found += [Offer(session.say(_CV.fill(view=told_view(view))), _cv(view)) for view in views]
        return found

    def _chosen(self) -> Offer:
        return next(offer for button, offer in self.choices if button.isChecked())

    def _show_readers(self) -> None:
        self.readers.setVisible(self._chosen().for_another is not None)

    def _go(self) -> None:
        offer = self._chosen()
        session, parent = self._session, self._around
        make, leaves = offer.make, offer.for_another is None
        if offer.for_another is not None and self.for_another.isChecked():
            make, leaves = offer.for_another, True
        self.accept()

        def show(pdf: bytes) -> None:
            if leaves:
                session.outgoing_changed()
            print_pdf(session, pdf, parent)

        session.export(make, show, owner=parent)


def _together(parent: QWidget, buttons: list[QRadioButton]) -> QButtonGroup:
    """Return buttons of which one is down, the first to begin with."""
    group = QButtonGroup(parent)
    for button in buttons:
        group.addButton(button)
    buttons[0].setChecked(True)
    return group


def _cv(view: str) -> Make:
    def made(portfolio: Portfolio, job: Job) -> bytes:
        from portfolio_app.services.presenting import cv_for_client, note_shown

        shown = cv_for_client(portfolio, view, job.report, job.stopped)
        note_shown(portfolio, shown, "")
        return shown.pdf

    return made


def choose_what_to_print(session: Session, place: Place, query: ListQuery | None, parent: QWidget) -> None:
    """Ask what to print, as soon as it is known which views of the CV there are."""

    def views(portfolio: Portfolio) -> tuple[str, ...]:
        from portfolio_app.services.presenting import views_for_clients

        return views_for_clients(portfolio)

    session.read(
        views, lambda found: PrintChoice(session, place, query, found, parent).open(), owner=parent, slot="print"
    )
