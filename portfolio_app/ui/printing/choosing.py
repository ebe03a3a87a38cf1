"""What there is to print where the person is: the record, the list, or a view of the CV."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.domain.kinds import kind_called
from portfolio_app.ui.printing.print_job import print_pdf
from portfolio_app.ui.session import Session
from portfolio_app.ui.tasks import Job
from portfolio_app.ui.trail import Place
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import ListQuery, Portfolio

_TITLE: Final = Text("Wat wilt u afdrukken?", "What do you want to print?")
_RECORD: Final = Text("Dit gegeven: {kind}", "This record: {kind}")
_LIST: Final = Text("De lijst: {plural}", "The list: {plural}")
_CV: Final = Text("Het cv zoals een cliënt het ziet: {view}", "The CV as a client sees it: {view}")
_CV_NOTE: Final = Text(
    "Een afgedrukt cv komt in de lijst van uitgegane documenten.",
    "A printed CV is entered in the list of outgoing documents.",
)
_OTHERS: Final = Text(
    "Een dossier maakt u op de bladzijde Dossier; het bestand drukt u daarna af.",
    "A dossier is made on the Dossier page; the file is printed afterwards.",
)
_PRINT: Final = Text("Afdrukken…", "Print…")
_CANCEL: Final = Text("Annuleren", "Cancel")

Make = Callable[["Portfolio", Job], bytes]


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to print: what it is called, what makes its PDF, and whether it is then entered as outgoing."""

    words: str
    make: Make
    leaves: bool = False


class PrintChoice(QDialog):
    """Lets the person choose what to print."""

    def __init__(
        self, session: Session, place: Place, query: ListQuery | None, views: tuple[str, ...], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(session.say(_TITLE))
        self.setMinimumWidth(session.look.wide(440))
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
        self.choices[0][0].setChecked(True)
        column.addSpacing(6)
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

            found.append(Offer(session.say(_RECORD.fill(kind=kind.label)), record))
        if place.kind and query is not None:
            kind_of_list = kind_called(place.kind)

            def whole_list(portfolio: Portfolio, job: Job) -> bytes:
                from portfolio_app.services.printing import list_printout

                return list_printout(portfolio, kind_of_list, query, language, job.report, job.stopped)

            found.append(Offer(session.say(_LIST.fill(plural=kind_of_list.plural)), whole_list))
        found += [Offer(session.say(_CV.fill(view=view)), _cv(view), leaves=True) for view in views]
        return found

    def _go(self) -> None:
        offer = next(offer for button, offer in self.choices if button.isChecked())
        session, parent = self._session, self._around
        self.accept()

        def show(pdf: bytes) -> None:
            if offer.leaves:
                session.outgoing_changed()
            print_pdf(session, pdf, parent)

        session.export(offer.make, show, owner=parent)


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
