"""The CV: one view of the one master CV (RSC.D5)."""

from __future__ import annotations

from typing import Final

from portfolio_app.common.text import Language, Text
from portfolio_app.documents.blocks import Block, Document, Heading, Inline, Paragraph, Picture, Run, plain
from portfolio_app.documents.builders import wording
from portfolio_app.documents.builders.cv_sections import CvContent, section_blocks
from portfolio_app.documents.builders.material import CvMaterial
from portfolio_app.domain.cv import recent_training, sections_of
from portfolio_app.domain.records.cv_view import CvSection
from portfolio_app.domain.records.person import Person
from portfolio_app.domain.values.dates import show_date

_TITLE: Final = Text("Curriculum vitae van {name}", "Curriculum vitae of {name}")
_KEYWORDS: Final = Text("curriculum vitae", "curriculum vitae")
_PORTRAIT: Final = Text("Portret van {name}", "Portrait of {name}")
_CURRENT: Final = Text("Actueel per {dated}", "Current as of {dated}")
_AS_OF: Final = Text("Zoals het portfolio was aan het einde van {day}", "As the portfolio was at the end of {day}")
_CONFIRMED: Final = Text("door mij nagekeken op {confirmed}", "confirmed by me on {confirmed}")
_NO_PERSON: Final = Text("Curriculum vitae", "Curriculum vitae")

_PORTRAIT_WIDTH: Final = 66.0


def build_cv(material: CvMaterial, language: Language) -> Document:
    """Return the CV of a view as a document.

    Sections stand in the order of the view; what is empty or hidden is left out.
    """
    person = material.snapshot.only(Person)
    name = person.full_name() if person else _NO_PERSON.say(language)
    profession = person.shown("professional_title", language) if person else ""
    return Document(
        title=name,
        author=name,
        subject=profession or _TITLE.fill(name=name).say(language),
        language=language,
        dated=material.dated,
        body=(*_head(material, person, language), *_sections(material, language)),
        running_head=_TITLE.fill(name=name).say(language),
        keywords=(_KEYWORDS.say(language),),
        portrait=_portrait(material, name, language),
    )


def _portrait(material: CvMaterial, name: str, language: Language) -> Picture | None:
    if not material.photo or not material.view.show_photo:
        return None
    return Picture(material.photo, _PORTRAIT.fill(name=name).say(language), _PORTRAIT_WIDTH)


def _head(material: CvMaterial, person: Person | None, language: Language) -> tuple[Block, ...]:
    if person is None:
        return ()
    blocks: list[Block] = []
    contact = _contact(person)
    if contact:
        blocks.append(Paragraph(contact))
    blocks.append(Paragraph(plain(currency(material, person, language)), quiet=True))
    return tuple(blocks)


def _contact(person: Person) -> Inline:
    address = ", ".join(
        part for part in (person.street, f"{person.postcode} {person.city}".strip(), person.country) if part
    )
    facts = (address, person.phone, person.email, person.website)
    return wording.runs_between([Run(fact) for fact in facts if fact])


def currency(material: CvMaterial, person: Person, language: Language) -> str:
    """Return of which day the CV is, and when its owner last confirmed it."""
    if material.past is None:
        current = _CURRENT.fill(dated=show_date(material.dated, language)).say(language)
    else:
        current = _AS_OF.fill(day=show_date(material.past.day, language)).say(language)
    if person.cv_confirmed_on is None:
        return current + "."
    confirmed = _CONFIRMED.fill(confirmed=show_date(person.cv_confirmed_on, language)).say(language)
    return f"{current}, {confirmed}."


def _sections(material: CvMaterial, language: Language) -> tuple[Block, ...]:
    content = CvContent(
        snapshot=material.snapshot,
        language=language,
        describe=material.describe,
        dated=material.dated,
        training=recent_training(material.snapshot, material.view, material.dated),
        hidden=material.view.hidden,
        compact=True,
    )
    blocks: list[Block] = []
    for section in sections_of(material.view):
        held = section_blocks(section, content)
        # A profile that opens the CV introduces its owner, whose name stands right above it: it needs no heading.
        if held and (blocks or section is not CvSection.PROFILE):
            blocks.append(Heading(2, section.label.say(language), f"cv.{section.value}"))
        blocks.extend(held)
    return tuple(blocks)
