"""Lines that lead to where something is mended."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QVBoxLayout

from portfolio_app.common.text import CountedText, Text
from portfolio_app.domain.kinds import kind_called
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.cards import verdict_row
from portfolio_app.ui.widgets.labels import plain_label
from portfolio_app.ui.widgets.step import StepButton

if TYPE_CHECKING:
    from portfolio_app.common.errors import VakdossierError
    from portfolio_app.services.exports import Mend

_NEW: Final = Text("{kind} toevoegen", "Add {kind}")
_FIELD: Final = Text("veld “{field}”", "field “{field}”")
_AND_MORE: Final = CountedText(Text("en 1 andere", "and 1 more"), Text("en {n} andere", "and {n} more"))
_MOST: Final = 4


def add_mends(column: QVBoxLayout, session: Session, mends: tuple[Mend, ...], most: int = _MOST) -> None:
    """Add a line for each place, and how many more there are."""
    known = [mend for mend in mends if mend.record_id]
    for mend in known[:most]:
        column.addWidget(_to_record(session, mend))
    if len(known) > most:
        column.addWidget(plain_label(_AND_MORE.say(len(known) - most, session.look.language), tone="quiet", size=0.95))
    if not session.read_only:
        for mend in mends:
            if not mend.record_id:
                words = session.say(_NEW.fill(kind=kind_called(mend.kind).label.within_a_sentence()).capitalised())
                deed = partial(session.new_asked.emit, mend.kind, None)
                column.addWidget(StepButton(session.look, "plus", "accent", words, deed))


def add_refusal(column: QVBoxLayout, session: Session, error: VakdossierError) -> None:
    """Add why no document can be made, and a line that leads to what is missing for it."""
    from portfolio_app.services.exports import Mend, MissingRecordError

    words = error.say(session.look.language)
    column.addWidget(verdict_row(session.look, "triangle-alert", "attention", words))
    if isinstance(error, MissingRecordError):
        add_mends(column, session, (Mend(error.kind),))


def _to_record(session: Session, mend: Mend) -> StepButton:
    kind = kind_called(mend.kind)
    parts = [session.say(mend.why)] if mend.why else []
    if mend.field:
        parts = [part.removesuffix(".") for part in parts]
        parts.append(session.say(_FIELD.fill(field=kind.field(mend.field).label)))
    title = session.readable(session.say(mend.title), mend.kind)
    deed = partial(session.field_asked.emit, mend.kind, mend.record_id, mend.field)
    return StepButton(session.look, "arrow-right", "accent", title, deed, note=" · ".join(parts))
