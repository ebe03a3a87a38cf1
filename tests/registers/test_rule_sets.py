from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given

from portfolio_app.common.resources import resource
from portfolio_app.domain.records.learning import ActivityKind
from portfolio_app.domain.rules import ActivityRequirement, Measure, RuleSet, RuleState, ShareRequirement
from portfolio_app.registers.catalogue import Registers
from portfolio_app.registers.ruleset_writer import rule_set_as_toml
from portfolio_app.registers.rulesets import RegisterFileError, load_rule_sets, rule_sets_from
from tests.rule_strategies import rule_sets


@pytest.fixture(scope="module")
def bundled() -> dict[str, RuleSet]:
    return {each.id: each for each in load_rule_sets(resource("registers", "rules"))}


def test_rnvc_asks_what_it_stated_in_2023(bundled: dict[str, RuleSet]) -> None:
    rnvc = bundled["rnvc-2023"]
    assert rnvc.state is RuleState.STATED
    assert rnvc.source_date is not None
    assert rnvc.source_date.iso() == "2023"
    intervision, work, tests = rnvc.requirements
    assert (intervision.minimum, work.minimum, tests.minimum) == (3, 400, 12)
    assert isinstance(intervision, ActivityRequirement)
    assert intervision.select.kinds == (ActivityKind.INTERVISIE,)
    assert "niet bekend" in tests.remark.nl


def test_rsc_leaves_its_number_to_be_filled_in(bundled: dict[str, RuleSet]) -> None:
    rsc = bundled["rsc"]
    assert rsc.state is RuleState.UNVERIFIED
    assert [each.minimum for each in rsc.requirements] == [None]


def test_the_examples_use_all_of_the_language(bundled: dict[str, RuleSet]) -> None:
    requirements = [each for rule_set in bundled.values() if rule_set.fictional for each in rule_set.requirements]
    assert {each.measure for each in requirements} == set(Measure)
    activities = [each for each in requirements if isinstance(each, ActivityRequirement)]
    for used in ("maximum", "item_minimum", "item_maximum", "meeting_maximum", "points_per_hour", "carry_over"):
        assert any(getattr(each, used) is not None for each in activities), used
    assert any(each.caps for each in activities)
    assert any(each.evidence for each in activities)
    assert any(each.least_days_apart for each in activities)
    assert not all(each.net_of_breaks for each in activities)


def test_rules_name_only_codes_and_registers_that_there_are(bundled: dict[str, RuleSet], registers: Registers) -> None:
    for rule_set in bundled.values():
        assert rule_set.fictional or rule_set.register in registers
        for requirement in rule_set.requirements:
            if isinstance(requirement, ActivityRequirement | ShareRequirement):
                for code in (*requirement.select.competences, *requirement.select.laws):
                    assert code in registers


def test_a_rule_set_is_written_as_it_is_read(bundled: dict[str, RuleSet]) -> None:
    for rule_set in bundled.values():
        assert rule_sets_from([("kopie.toml", rule_set_as_toml(rule_set).encode())]) == (rule_set,)


def test_a_copy_of_somebody_takes_the_place_of_the_original(tmp_path: Path, bundled: dict[str, RuleSet]) -> None:
    theirs = rule_set_as_toml(bundled["rsc"]).replace('measure = "points"', 'measure = "points"\nminimum = 40')
    (tmp_path / "mijn-rsc.toml").write_text(theirs, encoding="utf-8")
    loaded = {each.id: each for each in load_rule_sets(resource("registers", "rules"), tmp_path)}
    assert loaded.keys() == bundled.keys()
    assert loaded["rsc"].requirements[0].minimum == 40


RULES = """
format = "vakdossier-register/1"
kind = "rules"

[rule_set]
register = "reg"
id = "regels"
register_name = { nl = "Reg", en = "Reg" }
name = { nl = "Regels", en = "Rules" }
state = "own"
source = { nl = "Bron", en = "Source" }

[rule_set.period]
years = 3

[[requirements]]
id = "punten"
measure = "points"
label = { nl = "Punten", en = "Points" }
minimum = 12.5
select = { kinds = ["training"] }

[[requirements]]
id = "deel"
measure = "share"
label = { nl = "Deel", en = "Part" }
of = "punten"
percent = 60
select = { accredited = true }

[expected]
requirements = 2
"""


