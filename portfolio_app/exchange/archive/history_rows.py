"""Entries of the history as an archive has them: each of the right form before it goes anywhere near a vault."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any, Final

from portfolio_app.common.text import Text
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.values import ValueProblem
from portfolio_app.domain.values.links import is_record_id
from portfolio_app.exchange.archive.form import Row

_OPERATION: Final = frozenset(
    {"number", "name", "at", "summary", "reverses", "is_final", "first_change", "changes", "previous_hash", "hash"}
)
_CHANGE: Final = frozenset({"number", "operation", "kind", "record_id", "action", "before", "after", "erased", "hash"})
_NOT_OURS: Final = Text("dit is geen regel van de geschiedenis.", "this is not an entry of the history.")
_LARGEST: Final = 1 << 62
_LONGEST_NAME: Final = 100
_KINDS: Final = {kind.key: kind for kind in KINDS}
_SIDES: Final = {
    "added": (False, True),
    "changed": (True, True),
    "deleted": (True, False),
}


def is_moment(value: object) -> bool:
    """Tell whether it is a moment as the vault writes it: UTC, to the microsecond."""
    if not isinstance(value, str):
        return False
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return False
    return moment.utcoffset() == timedelta(0) and moment.isoformat(timespec="microseconds") == value


def checked_operation(plain: Any) -> Row:  # noqa: ANN401 - anything may stand in a file
    """Return an operation in the form of the vault: the summary as text again.

    Raises:
        ValueProblem: it is not one.
    """
    row = _row(plain, _OPERATION)
    _must(_is_number(row["number"]) and _is_number(row["first_change"]) and _is_number(row["changes"], least=0))
    _must(row["reverses"] is None or _is_number(row["reverses"]))
    _must(isinstance(row["name"], str) and len(row["name"]) <= _LONGEST_NAME)
    _must(is_moment(row["at"]) and isinstance(row["is_final"], bool))
    _must(isinstance(row["hash"], str) and isinstance(row["previous_hash"], str))
    _must(_is_summary(row["summary"]))
    return {**row, "summary": _compact(row["summary"])}


def checked_change(plain: Any) -> Row:  # noqa: ANN401 - anything may stand in a file
    """Return a change in the form of the vault: before and after as text again.

    Raises:
        ValueProblem: it is not one, or what it says of a record does not fit its kind.
    """
    row = _row(plain, _CHANGE)
    _must(_is_number(row["number"]) and _is_number(row["operation"]))
    _must(isinstance(row["kind"], str) and len(row["kind"]) <= _LONGEST_NAME)
    _must(isinstance(row["record_id"], str) and is_record_id(row["record_id"]))
    _must(isinstance(row["hash"], str) and isinstance(row["erased"], bool) and row["action"] in _SIDES)
    expected = (False, False) if row["erased"] else _SIDES[row["action"]]
    for side, is_there in zip(("before", "after"), expected, strict=True):
        _must(isinstance(row[side], dict) == is_there and (is_there or row[side] is None))
        if is_there:
            _refuse_misfits(row["kind"], row[side])
            row[side] = _compact(row[side])
    return row


def _refuse_misfits(kind: str, fields: Row) -> None:
    """See to it that the history can be read back; fields and kinds of other versions of the program are left alone."""
    declared = _KINDS.get(kind)
    known = {spec.name: spec.type for spec in declared.fields} if declared else {}
    for name, value in fields.items():
        if name in known and value is not None:
            known[name].from_plain(value)


def _row(plain: object, names: frozenset[str]) -> Row:
    if not isinstance(plain, dict) or plain.keys() != names:
        raise ValueProblem(_NOT_OURS)
    return plain


def _is_summary(summary: object) -> bool:
    if not isinstance(summary, dict):
        return False
    subject = summary.get("subject", {})
    return isinstance(subject, dict) and all(isinstance(value, str) for value in subject.values())


def _is_number(value: object, least: int = 1) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value < _LARGEST


def _must(holds: bool) -> None:  # noqa: FBT001 - a plain assertion about a file
    if not holds:
        raise ValueProblem(_NOT_OURS)


def _compact(value: Row) -> str:
    """Return JSON text as the vault writes it, over which the hashes were made."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
