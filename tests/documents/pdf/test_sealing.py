"""The seal that is reckoned while a file is made is the one that is reckoned of the file when it is read."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pikepdf
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio_app.documents.blocks import Attachment, Document, Heading, Paragraph, plain
from portfolio_app.documents.pdf import write_pdf
from portfolio_app.documents.pdf.source import array, dictionary, name, text_string
from portfolio_app.documents.verifying.digests import marks_of
from portfolio_app.documents.verifying.names import SEAL_NAME
from portfolio_app.documents.verifying.seal import read_seal, seal_stream
from tests.documents.pdf.reading import document
from tests.documents.sample_document import sample_cv, sample_document
from tests.documents.verifying.conftest import SIGNED_BY, dossier_document

texts = st.text(st.characters(codec="utf-16", exclude_categories=["Cs"]), max_size=30)
shown = st.text("abc ()\\\\ëß€…–→ αж", min_size=1, max_size=40).filter(lambda text: text.strip() != "")


def assert_the_same(made: Document) -> None:
    file = BytesIO()
    write_pdf(replace(made, sealed=True), file)
    with pikepdf.open(file) as pdf:
        stream = seal_stream(pdf)
        assert stream is not None
        seal = read_seal(stream.read_bytes())
        assert seal.marks == marks_of(pdf, leave_out=SEAL_NAME, objects=seal.marks.objects)
        assert seal.marks.objects == int(pdf.trailer.Size)


def test_of_every_kind_of_document() -> None:
    for made in (sample_document(), sample_cv(), document(), dossier_document(), dossier_document(digital=SIGNED_BY)):
        assert_the_same(made)


@settings(max_examples=25)
@given(shown, shown, shown, st.lists(shown, unique=True, max_size=3))
def test_whatever_its_words_are(title: str, heading: str, words: str, files: list[str]) -> None:
    attachments = tuple(Attachment(each, f"text/{each}", each.encode(), words) for each in files)
    body = (Heading(1, heading, "h"), Paragraph(plain(words)))
    assert_the_same(document(*body, title=title, author=words, attachments=attachments, contents=True))


@given(texts)
def test_text_is_written_as_qpdf_writes_it(text: str) -> None:
    assert text_string(text) == pikepdf.Object.parse(text_string(text)).unparse()
    assert str(pikepdf.Object.parse(text_string(text))) == text


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=20), texts)
def test_names_and_what_holds_them_are_too(key: str, text: str) -> None:
    inner = array([name(key), text_string(text), b"12", b"true", array([]), dictionary([])])
    source = dictionary([(b"Type", name(key)), (b"Kids", inner), (b"A", dictionary([(b"B", b"0.50")]))])
    assert source == pikepdf.Object.parse(source).unparse()
