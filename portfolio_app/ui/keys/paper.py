"""A sheet from memory onto paper, before there is a portfolio open that could print it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from portfolio_app.ui.printing.pages import pages_of, rendered

_FINEST: Final = 300


def print_sheet(content: bytes, parent: QWidget) -> bool:
    """Let the person choose a printer and print a PDF of a page or two; False when they think better of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    if QPrintDialog(printer, parent).exec() != QPrintDialog.DialogCode.Accepted:
        return False
    return paint_sheet(content, printer)


def paint_sheet(content: bytes, printer: QPrinter) -> bool:
    """Paint every page on a page of its own, as large as the paper; False when the printer does not take it."""
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    room = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
    for number in range(len(pages_of(content))):
        if number:
            printer.newPage()
        painter.drawImage(room, rendered(content, number, min(printer.resolution(), _FINEST)))
    return painter.end()
