"""One item of a scoring sheet: what it says, its score, and on demand what shows that score."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from portfolio_app.common.text import Text
from portfolio_app.domain.counted import EVIDENCE
from portfolio_app.domain.records.growth import Score
from portfolio_app.domain.values import ValueProblem
from portfolio_app.services.scoring import ScoreValues, SheetItem
from portfolio_app.ui.assessing.choice import ScoreChoice
from portfolio_app.ui.dropped import dropped_files
from portfolio_app.ui.forms.editor import Editor
from portfolio_app.ui.forms.factory import editor_for
from portfolio_app.ui.forms.linking import ReferencesEditor
from portfolio_app.ui.forms.rows import FieldRow
from portfolio_app.ui.records.incoming import AS_EVIDENCE_HERE, answer_files
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.buttons import tool_button
from portfolio_app.ui.widgets.labels import plain_label

_DETAILS: Final = Text("Toelichting en bewijs", "Explanation and evidence")
_FIRST_A_SCORE: Final = Text(
    "Geef eerst een score; daarna kunt u die toelichten.", "Give a score first; then you can explain it."
)
_SHOWS: Final = Text("Blijkt uit: {what}", "Shown by: {what}")
_LONGEST: Final = 140
_SIDE_BY_SIDE_FROM: Final = 640


class ScoreRow(QWidget):
    """One item; the fields that say more about its score are built when they are first asked for.

    Attributes:
        scored: the score that the person chose; 0 for none.
        changed: fields of the score that the person changed, by name.
        go_asked: see `ScoreChoice`.
        entered: the person is here now.
        opened: the fields that say more are shown now.
        files_chosen: files to take in as evidence of the score.
    """

    scored = Signal(int)
    changed = Signal(object)
    go_asked = Signal(str)
    entered = Signal()
    opened = Signal()
    files_chosen = Signal(object)

    def __init__(self, session: Session, item: SheetItem, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.item = item
        look = session.look
        self._values: ScoreValues | None = None
        self._shown: tuple[ScoreValues | None, int | None] | None = None
        self._said: QLabel | None = None
        self._details: QWidget | None = None
        self.fields: dict[str, FieldRow] = {}
        label = look.say(item.label)
        self._label = plain_label(label, self, strong=True)
        text = ". ".join(
            part.rstrip(".") for part in (look.say(item.text), look.say(item.demand.capitalised())) if part
        )
        self._text = plain_label(f"{text}." if text else "", self, tone="quiet")
        self._text.setVisible(bool(text))
        self.choice = ScoreChoice(look, self)
        self.choice.setAccessibleName(f"{label}. {text}")
        self.choice.set_locked(locked=session.read_only)
        self.more = tool_button(look, "notebook-pen", _DETAILS, self._toggle, parent=self)
        self.more.setCheckable(True)
        self._words = QVBoxLayout()
        self._words.setSpacing(1)
        self._words.addWidget(self._label)
        self._words.addWidget(self._text)
        self._words.addStretch(1)
        deeds = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        deeds.setSpacing(6)
        deeds.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignTop)
        deeds.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        deeds.addStretch(1)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(16)
        self._across.addLayout(self._words, 1)
        self._across.addLayout(deeds)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 6, 0, 6)
        self._column.setSpacing(6)
        self._column.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        self._column.addLayout(self._across)
        self.setAcceptDrops(not session.read_only)
        self.choice.scored.connect(self.scored)
        self.choice.go_asked.connect(self.go_asked)
        self.choice.entered.connect(self.entered)
        self.choice.details_asked.connect(self.open_details)

    def show_values(self, values: ScoreValues | None, before: int | None) -> None:
        """Show the score with what was said of it, beside the score of the time before."""
        if self._shown == (values, before):
            return
        self._shown, self._values = (values, before), values
        self.choice.show_score(values.get("score") if values else None, before, is_asked=self.item.is_asked)
        self._show_said()
        self._show_fields()

    def open_details(self) -> None:
        """Show the fields that say more, with the cursor in the first."""
        self._show_details()
        first = next(iter(self.fields.values()), None)
        if first is not None and not first.isHidden():
            first.take_focus()

    def typed_wrong(self) -> dict[str, object]:
        """Return what stands in fields and cannot be saved, by name, for `retype`."""
        return {name: row.editor.typed() for name, row in self.fields.items() if row.problem}

    def retype(self, name: str, typed: object) -> None:
        """Put back what stood in a field, with the fields shown."""
        self._show_details()
        if name in self.fields:
            self.fields[name].editor.retype(typed)

    @property
    def problem(self) -> FieldRow | None:
        """The field in which something stands that cannot be saved."""
        return next((row for row in self.fields.values() if row.problem), None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The score goes below the words where there is no room beside them."""
        super().resizeEvent(event)
        wide = self.width() >= self._session.look.wide(_SIDE_BY_SIDE_FROM)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._across.direction() is not way:
            self._across.setDirection(way)
            self._across.setSpacing(16 if wide else 6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads from what more is said back to the score; from there it leads away."""
        focused, details = QApplication.focusWidget(), self._details
        within = focused is not None and details is not None and details.isAncestorOf(focused)
        if within and event.key() == Qt.Key.Key_Escape:
            self.choice.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped on what is scored."""
        if self._values is not None:
            answer_files(event, self, self._session.look, AS_EVIDENCE_HERE)

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach the files that were dropped."""
        files = dropped_files(event.mimeData())
        if self._values is not None and files:
            event.acceptProposedAction()
            self.files_chosen.emit(files)

    # -- what more is said --------------------------------------------------------------------------------------------

    def _show_said(self) -> None:
        """Show in a line what is said of the score, while its fields are not open."""
        parts: list[str] = []
        language = self._session.look.language
        if self._values is not None and not self.more.isChecked():
            level, words = self._values.get("level"), str(self._values.get("explanation") or "")
            evidence = self._values.get("evidence") or ()
            if level is not None:
                parts.append(self._session.say(level.label))
            if words:
                first = " ".join(words.split())
                first = first if len(first) <= _LONGEST else f"{first[: _LONGEST - 1]}…"
                parts.append(self._session.say(_SHOWS.fill(what=first)))
            if evidence:
                parts.append(EVIDENCE.say(len(evidence), language))
        if self._said is None:
            if not parts:
                return
            self._said = plain_label("", self, size=0.92)
            self._words.insertWidget(2, self._said)
        self._said.setText(" · ".join(parts))
        self._said.setVisible(bool(parts))

    def _show_details(self) -> None:
        if not self.more.isChecked():
            self.more.setChecked(True)
            self._toggle()

    def _toggle(self) -> None:
        if self._details is None:
            self._build_details()
        if self._details is not None:
            self._details.setVisible(self.more.isChecked())
        self._show_said()
        self._show_fields()
        if self.more.isChecked():
            self.opened.emit()

    def _build_details(self) -> None:
        self._details = QWidget(self)
        column = QVBoxLayout(self._details)
        column.setContentsMargins(20, 2, 0, 8)
        column.setSpacing(8)
        self._first = plain_label(self._session.say(_FIRST_A_SCORE), self._details, tone="quiet")
        column.addWidget(self._first)
        for name in ("explanation", *(("level",) if self.item.has_level else ()), "evidence"):
            column.addWidget(self._field(name, self._details))
        self._column.addWidget(self._details)

    def _field(self, name: str, parent: QWidget) -> FieldRow:
        spec = Score.kind.field(name)

        def build(within: QWidget) -> Editor:
            return editor_for(spec, Score.kind, self._session, within)

        row = FieldRow(parent, self._session.look, spec.label, build, spec.help)
        row.editor.set_locked(locked=self._session.read_only)
        row.editor.edited.connect(partial(self._edited, name))
        if isinstance(row.editor, ReferencesEditor):
            row.editor.files_chosen.connect(self.files_chosen.emit)
        self.fields[name] = row
        return row

    def _show_fields(self) -> None:
        if self._details is None:
            return
        self._first.setVisible(self._values is None and not self._session.read_only)
        for name, row in self.fields.items():
            row.setVisible(self._values is not None)
            if self._values is not None and not row.problem:
                value = self._values.get(name, Score.kind.field(name).type.empty())
                if _read(row.editor) != value:
                    row.editor.show_value(value)

    def _edited(self, name: str) -> None:
        row = self.fields[name]
        try:
            value = row.editor.read()
        except ValueProblem as problem:
            row.show_problem(problem.message)
            return
        wrong = Score.kind.field(name).type.problem(value)
        row.show_problem(wrong)
        if wrong is None:
            self.changed.emit({name: value})


def _read(editor: Editor) -> Any:
    try:
        return editor.read()
    except ValueProblem:
        return None
