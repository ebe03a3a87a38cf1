import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from portfolio_app.documents.blocks import (
    Align,
    Annex,
    AnnexMedia,
    Bullets,
    Callout,
    ChartBlock,
    Column,
    Cover,
    Document,
    Entry,
    FieldList,
    Heading,
    KeyFigure,
    KeyFigures,
    Meter,
    PageBreak,
    Paragraph,
    Picture,
    Row,
    Run,
    SignatureBlock,
    Table,
    Tone,
    plain,
)
from portfolio_app.documents.charts import RadarChart, Series, Span, StackedBars, Timeline
from portfolio_app.documents.docx import docx_bytes


def picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (60, 80), (20, 80, 110)).save(made, "PNG")
    return made.getvalue()


DOCUMENT = Document(
    title="Marijke van der Hoeven",
    author="Marijke van der Hoeven",
    subject="Casemanager",
    language="nl",
    dated=date(2026, 11, 3),
    running_head="Curriculum vitae van Marijke van der Hoeven",
    keywords=("cv",),
    portrait=Picture(picture(), "Portret van Marijke", 84),
    body=(
        Heading(2, "Werkervaring", "work"),
        Entry(
            "maart 2019 – heden",
            "Casemanager",
            "een zorginstelling",
            (Paragraph(plain("Verzuim begeleiden.")), Bullets((plain("een"), plain("twee")))),
            "job",
        ),
        Entry("2022", "", "", (Paragraph((Run("Mediation", bold=True), Run(" · Instituut", quiet=True))),)),
        FieldList((("Nederlands", plain("moedertaal")),)),
        Paragraph((Run("Zie "), Run("de eerste baan", target="job"), Run(" en "), Run("niets", target="nowhere"))),
        Paragraph(plain("In English."), language="en"),
        Table(
            (Column("Datum", 1), Column("Uren", 1, Align.RIGHT)),
            (Row((plain("maart"), plain("1,5")), anchor="row"), Row((plain("Totaal"), plain("1,5")), strong=True)),
            "Uren",
        ),
        KeyFigures((KeyFigure("42", "uren", Tone.GOOD), KeyFigure("1", "tekort", Tone.ATTENTION))),
        Meter("Intervisie", 0.6, "2", "3 bijeenkomsten", "niet gehaald", Tone.ATTENTION, "Tekort: 1."),
        Callout(plain("Alles is er."), Tone.GOOD),
        ChartBlock(StackedBars(("2025", "2026"), (Series("Intervisie", (5.0, None)),), "uur"), "Uren per jaar"),
        ChartBlock(RadarChart(("Regie", "Advies", "Rapport"), (Series("Nu", (3.0, 4.0, 2.5)),)), "Radar"),
        ChartBlock(Timeline(("Werk",), (Span("Werk", "Casemanager", 2014.5, 2019.0),)), "Loopbaan", caption="Loopbaan"),
        PageBreak(),
        SignatureBlock("M. van der Hoeven", "Rccm 4711", "Utrecht", "3 november 2026"),
    ),
)


def opened(document: Document) -> WordDocument:
    return docx.Document(BytesIO(docx_bytes(document)))


@pytest.fixture(scope="module")
def word() -> WordDocument:
    return opened(DOCUMENT)


def paragraphs(word: WordDocument) -> list[str]:
    return [paragraph.text for paragraph in word.paragraphs]


def test_the_page_is_a4_and_the_language_dutch(word: WordDocument) -> None:
    section = word.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    # Word keeps measures in twentieths of a point.
    assert abs(section.page_width - Mm(210)) < 1000
    assert abs(section.page_height - Mm(297)) < 1000
    languages = {found.get(qn("w:val")) for found in word.styles.element.iter(qn("w:lang"))}
    assert languages == {"nl-NL"}


def test_the_metadata_are_ours_and_nothing_is_left_of_the_template(word: WordDocument) -> None:
    known = word.core_properties
    assert known.title == DOCUMENT.title
    assert known.author == known.last_modified_by == DOCUMENT.author
    assert known.comments == ""
    assert known.created is not None
    assert known.created.date() == DOCUMENT.dated
    with ZipFile(BytesIO(docx_bytes(DOCUMENT))) as parts:
        names = parts.namelist()
        everything = b"".join(parts.read(name) for name in names)
    assert not [name for name in names if "thumbnail" in name or "app.xml" in name or "customXml" in name]
    assert b"python-docx" not in everything
    assert b"Macintosh" not in everything


