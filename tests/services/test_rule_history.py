"""Steps on one's own rules stand in the history, and a document of a past day goes by the rules of that day."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from portfolio_app.common.clock import FixedClock
from portfolio_app.domain.records.learning import Activity, ActivityKind
from portfolio_app.domain.records.person import Person, Registration
from portfolio_app.domain.rules import RuleSet
from portfolio_app.services.archives import ImportRequest, export_archive, import_archive
from portfolio_app.services.exports import DossierRequest, prepare_dossier
from portfolio_app.services.history import history_page
from portfolio_app.services.own_rules import copy_of, delete_own, save_rule_set
from portfolio_app.services.own_shelf import redo_on_shelf, rule_log_of, undo_on_shelf
from portfolio_app.services.portfolio import Portfolio
from portfolio_app.services.rule_history import differences_of, register_data_on
from portfolio_app.services.rule_log import RuleDeed, RuleLog, rule_log_as_words, rule_log_from_words
from portfolio_app.storage.kept import OWN_REGISTERS_LOG
from tests.archive_files import members_of, rewritten
from tests.vaults import quick_vault

A_DAY = timedelta(days=1)


@pytest.fixture
def portfolio(tmp_path: Path, clock: FixedClock) -> Iterator[Portfolio]:
    made = Portfolio(quick_vault(tmp_path / "proef.vakdossier", clock).vault, clock)
    made.add(Person.kind, {"given_names": "Ruben", "surname": "Oosterhaag"})
    made.add(Registration.kind, {"register": ("rsc",), "register_name": "RSC", "since": date(2026, 1, 1)})
    values = {"name": "Gesprekken", "activity_kind": ActivityKind.TRAINING, "start": date(2026, 2, 3)}
    made.add(Activity.kind, {**values, "points": {"rsc": Decimal(30)}})
    yield made
    made.close()


def own_rules(portfolio: Portfolio, minimum: int) -> RuleSet:
    """Rules of the RSC in place of the program's, with the number of points filled in."""
    rules = next(each for each in portfolio.rule_sets if each.id == "rsc")
    (points,) = rules.requirements
    return replace(rules, requirements=(replace(points, minimum=Decimal(minimum)),))


def told(portfolio: Portfolio, words: str = "", **how: int) -> list[str]:
    """The history in short, newest first."""
    return [
        each.what.nl if isinstance(each, RuleDeed) else each.name
        for each in history_page(portfolio, words, **how).entries()
    ]


def asked(portfolio: Portfolio, day: date | None) -> Decimal | None:
    prepared = prepare_dossier(portfolio, DossierRequest("rsc", as_of=day))
    (standing,) = prepared.standings
    (requirement, *_) = standing.requirements
    return requirement.required


def test_steps_stand_in_the_history_between_the_operations(portfolio: Portfolio, clock: FixedClock) -> None:
    save_rule_set(portfolio, own_rules(portfolio, 40))
    clock.advance(A_DAY)
    portfolio.change(Person.kind, portfolio.snapshot().of(Person)[0].id, {"surname": "Oosterwijk"})
    undo_on_shelf(portfolio)
    redo_on_shelf(portfolio)
    delete_own(portfolio, "rsc")
    saved = rule_log_of(portfolio.vault)
    assert saved is not None
    name = saved.deeds[0].what.nl
    deleted = saved.deeds[-1].what.nl
    assert "bewaard" in name
    assert "verwijderd" in deleted
    steps = [deleted, f"Opnieuw gedaan: {name}", f"Ongedaan gemaakt: {name}"]
    assert told(portfolio) == [*steps, "change", name, "add", "add", "add"]
    assert told(portfolio, "bewaard") == [*steps[1:], name]
    assert told(portfolio, limit=1) == [*steps, "change"]
    assert told(portfolio, before=4, limit=1) == [name, "add"]
    assert portfolio.undo().changes[0].kind == "person"  # undo is of the records only


def test_what_a_step_changed_is_told_in_words(portfolio: Portfolio) -> None:
    save_rule_set(portfolio, own_rules(portfolio, 40))
    save_rule_set(portfolio, own_rules(portfolio, 60))
    delete_own(portfolio, "rsc")
    newest = history_page(portfolio).rules
    deleted, changed, added = (differences_of(portfolio, deed) for deed in newest)
    assert [each.action for each in (added, changed, deleted)] == ["added", "changed", "deleted"]
    assert {each.register for each in (added, changed, deleted)} == {"rsc"}
    (difference,) = changed.differences
    assert "40" in difference.before.nl
    assert "60" in difference.after.nl
    assert all(each.before.nl == "leeg" for each in added.differences)
    assert all(each.after.en == "empty" for each in deleted.differences)


def test_a_document_of_a_day_goes_by_the_rules_of_that_day(portfolio: Portfolio, clock: FixedClock) -> None:
    first = clock.today()
    save_rule_set(portfolio, own_rules(portfolio, 40))
    clock.advance(A_DAY)
    second = clock.today()
    save_rule_set(portfolio, own_rules(portfolio, 60))
    clock.advance(A_DAY)
    delete_own(portfolio, "rsc")
    assert [asked(portfolio, day) for day in (first, second, clock.today(), None)] == [40, 60, None, None]
    assert asked(portfolio, first) == 40


def test_a_register_that_is_gone_by_now_is_known_on_its_day(portfolio: Portfolio, clock: FixedClock) -> None:
    day = clock.today()
    copy = replace(copy_of(own_rules(portfolio, 40), {"rsc"}), register="eigen-register")
    save_rule_set(portfolio, copy)
    clock.advance(A_DAY)
    delete_own(portfolio, copy.id)
    assert "eigen-register" in {each.register for each in register_data_on(portfolio, day).rule_sets}
    assert "eigen-register" not in {each.register for each in portfolio.rule_sets}


