"""Files that come in: each a step of its own, and what is odd about one is told of that one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.common.text import Text
from portfolio_app.domain.records.career import Skill
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.services.evidence import FileContent
from portfolio_app.services.incoming import take_in_files
from portfolio_app.services.portfolio import Portfolio
from tests.documents import evidence_files as files
from tests.vaults import quick_vault


@pytest.fixture
def portfolio(tmp_path: Path, clock: FixedClock) -> Iterator[Portfolio]:
    with Portfolio(quick_vault(tmp_path / "proef.vakdossier", clock).vault, clock) as opened:
        yield opened


def test_a_certificate_of_several_pages_is_taken_in_with_its_text(portfolio: Portfolio) -> None:
    (taken,) = take_in_files(portfolio, [FileContent("drie bladen.pdf", files.certificate(pages=3))])
    assert taken.refusal is None
    assert isinstance(taken.evidence, Evidence)
    assert taken.evidence.pages == 3
    assert taken.evidence.text.count("Certificaat van deelname") == 3
    assert "\f" not in taken.evidence.text
    assert portfolio.search("deelname")[0].id == taken.evidence.id


def test_one_that_is_refused_does_not_hold_up_the_others(portfolio: Portfolio, tmp_path: Path) -> None:
    saved = portfolio.add(Skill.kind, {"name": "Bemiddelen"})
    told: list[tuple[int, int]] = []

    def progress(_stage: Text, done: int, total: int) -> None:
        told.append((done, total))

    wrong = FileContent("brief.docx", b"PK niets")
    incoming = [wrong, FileContent("foto.jpg", files.photo()), tmp_path / "weg.pdf", tmp_path]
    results = take_in_files(portfolio, incoming, record_id=saved.record.id, progress=progress)
    assert [result.refusal is None for result in results] == [False, True, False, False]
    assert told == [(0, 4), (1, 4), (2, 4), (3, 4)]
    evidence = results[1].evidence
    assert evidence is not None
    assert portfolio.record(Skill.kind, saved.record.id).evidence == (evidence.id,)


def test_what_is_stopped_is_not_taken_in(portfolio: Portfolio) -> None:
    answers = iter((False, True))
    incoming = [FileContent("een.jpg", files.photo()), FileContent("twee.jpg", files.photo(300, 200))]
    results = take_in_files(portfolio, incoming, cancelled=lambda: next(answers))
    assert len(results) == 1
    assert portfolio.counts()["evidence"] == 1
