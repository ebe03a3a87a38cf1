"""What is done with records from their list: copied, duplicated, deleted; told in passing, with undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QGuiApplication

from portfolio_app.common.text import CountedText, Text
from portfolio_app.ui.records.changing import change_many
from portfolio_app.ui.records.copying import Copied, read_copy
from portfolio_app.ui.session import Session

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from portfolio_app.domain.fields import Record
    from portfolio_app.services.portfolio import Portfolio, Saved
    from portfolio_app.storage.history import ChangeSet
    from portfolio_app.ui.models.records import RecordTableModel
    from portfolio_app.ui.tasks import Job

_DELETED: Final = Text("“{title}” is verwijderd.", "“{title}” was deleted.")
_DELETED_MANY: Final = CountedText(
    Text("{n} gegeven is verwijderd.", "{n} record was deleted."),
    Text("{n} gegevens zijn verwijderd.", "{n} records were deleted."),
)
_DELETING: Final = Text("Gegevens verwijderen", "Deleting records")
_DUPLICATED: Final = Text(
    "“{title}” is gedupliceerd; u ziet nu de kopie.", "“{title}” was duplicated; you see the copy."
)
_COPIED: Final = CountedText(
    Text(
        "{n} gegeven gekopieerd, met alles erin. Lees het na voor u het iemand stuurt.",
        "{n} record copied, with everything in it. Read it through before you send it to anyone.",
    ),
    Text(
        "{n} gegevens gekopieerd, met alles erin. Lees ze na voor u ze iemand stuurt.",
        "{n} records copied, with everything in them. Read them through before you send them to anyone.",
    ),
)
_UNDO: Final = Text("Ongedaan maken", "Undo")
_LONGEST_TITLE: Final = 60


def copy_records(
    session: Session, model: RecordTableModel, ids: tuple[str, ...], owner: QWidget, *, as_table: bool
) -> None:
    """Put records on the clipboard, in the columns and the order of their list; as words, or as a CSV table too."""
    reader, order = model.reader, model.order

    def put(copied: Copied) -> None:
        QGuiApplication.clipboard().setMimeData(copied.for_clipboard(as_table=as_table))
        session.said.emit(_COPIED.say(len(ids), session.look.language), None, None)

    session.read(lambda portfolio: read_copy(portfolio, reader, ids, order), put, owner=owner)


def duplicate_record(session: Session, record: Record, owner: QWidget) -> None:
    """Add a copy of a record, without its evidence, and show it."""
    kind = record.kind
    values = {spec.name: getattr(record, spec.name) for spec in kind.fields if spec.name != "evidence"}
    title = _shortened(session.title(record))

    def show(saved: Saved) -> None:
        _tell_with_undo(session, session.say(_DUPLICATED.fill(title=title)), saved.changes)
        session.record_asked.emit(kind.key, saved.record.id)

    session.save(lambda portfolio: portfolio.add(kind, values), show, owner=owner)


def delete_records(session: Session, ids: tuple[str, ...], owner: QWidget, *, title: str = "") -> None:
    """Delete records in one step, with progress where they are many; `title` names one, the number several."""

    def delete(portfolio: Portfolio, job: Job) -> ChangeSet:
        from portfolio_app.services import bulk

        return bulk.delete(portfolio, ids, job.report, job.stopped)

    def deleted(changes: ChangeSet) -> None:
        one = session.say(_DELETED.fill(title=_shortened(title))) if title else ""
        _tell_with_undo(session, one or _DELETED_MANY.say(len(ids), session.look.language), changes)

    change_many(session, _DELETING, delete, deleted, owner)


def _tell_with_undo(session: Session, words: str, changes: ChangeSet) -> None:
    session.said.emit(words, _UNDO, lambda: session.undo(changes.operation))


def _shortened(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + "…"
