"""What was changed is found and named, whatever was changed and however; what was not changed is intact."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio_app.documents.pdf import write_pdf
from portfolio_app.documents.signing import DossierSignature, open_credentials
from portfolio_app.documents.verifying.comparing import align
from portfolio_app.documents.verifying.examining import examine
from portfolio_app.documents.verifying.refusal import NoDossierError, UnreadableError
from portfolio_app.documents.verifying.signatures import SignatureState
from portfolio_app.documents.verifying.verdict import Verdict
from tests.documents.certificates import NOW, PASSWORD, YEAR, bundle, certificate
from tests.documents.evidence_files import certificate as paper
from tests.documents.evidence_files import encrypted
from tests.documents.later_signature import signed_later
from tests.documents.verifying import tampering
from tests.documents.verifying.conftest import DATA, SIGNED_BY, dossier_document
from tests.documents.verifying.tampering import Change, appended, saved_anew

CHANGES: dict[str, tuple[Change, tuple[str, int, str, str]]] = {
    # How it is changed, and as what it is to be named: kind, page, annex, name.
    "text": (tampering.page_changed(1, b"174", b"274"), ("page-changed", 2, "", "")),
    "page turned": (tampering.page_turned(2), ("page-changed", 3, "", "")),
    "comment": (tampering.comment_added(1), ("links-changed", 2, "", "")),
    "annex": (tampering.annex_changed, ("page-changed", 9, "A-3", "")),
    "annex sheet": (tampering.page_turned(5), ("page-changed", 6, "A-1", "")),
    "page gone": (tampering.page_removed(2), ("page-removed", 3, "", "")),
    "annex sheet gone": (tampering.page_removed(6), ("page-removed", 7, "A-1", "")),
    "page added": (tampering.page_added, ("page-added", 3, "", "")),
    "pages swapped": (tampering.pages_swapped, ("page-moved", 2, "", "")),
    "data": (
        tampering.attachment_written("dossier.json", DATA.replace(b'"g1"', b'"g2"')),
        ("data-changed", 0, "", "records.goal"),
    ),
    "data added": (
        tampering.attachment_written("dossier.json", DATA.replace(b'"standings"', b'"extra": 1, "standings"')),
        ("data-changed", 0, "", "extra"),
    ),
    "data damaged": (
        tampering.attachment_written("dossier.json", b"{"),
        ("data-changed", 0, "", "dossier.json"),
    ),
    "file": (tampering.attachment_written("A-4.docx", b"iets anders"), ("attachment-changed", 0, "A-4", "A-4.docx")),
    "file gone": (tampering.attachment_removed("A-4.docx"), ("attachment-removed", 0, "A-4", "A-4.docx")),
    "data gone": (tampering.attachment_removed("dossier.json"), ("attachment-removed", 0, "", "dossier.json")),
    "file added": (tampering.attachment_added, ("attachment-added", 0, "", "start.sh")),
    "script": (tampering.script_added, ("document-changed", 0, "", "/OpenAction")),
    "title": (tampering.title_changed, ("information-changed", 0, "", "")),
}


def checked(content: bytes) -> Verdict:
    return examine(BytesIO(content), NOW)


def named(verdict: Verdict) -> list[tuple[str, int, str, str]]:
    return [(each.change.value, each.page, each.annex, each.name) for each in verdict.findings]


@pytest.mark.parametrize("kind", CHANGES)
@pytest.mark.parametrize("way", [saved_anew, appended], ids=["saved anew", "appended"])
def test_a_change_is_named(unsigned: bytes, kind: str, way: object) -> None:
    change, expected = CHANGES[kind]
    verdict = checked(way(unsigned, change))  # type: ignore[operator]
    assert not verdict.intact
    assert expected in named(verdict)
    pages = {page for what, page, _, _ in named(verdict) if what == "page-changed"}
    assert pages <= {expected[1]}, "pages that are as they were are not called changed"


@pytest.mark.parametrize("kind", CHANGES)
def test_a_change_after_signing_is_named_as_such(signed: bytes, kind: str) -> None:
    change, expected = CHANGES[kind]
    verdict = checked(appended(signed, change))
    assert expected in named(verdict)
    assert all(each.after_signing for each in verdict.findings)
    (signature,) = verdict.signatures
    assert (signature.state, signature.whole, verdict.signed) == (SignatureState.GOOD, False, False)
    assert signature.covers == len(signed)


def test_untouched_is_intact(unsigned: bytes) -> None:
    verdict = checked(unsigned)
    assert (verdict.intact, verdict.signed, verdict.annexes) == (True, False, 3)
    with pikepdf.open(BytesIO(unsigned)) as pdf:
        assert verdict.pages == len(pdf.pages)


def test_signed_is_intact_and_wholly_covered(signed: bytes) -> None:
    verdict = checked(signed)
    assert (verdict.intact, verdict.signed) == (True, True)
    (signature,) = verdict.signatures
    assert signature.signer is not None
    assert (signature.signer.name, signature.signer.issuer) == ("A. de Vries-van Dongen", "Proefuitgever")
    assert (signature.moment, signature.covers) == (NOW, len(signed))


@settings(max_examples=150)
@given(data=st.data())
def test_any_byte_changed_is_seen(unsigned: bytes, data: st.DataObject) -> None:
    _flip_and_see(unsigned, data)


@settings(max_examples=150)
@given(data=st.data())
def test_any_byte_changed_of_a_signed_dossier_is_seen(signed: bytes, data: st.DataObject) -> None:
    _flip_and_see(signed, data)


def test_nothing_hides_in_the_gap_of_a_signature(signed: bytes) -> None:
    opening = signed.rindex(b"/Contents <") + len(b"/Contents <")
    closing = signed.index(b">", opening)
    for place in range(opening, closing, 13):
        for digit in (b"1", b"F"):
            changed = signed[:place] + digit + signed[place + 1 :]
            assert changed == signed or not checked(changed).intact, place - opening


def _flip_and_see(content: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(content) - 1))
    changed = bytearray(content)
    changed[place] ^= data.draw(st.integers(1, 255))
    assert _refused_or_altered(bytes(changed))


def _refused_or_altered(content: bytes) -> bool:
    try:
        return not checked(content).intact
    except (NoDossierError, UnreadableError):
        return True


@settings(max_examples=60)
@given(data=st.data())
def test_bytes_put_in_or_taken_out_are_seen(unsigned: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(unsigned)))
    if data.draw(st.booleans()):
        changed = unsigned[:place] + data.draw(st.binary(min_size=1, max_size=50)) + unsigned[place:]
    else:
        changed = unsigned[:place] + unsigned[place + data.draw(st.integers(1, 50)) :]
    assert changed == unsigned or _refused_or_altered(changed)


@settings(max_examples=60)
@given(length=st.integers(0, 100_000), rest=st.binary(max_size=60))
def test_a_part_of_a_dossier_never_passes(signed: bytes, length: int, rest: bytes) -> None:
    assert _refused_or_altered(signed[: min(length, len(signed) - 1)] + rest)


@pytest.mark.parametrize("way", [{}, {"linearize": True}, {"recompress_flate": True}, {"qdf": True}])
def test_saved_again_without_a_change_is_told_apart(unsigned: bytes, way: dict[str, bool]) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(unsigned)) as pdf:
        pdf.save(out, static_id=True, fix_metadata_version=False, **way)
    kinds = {what for what, *_ in named(checked(out.getvalue()))}
    repacked = {"page-changed", "attachment-changed", "document-changed", "data-changed"}
    assert kinds == {"packing-changed"} if way in ({}, {"linearize": True}) else kinds & {"packing-changed", *repacked}


def test_what_is_read_aloud_is_checked(unsigned: bytes) -> None:
    assert named(checked(appended(unsigned, tampering.description_changed))) == [("structure-changed", 0, "", "")]


def test_bytes_behind_the_end_are_seen(unsigned: bytes, signed: bytes) -> None:
    assert named(checked(unsigned + b"\n%x\n")) == [("bytes-added", 0, "", "")]
    (finding,) = checked(signed + b"\n%x\n").findings
    assert (finding.change.value, finding.after_signing) == ("bytes-added", True)


def test_a_seal_that_was_removed_is_missed(unsigned: bytes) -> None:
    without = tampering.attachment_removed("vakdossier-seal.json")
    for content in (saved_anew(unsigned, without), appended(unsigned, without)):
        assert named(checked(content))[0][0] == "seal-missing"


def test_a_seal_that_was_changed_is_broken(unsigned: bytes) -> None:
    start = unsigned.rindex(b'"pages":[[') + 40
    changed = unsigned[:start] + bytes([unsigned[start] ^ 1]) + unsigned[start + 1 :]
    assert named(checked(changed)) == [("seal-broken", 0, "", "")]


@pytest.mark.parametrize("form", [b"1", b"4", b"99"])
def test_a_seal_of_a_form_that_is_not_known_is_not_called_changed(unsigned: bytes, form: bytes) -> None:
    other = unsigned.replace(b"vakdossier-seal/3", b"vakdossier-seal/" + form)
    with pytest.raises(UnreadableError, match="another version"):
        checked(other)


def test_a_signature_that_was_never_made_or_taken_away_is_missed(signed: bytes, to_be_signed: bytes) -> None:
    missing = ("signature-missing", 0, "", "Signature1")
    assert named(checked(to_be_signed)) == [missing]

    def without(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.AcroForm.Fields[0]["/V"]

    assert missing in named(checked(saved_anew(signed, without)))
    assert missing in named(checked(appended(signed, without)))


def test_a_changed_page_breaks_the_signature_and_is_named(signed: bytes) -> None:
    verdict = checked(saved_anew(signed, tampering.page_turned(1)))
    assert ("page-changed", 2, "", "") in named(verdict)
    assert verdict.signatures[0].state in {SignatureState.BROKEN, SignatureState.UNREADABLE}


def test_a_signature_moved_to_another_content_does_not_hold(signed: bytes) -> None:
    place = signed.index(b"/ByteRange [ 0 ") + len(b"/ByteRange [ 0 ")
    digits = signed[place : place + 10]
    moved = signed.replace(digits, b"%010d" % (int(digits) - 1), 1)
    states = {each.state for each in checked(moved).signatures}
    assert states <= {SignatureState.UNREADABLE, SignatureState.BROKEN}


@pytest.mark.parametrize("of_owner", [True, False])
def test_a_signature_of_somebody_else_is_told_and_changes_nothing(
    signed: bytes, unsigned: bytes, *, of_owner: bool
) -> None:
    twice = appended(signed if of_owner else unsigned, tampering.signing_field_added)
    assert ("signature-missing", 0, "", "Register") in named(checked(twice))
    assessor = bundle(certificate("B. van der Berg", kind="rsa"), kind="rsa")
    verdict = checked(signed_later(twice, open_credentials(assessor, PASSWORD, NOW), NOW))
    assert named(verdict) == []
    assert [each.state for each in verdict.signatures] == [SignatureState.GOOD] * (2 if of_owner else 1)
    assert [each.whole for each in verdict.signatures][-1]
    assert any("B. van der Berg" in note.nl for note in verdict.notes)


def test_certificates_are_judged_by_the_moment_of_signing() -> None:
    made = BytesIO()
    brief = certificate(first=NOW - YEAR, last=NOW + YEAR / 12, self_issued=True)
    signature = DossierSignature(open_credentials(bundle(brief), PASSWORD, NOW), NOW)
    write_pdf(dossier_document(digital=SIGNED_BY), made, signing=signature)
    verdict = examine(made, NOW + YEAR)
    assert verdict.intact
    assert any("verlopen" in note.nl for note in verdict.notes)
    assert any("zelf gemaakt" in note.nl for note in verdict.notes)


def test_what_is_no_dossier_is_refused_as_such(unsealed: bytes) -> None:
    for content in (b"", b"tekst", b"%PDF-1.7\n", paper()):
        with pytest.raises((NoDossierError, UnreadableError)):
            checked(content)
    with pytest.raises(UnreadableError, match="password"):
        checked(encrypted())
    assert named(checked(unsealed)) == [("seal-missing", 0, "", "")]


def test_a_seal_that_unfolds_without_end_is_refused(unsigned: bytes) -> None:
    bomb = tampering.attachment_written("vakdossier-seal.json", b"0" * 70_000_000)
    with pytest.raises(UnreadableError):
        checked(saved_anew(unsigned, bomb))


def test_bookmarks_in_a_ring_and_a_chain_of_thousands_end(unsigned: bytes) -> None:
    def ring(pdf: pikepdf.Pdf) -> None:
        items = [pdf.make_indirect(pikepdf.Dictionary(Title=pikepdf.String("x"))) for _ in range(5_000)]
        for item, following in zip(items, [*items[1:], items[0]], strict=True):
            item.Next = following
        pdf.Root.Outlines = pdf.make_indirect(pikepdf.Dictionary(First=items[0]))

    assert ("document-changed", 0, "", "/Outlines") in named(checked(saved_anew(unsigned, ring)))


@given(before=st.lists(st.integers(0, 30), unique=True), now=st.lists(st.integers(0, 30), unique=True))
def test_pages_are_aligned_one_to_one(before: list[int], now: list[int]) -> None:
    places = align([str(each) for each in before], [str(each) for each in now])
    assert len(set(places.values())) == len(places)
    assert set(places) <= set(range(len(now)))
    assert set(places.values()) <= set(range(len(before)))
