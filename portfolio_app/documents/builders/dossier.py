"""The dossier: all that a register asks, in one document with its evidence."""

from __future__ import annotations

from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.documents.blocks import Block, Cover, Document, Picture
from portfolio_app.documents.builders import wording
from portfolio_app.documents.builders.chapters.accountability import integrity_chapter, permissions_chapter
from portfolio_app.documents.builders.chapters.checking import checking_chapter
from portfolio_app.documents.builders.chapters.closing import (
    annex_pages,
    annexes_chapter,
    attached_files,
    signature_chapter,
)
from portfolio_app.documents.builders.chapters.competences import competences_chapter
from portfolio_app.documents.builders.chapters.education import details_chapter, education_chapter
from portfolio_app.documents.builders.chapters.growth import law_chapter, plan_chapter
from portfolio_app.documents.builders.chapters.index import index_chapter
from portfolio_app.documents.builders.chapters.person import cv_chapter, elsewhere, person_chapter
from portfolio_app.documents.builders.chapters.reflection import feedback_chapter, reflection_chapter
from portfolio_app.documents.builders.chapters.summary import introduction, summary
from portfolio_app.documents.builders.context import Context
from portfolio_app.documents.builders.cv_sections import title_of
from portfolio_app.documents.builders.material import DossierMaterial, DossierOptions
from portfolio_app.documents.builders.selection import CHAPTER_OF, Chapter, evidence_media
from portfolio_app.documents.data import AnnexFacts, DossierFacts, dossier_attachment
from portfolio_app.domain.records.dossier_profile import DossierSection
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.domain.values.dates import show_date

_KICKER: Final = Text("Dossier voor herregistratie", "Dossier for re-registration")
_TITLE: Final = Text("Dossier {name}", "Dossier {name}")
_NAMELESS: Final = Text("Dossier", "Dossier")
_REGISTER: Final = Text("Register", "Register")
_NUMBERS: Final = Text("Inschrijving", "Registration")
_PERIOD: Final = Text("Periode", "Period")
_DATED: Final = Text("Opgemaakt op", "Drawn up on")
_JUDGED_BY: Final = Text("Peildatum", "Reference date")
_STATE_OF: Final = Text("Stand van de gegevens", "State of the records")
_END_OF: Final = Text("einde van {day}", "end of {day}")
_EVIDENCE: Final = Text("Bewijsstukken", "Evidence")
_PORTRAIT: Final = Text("Portret van {name}", "Portrait of {name}")
_PORTRAIT_WIDTH: Final = 110.0
_KEYWORDS: Final = (
    Text("dossier", "dossier"),
    Text("herregistratie", "re-registration"),
    Text("casemanagement", "case management"),
)
_PORTRAIT_MEDIA: Final = ("image/png", "image/jpeg")


def build_dossier(material: DossierMaterial, options: DossierOptions) -> Document:
    """Return the dossier as a document; chapters with nothing in them are left out.

    Raises:
        EnvironmentRefusedError: the reader of evidence says so, for the portrait and for evidence that is no page.
    """
    context = Context.of(material, options)
    person = context.selection.person
    name = person.full_name() if person else ""
    title = context.say(_TITLE, name=name) if name else context.say(_NAMELESS)
    return Document(
        title=title,
        author=name,
        subject=introduction(context),
        language=context.language,
        dated=material.dated,
        body=_body(context),
        cover=_cover(context, name or title),
        contents=True,
        running_head=title,
        annexes=annex_pages(context),
        attachments=(dossier_attachment(_facts(context)), *attached_files(context)),
        keywords=tuple(context.say(keyword) for keyword in _KEYWORDS),
        lists_annexes=True,
        sealed=True,
        scan_dpi=context.options.scan_dpi,
    )


def _facts(context: Context) -> DossierFacts:
    material, selection = context.material, context.selection
    return DossierFacts(
        register=material.register.id,
        register_name=material.register.name,
        first=material.first,
        last=material.last,
        dated=material.dated,
        as_of=material.past.day if material.past else None,
        language=context.language,
        records=tuple(selection.records()),
        annexes=tuple(
            AnnexFacts(place.label, place.evidence, tuple(record.id for record in place.proves))
            for place in selection.annexes
        ),
        standings=material.standings,
        permissions=material.permissions,
    )


