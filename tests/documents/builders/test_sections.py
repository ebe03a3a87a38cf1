"""What stands in a dossier is its owner's choice: sections and their order, a view of the CV, the evidence along."""

import json

import pytest

from portfolio_app.common.text import Language
from portfolio_app.documents.blocks import Document, Heading
from portfolio_app.documents.builders import DossierMaterial, DossierOptions, build_dossier
from portfolio_app.documents.builders.selection import CHAPTER_OF, Chapter
from portfolio_app.documents.pdf.checks import check_links
from portfolio_app.domain.records.career import Position
from portfolio_app.domain.records.cv_view import CvSection, CvView
from portfolio_app.domain.records.dossier_profile import DossierSection

every_section = pytest.mark.parametrize("section", DossierSection, ids=lambda each: each.value)


def chapters(document: Document) -> list[str]:
    return [block.anchor for block in document.body if isinstance(block, Heading) and block.level == 1]


@every_section
def test_any_section_can_be_left_out(material: DossierMaterial, language: Language, section: DossierSection) -> None:
    kept = tuple(each for each in DossierSection if each is not section)
    document = build_dossier(material, DossierOptions(language=language, sections=kept))
    assert (CHAPTER_OF[section] in chapters(document)) is (section is DossierSection.PERSON)
    check_links(document)


@every_section
def test_a_dossier_can_be_of_one_section(
    material: DossierMaterial, language: Language, section: DossierSection
) -> None:
    document = build_dossier(material, DossierOptions(language=language, sections=(section,)))
    closing = {Chapter.CHECKING, Chapter.SIGNATURE, Chapter.ANNEXES}
    assert set(chapters(document)) - closing <= {CHAPTER_OF[section], Chapter.PERSON}
    check_links(document)


def test_sections_stand_in_the_order_asked(material: DossierMaterial) -> None:
    order = (DossierSection.INTEGRITY, DossierSection.LOG, DossierSection.SUMMARY, DossierSection.PERSON)
    document = build_dossier(material, DossierOptions(sections=order))
    wanted = [CHAPTER_OF[section] for section in order]
    assert [each for each in chapters(document) if each in wanted] == wanted
    check_links(document)


def test_a_view_chooses_what_of_the_cv_is_shown(material: DossierMaterial) -> None:
    position = material.snapshot.of(Position)[0]
    view = CvView(id="view", name="kort", sections=(CvSection.EDUCATION, CvSection.POSITIONS), hidden=(position.id,))
    document = build_dossier(material, DossierOptions(cv_view=view))
    sections = [each.anchor for each in document.body if isinstance(each, Heading) and each.anchor.startswith("ch.cv.")]
    assert set(sections) <= {"ch.cv.education", "ch.cv.positions"}
    assert sections[0] == "ch.cv.education"
    data = json.loads(next(each.content for each in document.attachments if each.name == "dossier.json"))
    assert position.id not in [each["id"] for each in data["records"].get("position", [])]
    check_links(document)


def test_evidence_that_stays_behind_is_listed_still(material: DossierMaterial) -> None:
    everything = build_dossier(material, DossierOptions())
    document = build_dossier(material, DossierOptions(annexed=frozenset({"diploma"})))
    assert [annex.anchor for annex in document.annexes] == ["evidence-diploma"]
    assert [each.name for each in document.attachments] == ["dossier.json"]
    assert repr(everything.body).count("op verzoek te zien") == 0
    assert repr(document.body).count("op verzoek te zien") == len(everything.annexes)
    check_links(document)


def test_the_cover_can_have_a_heading_of_its_own(material: DossierMaterial) -> None:
    cover = build_dossier(material, DossierOptions(heading="Jaarverslag")).cover
    assert cover is not None
    assert cover.kicker == "Jaarverslag"
