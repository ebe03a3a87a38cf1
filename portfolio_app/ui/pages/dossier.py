"""Documents that leave: making a dossier or a CV, what changed since, checking one, and the list of all that left."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.heading import PageHead
from portfolio_app.ui.widgets.labels import line
from portfolio_app.ui.widgets.segments import Segment, SegmentBar

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio_app.ui.dossier.cv_page import CvPage
    from portfolio_app.ui.dossier.since_page import SincePage
    from portfolio_app.ui.dossier.verify_page import VerifyPage
    from portfolio_app.ui.dossier.wizard import DossierWizard

_TITLE: Final = Text("Dossier", "Dossier")
_HINT: Final = Text(
    "Wat u naar een register of opdrachtgever stuurt. Er staat alleen in wat u daarvoor hebt vrijgegeven.",
    "What you send to a register or a client. It contains only what you released for it.",
)
_PARTS: Final = Text("Onderdelen van deze bladzijde", "Parts of this page")
_LABELS: Final = {
    "dossier": Text("Dossier maken", "Make the dossier"),
    "cv": Text("Cv maken", "Make the CV"),
    "since": Text("Sinds het vorige", "Since the last one"),
    "verify": Text("Controleren", "Check one"),
    "outgoing": Text("Uitgegaan en bewaard", "Sent and kept"),
}
_LOW: Final = 480
PARTS: Final = tuple(_LABELS)
"""The keys of the parts, in the order in which they are shown."""


class DossierPage(QWidget):
    """Documents that leave, and those that left; each part is built when it is first looked at.

    Attributes:
        outgoing: the page that lists what left.
    """

    def __init__(self, session: Session, outgoing: QWidget, parent: QWidget) -> None:
        """Take the page that lists what left."""
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._look = look = session.look
        self._stack = QStackedWidget(self)
        self.outgoing = outgoing
        self._parts: dict[str, Callable[[], QWidget]] = {
            "dossier": lambda: self.dossier,
            "cv": lambda: self.cv,
            "since": lambda: self.since,
            "verify": lambda: self.verify,
            "outgoing": lambda: self.outgoing,
        }
        self._segments = SegmentBar(look, look.say(_PARTS), self)
        self._segments.show_segments(tuple(Segment(key, look.say(text)) for key, text in _LABELS.items()), "dossier")
        self._segments.chosen.connect(self.show_part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head = PageHead(look.say(_TITLE), look.say(_HINT), self._segments)
        column.addWidget(self._head)
        column.addWidget(line())
        column.addWidget(self._stack, 1)

    @cached_property
    def dossier(self) -> DossierWizard:
        """Where a dossier is made."""
        from portfolio_app.ui.dossier.wizard import DossierWizard

        return DossierWizard(self._session, self._stack)

    @cached_property
    def cv(self) -> CvPage:
        """Where a CV is made."""
        from portfolio_app.ui.dossier.cv_page import CvPage

        return CvPage(self._session, self._stack)

    @cached_property
    def since(self) -> SincePage:
        """What changed since the last dossier."""
        from portfolio_app.ui.dossier.since_page import SincePage

        page = SincePage(self._session, self._stack)
        page.verify_asked.connect(self._verify)
        return page

    @cached_property
    def verify(self) -> VerifyPage:
        """Where a dossier is checked."""
        from portfolio_app.ui.dossier.verify_page import VerifyPage

        return VerifyPage(self._session, self._stack)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the making of a dossier, unless another part was asked for."""
        super().showEvent(event)
        if not self._stack.count():
            self.show_part("dossier")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the height to the parts where there is little of it."""
        self._head.keep_low(low=event.size().height() < self._look.wide(_LOW))
        super().resizeEvent(event)

    def show_part(self, key: str) -> None:
        """Show `dossier`, `cv`, `since`, `verify` or `outgoing`."""
        self._segments.set_current(key)
        part = self._parts[key]()
        if self._stack.indexOf(part) < 0:
            self._stack.addWidget(part)
        self._stack.setCurrentWidget(part)

    def _verify(self, path: Path) -> None:
        self.show_part("verify")
        self.verify.panel.check(path)
