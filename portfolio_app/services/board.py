"""The overview as plain data: what is said on it, in both languages, and where each line of it leads.

A board is made by `services/overview.py` and kept in the vault as text, so that the next start can show at once how
things stood. Nothing here needs more than the standard library, nor may it: a board is read before all else is loaded.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final, Literal

from portfolio_app.common.text import NO_TEXT, Text
from portfolio_app.common.value import Value

FORMAT: Final = 1
"""Another number is another shape: a board of another format is not read, but made anew."""

_log = logging.getLogger(__name__)

Tone = Literal["", "quiet", "good", "attention", "bad", "accent"]
Place = Literal["record", "list", "new", "page", "keys"]
PartState = Literal["met", "open", "missed", "ahead"]


class Target(Value):
    """Where a line of the board leads.

    Attributes:
        place: a record, the list of a kind, an empty form of a kind, a page, or what concerns the keys.
        key: of the kind, or of the page; else empty.
        record: id of the record.
        heaps: what a list is narrowed down to, each as `field=key`, or `id=record`; see `domain/heaps.py`.
    """

    place: Place
    key: str
    record: str = ""
    heaps: tuple[str, ...] = ()

    def facets(self) -> dict[str, frozenset[str]]:
        """Return what a list is narrowed down to: by field the keys of the heaps."""
        found: dict[str, set[str]] = {}
        for field_name, _, key in (heap.partition("=") for heap in self.heaps):
            found.setdefault(field_name, set()).add(key)
        return {field_name: frozenset(keys) for field_name, keys in found.items()}


class Step(Value):
    """One thing to do.

    Attributes:
        day: by when; None when it has no day.
        day_in_words: the same day as people write it.
    """

    icon: str
    tone: Tone
    text: Text
    target: Target
    day: date | None = None
    day_in_words: Text = NO_TEXT


class RequirementLine(Value):
    """How it stands with one requirement.

    Attributes:
        outlook: the forecast in words.
        words: amounts, what is short, the last safe date.
        done, planned: shares of what is required, 0 to 1; None when the requirement knows no amount.
        parts: how each month or year went, when it is judged by those.
    """

    label: Text
    outlook: Text
    tone: Tone
    icon: str
    words: Text
    target: Target
    done: float | None = None
    planned: float = 0.0
    parts: tuple[PartState, ...] = ()
    parts_words: Text = NO_TEXT


class RegisterCard(Value):
    """How it stands with one register in its current period.

    Attributes:
        verdict: met or not, in words.
        doubt: why the rules may not be right; usually nothing.
    """

    register: str
    name: Text
    period: Text
    verdict: Text
    tone: Tone
    requirements: tuple[RequirementLine, ...]
    doubt: Text = NO_TEXT


class ValueRow(Value):
    """One series of a picture: its name and a value for each label; None leaves a gap."""

    label: Text
    values: tuple[float | None, ...]


class Stretch(Value):
    """A stretch of time in a picture: the number of its lane, and years as decimals."""

    lane: int
    label: Text
    start: float
    end: float


class Picture(Value):
    """A chart as values and words; how it is drawn is for others.

    Attributes:
        form: bars and radar have `series`, a timeline has `stretches`.
        labels: the categories, the axes or the lanes.
        description: the whole of it in words, for who does not see it.
        maximum: the end of the scale of a radar.
    """

    form: Literal["bars", "radar", "timeline"]
    title: Text
    description: Text
    labels: tuple[Text, ...]
    series: tuple[ValueRow, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    unit: Text = NO_TEXT
    maximum: float = 0.0


class RoomNote(Value):
    """What asks for attention in one room of the portfolio, in a few words.

    Attributes:
        area: value of the `Area`.
        late: it should have been done already.
    """

    area: str
    text: Text
    late: bool


class Board(Value):
    """The overview of one portfolio on one day.

    Attributes:
        day: the day on which it was so.
        operation: the last operation that it takes account of; 0 before the first.
        day_in_words: the same day as people write it.
        name: given name of the owner; may be empty.
        steps: what to do next, in order.
        soon: what runs out, the earliest first.
        attention: what asks for attention, for the navigation.
        rooms: how many records there are in each room, by value of the `Area`.
        counts: how many records there are, by key of their kind.
    """

    day: date
    operation: int
    day_in_words: Text
    name: str
    steps: tuple[Step, ...] = ()
    soon: tuple[Step, ...] = ()
    cards: tuple[RegisterCard, ...] = ()
    pictures: tuple[Picture, ...] = ()
    attention: tuple[RoomNote, ...] = ()
    rooms: Mapping[str, int] = MappingProxyType({})
    counts: Mapping[str, int] = MappingProxyType({})

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in the portfolio yet."""
        return not any(self.counts.values())


class KeptBoard(Value):
    """The board that was kept last.

    Attributes:
        changed_since: records were changed after it was made.
    """

    board: Board
    changed_since: bool


_SHAPES: Final[Mapping[str, type]] = {
    shape.__name__: shape
    for shape in (Text, Target, Step, RequirementLine, RegisterCard, ValueRow, Stretch, Picture, RoomNote, Board)
}
_SHAPE: Final = "is"
_DAY: Final = "day"


def board_as_text(board: Board) -> str:
    """Return a board as JSON, to be kept in the vault."""
    return json.dumps({"format": FORMAT, "board": _plain(board)}, ensure_ascii=False, separators=(",", ":"))


def board_from_text(words: str) -> Board | None:
    """Return the board that `board_as_text` wrote, or None when it is of another format or not as it was written."""
    try:
        found = json.loads(words, object_hook=_shaped)
        if found["format"] != FORMAT:
            return None
        board = found["board"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        _log.warning("the kept overview could not be read: %s", type(error).__name__)
        return None
    return board if isinstance(board, Board) else None


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a board is made of
    if isinstance(value, date):
        return {_SHAPE: _DAY, "value": value.isoformat()}
    if isinstance(value, Value):
        return {_SHAPE: type(value).__name__, **{name: _plain(part) for name, part in value.as_dict().items()}}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return dict(value) if isinstance(value, Mapping) else value


def _shaped(found: dict[str, Any]) -> Any:  # noqa: ANN401 - likewise
    shape = found.pop(_SHAPE, None)
    if shape is None:
        return found
    if shape == _DAY:
        return date.fromisoformat(found["value"])
    return _SHAPES[shape](**{name: tuple(value) if isinstance(value, list) else value for name, value in found.items()})
