"""Invented records and files from a seeded source of chance, quick enough for thousands of operations.

The values come from the declarations, as those of `tests.strategies` do; but a process that is to be killed at a
chosen moment must draw the same things every time, without the bookkeeping of Hypothesis around it.
"""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable, Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from portfolio_app.domain.fields import Record, RecordKind
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
    PartialDateValue,
    Reference,
    References,
    ShortText,
    Texts,
    ValueType,
    WholeNumber,
    YesNo,
)
from portfolio_app.services.register_data import bundled_registers

_SENTENCE = (
    "verzuim re-integratie gesprek werkgever werknemer bedrijfsarts plan evaluatie spoor dossier termijn herstel "
    "vertrouwen grens afspraak privacy wet advies belastbaarheid passend werk één café naïef coördinatie “ja” €12 100%"
)
_WORDS = tuple(_SENTENCE.split())
_FIRST_DAY = date(2019, 1, 1)
_LAST_DAY = date(2026, 10, 31)
_LATEST: Mapping[type, object] = {
    CalendarDate: date(2099, 12, 31),
    PartialDate: PartialDateValue(2099),
    ClockTime: time(23, 59),
}

_OF_FILES = frozenset({"sha256", "size", "media_type", "pages"})
"""What only the taking in of a file fills in."""

Ids = Mapping[str, list[str]]
"""The ids of the records that there are, by key of their kind."""


def invented(kind: RecordKind, record_id: str, chance: random.Random, ids: Ids) -> Record | None:
    """Return an invented record that can be saved; None when what it must link to is not there.

    Evidence is not invented: it comes by files that are taken in.
    """
    if kind.key == "evidence":
        return None
    values: dict[str, Any] = {}
    for spec in kind.fields:
        if spec.name == "release":
            values[spec.name] = chance.choice([None, *kind.release_choices()])
        elif spec.required or (spec.name not in _OF_FILES and chance.random() < 0.4):
            values[spec.name] = _value(spec.type, chance, ids)
    record = kind.record_type(id=record_id, **values)
    for _ in range(3):
        wrong = [name for name, _ in record.contradictions()]
        if not wrong:
            break
        record = record.with_values(**{name: _mended(kind.field(name).type, chance, ids) for name in wrong})
    return None if record.problems() else record


def changed(record: Record, chance: random.Random, ids: Ids) -> Record | None:
    """Return the record with other values in some of its fields; None when that cannot be saved."""
    fields = chance.sample(record.kind.fields, k=chance.randint(1, 3))
    names = [spec.name for spec in fields if spec.name not in {*_OF_FILES, "release", record.kind.parent}]
    after = record.with_values(**{name: _value(record.kind.field(name).type, chance, ids) for name in names})
    return None if after.problems() else after


def one_field(kind: RecordKind, chance: random.Random, ids: Ids) -> tuple[str, Any]:
    """Return the name of a field that may be changed in many records at once, and a value for it."""
    fields = [spec for spec in kind.fields if spec.name not in {*_OF_FILES, "release", kind.parent}]
    spec = chance.choice(fields)
    return spec.name, _value(spec.type, chance, ids)


def picture(number: int, size: int) -> bytes:
    """Return a valid PNG of about `size` bytes that cannot be packed smaller; no two numbers give the same."""
    noise = random.Random(number)
    side = max(4, int((size / 3) ** 0.5))
    rows = b"".join(b"\0" + noise.randbytes(3 * side) for _ in range(side))
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 0)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in parts
    )


def _line(chance: random.Random, longest: int) -> str:
    return " ".join(chance.choices(_WORDS, k=chance.randint(1, 6)))[:longest].strip() or "x"


def _day(chance: random.Random) -> date:
    return _FIRST_DAY + timedelta(days=chance.randrange((_LAST_DAY - _FIRST_DAY).days))


def _partial(chance: random.Random) -> PartialDateValue:
    day = _day(chance)
    return chance.choice([PartialDateValue(day.year), PartialDateValue(day.year, day.month)])


@cache
def _codes(value_type: Codes) -> tuple[str, ...]:
    return tuple(code for scheme in value_type.schemes for code in bundled_registers().codes(scheme.value))


def _some(chance: random.Random, of: list[Any], most: int) -> tuple[Any, ...]:
    return tuple(chance.sample(of, k=min(len(of), chance.randint(1, most))))


def _targets(kinds: tuple[str, ...], ids: Ids) -> list[str]:
    return [target for key in kinds for target in ids.get(key, [])]


def _reference(value_type: Reference, chance: random.Random, ids: Ids) -> str:
    targets = _targets(value_type.kinds, ids)
    return chance.choice(targets) if targets else ""


def _mended(value_type: ValueType[Any], chance: random.Random, ids: Ids) -> object:
    return _LATEST.get(type(value_type)) or _value(value_type, chance, ids)


def _decimal(value_type: DecimalNumber, chance: random.Random) -> Decimal:
    part = (value_type.most - value_type.least) * Decimal(chance.randrange(101)) / 100
    return round(value_type.least + part, value_type.places)


def _choices(value_type: Choices, chance: random.Random) -> tuple[Option, ...]:
    some = tuple(option for option in value_type.options if chance.random() < 0.6)
    return some or tuple(value_type.options)[:1]


def _value(value_type: ValueType[Any], chance: random.Random, ids: Ids) -> object:
    return _MAKERS[type(value_type)](value_type, chance, ids)


_MAKERS: Mapping[type, Callable[[Any, random.Random, Ids], Any]] = {
    ShortText: lambda t, chance, _: _line(chance, min(60, t.longest)),
    LongText: lambda _, chance, __: "\n".join(_line(chance, 200) for _ in range(chance.choice((1, 2, 40)))),
    YesNo: lambda _, chance, __: chance.random() < 0.5,
    WholeNumber: lambda t, chance, _: chance.randint(t.least, min(t.most, t.least + 500)),
    DecimalNumber: lambda t, chance, _: _decimal(t, chance),
    Duration: lambda t, chance, _: chance.randint(0, min(t.most, 900)),
    CalendarDate: lambda _, chance, __: _day(chance),
    PartialDate: lambda _, chance, __: _partial(chance),
    ClockTime: lambda _, chance, __: time(chance.randrange(8, 18), chance.randrange(60)),
    Choice: lambda t, chance, _: chance.choice(list(t.options)),
    Choices: lambda t, chance, _: _choices(t, chance),
    Lines: lambda _, chance, __: tuple(_line(chance, 40).replace(";", ",") for _ in range(chance.randint(1, 3))),
    Texts: lambda _, chance, __: {step: _line(chance, 200) for step in ("situation", "task", "text")},
    Amounts: lambda _, chance, __: {"rnvc": Decimal(chance.randrange(1, 40)) / 2},
    Codes: lambda t, chance, _: _some(chance, list(_codes(t)), min(t.most or 3, 3)),
    Reference: _reference,
    References: lambda t, chance, ids: _some(chance, targets, 3) if (targets := _targets(t.kinds, ids)) else (),
}
