"""Which editor a field gets, by what it holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, cast

from PySide6.QtWidgets import QWidget

from portfolio_app.common.text import NO_TEXT, Text
from portfolio_app.domain.fields import FieldSpec, Record, RecordKind
from portfolio_app.domain.records.privacy_decision import PrivacyDecision
from portfolio_app.domain.values import (
    Amounts,
    CalendarDate,
    Choice,
    Choices,
    ClockTime,
    Codes,
    DecimalNumber,
    Duration,
    Lines,
    LongText,
    Option,
    PartialDate,
    Reference,
    References,
    ShortText,
    Texts,
    ValueType,
    WholeNumber,
    YesNo,
)
from portfolio_app.ui.forms.choosing import ChecklistEditor, ChoiceEditor, YesNoEditor
from portfolio_app.ui.forms.codes import CodesEditor
from portfolio_app.ui.forms.dates import DateEditor
from portfolio_app.ui.forms.editor import Editor, LineEditor, LinesEditor, TextEditor
from portfolio_app.ui.forms.linking import ReferenceEditor, ReferencesEditor
from portfolio_app.ui.forms.marking import read_along
from portfolio_app.ui.forms.parts import AmountsEditor, StepsEditor
from portfolio_app.ui.session import Session

RELEASE: Final = "release"
_NO_CHOICE: Final = Text("—", "—")
_USUAL: Final = Text("zoals gebruikelijk: {audience}", "as usual: {audience}")
_TIME_EXAMPLE: Final = Text("bijv. 9:30", "e.g. 9:30")
_DURATION_EXAMPLE: Final = Text("bijv. 1:30, 1,5 of 90 min", "e.g. 1:30, 1.5 or 90 min")
_LINES_EXAMPLE: Final = Text("Eén op elke regel", "One on each line")
_SHORT_LINE: Final = 60
_NARROW: Final = (CalendarDate, PartialDate, ClockTime, Duration, WholeNumber, DecimalNumber, Choice)

_HASH: Final = "sha256"
_MARK: Final = "hit"
FILE_FACTS: Final = frozenset({"file_name", _HASH, "media_type", "size", "pages", "text"})
"""Fields of evidence that say something of its file."""

# The type of the value, its field, the field's kind, the session, the parent.
_Builder = Callable[[Any, FieldSpec, RecordKind, Session, QWidget], Editor]


def editor_for(spec: FieldSpec, kind: RecordKind, session: Session, parent: QWidget) -> Editor:
    """Return a new editor for a field, within `parent`: what gets its parent later is styled twice.

    Raises:
        TypeError: no editor knows this type of value.
    """
    build = _BUILDERS.get(type(spec.type))
    if build is None:
        raise TypeError(f"no editor for {type(spec.type).__name__} of {kind.key}.{spec.name}")
    return build(spec.type, spec, kind, session, parent)


def is_fact(spec: FieldSpec, record: Record) -> bool:
    """Tell whether a field was filled in by the program, so that nobody may change it by hand.

    So it says something of a file, read from it, or is the mark by which a finding of the privacy check is known again.
    """
    if isinstance(record, PrivacyDecision):
        return spec.name == _MARK and bool(record.hit)
    return spec.name in FILE_FACTS and bool(getattr(record, _HASH, ""))


def is_narrow(spec: FieldSpec) -> bool:
    """Tell whether two such fields go side by side; a box to tick has no label above, so it stands by itself."""
    if isinstance(spec.type, ShortText):
        return spec.type.longest <= _SHORT_LINE
    return isinstance(spec.type, _NARROW)


def _line(example: Text = NO_TEXT) -> _Builder:
    def build(of: ValueType[Any], _spec: FieldSpec, _kind: RecordKind, session: Session, parent: QWidget) -> Editor:
        return LineEditor(of, session.look.language, example=example, parent=parent)

    return build


def _number(
    of: WholeNumber | DecimalNumber, _spec: FieldSpec, _kind: RecordKind, session: Session, parent: QWidget
) -> Editor:
    return LineEditor(cast("ValueType[Any]", of), session.look.language, unit=of.unit, parent=parent)


def _text(of: LongText, spec: FieldSpec, _kind: RecordKind, session: Session, parent: QWidget) -> Editor:
    editor = TextEditor(of, session.look.language, parent=parent)
    read_along(session, editor.text, "en" if spec.english_of else "nl")
    return editor


def _lines(of: Lines, _spec: FieldSpec, _kind: RecordKind, session: Session, parent: QWidget) -> Editor:
    return LinesEditor(of, session.look.language, least_lines=2, example=_LINES_EXAMPLE, parent=parent)


def _yes_no(_of: YesNo, spec: FieldSpec, _kind: RecordKind, session: Session, parent: QWidget) -> Editor:
    return YesNoEditor(session.say(spec.label), parent=parent)


def _date(of: ValueType[Any], _spec: FieldSpec, _kind: RecordKind, session: Session, parent: QWidget) -> Editor:
    return DateEditor(session.look, of, parent, today=session.today)


def _choice(of: Choice, spec: FieldSpec, kind: RecordKind, session: Session, parent: QWidget) -> Editor:
    if spec.name == RELEASE:
        usual = _USUAL.fill(audience=kind.default_release.label)
        return ChoiceEditor(session.look, kind.release_choices(), session.say(usual), parent=parent)
    options: tuple[Option, ...] = tuple(of.options)
    return ChoiceEditor(session.look, options, session.say(_NO_CHOICE), parent=parent)


def _choices(of: Choices, _spec: FieldSpec, _kind: RecordKind, session: Session, parent: QWidget) -> Editor:
    return ChecklistEditor(session.look, tuple(of.options), parent=parent)


def _reference(of: Reference, _spec: FieldSpec, _kind: RecordKind, session: Session, parent: QWidget) -> Editor:
    return ReferenceEditor(session, of.kinds, parent=parent)


def _references(of: References, _spec: FieldSpec, _kind: RecordKind, session: Session, parent: QWidget) -> Editor:
    return ReferencesEditor(session, of.kinds, parent=parent)


def _codes(of: Codes, _spec: FieldSpec, _kind: RecordKind, session: Session, parent: QWidget) -> Editor:
    return CodesEditor(session.look, session.registers, of, session.ruled_registers, parent=parent)


def _steps(of: Texts, _spec: FieldSpec, _kind: RecordKind, session: Session, parent: QWidget) -> Editor:
    return StepsEditor(session, of.longest, parent=parent)


def _amounts(of: Amounts, _spec: FieldSpec, _kind: RecordKind, session: Session, parent: QWidget) -> Editor:
    return AmountsEditor(session.look, session.registers, of, parent=parent)


_BUILDERS: Final[Mapping[type, _Builder]] = MappingProxyType(
    {
        ShortText: _line(),
        LongText: _text,
        Lines: _lines,
        YesNo: _yes_no,
        WholeNumber: _number,
        DecimalNumber: _number,
        CalendarDate: _date,
        PartialDate: _date,
        ClockTime: _line(_TIME_EXAMPLE),
        Duration: _line(_DURATION_EXAMPLE),
        Choice: _choice,
        Choices: _choices,
        Reference: _reference,
        References: _references,
        Codes: _codes,
        Texts: _steps,
        Amounts: _amounts,
    }
)
