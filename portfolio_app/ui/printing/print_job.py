"""Printing a PDF that is in memory: page by page, with progress and a way to stop; nothing is left on the disk."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QMarginsF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.text import Text
from portfolio_app.ui.printing.pages import pages_of, rendered
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.dialog import Dialog
from portfolio_app.ui.widgets.labels import plain_label

_TITLE: Final = Text("Afdrukken", "Printing")
_PAGE: Final = Text("Bladzijde {n} van {total}", "Page {n} of {total}")
_STOP: Final = Text("Stoppen", "Stop")
_NO_PRINTER: Final = Text("De printer nam de opdracht niet aan.", "The printer did not take the job.")
_TRY: Final = Text("Kijk of hij aanstaat, en probeer het nog eens.", "Check that it is switched on, and try again.")
_FINEST: Final = 300


def print_pdf(session: Session, pdf: bytes, parent: QWidget) -> None:
    """Let the person choose a printer and pages, and print a PDF of our own.

    Args:
        session: whose database thread renders the pages.
        pdf: the whole file; kept in memory only.
        parent: the widget that asks.
    """
    session.read(
        lambda _portfolio: pages_of(pdf), lambda pages: _choose(session, pdf, len(pages), parent), owner=parent
    )


def _choose(session: Session, pdf: bytes, number: int, parent: QWidget) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(session.say(_TITLE))
    dialog.setMinMax(1, number)
    dialog.setFromTo(1, number)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    if dialog.exec() == QDialog.DialogCode.Accepted:
        PrintJob(session, pdf, printer, number, parent).begin()


class PrintJob(Dialog):
    """Prints the pages that were chosen, and shows how far it is.

    Attributes:
        ended: all pages were handed to the printer, or it was stopped.
    """

    ended = Signal()

    def __init__(self, session: Session, pdf: bytes, printer: QPrinter, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(session.say(_TITLE))
        self.setMinimumWidth(session.look.wide(360))
        self._session = session
        self._around = parent
        self._pdf = pdf
        self._printer = printer
        first, last = printer.fromPage() or 1, printer.toPage() or number
        self._pages = list(range(first - 1, min(last, number)))
        if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
            self._pages.reverse()
        self._at = 0
        self._painter = QPainter()
        self._words = plain_label(session.say(_PAGE.fill(n=1, total=len(self._pages))))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(session.say(_TITLE))
        self._bar.setMaximum(len(self._pages))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(push_button(session.look, _STOP, self.reject, icon="x"))
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(12)
        column.addWidget(self._words)
        column.addWidget(self._bar)
        column.addLayout(foot)

    def begin(self) -> None:
        """Start; a printer that does not take the job is told of."""
        if not self._painter.begin(self._printer):
            self._refuse()
            return
        self.open()
        self._next()

    def done(self, result: int) -> None:
        """End the job; pages that were not printed yet are not."""
        if self._painter.isActive():
            if self._at < len(self._pages):
                self._printer.abort()
            self._painter.end()
        super().done(result)
        self.ended.emit()

    def _next(self) -> None:
        if self._at == len(self._pages):
            self.accept()
            return
        number = self._pages[self._at]
        self._words.setText(self._session.say(_PAGE.fill(n=self._at + 1, total=len(self._pages))))
        dots = min(self._printer.resolution(), _FINEST)
        self._session.read(lambda _portfolio: rendered(self._pdf, number, dots), self._print, owner=self)

    def _print(self, picture: QImage) -> None:
        if not self._painter.isActive():
            return
        if self._at and not self._printer.newPage():
            self._refuse()
            self.reject()
            return
        room = QRectF(self._printer.paperRect(QPrinter.Unit.DevicePixel))
        size = picture.size().toSizeF().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (room.width() - size.width()) / 2, (room.height() - size.height()) / 2
        self._painter.drawImage(QRectF(left, top, size.width(), size.height()), picture)
        self._at += 1
        self._bar.setValue(self._at)
        self._next()

    def _refuse(self) -> None:
        from portfolio_app.ui.dialogs.problem import tell_refusal

        tell_refusal(self._session.look, EnvironmentRefusedError(_NO_PRINTER, _TRY), self._around)
