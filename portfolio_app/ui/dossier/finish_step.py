"""The last step: look at it, sign it or not, and make the file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from portfolio_app.common.text import NO_TEXT, Text
from portfolio_app.domain.records.outgoing import Outgoing
from portfolio_app.services.exports import (
    DossierRequest,
    Review,
    SigningKey,
    certificate_of,
    prepare_dossier,
    preview_dossier,
    review_dossier,
    write_dossier,
)
from portfolio_app.ui.dossier.beside import Beside
from portfolio_app.ui.dossier.findings import DECIDE, UNDECIDED
from portfolio_app.ui.dossier.parts import FormCard, Page
from portfolio_app.ui.dossier.plan import Plan
from portfolio_app.ui.dossier.preview import PreviewPane
from portfolio_app.ui.session import Session
from portfolio_app.ui.tasks import Job
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.notice import Notice
from portfolio_app.ui.widgets.progress import ProgressPanel

if TYPE_CHECKING:
    from portfolio_app.services.exports import Preview, Written
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.storage.history import ChangeSet

_TITLE: Final = Text("Bekijken en maken", "Review and make")
_SIGN: Final = Text("Digitaal ondertekenen", "Sign digitally")
_SIGN_HINT: Final = Text(
    "Met uw eigen certificaat. Daarna kan niemand er ongemerkt iets aan veranderen.",
    "With your own certificate. After that nobody can change anything unnoticed.",
)
_CERTIFICATE: Final = Text("Bestand met het certificaat (.p12, .pfx)", "File with the certificate (.p12, .pfx)")
_BROWSE: Final = Text("Bestand kiezen…", "Choose a file…")
_PASSWORD: Final = Text("Wachtwoord van het certificaat", "Password of the certificate")
_PASSWORD_HELP: Final = Text("Wordt niet bewaard.", "Not stored.")
_CERTIFICATES: Final = Text("Certificaten (*.p12 *.pfx)", "Certificates (*.p12 *.pfx)")
_NO_CERTIFICATE: Final = Text(
    "Kies eerst het bestand met het certificaat, of onderteken niet digitaal.",
    "First choose the file with the certificate, or do not sign digitally.",
)
_MAKE: Final = Text("Dossier maken…", "Make the dossier…")
_SAVE_AS: Final = Text("Bewaren als", "Save as")
_PDF: Final = Text("PDF (*.pdf)", "PDF (*.pdf)")
_MAKING: Final = Text("Het bestand", "The file")
_SIDE_WIDTH: Final = 356


class FinishStep(QWidget):
    """Shows the dossier and makes it.

    Attributes:
        privacy_asked: the person wants to decide of what the privacy check found.
        counted: how many findings are open.
    """

    privacy_asked = Signal()
    counted = Signal(int)

    def __init__(self, session: Session, plan: Plan, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self.look = session.look
        self._plan = plan
        self._shown: DossierRequest | None = None
        self.preview = PreviewPane(session, self)
        scroll = Page(session, self)
        scroll.column.setContentsMargins(0, 0, 8, 0)
        scroll.setMinimumWidth(self.look.wide(_SIDE_WIDTH))
        side = scroll.column
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Beside(self.look, self.preview, 58, scroll, self))
        scroll.head(_TITLE)
        decide = push_button(self.look, DECIDE, self.privacy_asked.emit)
        self.notice = Notice(self.look, button=decide)
        side.addWidget(self.notice)
        side.addWidget(self._signing_card())
        made = FormCard(self.look, _MAKING)
        self.button = push_button(self.look, _MAKE, self.ask, icon="file-output", role="primary")
        buttons = QHBoxLayout()
        buttons.addWidget(self.button)
        buttons.addStretch(1)
        made.column.addLayout(buttons)
        self.progress = ProgressPanel(session)
        made.column.addWidget(self.progress)
        side.addWidget(made)
        side.addStretch(1)
        self.progress.ended.connect(self._ended)
        plan.profile_changed.connect(self._show_certificate)
        session.changed.connect(self._changed)
        self._show_certificate()

    def enter(self) -> None:
        """Show the dossier as it stands, unless that is what is shown already; and what is still to be decided."""
        request = self._plan.request
        self.session.export(
            lambda portfolio, job: review_dossier(prepare_dossier(portfolio, request), job.report, job.stopped),
            self._show_review,
            owner=self,
            slot="review",
            failed=lambda _error: self.notice.say(""),
        )
        if self._shown != self._plan.request:
            self._renew()

    def leave(self) -> None:
        """Let the pages go; they are made anew when they are looked at again."""
        self.preview.forget()
        self._shown = None

    def ask(self) -> None:
        """Ask where the dossier goes and make it; what it is to be signed with comes first."""
        if self.signs.isChecked() and not self._certificate_named():
            self.missing.say(self.look.say(_NO_CERTIFICATE))
            self.certificate.setFocus()
            return
        self.missing.say("")
        request = self._plan.request
        day = request.dated or self.session.today()
        shown, _ = QFileDialog.getSaveFileName(
            self,
            self.look.say(_SAVE_AS),
            str(Path.home() / f"dossier-{request.register}-{day:%Y-%m-%d}.pdf"),
            self.look.say(_PDF),
        )
        if shown:
            path = Path(shown)
            self.make(path if path.suffix else path.with_suffix(".pdf"))

    def make(self, path: Path) -> None:
        """Make the dossier as a file."""
        certificate, password = self._certificate_named(), self.password.text()
        signing = SigningKey(Path(certificate), password) if self.signs.isChecked() else None
        request = replace(self._plan.request, path=path, signing=signing)

        def work(portfolio: Portfolio, job: Job) -> Written:
            return write_dossier(portfolio, request, job.report, job.stopped)

        self.button.setEnabled(False)
        self.progress.start(work)

    def _certificate_named(self) -> str:
        return str(self.certificate.read()).strip()

    def _show_review(self, review: Review) -> None:
        count = len(review.open)
        self.notice.say(UNDECIDED.say(count, self.look.language) if count else "")
        self.counted.emit(count)

    def _ended(self) -> None:
        self.button.setEnabled(True)
        self.password.clear()

    def _changed(self, changes: ChangeSet) -> None:
        if changes.kinds - {Outgoing.kind.key}:
            self._shown = None

    def _renew(self) -> None:
        request = self._shown = self._plan.request

        def work(portfolio: Portfolio, job: Job) -> Preview:
            return preview_dossier(portfolio, request, job.report, job.stopped)

        self.preview.show_document(work)

    def _signing_card(self) -> QWidget:
        card = FormCard(self.look)
        self.signs = card.add_box(_SIGN, ticked=False)
        card.column.addWidget(plain_label(self.look.say(_SIGN_HINT), tone="quiet", size=0.95))
        self._signing = part = FormCard(self.look)
        part.setObjectName("")
        part.column.setContentsMargins(0, 0, 0, 0)
        card.column.addWidget(part)
        part.hide()
        self.signs.toggled.connect(part.setVisible)
        self.certificate = part.add_line(_CERTIFICATE, NO_TEXT, 0, 0, 2)
        browse = QHBoxLayout()
        browse.addWidget(push_button(self.look, _BROWSE, self._browse, icon="folder-open"))
        browse.addStretch(1)
        part.fields.addLayout(browse, 1, 0, 1, 2)
        label = plain_label(self.look.say(_PASSWORD))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName(self.look.say(_PASSWORD))
        self.password.setAccessibleDescription(self.look.say(_PASSWORD_HELP))
        label.setBuddy(self.password)
        self.missing = Notice(self.look)
        part.column.addWidget(self.missing)
        part.column.addWidget(label)
        part.column.addWidget(self.password)
        part.column.addWidget(plain_label(self.look.say(_PASSWORD_HELP), tone="quiet", size=0.92))
        return card

    def _browse(self) -> None:
        shown, _ = QFileDialog.getOpenFileName(
            self, self.look.say(_CERTIFICATE), str(Path.home()), self.look.say(_CERTIFICATES)
        )
        if shown:
            self.certificate.show_value(shown)
            self.password.setFocus()

    def _show_certificate(self) -> None:
        profile = self._plan.profile
        named = certificate_of(profile) if profile else None
        if named is not None:
            self.certificate.show_value(str(named))
            self.signs.setChecked(True)
