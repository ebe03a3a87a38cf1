"""History, undo, redo, the bin, earlier versions and days of the past, on the command line."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from tests.cli.conftest import Command


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> FixedClock:
    """The clock of all commands, at noon of the second of March."""
    made = FixedClock(datetime(2026, 3, 2, 12, tzinfo=UTC))
    monkeypatch.setattr("portfolio_app.cli.main.SystemClock", lambda: made)
    return made


@pytest.fixture
def goal(command: Command, clock: FixedClock, vault: Path) -> str:
    """A goal with an action, made on the second, renamed on the third, deleted on the fourth of March."""
    made = command(
        "add", vault, "goal", "--name", "Beter luisteren", "--deadline", "2026-12-01", "--status", "gepland", "--json"
    )
    assert made.code == 0, made.err
    goal = str(made.data["id"])
    command("add", vault, "action", "--goal", goal, "--name", "Oefenen", "--status", "gepland")
    clock.advance(timedelta(days=1))
    command("edit", vault, goal, "--name", "Goed luisteren")
    clock.advance(timedelta(days=1))
    command("delete", vault, goal)
    return goal


def test_the_story_of_a_record_is_told_in_the_persons_words(command: Command, vault: Path, goal: str) -> None:
    story = command("history", vault, "goal", goal, "--json").data
    assert (story["id"], story["kind"], story["title"], story["there"]) == (goal, "goal", "Goed luisteren", False)
    assert [(each["number"], each["change"], each["current"]) for each in story["versions"]] == [
        (4, "deleted", False),
        (3, "changed", False),
        (1, "added", False),
    ]
    assert story["versions"][1]["differences"] == [
        {"field": "name", "label": "Doel", "before": "Beter luisteren", "after": "Goed luisteren"}
    ]
    said = command("history", vault, goal, "--language", "en").out
    assert "Beter luisteren → Goed luisteren" in said
    assert "Deadline: 1 December 2026" in said
    for wrong in (("activity", goal), ("niemand",), ("a", "b", "c")):
        assert command("history", vault, *wrong).code == 2


def test_the_history_is_searched_and_paged(command: Command, vault: Path, goal: str) -> None:
    def numbers(*words: object) -> list[int]:
        return [each["number"] for each in command("history", vault, *words, "--json").data]

    assert numbers() == [4, 3, 2, 1]
    assert numbers("--limit", 2) == [4, 3]
    assert numbers("--limit", 2, "--before", 3) == [2, 1]
    assert numbers("--text", "oefenen") == [4, 2]
    assert numbers("--text", "Beter") == [3, 1]
    assert numbers("--text", "verwijderd goed") == [4]
    assert numbers("--text", "deadline") == []
    assert numbers("--text", "%") == []
    assert "Niets gevonden" in command("history", vault, "--text", "xyz").out


def test_undo_and_redo_are_marked_in_the_history(command: Command, vault: Path, goal: str) -> None:
    assert command("redo", vault).code == 2
    assert command("undo", vault).code == 0
    assert [each["undone"] for each in command("history", vault, "--json").data] == [False, True, False, False, False]
    assert "[ongedaan gemaakt]" in command("history", vault).out
    assert command("redo", vault).code == 0
    assert [each["undone"] for each in command("history", vault, "--json").data][-4:] == [False] * 4
    assert command("show", vault, goal).code == 2


def test_what_was_deleted_comes_back_from_the_bin_with_its_parts(command: Command, vault: Path, goal: str) -> None:
    [entry] = command("bin", vault, "--json").data
    assert (entry["id"], entry["deleted_by"], entry["operation"], entry["parts"]) == (goal, 4, "delete", 1)
    assert (entry["obstacle"], entry["note"]) == (None, None)
    assert "met 1 onderdeel" in command("bin", vault).out
    assert command("bin", vault, "--text", "iets anders", "--json").data == []
    back = command("restore-record", vault, goal, "--json").data
    assert {(each["kind"], each["change"]) for each in back} == {("goal", "added"), ("action", "added")}
    assert command("bin", vault).out == "De prullenbak is leeg.\n"
    assert command("restore-record", vault, goal).code == 2
    assert command("undo", vault).code == 0
    assert len(command("bin", vault, "--json").data) == 1


def test_what_is_erased_for_good_is_warned_of_and_wanted(command: Command, vault: Path, goal: str) -> None:
    asked = command("erase", vault, goal)
    assert asked.code == 2
    assert "reservekopieën van vóór nu" in asked.err
    assert "--yes" in asked.err
    assert len(command("bin", vault, "--json").data) == 1
    assert command("erase", vault, goal, "--yes", "--json").data == {"erased": 2, "operation": 5}
    assert command("bin", vault, "--json").data == []
    assert command("erase", vault, goal, "--yes").code == 2
    assert command("undo", vault).code == 2
    assert "voorgoed gewist" in command("history", vault).out


def test_an_earlier_version_is_put_back_as_a_new_step(command: Command, vault: Path, goal: str) -> None:
    command("restore-record", vault, goal)
    assert command("restore-record", vault, goal, "--version", 1).code == 0
    assert command("show", vault, goal, "--json").data["fields"]["name"] == "Beter luisteren"
    assert command("restore-record", vault, goal, "--version", 1).code == 2
    assert command("restore-record", vault, goal, "--version", 4).code == 2
    assert command("restore-record", vault, goal, goal, "--version", 1).code == 2
    assert command("undo", vault).code == 0
    assert command("show", vault, goal, "--json").data["fields"]["name"] == "Goed luisteren"


def test_a_deleted_record_comes_back_in_an_earlier_version_at_once(command: Command, vault: Path, goal: str) -> None:
    assert command("restore-record", vault, goal, "--version", 1).code == 0
    assert command("show", vault, goal, "--json").data["fields"]["name"] == "Beter luisteren"
    assert len(command("list", vault, "action", "--json").data) == 1
    assert command("undo", vault).code == 0
    assert command("show", vault, goal).code == 2


def test_records_are_shown_as_they_were_on_a_day(command: Command, vault: Path, goal: str) -> None:
    shown = command("show", vault, goal, "--as-of", "2-3-2026", "--json").data
    assert (shown["fields"]["name"], shown["as_of"]) == ("Beter luisteren", "2026-03-02")
    listed = command("list", vault, "goal", "--as-of", "2026-03-03", "--json").data
    assert [each["title"] for each in listed] == ["Goed luisteren"]
    assert command("list", vault, "goal", "--as-of", "2026-03-04", "--json").data == []
    for wrong in (date(2026, 3, 1), date(2026, 3, 5)):
        assert command("list", vault, "goal", "--as-of", wrong).code == 2
        assert command("show", vault, goal, "--as-of", wrong).code == 2


def test_a_cv_is_made_as_of_a_day(command: Command, clock: FixedClock, vault: Path, tmp_path: Path) -> None:
    command("add", vault, "person", "--given-names", "Fenna", "--surname", "Wiarda")
    clock.advance(timedelta(days=1))
    out = tmp_path / "cv.json"
    assert command("cv", vault, "--view", "full", "-o", out, "--as-of", "2-3-2026", "--json").code == 0
    assert '"asOf": "2026-03-02"' in out.read_text("utf-8")
    assert command("cv", vault, "--view", "full", "-o", out, "--as-of", "1-3-2026").code == 2


def test_undo_and_redo_say_what_they_were_about(command: Command, vault: Path) -> None:
    command("add", vault, "goal", "--name", "Beter vragen", "--deadline", "2027-01-01", "--status", "planned")
    assert command("undo", vault).out == "Ongedaan gemaakt: Beter vragen, toegevoegd.\nHet betreft 1 gegeven.\n"
    assert command("redo", vault).out == "Opnieuw gedaan: Beter vragen.\nHet betreft 1 gegeven.\n"
    assert "Undone: Beter vragen, added." in command("undo", vault, "--language", "en").out


def test_a_record_is_called_by_name_and_not_by_its_code(command: Command, vault: Path, clock: FixedClock) -> None:
    review = command("add", vault, "law_review", "--law", "RNVC.WET14", "--reviewed_on", "2026-03-01", "--json").data
    assert command("delete", vault, review["id"]).code == 0
    said = command("history", vault).out + command("undo", vault).out + command("history", vault).out
    assert said.count("Privacywetgeving") >= 4
    assert "RNVC" not in said