def replaced(old: str, new: str) -> Callable[[], str]:
    assert old in RULES
    return lambda: RULES.replace(old, new)


def test_a_short_file_is_enough() -> None:
    (rule_set,) = rule_sets_from([("regels.toml", RULES.encode())])
    assert rule_set.period.years == 3
    assert [str(each.minimum) for each in rule_set.requirements] == ["12.5", "None"]


@pytest.mark.parametrize(
    ("changed", "entry", "named"),
    [
        (replaced('kind = "rules"', 'kind = "regels"'), "", "regels"),
        (replaced("vakdossier-register/1", "vakdossier-register/9"), "", "vakdossier-register/9"),
        (replaced('state = "own"', 'state = "maybe"'), "rule_set", "maybe"),
        (replaced("years = 3", "years = 6"), "rule_set.period", "years"),
        (replaced("years = 3", "years = true"), "rule_set.period", "years"),
        (replaced("minimum = 12.5", "minimum = -1"), "requirements[1]", "minimum"),
        (replaced("minimum = 12.5", "minimum = 0.125"), "requirements[1]", "minimum"),
        (replaced("minimum = 12.5", "minimum = nan"), "requirements[1]", "minimum"),
        (replaced("minimum = 12.5", 'minimum = "veel"'), "requirements[1]", "minimum"),
        (replaced("minimum = 12.5", "minimun = 12"), "requirements[1]", "minimun"),
        (replaced("minimum = 12.5", "stretch_months = 5"), "requirements[1]", "5"),
        (replaced('id = "punten"', 'id = "Punten!"'), "requirements[1]", "Punten!"),
        (replaced('id = "deel"', 'id = "punten"'), "", "punten"),
        (replaced('measure = "points"', 'measure = "sterren"'), "requirements[1]", "sterren"),
        (replaced('kinds = ["training"]', 'kinds = ["dansen"]'), "requirements[1].select", "dansen"),
        (replaced('kinds = ["training"]', 'laws = ["<b>"]'), "requirements[1].select", "laws"),
        (replaced('of = "punten"', 'of = "weg"'), "", "weg"),
        (replaced("percent = 60", "percent = 101"), "requirements[2]", "percent"),
        (replaced("accredited = true", "accredited = 1"), "requirements[2].select", "accredited"),
        (replaced("requirements = 2", "requirements = 3"), "expected", "2"),
        (replaced('state = "own"', 'state = "own"\nvalid_from = "2026"'), "rule_set", "valid_from"),
        (replaced('state = "own"', 'state = "own"\nsource_date = "2026-13"'), "rule_set", ""),
        (
            replaced('state = "own"', 'state = "own"\nvalid_from = 2026-01-02\nvalid_until = 2026-01-01'),
            "",
            "",
        ),
    ],
)
def test_what_is_wrong_is_named_by_file_entry_and_reason(changed: Callable[[], str], entry: str, named: str) -> None:
    with pytest.raises(RegisterFileError) as refused:
        rule_sets_from([("regels.toml", changed().encode())])
    assert refused.value.file == "regels.toml"
    assert refused.value.entry == entry
    assert named in refused.value.reason.nl
    assert refused.value.reason.nl != refused.value.reason.en


def test_two_files_cannot_give_one_rule_set() -> None:
    with pytest.raises(RegisterFileError, match="there already"):
        rule_sets_from([("een.toml", RULES.encode()), ("twee.toml", RULES.encode())])


@given(rule_sets())
def test_any_rule_set_is_read_as_it_was_written(rule_set: RuleSet) -> None:
    written = rule_set_as_toml(rule_set)
    assert rule_sets_from([("regels.toml", written.encode())]) == (rule_set,)
    assert rule_set_as_toml(rule_set) == written
