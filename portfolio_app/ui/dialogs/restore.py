"""Putting a backup back while the portfolio is open: how far it is, what differs, and the choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import Text
from portfolio_app.ui.backups.restoring import DecisionPanel
from portfolio_app.ui.backups.wording import moment
from portfolio_app.ui.backups.working import WorkPanel
from portfolio_app.ui.dialogs.problem import CLOSE
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.dialog import Dialog
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.services.restoring import Rehearsal
    from portfolio_app.storage.backups.store import Backup
    from portfolio_app.ui.tasks import Job

_TITLE: Final = Text("Reservekopie terugzetten", "Restore a backup")
_OF: Final = Text("Van {moment}", "From {moment}")
_SAFE: Final = Text(
    "De reservekopie wordt eerst naast uw portfolio gezet en ermee vergeleken. Daarna kiest u; tot dan verandert er "
    "niets aan wat u nu hebt.",
    "The backup is first placed next to your portfolio and compared with it. Then you choose; until then nothing "
    "you have now changes.",
)
_WORK: Final = Text("Voortgang van het terugzetten", "Progress of the restore")
_KEPT: Final = Text("Bewaard naast uw portfolio als {name}.", "Kept alongside your portfolio as {name}.")
_THROWN: Final = Text("Weggegooid; uw portfolio is zoals het was.", "Discarded; your portfolio is as it was.")


class RestoreDialog(Dialog):
    """Restores one backup of the open portfolio; freed when it is closed.

    Closing it without a choice keeps what was put back: nothing is deleted that the person did not say.

    Attributes:
        take_asked: a `Rehearsal` of which the person wants the new vault in the place of the old one.
    """

    take_asked = Signal(object)

    def __init__(self, session: Session, backup: Backup, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        look = session.look
        self._session = session
        self._rehearsal: Rehearsal | None = None
        self.decision: DecisionPanel | None = None
        self.setWindowTitle(look.say(_TITLE))
        self.setMinimumWidth(look.wide(620))
        self.notice = Notice(look)
        self.work = WorkPanel(look, _WORK)
        self.close_button = push_button(look, CLOSE, self.reject)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 20, 24, 18)
        self._column.setSpacing(12)
        self._column.addWidget(plain_label(look.say(_TITLE), strong=True, size=1.3))
        self._day = plain_label("", tone="quiet")
        if backup.manifest is not None:
            self._day.setText(look.say(_OF.fill(moment=moment(backup.manifest.made_at, look.language))))
        self._column.addWidget(self._day)
        self._safe = plain_label(look.say(_SAFE))
        self._column.addWidget(self._safe)
        self._column.addWidget(self.notice)
        self._column.addWidget(self.work)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        self._column.addLayout(foot)
        path = backup.path

        def rehearse(portfolio: Portfolio, job: Job) -> Rehearsal:
            from portfolio_app.services.restoring import rehearse
            from portfolio_app.storage.vault import Secret

            secret = Secret(data_key=portfolio.vault.data_key)
            old, clock = portfolio.vault.path, portfolio.clock
            return rehearse(path, secret, clock=clock, old=old, progress=job.report, cancelled=job.stopped)

        self.work.watch(session.export(rehearse, self._decide, owner=self, failed=self._failed))

    def reject(self) -> None:
        """Close; work that is under way is stopped first, what was put back stays beside the portfolio."""
        if self.work.is_busy:
            self.work.stop()
            return
        if self._rehearsal is not None:
            self._say_kept(self._rehearsal)
        super().reject()

    def _decide(self, rehearsal: Rehearsal) -> None:
        self.work.end()
        self._rehearsal = rehearsal
        self._day.hide()  # what follows says it too
        self._safe.hide()
        self.decision = panel = DecisionPanel(self._session.look, rehearsal, self._session.readable)
        panel.take_asked.connect(self._take)
        panel.keep_asked.connect(self.reject)
        panel.discard_asked.connect(self._discard)
        self._column.insertWidget(self._column.count() - 1, panel, 1)
        self.close_button.hide()
        panel.take_button.setFocus()

    def _failed(self, error: VakdossierError) -> None:
        self.work.end()
        if self.decision is not None:
            self.decision.set_busy(busy=False)
        self.notice.say(error.say(self._session.look.language))

    def _take(self) -> None:
        rehearsal, self._rehearsal = self._rehearsal, None
        self.accept()
        self.take_asked.emit(rehearsal)

    def _discard(self) -> None:
        rehearsal = self._rehearsal
        if rehearsal is None or self.decision is None:
            return
        self.decision.set_busy(busy=True)

        def throw(_portfolio: Portfolio) -> None:
            from portfolio_app.services.restoring import throw_away

            throw_away(rehearsal)

        self._session.read(throw, self._thrown, owner=self, failed=self._failed)

    def _thrown(self, _nothing: None) -> None:
        self._rehearsal = None
        self._session.said.emit(self._session.say(_THROWN), None, None)
        self.accept()

    def _say_kept(self, rehearsal: Rehearsal) -> None:
        name = rehearsal.restored.path.name
        self._session.said.emit(self._session.say(_KEPT.fill(name=name)), None, None)
