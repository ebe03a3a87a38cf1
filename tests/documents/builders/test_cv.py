from collections.abc import Callable
from dataclasses import replace
from datetime import date

from portfolio_app.common.text import Language
from portfolio_app.documents.blocks import Document, Entry, FieldList, Heading, Paragraph, Table
from portfolio_app.documents.builders import CvMaterial, build_cv, wording
from portfolio_app.documents.pdf.checks import check_links, check_tables
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.records.career import Education
from portfolio_app.domain.records.cv_view import CvSection, CvView
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.domain.values import PartialDateValue

CLIENT = CvView(id="client", name="client", audience=Audience.PUBLIC, show_photo=True, training_years=3)
REGISTER = CvView(id="register", name="register", audience=Audience.REGISTER)

Maker = Callable[[CvView], CvMaterial]


def sections(document: Document) -> list[str]:
    return [block.anchor.removeprefix("cv.") for block in document.body if isinstance(block, Heading)]


def below(document: Document, section: CvSection) -> list[object]:
    found: list[object] = []
    inside = False
    for block in document.body:
        if isinstance(block, Heading):
            inside = block.anchor == f"cv.{section.value}"
        elif inside:
            found.append(block)
    return found


def text_of(value: object) -> str:
    return repr(value)


def test_a_view_without_choice_shows_every_section_in_its_usual_order(cv_material: Maker, language: Language) -> None:
    document = build_cv(cv_material(CLIENT), language)
    assert sections(document) == [section.value for section in CvSection if section is not CvSection.PROFILE]
    assert any("Ik begeleid" in repr(block) or "I guide" in repr(block) for block in document.body[:4])
    assert document.title == "Marijke van der Hoeven-Ytsma"
    assert document.cover is None
    check_links(document)
    check_tables(document)


def test_the_order_and_choice_of_the_view_are_kept(cv_material: Maker) -> None:
    view = CLIENT.with_values(sections=(CvSection.SKILLS, CvSection.POSITIONS))
    assert sections(build_cv(cv_material(view), "nl")) == ["skills", "positions"]
    later = CLIENT.with_values(sections=(CvSection.SKILLS, CvSection.PROFILE))
    assert sections(build_cv(cv_material(later), "nl")) == ["skills", "profile"]


def test_hidden_items_are_left_out_and_an_emptied_section_with_them(cv_material: Maker) -> None:
    view = CLIENT.with_values(hidden=("position-before", "publication", "wia"))
    document = build_cv(cv_material(view), "nl")
    assert "Amersfoort" not in text_of(document)
    assert "publications" not in sections(document)
    assert "training" not in sections(document)


def test_it_says_of_which_day_it_is_and_when_it_was_confirmed(cv_material: Maker) -> None:
    dutch = text_of(build_cv(cv_material(CLIENT), "nl").body)
    assert "Actueel per 3 november 2026, door mij nagekeken op 28 oktober 2026." in dutch
    english = text_of(build_cv(cv_material(CLIENT), "en").body)
    assert "Current as of 3 November 2026, confirmed by me on 28 October 2026." in english


def test_english_wording_where_there_is_one_and_dutch_marked_as_such(cv_material: Maker) -> None:
    document = build_cv(cv_material(CLIENT), "en")
    assert document.subject == "Case manager for absence and reintegration"
    positions = below(document, CvSection.POSITIONS)
    now, before = [block for block in positions if isinstance(block, Entry)]
    assert now.title == "Independent case manager"
    assert "28 hours a week" in now.subtitle.replace("\u00a0", " ")
    assert "self-employed" in now.subtitle
    assert isinstance(before.body[0], Paragraph)
    assert before.body[0].language == "nl"
    assert isinstance(now.body[0], Paragraph)
    assert now.body[0].language is None


def test_periods_run_until_now(cv_material: Maker) -> None:
    entries = [
        block for block in below(build_cv(cv_material(CLIENT), "nl"), CvSection.POSITIONS) if isinstance(block, Entry)
    ]
    assert [entry.margin.replace("\u00a0", " ") for entry in entries] == [
        "maart 2019 – heden",
        "september 2014 – februari 2019",
    ]


def test_an_education_that_still_runs_comes_first(cv_material: Maker) -> None:
    material = cv_material(CLIENT)
    still = Education(id="still", programme="leergang Arbeid en recht", start=PartialDateValue(2026))
    records = (*material.snapshot, still)
    document = build_cv(replace(material, snapshot=Snapshot(records)), "nl")
    titles = [block.title for block in below(document, CvSection.EDUCATION) if isinstance(block, Entry)]
    assert titles[0] == "Leergang Arbeid en recht"
    assert len(titles) > 1


def test_the_portrait_only_with_a_view_that_shows_it(cv_material: Maker) -> None:
    material = replace(cv_material(CLIENT), photo=b"portrait")
    document = build_cv(material, "nl")
    assert document.portrait is not None
    assert document.portrait.content == b"portrait"
    assert "Marijke" in document.portrait.alternative
    without = replace(material, view=CLIENT.with_values(show_photo=False))
    assert build_cv(without, "nl").portrait is None


def test_recent_training_reaches_as_far_back_as_the_view_says(cv_material: Maker) -> None:
    (table,) = below(build_cv(cv_material(CLIENT), "nl"), CvSection.TRAINING)
    assert isinstance(table, Table)
    assert len(table.rows) == 1
    long_ago = CLIENT.with_values(training_years=5)
    (table,) = below(build_cv(cv_material(long_ago), "nl"), CvSection.TRAINING)
    assert isinstance(table, Table)
    assert len(table.rows) == 2
    assert sections(build_cv(cv_material(CLIENT.with_values(training_years=0)), "nl")).count("training") == 0


def test_a_public_cv_has_no_address_number_or_name_of_a_referee(cv_material: Maker) -> None:
    public = text_of(build_cv(cv_material(CLIENT), "nl"))
    for hidden in ("Verzonnen Laan", "IO-88172", "derde met naam", "1979", "Kerntaken"):
        assert hidden not in public
    register = text_of(build_cv(cv_material(REGISTER), "nl"))
    assert "Verzonnen Laan" in register
    assert "IO-88172" in register
    assert "derde met naam" not in register


def test_equal_levels_of_a_language_are_said_once(cv_material: Maker) -> None:
    (fields,) = below(build_cv(cv_material(CLIENT), "nl"), CvSection.LANGUAGES)
    assert isinstance(fields, FieldList)
    values = {label: "".join(run.text for run in value) for label, value in fields.items}
    assert values["Nederlands"] == "moedertaal"
    assert values["Engels"] == wording.DOT.join(("luisteren C1", "lezen C1", "spreken B2", "schrijven B2"))


def test_an_expired_qualification_says_so(cv_material: Maker) -> None:
    later = replace(cv_material(CLIENT), dated=date(2028, 1, 1))
    assert "verlopen op 11 mei 2027" in text_of(build_cv(later, "nl"))
    assert "geldig tot 11 mei 2027" in text_of(build_cv(cv_material(CLIENT), "nl"))


def test_a_vault_without_anybody_gives_a_cv_without_sections(cv_material: Maker) -> None:
    document = build_cv(replace(cv_material(CLIENT), snapshot=Snapshot(())), "nl")
    assert document.body == ()
    assert document.title
