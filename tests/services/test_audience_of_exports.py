"""Nothing private and nothing about somebody else ever stands in a document that leaves, in whatever corner of it."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portfolio_app.common.clock import FixedClock
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.fields import FieldSpec, Record
from portfolio_app.domain.records.career import CvView
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.domain.values import Lines, LongText, ShortText, Texts
from portfolio_app.services.exports import CvRequest, DossierRequest, write_cv, write_dossier
from portfolio_app.services.operations import OperationName
from portfolio_app.services.portfolio import Portfolio
from portfolio_app.storage.keys import KdfParameters
from portfolio_app.storage.vault import create_vault
from tests.strategies import snapshots

MARK = "GEHEIM"
TODAY = date(2026, 6, 15)


def _marked(snapshot: Snapshot, audience: Audience) -> list[Record]:
    """Put a marker in every text that a document for `audience` may not show, and mend dates into the period."""
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
    marker = f"{MARK}{record.kind.key}{spec.name}".replace("_", "")
    match spec.type:
        case ShortText(longest=longest) if spec.name not in {"sha256", "media_type"} and longest >= len(marker):
            return marker
        case LongText():
            return marker
        case Lines():
            return (marker,)
        case Texts():
            return {"situation": marker}
    return None


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
@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_marker_reaches_a_document(
    data: st.DataObject, audience: Audience, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("uit")
    snapshot = data.draw(snapshots(filled=data.draw(st.booleans())))
    records = [
        record.with_values(photo="", hidden=()) if "photo" in {s.name for s in record.kind.fields} else record
        for record in _marked(snapshot, audience)
        if record.kind is not CvView.kind and not _has_file(record)
    ]
    kept = {record.id for record in records}
    mended = [_without_links_to_lost(record, kept) for record in records]
    vault, _ = create_vault(
        folder / "v.vakdossier", "zin voor de toets", FixedClock.on(TODAY), kdf=KdfParameters(8 * 1024, 1, 1)
    )
    with Portfolio(vault, FixedClock.on(TODAY)) as portfolio:
        portfolio.add_many(mended, OperationName.SAMPLE)
        outputs = [folder / "cv.pdf", folder / "cv.docx", folder / "cv.json"]
        view = "client" if audience is Audience.PUBLIC else "register"
        for output in outputs:
            write_cv(portfolio, CvRequest(view, output))
        if audience is Audience.REGISTER:
            outputs.append(folder / "dossier.pdf")
            request = DossierRequest("rnvc", folder / "dossier.pdf", first=date(1950, 1, 1), last=date(2099, 12, 31))
            write_dossier(portfolio, request)
    for output in outputs:
        if output.suffix == ".pdf":
            assert MARK not in _everything_in_pdf(output)
        elif output.suffix == ".docx":
            with zipfile.ZipFile(output) as parts:
                assert not any(MARK.encode() in parts.read(name) for name in parts.namelist())
        else:
            assert MARK not in output.read_text(encoding="utf-8")


def _has_file(record: Record) -> bool:
    return record.kind.key == "evidence"


def _without_links_to_lost(record: Record, kept: set[str]) -> Record:
    values: dict[str, object] = {}
    for spec in record.kind.fields:
        value = getattr(record, spec.name)
        if isinstance(value, tuple) and spec.type.__class__.__name__ == "References":
            values[spec.name] = tuple(target for target in value if target in kept)
        elif spec.type.__class__.__name__ == "Reference" and value not in kept:
            values[spec.name] = ""
    return record.with_values(**values)
