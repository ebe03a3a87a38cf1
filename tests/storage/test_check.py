from __future__ import annotations

import os
from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.storage import header as headers
from portfolio_app.storage.check import CheckReport, check_vault
from portfolio_app.storage.vault import Vault, open_vault
from tests.storage.conftest import MakeAction, MakeActivity, MakeEvidence, MakeGoal
from tests.vaults import RIGHT


@pytest.fixture
def filled(
    vault: Vault,
    goal: MakeGoal,
    action: MakeAction,
    activity: MakeActivity,
    evidence: MakeEvidence,
) -> Vault:
    stored = [vault.evidence.put_bytes(content).sha256 for content in (b"een", b"twee", b"weg")]
    with vault.storage.transaction("add") as unit:
        unit.insert_many([goal(), action(), *(evidence(f"b{at}", sha256=sha256) for at, sha256 in enumerate(stored))])
        unit.insert(activity(evidence=("b0", "b1")))
    with vault.storage.transaction("delete") as unit:
        unit.delete("b2")
    return vault


def found(report: CheckReport) -> set[tuple[str, str, bool]]:
    return {(finding.place, finding.record_id, finding.is_serious) for finding in report.findings}


def test_a_sound_vault_has_nothing_to_report(filled: Vault) -> None:
    seen: list[tuple[int, int]] = []
    report = check_vault(filled, lambda done, all_: seen.append((done, all_)))
    assert report == CheckReport((), records=5, evidence_files=2)
    assert seen == [(0, 2), (1, 2), (2, 2)]


def test_a_vault_can_be_checked_while_it_is_open_elsewhere(filled: Vault, clock: FixedClock) -> None:
    with open_vault(filled.path, RIGHT, clock, read_only=True) as reader:
        before = {path: path.read_bytes() for path in filled.path.rglob("*") if path.is_file()}
        assert check_vault(reader).findings == ()
        assert {path: path.read_bytes() for path in filled.path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", [headers.HEADER_NAME, headers.PREVIOUS_NAME])
def test_one_damaged_copy_of_the_keys_is_noticed(filled: Vault, name: str) -> None:
    (filled.path / name).write_bytes(b"{}")
    assert found(check_vault(filled)) == {("keys", "", False)}
    filled.change_passphrase("zeven slapende kraanvogels")
    assert check_vault(filled).findings == ()


def test_lost_keys_are_noticed_while_the_vault_is_still_open(filled: Vault) -> None:
    for name in (headers.HEADER_NAME, headers.PREVIOUS_NAME):
        (filled.path / name).unlink()
    assert found(check_vault(filled)) == {("keys", "", True)}


def evidence_file(vault: Vault, record_id: str) -> Path:
    with vault.storage.reading() as now:
        return vault.evidence.path_of(now.records.get(Evidence, record_id).sha256)


def test_missing_damaged_and_ownerless_evidence_is_named(filled: Vault) -> None:
    first, second = evidence_file(filled, "b0"), evidence_file(filled, "b1")
    first.unlink()
    second.write_bytes(second.read_bytes()[:-1])
    filled.evidence.put_bytes(b"van niemand")
    assert found(check_vault(filled)) == {("evidence", "b0", True), ("evidence", "b1", True), ("evidence", "", False)}


def test_evidence_of_a_deleted_record_is_not_ownerless_until_it_is_erased(filled: Vault) -> None:
    with filled.storage.transaction("erase") as unit:
        unit.erase(["b2"])
    assert found(check_vault(filled)) == {("evidence", "", False)}


@pytest.mark.parametrize(
    ("harm", "place"),
    [
        ("DELETE FROM link WHERE field = 'evidence' AND position = 0", "links"),
        ("UPDATE link SET position = 7 WHERE source_id = 'actie'", "links"),
        ("INSERT INTO link VALUES ('doel', 'evidence', 0, 'goal', 'b0')", "links"),
        ("UPDATE search SET body = 'anders' WHERE rowid = 1", "search"),
        ("DELETE FROM search WHERE rowid = 1", "search"),
        ("UPDATE goal SET name = 'Achterom'", "search"),
        ("UPDATE goal SET status = 'onzin'", "records"),
        ("DELETE FROM goal", "records"),
        ("UPDATE record SET kind = 'activity' WHERE id = 'doel'", "records"),
        ("UPDATE change SET hash = 'x'", "history"),
        ("UPDATE operation SET name = 'import' WHERE number = 1", "history"),
    ],
)
def test_what_was_changed_behind_our_back_is_noticed(filled: Vault, harm: str, place: str) -> None:
    connection = filled.connect()
    try:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(harm)
    finally:
        connection.close()
    report = check_vault(filled)
    assert place in {finding.place for finding in report.findings}
    for finding in report.findings:
        assert finding.message.nl != finding.message.en
        assert "Achterom" not in finding.message.nl


def test_a_record_added_past_the_history_is_noticed(filled: Vault) -> None:
    connection = filled.connect()
    try:
        connection.execute("INSERT INTO record (number, id, kind) VALUES (99, 'slinks', 'goal')")
        connection.execute(
            "INSERT INTO goal (record_number, id, name, revision, created_at, changed_at) "
            "VALUES (99, 'slinks', 'x', 1, 'x', 'x')"
        )
    finally:
        connection.close()
    assert {finding.place for finding in check_vault(filled).findings} == {"search", "history"}


def test_a_damaged_database_is_named_and_the_rest_is_still_looked_at(filled: Vault) -> None:
    filled.storage.close()
    (filled.path / headers.HEADER_NAME).write_bytes(b"")
    database = filled.path / "portfolio.db"
    content = bytearray(database.read_bytes())
    content[len(content) // 2] ^= 1
    database.write_bytes(content)
    assert found(check_vault(filled)) == {("keys", "", False), ("database", "", True)}
    database.write_bytes(os.urandom(4096))
    assert found(check_vault(filled)) == {("keys", "", False), ("database", "", True)}