def test_rules_of_before_the_log_are_those_it_begins_with(portfolio: Portfolio, clock: FixedClock) -> None:
    """A vault of an earlier version of the program has rules, and no steps with a moment."""
    save_rule_set(portfolio, own_rules(portfolio, 40))
    portfolio.vault.storage.keep(OWN_REGISTERS_LOG, rule_log_as_words(RuleLog()))
    day = clock.today()
    assert asked(portfolio, day) == 40
    clock.advance(A_DAY)
    save_rule_set(portfolio, own_rules(portfolio, 60))
    assert [asked(portfolio, each) for each in (day, None)] == [40, 60]


def test_a_clock_that_was_set_back_does_not_turn_the_order(portfolio: Portfolio, clock: FixedClock) -> None:
    save_rule_set(portfolio, own_rules(portfolio, 40))
    clock.advance(-30 * A_DAY)
    save_rule_set(portfolio, own_rules(portfolio, 60))
    clock.advance(30 * A_DAY)
    assert asked(portfolio, clock.today()) == 60


@pytest.mark.parametrize("words", ["", "{}", "[1]", '{"format": "vakdossier-rule-log/9"}', '{"format": 5, "deeds": 1}'])
def test_a_log_that_cannot_be_read_is_left_alone(portfolio: Portfolio, words: str) -> None:
    portfolio.vault.storage.keep(OWN_REGISTERS_LOG, words)
    save_rule_set(portfolio, own_rules(portfolio, 40))
    assert portfolio.vault.storage.kept(OWN_REGISTERS_LOG) == words
    assert history_page(portfolio).rules == ()
    assert asked(portfolio, portfolio.clock.today()) == 40


def test_a_log_is_read_as_it_was_written_and_forgets_no_state(clock: FixedClock) -> None:
    from portfolio_app.common.text import Text

    log = RuleLog({"eigen.toml": "0"})
    for number in range(1, 1_006):
        content = None if number % 7 == 0 else str(number)
        log = log.with_deed(clock.now(), number, Text("bewaard", "saved"), f"{number % 3}.toml", content)
    assert rule_log_from_words(rule_log_as_words(log)) == log
    assert json.loads(rule_log_as_words(log))["deeds"][0]["number"] == 6
    assert log.files_before(1_006) == {"0.toml": "1005", "1.toml": "1003", "2.toml": "1004", "eigen.toml": "0"}


def test_all_of_it_goes_along_in_the_archive_and_comes_back(
    portfolio: Portfolio, clock: FixedClock, tmp_path: Path
) -> None:
    first = clock.today()
    save_rule_set(portfolio, own_rules(portfolio, 40))
    clock.advance(A_DAY)
    save_rule_set(portfolio, own_rules(portfolio, 60))
    export_archive(portfolio, tmp_path / "archief.zip")
    clock.advance(A_DAY)
    with Portfolio(quick_vault(tmp_path / "ander.vakdossier", clock).vault, clock) as other:
        import_archive(other, ImportRequest(tmp_path / "archief.zip"))
        assert told(other) == told(portfolio)
        assert [asked(other, day) for day in (first, None)] == [40, 60]
        export_archive(other, tmp_path / "weer.zip", made_on=clock.today() - A_DAY)
    assert (tmp_path / "weer.zip").read_bytes() == (tmp_path / "archief.zip").read_bytes()
    members = members_of(tmp_path / "archief.zip")
    schema = json.loads(members["schemas/archive-1.schema.json"])
    validator = Draft202012Validator({"$ref": "#/$defs/rules", "$defs": schema["$defs"]})
    validator.validate(json.loads(members["history/rules.json"]))


@pytest.mark.parametrize(
    "words",
    [b"geen json", b"\xff", rule_log_as_words(RuleLog({"ander.toml": "x"})).encode(), b'{"format": "iets anders"}'],
)
def test_a_log_that_does_not_belong_to_the_rules_is_not_taken_over(
    portfolio: Portfolio, clock: FixedClock, tmp_path: Path, words: bytes
) -> None:
    save_rule_set(portfolio, own_rules(portfolio, 40))
    export_archive(portfolio, tmp_path / "archief.zip")

    def spoil(members: dict[str, bytes]) -> None:
        members["history/rules.json"] = words

    spoiled = rewritten(tmp_path / "archief.zip", tmp_path / "fout.zip", spoil)
    with Portfolio(quick_vault(tmp_path / "ander.vakdossier", clock).vault, clock) as other:
        import_archive(other, ImportRequest(spoiled))
        (deed,) = history_page(other).rules
        assert "teruggezet uit een archief" in deed.what.nl


def test_a_log_that_makes_no_sense_is_not_read() -> None:
    deed = {"number": 1, "at": "2026-06-15T09:30:00", "after": 0, "nl": "a", "en": "a", "name": "a", "content": None}
    aware = {**deed, "at": "2026-06-15T09:30:00.000000+00:00"}
    for deeds in ([deed], [aware, aware], [{**aware, "after": "x"}]):
        body = {"format": "vakdossier-rule-log/1", "first": {}, "deeds": deeds}
        assert rule_log_from_words(json.dumps(body)) is None
    assert rule_log_from_words(json.dumps({"format": "vakdossier-rule-log/1", "first": {}, "deeds": [aware]}))
