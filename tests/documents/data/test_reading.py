"""The data of a dossier read back: nothing of them is lost, nothing is invented, and what is private stays out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio_app.common.text import same_in_both
from portfolio_app.documents.data import (
    AnnexFacts,
    DossierDataError,
    DossierFacts,
    dossier_attachment,
    dossier_records,
    restored,
)
from portfolio_app.documents.data.reading import dossier_fields, may_stand_in_a_dossier
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.fields import Record
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.domain.snapshot import Snapshot
from tests.strategies import snapshots

SHOWN = [kind for kind in KINDS if may_stand_in_a_dossier(kind)]


def data_of(records: Sequence[Record]) -> bytes:
    """The data of a dossier that shows all that a register may see of these records."""
    seen = Snapshot(records).for_audience(Audience.REGISTER)
    shown = tuple(record for record in seen if may_stand_in_a_dossier(record.kind))
    annexes = tuple(AnnexFacts(f"A-{n}", each, ()) for n, each in enumerate(seen.of(Evidence), 1))
    day = date(2026, 1, 1)
    facts = DossierFacts("rnvc", same_in_both("R"), day, day, day, "nl", shown, annexes, (), None)
    return dossier_attachment(facts).content


def hashes(records: Sequence[Record]) -> list[str]:
    return [record.sha256 for record in records if isinstance(record, Evidence)]


@settings(max_examples=60)
@given(snapshot=st.booleans().flatmap(lambda filled: snapshots(KINDS, filled=filled)))
def test_what_a_dossier_shows_comes_back_and_nothing_else(snapshot: Snapshot) -> None:
    records = list(snapshot)
    content = data_of(records)
    back = restored(dossier_records(content), {}, hashes(records))
    assert json.loads(data_of(back)) == json.loads(content)
    for record in back:
        hidden = [spec for spec in record.kind.fields if not spec.audience.reaches(Audience.REGISTER)]
        assert all(spec.type.is_empty(getattr(record, spec.name)) for spec in hidden)
        assert record.released_to.reaches(Audience.REGISTER)
        assert record.released_to is not Audience.PUBLIC or len(record.kind.release_choices()) == 1


@settings(max_examples=60)
@given(snapshot=st.booleans().flatmap(lambda filled: snapshots(KINDS, filled=filled)))
def test_beside_the_records_that_it_was_made_of_a_dossier_changes_nothing(snapshot: Snapshot) -> None:
    own = {record.id: record for record in snapshot}
    back = restored(dossier_records(data_of(list(snapshot))), own, hashes(list(snapshot)))
    assert [record for record in back if record != own[record.id]] == []


@settings(max_examples=30)
@given(snapshot=snapshots(KINDS, filled=True))
def test_evidence_whose_file_is_nowhere_comes_back_without_one(snapshot: Snapshot) -> None:
    for record in restored(dossier_records(data_of(list(snapshot))), {}, ()):
        if isinstance(record, Evidence):
            assert (record.sha256, record.media_type, record.size, record.pages) == ("", "", None, None)


def written(**changes: object) -> bytes:
    return json.dumps({"format": "vakdossier-dossier/1", "records": {}, "annexes": [], **changes}).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"[" * 100_000,
        b"\xff",
        written(format="something-else/1"),
        written(records={"permission": [{"id": "p1"}]}),
        written(records={"evidence": [{"id": "e1"}]}),
        written(records={"nothing": [{"id": "n1"}]}),
        written(records={"activity": [{"id": "../x"}]}),
        written(records={"activity": [{"id": 5}]}),
        written(records={"activity": [{"name": "Cursus"}]}),
        written(records={"activity": ["cursus"]}),
        written(records={"activity": [{"id": "a1"}, {"id": "a1"}]}),
        written(records={"activity": [{"id": "a1", "unknown": "x"}]}),
        written(records={"activity": [{"id": "a1", "notes": "private"}]}),
        written(records={"activity": [{"id": "a1", "start": "32 mei"}]}),
        written(annexes=[{"id": "e1", "name": []}]),
        written(records=[]),
    ],
)
def test_data_that_no_dossier_has_are_refused(content: bytes) -> None:
    with pytest.raises(DossierDataError) as caught:
        dossier_records(content)
    assert caught.value.message.nl != caught.value.message.en


def test_data_of_a_newer_version_are_told_apart() -> None:
    with pytest.raises(DossierDataError, match="newer version") as caught:
        dossier_records(written(format="vakdossier-dossier/2"))
    assert "nieuwere versie" in caught.value.say("nl")


@pytest.mark.parametrize("kind", SHOWN, ids=lambda kind: kind.key)
def test_what_a_kind_cannot_do_without_stands_in_a_dossier(kind: object) -> None:
    shown = {spec.name for spec in dossier_fields(kind)}  # type: ignore[arg-type]
    assert {spec.name for spec in kind.fields if spec.required} <= shown  # type: ignore[attr-defined]
