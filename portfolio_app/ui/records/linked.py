"""What belongs to a record from the other side: who refers to it, and what can be added that does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from portfolio_app.common.text import CountedText, Text
from portfolio_app.domain.fields import FieldSpec, RecordKind
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.records.learning import Activity, Evidence
from portfolio_app.domain.values import Reference, References
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.flow import Flow
from portfolio_app.ui.widgets.labels import line, plain_label
from portfolio_app.ui.widgets.layouts import clear
from portfolio_app.ui.widgets.link import CHIP_ICON, link_button

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio, RecordTitle

_REFERRERS: Final = Text("Verwijst hierheen", "Refers to this")
_MORE: Final = CountedText(Text("nog {n}…", "{n} more…"), Text("nog {n}…", "{n} more…"))
_FIRST: Final = 8
_FILL_IN: Final = Text("Activiteit invullen met dit bewijsstuk", "Make an activity from this evidence")


def linkable(kind: RecordKind) -> tuple[tuple[RecordKind, FieldSpec], ...]:
    """Return the kinds of which a new record can link to one of `kind`, each with the field that does; not evidence."""
    if kind is Evidence.kind:
        return ()
    return tuple(
        (other, spec)
        for other in KINDS
        if not other.singleton
        for spec in other.fields
        if isinstance(spec.type, Reference | References) and kind.key in spec.type.kinds
    )


def linked_values(spec: FieldSpec, record_id: str) -> dict[str, object]:
    """Return the value with which the field of a new record links to another."""
    return {spec.name: record_id if isinstance(spec.type, Reference) else (record_id,)}


def fill_linked_menu(menu: QMenu, session: Session, kind: RecordKind, record_id: str) -> None:
    """Fill a menu with the kinds of record that can be added to this one."""
    if kind is Evidence.kind:
        action = menu.addAction(session.look.icon("plus"), session.say(_FILL_IN))
        action.triggered.connect(partial(_fill_in_activity, session, record_id))
    for other, spec in linkable(kind):
        words = session.say(other.label).replace("&", "&&")
        action = menu.addAction(session.look.icon("plus"), words)
        action.triggered.connect(partial(_ask_new, session, other.key, linked_values(spec, record_id)))


def _fill_in_activity(session: Session, evidence_id: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - the signal's own
    """Begin an activity with what is recognised in a piece of evidence that was kept without one."""

    def read(portfolio: Portfolio) -> dict[str, object]:
        from portfolio_app.services.incoming import activity_values

        return activity_values(portfolio, portfolio.record(Evidence.kind, evidence_id))

    session.read(read, lambda values: session.new_asked.emit(Activity.kind.key, values), owner=session)


def _ask_new(session: Session, kind: str, values: dict[str, object], _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - the signal's own
    session.new_asked.emit(kind, values)


class Referrers(QWidget):
    """The records that refer to one, as chips under the name of their kind; hidden when there are none."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 0, 20, 20)
        self._column.setSpacing(4)
        self.hide()

    def clear(self) -> None:
        """Show none."""
        clear(self._column)
        self.hide()

    def show_titles(self, titles: tuple[RecordTitle, ...]) -> None:
        """Show who refers to the record."""
        self.clear()
        if not titles:
            return
        look = self._session.look
        self._column.addWidget(line(self))
        self._column.addSpacing(8)
        self._column.addWidget(plain_label(look.say(_REFERRERS), self, strong=True, size=1.08, tone="accent"))
        by_kind: dict[str, list[RecordTitle]] = {}
        for title in titles:
            by_kind.setdefault(title.kind, []).append(title)
        for kind in KINDS:
            if kind.key in by_kind:
                self._add_kind(kind, by_kind[kind.key])
        self.show()

    def _add_kind(self, kind: RecordKind, titles: list[RecordTitle]) -> None:
        look = self._session.look
        label = look.say(kind.plural if len(titles) > 1 else kind.label)
        words = f"{label} ({len(titles)})" if len(titles) > 1 else label
        self._column.addWidget(plain_label(words, self, tone="quiet", size=0.95))
        holder = QWidget(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        flow = Flow(holder, gap=6)
        self._column.addWidget(holder)
        self._fill(flow, titles, _FIRST)

    def _fill(self, flow: Flow, titles: list[RecordTitle], most: int) -> None:
        flow.clear()
        language = self._session.look.language
        for title in titles[:most]:
            words = self._session.called(title)
            flow.addWidget(self._chip(words, partial(self._session.record_asked.emit, title.kind, title.id)))
        rest = len(titles) - most
        if rest > 0:
            more = self._chip(_MORE.say(rest, language), partial(self._fill, flow, titles, len(titles)))
            flow.addWidget(more)

    def _chip(self, words: str, pressed: Callable[[], object]) -> QPushButton:
        chip = link_button(self._session.look, words, pressed, icon="link", role="chip", parent=self)
        chip.setIconSize(QSize(self._session.look.grown(CHIP_ICON), self._session.look.grown(CHIP_ICON)))
        return chip
