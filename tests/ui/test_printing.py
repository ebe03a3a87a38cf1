"""Printing: what there is to print, and what comes out of the printer."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QDialog

from portfolio_app.ui.printing.choosing import PrintChoice
from tests.ui.driver import Driver


def choice(driver: Driver) -> PrintChoice:
    driver.workspace.print_here()
    driver.until(lambda: isinstance(QApplication.activeModalWidget(), PrintChoice))
    found = QApplication.activeModalWidget()
    assert isinstance(found, PrintChoice)
    return found


def printed(driver: Driver, dialog: PrintChoice, target: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Print what is chosen to a file, as a printer that writes PDF does, and return how many pages came out."""

    def accept(asked: QPrintDialog) -> QDialog.DialogCode:
        asked.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        asked.printer().setOutputFileName(str(target))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", accept)
    driver.press(dialog.button)
    driver.until(lambda: target.exists() and driver.window.tasks.idle)
    driver.settle()
    document = pypdfium2.PdfDocument(target)
    pages = len(document)
    document.close()
    return str(pages)


def test_record_list_and_cv_can_be_printed(
    open_driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = open_driver
    driver.workspace.show_first("activity")
    driver.settle()
    for number in range(3):
        dialog = choice(driver)
        assert len(dialog.choices) >= 3
        dialog.choices[number][0].setChecked(True)
        assert int(printed(driver, dialog, tmp_path / f"{number}.pdf", monkeypatch)) >= 1


def test_on_the_overview_only_the_cv_is_offered(open_driver: Driver) -> None:
    dialog = choice(open_driver)
    assert all(button.text().startswith("Het cv zoals een cliënt het ziet: ") for button, _ in dialog.choices)
    dialog.reject()


def test_what_is_for_another_is_noted_as_outgoing(
    open_driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = open_driver
    driver.workspace.show_first("activity")
    driver.settle()
    before = driver.workspace.session.unlocked.portfolio.counts()["outgoing"]
    dialog = choice(driver)
    assert dialog.readers.isVisible()
    dialog.for_another.setChecked(True)
    assert int(printed(driver, dialog, tmp_path / "ander.pdf", monkeypatch)) >= 1
    assert driver.workspace.session.unlocked.portfolio.counts()["outgoing"] == before + 1
    dialog = choice(driver)
    dialog.choices[-1][0].setChecked(True)
    assert not dialog.readers.isVisible()
    dialog.reject()
