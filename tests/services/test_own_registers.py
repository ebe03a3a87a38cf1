"""Register files of the person's own: used beside those of the program, and never in the way of a portfolio."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.common.resources import resource
from portfolio_app.domain.rules.choices import RuleState
from portfolio_app.services.opening import create_portfolio, open_portfolio
from portfolio_app.services.register_data import (
    bundled_registers,
    bundled_rule_sets,
    register_data,
)

RULES = resource("registers", "rules", "voorbeeld-a.toml").read_text("utf-8")
REGISTER = resource("registers", "rsc.toml").read_text("utf-8")
PASSPHRASE = "vier woorden zonder verband"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "registers"
    folder.mkdir()
    return folder


def ids(folder: Path | None) -> list[str]:
    return [rule_set.id for rule_set in register_data(folder).rule_sets]


def test_without_a_folder_there_is_what_the_program_has(tmp_path: Path) -> None:
    for folder in (None, tmp_path / "nergens"):
        found = register_data(folder)
        assert found.registers == bundled_registers()
        assert found.rule_sets == bundled_rule_sets()
        assert found.notices == ()


def test_a_rule_set_of_ones_own_is_added(own: Path) -> None:
    (own / "mijn-regels.toml").write_text(RULES.replace('id = "voorbeeld-a', 'id = "mijn-a'), "utf-8")
    before = [rule_set.id for rule_set in bundled_rule_sets()]
    found = register_data(own)
    assert [rule_set.id for rule_set in found.rule_sets][: len(before)] == before
    assert len(found.rule_sets) == len(before) + 1
    assert found.rule_sets[-1].id.startswith("mijn-a")
    assert found.notices == ()


def test_an_edited_copy_takes_the_place_of_the_original(own: Path) -> None:
    edited = RULES.replace('state = "unverified"', 'state = "own"').replace('state = "stated"', 'state = "own"')
    (own / "kopie.toml").write_text(edited, "utf-8")
    (rule_set,) = [each for each in register_data(own).rule_sets if each.id.startswith("voorbeeld-a")]
    assert rule_set.state is RuleState.OWN
    assert len(ids(own)) == len(bundled_rule_sets())


def test_a_register_of_ones_own_is_added(own: Path) -> None:
    renamed = REGISTER.replace('"rsc"', '"eigen"').replace("RSC", "EIGEN")
    (own / "eigen.toml").write_text(renamed, "utf-8")
    found = register_data(own)
    assert found.notices == ()
    assert [each.id for each in found.registers.registers][-1] == "eigen"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("kapot.toml", b"[[[", "kapot.toml"),
        ("vreemd.toml", b'format = "iets anders"\nkind = "rules"\n', "iets anders"),
        ("binair.toml", b"\xff\xfe\x00", "binair.toml"),
        ("regels.toml", b'format = "vakdossier-register/1"\nkind = "rules"\n', "rule_set"),
        ("dubbel.toml", REGISTER.encode(), "dubbel.toml"),
    ],
)
def test_a_bad_file_is_named_and_the_rest_is_used(own: Path, name: str, content: bytes, reason: str) -> None:
    (own / "goed.toml").write_text(RULES.replace('id = "voorbeeld-a', 'id = "mijn-a'), "utf-8")
    (own / name).write_bytes(content)
    found = register_data(own)
    (notice,) = found.notices
    assert f"registers/{name}" in notice.nl
    assert f"registers/{name}" in notice.en
    assert reason in notice.nl
    assert any(rule_set.id.startswith("mijn-a") for rule_set in found.rule_sets)
    assert found.registers == bundled_registers()


def test_two_files_with_one_id_leave_the_second_out(own: Path) -> None:
    (own / "a.toml").write_text(RULES, "utf-8")
    (own / "b.toml").write_text(RULES, "utf-8")
    (notice,) = register_data(own).notices
    assert "b.toml" in notice.nl
    assert "a.toml" in notice.nl


def test_a_bad_file_does_not_keep_anybody_from_their_portfolio(own: Path, tmp_path: Path, clock: FixedClock) -> None:
    (own / "kapot.toml").write_bytes(b"[[[")
    vault = tmp_path / "proef.vakdossier"
    create_portfolio(vault, PASSPHRASE, clock=clock, own_registers=own).portfolio.close()
    with open_portfolio(vault, passphrase=PASSPHRASE, clock=clock, own_registers=own) as portfolio:
        (notice,) = portfolio.notices
        assert "kapot.toml" in notice.nl
        assert portfolio.rule_sets == bundled_rule_sets()
        (own / "kapot.toml").unlink()
        portfolio.read_registers_again()
        assert portfolio.notices == ()
