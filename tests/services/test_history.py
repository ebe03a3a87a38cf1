"""The history as a person reads it: what was done, the versions of a record, and what comes back from the bin."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.common.errors import WrongUseError
from portfolio_app.domain.fields import Record
from portfolio_app.domain.records.growth import Action, Goal, GoalStatus
from portfolio_app.domain.records.learning import Evidence, Reflection, ReflectionModel
from portfolio_app.domain.records.person import Person
from portfolio_app.services.bin import bin_page, bring_back
from portfolio_app.services.history import changes_of, history_page, revert, story_of
from portfolio_app.services.operations import OperationName
from portfolio_app.services.portfolio import Portfolio
from tests.vaults import quick_vault


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock.on(date(2026, 3, 2))


@pytest.fixture
def portfolio(tmp_path: Path, clock: FixedClock) -> Iterator[Portfolio]:
    with Portfolio(quick_vault(tmp_path / "v", clock).vault, clock) as made:
        yield made


def goal(record_id: str, name: str, **values: object) -> Goal:
    return Goal(id=record_id, name=name, deadline=date(2026, 12, 1), status=GoalStatus.PLANNED, **values)  # type: ignore[arg-type]


def add(portfolio: Portfolio, *records: Record) -> None:
    portfolio.add_many(records, OperationName.ADD)


def proof(record_id: str) -> Evidence:
    return Evidence(id=record_id, name=f"Bewijs {record_id}")


def test_differences_name_what_is_linked_and_never_its_id(portfolio: Portfolio) -> None:
    add(portfolio, proof("pdf1"), proof("pdf2"), goal("doel", "Luisteren"))
    portfolio.change(Goal.kind, "doel", {"evidence": ("pdf1", "pdf2"), "competences": ("RNVC.KC1",)})
    portfolio.delete(["pdf2"])
    story = story_of(portfolio, "doel")
    assert [version.operation.name for version in story.versions] == ["delete", "change", "add"]
    assert [version.is_current for version in story.versions] == [True, False, False]
    told = {each.name: (each.before.en, each.after.en) for each in story.versions[1].differences}
    assert told["evidence"] == ("empty", "Bewijs pdf1; Bewijs pdf2")
    assert "RNVC.KC1" not in told["competences"][1]
    assert [(each.before.nl, each.after.nl) for each in story.versions[0].differences] == [
        ("Bewijs pdf1; Bewijs pdf2", "Bewijs pdf1")
    ]


def test_an_operation_tells_what_it_changed_and_how_much_more(portfolio: Portfolio) -> None:
    add(portfolio, *(goal(f"g{n}", f"Doel {n}") for n in range(5)))
    portfolio.delete(["g1"])
    changes = changes_of(portfolio, 1, limit=3)
    assert changes.total == 5
    assert [(each.id, each.action, each.is_there) for each in changes.records] == [
        ("g0", "added", True),
        ("g1", "added", False),
        ("g2", "added", True),
    ]
    assert changes.records[1].title
    assert changes.records[1].title.nl == "Doel 1"


def test_the_history_pages_and_says_what_comes_next(portfolio: Portfolio) -> None:
    assert history_page(portfolio) == history_page(portfolio, "niets")
    for n in range(5):
        add(portfolio, goal(f"g{n}", f"Doel {n}"))
    portfolio.undo()
    page = history_page(portfolio, limit=2)
    assert ([each.number for each in page.operations], page.older) == ([6, 5], True)
    assert [each.is_undone for each in page.operations] == [False, True]
    assert page.undo
    assert page.undo.number == 4
    assert page.redo
    assert page.redo.number == 6
    last = history_page(portfolio, before=3, limit=2)
    assert ([each.number for each in last.operations], last.older) == ([2, 1], False)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("luisteren", [2, 1]),
        ("LUIST", [2, 1]),
        ("vragen", [2, 1]),
        ("wijzig", []),
        ("gewijzigd", [2]),
        ("doel toegevoegd", [1]),
        ("goal added", [1]),
        ("name", []),
        ('"', [2, 1]),
        ("_", []),
        ("\\", []),
    ],
)
def test_words_are_sought_in_what_was_said_then_and_now(portfolio: Portfolio, words: str, expected: list[int]) -> None:
    add(portfolio, goal("doel", 'Beter "luisteren"'))
    portfolio.change(Goal.kind, "doel", {"name": "Goed vragen"})
    assert [each.number for each in history_page(portfolio, words).operations] == expected


def test_putting_a_version_back_leaves_out_what_has_gone_and_says_so(portfolio: Portfolio) -> None:
    add(portfolio, proof("pdf1"), goal("doel", "Luisteren", evidence=("pdf1",)))
    portfolio.change(Goal.kind, "doel", {"name": "Vragen"})
    portfolio.delete(["pdf1"])
    reverted = revert(portfolio, "doel", 1)
    assert reverted.record == goal("doel", "Luisteren")
    assert [label.en for label in reverted.left_out] == ["Evidence"]
    assert reverted.changes.name == "revert"
    portfolio.undo()
    assert portfolio.record(Goal.kind, "doel").title("nl") == "Vragen"


def test_a_version_that_was_none_is_refused(portfolio: Portfolio) -> None:
    add(portfolio, goal("eerst", "Eerst"))
    add(portfolio, goal("doel", "Luisteren"))
    for refused in (
        lambda: revert(portfolio, "doel", 1),
        lambda: revert(portfolio, "doel", 2),
        lambda: revert(portfolio, "niemand", 2),
        lambda: story_of(portfolio, "niemand"),
    ):
        with pytest.raises(WrongUseError):
            refused()
    assert len(history_page(portfolio).operations) == 2


def test_links_come_back_with_what_they_led_to(portfolio: Portfolio, clock: FixedClock) -> None:
    add(portfolio, proof("a"), proof("b"), proof("c"), goal("doel", "Luisteren", evidence=("a", "b", "c")))
    portfolio.delete(["b"])
    clock.advance(timedelta(days=1))
    portfolio.change(Goal.kind, "doel", {"name": "Vragen"})
    bring_back(portfolio, ["b"])
    assert portfolio.record(Goal.kind, "doel") == goal("doel", "Vragen", evidence=("a", "b", "c"))
    portfolio.undo()
    assert portfolio.record(Goal.kind, "doel") == goal("doel", "Vragen", evidence=("a", "c"))


def test_both_ends_of_a_link_can_come_back_in_any_order(portfolio: Portfolio) -> None:
    add(portfolio, proof("a"), goal("doel", "Luisteren", evidence=("a",)))
    portfolio.delete(["a", "doel"])
    bring_back(portfolio, ["doel"])
    assert portfolio.record(Goal.kind, "doel") == goal("doel", "Luisteren")
    bring_back(portfolio, ["a"])
    assert portfolio.record(Goal.kind, "doel") == goal("doel", "Luisteren", evidence=("a",))
    portfolio.undo()
    portfolio.undo()
    bring_back(portfolio, ["a", "doel"])
    assert portfolio.record(Goal.kind, "doel") == goal("doel", "Luisteren", evidence=("a",))


def test_the_bin_counts_parts_and_says_what_stands_in_the_way(portfolio: Portfolio) -> None:
    add(
        portfolio,
        Person(id="ik", given_names="Fenna", surname="Wiarda"),
        goal("doel", "Luisteren"),
        Action(id="een", goal="doel", name="Oefenen", status=GoalStatus.PLANNED),
        Action(id="twee", goal="doel", name="Lezen", status=GoalStatus.PLANNED),
    )
    portfolio.delete(["een"])
    portfolio.delete(["doel"])
    portfolio.delete(["ik"])
    add(portfolio, Person(id="ander", given_names="Fenna", surname="Hoekstra"))
    page = bin_page(portfolio)
    assert page.total == 3
    assert [(item.record.id, item.parts, item.obstacle is None) for item in page.items] == [
        ("ik", 0, False),
        ("doel", 1, True),
        ("een", 0, False),
    ]
    assert page.items[2].obstacle
    assert "“Luisteren”" in page.items[2].obstacle.nl
    for refused in (["een"], ["ik"], ["doel", "ik"], ["niemand"]):
        with pytest.raises(WrongUseError):
            bring_back(portfolio, refused)
    assert bring_back(portfolio, ["een", "doel"]).ids == {"een", "doel", "twee"}
    assert [item.record.id for item in bin_page(portfolio).items] == ["ik"]


def test_the_bin_is_searched_and_paged(portfolio: Portfolio) -> None:
    add(portfolio, *(goal(f"g{n}", f"Doel {n}") for n in range(7)), proof("p"))
    portfolio.delete([f"g{n}" for n in range(7)])
    portfolio.delete(["p"])
    found = [item.record.id for offset in (0, 3, 6) for item in bin_page(portfolio, limit=3, offset=offset).items]
    assert len(found) == len(set(found)) == 8
    assert {bin_page(portfolio, limit=3, offset=offset).total for offset in (0, 3, 6, 9)} == {8}
    assert [item.record.id for item in bin_page(portfolio, "bewijsstuk").items] == ["p"]
    assert [item.record.id for item in bin_page(portfolio, "doel 4").items] == ["g4"]


def test_lost_links_of_what_comes_back_are_told_beforehand(portfolio: Portfolio) -> None:
    reflection = Reflection(id="r", name="Gesprek", model=ReflectionModel.FREE, written_on=date(2026, 3, 1))
    add(portfolio, reflection, goal("doel", "Luisteren", reflections=("r",)))
    portfolio.delete(["doel"])
    portfolio.delete(["r"])
    items = {item.record.id: item for item in bin_page(portfolio).items}
    assert items["r"].note is None
    assert items["doel"].note
    assert items["doel"].note.en.endswith("no longer exist: 1.")
    bring_back(portfolio, ["doel"])
    assert portfolio.record(Goal.kind, "doel") == goal("doel", "Luisteren")
