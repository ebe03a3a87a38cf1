"""A recovery key, shown this once: in large groups, to be printed or saved, and to be proven before it counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, QStandardPaths, Qt, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import Text
from portfolio_app.ui.keys.desk import KeyDesk
from portfolio_app.ui.look import Look
from portfolio_app.ui.start.home import vault_name
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.labels import plain_label, selectable, set_tone
from portfolio_app.ui.widgets.notice import Notice

KEY_TITLE: Final = Text("Uw herstelsleutel", "Your recovery key")
_PRINT: Final = Text("Afdrukken…", "Print…")
_SAVE: Final = Text("Bewaren als pdf…", "Save as PDF…")
_COPY: Final = Text("Kopiëren", "Copy")
_SAVED: Final = Text(
    "Bewaard als {name}. Druk het af en verwijder het bestand: op papier is de sleutel veiliger.",
    "Saved as {name}. Print it and delete the file: the key is safer on paper.",
)
_PRINTED: Final = Text("Naar de printer gestuurd.", "Sent to the printer.")
_COPIED: Final = Text("Gekopieerd. Plak hem waar u hem bewaart.", "Copied. Paste it where you want to keep it.")
_FILE_NAME: Final = Text("Herstelsleutel {name}.pdf", "Recovery key {name}.pdf")
_PDF: Final = Text("Pdf-bestand (*.pdf)", "PDF file (*.pdf)")
_CONFIRM: Final = Text("Typ ter controle de laatste groep tekens over:", "To check, type the last group of characters:")
_IN_A_ROW: Final = 3


class RecoveryKeyPanel(QWidget):
    """Shows a recovery key and ways to keep it.

    Attributes:
        proven: whether the person has shown to have the key, as a bool, each time that changes.
        entered: Return was pressed after that.
    """

    proven = Signal(bool)
    entered = Signal()

    def __init__(self, look: Look, desk: KeyDesk, key: str, vault: Path) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._key = key
        self._vault = vault
        self._groups = key.split("-")
        self.notice = Notice(look)
        self._told = plain_label("", tone="good", size=0.95)
        self._told.hide()
        self.check = QLineEdit()
        self.check.setAccessibleName(look.say(_CONFIRM))
        self.check.setMaximumWidth(look.wide(160))
        self.print_button = push_button(look, _PRINT, self._print, icon="printer")
        self.save_button = push_button(look, _SAVE, self._save, icon="file-text")
        self.copy_button = push_button(look, _COPY, self._copy, icon="copy")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._shown())
        row = QHBoxLayout()
        for button in (self.print_button, self.save_button, self.copy_button):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._told)
        column.addWidget(self.notice)
        label = plain_label(look.say(_CONFIRM))
        label.setBuddy(self.check)
        column.addWidget(label)
        column.addWidget(self.check)
        self.check.textChanged.connect(self._compare)
        self.check.returnPressed.connect(self._enter)
        self.setFocusProxy(self.check)

    @property
    def is_proven(self) -> bool:
        """Whether the last group was typed."""
        return self.check.text().strip().casefold() == self._groups[-1].casefold()

    def forget(self) -> None:
        """Take the key off the clipboard, where this panel put it there."""
        clipboard = QGuiApplication.clipboard()
        if clipboard.text() == self._key:
            clipboard.clear()

    def _shown(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("card")
        grid = QGridLayout(frame)
        grid.setContentsMargins(18, 14, 18, 14)
        grid.setVerticalSpacing(8)
        mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        mono.setPointSizeF(self.font().pointSizeF() * 1.45)
        for at, group in enumerate(self._groups):
            label = selectable(plain_label(group, strong=True, wrap=False))
            label.setFont(mono)
            label.setAccessibleName(" ".join(group))
            grid.addWidget(label, at // _IN_A_ROW, at % _IN_A_ROW, Qt.AlignmentFlag.AlignCenter)
        frame.setAccessibleName(f"{self._look.say(KEY_TITLE)}: {' '.join(self._key)}")
        return frame

    def _compare(self) -> None:
        self.proven.emit(self.is_proven)

    def _enter(self) -> None:
        if self.is_proven:
            self.entered.emit()

    def _copy(self) -> None:
        content = QMimeData()
        content.setText(self._key)
        # Those who keep what was copied are asked not to keep this.
        content.setData("x-kde-passwordManagerHint", b"secret")
        content.setData('application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"', b"\0")
        QGuiApplication.clipboard().setMimeData(content)
        self._tell(_COPIED)

    def _print(self) -> None:
        self._with_sheet(self._print_sheet)

    def _print_sheet(self, content: bytes) -> None:
        from portfolio_app.ui.keys.paper import print_sheet

        if print_sheet(content, self):
            self._tell(_PRINTED)

    def _save(self) -> None:
        name = self._look.say(_FILE_NAME.fill(name=vault_name(self._vault)))
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen, _filter = QFileDialog.getSaveFileName(
            self, self._look.say(_SAVE), str(Path(folder) / name), self._look.say(_PDF)
        )
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, target: Path) -> None:
        """Write the sheet to `target`."""
        target = target if target.suffix else target.with_suffix(".pdf")

        def save(content: bytes) -> None:
            done = _SAVED.fill(name=target.name)
            self._desk.save_sheet(content, target, self._vault, lambda: self._tell(done), self._refused, self)

        self._with_sheet(save)

    def _with_sheet(self, deed: Callable[[bytes], None]) -> None:
        self.notice.say("")
        self._desk.make_sheet(self._key, self._vault, self._look.language, deed, self._refused, self)

    def _tell(self, words: Text) -> None:
        self._told.setText(self._look.say(words))
        set_tone(self._told, "good")
        self._told.show()

    def _refused(self, error: VakdossierError) -> None:
        self._told.hide()
        self.notice.say(error.say(self._look.language))
