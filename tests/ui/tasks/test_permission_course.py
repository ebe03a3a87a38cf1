"""A permission is followed on its strip: what happened is noted, looked up and taken back, by keyboard and by mouse."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from portfolio_app.domain.permissions import PermissionState
from portfolio_app.domain.records.permission import Exchange, Ground, Permission, PermissionEvent, PermissionEventKind
from portfolio_app.ui.permissions.strip import PermissionStrip
from tests.ui.driver import TODAY
from tests.ui.tasks.hands import Hands, Keyboard


def strip(hands: Hands, kind: str = "permission") -> PermissionStrip:
    companion = hands.view(kind).record_panel.companion
    assert isinstance(companion, PermissionStrip)
    hands.driver.until(lambda: companion.course is not None and companion.isVisible())
    return companion


def step(hands: Hands, words: str) -> QPushButton:
    buttons = {each.text(): each for each in strip(hands).findChildren(QPushButton) if each.isVisible()}
    assert words in buttons, list(buttons)
    return buttons[words]


def stands_as(hands: Hands, state: PermissionState) -> bool:
    course = strip(hands).course
    return course is not None and course.state is state


def new_permission(hands: Hands) -> Permission:
    form = hands.new("permission")
    hands.fill(
        form,
        pseudonym="Werknemer 12",
        giver_kind="werknemer",
        data_categories="contactgegevens",
        purpose="Overleg over aangepast werk",
        recipients="Arbodienst",
        ground="toestemming",
    )
    saved = hands.saved(form)
    assert isinstance(saved, Permission)
    return saved


def back(hands: Hands, kind: str) -> None:
    if isinstance(hands, Keyboard):
        hands.key(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    else:
        hands.press(hands.view(kind).record_panel.back)
    hands.driver.settle()


def test_a_permission_is_given_used_withdrawn_and_that_is_taken_back(hands: Hands) -> None:
    permission = new_permission(hands)
    assert stands_as(hands, PermissionState.REQUESTED)
    hands.press(step(hands, "Gegeven"))
    given = hands.saved(hands.form("permission_event"))
    assert isinstance(given, PermissionEvent)
    assert (given.permission, given.event, given.happened_on) == (permission.id, PermissionEventKind.GIVEN, TODAY)
    assert strip(hands, "permission_event").course.state is PermissionState.VALID
    assert strip(hands, "permission_event").course.permission.given_on == TODAY

    back(hands, "permission_event")
    hands.driver.until(lambda: stands_as(hands, PermissionState.VALID))
    hands.press(step(hands, "Gedeeld…"))
    shared = hands.saved(hands.form("exchange"))
    assert isinstance(shared, Exchange)
    assert (shared.permission, shared.exchanged_on, shared.recipient) == (permission.id, TODAY, "Arbodienst")
    assert shared.ground is Ground.CONSENT

    back(hands, "exchange")
    hands.press(step(hands, "Ingetrokken"))
    hands.saved(hands.form("permission_event"))
    back(hands, "permission_event")
    hands.driver.until(lambda: stands_as(hands, PermissionState.WITHDRAWN))
    assert [moment.sign for moment in strip(hands).course.behind] == ["given", "exchange", "withdrawn"]

    hands.undo()
    hands.driver.until(lambda: stands_as(hands, PermissionState.VALID))


def test_each_moment_opens_what_tells_of_it(hands: Hands) -> None:
    permission = new_permission(hands)
    hands.press(step(hands, "Gegeven"))
    event = hands.saved(hands.form("permission_event"))
    back(hands, "permission_event")
    hands.driver.until(lambda: stands_as(hands, PermissionState.VALID))
    (moment,) = strip(hands).moments
    hands.press(moment)
    hands.driver.settle()
    assert hands.area("permission_event").current_record == event.id

    form = hands.form("permission_event")
    hands.fill(form, happened_on="2-6-26")
    hands.saved(form)
    hands.driver.until(lambda: strip(hands, "permission_event").course.since == date(2026, 6, 2))
    back(hands, "permission_event")
    assert hands.area("permission").current_record == permission.id
    assert "2 juni 2026" in strip(hands).sentence.text()
    given_on = hands.form("permission").rows["given_on"].editor
    hands.driver.until(lambda: given_on.read() == date(2026, 6, 2))


def test_a_day_that_the_permission_names_leads_to_its_field(busy_hands: Hands) -> None:
    hands = busy_hands
    hands.driver.workspace.show_first("permission")
    hands.driver.settle()
    shown = strip(hands)
    ahead = shown.course.ahead
    assert ahead
    first = shown.moments[0]
    if isinstance(hands, Keyboard):
        hands.reach(first)
        QTest.keyClick(first, Qt.Key.Key_End)
        assert shown.moments[-1].hasFocus()
        QTest.keyClick(shown.moments[-1], Qt.Key.Key_Return)
    else:
        hands.press(shown.moments[-1])
    hands.driver.settle()
    editor = hands.form("permission").rows[ahead[-1].field].editor
    hands.driver.until(editor.target.hasFocus)
