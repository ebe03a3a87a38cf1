"""Evidence is made ready once: the pages that stand beside it go into every dossier, and can be made again."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.domain.records.learning import Activity, ActivityKind, Evidence
from portfolio_app.domain.records.person import Person
from portfolio_app.services.exports import DossierRequest, Written, write_dossier
from portfolio_app.services.portfolio import Portfolio
from portfolio_app.storage.vault import open_vault
from tests.documents import evidence_files
from tests.vaults import RIGHT, quick_vault

PERIOD = {"first": date(2026, 1, 1), "last": date(2026, 6, 1), "dated": date(2026, 6, 2)}


@pytest.fixture
def filled(tmp_path: Path, clock: FixedClock) -> Path:
    """A vault with a certificate that is shown as pictures, a TIFF and a photo."""
    files = {
        "los.pdf": evidence_files.certificate("Certificaat"),
        "scan.jpg": evidence_files.photo(900, 1200),
        "fax.tif": evidence_files.scans("1", "RGB"),
    }
    path = tmp_path / "vault.vakdossier"
    with Portfolio(quick_vault(path, clock).vault, clock) as portfolio:
        portfolio.add(Person.kind, {"given_names": "Noor", "surname": "Verzonnen"})
        kind = next(iter(ActivityKind))
        for name, content in files.items():
            (tmp_path / name).write_bytes(content)
            values = {"activity_kind": kind, "name": name, "start": date(2026, 3, 2)}
            activity = portfolio.add(Activity.kind, values).record
            portfolio.attach(activity.id, tmp_path / name)
    return path


def exported(vault: Path, clock: FixedClock, *, read_only: bool = False) -> tuple[bytes, Written]:
    out = vault.parent / "dossier.pdf"
    with Portfolio(open_vault(vault, RIGHT, clock, read_only=read_only), clock) as portfolio:
        written = write_dossier(portfolio, DossierRequest("rnvc", out, **PERIOD))  # type: ignore[arg-type]
    return out.read_bytes(), written


def derived(vault: Path) -> list[Path]:
    return sorted((vault / "evidence" / "derived").glob("*/*"))


def test_a_dossier_takes_pages_that_were_made_ready_when_the_evidence_came_in(
    filled: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(derived(filled)) == 2

    def never(*_: object, **__: object) -> None:
        raise AssertionError("a file was looked at again")

    monkeypatch.setattr("portfolio_app.documents.evidence.guard.GuardedIntake.inspect", never)
    monkeypatch.setattr("portfolio_app.documents.evidence.prepare.prepare", never)
    _, written = exported(filled, clock)
    assert written.problems == ()


def test_pages_that_are_gone_are_made_again_and_the_dossier_is_the_same(filled: Path, clock: FixedClock) -> None:
    before, _ = exported(filled, clock)
    shutil.rmtree(filled / "evidence" / "derived")
    after, written = exported(filled, clock)
    assert (after, written.problems) == (before, ())
    assert len(derived(filled)) == 2


def test_a_vault_that_is_only_read_gives_the_same_dossier_and_keeps_nothing(filled: Path, clock: FixedClock) -> None:
    before, _ = exported(filled, clock)
    shutil.rmtree(filled / "evidence" / "derived")
    after, _ = exported(filled, clock, read_only=True)
    assert after == before
    assert derived(filled) == []


def test_evidence_that_is_not_what_its_record_says_is_named_in_its_place(filled: Path, clock: FixedClock) -> None:
    with Portfolio(open_vault(filled, RIGHT, clock), clock) as portfolio:
        listed = portfolio.records(Evidence.kind).records
        photo = next(each for each in listed if isinstance(each, Evidence) and each.media_type == "image/jpeg")
        portfolio.change(Evidence.kind, photo.id, {"media_type": "application/pdf"})
    _, written = exported(filled, clock)
    (problem,) = written.problems
    assert "niet van het soort" in problem.nl
    assert "not of the kind" in problem.en
