"""The dossiers that left: what changed since, and the file itself to open or to check."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.common.text import CountedText, Text
from portfolio_app.domain.records.outgoing import DocumentKind, Outgoing
from portfolio_app.services.exports import changes_since
from portfolio_app.ui.dossier.parts import FormCard, Page
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.cards import Card, verdict_row
from portfolio_app.ui.widgets.empty import EmptyState
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.layouts import clear
from portfolio_app.ui.widgets.step import StepButton

if TYPE_CHECKING:
    from portfolio_app.common.errors import VakdossierError
    from portfolio_app.services.exports import ChangedRecord, ChangesSince
    from portfolio_app.services.portfolio import Portfolio

_TITLE: Final = Text("Sinds het vorige dossier", "Since the last dossier")
_HINT: Final = Text(
    "Wat hetzelfde dossier nu anders zou laten zien: zijn periode, zijn onderdelen.",
    "What the same dossier would show differently now: same period, same sections.",
)
_WHICH: Final = Text("Welk dossier", "Which dossier")
_NONE: Final = Text("Er ging nog geen dossier uit", "No dossier has been sent yet")
_NONE_HOW: Final = Text(
    "Zodra u er een maakt, ziet u hier wat er sindsdien bij kwam, veranderde of wegviel.",
    "Once you make one, you see here what has been added, changed or removed since.",
)
_OPEN: Final = Text("Openen", "Open")
_VERIFY: Final = Text("Controleren", "Check")
_GONE: Final = Text("Het bestand staat niet meer waar het gemaakt is.", "The file is no longer where it was saved.")
_SAME: Final = Text("Er is niets veranderd.", "Nothing has changed.")
_ADDED: Final = CountedText(Text("1 gegeven erbij", "1 record added"), Text("{n} gegevens erbij", "{n} records added"))
_CHANGED: Final = CountedText(
    Text("1 gegeven gewijzigd", "1 record changed"), Text("{n} gegevens gewijzigd", "{n} records changed")
)
_REMOVED: Final = CountedText(
    Text("1 gegeven eraf", "1 record removed"), Text("{n} gegevens eraf", "{n} records removed")
)
_MOST: Final = 25


class SincePage(Page):
    """Shows what changed since a dossier left.

    Attributes:
        verify_asked: the person wants to check the file.
    """

    verify_asked = Signal(Path)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, parent)
        self._dossiers: tuple[Outgoing, ...] = ()
        self.head(_TITLE, _HINT)
        self._card = card = FormCard(self.look)
        self.column.addWidget(card)
        self.dossier = card.add_combo(_WHICH, 0, 0, 2)
        self.dossier.activated.connect(lambda _at: self._read_changes())
        self.open_button = push_button(self.look, _OPEN, self._open, icon="file-text")
        self.verify_button = push_button(self.look, _VERIFY, self._verify, icon="shield-check")
        buttons = QHBoxLayout()
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.verify_button)
        self._gone = plain_label("", tone="quiet")
        buttons.addWidget(self._gone, 1)
        card.column.addLayout(buttons)
        self._found = QVBoxLayout()
        self._found.setSpacing(12)
        self.column.addLayout(self._found)
        self.column.addStretch(1)

    def showEvent(self, event: QShowEvent) -> None:
        """Look which dossiers left."""
        super().showEvent(event)
        self.session.read(_dossiers, self._show_dossiers, owner=self, slot="dossiers")

    def _chosen(self) -> Outgoing | None:
        return next((each for each in self._dossiers if each.id == self.dossier.currentData()), None)

    def _file(self) -> Path | None:
        chosen = self._chosen()
        if chosen is None or not (chosen.folder and chosen.file_name):
            return None
        return Path(chosen.folder) / chosen.file_name

    def _show_dossiers(self, dossiers: tuple[Outgoing, ...]) -> None:
        chosen = self.dossier.currentData()
        self._dossiers = dossiers
        self._card.setVisible(bool(dossiers))
        self.dossier.clear()
        for each in dossiers:
            parts = (each.shown("made_on", self.look.language), each.recipient, each.file_name or each.ground)
            self.dossier.addItem(" · ".join(filter(None, parts)), each.id)
        self.dossier.setCurrentIndex(max(self.dossier.findData(chosen), 0))
        if dossiers:
            self._read_changes()
        else:
            clear(self._found)
            self._found.addWidget(EmptyState(self.look, "file-text", self.look.say(_NONE), self.look.say(_NONE_HOW)))
            self._enable(there=False)

    def _read_changes(self) -> None:
        chosen, file = self._chosen(), self._file()
        if chosen is None:
            return

        def work(portfolio: Portfolio) -> tuple[ChangesSince | VakdossierError, bool]:
            from portfolio_app.common.errors import VakdossierError

            there = file is not None and file.is_file()
            try:
                return changes_since(portfolio, chosen.id), there
            except VakdossierError as error:
                return error, there

        self.session.read(work, self._show, owner=self, slot="changes")

    def _show(self, found: tuple[ChangesSince | VakdossierError, bool]) -> None:
        from portfolio_app.services.exports import ChangesSince

        changes, there = found
        clear(self._found)
        self._enable(there=there)
        if not isinstance(changes, ChangesSince):
            self._found.addWidget(plain_label(changes.say(self.look.language), tone="quiet"))
            return
        if changes.nothing:
            self._found.addWidget(verdict_row(self.look, "circle-check", "good", self.look.say(_SAME)))
        for heading, icon, records in (
            (_ADDED, "plus", changes.added),
            (_CHANGED, "notebook-pen", changes.changed),
            (_REMOVED, "x", changes.removed),
        ):
            if records:
                card = Card(self.look)
                card.column.addWidget(plain_label(heading.say(len(records), self.look.language), strong=True, size=1.1))
                for each in records[:_MOST]:
                    card.column.addWidget(self._line(icon, each))
                if len(records) > _MOST:
                    card.column.addWidget(plain_label("…", tone="quiet"))
                self._found.addWidget(card)

    def _line(self, icon: str, changed: ChangedRecord) -> StepButton:
        record = changed.record
        fields = ", ".join(self.look.say(label) for label in changed.fields)
        kind = self.look.say(record.kind.label)
        note = f"{kind}: {fields}" if fields else kind
        deed = partial(self.session.record_asked.emit, record.kind.key, record.id)
        return StepButton(self.look, icon, "accent", self.session.title(record), deed, note=note)

    def _enable(self, *, there: bool) -> None:
        self.open_button.setEnabled(there)
        self.verify_button.setEnabled(there)
        # What was printed never was a file.
        self._gone.setText("" if there or self._file() is None else self.look.say(_GONE))

    def _open(self) -> None:
        file = self._file()
        if file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))

    def _verify(self) -> None:
        file = self._file()
        if file is not None:
            self.verify_asked.emit(file)


def _dossiers(portfolio: Portfolio) -> tuple[Outgoing, ...]:
    found = portfolio.records(Outgoing.kind).records
    return tuple(each for each in found if isinstance(each, Outgoing) and each.document_kind is DocumentKind.DOSSIER)
