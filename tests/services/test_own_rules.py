"""Registers and rules of the person's own: copied, changed, tried, kept in the vault, given to others, taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.common.errors import EnvironmentRefusedError, WrongUseError
from portfolio_app.common.resources import resource
from portfolio_app.common.text import Text
from portfolio_app.domain.records.learning import Activity, ActivityKind
from portfolio_app.domain.records.person import Registration
from portfolio_app.domain.rules import RuleSet, standing_as_data
from portfolio_app.domain.rules.choices import RuleState
from portfolio_app.registers.own import OwnRegister, OwnTitle, changed_register, described, new_register
from portfolio_app.registers.toml_table import MOST_BYTES, RegisterFileError
from portfolio_app.services.opening import open_portfolio
from portfolio_app.services.own_rules import (
    copy_of,
    delete_own,
    export_own,
    put_back,
    save_register,
    save_rule_set,
    take_over,
    take_over_content,
)
from portfolio_app.services.own_rules_privacy import refuse_personal_data
from portfolio_app.services.own_shelf import Shelf, redo_on_shelf, shelf_of, undo_on_shelf
from portfolio_app.services.portfolio import Portfolio
from portfolio_app.services.register_data import Origin, bundled_rule_sets
from portfolio_app.services.rule_reading import keep_draft, rules_view
from portfolio_app.services.rule_trial import try_rules, with_rules
from portfolio_app.storage.kept import OWN_REGISTERS
from tests.vaults import PASSPHRASE, quick_vault

RULES = resource("registers", "rules", "voorbeeld-a.toml").read_bytes()


@pytest.fixture
def portfolio(tmp_path: Path, clock: FixedClock) -> Iterator[Portfolio]:
    made = Portfolio(quick_vault(tmp_path / "proef.vakdossier", clock).vault, clock, own_registers=tmp_path / "map")
    made.add(Registration.kind, {"register": ("rsc",), "register_name": "RSC", "since": date(2026, 1, 1)})
    for name, points in (("Gesprekken", 30), ("Wetgeving", 12)):
        amount = {"rsc": Decimal(points)}
        values = {"name": name, "activity_kind": ActivityKind.TRAINING, "start": date(2026, 2, 3), "points": amount}
        made.add(Activity.kind, values)
    yield made
    made.close()


def rules_called(portfolio: Portfolio, identifier: str) -> RuleSet:
    return next(each for each in portfolio.rule_sets if each.id == identifier)


def ids(portfolio: Portfolio) -> set[str]:
    return {each.id for each in portfolio.rule_sets}


def with_points(portfolio: Portfolio, minimum: int) -> RuleSet:
    """A copy of the rules of the RSC, with the number of points filled in."""
    copy = copy_of(rules_called(portfolio, "rsc"), ids(portfolio))
    (points,) = copy.requirements
    source = Text("Brief van het register", "Letter of the register")
    return replace(copy, requirements=(replace(points, minimum=Decimal(minimum)),), source=source)


def files_of(portfolio: Portfolio) -> dict[str, str]:
    shelf = shelf_of(portfolio.vault)
    assert shelf is not None
    return dict(shelf.files)


def reopened(portfolio: Portfolio, clock: FixedClock, *, read_only: bool = False) -> Portfolio:
    path = portfolio.vault.path
    portfolio.close()
    return open_portfolio(path, passphrase=PASSPHRASE, clock=clock, read_only=read_only)


def test_own_rules_judge_at_once_and_say_whose_they_are(portfolio: Portfolio) -> None:
    (before,) = portfolio.standing(register="rsc")
    assert (before.rule_set.id, before.met) == ("rsc", None)
    save_rule_set(portfolio, with_points(portfolio, 40))
    (after,) = portfolio.standing(register="rsc")
    assert (after.rule_set.id, after.state, after.met) == ("rsc-eigen", RuleState.OWN, True)
    (told,) = standing_as_data((after,), "nl")["registers"]
    assert told["state"] == "own"
    assert told["rule_set"] == "rsc-eigen"
    assert told["source"] == "Brief van het register"
    assert told["requirements"][0]["required"] == 40
    assert portfolio.register_data.origin_of("rsc-eigen") is Origin.VAULT
    assert portfolio.register_data.origin_of("rsc") is Origin.PROGRAM


def test_own_rules_go_with_the_vault_and_not_with_the_machine(portfolio: Portfolio, clock: FixedClock) -> None:
    save_rule_set(portfolio, with_points(portfolio, 40))
    assert portfolio.own_registers is not None
    assert not portfolio.own_registers.exists()
    with reopened(portfolio, clock) as again:
        assert again.standing(register="rsc")[0].state is RuleState.OWN
        assert again.notices == ()


def test_a_copy_has_an_id_and_a_name_of_its_own(portfolio: Portfolio) -> None:
    original = rules_called(portfolio, "voorbeeld-a-2024")
    copy = copy_of(original, ids(portfolio))
    assert (copy.id, copy.state, copy.fictional) == ("voorbeeld-a-2024-eigen", RuleState.OWN, False)
    assert copy.name.en == "Example: three years, with points (own)"
    assert copy_of(original, {*ids(portfolio), copy.id}).id == "voorbeeld-a-2024-eigen-2"
    long = replace(original, id="a" * 40)
    assert len(copy_of(long, ids(portfolio)).id) == 40
    save_rule_set(portfolio, copy)
    (standing,) = portfolio.standing(register="voorbeeld-a")
    assert standing.rule_set == copy


def test_every_change_can_be_taken_back_also_later(portfolio: Portfolio, clock: FixedClock) -> None:
    own = with_points(portfolio, 40)
    save_rule_set(portfolio, own)
    save_rule_set(portfolio, own)  # the same again is no step
    save_rule_set(portfolio, replace(with_points(portfolio, 60), id="rsc-eigen"))
    delete_own(portfolio, "rsc-eigen")
    assert "rsc-eigen" not in ids(portfolio)
    with reopened(portfolio, clock) as again:
        assert "verwijderd" in undo_on_shelf(again).nl
        assert rules_called(again, "rsc-eigen").requirements[0].minimum == 60
        undo_on_shelf(again)
        assert rules_called(again, "rsc-eigen").requirements[0].minimum == 40
        redo_on_shelf(again)
        assert rules_called(again, "rsc-eigen").requirements[0].minimum == 60
        assert (rules_view(again).undo, rules_view(again).redo) != (Text("", ""), Text("", ""))
        undo_on_shelf(again)
        undo_on_shelf(again)
        assert again.rule_sets == bundled_rule_sets()
        with pytest.raises(WrongUseError, match="nothing to undo"):
            undo_on_shelf(again)
        save_rule_set(again, with_points(again, 20))
        with pytest.raises(WrongUseError, match="nothing to redo"):
            redo_on_shelf(again)


def test_only_what_is_ones_own_in_the_vault_is_deleted(portfolio: Portfolio) -> None:
    for identifier in ("rsc", "rnvc-2023", "nergens"):
        with pytest.raises(WrongUseError, match=identifier):
            delete_own(portfolio, identifier)
    assert files_of(portfolio) == {}


def test_a_register_of_ones_own_has_titles_and_rules(portfolio: Portfolio) -> None:
    label = Text("Vereniging van casusregisseurs", "Association of case directors")
    titles = (OwnTitle(name="Casusregisseur", label=label), OwnTitle(name="Rcr", label=label))
    wanted = OwnRegister(name="V.C.R.", label=label, text=label, titles=titles)
    made = new_register(portfolio.registers, wanted)
    assert (made.id, made.prefix) == ("vcr", "VCR")
    save_register(portfolio, made)
    assert portfolio.registers.register("vcr") == made
    assert [title.code for title in made.titles] == ["VCR.casusregisseur", "VCR.rcr"]
    portfolio.add(Registration.kind, {"register": ("vcr",), "register_name": "VCR", "since": date(2026, 1, 1)})
    rules = replace(with_points(portfolio, 4), register="vcr", id="vcr-2026", register_name=Text("V.C.R.", "V.C.R."))
    save_rule_set(portfolio, rules)
    assert portfolio.standing(register="vcr")[0].rule_set == rules
    assert described(made) == wanted
    fewer = changed_register(made, replace(wanted, titles=(titles[1], OwnTitle(name="rcR", label=label))))
    assert [title.code for title in fewer.titles] == ["VCR.rcr", "VCR.rcr2"]
    save_register(portfolio, fewer)
    assert portfolio.registers.register("vcr") == fewer
    spaced = changed_register(made, replace(wanted, titles=(OwnTitle(name="R c", label=label),)))
    with pytest.raises(WrongUseError, match="R c"):  # it stands behind a name: no spaces
        save_register(portfolio, spaced)
    assert portfolio.registers.register("vcr") == fewer
    delete_own(portfolio, "vcr")
    assert portfolio.register_data.origin_of("vcr-2026") is Origin.VAULT
    other = new_register(portfolio.registers, OwnRegister(name="RSC", label=label, text=label))
    assert (other.id, other.name) == ("rsc2", "RSC")


def test_what_a_colleague_gave_holds_as_ones_own(portfolio: Portfolio, tmp_path: Path) -> None:
    file = tmp_path / "van-een-collega.toml"
    export_own(portfolio, "rsc", file)
    file.write_text(file.read_text("utf-8").replace('id = "rsc"', 'id = "rsc-2026"'), "utf-8")
    assert take_over(portfolio, file) == "rsc-2026"
    assert rules_called(portfolio, "rsc-2026").state is RuleState.OWN
    assert portfolio.standing(register="rsc")[0].rule_set.id == "rsc-2026"
    export_own(portfolio, "rnvc", tmp_path / "register.toml")
    with pytest.raises(WrongUseError, match="rnvc"):
        take_over(portfolio, tmp_path / "register.toml")
    with pytest.raises(WrongUseError, match="nergens"):
        export_own(portfolio, "nergens", tmp_path / "x.toml")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"[[[", "TOML"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"MZ\x90\x00 this program cannot be run in DOS mode", "UTF-8"),
        (b"a = 1\n" * MOST_BYTES, "2 MB"),
        (RULES.replace(b"percent = 60", b"percent = 6000"), "percent"),
        (RULES.replace(b'of = "pe-punten"', b'of = "weg"'), "weg"),
        (resource("registers", "rnvc-laws-2018.toml").read_bytes(), "rnvc"),
        (RULES[: len(RULES) // 2], ""),
        (b"x = " + b"[" * 10_000, "TOML"),
    ],
)
def test_a_bad_file_is_refused_with_its_reason_and_nothing_changes(
    portfolio: Portfolio, tmp_path: Path, content: bytes, reason: str
) -> None:
    save_rule_set(portfolio, with_points(portfolio, 40))
    before, rules = files_of(portfolio), portfolio.rule_sets
    file = tmp_path / "vreemd.toml"
    file.write_bytes(content)
    with pytest.raises(RegisterFileError, match=r"vreemd\.toml") as refused:
        take_over(portfolio, file)
    assert reason in refused.value.message.nl
    assert (files_of(portfolio), portfolio.rule_sets) == (before, rules)


def test_a_file_that_cannot_be_read_is_told(portfolio: Portfolio, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentRefusedError):
        take_over(portfolio, tmp_path / "nergens.toml")


def test_what_is_put_back_is_right_and_writes_over_nothing(portfolio: Portfolio) -> None:
    good = RULES.replace(b'id = "voorbeeld-a', b'id = "mijn-a')
    assert put_back(portfolio, "mijn.toml", good)
    assert not put_back(portfolio, "mijn.toml", good)
    with pytest.raises(WrongUseError, match="is different"):
        put_back(portfolio, "mijn.toml", good + b"\n# anders\n")
    for name, content in (("slecht.toml", b"[[["), ("../mijn.toml", good), ("mijn.exe", good), ("weer.toml", good)):
        with pytest.raises((WrongUseError, RegisterFileError)):
            put_back(portfolio, name, content)
    assert files_of(portfolio) == {"mijn.toml": good.decode()}


def test_the_vault_goes_before_the_folder_of_the_machine(portfolio: Portfolio) -> None:
    folder = portfolio.own_registers
    assert folder is not None
    folder.mkdir()
    (folder / "rsc.toml").write_bytes(RULES.replace(b'id = "voorbeeld-a', b'id = "mijn-a'))
    portfolio.read_registers_again()
    assert portfolio.register_data.origin_of("mijn-a-2024") is Origin.FOLDER
    with pytest.raises(WrongUseError):
        delete_own(portfolio, "mijn-a-2024")
    changed = replace(rules_called(portfolio, "mijn-a-2024"), name=Text("Anders", "Other"))
    save_rule_set(portfolio, changed)
    assert rules_called(portfolio, "mijn-a-2024").name == Text("Anders", "Other")
    delete_own(portfolio, "mijn-a-2024")
    assert rules_called(portfolio, "mijn-a-2024").name.nl == "Voorbeeld: drie jaar, met punten"


@pytest.mark.parametrize("words", ["geen JSON", "{}", json.dumps({"format": "vakdossier-own-registers/9"}), "[[["])
def test_what_this_program_cannot_read_stays_and_is_told(portfolio: Portfolio, words: str) -> None:
    portfolio.vault.storage.keep(OWN_REGISTERS, words)
    portfolio.read_registers_again()
    assert "blijven staan" in portfolio.notices[0].nl
    assert portfolio.rule_sets == bundled_rule_sets()
    for change in (lambda: save_rule_set(portfolio, with_points(portfolio, 40)), lambda: undo_on_shelf(portfolio)):
        with pytest.raises(EnvironmentRefusedError, match="cannot read"):
            change()
    assert portfolio.vault.storage.kept(OWN_REGISTERS) == words


def test_nothing_is_changed_where_the_vault_may_only_be_read(portfolio: Portfolio, clock: FixedClock) -> None:
    save_rule_set(portfolio, with_points(portfolio, 40))
    with reopened(portfolio, clock, read_only=True) as again:
        assert again.standing(register="rsc")[0].state is RuleState.OWN
        with pytest.raises(EnvironmentRefusedError):
            delete_own(again, "rsc-eigen")
        assert "rsc-eigen" in ids(again)


def test_a_trial_tells_what_other_rules_would_make_of_it(portfolio: Portfolio, clock: FixedClock) -> None:
    draft = with_points(portfolio, 60)
    after = with_rules(portfolio.rule_sets, draft)
    trial = try_rules(portfolio.rule_sets, after, portfolio.snapshot(), clock.today(), "rsc")
    (line,) = trial.lines
    assert (line.before.nl, line.after.nl, line.changed) == ("42 punten", "42 van 60 punten", True)
    assert trial.problems == ()
    assert "en dan door “PE-punten van het RSC (aantal niet bekend) (eigen)”" in trial.judged[-1].nl
    assert ids(portfolio) == {each.id for each in bundled_rule_sets()}


def test_a_trial_tells_of_other_periods_and_of_rules_that_judge_nothing(
    portfolio: Portfolio, clock: FixedClock
) -> None:
    def tried(*after: RuleSet) -> str:
        others = tuple(each for each in portfolio.rule_sets if each.register != "rsc")
        trial = try_rules(portfolio.rule_sets, (*others, *after), portfolio.snapshot(), clock.today(), "rsc")
        return " ".join(each.nl for each in (*trial.judged, *trial.problems))

    draft = with_points(portfolio, 60)
    assert "dan 1 januari 2026 t/m 31 december 2028" in tried(replace(draft, period=replace(draft.period, years=3)))
    assert "dan door geen enkele regel" in tried()
    gap = (replace(draft, valid_until=date(2025, 12, 31)), replace(draft, id="later", valid_from=date(2027, 1, 1)))
    assert "van 1 januari 2026 tot en met 31 december 2026 beoordeelt geen enkele regel" in tried(*gap)
    both = (draft, replace(draft, id="later", name=Text("Later", "Later"), valid_from=date(2026, 1, 1)))
    assert "gelden allebei vanaf 1 januari 2026; “Later” gaat voor" in tried(*both)
    assert "vanaf 1 januari 2026 beoordeelt geen enkele regel" in tried(gap[0])


def test_the_view_tells_all_in_words(portfolio: Portfolio) -> None:
    save_rule_set(portfolio, with_points(portfolio, 60))
    keep_draft(portfolio, "half")
    view = rules_view(portfolio)
    assert [each.id for each in view.registers] == ["rnvc", "rsc", "voorbeeld-a", "voorbeeld-b"]
    rsc = view.registers[1]
    (theirs, own) = rsc.rule_sets
    assert (theirs.judging, bool(own.judging)) == (Text("", ""), True)
    assert own.requirements[0].asked.nl == "Minstens 60 punten per registratieperiode."
    assert own.requirements[0].now is not None
    assert own.requirements[0].now.words.nl.startswith("42 van 60 punten")
    assert theirs.requirements[0].asked.nl == "Hoeveel punten per registratieperiode, is niet bekend."
    assert [title.name for title in view.registers[0].register.titles] if view.registers[0].register else []
    assert (view.draft, view.undo.nl) == ("half", "Regels “PE-punten van het RSC (aantal niet bekend) (eigen)” bewaard")


def test_the_shelf_keeps_only_so_many_steps(portfolio: Portfolio) -> None:
    for minimum in range(40):
        save_rule_set(portfolio, replace(with_points(portfolio, minimum), id="rsc-eigen"))
    shelf = shelf_of(portfolio.vault)
    assert isinstance(shelf, Shelf)
    assert len(shelf.done) == 30
    for _ in range(30):
        undo_on_shelf(portfolio)
    assert rules_called(portfolio, "rsc-eigen").requirements[0].minimum == 9


def test_content_without_a_register_is_refused(portfolio: Portfolio) -> None:
    with pytest.raises(RegisterFileError):
        take_over_content(portfolio, "leeg.toml", b"")


@pytest.mark.parametrize("field", ["name", "source"])
@pytest.mark.parametrize("words", ["Brief aan mevrouw J. van Dalen", "Bel 06-12345678", "BSN 123456782"])
def test_nothing_about_anybody_stands_in_rules(portfolio: Portfolio, field: str, words: str) -> None:
    own = with_points(portfolio, 40)
    with pytest.raises(WrongUseError, match="personal data"):
        save_rule_set(portfolio, replace(own, **{field: Text(words, "Words")}))  # type: ignore[arg-type]
    (points,) = own.requirements
    with pytest.raises(WrongUseError, match="personal data"):
        save_rule_set(portfolio, replace(own, requirements=(replace(points, remark=Text("Iets", words)),)))
    assert files_of(portfolio) == {}


def test_all_rules_of_the_program_can_be_copied(portfolio: Portfolio) -> None:
    for rule_set in bundled_rule_sets():
        save_rule_set(portfolio, copy_of(rule_set, ids(portfolio)))
    for register in portfolio.registers.registers:
        refuse_personal_data(portfolio, register)
    assert len(files_of(portfolio)) == len(bundled_rule_sets())
