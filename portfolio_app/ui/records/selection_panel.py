"""What stands in the place of a record while several are chosen: what they add up to, and what can be done with all."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from portfolio_app.common.text import CountedText, Text
from portfolio_app.domain.fields import FieldSpec, RecordKind
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.domain.values import LongText, ShortText, Texts, ValueProblem
from portfolio_app.ui.forms.factory import FILE_FACTS, editor_for
from portfolio_app.ui.forms.rows import FieldRow
from portfolio_app.ui.models.cells import RowReader
from portfolio_app.ui.records.changing import change_many
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import push_button
from portfolio_app.ui.widgets.calm_combo import CalmCombo
from portfolio_app.ui.widgets.flow import Flow
from portfolio_app.ui.widgets.labels import line, plain_label, set_tone
from portfolio_app.ui.widgets.scrolling import ScrollingColumn

if TYPE_CHECKING:
    from portfolio_app.services.bulk import BulkChange, BulkPreview
    from portfolio_app.services.lists import Chosen
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.storage.history import ChangeSet
    from portfolio_app.ui.tasks import Job

_CHOSEN: Final = CountedText(Text("{n} gegeven gekozen", "{n} record selected"), Text("{n} gekozen", "{n} selected"))
_CHANGE: Final = Text("Eén veld wijzigen bij alle gekozen gegevens", "Change one field of all selected records")
_FIELD: Final = Text("Welk veld", "Which field")
_VALUE: Final = Text("Nieuwe waarde: {field}", "New value: {field}")
_ADDING: Final = Text("Toevoegen aan wat er al staat", "Add to what is already there")
_APPLY: Final = Text("Wijzigen", "Change")
_COPY: Final = Text("Kopiëren", "Copy")
_COPY_CSV: Final = Text("Kopiëren als CSV", "Copy as CSV")
_DELETE: Final = Text("Verwijderen", "Delete")
_WOULD: Final = CountedText(
    Text("{n} gegeven wordt gewijzigd.", "{n} record will be changed."),
    Text("{n} gegevens worden gewijzigd.", "{n} records will be changed."),
)
_SAME: Final = CountedText(
    Text("Bij {n} staat dit er al.", "{n} already has this."),
    Text("Bij {n} staat dit er al.", "{n} already have this."),
)
_REFUSED: Final = CountedText(
    Text("Bij {n} kan het niet: {reason}", "Not possible for {n}: {reason}"),
    Text("Bij {n} kan het niet: {reason}", "Not possible for {n}: {reason}"),
)
_CHOOSE_FIRST: Final = Text("Kies eerst een nieuwe waarde.", "Choose a new value first.")
_CHANGED: Final = CountedText(
    Text("{n} gegeven gewijzigd.", "{n} record changed."), Text("{n} gegevens gewijzigd.", "{n} records changed.")
)
_UNDO: Final = Text("Ongedaan maken", "Undo")
_BUSY: Final = Text("Bezig met wijzigen…", "Changing…")
_CHANGING: Final = Text("Gegevens wijzigen", "Changing records")
_PREVIEW_AFTER_MS: Final = 200


class SelectionPanel(QWidget):
    """Several records of one kind.

    Attributes:
        copy_asked: they are to be copied; whether as CSV only.
        delete_asked: they are to be deleted.
    """

    copy_asked = Signal(bool)
    delete_asked = Signal()

    def __init__(self, session: Session, kind: RecordKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._kind = kind
        self._ids: tuple[str, ...] = ()
        self._reader = RowReader(kind, session.registers, session.look.language, ())
        look = session.look
        self.title = plain_label("", self, strong=True, size=1.25)
        self._sums = plain_label("", self, tone="quiet")
        self.fields = CalmCombo(self)
        self.fields.setAccessibleName(look.say(_FIELD))
        self._specs = changeable_fields(kind)
        for spec in self._specs:
            self.fields.addItem(look.say(spec.label))
        self.fields.currentIndexChanged.connect(self._show_editor)
        self._editor_place = QVBoxLayout()
        self.row: FieldRow | None = None
        self.adding = QCheckBox(look.say(_ADDING), self)
        self.adding.toggled.connect(self._preview_soon)
        self.preview = plain_label("", self)
        self.apply = push_button(look, _APPLY, self._apply, role="primary", parent=self)
        self.apply.setEnabled(False)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_PREVIEW_AFTER_MS)
        self._delay.timeout.connect(self._read_preview)
        self._build()
        QTimer.singleShot(0, self, self._show_editor)  # in a turn of its own: an editor takes a while to build

    def _build(self) -> None:
        look, session = self._session.look, self._session
        scroll = ScrollingColumn(self, name=look.say(_CHANGE))
        content = scroll.content
        column = QVBoxLayout(content)
        column.setContentsMargins(20, 14, 20, 20)
        column.setSpacing(10)
        column.addWidget(self.title)
        column.addWidget(self._sums)
        holder = QWidget(content)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        deeds = Flow(holder, gap=6)
        for text, icon, deed in (
            (_COPY, "copy", partial(self.copy_asked.emit, False)),
            (_COPY_CSV, "copy", partial(self.copy_asked.emit, True)),
        ):
            deeds.addWidget(push_button(look, text, deed, icon=icon))
        if not session.read_only:
            deeds.addWidget(push_button(look, _DELETE, self.delete_asked.emit, icon="trash-2"))
        column.addWidget(holder)
        change = QWidget(content)
        inner = QVBoxLayout(change)
        inner.setContentsMargins(0, 8, 0, 0)
        inner.setSpacing(8)
        inner.addWidget(line())
        inner.addWidget(plain_label(look.say(_CHANGE), strong=True, size=1.08, tone="accent"))
        label = plain_label(look.say(_FIELD))
        label.setBuddy(self.fields)
        inner.addWidget(label)
        inner.addWidget(self.fields)
        inner.addLayout(self._editor_place)
        inner.addWidget(self.adding)
        inner.addWidget(self.preview)
        inner.addWidget(self.apply)
        change.setVisible(not session.read_only)
        column.addWidget(change)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    @property
    def ids(self) -> tuple[str, ...]:
        """The records that are chosen."""
        return self._ids

    def show_chosen(self, chosen: Chosen) -> None:
        """Show what is chosen."""
        self._ids = chosen.ids
        self.title.setText(_CHOSEN.say(len(chosen.ids), self._session.look.language))
        self._sums.setText(self._reader.wording_of(chosen.totals))
        self._preview_soon()

    # -- within -------------------------------------------------------------------------------------------------------

    def _spec(self) -> FieldSpec:
        return self._specs[max(self.fields.currentIndex(), 0)]

    def _show_editor(self) -> None:
        from portfolio_app.services.bulk import can_add

        if self.row is not None:
            self.row.hide()
            self.row.deleteLater()
        spec = self._spec()
        label = _VALUE.fill(field=spec.label)
        build: Callable[[QWidget], Any] = partial(_built, spec, self._kind, self._session)
        self.row = FieldRow(self, self._session.look, label, build, spec.help)
        self.row.editor.show_value(spec.type.empty())
        self.row.editor.edited.connect(self._preview_soon)
        self._editor_place.addWidget(self.row)
        self.adding.setVisible(can_add(spec))
        self.adding.setChecked(can_add(spec))
        self._say_preview("")

    def _change(self) -> BulkChange:
        from portfolio_app.services.bulk import BulkChange, can_add

        spec = self._spec()
        value = self.row.editor.read() if self.row else spec.type.empty()
        return BulkChange(spec.name, value, adding=can_add(spec) and self.adding.isChecked())

    def _preview_soon(self) -> None:
        self.apply.setEnabled(False)
        self._delay.start()

    def _read_preview(self) -> None:
        try:
            change = self._change()
        except ValueProblem as problem:
            self._say_preview(problem.say(self._session.look.language), wrong=True)
            return
        kind, ids = self._kind, self._ids
        if not ids:
            return
        spec = self._spec()
        if spec.type.is_empty(change.value) and (spec.required or change.adding):
            self._say_preview(self._session.say(_CHOOSE_FIRST))
            return

        def read(portfolio: Portfolio) -> BulkPreview:
            from portfolio_app.services.bulk import preview

            return preview(portfolio, kind, ids, change)

        self._session.read(read, self._show_preview, owner=self, slot="preview")

    def _show_preview(self, found: BulkPreview) -> None:
        language = self._session.look.language
        words = [_WOULD.say(found.changed, language)]
        if found.same:
            words.append(_SAME.say(found.same, language))
        if found.refused and found.reason:
            pattern = _REFUSED.one if found.refused == 1 else _REFUSED.many
            words.append(pattern.fill(n=found.refused, reason=found.reason).say(language))
        self._say_preview(" ".join(words), wrong=bool(found.refused))
        self.apply.setEnabled(bool(found.changed) and not found.refused)

    def _say_preview(self, words: str, *, wrong: bool = False) -> None:
        set_tone(self.preview, "bad" if wrong else "")
        self.preview.setText(words)
        self.preview.setVisible(bool(words))
        if wrong or not words:
            self.apply.setEnabled(False)

    def _apply(self) -> None:
        self.apply.setEnabled(False)
        self._say_preview(self._session.say(_BUSY))
        change, kind, ids = self._change(), self._kind, self._ids

        def apply(portfolio: Portfolio, job: Job) -> ChangeSet:
            from portfolio_app.services import bulk

            return bulk.apply(portfolio, kind, ids, change, job.report, job.stopped)

        def done(changes: ChangeSet) -> None:
            words = _CHANGED.say(len(changes.changes), self._session.look.language)
            self._session.said.emit(words, _UNDO, lambda: self._session.undo(changes.operation))
            self._preview_soon()

        change_many(self._session, _CHANGING, apply, done, self, failed=self._preview_soon)


def changeable_fields(kind: RecordKind) -> tuple[FieldSpec, ...]:
    """Return the fields of which one value can hold for many records: not what names each, nor a long text."""

    def common(spec: FieldSpec) -> bool:
        if isinstance(spec.type, LongText | Texts) or (kind is Evidence.kind and spec.name in FILE_FACTS):
            return False
        return not (isinstance(spec.type, ShortText) and spec.name in kind.title_fields[:1])

    return tuple(spec for spec in kind.fields if common(spec))


def _built(spec: FieldSpec, kind: RecordKind, session: Session, parent: QWidget) -> Any:
    return editor_for(spec, kind, session, parent)
