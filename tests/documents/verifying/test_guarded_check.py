"""The check in a process of its own says what the check itself says; held against the original a forgery shows."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.documents.blocks import Heading
from portfolio_app.documents.guarding import process
from portfolio_app.documents.pdf import write_pdf
from portfolio_app.documents.verifying.examining import examine, examine_against
from portfolio_app.documents.verifying.messages import verdict_as_message, verdict_of
from portfolio_app.documents.verifying.refusal import NoDossierError, UnreadableError
from portfolio_app.services.verifying import report_data, verify
from tests.documents.certificates import NOW
from tests.documents.evidence_files import certificate
from tests.documents.verifying import tampering
from tests.documents.verifying.conftest import dossier_document


def kept(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def forged() -> bytes:
    """A dossier with other words in it, and a seal that was made anew."""
    made, other = BytesIO(), dossier_document()
    body = tuple(replace(each, text="Vervalst") if isinstance(each, Heading) else each for each in other.body)
    write_pdf(replace(other, body=body), made)
    return made.getvalue()


def test_it_says_what_checking_without_it_says(unsigned: bytes, signed: bytes, tmp_path: Path) -> None:
    for number, content in enumerate((unsigned, signed, tampering.appended(signed, tampering.page_turned(1)))):
        verdict = examine(BytesIO(content), NOW)
        assert verdict_of(verdict_as_message(verdict)) == verdict
        assert verify(kept(tmp_path, f"{number}.pdf", content), FixedClock(NOW)).verdict == verdict


def test_what_is_refused_is_refused_in_the_same_words(tmp_path: Path) -> None:
    for content in (b"tekst", certificate()):
        with pytest.raises(NoDossierError) as expected:
            examine(BytesIO(content), NOW)
        with pytest.raises(NoDossierError) as caught:
            verify(kept(tmp_path, "x.pdf", content), FixedClock(NOW))
        assert caught.value.message == expected.value.message
    with pytest.raises(UnreadableError):
        verify(kept(tmp_path, "y.pdf", b"%PDF-1.7\n" + b"\0" * 5_000), FixedClock(NOW))


@pytest.mark.parametrize("then", ["sys.exit(1)", "sys.stdout.buffer.write(b'x' * 99)", "say(b'{}')"])
def test_a_file_that_makes_the_process_fail_is_named_as_unreadable(
    unsigned: bytes, tmp_path: Path, then: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = (
        "import os, struct, sys\n"
        "def say(words): os.write(1, struct.pack('>QQ', len(words), 0) + words)\n"
        f"say(b'{{\"ready\": true}}')\nsys.stdin.buffer.read(16)\n{then}\n"
    )
    monkeypatch.setattr(process, "own_command", lambda *_: (sys.executable, "-c", program))
    with pytest.raises(UnreadableError, match="was stopped") as caught:
        verify(kept(tmp_path, "x.pdf", unsigned), FixedClock(NOW))
    assert "afgebroken" in caught.value.say("nl")


def test_a_forgery_passes_by_itself_and_not_beside_the_original(unsigned: bytes, tmp_path: Path) -> None:
    forgery = forged()
    assert examine(BytesIO(forgery), NOW).intact
    verdict = examine_against(BytesIO(forgery), BytesIO(unsigned), NOW)
    assert not verdict.intact
    assert "page-changed" in {each.change.value for each in verdict.findings}
    original = kept(tmp_path, "origineel.pdf", unsigned)
    report = verify(kept(tmp_path, "x.pdf", forgery), FixedClock(NOW), original)
    data = report_data(report, "nl")
    assert (data["intact"], data["identicalToOriginal"]) == (False, False)


def test_beside_its_original_a_dossier_is_identical_or_equal(unsigned: bytes, signed: bytes, tmp_path: Path) -> None:
    original = kept(tmp_path, "origineel.pdf", unsigned)
    same = verify(kept(tmp_path, "zelfde.pdf", unsigned), FixedClock(NOW), original)
    assert same.intact
    assert report_data(same, "en")["identicalToOriginal"] is True
    assert "byte voor byte gelijk aan het origineel" in same.notes[-1].nl
    assert "vervalser" in same.strength.nl
    later = verify(
        kept(tmp_path, "bewaard.pdf", tampering.saved_anew(unsigned, lambda _: None)), FixedClock(NOW), original
    )
    assert {each.change.value for each in later.verdict.findings} == {"packing-changed"}
    assert later.verdict.identical is False


def test_an_original_must_be_intact_itself(unsigned: bytes) -> None:
    altered = tampering.appended(unsigned, tampering.page_turned(1))
    with pytest.raises(UnreadableError, match="original that it is compared with"):
        examine_against(BytesIO(unsigned), BytesIO(altered), NOW + timedelta(days=1))
