"""What a casemanager does with their records in a week, by keyboard alone and by mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from portfolio_app.domain.audience import Audience
from portfolio_app.domain.records.growth import GoalStatus
from portfolio_app.domain.records.permission import PermissionEventKind
from portfolio_app.services.portfolio import Portfolio
from tests.ui.tasks.hands import Hands, Keyboard


def of_kind(hands: Hands, kind: str) -> tuple[object, ...]:
    from portfolio_app.domain.kinds import kind_called

    found: list[object] = []

    def read(portfolio: Portfolio) -> tuple[object, ...]:
        return portfolio.records(kind_called(kind)).records

    hands.driver.workspace.session.read(read, found.extend, owner=hands.driver.window)
    hands.driver.settle()
    return tuple(found)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    file = tmp_path / "certificaat.png"
    Image.new("RGB", (320, 220), "white").save(file)
    return file


def begin_activity(hands: Hands) -> object:
    form = hands.new("activity")
    hands.fill(form, activity_kind="nascholing", name="Nascholing Poortwachter", start="2-3-26", net_minutes="1,5")
    return form


def test_an_activity_gets_the_certificate_that_is_chosen(
    hands: Hands, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_given: ([str(certificate)], ""))
    form = begin_activity(hands)
    hands.press(form.rows["evidence"].editor._file_button)
    activity = hands.saved(form)
    hands.driver.until(lambda: bool(form.record.evidence))
    assert (activity.name, activity.net_minutes) == ("Nascholing Poortwachter", 90)
    assert len(of_kind(hands, "evidence")) == 1


def test_a_certificate_that_is_pasted_or_dropped_becomes_an_activity(hands: Hands, certificate: Path) -> None:
    hands.go("education")
    if isinstance(hands, Keyboard):
        hands.bring(None, certificate)
    else:
        begin_activity(hands)
        hands.bring(hands.form("activity"), certificate)
    hands.driver.settle()
    form = hands.form("activity")
    hands.driver.until(lambda: bool(of_kind(hands, "evidence")))
    if isinstance(hands, Keyboard):
        hands.fill(form, activity_kind="nascholing", name="Nascholing Poortwachter", start="2-3-26")
    activity = hands.saved(form)
    hands.driver.until(lambda: bool(form.record.evidence))
    assert activity.name == "Nascholing Poortwachter"


def test_a_reflection_is_written_and_released(hands: Hands) -> None:
    form = hands.new("reflection")
    hands.fill(form, name="Druk van de werkgever", model="STARR(T)", written_on="4-5-26", occasion="Een verzoek.")
    steps = form.rows["steps"].editor
    first = next(iter(steps._editors.values()))
    hands.write(first.target, "Er werd om een diagnose gevraagd.")
    written = hands.saved(form)
    assert "Er werd om een diagnose gevraagd." in written.steps.values()
    assert written.released_to is Audience.PRIVATE
    hands.fill(form, release="register (dossier)")
    hands.driver.until(lambda: form.record.released_to is Audience.REGISTER)
    (kept,) = of_kind(hands, "reflection")
    assert kept.released_to is Audience.REGISTER


def test_competences_are_scored(hands: Hands) -> None:
    form = hands.new("assessment")
    hands.fill(form, name="Jaarmeting", assessment_kind="zelfbeoordeling", assessed_on="1-6-26")
    assessment = hands.saved(form)
    form = hands.new("score")
    if not form.rows["assessment"].editor.read():
        hands.fill(form, assessment="Jaarm")
    hands.fill(form, item="RNVC.KC1", score="4")
    score = hands.saved(form)
    assert (score.assessment, score.score) == (assessment.id, 4)
    assert score.item[0].startswith("RNVC.KC1")


def test_a_goal_gets_its_actions(hands: Hands) -> None:
    form = hands.new("goal")
    hands.fill(form, name="Sterker worden in mediation", deadline="1-12-26", status="loopt")
    goal = hands.saved(form)
    for name in ("Een boek lezen", "Meelopen met een mediator"):
        form = hands.new("action")
        if not form.rows["goal"].editor.read():
            hands.fill(form, goal="Sterker")
        hands.fill(form, name=name, status="gepland")
        assert hands.saved(form).goal == goal.id
    assert {action.status for action in of_kind(hands, "action")} == {GoalStatus.PLANNED}


def test_a_permission_is_given_used_and_withdrawn(hands: Hands) -> None:
    form = hands.new("permission")
    hands.fill(
        form,
        pseudonym="Werknemer 12",
        giver_kind="werknemer",
        data_categories="belastbaarheid en beperkingen",
        purpose="Overleg over aangepast werk",
        recipients="Arbodienst",
        ground="toestemming",
        given_on="1-6-26",
        given_how="schriftelijk",
    )
    permission = hands.saved(form)
    form = hands.new("exchange")
    hands.fill(
        form,
        permission="Werkn",
        exchanged_on="3-6-26",
        recipient="Arbodienst",
        data_categories="belastbaarheid en beperkingen",
        ground="toestemming",
    )
    assert hands.saved(form).permission == permission.id
    form = hands.new("permission_event")
    if not form.rows["permission"].editor.read():
        hands.fill(form, permission="Werkn")
    hands.fill(form, event="ingetrokken", happened_on="10-6-26")
    event = hands.saved(form)
    assert (event.permission, event.event) == (permission.id, PermissionEventKind.WITHDRAWN)


def test_adherence_to_a_code_is_declared(hands: Hands) -> None:
    form = hands.new("adherence")
    hands.fill(form, code_name="Gedragscode casemanagement", version="2024", signed_on="15-6-26")
    declared = hands.saved(form)
    assert declared.signed_on == hands.driver.clock.today()


def test_something_is_found_from_anywhere(busy_hands: Hands) -> None:
    hands = busy_hands
    goal = of_kind(hands, "goal")[0]
    finder = hands.open_finder()
    QTest.keyClicks(finder.line, goal.name[:18])
    hands.driver.settle()
    labels = [entry.label for entry in finder.list.entries]
    hands.take_found(finder, labels.index(goal.name))
    hands.driver.settle()
    assert hands.area("goal").current_record == goal.id


def test_a_change_is_taken_back(busy_hands: Hands) -> None:
    hands = busy_hands
    before = {record.id for record in of_kind(hands, "law_review")}
    hands.driver.workspace.show_first("law_review")
    hands.driver.settle()
    hands.delete_shown("law_review")
    hands.driver.until(lambda: len(of_kind(hands, "law_review")) == len(before) - 1)
    hands.undo()
    assert {record.id for record in of_kind(hands, "law_review")} == before
