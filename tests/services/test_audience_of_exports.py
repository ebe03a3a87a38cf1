"""Nothing private and nothing about somebody else ever stands in a document that leaves, in whatever corner of it."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from portfolio_app.common.clock import FixedClock
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.fields import FieldSpec, Record
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.records.person import Person
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.services.exports import CvRequest, DossierRequest, write_cv, write_dossier
from portfolio_app.services.operations import OperationName
from portfolio_app.services.portfolio import Portfolio
from tests.strategies import EUROPEAN_LETTERS, saying, snapshots
from tests.vaults import quick_vault

MARK = "GEHEIM"
TODAY = date(2026, 6, 15)
WITHOUT_FILES = [kind for kind in KINDS if kind.key not in {"evidence", "cv_view"}]
"""The views that everybody has are used; evidence has a test of its own, with real files."""


def _marked(snapshot: Snapshot, audience: Audience) -> list[Record]:
    """Put a marker in every text that a document for `audience` may not show."""
    return [
        record.with_values(
            **{
                spec.name: _mark(spec, record)
                for spec in record.kind.fields
                if not (record.released_to.reaches(audience) and spec.audience.reaches(audience))
                and _mark(spec, record)
            }
        )
        for record in snapshot
    ]


def _mark(spec: FieldSpec, record: Record) -> object:
    if spec.name in {"sha256", "media_type"}:
        return None
    return saying(spec.type, f"{MARK}{record.kind.key}{spec.name}".replace("_", ""))


def _everything_in_pdf(path: Path) -> str:
    """All text of a PDF, as far as any tool can read it: pages, structure, bookmarks, metadata, names, attachments."""
    from pypdfium2 import PdfDocument

    found = [page.get_textpage().get_text_range() for page in PdfDocument(path)]
    with pikepdf.open(path) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream):
                try:
                    found.append(item.read_bytes().decode("latin-1"))
                except pikepdf.PdfError:
                    found.append(item.read_raw_bytes().decode("latin-1"))
            found.append(_strings_of(item))
    return "\n".join(found)


def _strings_of(item: pikepdf.Object, depth: int = 0) -> str:
    if depth > 12:
        return ""
    if isinstance(item, pikepdf.String):
        return str(item)
    if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        return "\n".join(f"{key} {_strings_of(value, depth + 1)}" for key, value in item.items() if not _is_link(value))
    if isinstance(item, pikepdf.Array):
        return "\n".join(_strings_of(value, depth + 1) for value in item if not _is_link(value))
    return ""


def _is_link(value: object) -> bool:
    return isinstance(value, pikepdf.Object) and value.is_indirect


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.REGISTER])
@settings(max_examples=8, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate])
@given(data=st.data())
def test_no_marker_reaches_a_document(
    data: st.DataObject, audience: Audience, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("uit")
    records = _marked(
        data.draw(snapshots(WITHOUT_FILES, filled=data.draw(st.booleans()), letters=EUROPEAN_LETTERS)), audience
    )
    for output in _exported(records, audience, folder):
        assert MARK not in _everything_in(output)


def test_the_search_for_markers_finds_what_does_stand_in_a_document(tmp_path: Path) -> None:
    person = Person(id="person-1", given_names="Anna", surname=MARK, profile=f"Zegt {MARK}profiel")
    for output in _exported([person], Audience.REGISTER, tmp_path):
        assert MARK in _everything_in(output)


def _exported(records: list[Record], audience: Audience, folder: Path) -> list[Path]:
    """Return every document that can be made for an audience from these records."""
    clock = FixedClock.on(TODAY)
    with Portfolio(quick_vault(folder / "v.vakdossier", clock).vault, clock) as portfolio:
        portfolio.add_many(records, OperationName.SAMPLE)
        outputs = [folder / "cv.pdf", folder / "cv.docx", folder / "cv.json"]
        view = "client" if audience is Audience.PUBLIC else "register"
        for output in outputs:
            write_cv(portfolio, CvRequest(view, output, mask=True))
        if audience is Audience.REGISTER:
            outputs.append(folder / "dossier.pdf")
            request = DossierRequest(
                "rnvc", folder / "dossier.pdf", first=date(1950, 1, 1), last=date(2099, 12, 31), mask=True
            )
            write_dossier(portfolio, request)
    return outputs


def _everything_in(path: Path) -> str:
    if path.suffix == ".pdf":
        return _everything_in_pdf(path)
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as parts:
            return "\n".join(parts.read(name).decode("latin-1") for name in parts.namelist())
    return path.read_text(encoding="utf-8")
