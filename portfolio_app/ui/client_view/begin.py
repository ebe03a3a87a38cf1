"""Before the CV is shown to a client: which view of it, to whom, and where a PDF may be put."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.calm_combo import CalmCombo
from portfolio_app.ui.widgets.dialog import Dialog
from portfolio_app.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

_TITLE: Final = Text("Cv laten zien aan een cliënt", "Show the CV to a client")
_HOW: Final = Text(
    "Uw openbare cv vult het scherm. De cliënt kan bladeren en nergens anders bij; teruggaan kan alleen met uw "
    "wachtwoordzin. In de lijst van uitgegane documenten komt te staan dat u het liet zien.",
    "Your public CV fills the screen. The client can leaf through it and reach nothing else; only your passphrase "
    "leads back. The list of outgoing documents will say that you showed it.",
)
_VIEW: Final = Text("Welke versie", "Which view")
_WHOM: Final = Text("Aan wie (mag leeg)", "To whom (optional)")
_FOLDER: Final = Text("Map voor een pdf", "Folder for a PDF")
_CHOOSE: Final = Text("Andere map…", "Another folder…")
_SHOW: Final = Text("Laten zien", "Show")
_CANCEL: Final = Text("Annuleren", "Cancel")


@dataclass(frozen=True, slots=True)
class Showing:
    """What is to be shown: the name of a view, to whom, and the folder that a PDF goes to."""

    view: str
    recipient: str
    folder: Path


class BeginDialog(Dialog):
    """Asks what is to be shown.

    Attributes:
        chosen: a `Showing`.
        put_off: the person does not show it now; to whom it was to be shown, for the next time.
    """

    chosen = Signal(object)
    put_off = Signal(str)

    def __init__(self, look: Look, views: tuple[str, ...], parent: QWidget, whom: str = "") -> None:
        """Offer `views`, with `whom` filled in already."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(look.say(_TITLE))
        self.setMinimumWidth(look.wide(480))
        self._look = look
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._folder = Path(documents) if documents and Path(documents).is_dir() else Path.home()
        from portfolio_app.services.exports import told_view

        self.view = CalmCombo()
        for view in views:
            self.view.addItem(look.say(told_view(view)), view)
        self.whom = QLineEdit(whom)
        self.whom.setMaxLength(200)
        self._place = plain_label(self._folder.name, wrap=False)
        folder = QHBoxLayout()
        folder.addWidget(self._place, 1)
        folder.addWidget(push_button(look, _CHOOSE, self._choose_folder, icon="folder-open"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._label(_VIEW, self.view), 0, 0)
        grid.addWidget(self.view, 0, 1)
        grid.addWidget(self._label(_WHOM, self.whom), 1, 0)
        grid.addWidget(self.whom, 1, 1)
        grid.addWidget(plain_label(look.say(_FOLDER), wrap=False), 2, 0)
        grid.addLayout(folder, 2, 1)
        self.button = push_button(look, _SHOW, self._show, icon="presentation", role="primary")
        self.button.setDefault(True)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(push_button(look, _CANCEL, self.reject))
        foot.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(14)
        column.addWidget(plain_label(look.say(_TITLE), strong=True, size=1.3))
        column.addWidget(plain_label(look.say(_HOW), tone="quiet"))
        column.addLayout(grid)
        column.addLayout(foot)
        self.rejected.connect(self._put_off)

    def _label(self, text: Text, field: QWidget) -> QLabel:
        label = plain_label(self._look.say(text), wrap=False)
        label.setBuddy(field)
        field.setAccessibleName(self._look.say(text))
        return label

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self._look.say(_FOLDER), str(self._folder))
        if chosen:
            self._folder = Path(chosen)
            self._place.setText(self._folder.name)

    def _put_off(self) -> None:
        self.put_off.emit(self.whom.text())

    def _show(self) -> None:
        showing = Showing(self.view.currentData(), self.whom.text().strip(), self._folder)
        self.accept()
        self.chosen.emit(showing)
