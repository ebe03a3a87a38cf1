"""A dossier gives its records back: into an empty vault or beside others, and never what it did not show."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.common.errors import VakdossierError, WrongUseError
from portfolio_app.documents.blocks import Paragraph, plain
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.records.learning import Activity, ActivityKind, Evidence
from portfolio_app.domain.records.person import Person
from portfolio_app.services.archives import ImportRequest
from portfolio_app.services.dossier_import import ImportedDossier, import_dossier
from portfolio_app.services.exports import DossierRequest, write_dossier
from portfolio_app.services.portfolio import Portfolio
from portfolio_app.services.samples import make_sample
from portfolio_app.storage.vault import open_vault
from tests.documents import evidence_files
from tests.documents.pdf.reading import document, pdf_of
from tests.documents.verifying import tampering
from tests.vaults import PASSPHRASE, RIGHT, quick_vault

PERIOD = {"first": date(2024, 1, 1), "last": date(2026, 12, 31), "dated": date(2026, 6, 15)}


def dossier_of(portfolio: Portfolio, path: Path) -> dict[str, Any]:
    """Write the dossier and return its data."""
    write_dossier(portfolio, DossierRequest("rnvc", path, **PERIOD))  # type: ignore[arg-type]
    with pikepdf.open(path) as pdf:
        return json.loads(pdf.attachments["dossier.json"].get_file().read_bytes())


def imported(portfolio: Portfolio, path: Path, **options: bool) -> ImportedDossier:
    return import_dossier(portfolio, ImportRequest(path, **options))  # type: ignore[arg-type]


@pytest.fixture
def vault(tmp_path: Path, clock: FixedClock) -> Portfolio:
    return Portfolio(quick_vault(tmp_path / "eigen.vakdossier", clock).vault, clock)


@pytest.fixture
def empty(tmp_path: Path, clock: FixedClock) -> Portfolio:
    return Portfolio(quick_vault(tmp_path / "leeg.vakdossier", clock).vault, clock)


@pytest.fixture
def small(vault: Portfolio, tmp_path: Path) -> Path:
    """A dossier of one activity with a scan, a certificate shown as pictures and one shown as it is."""
    vault.add(Person.kind, {"given_names": "Noor", "surname": "Verzonnen", "notes": "alleen voor mij"})
    values = {"activity_kind": next(iter(ActivityKind)), "name": "Cursus", "start": date(2026, 3, 2)}
    activity = vault.add(Activity.kind, {**values, "notes": "geheim"}).record
    files = {
        "scan.jpg": evidence_files.photo(900, 700),
        "los.pdf": evidence_files.certificate("Los"),
        "archief.pdf": pdf_of(document(title="Archief")),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        vault.attach(activity.id, tmp_path / name)
    path = tmp_path / "dossier.pdf"
    dossier_of(vault, path)
    return path


def test_a_whole_fictional_dossier_comes_back_equal(tmp_path: Path, empty: Portfolio, clock: FixedClock) -> None:
    made = tmp_path / "vol.vakdossier"
    make_sample(made, PASSPHRASE, records=150, evidence=5, seed=3, clock=clock, today=clock.today())
    with Portfolio(open_vault(made, RIGHT, clock), clock) as full:
        before = dossier_of(full, tmp_path / "voor.pdf")
    with empty:
        found = imported(empty, tmp_path / "voor.pdf")
        assert sum(found.imported.new.values()) == len(empty.snapshot())
        after = dossier_of(empty, tmp_path / "na.pdf")
        assert after["records"] == before["records"]
        assert [each["id"] for each in after["annexes"]] == [each["id"] for each in before["annexes"]]
        assert empty.check().findings == ()


def test_files_that_stand_in_a_dossier_whole_come_back_and_others_are_made_of_their_pages(
    small: Path, empty: Portfolio
) -> None:
    with empty:
        found = imported(empty, small)
        assert (found.imported.evidence, found.without_file, found.rebuilt) == (3, (), ("archief",))
        by_name = {each.name: each for each in empty.snapshot().of(Evidence)}
        assert empty.read_evidence(by_name["scan"]) == evidence_files.photo(900, 700)
        assert empty.read_evidence(by_name["los"]) == evidence_files.certificate("Los")
        assert "Los" in by_name["los"].text
        archive = by_name["archief"]
        assert (archive.pages, archive.media_type, archive.file_name) == (1, "application/pdf", "archief.pdf")
        assert archive.text.startswith("Archief")
        made = empty.read_evidence(archive)
        assert hashlib.sha256(made).hexdigest() == archive.sha256
        with pikepdf.open(BytesIO(made)) as pdf:
            assert [round(float(each)) for each in pdf.pages[0].mediabox] == [0, 0, 595, 842]
        again = imported(empty, small)
        assert (again.imported.different, again.imported.evidence, again.rebuilt) == ((), 0, ())
        assert all(record.released_to is not Audience.PUBLIC for record in by_name.values())
        (activity,) = empty.snapshot().of(Activity)
        assert (activity.notes, set(activity.evidence)) == ("", {each.id for each in by_name.values()})
        assert len(empty.history()) == 1
        empty.undo()
        assert len(empty.snapshot()) == 0


def test_into_the_vault_that_made_it_nothing_is_new(small: Path, vault: Portfolio) -> None:
    with vault:
        before = list(vault.snapshot())
        found = imported(vault, small)
        assert (dict(found.imported.new), found.imported.different, found.imported.evidence) == ({}, (), 0)
        assert (found.imported.equal, found.without_file) == (
            len(before) - 1,
            (),
        )  # the entry of what left is not in it
        assert list(vault.snapshot()) == before


def test_what_the_vault_has_otherwise_is_shown_left_or_replaced_and_what_is_private_stays(
    small: Path, vault: Portfolio
) -> None:
    with vault:
        (activity,) = vault.snapshot().of(Activity)
        vault.change(Activity.kind, activity.id, {"name": "Anders", "notes": "nieuw geheim"})
        rehearsed = imported(vault, small, dry_run=True)
        assert not rehearsed.imported.is_kept
        (different,) = rehearsed.imported.different
        assert different.id == activity.id
        assert len(different.fields) == 1
        imported(vault, small)
        assert vault.record(Activity.kind, activity.id).title("nl").startswith("Anders")
        imported(vault, small, replace=True)
        (back,) = vault.snapshot().of(Activity)
        assert (back.name, back.notes) == ("Cursus", "nieuw geheim")


def test_of_pages_that_were_changed_no_evidence_is_made(small: Path, empty: Portfolio, tmp_path: Path) -> None:
    turned = tmp_path / "gedraaid.pdf"
    turned.write_bytes(tampering.appended(small.read_bytes(), tampering.page_turned(1)))
    with empty:
        found = imported(empty, turned)
        assert (found.rebuilt, found.without_file) == ((), ("archief",))
        (without,) = [each for each in empty.snapshot().of(Evidence) if each.name == "archief"]
        assert (without.sha256, without.pages) == ("", None)


def test_evidence_of_every_kind_is_made_of_its_pages(tmp_path: Path, vault: Portfolio, empty: Portfolio) -> None:
    vault.add(Person.kind, {"given_names": "Noor", "surname": "Verzonnen"})
    values = {"activity_kind": next(iter(ActivityKind)), "name": "Cursus", "start": date(2026, 3, 2)}
    activity = vault.add(Activity.kind, values).record
    long = pdf_of(document(*(Paragraph(plain(f"Bladzijde {number}. " * 400)) for number in range(6)), title="Lang"))
    for name, content in {"tekening.png": evidence_files.drawing(600, 200), "lang.pdf": long}.items():
        (tmp_path / name).write_bytes(content)
        vault.attach(activity.id, tmp_path / name)
    path = tmp_path / "dossier.pdf"
    dossier_of(vault, path)
    vault.close()
    with empty:
        assert set(imported(empty, path).rebuilt) == {"tekening", "lang"}
        by_name = {each.name: each for each in empty.snapshot().of(Evidence)}
        assert by_name["lang"].pages == len(pikepdf.open(BytesIO(long)).pages) > 1
        assert "Bladzijde 5." in by_name["lang"].text
        with pikepdf.open(BytesIO(empty.read_evidence(by_name["tekening"]))) as pdf:
            left, foot, right, top = (float(each) for each in pdf.pages[0].mediabox)
            assert (left, foot, round(right / top)) == (0, 0, 3)
        assert empty.check().findings == ()


def test_a_rehearsal_keeps_nothing(small: Path, empty: Portfolio) -> None:
    with empty:
        found = imported(empty, small, dry_run=True)
        assert (found.imported.evidence, found.rebuilt, sum(found.imported.new.values())) == (3, ("archief",), 5)
        assert len(empty.snapshot()) == 0
        assert list(empty.vault.evidence.files()) == []
        assert empty.history() == ()


def test_a_dossier_whose_data_were_changed_gives_nothing(small: Path, empty: Portfolio) -> None:
    change = tampering.attachment_written("dossier.json", b'{"format": "vakdossier-dossier/1"}')
    small.write_bytes(tampering.appended(small.read_bytes(), change))
    with empty, pytest.raises(WrongUseError, match="Nothing was imported"):
        imported(empty, small)


def test_a_dossier_that_was_only_saved_again_gives_all(small: Path, empty: Portfolio) -> None:
    small.write_bytes(tampering.saved_anew(small.read_bytes(), lambda _: None))
    with empty:
        assert sum(imported(empty, small).imported.new.values()) == 5


@pytest.mark.parametrize("content", [b"tekst", b"%PDF-1.7\n", evidence_files.certificate(), evidence_files.encrypted()])
def test_what_is_no_dossier_is_refused(content: bytes, tmp_path: Path, empty: Portfolio) -> None:
    (tmp_path / "x.pdf").write_bytes(content)
    with empty, pytest.raises(VakdossierError):
        imported(empty, tmp_path / "x.pdf")


def test_when_a_record_cannot_stand_there_its_files_do_not_stay(
    small: Path, empty: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise WrongUseError(Activity.kind.label)

    monkeypatch.setattr("portfolio_app.storage.unit.UnitOfWork.insert_many", refuse)
    with empty:
        with pytest.raises(WrongUseError):
            imported(empty, small)
        assert list(empty.vault.evidence.files()) == []
