"""What a screen reader gets: the structure tree, its order, its descriptions."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest
from pikepdf import Name

from portfolio_app.documents.blocks import (
    ChartBlock,
    Column,
    Entry,
    Heading,
    Paragraph,
    Picture,
    Row,
    Run,
    Table,
    plain,
)
from portfolio_app.documents.charts import RadarChart, Series
from tests.documents.evidence_files import photo
from tests.documents.pdf.reading import Element, document, pdf_of, structure, text_by_content
from tests.documents.sample_document import in_two_languages, sample_cv, sample_document


@pytest.fixture(scope="module")
def sample() -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf_of(sample_document())))


def opened(*blocks: object, **more: object) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf_of(document(*blocks, **more))))  # type: ignore[arg-type]


def text_of(element: Element, texts: dict[tuple[int, int], str]) -> str:
    return "".join(texts.get(key, "") for each in element.walk() for key in each.contents)


def test_everything_drawn_is_tagged_or_an_artifact_and_nothing_twice(sample: pikepdf.Pdf) -> None:
    tagged = [key for each in structure(sample).walk() for key in each.contents]
    assert len(tagged) == len(set(tagged))
    assert set(text_by_content(sample)) <= set(tagged)
    for page in sample.pages:
        depth = 0
        for _, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            depth += name in ("BDC", "BMC")
            depth -= name == "EMC"
            assert depth in (0, 1)
            assert depth or name not in ("TJ", "Tj", "f", "S", "s", "b", "Do")
        assert depth == 0


@pytest.mark.parametrize("make", [sample_document, sample_cv])
def test_headings_begin_at_one_and_never_skip_a_level(make: object) -> None:
    with pikepdf.open(BytesIO(pdf_of(make()))) as pdf:  # type: ignore[operator]
        levels = [int(each.tag[1:]) for each in structure(pdf).all("H1", "H2", "H3", "H4")]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_a_skipped_level_in_the_blocks_is_mended_in_the_structure() -> None:
    with opened(Heading(1, "Een", "a"), Heading(3, "Drie", "b"), Heading(2, "Twee", "c"), contents=True) as pdf:
        assert [each.tag for each in structure(pdf).all("H1", "H2", "H3")] == ["H1", "H1", "H2", "H2"]


def test_reading_order_puts_the_front_before_the_body(sample: pikepdf.Pdf) -> None:
    root = structure(sample)
    assert root.kids[0].tag == "Part"
    texts = text_by_content(sample)
    heads = [text_of(each, texts) for each in root.all("H1")]
    assert heads == [
        "Inhoud",
        "Loopbaan",
        "Scholing en intervisie",
        "Competenties",
        "Reflecties",
        "Verklaring",
        "Bijlagen",
    ]
    pages = [key[0] for each in root.walk() for key in each.contents]
    assert pages == sorted(pages)


def test_tables_have_headers_with_scope_and_rows_of_one_length(sample: pikepdf.Pdf) -> None:
    tables = structure(sample).all("Table")
    assert tables
    for table in tables:
        rows = table.all("TR")
        assert len({len(row.kids) for row in rows}) == 1
        heads = rows[0].kids
        assert all(head.tag == "TH" and head.source.A.Scope == Name.Column for head in heads)
        assert all("/Summary" in table.source.A for _ in heads)


def test_the_named_column_heads_its_rows() -> None:
    rows = (Row((plain("a"), plain("b"))), Row((plain("c"), plain("d"))))
    with opened(Table((Column("X"), Column("Y")), rows, "s", row_header=1)) as pdf:
        body = structure(pdf).all("TBody")[0]
        assert [[cell.tag for cell in row.kids] for row in body.kids] == [["TD", "TH"]] * 2
        assert all(cell.source.A.Scope == Name.Row for cell in body.all("TH"))


def test_links_are_described_and_belong_to_a_link_element(sample: pikepdf.Pdf) -> None:
    annotations = [annotation for page in sample.pages for annotation in page.obj.get("/Annots", [])]
    claimed = [annotation for each in structure(sample).all("Link") for annotation in each.annotations]
    assert {each.objgen for each in annotations} == {each.objgen for each in claimed}
    assert len(annotations) > 40
    for annotation in annotations:
        assert str(annotation.Contents).strip()
        assert int(annotation.F) == 4
        assert annotation.Dest[0].Type == Name.Page


def test_parent_tree_leads_back_to_the_element_of_each_content(sample: pikepdf.Pdf) -> None:
    numbers = list(sample.Root.StructTreeRoot.ParentTree.Nums)
    tree = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
    for each in structure(sample).walk():
        for page, content in each.contents:
            parents = tree[int(sample.pages[page].obj.StructParents)]
            assert parents[content].objgen == each.source.objgen
        for annotation in each.annotations:
            assert tree[int(annotation.StructParent)].objgen == each.source.objgen


def test_a_link_over_two_lines_is_one_element_with_a_place_on_each() -> None:
    words = "een verwijzing die zo lang is dat zij zeker niet op een regel past en dus over de rand loopt " * 2
    with opened(
        Paragraph((Run("Zie "), Run(words, target="hier"), Run(" verder."))), Heading(1, "Hier", "hier")
    ) as pdf:
        (link,) = structure(pdf).all("Link")
        assert len(link.annotations) >= 2
        rectangles = [[float(number) for number in annotation.Rect] for annotation in link.annotations]
        assert all(left < right and bottom < top for left, bottom, right, top in rectangles)


def test_figures_have_a_description_and_a_place() -> None:
    radar = RadarChart(("a", "b", "c"), (Series("Nu", (1, 2, 3)),))
    with opened(
        ChartBlock(radar, "Beschrijving van de grafiek", caption="Bijschrift"), Picture(photo(), "Portret", 80)
    ) as pdf:
        root = structure(pdf)
        assert [str(each.source.Alt) for each in root.all("Figure")] == ["Beschrijving van de grafiek", "Portret"]
        assert all(len(each.source.A.BBox) == 4 for each in root.all("Figure"))
        assert len(root.all("Caption")) == 1


def test_evidence_is_described_page_by_page(sample: pikepdf.Pdf) -> None:
    described = [str(each.source.Alt) for each in structure(sample).all("Figure")]
    assert "Bewijsstuk A-1: Certificaat palliatieve zorg, blad 2 van 2" in described


def test_language_of_document_and_of_a_paragraph_in_another() -> None:
    with opened(
        Paragraph(plain("Hallo")), Paragraph(plain("Hello"), language="en"), Paragraph(plain("Dag"), language="nl")
    ) as pdf:
        assert str(pdf.Root.Lang) == "nl"
        told = [str(each.source.Lang) for each in structure(pdf).walk() if "/Lang" in each.source]
        assert told == ["en"]


def test_bookmarks_follow_the_headings(sample: pikepdf.Pdf) -> None:
    with sample.open_outline() as outline:
        top = [item.title for item in outline.root]
        assert top == ["Loopbaan", "Scholing en intervisie", "Competenties", "Reflecties", "Verklaring", "Bijlagen"]
        assert [item.title for item in outline.root[1].children] == ["Uren per jaar", "Activiteiten"]
        assert outline.root[-1].children[0].title == "A-1 Certificaat palliatieve zorg"


def test_page_labels_are_roman_arabic_and_those_of_the_annexes(sample: pikepdf.Pdf) -> None:
    labels = [page.label for page in sample.pages]
    assert labels[:4] == ["i", "ii", "1", "2"]
    assert labels[-3:] == ["A-5", "A-6/1", "A-6/2"]


def test_contents_give_the_labels_of_the_pages_they_lead_to(sample: pikepdf.Pdf) -> None:
    texts = text_by_content(sample)
    labels = {page.obj.objgen: page.label for page in sample.pages}
    entries = structure(sample).all("TOCI")
    assert len(entries) == 14
    for entry in entries:
        (link,) = entry.all("Link")
        *_, label = (texts[key] for key in link.contents)
        assert labels[link.annotations[0].Dest[0].objgen] == label


def test_an_entry_reads_period_first() -> None:
    with opened(Entry("2019", "Functie", "Werkgever", (Paragraph(plain("Taken")),))) as pdf:
        texts = text_by_content(pdf)
        (entry,) = structure(pdf).all("Div")
        assert [text_of(kid, texts) for kid in entry.kids] == ["2019", "Functie", "Werkgever", "Taken"]


def test_words_in_another_language_than_the_document_are_marked_wherever_they_stand() -> None:
    with opened(*in_two_languages(), language="en", contents=True) as pdf:
        texts = text_by_content(pdf)
        spoken: list[tuple[str, str, str]] = []

        def read(element: Element, around: str) -> None:
            language = str(element.source.get("/Lang", around))
            if language != around:
                drawn = sorted(key for each in element.walk() for key in each.contents)
                spoken.append((element.tag, language, "".join(texts[key] for key in drawn)))
            for kid in element.kids:
                read(kid, language)

        read(structure(pdf), "en")
    own = "eigen woorden"
    assert spoken == [
        ("Link", "nl", "Eigen kop 1"),
        ("H1", "nl", "Eigen kop"),
        ("P", "nl", "Learnt. Veel geleerd."),
        ("Span", "en", "Learnt. "),
        ("Link", "nl", own),
        ("LBody", "nl", own),
        ("Span", "nl", own),
        ("LBody", "nl", own),
        ("Span", "nl", own + " "),
        ("P", "nl", own),
        ("P", "nl", "Eigen titel"),
        ("P", "nl", f"{own} · {own}"),
        ("TH", "nl", own),
        ("Link", "nl", own + " "),
    ]


def test_words_in_the_language_of_the_document_are_not_marked() -> None:
    with opened(Paragraph(plain("Woorden", "nl"), language="nl"), Heading(2, "Kop", "h", language="nl")) as pdf:
        assert not [each for each in structure(pdf).walk() if "/Lang" in each.source]
