"""Samples of any size: exactly as many records as asked, all valid, all links backward, the same each time."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import islice

import pytest

from portfolio_app.common.errors import WrongUseError
from portfolio_app.domain.records.learning import Activity, Evidence, Reflection
from portfolio_app.domain.snapshot import links_of
from portfolio_app.services.fiction import sample_files, sample_records

TODAY = date(2026, 11, 22)
MANY = 5_000


@pytest.mark.parametrize("count", [0, 1, 7, 150, MANY])
def test_there_are_exactly_as_many_records_as_asked(count: int) -> None:
    assert len({record.id for record in sample_records(count, 1, TODAY)}) == count


def test_every_record_can_be_saved() -> None:
    assert [record for record in sample_records(MANY, 1, TODAY, evidence=25) if record.problems()] == []


@pytest.mark.parametrize("count", [40, 3_000])
def test_links_only_lead_to_records_that_came_before(count: int) -> None:
    seen: set[str] = set()
    for record in sample_records(count, 2, TODAY, evidence=12):
        assert seen.issuperset(links_of(record)), record.title("nl")
        seen.add(record.id)


def test_daily_work_is_mostly_activities_then_reflections() -> None:
    counts = Counter(record.kind.key for record in sample_records(20_000, 3, TODAY))
    assert counts["activity"] > 10_000
    assert counts.most_common(2)[1][0] == "reflection"
    assert len(counts) >= 25


def test_what_a_period_holds_does_not_grow_with_the_portfolio() -> None:
    first = TODAY - timedelta(days=365)

    def of_last_year(count: int) -> int:
        records = sample_records(count, 4, TODAY)
        return sum(isinstance(each, Activity) and each.start is not None and each.start >= first for each in records)

    assert of_last_year(20_000) == of_last_year(3_000) > 100


def test_the_same_seed_gives_the_same_sample() -> None:
    assert list(sample_records(1_500, 5, TODAY, 8)) == list(sample_records(1_500, 5, TODAY, 8))
    assert list(sample_files(8, 5, TODAY)) == list(sample_files(8, 5, TODAY))


def test_another_seed_gives_another_sample() -> None:
    one, other = (list(sample_records(1_500, seed, TODAY)) for seed in (5, 6))
    assert not {record.id for record in one} & {record.id for record in other}


def test_the_files_are_those_of_the_records_of_evidence_and_linked_from_activities() -> None:
    records = list(sample_records(600, 6, TODAY, evidence=8))
    files = list(sample_files(8, 6, TODAY))
    evidence = [record for record in records if isinstance(record, Evidence)]
    assert [record.id for record in evidence] == [file.evidence_id for file in files]
    assert [record.file_name for record in evidence] == [file.file_name for file in files]
    assert [record.media_type for record in evidence] == [file.media_type for file in files]
    assert len({file.content for file in files}) == 8
    linked = {link for record in records if isinstance(record, Activity) for link in record.evidence}
    assert linked == {record.id for record in evidence}


def test_one_file_in_four_is_a_scan_of_some_megabytes() -> None:
    files = list(sample_files(4, 7, TODAY))
    assert [file.media_type for file in files] == ["application/pdf"] * 3 + ["image/jpeg"]
    assert 2_000_000 <= len(files[-1].content) <= 4_000_000


def test_a_certificate_says_what_its_activity_says() -> None:
    records = sample_records(400, 8, TODAY, evidence=3)
    activities = [record for record in records if isinstance(record, Activity)]
    evidence = [record for record in sample_records(400, 8, TODAY, evidence=3) if isinstance(record, Evidence)]
    for record, activity in zip(evidence, activities, strict=False):
        assert activity.name in record.name
        assert activity.start == record.dated


def test_more_files_than_records_are_refused_at_once() -> None:
    with pytest.raises(WrongUseError):
        sample_records(10, 1, TODAY, evidence=10)


def test_reflections_are_whole_texts() -> None:
    reflections = [each for each in sample_records(2_000, 9, TODAY) if isinstance(each, Reflection)]
    assert all(sum(map(len, each.steps.values())) > 500 for each in islice(reflections, 100))
