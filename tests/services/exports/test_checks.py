"""The checks before a dossier leaves: what is missing, what an assessor would ask, what changed since the last one."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import Text
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.kinds import kind_called
from portfolio_app.domain.records.dossier_profile import DossierSection, EvidenceChoice
from portfolio_app.domain.records.integrity import Adherence
from portfolio_app.domain.records.learning import Activity, ActivityKind, Evidence, Reflection
from portfolio_app.domain.records.outgoing import DocumentKind, Outgoing
from portfolio_app.domain.records.person import Person, Registration
from portfolio_app.services.exports import (
    Completeness,
    CvRequest,
    DossierRequest,
    FormalCheck,
    Rehearsal,
    changes_since,
    check_completeness,
    note_preview_printed,
    prepare_dossier,
    preview_cv,
    preview_dossier,
    profile_called,
    profile_of,
    rehearse,
    request_of,
    save_profile,
    write_dossier,
)
from portfolio_app.services.portfolio import Portfolio
from portfolio_app.services.progress import StoppedError


def checked(portfolio: Portfolio, **named: object) -> Completeness:
    return check_completeness(prepare_dossier(portfolio, DossierRequest("rnvc", **named)))  # type: ignore[arg-type]


def matter(portfolio: Portfolio, name: str, **named: object) -> FormalCheck | None:
    return next((each for each in checked(portfolio, **named).formal if each.id == name), None)


def rehearsed(portfolio: Portfolio, **named: int) -> Rehearsal:
    return rehearse(portfolio, prepare_dossier(portfolio, DossierRequest("rnvc")), **named)


# -- completeness -----------------------------------------------------------------------------------------------------


def test_every_requirement_says_what_is_asked_and_what_is_there(portfolio: Portfolio) -> None:
    found = checked(portfolio)
    assert found.requirements
    for each in found.requirements:
        assert each.label
        assert each.there
        assert bool(each.missing) is (each.met is False)
        assert bool(each.mends) is (each.met is False)
    assert found.missing
    assert not found.complete


def test_how_much_there_is_and_is_asked_is_told_with_the_unit_said_once(portfolio: Portfolio) -> None:
    told = {each.label.nl: each.told for each in checked(portfolio).requirements}
    assert told["Intervisie"] == Text("0 van 3 bijeenkomsten, nog 3", "0 of 3 meetings, 3 to go")


def test_the_check_tells_how_far_it_is_and_can_be_stopped(portfolio: Portfolio) -> None:
    prepared = prepare_dossier(portfolio, DossierRequest("rnvc"))
    told: list[tuple[int, int]] = []
    whole = check_completeness(prepared, lambda _stage, done, total: told.append((done, total)))
    assert told[0][0] == 0
    assert told[-1] == (len(whole.requirements), len(whole.requirements))
    for stop_at in (1, len(whole.requirements) + 2):
        asked: list[int] = []

        def enough(stop_at: int = stop_at, asked: list[int] = asked) -> bool:
            asked.append(1)
            return len(asked) == stop_at

        with pytest.raises(StoppedError):
            check_completeness(prepared, cancelled=enough)


def test_every_place_to_mend_is_there(portfolio: Portfolio) -> None:
    found = checked(portfolio)
    mends = [mend for each in (*found.requirements, *found.formal) for mend in each.mends]
    assert mends
    for mend in mends:
        kind = kind_called(mend.kind)
        if mend.field:
            kind.field(mend.field)
        if mend.record_id:
            assert portfolio.record(kind, mend.record_id)


@pytest.mark.parametrize(
    ("name", "kind", "record_id", "field", "empty"),
    [
        ("registration-number", Registration.kind, "registration", "number", ""),
        ("title", Person.kind, "person", "professional_title", ""),
        ("contact", Person.kind, "person", "email", ""),
        ("cv", Person.kind, "person", "cv_confirmed_on", None),
    ],
)
def test_what_is_empty_is_named_with_its_field(
    portfolio: Portfolio, name: str, kind: type, record_id: str, field: str, empty: object
) -> None:
    assert matter(portfolio, name) is None
    portfolio.change(kind, record_id, {field: empty})  # type: ignore[arg-type]
    found = matter(portfolio, name)
    assert found is not None
    (mend,) = found.mends
    assert (mend.record_id, mend.field) == (record_id, field)


def test_activities_without_evidence_are_named(portfolio: Portfolio) -> None:
    found = matter(portfolio, "evidence")
    assert found is not None
    assert {each.record_id for each in found.mends} == {f"activity-{number}" for number in range(6, 11)}
    assert {each.field for each in found.mends} == {"evidence"}


def test_evidence_that_is_kept_private_is_mended_at_the_evidence(portfolio: Portfolio) -> None:
    portfolio.change(Evidence.kind, "proof-1", {"release": Audience.PRIVATE})
    found = matter(portfolio, "evidence")
    assert found is not None
    assert ("evidence", "proof-1", "release") in {(each.kind, each.record_id, each.field) for each in found.mends}


def test_reflections_that_were_not_released_are_offered(portfolio: Portfolio) -> None:
    for number in (1, 2):
        portfolio.change(Reflection.kind, f"reflection-{number}", {"release": Audience.PRIVATE})
    found = matter(portfolio, "reflection")
    assert found is not None
    assert [each.record_id for each in found.mends] == ["reflection-2", "reflection-1", ""]
    assert matter(portfolio, "reflection", sections=(DossierSection.LOG,)) is None


def test_a_register_with_a_code_asks_for_a_declaration(portfolio: Portfolio) -> None:
    span = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}
    asked = DossierRequest("rsc", **span)  # type: ignore[arg-type]

    def missing() -> bool:
        found = check_completeness(prepare_dossier(portfolio, asked))
        return "adherence" in {each.id for each in found.formal}

    assert missing()
    portfolio.add(Adherence.kind, {"code_name": "RSC-gedragscode", "version": "2024", "signed_on": date(2026, 1, 4)})
    assert not missing()


# -- rehearsal --------------------------------------------------------------------------------------------------------


def test_the_same_number_draws_the_same_sample(portfolio: Portfolio) -> None:
    first = [each.activity.id for each in rehearsed(portfolio, size=4, seed=7).activities]
    assert first == [each.activity.id for each in rehearsed(portfolio, size=4, seed=7).activities]
    samples = {
        tuple(each.activity.id for each in rehearsed(portfolio, size=4, seed=seed).activities) for seed in range(9)
    }
    assert len(samples) > 3
    assert all(len(sample) == 4 for sample in samples)


def test_one_more_activity_changes_a_sample_by_one_at_most(portfolio: Portfolio) -> None:
    before = {each.activity.id for each in rehearsed(portfolio, size=4, seed=3).activities}
    values = {"activity_kind": ActivityKind.TRAINING, "name": "Erbij", "start": date(2026, 3, 1)}
    portfolio.add(Activity.kind, values)
    after = {each.activity.id for each in rehearsed(portfolio, size=4, seed=3).activities}
    assert len(before - after) <= 1


def test_it_asks_for_proof_and_says_where_to_add_it(portfolio: Portfolio) -> None:
    rehearsal = rehearsed(portfolio, size=10)
    by_id = {each.activity.id: each for each in rehearsal.activities}
    assert rehearsal.drawn_from == len(by_id) == 10
    bare = by_id["activity-9"]
    assert not bare.passed
    (unsatisfied,) = [each for each in bare.answers if not each.satisfied]
    assert unsatisfied.mend is not None
    assert (unsatisfied.mend.record_id, unsatisfied.mend.field) == ("activity-9", "evidence")


def test_evidence_without_its_file_is_found_out(portfolio: Portfolio) -> None:
    answers = [
        answer
        for each in rehearsed(portfolio, size=10).activities
        if each.activity.id == "activity-1"
        for answer in each.answers
    ]
    assert [answer.mend.record_id for answer in answers if answer.mend] == ["proof-1"]


def test_it_can_be_stopped(portfolio: Portfolio) -> None:
    with pytest.raises(StoppedError):
        rehearse(portfolio, prepare_dossier(portfolio, DossierRequest("rnvc")), cancelled=lambda: True)


# -- a sample of the evidence -----------------------------------------------------------------------------------------


def test_a_sample_takes_the_evidence_of_so_many_activities_along(portfolio: Portfolio) -> None:
    asked = DossierRequest("rnvc", evidence=EvidenceChoice.SAMPLE, sample_size=2, sample_seed=5)
    along = {each.id for each in prepare_dossier(portfolio, asked).going_along()}
    assert len(along) == 2
    assert along == {each.id for each in prepare_dossier(portfolio, asked).going_along()}
    everything = {each.id for each in prepare_dossier(portfolio, DossierRequest("rnvc")).going_along()}
    assert everything == {f"proof-{number}" for number in range(1, 6)}
    none = DossierRequest("rnvc", evidence=EvidenceChoice.NONE)
    assert prepare_dossier(portfolio, none).going_along() == ()


# -- profiles ---------------------------------------------------------------------------------------------------------


def test_a_profile_gives_back_the_request_it_was_kept_from(portfolio: Portfolio) -> None:
    request = DossierRequest(
        "rnvc",
        language="en",
        sections=(DossierSection.LOG, DossierSection.SUMMARY),
        left_out=("reflection-2",),
        evidence=EvidenceChoice.SAMPLE,
        sample_size=3,
        sample_seed=0,
        scan_dpi=150,
        heading="Steekproef",
        with_photo=True,
        place="Zwolle",
        recipient="Register",
    )
    save_profile(portfolio, request, "Steekproef")
    kept = profile_called(portfolio.snapshot(), "steekproef")
    assert request_of(kept, DossierRequest("")) == request
    assert profile_of(portfolio.snapshot(), "rnvc") == kept
    assert profile_of(portfolio.snapshot(), "rsc") is None
    save_profile(portfolio, DossierRequest("rnvc", place="Ede"), "Steekproef")
    assert [each.place for each in portfolio.snapshot().of(type(kept))] == ["Ede"]


def test_unknown_names_are_refused(portfolio: Portfolio) -> None:
    with pytest.raises(WrongUseError):
        profile_called(portfolio.snapshot(), "bestaat niet")
    with pytest.raises(WrongUseError, match="leave out"):
        prepare_dossier(portfolio, DossierRequest("rnvc", left_out=("nergens",)))
    with pytest.raises(WrongUseError, match="view"):
        prepare_dossier(portfolio, DossierRequest("rnvc", cv_view="nergens"))


# -- what changed since -----------------------------------------------------------------------------------------------


def left(portfolio: Portfolio, folder: Path, clock: FixedClock, **named: object) -> str:
    write_dossier(portfolio, DossierRequest("rnvc", folder / "d.pdf", **named))  # type: ignore[arg-type]
    clock.advance(timedelta(days=1))
    return portfolio.snapshot().of(Outgoing)[0].id


def test_nothing_changed_right_after(portfolio: Portfolio, tmp_path: Path, clock: FixedClock) -> None:
    assert changes_since(portfolio, left(portfolio, tmp_path, clock)).nothing


def test_what_was_added_changed_and_taken_out_is_named(portfolio: Portfolio, tmp_path: Path, clock: FixedClock) -> None:
    outgoing = left(portfolio, tmp_path, clock)
    portfolio.change(Activity.kind, "activity-1", {"net_minutes": 60, "notes": "alleen voor mijzelf"})
    portfolio.change(Activity.kind, "activity-2", {"notes": "alleen voor mijzelf"})
    portfolio.change(Reflection.kind, "reflection-1", {"release": Audience.PRIVATE})
    values = {"activity_kind": ActivityKind.TRAINING, "name": "Erbij", "start": date(2026, 3, 1)}
    added = portfolio.add(Activity.kind, values).record.id
    changes = changes_since(portfolio, outgoing)
    assert [each.record.id for each in changes.added] == [added]
    assert [(each.record.id, [label.en for label in each.fields]) for each in changes.changed] == [
        ("activity-1", ["Net hours"])
    ]
    assert [each.record.id for each in changes.removed] == ["reflection-1"]


def test_only_the_sections_of_that_dossier_count(portfolio: Portfolio, tmp_path: Path, clock: FixedClock) -> None:
    outgoing = left(portfolio, tmp_path, clock, sections=(DossierSection.REFLECTION,), left_out=("reflection-2",))
    portfolio.change(Activity.kind, "activity-1", {"net_minutes": 60})
    portfolio.change(Reflection.kind, "reflection-2", {"name": "Anders"})
    assert changes_since(portfolio, outgoing).nothing
    portfolio.change(Reflection.kind, "reflection-1", {"name": "Anders"})
    assert len(changes_since(portfolio, outgoing).changed) == 1


def test_an_entry_made_by_hand_has_no_past(portfolio: Portfolio) -> None:
    entry = portfolio.add(Outgoing.kind, {"document_kind": DocumentKind.DOSSIER, "made_on": date(2025, 1, 1)})
    with pytest.raises(WrongUseError):
        changes_since(portfolio, entry.record.id)


def test_a_preview_that_was_printed_left_too(portfolio: Portfolio, clock: FixedClock) -> None:
    preview = preview_dossier(portfolio, DossierRequest("rnvc", recipient="Bureau", left_out=("reflection-2",)))
    try:
        note_preview_printed(portfolio, preview, "nl")
        pages = len(preview.viewer)
    finally:
        preview.viewer.close()
    (entry,) = portfolio.snapshot().of(Outgoing)
    assert (entry.document_kind, entry.register, entry.recipient) == (DocumentKind.DOSSIER, ("rnvc",), "Bureau")
    assert (entry.pages, entry.left_out, entry.file_name) == (pages, ("reflection-2",), "")
    clock.advance(timedelta(days=1))
    assert changes_since(portfolio, entry.id).nothing
    portfolio.change(Reflection.kind, "reflection-1", {"name": "Anders"})
    assert [each.record.id for each in changes_since(portfolio, entry.id).changed] == ["reflection-1"]


def test_a_cv_that_was_printed_from_its_preview_left_too(portfolio: Portfolio) -> None:
    preview = preview_cv(portfolio, CvRequest("client"))
    try:
        note_preview_printed(portfolio, preview, "nl")
    finally:
        preview.viewer.close()
    (entry,) = portfolio.snapshot().of(Outgoing)
    assert (entry.document_kind, entry.version, entry.made_on) == (DocumentKind.CV, "client", portfolio.clock.today())


# -- a look beforehand ------------------------------------------------------------------------------------------------


def test_a_preview_shows_pages_and_leaves_nothing_behind(portfolio: Portfolio, tmp_path: Path) -> None:
    before = sorted(path.name for path in tmp_path.rglob("*"))
    operations = portfolio.history(1)[0].number
    preview = preview_dossier(portfolio, DossierRequest("rnvc"))
    try:
        assert preview.with_evidence
        assert len(preview.viewer) > 3
        picture = preview.viewer.picture(0, 300)
        assert picture.width == 300
        assert len(picture.pixels) == picture.width * picture.height * 4
        assert len(set(picture.pixels)) > 2
    finally:
        preview.viewer.close()
    assert sorted(path.name for path in tmp_path.rglob("*")) == before
    assert portfolio.history(1)[0].number == operations


def test_a_cv_can_be_looked_at(portfolio: Portfolio) -> None:
    preview = preview_cv(portfolio, CvRequest("client"))
    try:
        assert len(preview.viewer) == 1
    finally:
        preview.viewer.close()


def test_a_preview_can_be_stopped(portfolio: Portfolio) -> None:
    with pytest.raises(StoppedError):
        preview_dossier(portfolio, DossierRequest("rnvc"), cancelled=lambda: True)
