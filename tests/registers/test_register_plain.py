"""Register data for machines: stable keys, everything there, nothing that JSON cannot hold."""

from __future__ import annotations

import json
from typing import Any

import pytest

from portfolio_app.common.errors import WrongUseError
from portfolio_app.registers.catalogue import Registers
from portfolio_app.registers.plain import as_data

HEAD = {"id", "kind", "register", "title", "text", "source"}


def through_json(registers: Registers, identifier: str | None = None) -> dict[str, Any]:
    return json.loads(json.dumps(as_data(registers, identifier)))  # type: ignore[no-any-return]


def nodes_in(value: object) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        own = [value] if value.keys() >= HEAD else []
        return own + [node for part in value.values() for node in nodes_in(part)]
    if isinstance(value, list):
        return [node for part in value for node in nodes_in(part)]
    return []


def test_the_list_of_registers_tells_what_each_holds(registers: Registers) -> None:
    data = through_json(registers)
    assert data["format"] == "vakdossier-registers/1"
    assert [register["id"] for register in data["registers"]] == ["rnvc", "rsc"]
    rnvc, rsc = data["registers"]
    assert rnvc["title_names"] == ["Rccm", "Crov", "Rcmt"]
    assert (rnvc["counts"]["core_task"], rnvc["counts"]["behaviour"], rnvc["counts"]["required"]) == (13, 22, 21)
    assert rsc["counts"]["provision"] == 17
    assert rsc["period"]["state"] == "unverified"


@pytest.mark.parametrize("register", ["rnvc", "rsc"])
def test_a_whole_register_holds_every_entry_once(registers: Registers, register: str) -> None:
    data = through_json(registers, register)
    found = [node["id"] for node in nodes_in(data)]
    assert len(found) == len(set(found))
    assert set(found) == {entry.code for entry in registers.every_entry() if entry.register == register}


def test_every_entry_can_be_asked_for_and_has_the_stable_keys(registers: Registers) -> None:
    for entry in registers.every_entry():
        data = through_json(registers, entry.code)
        assert data.keys() >= HEAD
        assert data["id"] == entry.code
        assert data["title"] == {"nl": entry.label.nl, "en": entry.label.en}


def test_the_name_of_a_register_and_title_may_be_written_in_any_case(registers: Registers) -> None:
    assert as_data(registers, "RNVC")["id"] == "rnvc"
    assert as_data(registers, "crov")["id"] == "RNVC.Crov"


def test_a_core_task_tells_levels_per_title(registers: Registers) -> None:
    data = through_json(registers, "RNVC.KT11")
    assert data["requirements"] == [
        {"for_title": "RNVC.Crov", "levels": ["operationeel", "tactisch"]},
        {"for_title": "RNVC.Rccm", "levels": ["tactisch", "strategisch"]},
    ]
    assert data["competences"] == ["RNVC.KC6", "RNVC.KC7"]
    assert data["source"]["section"] == "kerntaken"
    assert data["source"]["item"] == "11"


def test_an_unknown_identifier_is_wrong_use(registers: Registers) -> None:
    with pytest.raises(WrongUseError):
        as_data(registers, "nobody")
