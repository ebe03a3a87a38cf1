"""The strip above a permission says what is so, in words and signs, and follows what changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from portfolio_app.domain.permissions import PermissionState
from portfolio_app.domain.records.permission import (
    DataCategory,
    Exchange,
    GiverKind,
    Ground,
    Permission,
    PermissionEvent,
    PermissionEventKind,
)
from portfolio_app.services.operations import OperationName
from portfolio_app.services.portfolio import Portfolio
from portfolio_app.storage.history import ChangeSet
from portfolio_app.ui.permissions.strip import PermissionStrip
from portfolio_app.ui.records.record_panel import RecordPanel
from tests.ui.acceptance import looking
from tests.ui.acceptance.test_every_place import choose, let_it_lie_down
from tests.ui.driver import TODAY, Driver

PERMISSION = Permission(
    id="toestemming-1",
    pseudonym="Werknemer 7",
    giver_kind=GiverKind.EMPLOYEE,
    data_categories=(DataCategory.CONTACT,),
    purpose="Overleg over aangepast werk",
    recipients=("Arbodienst", "UWV"),
    ground=Ground.CONSENT,
)


def event(kind: PermissionEventKind, day: date, number: int = 1) -> PermissionEvent:
    return PermissionEvent(id=f"gebeurtenis-{number}", permission=PERMISSION.id, event=kind, happened_on=day)


def write(driver: Driver, deed: Callable[[Portfolio], ChangeSet]) -> None:
    driver.workspace.session.change_set(deed, lambda _changes: None)
    driver.settle()


def shown(driver: Driver, *records: Permission | PermissionEvent | Exchange) -> PermissionStrip:
    write(driver, lambda portfolio: portfolio.add_many(records, OperationName.ADD))
    driver.workspace.show_record("permission", PERMISSION.id)
    driver.settle()
    return strip(driver)


def strip(driver: Driver) -> PermissionStrip:
    found = next(each for each in driver.workspace.findChildren(PermissionStrip) if each.isVisible())
    driver.until(lambda: found.course is not None)
    return found


def words(found: PermissionStrip) -> str:
    return "\n".join(label.text() for label in found.findChildren(QLabel) if label.isVisibleTo(found))


def steps(found: PermissionStrip) -> list[str]:
    return [each.text() for each in found.findChildren(QPushButton) if each.isVisibleTo(found)]


def press_step(driver: Driver, found: PermissionStrip, label: str) -> None:
    driver.press(next(each for each in found.findChildren(QPushButton) if each.text() == label))


def test_a_permission_of_which_nothing_is_known_teaches(empty_driver: Driver) -> None:
    found = shown(empty_driver, PERMISSION)
    assert found.state.text() == "Gevraagd"
    assert "Leg hier vast wanneer de toestemming is gegeven of geweigerd" in words(found)
    assert steps(found) == ["Gegeven", "Geweigerd"]
    assert not found.moments


@pytest.mark.parametrize(
    ("last", "said", "offered"),
    [
        (PermissionEventKind.GIVEN, "Geldig", ["Vernieuwd", "Ingetrokken", "Beëindigd", "Gedeeld…"]),
        (PermissionEventKind.REFUSED, "Geweigerd", ["Gegeven"]),
        (PermissionEventKind.WITHDRAWN, "Ingetrokken", ["Gegeven"]),
        (PermissionEventKind.EXPIRED, "Verlopen", ["Vernieuwd", "Beëindigd"]),
        (PermissionEventKind.ENDED, "Beëindigd", ["Gegeven"]),
    ],
)
def test_it_says_how_it_stands_and_offers_what_makes_sense(
    empty_driver: Driver, last: PermissionEventKind, said: str, offered: list[str]
) -> None:
    given = event(PermissionEventKind.GIVEN, date(2026, 1, 5))
    known = PERMISSION.with_values(given_on=date(2026, 1, 5), assignment_ended_on=date(2026, 3, 2))
    found = shown(empty_driver, known, given, event(last, date(2026, 3, 2), 2))
    assert found.state.text() == said
    assert steps(found) == offered
    assert [moment.accessibleName().split(",")[0].lower() for moment in found.moments][:2] == ["gegeven", last.label.nl]
    assert found.accessibleDescription()


def test_it_follows_what_is_added_changed_and_taken_back(empty_driver: Driver) -> None:
    found = shown(empty_driver, PERMISSION)
    withdrawn = event(PermissionEventKind.WITHDRAWN, date(2026, 3, 2))
    write(empty_driver, lambda portfolio: portfolio.add_many([withdrawn], OperationName.ADD))
    empty_driver.until(lambda: found.course.state is PermissionState.WITHDRAWN)
    write(
        empty_driver,
        lambda portfolio: (
            portfolio.change(PermissionEvent.kind, withdrawn.id, {"event": PermissionEventKind.GIVEN}).changes
        ),
    )
    empty_driver.until(lambda: found.course.state is PermissionState.VALID)
    ended = {"valid_until": TODAY - timedelta(days=1)}
    write(empty_driver, lambda portfolio: portfolio.change(Permission.kind, PERMISSION.id, ended).changes)
    empty_driver.until(lambda: found.course.state is PermissionState.EXPIRED)
    empty_driver.workspace.session.undo()
    empty_driver.until(lambda: found.course.state is PermissionState.VALID)


def test_sharing_while_it_did_not_hold_is_told_in_words(empty_driver: Driver) -> None:
    shared = Exchange(
        id="uitwisseling-1",
        permission=PERMISSION.id,
        exchanged_on=date(2026, 3, 9),
        recipient="UWV",
        data_categories=(DataCategory.CONTACT,),
        ground=Ground.CONSENT,
    )
    found = shown(empty_driver, PERMISSION, shared)
    assert "Gedeeld met UWV op 9 maart 2026: zonder geldige toestemming." in found.accessibleDescription()
    assert "zonder geldige toestemming" in found.moments[0].accessibleName()


def test_a_renewal_that_left_the_last_day_as_it_was_is_told(empty_driver: Driver) -> None:
    old = PERMISSION.with_values(given_on=date(2025, 1, 5), valid_until=date(2026, 1, 5))
    found = shown(empty_driver, old, event(PermissionEventKind.RENEWED, date(2026, 3, 3)))
    assert "Vernieuwd op 3 maart 2026, maar “Geldig tot en met” is nog 5 januari 2026." in words(found)
    longer = {"valid_until": date(2027, 1, 5)}
    write(empty_driver, lambda portfolio: portfolio.change(Permission.kind, old.id, longer).changes)
    empty_driver.until(lambda: found.course.state is PermissionState.VALID)
    assert "Vernieuwd op" not in words(found)


def test_as_long_again_after_a_renewal_is_one_press_and_one_step(empty_driver: Driver) -> None:
    old = PERMISSION.with_values(given_on=date(2025, 1, 5), valid_until=date(2026, 1, 5))
    found = shown(empty_driver, old, event(PermissionEventKind.RENEWED, date(2026, 3, 3)))
    assert steps(found)[0] == "Geldig tot en met: 3 maart 2027"
    press_step(empty_driver, found, "Geldig tot en met: 3 maart 2027")
    empty_driver.until(lambda: found.course.state is PermissionState.VALID)
    empty_driver.settle()
    assert not [each for each in steps(found) if each.startswith("Geldig tot en met")]
    empty_driver.workspace.session.undo()
    empty_driver.until(lambda: found.course.state is PermissionState.EXPIRED)


def test_what_was_given_before_is_filled_in_also_above_the_event(empty_driver: Driver) -> None:
    given = event(PermissionEventKind.GIVEN, date(2026, 1, 5))
    shown(empty_driver, PERMISSION, given)
    empty_driver.workspace.show_record("permission_event", given.id)
    empty_driver.settle()
    found = strip(empty_driver)
    assert steps(found) == [
        next(each for each in steps(found) if each.startswith("Toestemming")),
        "Gegeven op: 5 januari 2026",
    ]
    press_step(empty_driver, found, "Gegeven op: 5 januari 2026")
    empty_driver.until(lambda: found.course.permission.given_on == date(2026, 1, 5))
    empty_driver.settle()
    assert "Gegeven op: 5 januari 2026" not in steps(found)


def test_a_long_course_shows_its_end_first(empty_driver: Driver) -> None:
    many = [event(PermissionEventKind.RENEWED, date(2026, 1, 1) + timedelta(days=at), at) for at in range(1, 13)]
    found = shown(empty_driver, PERMISSION, *many)
    assert len(found.moments) == 8
    more = next(each for each in found.findChildren(QPushButton) if "eerdere" in each.text())
    empty_driver.press(more)
    empty_driver.settle()
    assert len(found.moments) == 12
    assert found.moments[0].hasFocus()


def test_one_tab_leads_to_the_moments_and_arrows_along_them(empty_driver: Driver) -> None:
    found = shown(
        empty_driver,
        PERMISSION,
        event(PermissionEventKind.GIVEN, date(2026, 1, 5)),
        event(PermissionEventKind.RENEWED, date(2026, 2, 5), 2),
    )
    first, second = found.moments
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert second.hasFocus()
    policies = [bool(each.focusPolicy() & Qt.FocusPolicy.TabFocus) for each in found.moments]
    assert policies == [False, True]


def test_another_day_is_another_state(empty_driver: Driver) -> None:
    last_day = PERMISSION.with_values(given_on=date(2026, 1, 5), valid_until=TODAY)
    found = shown(empty_driver, last_day)
    assert "tot en met 15 juni 2026 (vandaag)" in found.sentence.text()
    empty_driver.clock.advance(timedelta(days=1))
    empty_driver.workspace.go("overview")
    empty_driver.workspace.go("permissions")
    empty_driver.until(lambda: found.course.state is PermissionState.EXPIRED)
    assert found.sentence.text() == "Verlopen sinds 16 juni 2026. Deel niets meer."


def test_who_may_only_read_is_offered_nothing_to_note(empty_driver: Driver) -> None:
    empty_driver.workspace.session.read_only = True
    given = event(PermissionEventKind.GIVEN, date(2026, 1, 5))
    found = shown(empty_driver, PERMISSION, given)
    assert found.state.text() == "Geldig"
    assert not steps(found)
    assert found.moments


def test_what_is_shown_of_another_permission_goes_when_there_is_none(empty_driver: Driver) -> None:
    found = shown(empty_driver, PERMISSION, event(PermissionEventKind.GIVEN, date(2026, 1, 5)))
    empty_driver.workspace.start_new("permission")
    empty_driver.settle()
    assert not found.isVisible()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_fits_with_text_twice_as_large(empty_driver: Driver, language: str) -> None:
    late = PERMISSION.with_values(review_on=date(2026, 5, 1), delete_on=date(2030, 1, 1), valid_until=date(2027, 1, 1))
    shown(empty_driver, late, event(PermissionEventKind.GIVEN, date(2026, 1, 5)))
    choose(empty_driver, language=language, text_size=200)
    empty_driver.workspace.show_record("permission", PERMISSION.id)
    empty_driver.settle()
    found = strip(empty_driver)
    let_it_lie_down(empty_driver.window)
    for look in (looking.unnamed, looking.small, looking.markup, looking.cut_off, looking.overlapping):
        assert not list(look(found))


@pytest.mark.parametrize(
    ("label", "known"),
    [("Gegeven", PERMISSION), ("Vernieuwd", PERMISSION.with_values(given_on=date(2026, 1, 5)))],
)
def test_after_a_step_the_cursor_stands_in_the_first_field_that_says_nothing(
    empty_driver: Driver, label: str, known: Permission
) -> None:
    found = shown(empty_driver, known)
    press_step(empty_driver, found, label)
    empty_driver.settle()
    panel = next(each for each in empty_driver.window.findChildren(RecordPanel) if each.isVisible())
    assert panel.kind is PermissionEvent.kind
    row = panel.form.rows["how"]
    assert row.isAncestorOf(empty_driver.window.focusWidget())


def test_a_renewal_in_time_is_offered_to_hold_as_long_again(empty_driver: Driver) -> None:
    known = PERMISSION.with_values(given_on=date(2025, 6, 25), valid_until=date(2026, 6, 25))
    found = shown(empty_driver, known, event(PermissionEventKind.RENEWED, date(2026, 6, 1)))
    assert found.state.text() == "Geldig"
    press_step(empty_driver, found, "Geldig tot en met: 1 juni 2027")
    empty_driver.until(lambda: found.course.permission.valid_until == date(2027, 6, 1))
    assert not [each for each in steps(found) if each.startswith("Geldig tot en met")]
