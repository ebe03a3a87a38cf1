"""Commands on whole vaults: making, opening and refusing them, the demo, the sample, the register data."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from portfolio_app.cli.console import Console
from portfolio_app.cli.main import run_told
from portfolio_app.common.clock import FixedClock
from portfolio_app.common.resources import resource
from portfolio_app.domain.kinds import KINDS
from portfolio_app.services.opening import open_portfolio
from portfolio_app.services.own_rules import copy_of, save_rule_set
from portfolio_app.services.places import user_places
from tests.cli.conftest import PASSPHRASE, Command


def test_a_new_vault_is_for_its_owner_only_and_gives_a_recovery_key(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "nieuw.vakdossier"
    made = command("new", path, "--json")
    assert made.code == 0
    assert made.data["vault"] == str(path)
    assert len(made.data["recovery_key"]) > 20
    assert stat.S_IMODE(path.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in path.iterdir() if file.is_file()} == {0o600}
    assert made.data["recovery_key"] not in (path / "vault.json").read_text(encoding="utf-8")


def test_a_wrong_passphrase_opens_nothing(command: Command, vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAKDOSSIER_PASSPHRASE", "een heel andere zin")
    refused = command("list", vault, "activity")
    assert refused.code == 3
    assert "wachtwoordzin" in refused.err.lower()
    assert refused.err.count("\n") == 1


def test_the_passphrase_may_stand_in_a_file(
    command: Command, vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VAKDOSSIER_PASSPHRASE")
    (tmp_path / "zin.txt").write_text("vier losse woorden samen\n", encoding="utf-8-sig")
    assert command("list", vault, "activity", "--passphrase-file", tmp_path / "zin.txt").code == 0
    assert command("list", vault, "activity", "--passphrase-file", tmp_path / "weg.txt").code == 3
    (tmp_path / "beeld.txt").write_bytes(b"\xff\xfe\x00")
    assert command("list", vault, "activity", "--passphrase-file", tmp_path / "beeld.txt").code == 3


def test_without_a_passphrase_and_without_a_person_to_ask_it_says_what_to_do(
    command: Command, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VAKDOSSIER_PASSPHRASE")
    refused = command("list", vault, "activity")
    assert refused.code == 3
    assert "--passphrase-file" in refused.err


def test_what_is_no_vault_is_refused_and_left_alone(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "vakantie"
    folder.mkdir()
    (folder / "foto.txt").write_text("zee", encoding="utf-8")
    assert command("list", folder, "activity").code in {2, 3}
    assert command("new", folder).code == 2
    assert command("list", tmp_path / "nergens", "activity").code in {2, 3}
    assert [path.name for path in folder.iterdir()] == ["foto.txt"]


def test_a_vault_of_a_newer_program_is_refused_and_left_alone(command: Command, vault: Path) -> None:
    header = json.loads((vault / "vault.json").read_text(encoding="utf-8"))
    header["format"] = 999
    (vault / "vault.json").write_text(json.dumps(header), encoding="utf-8")
    before = (vault / "vault.json").read_bytes()
    refused = command("list", vault, "activity")
    assert refused.code == 3
    assert "nieuwere" in refused.err
    assert (vault / "vault.json").read_bytes() == before


def test_a_second_program_is_refused_while_the_vault_is_open(command: Command, vault: Path) -> None:
    from portfolio_app.common.clock import SystemClock
    from portfolio_app.services.opening import open_portfolio

    with open_portfolio(vault, passphrase="vier losse woorden samen", clock=SystemClock()):
        refused = command("add", vault, "skill", "--name", "x")
        assert refused.code == 3
        assert command("list", vault, "skill", "--json").data == []
    assert command("add", vault, "skill", "--name", "x").code == 0


def test_a_sound_vault_passes_its_check_and_a_damaged_one_does_not(command: Command, vault: Path) -> None:
    command("add", vault, "skill", "--name", "Gesprekstechniek")
    assert command("check", vault, "--json").data == {"records": 1, "evidence_files": 0, "findings": []}
    database = vault / "portfolio.db"
    content = bytearray(database.read_bytes())
    content[len(content) // 2] ^= 0xFF
    database.write_bytes(content)
    damaged = command("check", vault)
    assert damaged.code in {1, 3}
    assert damaged.out or damaged.err


def test_the_register_data_are_complete(command: Command) -> None:
    def count(identifier: str, kind: str) -> int:
        found = 0
        waiting: list[object] = [command("registers", identifier, "--json").data]
        while waiting:
            node = waiting.pop()
            if isinstance(node, dict):
                found += node.get("kind") == kind
                waiting.extend(node.values())
            elif isinstance(node, list):
                waiting.extend(node)
        return found

    assert {kind: count("rnvc", kind) for kind in ("core_task", "core_competence", "context_term", "law")} == {
        "core_task": 13,
        "core_competence": 8,
        "context_term": 8,
        "law": 18,
    }
    assert (count("rnvc", "behaviour"), count("rnvc", "required")) == (22, 21)
    assert (count("rsc", "provision"), count("rsc", "departure")) == (17, 4)
    assert command("registers", "nonsense").code == 2
    assert "RSC.I7" in command("registers", "rsc").out


def test_rules_are_told_in_words_with_whose_they_are(command: Command, vault: Path, clock: FixedClock) -> None:
    with open_portfolio(vault, passphrase=PASSPHRASE, clock=clock) as portfolio:
        rsc = next(each for each in portfolio.rule_sets if each.id == "rsc")
        save_rule_set(portfolio, copy_of(rsc, ()))
    assert "rsc-eigen" not in command("registers").out
    assert "rsc, rsc-eigen" in command("registers", "--vault", vault).out
    told = command("registers", "RSC-eigen", "--vault", vault).out
    assert "zelf opgesteld; van uzelf, in dit portfolio; voor alle perioden" in told
    assert "PE-punten: Hoeveel punten per registratieperiode, is niet bekend." in told
    (rules,) = command("registers", "rsc-eigen", "--vault", vault, "--json").data["rule_sets"]
    assert (rules["state"], rules["origin"], rules["requirements"][0]["measure"]) == ("own", "vault", "points")
    both = command("registers", "rsc", "--vault", vault, "--json").data
    assert [each["origin"] for each in both["rule_sets"]] == ["program", "vault"]
    assert both["title_names"] == []


def test_a_register_file_is_checked_without_being_used(command: Command, tmp_path: Path) -> None:
    good = resource("registers", "rules", "voorbeeld-a.toml").read_bytes()
    file = tmp_path / "regels.toml"
    file.write_bytes(good)
    assert command("registers", "--check", file).code == 0
    file.write_bytes(good.replace(b"percent = 60", b"percent = 6000"))
    refused = command("registers", "--check", file)
    assert refused.code == 1
    assert "requirements[3]" in refused.err
    for content in (b"[[[", b"\xff", resource("registers", "rsc.toml").read_bytes()):
        file.write_bytes(content)
        assert command("registers", "--check", file).code == 1
    assert command("registers", "--check", tmp_path / "nergens.toml").code == 3


def test_a_sample_is_the_same_for_the_same_seed(command: Command, tmp_path: Path) -> None:
    listings = []
    for name in ("een", "twee"):
        vault = tmp_path / f"{name}.vakdossier"
        made = command(
            "sample", vault, "--records", "120", "--seed", "7", "--evidence", "2", "--on", "1-6-2026", "--json"
        )
        assert made.code == 0, made.err
        assert made.data["evidence"] == 2
        listings.append([command("list", vault, kind.key, "--json").data for kind in KINDS])
    assert listings[0] == listings[1]
    assert sum(map(len, listings[0])) == 120
    assert command("check", tmp_path / "een.vakdossier").code == 0


def test_the_demo_makes_a_vault_a_dossier_and_a_cv(command: Command, tmp_path: Path) -> None:
    made = command("demo", "--to", tmp_path / "demo", "--no-window", "--on", "1-6-2026", "--json")
    assert made.code == 0, made.err
    dossier = PdfDocument(made.data["dossier"])
    assert len(dossier) == made.data["dossier_pages"] > 40
    assert len(PdfDocument(made.data["cv"])) == made.data["cv_pages"] > 1
    again = command("demo", "--to", tmp_path / "demo", "--no-window", "--on", "1-6-2026", "--json")
    assert again.data["vault"] != made.data["vault"]
    assert Path(made.data["dossier"]).read_bytes() == Path(again.data["dossier"]).read_bytes()


def test_the_status_of_the_demo_has_every_requirement(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = command("demo", "--to", tmp_path, "--no-window", "--on", "1-6-2026", "--json")
    monkeypatch.setenv("VAKDOSSIER_PASSPHRASE", made.data["passphrase"])
    standing = command("status", made.data["vault"], "--on", "1-6-2026", "--json").data
    registers = {register["register"]: register for register in standing["registers"]}
    assert {"rnvc", "rsc"} <= registers.keys()
    requirement = registers["rnvc"]["requirements"][0]
    assert {
        "id", "label", "measure", "required", "counted", "short", "met", "last_safe_date", "counts", "does_not_count",
    } <= requirement.keys()  # fmt: skip
    assert command("status", made.data["vault"], "--register", "nonsense").code == 2


def test_a_mistake_of_the_program_becomes_one_line_and_a_report_without_personal_data(
    capsys: pytest.CaptureFixture[str], clock: FixedClock
) -> None:
    def fail() -> int:
        raise KeyError("Willem de Vries")

    assert run_told(fail, Console("nl", clock)) == 3
    said = capsys.readouterr().err
    assert "KeyError" in said
    assert said.count("\n") == 1
    reports = [path.read_text(encoding="utf-8") for path in user_places().log.iterdir()]
    assert any("KeyError" in report and "test_vault_commands.py" in report for report in reports)
    assert not any("Willem" in report for report in (*reports, said))


@pytest.mark.parametrize("words", [(), ("--help",), ("new", "--help"), ("--version",), ("nonsense",), ("new",)])
def test_wrong_words_never_end_in_a_traceback(words: tuple[str, ...], command: Command) -> None:
    said = command(*words)
    assert said.code in {0, 2}
    assert "Traceback" not in said.err
