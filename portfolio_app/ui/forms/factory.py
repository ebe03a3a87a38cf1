"""Which editor a field gets, by what it holds."""

from __future__ import annotations

from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.domain.fields import FieldSpec, RecordKind
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
    WholeNumber,
    YesNo,
)
from portfolio_app.ui.forms.choosing import ChecklistEditor, ChoiceEditor, YesNoEditor
from portfolio_app.ui.forms.codes import CodesEditor
from portfolio_app.ui.forms.dates import DateEditor
from portfolio_app.ui.forms.editor import Editor, LineEditor, LinesEditor, TextEditor
from portfolio_app.ui.forms.linking import ReferenceEditor, ReferencesEditor
from portfolio_app.ui.forms.parts import AmountsEditor, StepsEditor
from portfolio_app.ui.session import Session

RELEASE: Final = "release"
_NO_CHOICE: Final = Text("—", "—")
_USUAL: Final = Text("zoals gebruikelijk: {audience}", "as usual: {audience}")
_TIME_EXAMPLE: Final = Text("bijv. 9:30", "e.g. 9:30")
_DURATION_EXAMPLE: Final = Text("bijv. 1:30 of 1,5", "e.g. 1:30 or 1.5")
_LINES_EXAMPLE: Final = Text("Eén op elke regel", "One on each line")
_SHORT_LINE: Final = 60


def editor_for(spec: FieldSpec, kind: RecordKind, session: Session) -> Editor:
    """Return a new editor for a field.

    Raises:
        TypeError: no editor knows this type of value.
    """
    look = session.look
    match spec.type:
        case LongText():
            return TextEditor(spec.type, look.language)
        case Lines():
            return LinesEditor(spec.type, look.language, least_lines=2, example=_LINES_EXAMPLE)
        case YesNo():
            return YesNoEditor(look.say(spec.label))
        case CalendarDate() | PartialDate():
            return DateEditor(look, spec.type)
        case ClockTime():
            return LineEditor(spec.type, look.language, example=_TIME_EXAMPLE)
        case Duration():
            return LineEditor(spec.type, look.language, example=_DURATION_EXAMPLE)
        case WholeNumber() | DecimalNumber():
            return LineEditor(spec.type, look.language, unit=spec.type.unit)
        case ShortText():
            return LineEditor(spec.type, look.language)
        case Choice():
            none = _NO_CHOICE
            options: tuple[Option, ...] = tuple(spec.type.options)
            if spec.name == RELEASE:
                options = kind.release_choices()
                none = _USUAL.fill(audience=kind.default_release.label)
            return ChoiceEditor(look, options, look.say(none))
        case Choices():
            return ChecklistEditor(look, tuple(spec.type.options))
        case Reference():
            return ReferenceEditor(session, spec.type.kinds)
        case References():
            return ReferencesEditor(session, spec.type.kinds)
        case Codes():
            return CodesEditor(look, session.registers, spec.type)
        case Texts():
            return StepsEditor(look, spec.type.longest)
        case Amounts():
            return AmountsEditor(look, session.registers, spec.type)
    raise TypeError(f"no editor for {type(spec.type).__name__} of {kind.key}.{spec.name}")


def is_narrow(spec: FieldSpec) -> bool:
    """Tell whether two such fields go side by side."""
    if isinstance(spec.type, ShortText):
        return spec.type.longest <= _SHORT_LINE
    return isinstance(
        spec.type, CalendarDate | PartialDate | ClockTime | Duration | WholeNumber | DecimalNumber | Choice | YesNo
    )
