"""The screen that a client sees: the pages of the public CV, until when it is current, and nothing that leads further.

It is a window of its own over the whole screen, while the main window is hidden. It has no menu, no context menu and no
keys but those to leaf and to make a PDF. Closing it, by whatever way, asks for the passphrase first.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QContextMenuEvent, QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import Text
from portfolio_app.domain.values.dates import show_date
from portfolio_app.ui.client_view.begin import Showing
from portfolio_app.ui.in_order import InOrder
from portfolio_app.ui.printing.pages import PageText, pages_of, rendered
from portfolio_app.ui.session import Session
from portfolio_app.ui.start.secret import SecretField
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.notice import Notice
from portfolio_app.ui.widgets.scrolling import ScrollingColumn

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.services.presenting import ShownCv

_CURRENT: Final = Text("Bijgewerkt tot {day}", "Current as of {day}")
_PAGE: Final = Text("Bladzijde {n} van {total}", "Page {n} of {total}")
_PDF: Final = Text("Pdf maken (P)", "Make a PDF (P)")
_LEAVE: Final = Text("Terug naar het portfolio", "Back to the portfolio")
_PASSPHRASE: Final = Text("Wachtwoordzin", "Passphrase")
_WHY: Final = Text(
    "Alleen de eigenaar van dit cv gaat verder. Typ de wachtwoordzin.",
    "Only the owner of this CV can continue. Type the passphrase.",
)
_GO: Final = Text("Verder", "Continue")
_STAY: Final = Text("Blijven", "Stay")
_WRONG: Final = Text("Dat is niet de wachtwoordzin.", "That is not the passphrase.")
_LOCKED: Final = Text(
    "Te vaak mis: het portfolio wordt vergrendeld.", "Too many wrong attempts: the portfolio is being locked."
)
_SAVED: Final = Text("De pdf staat klaar: {name}", "The PDF is ready: {name}")
_MOST_TRIES: Final = 5
_WIDEST: Final = 980
_AROUND: Final = 28


class ClientScreen(InOrder, QWidget):
    """Shows the CV over the whole screen.

    Attributes:
        shown: the CV.
        left: the owner showed to know the passphrase; the screen may go.
        lock_asked: the passphrase was wrong too often.
    """

    left = Signal()
    lock_asked = Signal()

    def __init__(self, session: Session, shown: ShownCv, showing: Showing) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("Vakdossier")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._session = session
        self.shown = shown
        self._showing = showing
        self._tries = 0
        self._may_close = False
        self._pages: list[_Page] = []
        look = session.look
        say = self._say
        self._notice = Notice(look, icon="circle-check")
        self.pdf_button = push_button(look, Text(say(_PDF), say(_PDF)), self.make_pdf, icon="file-output")
        self.leave_button = push_button(look, Text(say(_LEAVE), say(_LEAVE)), self.ask, icon="lock", role="quiet")
        head = QHBoxLayout()
        head.setContentsMargins(24, 12, 24, 12)
        head.setSpacing(14)
        current = _CURRENT.fill(day=show_date(shown.current_on, shown.language))
        self.current = plain_label(say(current), strong=True, size=1.1)
        head.addWidget(self.current, 1)
        head.addWidget(self.pdf_button)
        head.addWidget(self.leave_button)
        self._scroll = ScrollingColumn(self, name="Curriculum vitae")
        self._column = QVBoxLayout(self._scroll.content)
        self._column.setContentsMargins(0, 8, 0, 32)
        self._column.setSpacing(18)
        self._gate = _Gate(session, say)
        self._gate.tried.connect(self._try)
        self._gate.stayed.connect(self._stay)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        told = QHBoxLayout()
        told.setContentsMargins(24, 0, 24, 8)
        told.addWidget(self._notice)
        column.addLayout(told)
        column.addWidget(self._gate, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._scroll, 1)
        session.read(lambda _portfolio: pages_of(shown.pdf), self._lay, owner=self)

    # -- what the client can do ---------------------------------------------------------------------------------------

    def make_pdf(self) -> None:
        """Put the CV as a PDF in the folder that was chosen before, and say so."""
        shown, showing = self.shown, self._showing

        def write(portfolio: Portfolio) -> str:
            from portfolio_app.services.presenting import hand_over

            return hand_over(portfolio, shown, showing.folder, showing.recipient).name

        def told(name: str) -> None:
            self._notice.say(self._say(_SAVED.fill(name=name)))
            self._session.outgoing_changed()

        self._session.read(write, told, owner=self, failed=self._refused)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leaf by the keys; P makes a PDF, Escape asks for the passphrase; all other keys do nothing."""
        bar = self._scroll.verticalScrollBar()
        steps: dict[int, Callable[[], None]] = {
            Qt.Key.Key_PageDown: lambda: bar.triggerAction(bar.SliderAction.SliderPageStepAdd),
            Qt.Key.Key_Space: lambda: bar.triggerAction(bar.SliderAction.SliderPageStepAdd),
            Qt.Key.Key_PageUp: lambda: bar.triggerAction(bar.SliderAction.SliderPageStepSub),
            Qt.Key.Key_Down: lambda: bar.triggerAction(bar.SliderAction.SliderSingleStepAdd),
            Qt.Key.Key_Up: lambda: bar.triggerAction(bar.SliderAction.SliderSingleStepSub),
            Qt.Key.Key_Home: lambda: bar.triggerAction(bar.SliderAction.SliderToMinimum),
            Qt.Key.Key_End: lambda: bar.triggerAction(bar.SliderAction.SliderToMaximum),
            Qt.Key.Key_Escape: self._stay if self._gate.isVisible() else self.ask,
            Qt.Key.Key_P: self.make_pdf,
        }
        deed = steps.get(event.key())
        if deed is not None and (event.key() == Qt.Key.Key_Escape or not self._gate.isVisible()):
            deed()
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer nothing."""
        event.accept()

    # -- leaving ------------------------------------------------------------------------------------------------------

    def ask(self) -> None:
        """Ask for the passphrase; nothing of the CV is hidden by that."""
        self._gate.open()

    def let_go(self) -> None:
        """Close for good: the passphrase was right, or the vault is being locked."""
        self._may_close = True
        self.close()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing is leaving: it asks for the passphrase."""
        if self._may_close:
            super().closeEvent(event)
        else:
            event.ignore()
            self.ask()

    def _try(self, passphrase: str) -> None:
        def right(portfolio: Portfolio) -> bool:
            from portfolio_app.services.presenting import is_passphrase

            return is_passphrase(portfolio, passphrase)

        self._session.read(right, self._tried, owner=self, failed=self._refused)

    def _tried(self, right: bool) -> None:  # noqa: FBT001 - the answer to a question
        if right:
            self.left.emit()
            return
        self._tries += 1
        if self._tries >= _MOST_TRIES:
            self._gate.refuse(self._say(_LOCKED))
            self.lock_asked.emit()
        else:
            self._gate.refuse(self._say(_WRONG))

    def _stay(self) -> None:
        self._gate.hide()
        self._scroll.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, error: VakdossierError) -> None:
        self._gate.refuse("")
        self._notice.say(error.say(self.shown.language))

    # -- the pages ----------------------------------------------------------------------------------------------------

    def _say(self, text: Text) -> str:
        return text.say(self.shown.language)

    def _lay(self, pages: tuple[PageText, ...]) -> None:
        for number, page in enumerate(pages, start=1):
            name = self._say(_PAGE.fill(n=number, total=len(pages)))
            sheet = _Page(page, name)
            self._pages.append(sheet)
            self._column.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)
        self._render()
        self._scroll.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the pages as wide as there is room."""
        super().resizeEvent(event)
        self._render()

    def event(self, event: QEvent) -> bool:
        """Draw the pages anew for a screen of another scale."""
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._render()
        return super().event(event)

    def _render(self) -> None:
        width = min(self._scroll.viewport().width() - 2 * _AROUND, self._session.look.wide(_WIDEST))
        for number, page in enumerate(self._pages):
            dots = page.fit(max(width, 200)) * self.devicePixelRatioF()
            self._session.read(partial(self._picture, number, dots), page.show_picture, owner=page, slot="page")

    def _picture(self, number: int, dots: float, _portfolio: Portfolio) -> QImage:
        return rendered(self.shown.pdf, number, dots)


class _Page(QLabel):
    """One page; its text is what a screen reader says of it."""

    def __init__(self, page: PageText, name: str) -> None:
        super().__init__()
        self._page = page
        self.setObjectName("paper")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setScaledContents(True)
        self.setAccessibleName(name)
        self.setAccessibleDescription(page.text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)

    def fit(self, width: int) -> float:
        """Take `width` pixels, and return the dots per inch that are needed for that."""
        self.setFixedSize(width, round(width * self._page.height / self._page.width))
        return width * 72 / self._page.width

    def show_picture(self, picture: QImage) -> None:
        """Show the page."""
        self.setPixmap(QPixmap.fromImage(picture))


class _Gate(QFrame):
    """Asks for the passphrase.

    Attributes:
        tried: what was typed.
        stayed: the person does not want to leave after all.
    """

    tried = Signal(str)
    stayed = Signal()

    def __init__(self, session: Session, say: Callable[[Text], str]) -> None:
        super().__init__()
        look = session.look
        self.setObjectName("card")
        self.setFixedWidth(min(look.wide(460), 760))
        self._notice = Notice(look)
        self.secret = SecretField(look, Text(say(_PASSPHRASE), say(_PASSPHRASE)))
        self.secret.line.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.button = push_button(look, Text(say(_GO), say(_GO)), self._go, icon="key-round", role="primary")
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addWidget(push_button(look, Text(say(_STAY), say(_STAY)), self.stayed.emit, role="quiet"))
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(10)
        column.addWidget(plain_label(say(_WHY)))
        column.addWidget(self._notice)
        column.addWidget(self.secret)
        column.addLayout(row)
        self.secret.line.returnPressed.connect(self._go)
        self.hide()

    def open(self) -> None:
        """Show it, with the cursor where to type."""
        self._notice.say("")
        self.show()
        self.secret.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, words: str) -> None:
        """Say that it was wrong."""
        self.setEnabled(True)
        self._notice.say(words)
        self.secret.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self) -> None:
        if self.secret.line.text():
            self.setEnabled(False)
            self.tried.emit(self.secret.take())
