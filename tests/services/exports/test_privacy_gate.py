"""Nothing leaves that the privacy check found and nobody decided of; what was decided is asked once."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from portfolio_app.common.errors import WrongUseError
from portfolio_app.domain.records.career import Position
from portfolio_app.domain.records.learning import Activity, Evidence, Reflection
from portfolio_app.domain.records.outgoing import Outgoing
from portfolio_app.domain.records.privacy_decision import PrivacyDecision, Treatment
from portfolio_app.domain.values import PartialDateValue
from portfolio_app.services.exports import (
    ALL,
    CvRequest,
    Decision,
    DossierRequest,
    PersonalDataFoundError,
    Review,
    decide,
    prepare_dossier,
    review_dossier,
    write_cv,
    write_dossier,
)
from portfolio_app.services.portfolio import Portfolio
from tests.exported_portfolios import BSN, GIVER

RELEASED = Decision(Treatment.RELEASED, "Het is een voorbeeldnummer.")


def request(folder: Path, **named: object) -> DossierRequest:
    return DossierRequest("rnvc", folder / "dossier.pdf", **named)  # type: ignore[arg-type]


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def review_of(portfolio: Portfolio, **named: object) -> Review:
    return review_dossier(prepare_dossier(portfolio, DossierRequest("rnvc", **named)))  # type: ignore[arg-type]


def tell(portfolio: Portfolio, words: str) -> None:
    portfolio.change(Reflection.kind, "reflection-1", {"occasion": words})


def test_what_holds_no_personal_data_goes_out(portfolio: Portfolio, tmp_path: Path) -> None:
    assert review_of(portfolio).questions == ()
    assert write_dossier(portfolio, request(tmp_path)).path.exists()


def test_a_finding_stops_the_dossier_and_names_its_place(portfolio: Portfolio, tmp_path: Path) -> None:
    tell(portfolio, f"Haar BSN {BSN} stond in de brief.")
    with pytest.raises(PersonalDataFoundError) as stopped:
        write_dossier(portfolio, request(tmp_path))
    (question,) = stopped.value.review.open
    place = question.finding.place
    assert (place.kind, place.record_id, place.field) == ("reflection", "reflection-1", "occasion")
    assert question.finding.hit.text == BSN
    assert not (tmp_path / "dossier.pdf").exists()
    assert portfolio.counts()[Outgoing.kind.key] == 0


def test_what_is_masked_stands_in_no_part_of_the_document(portfolio: Portfolio, tmp_path: Path) -> None:
    tell(portfolio, f"Haar BSN {BSN} stond in de brief.")
    written = write_dossier(portfolio, request(tmp_path, mask=True))
    assert BSN not in text_of(written.path)
    assert "Haar BSN [afgeschermd] stond in de brief" in text_of(written.path)
    assert BSN.encode() not in written.path.read_bytes()


def test_a_release_is_kept_and_asked_once(portfolio: Portfolio, tmp_path: Path) -> None:
    tell(portfolio, f"Haar BSN {BSN} stond in de brief.")
    (question,) = review_of(portfolio).open
    decide(portfolio, review_of(portfolio), {question.mark: RELEASED})
    assert BSN in text_of(write_dossier(portfolio, request(tmp_path)).path)
    tell(portfolio, f"Wat er speelde. Het BSN {BSN} stond in de brief, meer niet.")
    assert review_of(portfolio).open == ()
    (kept,) = portfolio.snapshot().of(PrivacyDecision)
    assert kept.reason == RELEASED.reason
    assert BSN not in repr(kept)


def test_the_same_words_elsewhere_are_asked_anew(portfolio: Portfolio) -> None:
    tell(portfolio, f"Haar BSN {BSN} stond in de brief.")
    decide(portfolio, review_of(portfolio), {review_of(portfolio).open[0].mark: RELEASED})
    portfolio.change(Reflection.kind, "reflection-2", {"occasion": f"Weer BSN {BSN}."})
    assert [each.finding.place.record_id for each in review_of(portfolio).open] == ["reflection-2"]


def test_a_decision_can_be_changed_and_undone(portfolio: Portfolio, tmp_path: Path) -> None:
    tell(portfolio, f"Haar BSN {BSN} stond in de brief.")
    mark = review_of(portfolio).open[0].mark
    decide(portfolio, review_of(portfolio), {mark: RELEASED})
    decide(portfolio, review_of(portfolio), {mark: Decision(Treatment.MASKED)})
    assert len(portfolio.snapshot().of(PrivacyDecision)) == 1
    assert BSN not in text_of(write_dossier(portfolio, request(tmp_path)).path)
    portfolio.undo()  # the entry of the dossier that left
    portfolio.undo()
    assert Treatment.RELEASED in {each.treatment for each in review_of(portfolio).questions}
    portfolio.undo()
    assert len(review_of(portfolio).open) == 1


def test_a_release_needs_a_reason_and_a_finding(portfolio: Portfolio) -> None:
    tell(portfolio, f"Haar BSN {BSN} stond in de brief.")
    review = review_of(portfolio)
    with pytest.raises(WrongUseError):
        decide(portfolio, review, {review.open[0].mark: Decision(Treatment.RELEASED, "  ")})
    with pytest.raises(WrongUseError, match="no finding"):
        decide(portfolio, review, {"0" * 12: RELEASED})
    assert portfolio.snapshot().of(PrivacyDecision) == ()


def test_a_name_from_a_permission_is_not_released_with_the_rest(portfolio: Portfolio, tmp_path: Path) -> None:
    tell(portfolio, f"{GIVER} belde; haar BSN is {BSN}.")
    review = review_of(portfolio)
    assert {each.third_party for each in review.open} == {True, False}
    decide(portfolio, review, {ALL: RELEASED})
    (left,) = review_of(portfolio).open
    assert left.third_party
    assert left.finding.hit.text == GIVER
    with pytest.raises(PersonalDataFoundError):
        write_dossier(portfolio, request(tmp_path))
    decide(portfolio, review_of(portfolio), {left.mark: Decision(Treatment.RELEASED, "Zij stemde hiermee in.")})
    assert GIVER in text_of(write_dossier(portfolio, request(tmp_path)).path)


def test_masking_takes_every_mention_in_the_field_and_no_part_of_a_word(portfolio: Portfolio, tmp_path: Path) -> None:
    portfolio.change(
        Reflection.kind,
        "reflection-1",
        {"steps": {"free": f"{GIVER} zei niets. Later zei {GIVER}: ja. In Zonderlandse stilte."}},
    )
    words = text_of(write_dossier(portfolio, request(tmp_path, mask=True)).path)
    assert "Willemijn" not in words
    assert "Zonderlandse" in words


def test_evidence_that_tells_of_somebody_stays_behind_when_masked(portfolio: Portfolio, tmp_path: Path) -> None:
    portfolio.change(Evidence.kind, "proof-2", {"text": f"Deelnemers: {GIVER}"})
    (question,) = review_of(portfolio).open
    assert question.in_evidence
    words = text_of(write_dossier(portfolio, request(tmp_path, mask=True)).path)
    assert "Certificaat 1" in words
    assert "Certificaat 2" not in words


def test_only_what_the_dossier_shows_is_asked(portfolio: Portfolio) -> None:
    tell(portfolio, f"Haar BSN {BSN} stond in de brief.")
    portfolio.change(Activity.kind, "activity-1", {"start": portfolio.clock.today().replace(year=2020), "learnt": BSN})
    assert [each.finding.place.record_id for each in review_of(portfolio).open] == ["reflection-1"]
    assert review_of(portfolio, left_out=("reflection-1",)).open == ()


def test_a_scan_without_text_is_named(portfolio: Portfolio) -> None:
    portfolio.change(Evidence.kind, "proof-3", {"text": ""})
    (unread,) = review_of(portfolio).unread
    assert unread.place.record_id == "proof-3"


@pytest.mark.parametrize("field", ["heading", "place"])
def test_what_is_written_for_the_dossier_itself_passes_the_gate_too(
    portfolio: Portfolio, tmp_path: Path, field: str
) -> None:
    words = {field: f"Herregistratie {GIVER}"}
    (question,) = review_of(portfolio, **words).open
    assert question.in_request
    assert question.third_party
    assert question.finding.place.field == field
    with pytest.raises(PersonalDataFoundError):
        write_dossier(portfolio, request(tmp_path, **words))
    covered = write_dossier(portfolio, request(tmp_path, mask=True, **words)).path
    assert "Herregistratie [afgeschermd]" in text_of(covered)
    assert GIVER not in text_of(covered)
    decide(portfolio, review_of(portfolio, **words), {question.mark: Decision(Treatment.RELEASED, "Zij wil dat.")})
    assert f"Herregistratie {GIVER}" in text_of(write_dossier(portfolio, request(tmp_path, **words)).path)


def test_whom_a_dossier_is_for_stays_in_the_log(portfolio: Portfolio, tmp_path: Path) -> None:
    written = write_dossier(portfolio, request(tmp_path, recipient=GIVER))
    assert GIVER not in text_of(written.path)
    (entry,) = portfolio.records(Outgoing.kind).records
    assert isinstance(entry, Outgoing)
    assert entry.recipient == GIVER


@pytest.mark.parametrize("ending", [".pdf", ".docx", ".json"])
def test_the_gate_stands_before_every_form_of_a_cv(portfolio: Portfolio, tmp_path: Path, ending: str) -> None:
    values = {"role": "Casemanager", "employer": "Bureau", "start": PartialDateValue(2020)}
    portfolio.add(Position.kind, {**values, "description": f"{GIVER}: BSN {BSN}."})
    asked = CvRequest("full", tmp_path / f"cv{ending}")
    with pytest.raises(PersonalDataFoundError):
        write_cv(portfolio, asked)
    assert not (tmp_path / f"cv{ending}").exists()
    write_cv(portfolio, CvRequest("full", tmp_path / f"cv{ending}", mask=True))
    assert BSN.encode() not in (tmp_path / f"cv{ending}").read_bytes()
