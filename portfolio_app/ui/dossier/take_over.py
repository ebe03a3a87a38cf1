"""Taking over what is in a dossier: first what would come, then, when the person wants it, the records themselves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QProgressBar

from portfolio_app.common.text import CountedText, Text
from portfolio_app.ui.session import Session
from portfolio_app.ui.tasks import Job
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.cards import Card
from portfolio_app.ui.widgets.labels import plain_label, selectable

if TYPE_CHECKING:
    from portfolio_app.common.errors import VakdossierError
    from portfolio_app.services.dossier_import import ImportedDossier
    from portfolio_app.services.portfolio import Portfolio

_TITLE: Final = Text("Gegevens overnemen", "Import the records")
_HINT: Final = Text(
    "Wat in dit dossier staat, kan in dit portfolio komen: de gegevens en de bijlagen die er als bestand in zitten. "
    "Eerst ziet u wat er zou komen; er wordt een reservekopie gemaakt, en u kunt het ongedaan maken.",
    "What is in this dossier can be imported into this portfolio: its records, and the annexes that it holds as "
    "files. First you see what would be imported; a backup is made, and you can undo it.",
)
_LOOK: Final = Text("Kijken wat er zou komen", "See what would be imported")
_TAKE: Final = Text("Overnemen", "Import")
_REPLACE: Final = Text("Vervang ook wat hier anders staat", "Also replace what is different here")
_NEW: Final = CountedText(
    Text("1 gegeven is nieuw", "1 record is new"), Text("{n} gegevens zijn nieuw", "{n} records are new")
)
_EQUAL: Final = CountedText(
    Text("1 is er al zo", "1 is here already"), Text("{n} zijn er al zo", "{n} are here already")
)
_OTHER: Final = CountedText(
    Text("1 staat hier anders", "1 is different here"), Text("{n} staan hier anders", "{n} are different here")
)
_TAKEN: Final = CountedText(
    Text("1 gegeven overgenomen.", "1 record imported."), Text("{n} gegevens overgenomen.", "{n} records imported.")
)
_WITHOUT: Final = Text("Zonder bestand in het dossier: {names}.", "Without a file in the dossier: {names}.")
_REBUILT: Final = Text(
    "Uit de bladzijden gemaakt, dus niet het originele bestand: {names}.",
    "Made from the pages, so not the original file: {names}.",
)
_UNDO: Final = Text("Ongedaan maken", "Undo")
_MOST_NAMED: Final = 6


class TakeOverCard(Card):
    """Offers to take over what is in a dossier of this program."""

    def __init__(self, session: Session) -> None:
        super().__init__(session.look, _TITLE, _HINT)
        self._session = session
        self._file: Path | None = None
        self.words = selectable(plain_label(""))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(session.say(_TITLE))
        self.replace = QCheckBox(session.say(_REPLACE))
        self.look_button = push_button(session.look, _LOOK, lambda: self._run(rehearse=True), icon="eye")
        self.take_button = push_button(
            session.look, _TAKE, lambda: self._run(rehearse=False), icon="download", role="primary"
        )
        row = QHBoxLayout()
        row.addWidget(self.look_button)
        row.addWidget(self.take_button)
        row.addStretch(1)
        self.column.addWidget(self._bar)
        self.column.addWidget(self.words)
        self.column.addWidget(self.replace)
        self.column.addLayout(row)
        self.offer(None)

    def offer(self, file: Path | None) -> None:
        """Offer to take over a dossier; with None, or in a portfolio that is read only, nothing is offered."""
        self._file = file
        self.words.setText("")
        self.words.hide()
        self._bar.hide()
        self.replace.setChecked(False)
        self.replace.hide()
        self.look_button.show()
        self.take_button.hide()
        self.setVisible(file is not None and not self._session.read_only)

    def _run(self, *, rehearse: bool) -> None:
        file, replace = self._file, self.replace.isChecked()
        if file is None:
            return

        def work(portfolio: Portfolio, job: Job) -> ImportedDossier:
            from portfolio_app.services.archives import ImportRequest
            from portfolio_app.services.dossier_import import import_dossier

            return import_dossier(portfolio, ImportRequest(file, replace=replace, dry_run=rehearse), job.report)

        self._show_busy(busy=True)
        then = self._rehearsed if rehearse else self._taken
        job = self._session.export(work, then, owner=self, failed=self._failed, slot="take over")
        job.progressed.connect(self._progressed)

    def _rehearsed(self, found: ImportedDossier) -> None:
        self._show_busy(busy=False)
        language, imported = self.look.language, found.imported
        new, other = sum(imported.new.values()), len(imported.different)
        counted = ((_NEW, new), (_EQUAL, imported.equal), (_OTHER, other))
        lines = [", ".join(text.say(number, language) for text, number in counted if number or text is _NEW) + "."]
        for told, names in ((_REBUILT, found.rebuilt), (_WITHOUT, found.without_file)):
            if names:
                shown = ", ".join(names[:_MOST_NAMED]) + ("…" if len(names) > _MOST_NAMED else "")
                lines.append(self.look.say(told.fill(names=shown)))
        self._say("\n".join(lines))
        self.look_button.hide()
        self.replace.setVisible(bool(other))
        self.take_button.setVisible(bool(new or other))

    def _taken(self, found: ImportedDossier) -> None:
        self._show_busy(busy=False)
        imported = found.imported
        number = sum(imported.new.values()) + (len(imported.different) if imported.replaced else 0)
        words = _TAKEN.say(number, self.look.language)
        self._say(words)
        self.take_button.hide()
        self.replace.hide()
        if imported.changes is not None:
            operation = imported.changes.operation
            self._session.changed.emit(imported.changes)
            self._session.said.emit(words, _UNDO, lambda: self._session.undo(operation))

    def _failed(self, error: VakdossierError) -> None:
        self._show_busy(busy=False)
        self._say(error.say(self.look.language))

    def _progressed(self, stage: Text, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._say(self.look.say(stage))

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self.words.show()

    def _show_busy(self, *, busy: bool) -> None:
        self._bar.setRange(0, 0)
        self._bar.setVisible(busy)
        for button in (self.look_button, self.take_button):
            button.setEnabled(not busy)
