"""The versions of one record, beside its form: what changed when, and putting an earlier one back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from portfolio_app.common.text import CountedText, Text
from portfolio_app.ui.past.moments import moment_words
from portfolio_app.ui.past.sheets import Sheet, differences
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.labels import line, plain_label

if TYPE_CHECKING:
    from portfolio_app.services.history import RecordVersion, Reverted, Story
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.storage.history import ChangeSet

_HEADING: Final = CountedText(Text("{n} versie", "{n} version"), Text("{n} versies", "{n} versions"))
_NOW: Final = Text("Zo is het nu", "As it is now")
_PUT_BACK: Final = Text("Deze versie terugzetten", "Restore this version")
_DONE: Final = Text("Eerdere versie teruggezet.", "Earlier version restored.")
_DONE_WITHOUT: Final = Text(
    "Eerdere versie teruggezet, zonder wat er niet meer is: {fields}.",
    "Earlier version restored, without what no longer exists: {fields}.",
)
_UNDONE: Final = Text("later ongedaan gemaakt", "undone later")
_ERASED: Final = Text(
    "De inhoud van deze versie is voorgoed gewist.", "The content of this version was erased for good."
)
_MORE: Final = Text("Eerdere versies tonen", "Show earlier versions")
_UNDO: Final = Text("Ongedaan maken", "Undo")
_AT_ONCE: Final = 15


class StoryPanel(QWidget):
    """What happened to a record."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._record_id = ""
        self._shown = _AT_ONCE
        self._sheet = Sheet(session.look, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sheet)
        session.changed.connect(self._changed)

    def show_story(self, record_id: str) -> None:
        """Show the versions of a record."""
        if record_id != self._record_id:
            self._shown = _AT_ONCE
        self._record_id = record_id
        self._read()

    def put_back(self, operation: int) -> None:
        """Put the version of after an operation back."""
        record_id, session = self._record_id, self._session
        reverted: list[Reverted] = []

        def put(portfolio: Portfolio) -> ChangeSet:
            from portfolio_app.services.history import revert

            reverted.append(revert(portfolio, record_id, operation))
            return reverted[0].changes

        def done(changes: ChangeSet) -> None:
            fields = ", ".join(session.say(label) for label in reverted[0].left_out)
            words = session.say(_DONE_WITHOUT.fill(fields=fields) if fields else _DONE)
            session.said.emit(words, _UNDO, lambda: session.undo(changes.operation))

        session.change_set(put, done)

    # -- within -------------------------------------------------------------------------------------------------------

    def _changed(self, changes: ChangeSet) -> None:
        if self.isVisible() and self._record_id in changes.ids:
            self._read()

    def _read(self) -> None:
        record_id = self._record_id

        def read(portfolio: Portfolio) -> Story:
            from portfolio_app.services.history import story_of

            return story_of(portfolio, record_id)

        self._session.read(read, self._show, owner=self, slot="story")

    def _show(self, story: Story) -> None:
        if story.id != self._record_id:
            return
        session = self._session
        column = self._sheet.clear()
        heading = _HEADING.say(len(story.versions), session.look.language)
        column.addWidget(plain_label(heading, strong=True, size=1.08, tone="accent"))
        for version in story.versions[: self._shown]:
            self._add(version)
        if len(story.versions) > self._shown:
            column.addWidget(push_button(session.look, _MORE, self._show_more, icon="chevron-down"))
        column.addStretch(1)

    def _show_more(self) -> None:
        self._shown += _AT_ONCE
        self._read()

    def _add(self, version: RecordVersion) -> None:
        from portfolio_app.services.operations import operation_label

        session, column = self._session, self._sheet.column
        column.addWidget(line())
        done = session.say(operation_label(version.operation.name))
        title = f"{moment_words(session, version.operation.at)} · {done}"
        column.addWidget(plain_label(title, strong=True))
        if version.operation.is_undone:
            column.addWidget(plain_label(session.say(_UNDONE), tone="attention", size=0.95))
        if version.differences:
            column.addWidget(differences(session.look, version.action, version.differences))
        elif version.record is None and version.action != "deleted":
            column.addWidget(plain_label(session.say(_ERASED), tone="quiet"))
        if version.is_current:
            column.addWidget(plain_label(session.say(_NOW), tone="good"))
        elif version.record is not None and not session.read_only:
            put = partial(self.put_back, version.operation.number)
            button = push_button(session.look, _PUT_BACK, put, icon="history")
            button.setAccessibleName(f"{session.say(_PUT_BACK)}: {title}")
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
