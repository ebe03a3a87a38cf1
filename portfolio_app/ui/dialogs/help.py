"""Help: how the window works, its keys, and what this program is."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from portfolio_app import __version__
from portfolio_app.common.text import Text
from portfolio_app.ui.dialogs.problem import CLOSE
from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.labels import plain_label, selectable

_TITLE: Final = Text("Hulp", "Help")
_HOW: Final = (
    (
        Text("Zo werkt het", "How it works"),
        Text(
            "Links kiest u waarover het gaat, in het midden een gegeven, rechts wijzigt u het. U hoeft niet op te "
            "slaan: wat klopt wordt bewaard zodra u verdergaat. Klopt iets niet, dan staat dat naast het "
            "veld en blijft staan wat u typte.",
            "On the left you choose what it is about, in the middle a record, on the right you change it. There is no "
            "need to save: what is right is kept as soon as you go on. When something is not right, that is said "
            "beside the field, and what you typed stays.",
        ),
    ),
    (
        Text("Bewijsstukken", "Evidence"),
        Text(
            "Sleep een certificaat (PDF, JPEG of PNG) op een gegeven, of kies “Bestand toevoegen”. Het wordt "
            "versleuteld in uw portfolio bewaard; het origineel blijft waar het is.",
            "Drag a certificate (PDF, JPEG or PNG) onto a record, or choose “Add a file”. It is kept encrypted in your "
            "portfolio; the original stays where it is.",
        ),
    ),
    (
        Text("Wie ziet wat", "Who sees what"),
        Text(
            "Niets gaat de computer uit, tenzij u een document maakt. In een cv staat alleen wat openbaar is, in een "
            "dossier ook wat voor het register is. Toestemmingen en wat over anderen gaat, komen in geen van beide.",
            "Nothing leaves the computer unless you make a document. A CV holds only what is public, a dossier also "
            "what is for the register. Permissions and what is about others are in neither.",
        ),
    ),
)
_KEYS_TITLE: Final = Text("Toetsen", "Keys")
_KEYS: Final = (
    ("Ctrl+K", Text("zoeken en doen", "find and do")),
    ("Ctrl+N", Text("nieuw gegeven", "new record")),
    ("Ctrl+F", Text("de lijst filteren", "filter the list")),
    ("Ctrl+1 … Ctrl+0", Text("naar een bladzijde", "to a page")),
    ("Ctrl+Z / Ctrl+Y", Text("ongedaan maken / opnieuw doen", "undo / redo")),
    ("Ctrl+L", Text("vergrendelen", "lock")),
    ("Ctrl+,", Text("instellingen", "settings")),
    ("F1", Text("deze hulp", "this help")),
)
_ABOUT_TITLE: Final = Text("Over Vakdossier", "About Vakdossier")
_ABOUT: Final = Text(
    "Versie {version}. Het professionele portfolio van één casemanager: versleuteld, op de eigen computer, zonder "
    "netwerk. Apache-licentie 2.0. Letter: Source Sans 3 (SIL OFL). Pictogrammen: Lucide (ISC).",
    "Version {version}. The professional portfolio of one casemanager: encrypted, on their own computer, without a "
    "network. Apache licence 2.0. Typeface: Source Sans 3 (SIL OFL). Icons: Lucide (ISC).",
)


class HelpDialog(QDialog):
    """Explains the program."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(look.say(_TITLE))
        self.resize(580, 620)
        content = QWidget()
        content.setObjectName("scrolled")
        inside = QVBoxLayout(content)
        inside.setContentsMargins(26, 22, 26, 12)
        inside.setSpacing(4)
        for heading, words in _HOW:
            inside.addWidget(plain_label(look.say(heading), strong=True, size=1.15))
            inside.addWidget(selectable(plain_label(look.say(words))))
            inside.addSpacing(12)
        inside.addWidget(plain_label(look.say(_KEYS_TITLE), strong=True, size=1.15))
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        for row, (keys, words) in enumerate(_KEYS):
            grid.addWidget(plain_label(keys, strong=True, wrap=False), row, 0)
            grid.addWidget(plain_label(look.say(words)), row, 1)
        inside.addLayout(grid)
        inside.addSpacing(12)
        inside.addWidget(plain_label(look.say(_ABOUT_TITLE), strong=True, size=1.15))
        inside.addWidget(selectable(plain_label(look.say(_ABOUT.fill(version=__version__)), tone="quiet")))
        inside.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(content)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 8, 20, 14)
        foot.addStretch(1)
        foot.addWidget(push_button(look, CLOSE, self.accept, role="primary"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll, 1)
        column.addLayout(foot)
