"""A document to leaf through before it leaves: its pages are drawn one by one, on the other thread, from memory."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.ui.session import Session
from portfolio_app.ui.tasks import Job
from portfolio_app.ui.widgets.buttons import tool_button
from portfolio_app.ui.widgets.empty import EmptyState
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.scrolling import ScrollingColumn

if TYPE_CHECKING:
    from portfolio_app.common.errors import VakdossierError
    from portfolio_app.documents.viewing import PagePicture
    from portfolio_app.services.exports import Preview
    from portfolio_app.services.portfolio import Portfolio

_NO_PREVIEW: Final = Text("Nog niets te laten zien", "Nothing to show yet")
_MAKING: Final = Text("Voorbeeld wordt gemaakt…", "Making the preview…")
_PAGE: Final = Text("Bladzijde {n} van {all}", "Page {n} of {all}")
_PREVIOUS: Final = Text("Vorige bladzijde", "Previous page")
_NEXT: Final = Text("Volgende bladzijde", "Next page")
_PRINT: Final = Text("Dit voorbeeld afdrukken", "Print this preview")
_WITHOUT: Final = Text(
    "De bewijsstukken zijn te groot voor het voorbeeld; ze komen wel in het dossier.",
    "The evidence is too large for the preview; it will be in the dossier.",
)
_SETTLE_MS: Final = 150
_NARROWEST: Final = 60
_WIDEST: Final = 1_100
"""A page is not made larger than this on a large screen: it is to be seen, not to be scrolled through."""

MakePreview = Callable[["Portfolio", Job], "Preview"]


class PreviewPane(QFrame):
    """Shows the pages of a document.

    Attributes:
        shown: a page stands there.
    """

    shown = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._session = session
        self._preview: Preview | None = None
        self._job: Job | None = None
        self._number = 0
        self._asked = 0
        look = session.look
        self._words = plain_label("", tone="quiet", wrap=False)
        self.back = tool_button(look, "arrow-left", _PREVIOUS, lambda: self.turn(-1))
        self.forth = tool_button(look, "arrow-right", _NEXT, lambda: self.turn(1))
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addWidget(self._words)
        top.addWidget(self.forth)
        top.addStretch(1)
        self.print_button = tool_button(look, "printer", _PRINT, self.print_it)
        top.addWidget(self.print_button)
        self._remark = plain_label("", tone="quiet", size=0.95)
        self._remark.hide()
        self._page = QLabel()
        self._page.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._page.setMinimumSize(1, 1)
        self._scroll = ScrollingColumn(self, self._page, name=session.say(_MAKING), shows_focus=True)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._nothing = EmptyState(look, "file-text", session.say(_NO_PREVIEW), "")
        self._nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._remark)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._nothing, 1)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._draw)
        self._enable()

    @property
    def pages(self) -> int:
        """How many pages there are; 0 as long as there is nothing to show."""
        return len(self._preview.viewer) if self._preview is not None else 0

    def show_document(self, make: MakePreview) -> None:
        """Have a document made and show its first page; one that was being made is stopped."""
        self.forget()
        self._say(self._session.say(_MAKING))
        asked = self._asked
        self._job = self._session.export(
            make, partial(self._made, asked), owner=self, failed=partial(self._failed, asked)
        )
        self._job.progressed.connect(lambda stage, _done, _total: self._say(self._session.say(stage) + "…"))

    def forget(self) -> None:
        """Let the document go, and stop one that is being made."""
        self._asked += 1
        if self._job is not None:
            self._job.stop()
            self._job = None
        if self._preview is not None:
            self._let_go(self._preview)
            self._preview = None
        self._number = 0
        self._page.clear()
        self._page.setMinimumSize(1, 1)
        self._remark.hide()
        self._nothing.hide()
        for part in (self._scroll, self.back, self.forth, self.print_button):
            part.show()
        self._enable()

    def turn(self, by: int) -> None:
        """Go so many pages further."""
        number = self._number + by
        if 0 <= number < self.pages:
            self._number = number
            self._scroll.verticalScrollBar().setValue(0)
            self._draw()

    def print_it(self) -> None:
        """Print the document as it is shown, and enter it in the list of what left."""
        preview, language = self._preview, self._session.look.language
        if preview is None:
            return

        def note(portfolio: Portfolio) -> bytes:
            from portfolio_app.services.exports import note_preview_printed

            note_preview_printed(portfolio, preview, language)
            return preview.pdf

        def go(pdf: bytes) -> None:
            from portfolio_app.ui.printing.print_job import print_pdf

            self._session.outgoing_changed()
            print_pdf(self._session, pdf, self)

        self._session.read(note, go, owner=self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the page anew at another width, when that has settled."""
        super().resizeEvent(event)
        if self._preview is not None:
            self._settle.start()

    def event(self, event: QEvent) -> bool:
        """Draw the page anew for a screen of another scale."""
        if event.type() is QEvent.Type.DevicePixelRatioChange and self._preview is not None:
            self._settle.start()
        return super().event(event)

    def _let_go(self, preview: Preview) -> None:
        """Close a document on the thread that draws it, behind what is being drawn."""
        self._session.read(lambda _portfolio: preview.viewer.close(), lambda _nothing: None, owner=self)

    def _made(self, asked: int, preview: Preview) -> None:
        if asked != self._asked:  # nobody looks any more
            self._let_go(preview)
            return
        self._job = None
        self._preview = preview
        self._remark.setText(self._session.say(_WITHOUT))
        self._remark.setVisible(not preview.with_evidence)
        self._draw()

    def _failed(self, asked: int, error: VakdossierError) -> None:
        if asked != self._asked:  # it was stopped, for another or for none
            return
        self._job = None
        self._say("")
        self._explain(error.say(self._session.look.language))

    def _explain(self, words: str) -> None:
        """Say where the page would be why there is none, and offer nothing that goes through pages."""
        self._nothing.say(words)
        self._nothing.show()
        self._scroll.hide()
        for button in (self.back, self.forth, self.print_button):
            button.hide()

    def _draw(self) -> None:
        preview, number = self._preview, self._number
        if preview is None:
            return
        ratio = self.devicePixelRatioF()
        room = min(self._scroll.viewport().width() - 8, _WIDEST)
        width = max(int(room * ratio), _NARROWEST)
        self._session.read(
            lambda _portfolio: preview.viewer.picture(number, width),
            partial(self._show, ratio),
            owner=self,
            slot="page",
        )
        said = _PAGE.fill(n=number + 1, all=self.pages)
        self._say(self._session.say(said))
        self._page.setAccessibleName(self._session.say(said))
        self._enable()

    def _show(self, ratio: float, picture: PagePicture) -> None:
        image = QImage(
            picture.pixels, picture.width, picture.height, picture.width * 4, QImage.Format.Format_RGB32
        ).copy()
        image.setDevicePixelRatio(ratio)
        self._page.setPixmap(QPixmap.fromImage(image))
        # As high as the page, so that it scrolls; as narrow as one likes, so that the window can be made narrower.
        self._page.setMinimumSize(1, round(image.height() / ratio))
        self.shown.emit()

    def _say(self, words: str) -> None:
        self._words.setText(words)
        self._scroll.setAccessibleName(words)

    def _enable(self) -> None:
        self.back.setEnabled(self._number > 0)
        self.forth.setEnabled(self._number < self.pages - 1)
        self.print_button.setEnabled(self._preview is not None)
