"""Where in a form of rules a text stands: to tell there what is wrong with it."""

from __future__ import annotations

from portfolio_app.common.text import Text
from portfolio_app.domain.values import ValueProblem
from portfolio_app.ui.forms.editor import Editor, LineEditor
from portfolio_app.ui.forms.rows import FieldRow
from portfolio_app.ui.registers.editors import WordingEditor
from portfolio_app.ui.registers.part_form import Compound, PartForm


def row_saying(form: PartForm, wording: str) -> FieldRow | None:
    """Return the row in which a text stands, in either language, also of a part within; None when it stands in none."""
    for row in form.rows.values():
        editor = row.editor
        if isinstance(editor, Compound):
            found = next((at for part in editor.parts() if (at := row_saying(part, wording)) is not None), None)
            if found is not None:
                return found
        elif isinstance(editor, LineEditor | WordingEditor) and wording in _texts_in(editor):
            return row
    return None


def _texts_in(editor: Editor) -> tuple[str, ...]:
    """Return the texts that stand in an editor; none when it cannot be understood."""
    try:
        value = editor.read()
    except ValueProblem:
        return ()
    return (value.nl, value.en) if isinstance(value, Text) else (value,) if isinstance(value, str) else ()
