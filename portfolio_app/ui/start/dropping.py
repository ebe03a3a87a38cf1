"""What is told of files that are dragged over the start page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from portfolio_app.common.text import Text
from portfolio_app.ui.dropped import dropped_files
from portfolio_app.ui.summons import is_vault, vault_of
from portfolio_app.ui.verifying.dropping import answer_dossiers
from portfolio_app.ui.widgets.drop_hint import show_drop_hint

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent
    from PySide6.QtWidgets import QWidget

    from portfolio_app.ui.look import Look

_TO_OPEN: Final = Text("Laat los om dit portfolio te openen: {name}", "Drop to open this portfolio: {name}")
_NEITHER: Final = Text(
    "Hier kan alleen een portfolio of een dossier (pdf). Een certificaat voegt u toe als het portfolio open is.",
    "Only a portfolio or a dossier (PDF) can be dropped here. Add a certificate when the portfolio is open.",
)


def answer_files(event: QDragEnterEvent, over: QWidget, look: Look) -> None:
    """Tell whether they will be opened or checked; leave all that is no file alone."""
    files = dropped_files(event.mimeData())
    if files and is_vault(vault_of(files[0])):
        words = look.say(_TO_OPEN.fill(name=vault_of(files[0]).stem))
        show_drop_hint(event, over, look, words, welcome=True)
    else:
        answer_dossiers(event, over, look, _NEITHER)
