"""Long lists: heaps, totals and places are what going through all records gives; one field changed in many at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import Text
from portfolio_app.domain.fields import RecordKind
from portfolio_app.domain.heaps import facet_fields, grouping_fields
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.records.career import Skill
from portfolio_app.domain.records.learning import Activity, ActivityKind, Evidence
from portfolio_app.services import bulk, lists
from portfolio_app.services.bulk import BulkChange
from portfolio_app.services.operations import OperationName
from portfolio_app.services.portfolio import ListQuery, Portfolio
from portfolio_app.services.progress import StoppedError
from tests.vaults import quick_vault

KIND = Activity.kind


def points(n: int) -> dict[str, Decimal]:
    if n % 4 == 0:
        return {}
    return {"rnvc": Decimal(n % 3), "rsc": Decimal("0.5")} if n % 2 else {"rsc": Decimal(2)}


def activities() -> list[Activity]:
    kinds = (ActivityKind.INTERVISIE, ActivityKind.TRAINING, ActivityKind.CONGRES)
    return [
        Activity(
            id=f"activity-{n:03}",
            activity_kind=kinds[n % 3],
            name=f"Bijeenkomst {n:03}",
            provider="" if n % 5 == 0 else f"Aanbieder {n % 4}",
            start=date(2020 + n % 6, 1 + n % 12, 1 + n % 28),
            net_minutes=None if n % 7 == 0 else 30 * (n % 9),
            points={}
            if n % 4 == 0
            else {"rnvc": Decimal(n % 3), "rsc": Decimal("0.5")}
            if n % 2
            else {"rsc": Decimal(2)},
            attendance_signed=n % 2 == 0,
        )
        for n in range(60)
    ]


@pytest.fixture
def portfolio(tmp_path: Path, clock: FixedClock) -> Iterator[Portfolio]:
    with Portfolio(quick_vault(tmp_path / "proef.vakdossier", clock).vault, clock) as opened:
        opened.add_many(activities(), OperationName.SAMPLE)
        yield opened


def test_totals_are_the_sum_of_all(portfolio: Portfolio) -> None:
    everything = activities()
    found = lists.totals(portfolio, KIND, ListQuery())
    assert found.count == len(everything)
    assert found.minutes["net_minutes"] == sum(each.net_minutes or 0 for each in everything)
    for register in ("rnvc", "rsc"):
        expected = sum((each.points.get(register, Decimal(0)) for each in everything), Decimal(0))
        assert found.amounts["points"][register] == expected


def test_totals_of_nothing_are_nothing(portfolio: Portfolio) -> None:
    found = lists.totals(portfolio, KIND, ListQuery(ids=()))
    assert (found.count, found.minutes["net_minutes"]) == (0, 0)


@pytest.mark.parametrize("field", [spec.name for spec in grouping_fields(KIND)])
def test_groups_divide_the_list(portfolio: Portfolio, field: str) -> None:
    groups = lists.groups(portfolio, KIND, ListQuery(), field)
    seen: list[str] = []
    for heap in groups:
        rows = portfolio.rows(KIND, (), lists.narrowed(ListQuery(), field, (heap.key,)))
        assert rows.total == heap.totals.count
        seen.extend(row[0] for row in rows.rows)
    assert sorted(seen) == sorted(each.id for each in activities())


def test_years_and_choices_are_counted(portfolio: Portfolio) -> None:
    facets = lists.facets(portfolio, KIND, ListQuery())
    everything = activities()
    assert dict(facets["start"]) == Counter(str(each.start.year) for each in everything if each.start)
    assert dict(facets["activity_kind"]) == Counter(each.activity_kind for each in everything)
    assert dict(facets["points"])["rsc"] == sum("rsc" in each.points for each in everything)
    assert dict(facets["points"])[""] == sum(not each.points for each in everything)
    assert dict(facets["attendance_signed"]) == {"0": 30, "1": 30}


def test_facets_narrow_each_other_but_not_themselves(portfolio: Portfolio) -> None:
    query = lists.narrowed(ListQuery(), "activity_kind", ("intervisie",))
    facets = lists.facets(portfolio, KIND, query)
    assert len(facets["activity_kind"]) == 3
    assert sum(count for _, count in facets["start"]) == 20


def test_registers_and_years_together(portfolio: Portfolio) -> None:
    query = lists.narrowed(lists.narrowed(ListQuery(), "points", ("rnvc",)), "start", ("2021", "2023"))
    wanted = [each for each in activities() if "rnvc" in each.points and each.start and each.start.year in (2021, 2023)]
    assert lists.totals(portfolio, KIND, query).count == len(wanted)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_every_kind_has_facets_and_groups_that_can_be_asked(portfolio: Portfolio, kind: RecordKind) -> None:
    facets = lists.facets(portfolio, kind, ListQuery())
    assert list(facets) == [spec.name for spec in facet_fields(kind)]
    for spec in grouping_fields(kind):
        total = sum(heap.totals.count for heap in lists.groups(portfolio, kind, ListQuery(), spec.name))
        assert total == portfolio.counts()[kind.key]


def test_places_become_ids_and_ids_places(portfolio: Portfolio) -> None:
    query = ListQuery(order=("name",))
    stretch = lists.Stretch(query, 10, 5, {12: "activity-012"})
    chosen = lists.chosen(portfolio, KIND, (stretch,))
    ids = chosen.ids
    assert chosen.totals == lists.totals(portfolio, KIND, ListQuery(ids=ids))
    assert ids == tuple(f"activity-{n:03}" for n in range(10, 15))
    assert lists.places_of(portfolio, KIND, (query,), ids) == tuple((0, n) for n in range(10, 15))


def test_a_list_that_changed_under_the_choice_is_refused(portfolio: Portfolio) -> None:
    stretch = lists.Stretch(ListQuery(order=("name",)), 10, 5, {12: "activity-012"})
    portfolio.delete(["activity-003"])
    with pytest.raises(WrongUseError):
        lists.chosen(portfolio, KIND, (stretch,))
    short = lists.Stretch(ListQuery(order=("name",)), 57, 5, {})
    with pytest.raises(WrongUseError):
        lists.chosen(portfolio, KIND, (short,))


def test_first_like_finds_by_the_first_letters(portfolio: Portfolio) -> None:
    query = ListQuery(order=("name",))
    found = lists.first_like(portfolio, KIND, (query,), "name", lambda name: name.startswith("Bijeenkomst 03"))
    assert found == (0, 30)
    assert lists.first_like(portfolio, KIND, (query,), "name", lambda _name: False) is None


def test_one_field_of_many_is_one_step(portfolio: Portfolio) -> None:
    ids = tuple(f"activity-{n:03}" for n in range(20))
    change = BulkChange("provider", "Leerhuis")
    looked = bulk.preview(portfolio, KIND, ids, change)
    assert (looked.changed, looked.same, looked.refused) == (20, 0, 0)
    changes = bulk.apply(portfolio, KIND, ids, change)
    assert len(changes.changes) == 20
    assert bulk.preview(portfolio, KIND, ids, change).same == 20
    assert portfolio.rows(KIND, (), ListQuery(words="Leerhuis")).total == 20
    portfolio.undo()
    assert portfolio.rows(KIND, (), ListQuery(words="Leerhuis")).total == 0


@pytest.mark.parametrize("after", [0, 1])
def test_what_is_stopped_changes_nothing(portfolio: Portfolio, after: int) -> None:
    ids = tuple(f"activity-{n:03}" for n in range(60))
    told: list[tuple[int, int]] = []

    def note(_stage: Text, done: int, total: int) -> None:
        told.append((done, total))

    def stopped() -> bool:
        return len(told) > after

    before = portfolio.history(1)[0].number
    with pytest.raises(StoppedError):
        bulk.apply(portfolio, KIND, ids, BulkChange("provider", "Leerhuis"), note, stopped)
    told.clear()
    with pytest.raises(StoppedError):
        bulk.delete(portfolio, ids, note, stopped)
    assert told[0] == (0, len(ids))
    assert portfolio.history(1)[0].number == before
    assert portfolio.rows(KIND, (), ListQuery(words="Leerhuis")).total == 0
    assert portfolio.counts()[KIND.key] == len(activities())


def test_a_value_that_one_cannot_have_changes_none(portfolio: Portfolio) -> None:
    ids = tuple(f"activity-{n:03}" for n in range(6))
    portfolio.change(KIND, "activity-002", {"end": date(2026, 1, 1)})
    change = BulkChange("start", date(2026, 2, 2))
    looked = bulk.preview(portfolio, KIND, ids, change)
    assert (looked.changed, looked.refused) == (5, 1)
    assert looked.reason is not None
    with pytest.raises(WrongUseError):
        bulk.apply(portfolio, KIND, ids, change)
    assert portfolio.record(KIND, "activity-000") == activities()[0]


def test_codes_are_added_to_what_is_there(portfolio: Portfolio) -> None:
    first, second = (entry.code for entry in portfolio.registers.entries("competence")[:2])
    portfolio.change(KIND, "activity-000", {"competences": (first,)})
    bulk.apply(portfolio, KIND, ("activity-000", "activity-001"), BulkChange("competences", (second,), adding=True))
    assert portfolio.record(KIND, "activity-000").competences == (first, second)  # type: ignore[attr-defined]
    assert portfolio.record(KIND, "activity-001").competences == (second,)  # type: ignore[attr-defined]
    assert [bulk.can_add(KIND.field(name)) for name in ("competences", "evidence", "name")] == [True, True, False]


def test_an_unknown_code_is_refused(portfolio: Portfolio) -> None:
    with pytest.raises(WrongUseError):
        bulk.apply(portfolio, KIND, ("activity-000",), BulkChange("competences", ("GEEN.CODE",)))


def test_ids_limit_any_query(portfolio: Portfolio) -> None:
    query = replace(ListQuery(order=("name",)), ids=("activity-004", "activity-002", "nergens"))
    assert [row[0] for row in portfolio.rows(KIND, (), query).rows] == ["activity-002", "activity-004"]
    assert portfolio.rows(Skill.kind, (), query).total == 0
    assert portfolio.rows(Evidence.kind, (), ListQuery(ids=())).total == 0


def test_an_english_list_shows_orders_and_divides_by_the_english_wording(portfolio: Portfolio) -> None:
    skills = [
        Skill(id="skill-a", name="Aansturen", name_en="Managing", category="Gesprek", category_en="Talking"),
        Skill(id="skill-b", name="Bemiddelen", name_en="", category="Vakinhoud", category_en="Craft"),
        Skill(id="skill-c", name="Zwijgen", name_en="Being silent", category="Gesprek", category_en=""),
    ]
    portfolio.add_many(skills, OperationName.SAMPLE)
    dutch = ListQuery(order=("name",))
    english = replace(dutch, language="en")

    def names(query: ListQuery) -> list[str]:
        return [name for _, name in portfolio.rows(Skill.kind, ("name",), query).rows]

    assert names(dutch) == ["Aansturen", "Bemiddelen", "Zwijgen"]
    assert names(english) == ["Being silent", "Bemiddelen", "Managing"]
    counted = dict(lists.facets(portfolio, Skill.kind, english)["category"])
    assert counted == {"Talking": 1, "Craft": 1, "Gesprek": 1}
    assert {heap.key for heap in lists.groups(portfolio, Skill.kind, english, "category")} == set(counted)
    assert names(lists.narrowed(english, "category", ("Talking",))) == ["Managing"]
    assert lists.first_like(portfolio, Skill.kind, (english,), "name", lambda said: said.startswith("M")) == (0, 2)
    # a record as a whole has both wordings, whatever the language of the list
    found = portfolio.records(Skill.kind, english).records
    assert [record.title("nl") for record in found] == ["Zwijgen", "Bemiddelen", "Aansturen"]