def test_the_same_document_gives_the_same_bytes() -> None:
    assert docx_bytes(DOCUMENT) == docx_bytes(DOCUMENT)


def test_headings_lists_and_tables_are_words_own(word: WordDocument) -> None:
    styles = {paragraph.text: paragraph.style.name for paragraph in word.paragraphs if paragraph.style}
    assert styles["Werkervaring"] == "Heading 2"
    assert styles["een"] == "List Bullet"
    assert styles["Marijke van der Hoeven"] == "Title"
    header = word.tables[0].rows[0]
    assert header._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in header.cells] == ["Datum", "Uren"]


def test_an_entry_has_its_period_before_the_text(word: WordDocument) -> None:
    assert "maart 2019 – heden\tCasemanager" in paragraphs(word)
    assert "2022\tMediation · Instituut" in paragraphs(word)


def test_a_link_leads_to_its_place_and_a_dead_one_is_only_text(word: WordDocument) -> None:
    body = word.element.body
    links = list(body.iter(qn("w:hyperlink")))
    names = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    assert ["".join(text.text for text in link.iter(qn("w:t"))) for link in links] == ["de eerste baan"]
    assert links[0].get(qn("w:anchor")) in names
    assert "Zie de eerste baan en niets" in paragraphs(word)


def test_a_text_in_another_language_says_so(word: WordDocument) -> None:
    (run,) = [run for paragraph in word.paragraphs for run in paragraph.runs if run.text == "In English."]
    assert run._r.rPr.find(qn("w:lang")).get(qn("w:val")) == "en-GB"


def test_what_is_told_by_colour_is_told_by_a_sign_too(word: WordDocument) -> None:
    said = "\n".join(paragraphs(word))
    assert "! niet gehaald" in said
    assert "2 van 3 bijeenkomsten" in said
    assert "✓ Alles is er." in said


def test_charts_become_tables_of_their_numbers(word: WordDocument) -> None:
    cells = [[cell.text for cell in row.cells] for table in word.tables for row in table.rows]
    assert ["2025", "5"] in cells
    assert ["2026", "–"] in cells
    assert ["Rapport", "2,5"] in cells
    assert ["Werk: Casemanager", "2014", "2019"] in cells


def test_the_portrait_has_a_description_and_stands_beside_the_text(word: WordDocument) -> None:
    body = word.element.body
    (anchor,) = list(body.iter(qn("wp:anchor")))
    assert anchor.find(qn("wp:docPr")).get("descr") == "Portret van Marijke"


def test_there_is_room_to_sign_and_a_page_number(word: WordDocument) -> None:
    assert "Utrecht, 3 november 2026" in paragraphs(word)
    footer = word.sections[0].footer._element
    assert [code.text for code in footer.iter(qn("w:instrText"))] == ["PAGE"]
    assert "Curriculum vitae van Marijke van der Hoeven" in word.sections[0].footer.paragraphs[0].text


def test_a_document_with_a_cover_has_contents_and_chapters_on_new_pages() -> None:
    whole = replace(
        DOCUMENT,
        cover=Cover("Dossier", "Marijke", "Casemanager", (("Periode", "2025"),), Picture(picture(), "Portret", 80)),
        contents=True,
        body=(Heading(1, "Samenvatting", "ch"), Paragraph(plain("Alles."), lead=True)),
        annexes=(
            Annex("A-1", "Diploma", "annex", "ch", "Opleiding", AnnexMedia.PDF, lambda: b"", "0" * 64, "A-1.pdf"),
        ),
    )
    word = opened(whole)
    chapter = next(
        each
        for each in word.paragraphs
        if each.style and each.text == "Samenvatting" and "Heading" in (each.style.name or "")
    )
    assert chapter.paragraph_format.page_break_before
    assert "Inhoud" in paragraphs(word)
    assert ["A-1", "Diploma", "Opleiding"] in [[cell.text for cell in row.cells] for row in word.tables[-1].rows]
    assert not opened(replace(whole, lists_annexes=True)).tables


@settings(max_examples=40)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_can_be_written_and_none_is_markup(first: str, second: str) -> None:
    document = replace(
        DOCUMENT,
        portrait=None,
        body=(
            Heading(2, first, "a"),
            Paragraph(plain(f"<b>{second}</b> & {{ PAGE }}")),
            Table((Column(first),), (Row((plain(second),)),), ""),
        ),
    )
    said = "\n".join(paragraphs(opened(document)))
    assert "<b>" in said
    shown = re.sub(r"\s", "", said)
    assert re.sub(r"[\s\x00-\x1f\ufffe\uffff]", "", second) in shown