def _body(context: Context) -> tuple[Block, ...]:
    chapters: dict[Chapter, tuple[Block, ...]] = {
        Chapter.SUMMARY: summary(context) if context.options.has(DossierSection.SUMMARY) else (),
        Chapter.PERSON: person_chapter(context),
        Chapter.CV: cv_chapter(context) if context.options.has(DossierSection.CV) else (),
        Chapter.LOG: education_chapter(context),
        Chapter.DETAILS: details_chapter(context),
        Chapter.REFLECTION: reflection_chapter(context),
        Chapter.FEEDBACK: feedback_chapter(context),
        Chapter.COMPETENCES: competences_chapter(context),
        Chapter.PLAN: plan_chapter(context),
        Chapter.LAW: law_chapter(context),
        Chapter.PERMISSIONS: permissions_chapter(context) if context.options.has(DossierSection.PERMISSIONS) else (),
        Chapter.INTEGRITY: integrity_chapter(context),
    }
    present = frozenset(chapter for chapter, blocks in chapters.items() if blocks)
    if Chapter.CV in present:
        others = (Chapter.PERSON, Chapter.LOG, Chapter.INTEGRITY)
        chapters[Chapter.CV] += elsewhere(context, tuple(chapter for chapter in others if chapter in present))
    if context.options.has(DossierSection.INDEX):
        chapters[Chapter.INDEX] = index_chapter(context, present)
    ordered = [chapters.get(chapter, ()) for chapter in _in_order(context)]
    ordered += [checking_chapter(context), signature_chapter(context)]
    # The list of annexes closes the text: the annexes themselves come right behind it.
    ordered.append(annexes_chapter(context))
    return tuple(block for blocks in ordered for block in blocks)


def _in_order(context: Context) -> list[Chapter]:
    """Return the chapters that may be left out, in their order; who it is comes first where nobody said otherwise."""
    order = [CHAPTER_OF[section] for section in context.options.order if context.options.has(section)]
    return order if Chapter.PERSON in order else [Chapter.PERSON, *order]


def _cover(context: Context, name: str) -> Cover:
    person, material = context.selection.person, context.material
    held = [
        each for each in context.selection.registrations if material.register.id in each.register and not each.until
    ]
    numbers = [" ".join(part for part in (title_of(each, context.language), each.number) if part) for each in held]
    facts = (
        (context.say(_REGISTER), context.say(material.register.name)),
        (context.say(_NUMBERS), wording.DOT.join(each for each in numbers if each)),
        (context.say(_PERIOD), wording.days(material.first, material.last, context.language)),
        (context.say(_JUDGED_BY if material.past else _DATED), show_date(material.dated, context.language)),
        (context.say(_STATE_OF), _state_of(context)),
        (context.say(_EVIDENCE), _evidence_named(context)),
    )
    profession = person.shown("professional_title", context.language) if person else ""
    titles = dict.fromkeys(title_of(each, context.language) for each in held)
    subtitle = wording.dotted(profession, *(title for title in titles if title not in profession))
    return Cover(
        kicker=context.options.heading or context.say(_KICKER),
        title=name,
        subtitle=subtitle,
        facts=tuple((label, value) for label, value in facts if value),
        picture=_portrait(context, name),
    )


def _state_of(context: Context) -> str:
    past = context.material.past
    return context.say(_END_OF, day=show_date(past.day, context.language)) if past else ""


def _evidence_named(context: Context) -> str:
    places = context.selection.annexes
    if not places:
        return ""
    return places[0].label if len(places) == 1 else f"{places[0].label} – {places[-1].label}"


def _portrait(context: Context, name: str) -> Picture | None:
    person = context.selection.person
    if person is None or not context.options.with_photo:
        return None
    photo = context.snapshot.get(person.photo, Evidence)
    if photo is None or evidence_media(photo) is None or photo.media_type not in _PORTRAIT_MEDIA:
        return None
    content = context.material.read_evidence(photo)
    return Picture(content, context.say(_PORTRAIT, name=name), _PORTRAIT_WIDTH)
