"""A dossier whose seal stands behind it, as the program made them before, is checked like any other."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio_app.documents.verifying.examining import examine
from portfolio_app.documents.verifying.refusal import NoDossierError, UnreadableError
from portfolio_app.documents.verifying.signatures import SignatureState
from portfolio_app.documents.verifying.verdict import Verdict
from tests.documents.certificates import NOW
from tests.documents.verifying import tampering
from tests.documents.verifying.conftest import DATA
from tests.documents.verifying.tampering import Change, appended, saved_anew

KEPT = Path(__file__).parents[2] / "fixtures" / "dossiers" / "seal-2.pdf"
UNSIGNED_BYTES = 87_669

CHANGES: dict[str, tuple[Change, tuple[str, int, str, str]]] = {
    "text": (tampering.page_changed(1, b"174", b"274"), ("page-changed", 2, "", "")),
    "comment": (tampering.comment_added(1), ("links-changed", 2, "", "")),
    "annex sheet": (tampering.page_turned(5), ("page-changed", 6, "A-1", "")),
    "annex gone": (tampering.page_removed(6), ("page-removed", 7, "A-2", "")),
    "page added": (tampering.page_added, ("page-added", 3, "", "")),
    "data": (
        tampering.attachment_written("dossier.json", DATA.replace(b'"g1"', b'"g2"')),
        ("data-changed", 0, "", "records.goal"),
    ),
    "file gone": (tampering.attachment_removed("A-4.docx"), ("attachment-removed", 0, "A-4", "A-4.docx")),
    "title": (tampering.title_changed, ("information-changed", 0, "", "")),
    "description": (tampering.description_changed, ("structure-changed", 0, "", "")),
}


def checked(content: bytes) -> Verdict:
    return examine(BytesIO(content), NOW)


def named(verdict: Verdict) -> list[tuple[str, int, str, str]]:
    return [(each.change.value, each.page, each.annex, each.name) for each in verdict.findings]


def test_untouched_it_is_intact_and_signed() -> None:
    verdict = checked(KEPT.read_bytes())
    assert (verdict.intact, verdict.signed, verdict.annexes, verdict.pages) == (True, True, 3, 8)


def test_without_its_signature_that_is_missed_and_nothing_else() -> None:
    assert named(checked(KEPT.read_bytes()[:UNSIGNED_BYTES])) == [("signature-missing", 0, "", "Signature1")]


@pytest.mark.parametrize("kind", CHANGES)
@pytest.mark.parametrize("way", [saved_anew, appended], ids=["saved anew", "appended"])
def test_a_change_is_named(kind: str, way: object) -> None:
    change, expected = CHANGES[kind]
    assert expected in named(checked(way(KEPT.read_bytes(), change)))  # type: ignore[operator]


def test_a_change_behind_the_signature_is_told_as_such() -> None:
    verdict = checked(appended(KEPT.read_bytes(), tampering.page_turned(1)))
    assert [each.after_signing for each in verdict.findings] == [True]
    assert [each.state for each in verdict.signatures] == [SignatureState.GOOD]


@settings(max_examples=60)
@given(data=st.data())
def test_any_byte_changed_is_seen(data: st.DataObject) -> None:
    changed = bytearray(KEPT.read_bytes())
    changed[data.draw(st.integers(0, len(changed) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        assert not checked(bytes(changed)).intact
    except (NoDossierError, UnreadableError):
        return
