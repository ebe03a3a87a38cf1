"""What is refused before anything is written, and what is never left behind."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path

import pytest

from portfolio_app.common.errors import EnvironmentRefusedError, WrongUseError
from portfolio_app.documents.blocks import Column, Heading, Paragraph, Row, Run, Table, plain
from portfolio_app.documents.pdf import WritingCancelledError, write_pdf
from portfolio_app.documents.pdf.repertoire import MissingGlyphs
from tests.documents.pdf.reading import document, pdf_of, words
from tests.documents.sample_document import sample_document


def test_a_link_to_nowhere_is_refused_before_writing(tmp_path: Path) -> None:
    target = tmp_path / "uit.pdf"
    with pytest.raises(ValueError, match="nergens"):
        write_pdf(document(Paragraph((Run("zie", target="nergens"),))), target)
    assert not target.exists()


def test_two_anchors_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        pdf_of(document(Heading(1, "A", "x"), Heading(1, "B", "x")))


def test_a_row_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="2 cells"):
        pdf_of(document(Table((Column("A"),), (Row((plain("a"), plain("b"))),), "s")))


def test_missing_characters_are_named_in_both_languages_and_nothing_is_written(tmp_path: Path) -> None:
    target = tmp_path / "uit.pdf"
    with pytest.raises(MissingGlyphs) as caught:
        write_pdf(document(Paragraph(plain("goed gedaan 😀 漢"))), target)
    assert isinstance(caught.value, WrongUseError)
    assert caught.value.characters == ("漢", "😀")
    for language in ("nl", "en"):
        assert "U+1F600 GRINNING FACE" in caught.value.say(language)  # type: ignore[arg-type]
    assert not target.exists()


def test_missing_characters_are_named_in_the_text_when_asked() -> None:
    buffer = BytesIO()
    write_pdf(document(Paragraph(plain("goed 😀"))), buffer, name_missing_glyphs=True)
    assert "[U+1F600 GRINNING FACE]" in " ".join(words(buffer.getvalue()))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("e\u0301e\u0308n", "éën"),
        ("af\u00adbreken", "afbreken"),
        ("nul\u200bbreed\ufeff", "nulbreed"),
        ("bel\x07letje\x00", "belletje"),
        ("𝐯𝐞𝐭", "vet"),
        ("hart\ufe0f", "hart"),
        ("a\tb", "a b"),
    ],
)
def test_what_has_no_ink_is_dropped_and_other_forms_are_drawn_as_themselves(text: str, shown: str) -> None:
    assert shown in " ".join(words(pdf_of(document(Paragraph(plain(text))))))


def test_a_cancelled_writing_leaves_nothing(tmp_path: Path) -> None:
    target = tmp_path / "uit.pdf"
    asked = iter([False, False, False, True])
    with pytest.raises(WritingCancelledError):
        write_pdf(sample_document(), target, cancelled=lambda: next(asked, True))
    assert list(tmp_path.iterdir()) == []


def test_an_existing_file_survives_a_failure(tmp_path: Path) -> None:
    target = tmp_path / "uit.pdf"
    target.write_bytes(b"vorige")
    with pytest.raises(MissingGlyphs):
        write_pdf(document(Paragraph(plain("😀"))), target)
    assert target.read_bytes() == b"vorige"


def test_a_folder_that_is_not_there_is_refused_with_a_reason(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentRefusedError):
        write_pdf(document(), tmp_path / "weg" / "uit.pdf")


def test_progress_is_told_by_stage_and_ends_complete(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    result = write_pdf(sample_document(), tmp_path / "uit.pdf", progress=lambda *step: told.append(step))
    assert list(dict.fromkeys(stage for stage, _, _ in told)) == ["text", "annexes", "save"]
    last = {stage: (done, total) for stage, done, total in told}
    assert all(done == total for done, total in last.values())
    content = (tmp_path / "uit.pdf").read_bytes()
    assert (len(content), hashlib.sha256(content).hexdigest()) == (result.size, result.sha256)
