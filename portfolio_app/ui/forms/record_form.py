"""The form of one record kind, which saves as the person goes.

What is valid is saved a second after the last key, or at once when the person goes to another field. What is not valid
stays as it was typed, says what is wrong beside the field, and is not saved; the rest of the record is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from portfolio_app.common.errors import VakdossierError
from portfolio_app.common.text import Text
from portfolio_app.domain.fields import FieldSpec, Record, RecordKind
from portfolio_app.domain.records.learning import ReflectionModel
from portfolio_app.domain.translation import pairs_of
from portfolio_app.domain.values import Choice, ValueProblem
from portfolio_app.ui.dropped import dropped_files
from portfolio_app.ui.forms.editor import Editor
from portfolio_app.ui.forms.factory import RELEASE, editor_for, is_fact
from portfolio_app.ui.forms.field_grid import FieldGrid
from portfolio_app.ui.forms.linking import ReferencesEditor
from portfolio_app.ui.forms.parts import StepsEditor
from portfolio_app.ui.forms.rows import FieldRow
from portfolio_app.ui.forms.saving import Saver
from portfolio_app.ui.forms.standing import Draft, Standing
from portfolio_app.ui.forms.translating import TextPair
from portfolio_app.ui.forms.writing import WritingSheet
from portfolio_app.ui.in_turns import Pieces, Wait
from portfolio_app.ui.records.incoming import AS_EVIDENCE_HERE, answer_files, take_in
from portfolio_app.ui.session import Session

if TYPE_CHECKING:
    from portfolio_app.services.incoming import Incoming

_NOT_STORED: Final = "new"


class RecordForm(QWidget):
    """Shows one record of a kind and saves what changes.

    Whoever makes one goes through its `pieces` to the end, before anything else is asked of it.

    Attributes:
        standing_changed: a `Standing`.
        saved: the record as it now stands in the vault, and whether it is new there.
        english_changed: what is said about the English texts may be otherwise now.
    """

    standing_changed = Signal(object)
    saved = Signal(object, bool)
    english_changed = Signal()

    def __init__(self, session: Session, kind: RecordKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._session = session
        self._blank = kind.record_type(id=_NOT_STORED)
        self._record: Record = self._blank
        self._given: dict[str, object] = {}
        self._left: set[str] = set()
        self._problems: dict[str, Text] = {}
        self._standing = Standing.EMPTY
        self._refusal: VakdossierError | None = None
        self._files: list[Incoming] = []
        self._sheet: WritingSheet | None = None
        self._english: bool | None = None
        self.shows_english = False
        self.rows: dict[str, FieldRow] = {}
        self._pairs: dict[str, TextPair] = {}
        self._saver = Saver(session, kind, self)
        self._saver.due.connect(self.save)
        self._saver.saved.connect(self._was_saved)
        self._saver.refused.connect(self._was_refused)
        self._grid = FieldGrid(self, session.look)
        self._whole = False

    def pieces(self) -> Pieces:
        """Build the form row by row, and bring the rows together at the end."""
        for spec in self.kind.fields:
            if spec.name != RELEASE or len(self.kind.release_choices()) > 1:
                self._add_row(spec)
                yield Wait.IF_LATE
        yield Wait.ALWAYS
        self._whole = True
        self._bring_together()

    def _bring_together(self) -> None:
        may_write = not self._session.read_only
        for pair in pairs_of(self.kind):
            rows = self.rows[pair.dutch.name], self.rows[pair.english.name]
            self._pairs[pair.english.name] = TextPair(self._session.look, *rows, may_write=may_write)
        self._lay_out()
        self._tie_steps_to_model()
        self.setAcceptDrops(may_write)

    # -- what is shown ------------------------------------------------------------------------------------------------

    @property
    def record(self) -> Record | None:
        """The record as it stands in the vault; None when it is not there yet."""
        return None if self._record is self._blank else self._record

    @property
    def standing(self) -> Standing:
        """How the form stands to the vault."""
        return self._standing

    @property
    def refusal(self) -> VakdossierError | None:
        """Why the vault would not take it, when it would not."""
        return self._refusal

    def problems(self) -> Mapping[str, Text]:
        """Return what stands in the way of saving, by field."""
        return self._problems

    def show_record(self, record: Record) -> None:
        """Show a record of the vault; what stood on the form before is gone, so ask `draft` first."""
        self._begin(record, {})
        self._set_standing(Standing.SAVED)

    def start_new(self, values: Mapping[str, object]) -> None:
        """Show a new record with some `values`; it is added to the vault as soon as it is complete."""
        self._begin(self._blank, dict(values))
        self._set_standing(Standing.EMPTY)

    def prefill(self, values: Mapping[str, object]) -> None:
        """Fill in a new record as if the person had typed it: it is saved as soon as it is complete."""
        self.start_new({})
        for name, value in values.items():
            if name in self.rows:
                self.rows[name].editor.show_value(value)
        self._look_again()
        if self._standing is Standing.TYPING:
            self._saver.soon()

    def refresh(self, record: Record) -> None:
        """Take in what changed elsewhere in the record shown; what the person is changing stays."""
        self._take_over(record)
        self._look_again()

    def show_english(self, *, shown: bool | None) -> None:
        """Show or hide the fields for English wording; with None, show them in a record that has some."""
        self._english = shown
        self._lay_out()

    @property
    def has_english(self) -> bool:
        """Whether the kind has fields for English wording."""
        return bool(pairs_of(self.kind))

    @property
    def untranslated(self) -> int:
        """How many texts stand here in Dutch only."""
        return sum(pair.missing for pair in self._pairs.values())

    def next_untranslated(self, *, again: bool = False) -> str:
        """Return the field of the next text that is not translated, after where the cursor is; empty when none is.

        Args:
            again: begin at the first again after the last.
        """
        names = list(self._pairs)
        inside = (at for at, name in enumerate(names, start=1) if self._pairs[name].english.editor.target.hasFocus())
        passed = next(inside, 0)
        order = names[passed:] + (names[:passed] if again else [])
        return next((name for name in order if self._pairs[name].missing), "")

    def focus_first(self) -> None:
        """Put the cursor in the first field."""
        first = next(iter(self.rows.values()), None)
        if first is not None:
            first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_empty(self) -> None:
        """Put the cursor in the first field that says nothing yet; in the first of all where each says something."""
        row = next((row for name, row in self.rows.items() if not row.isHidden() and self._says_nothing(name)), None)
        if row is None:
            self.focus_first()
        else:
            row.take_focus()

    def _says_nothing(self, name: str) -> bool:
        try:
            return self.kind.field(name).type.is_empty(self.rows[name].editor.read())
        except ValueProblem:
            return False

    def show_row(self, name: str) -> FieldRow | None:
        """Return the row of a field, shown; None when the form has none for it."""
        row = self.rows.get(name)
        if row is not None and row.isHidden():
            self.show_english(shown=True)
        return row

    # -- what is typed ------------------------------------------------------------------------------------------------

    @property
    def may_go(self) -> bool:
        """Whether nothing is lost when this is freed and what `draft` gave is resumed on another form."""
        settled = (Standing.EMPTY, Standing.SAVED, Standing.INCOMPLETE, Standing.WRONG)
        return self._standing in settled and not self._files

    def draft(self) -> Draft | None:
        """Return what was typed and is not in the vault, or None."""
        if self._standing in (Standing.EMPTY, Standing.SAVED, Standing.SAVING):
            return None
        typed = {
            name: row.editor.typed()
            for name, row in self.rows.items()
            if not self._stands_at(row.editor, getattr(self._record, name))
        }
        record = self.record
        return Draft(self.kind.key, record.id if record else "", typed) if typed else None

    def resume(self, draft: Draft) -> None:
        """Put a draft back onto the record that is shown."""
        for name, typed in draft.typed.items():
            if name in self.rows:
                self.rows[name].editor.retype(typed)
                self._left.add(name)
        if not self.shows_english and any(name in self._pairs for name in draft.typed):
            self.show_english(shown=True)
        self._look_again()

    # -- saving -------------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Save what is valid and not yet in the vault; does nothing when that is nothing.

        What the machine refuses is tried again by itself after a while, until it is saved or no longer wanted.
        """
        if not self._saver.may_write():
            return
        values = self._saveable()
        if values:
            self._refusal = None
            self._saver.write(self.record, values)
            self._set_standing(Standing.SAVING)

    def attach(self, files: Sequence[Incoming]) -> None:
        """Take files in as evidence and link them to the record, which is saved first when it is new."""
        self._files.extend(files)
        if self.record is None:
            self._left.update(self.rows)
            self._look_again()
            self.save()
        self._attach_waiting()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped on the form."""
        answer_files(event, self, self._session.look, AS_EVIDENCE_HERE)

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach the files that were dropped."""
        files = dropped_files(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.attach(files)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where there is no room for two."""
        super().resizeEvent(event)
        if self._grid.fit(self.width()) and self._whole:
            self._lay_out()

    # -- within -------------------------------------------------------------------------------------------------------

    def _add_row(self, spec: FieldSpec) -> None:
        def build(parent: QWidget) -> Editor:
            return editor_for(spec, self.kind, self._session, parent)

        row = FieldRow(self, self._session.look, spec.label, build, spec.help, required=spec.required)
        editor = row.editor
        self.rows[spec.name] = row
        self._grid.add_heading(spec)
        if self._session.read_only:
            editor.set_locked(locked=True)
        editor.edited.connect(partial(self._was_edited, spec.name))
        editor.left.connect(partial(self._was_left, spec.name))
        if isinstance(editor, ReferencesEditor):
            editor.files_chosen.connect(self.attach)

    def _tie_steps_to_model(self) -> None:
        model = next(
            (s for s in self.kind.fields if isinstance(s.type, Choice) and s.type.options is ReflectionModel), None
        )
        if model is None:
            return
        chooser = self.rows[model.name].editor
        for row in self.rows.values():
            if isinstance(row.editor, StepsEditor):
                row.editor.writing.connect(self._tell_writing)
                chooser.edited.connect(lambda steps=row.editor: steps.show_model(chooser.read()))

    def _tell_writing(self, sheet: WritingSheet) -> None:
        """Say on the sheet that covers the form whether what is written there is saved."""
        self._sheet = sheet
        sheet.stopped.connect(self._writing_stopped)
        sheet.show_saved(saved=self._standing is Standing.SAVED)

    def _writing_stopped(self) -> None:
        self._sheet = None

    def _lay_out(self) -> None:
        says = any(pair.says_english for pair in self._pairs.values())
        self.shows_english = bool(self._pairs) and (says if self._english is None else self._english)
        shown = {spec.name for spec in self.kind.fields if self.shows_english or not spec.english_of}
        self._grid.place(self.kind.fields, self.rows, shown)
        for pair in self._pairs.values():
            pair.stand(shown=self.shows_english, beside=self._grid.beside)
        self.english_changed.emit()

    def _look_at_english(self) -> None:
        for pair in self._pairs.values():
            pair.refresh()
        self.english_changed.emit()

    def _begin(self, record: Record, given: dict[str, object]) -> None:
        self._saver.begin()
        self._record, self._given = record, given
        self._left.clear()
        self._files.clear()
        self._refusal = None
        for name, row in self.rows.items():
            row.editor.show_value(given.get(name, getattr(record, name)))
            if not self._session.read_only:
                row.editor.set_locked(locked=is_fact(self.kind.field(name), record))
        for name, row in self.rows.items():
            if isinstance(row.editor, StepsEditor):
                model = next((r.editor.read() for n, r in self.rows.items() if n == "model"), None)
                row.editor.show_model(model)
                row.editor.show_value(given.get(name, getattr(record, name)))
        for pair in self._pairs.values():
            pair.refresh()
        self._lay_out()
        self._problems = {}
        self._show_problems()

    def _was_edited(self, name: str) -> None:
        self._refusal = None
        self._look_again()
        if self._standing is not Standing.SAVED:
            self._saver.soon()

    def _was_left(self, name: str) -> None:
        if is_fact(self.kind.field(name), self._record):
            return
        editor = self.rows[name].editor
        editor.tidy()
        if not self._stands_at(editor, getattr(self._record, name)):
            self._left.add(name)
            self._look_again()
            self.save()

    def _look_again(self) -> None:
        """Find out anew what is wrong and how the form stands."""
        values, self._problems = self._collected()
        self._show_problems()
        self._look_at_english()
        if self._saver.busy:
            return
        if self._refusal is not None:
            self._set_standing(Standing.REFUSED)
        elif self.record is None:
            changed = {name: value for name, value in values.items() if value != self._given.get(name)}
            unreadable = self._unreadable()
            if not (changed or unreadable or self._files):
                self._set_standing(Standing.EMPTY)
            else:
                self._set_standing(Standing.INCOMPLETE if self._problems else Standing.TYPING)
        elif self._problems:
            self._set_standing(Standing.WRONG)
        else:
            self._set_standing(Standing.TYPING if values else Standing.SAVED)

    def _collected(self) -> tuple[dict[str, object], dict[str, Text]]:
        """Return the values that differ from the vault, and what is wrong with what is on the form."""
        values: dict[str, object] = {}
        problems: dict[str, Text] = {}
        for name, row in self.rows.items():
            if is_fact(self.kind.field(name), self._record):
                continue  # an editor may write line ends otherwise than the file
            try:
                value = row.editor.read()
            except ValueProblem as problem:
                problems[name] = problem.message
                continue
            if value != getattr(self._record, name):
                values[name] = value
        for found in self._record.with_values(**values).problems():
            problems.setdefault(found.field.name, found.problem)
        return values, problems

    def _saveable(self) -> dict[str, object]:
        values, problems = self._collected()
        if self.record is None:
            touched = {name for name, value in values.items() if value != self._given.get(name)}
            return values if touched and not problems else {}
        kept = {name: value for name, value in values.items() if name not in problems}
        return {} if self._record.with_values(**kept).problems() else kept

    def _unreadable(self) -> bool:
        return any(not _is_readable(row.editor) for row in self.rows.values())

    def _show_problems(self) -> None:
        for name, row in self.rows.items():
            problem = self._problems.get(name)
            shown = problem is not None and (name in self._left or self._contradicts(name))
            row.show_problem(problem if shown else None)

    def _contradicts(self, name: str) -> bool:
        """Tell whether a field that was not left is wrong because of others that were."""
        return bool(self._left) and self._record is not self._blank and name not in self._left

    def _was_saved(self, record: Record, new: bool) -> None:  # noqa: FBT001 - the signal's own arguments
        before = self._record
        self._take_over(record)  # evidence may have been linked to it meanwhile
        if new:
            self._given = {}
        self._look_again()
        self.saved.emit(record, new and before is self._blank)
        if self._standing is Standing.TYPING:
            self._saver.soon()
        self._attach_waiting()

    def _take_over(self, record: Record) -> None:
        """Take the record as it stands in the vault now; where the person changed nothing, the form shows what it says.

        Otherwise what changed elsewhere would look like something typed here, and be undone at the next saving.
        """
        before, self._record = self._record, record
        for name, row in self.rows.items():
            value = getattr(record, name)
            if value != getattr(before, name) and self._stands_at(row.editor, getattr(before, name)):
                row.editor.show_value(value)

    def _was_refused(self, error: VakdossierError) -> None:
        self._refusal = error
        self._files.clear()
        self._look_again()

    def _attach_waiting(self) -> None:
        record = self.record
        if record is not None and self._files and not self._saver.busy:
            files, self._files = tuple(self._files), []
            take_in(self._session, files, self, record_id=record.id, then=lambda _results: None)

    def _stands_at(self, editor: Editor, value: object) -> bool:
        try:
            return editor.read() == value
        except ValueProblem:
            return False

    def _set_standing(self, standing: Standing) -> None:
        self._standing = standing
        if self._sheet is not None:
            self._sheet.show_saved(saved=standing is Standing.SAVED)
        self.standing_changed.emit(standing)


def _is_readable(editor: Editor) -> bool:
    try:
        editor.read()
    except ValueProblem:
        return False
    return True
