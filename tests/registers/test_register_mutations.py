"""Whatever happens to the files of register data, they load or they are refused by name: never another exception."""

from __future__ import annotations

import copy
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from portfolio_app.common.resources import resource
from portfolio_app.registers.catalogue import Registers
from portfolio_app.registers.loader import RegisterFileError, registers_from
from portfolio_app.registers.plain import as_data

NAMES = sorted(path.name for path in resource("registers").glob("*.toml"))

scalars = st.one_of(
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.sampled_from(["RNVC.KT01", "RNVC.UC1", "rnvc", "RSC.P1", "casus", "RNVC.Rccm", "kerntaken", "{nl}", "2018-13"]),
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)


@pytest.fixture(scope="session")
def contents(register_folder: Path) -> dict[str, bytes]:
    return {name: (register_folder / name).read_bytes() for name in NAMES}


def as_toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {as_toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_toml, value)) + "]"
    if isinstance(value, str):
        # Surrogate pairs are JSON's way, not TOML's.
        return json.dumps(value, ensure_ascii=False)
    return json.dumps(value)


def places_in(value: object, place: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
    items: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [below for key, item in items for below in ((*place, key), *places_in(item, (*place, key)))]


def loads_or_is_refused(files: dict[str, bytes]) -> None:
    refusal = None
    try:
        is_usable(registers_from(files.items()))
    except RegisterFileError as error:
        refusal = error
    event("loaded" if refusal is None else "refused")
    if refusal is not None:
        # A mutation of one file may show in another, which refers to what is there no more.
        assert refusal.file in files
        assert refusal.file in refusal.say("nl")
        assert refusal.reason.nl in refusal.say("nl")
        assert refusal.reason.en in refusal.say("en")


def is_usable(registers: Registers) -> None:
    for register in registers.registers:
        json.dumps(as_data(registers, register.id))
        registers.assessment_of(register.id)
    for entry in registers.every_entry():
        assert registers.describe(entry.code)
        registers.cite(entry.code)


@given(data=st.data(), name=st.sampled_from(NAMES))
def test_a_changed_value_loads_or_is_refused(contents: dict[str, bytes], data: st.DataObject, name: str) -> None:
    tree = tomllib.loads(contents[name].decode())
    *above, last = data.draw(st.sampled_from(places_in(tree)))
    parent: Any = tree
    for key in above:
        parent = parent[key]
    match data.draw(st.sampled_from(["drop", "replace", "rename", "double"])):
        case "replace":
            parent[last] = data.draw(values)
        case "rename" if isinstance(parent, dict):
            parent[data.draw(st.text(max_size=8))] = parent.pop(last)
        case "double" if isinstance(parent, list):
            parent.append(copy.deepcopy(parent[last]))
        case _:
            del parent[last]
    written = "\n".join(f"{json.dumps(key)} = {as_toml(value)}" for key, value in tree.items())
    loads_or_is_refused({**contents, name: written.encode()})


@given(data=st.data(), name=st.sampled_from(NAMES))
def test_damaged_bytes_load_or_are_refused(contents: dict[str, bytes], data: st.DataObject, name: str) -> None:
    content = contents[name]
    start = data.draw(st.integers(0, len(content)))
    end = start + data.draw(st.integers(0, 200))
    damaged = content[:start] + data.draw(st.binary(max_size=20)) + content[end:]
    loads_or_is_refused({**contents, name: damaged})


@given(data=st.data(), name=st.sampled_from(NAMES))
def test_lines_that_are_dropped_doubled_or_swapped_load_or_are_refused(
    contents: dict[str, bytes], data: st.DataObject, name: str
) -> None:
    lines = contents[name].splitlines(keepends=True)
    one, other = data.draw(st.integers(0, len(lines) - 1)), data.draw(st.integers(0, len(lines) - 1))
    match data.draw(st.sampled_from(["drop", "double", "swap", "cut"])):
        case "drop":
            del lines[one]
        case "double":
            lines.insert(other, lines[one])
        case "swap":
            lines[one], lines[other] = lines[other], lines[one]
        case _:
            del lines[one:]
    loads_or_is_refused({**contents, name: b"".join(lines)})


@given(content=st.binary(max_size=200))
def test_any_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(RegisterFileError):
        registers_from([("raar.toml", content)])


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_file_is_noticed_when_others_need_it(contents: dict[str, bytes], name: str) -> None:
    rest = {other: content for other, content in contents.items() if other != name}
    if b'kind = "register"' in contents[name]:
        with pytest.raises(RegisterFileError):
            registers_from(rest.items())
    else:
        is_usable(registers_from(rest.items()))


def test_a_file_cut_short_is_always_noticed(contents: dict[str, bytes]) -> None:
    for name, content in contents.items():
        lines = content.splitlines(keepends=True)
        for count in range(0, len(lines) - 1, 7):
            with pytest.raises(RegisterFileError):
                registers_from({**contents, name: b"".join(lines[:count])}.items())
