"""Records on the command line: every kind by its declaration, and what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from portfolio_app.cli.records import typed_values
from portfolio_app.domain.fields import RecordKind
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.records.learning import Activity
from tests.cli.conftest import Command
from tests.documents import evidence_files
from tests.strategies import plain_example


def test_a_record_is_added_shown_listed_changed_found_and_deleted(command: Command, vault: Path) -> None:
    added = command(
        "add", vault, "activity", "--activity_kind", "intervisie", "--name", "Intervisie Wet WIA",
        "--start", "2-3-26", "--net-minutes", "1:30", "--points", "rnvc=2,5", "--json",
    )  # fmt: skip
    assert added.code == 0
    record_id = added.data["id"]
    assert added.data["kind"] == "activity"
    assert added.data["title"] == "Intervisie Wet WIA"
    assert added.data["fields"]["start"] == "2026-03-02"
    assert added.data["fields"]["net_minutes"] == 90
    assert added.data["fields"]["points"] == {"rnvc": "2.5"}

    listed = command("list", vault, "activity", "--json").data
    assert [each["id"] for each in listed] == [record_id]

    changed = command("edit", vault, record_id, "--name", "Intervisie over de WIA", "--json")
    assert changed.data["fields"]["name"] == "Intervisie over de WIA"
    assert changed.data["fields"]["net_minutes"] == 90

    found = command("search", vault, "wia", "--json").data
    assert [(each["id"], each["kind"], each["title"]) for each in found] == [
        (record_id, "activity", "Intervisie over de WIA")
    ]

    assert command("delete", vault, record_id).code == 0
    assert command("list", vault, "activity", "--json").data == []
    assert command("show", vault, record_id).code == 2

    assert command("undo", vault).code == 0
    assert command("show", vault, record_id, "--json").data["title"] == "Intervisie over de WIA"
    assert [each["operation"] for each in command("history", vault, "--json").data] == [
        "undo", "delete", "change", "add",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.key != "evidence"], ids=lambda kind: kind.key)
def test_every_kind_can_be_added_and_comes_back_as_it_was(kind: RecordKind, command: Command, vault: Path) -> None:
    words: list[str] = []
    whole = kind.parent or {"exchange": "permission"}.get(kind.key)
    if whole:
        key = kind.field(whole).type.kinds[0]
        words = [f"--{whole}", command("add", vault, key, *_words(key), "--json").data["id"]]
    added = command("add", vault, kind.key, *_words(kind.key), *words, "--json")
    assert added.code == 0, added.err
    shown = command("show", vault, added.data["id"], "--json").data
    assert {key: shown[key] for key in added.data} == added.data
    assert command("list", vault, kind.key).out.count(added.data["id"]) == 1


def _words(key: str) -> list[str]:
    return [word for name, value in plain_example(key).items() for word in (f"--{name}", value)]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("add", "VAULT", "activity", "--name", "x"), "Soort"),
        (("add", "VAULT", "activity", "--nonsense", "x"), "nonsense"),
        (("add", "VAULT", "activity", "los"), "los"),
        (
            ("add", "VAULT", "activity", "--name", "x", "--activity_kind", "overig", "--start", "31-2-2026"),
            "bestaat niet",
        ),
        (("add", "VAULT", "nonsense", "--name", "x"), "nonsense"),
        (("add", "VAULT", "action", "--name", "x", "--status", "planned", "--goal", "nergens"), "nergens"),
        (("add", "VAULT", "law_review", "--law", "RNVC.WET99", "--reviewed_on", "1-1-2026"), "RNVC.WET99"),
        (("list", "VAULT", "activity", "--order", "nonsense"), "nonsense"),
        (("edit", "VAULT", "nergens", "--name", "x"), "nergens"),
        (("delete", "VAULT", "nergens"), "nergens"),
        (("undo", "VAULT"), "niets"),
        (("add", "VAULT", "evidence", "--name", "zonder bestand"), "--attach"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line_and_changes_nothing(
    words: tuple[str, ...], says: str, command: Command, vault: Path
) -> None:
    refused = command(*(vault if word == "VAULT" else word for word in words))
    assert refused.code == 2
    assert says in refused.err
    assert refused.err.count("\n") == 1
    assert refused.out == ""
    assert command("history", vault, "--json").data == []


def test_a_file_that_cannot_be_evidence_is_named_and_the_others_go_along(
    command: Command, vault: Path, tmp_path: Path
) -> None:
    good, bad, gone = tmp_path / "goed.png", tmp_path / "kapot.pdf", tmp_path / "weg.png"
    good.write_bytes(evidence_files.drawing())
    bad.write_bytes(b"%PDF-1.7 en dan niets meer")
    told = command(
        "add", vault, "activity", "--activity_kind", "training", "--name", "Met bijlagen", "--start", "2026-03-03",
        *("--attach", bad, "--attach", gone, "--attach", good),
    )  # fmt: skip
    assert "Met bijlagen" in told.out
    assert [line.split(": ")[1] for line in told.err.splitlines()] == ["kapot.pdf", "weg.png"]
    assert told.code == 3
    names = [each["fields"]["file_name"] for each in command("list", vault, "evidence", "--json").data]
    assert names == ["goed.png"]


def test_errors_are_in_the_language_asked_for(command: Command, vault: Path) -> None:
    assert "Fill in" in command("add", vault, "activity", "--name", "x", "--language", "en").err
    assert "Vul" in command("add", vault, "activity", "--name", "x", "--language", "nl").err


def test_a_day_may_be_told_from_today() -> None:
    today = date(2026, 6, 15)
    for words, meant in (("gisteren", date(2026, 6, 14)), ("+14", date(2026, 6, 29)), ("2 mrt", date(2026, 3, 2))):
        assert typed_values(Activity.kind, ["--start", words], "nl", today) == {"start": meant}
