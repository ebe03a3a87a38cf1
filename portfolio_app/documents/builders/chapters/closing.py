"""The end of a dossier: the list of evidence, the evidence itself, and the declaration with its signature."""

from __future__ import annotations

from functools import partial
from typing import Final

from portfolio_app.common.text import Text
from portfolio_app.documents.blocks import (
    PAGED,
    Annex,
    Attachment,
    Block,
    Column,
    Inline,
    Paragraph,
    Row,
    Run,
    SignatureBlock,
    Table,
    plain,
)
from portfolio_app.documents.builders import wording
from portfolio_app.documents.builders.context import Context, list_anchor
from portfolio_app.documents.builders.cv_sections import title_of
from portfolio_app.documents.builders.selection import AnnexPlace, Chapter, anchor_of, evidence_media, place_of
from portfolio_app.domain.evidence_files import FILE_ENDINGS
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.domain.values.dates import show_date

_INTRODUCTION: Final = Text(
    "Elk bewijsstuk heeft een nummer. De code ernaast is het begin van zijn SHA-256: daarmee is na te gaan dat "
    "het stuk hetzelfde is als toen ik het opnam.",
    "Every piece of evidence has a number. The code beside it is the start of its SHA-256, which shows that it is "
    "the same as when I added it.",
)
_IN_DATA: Final = Text(
    "De volledige codes staan in het gegevensbestand dat met dit dossier meereist.",
    "The full codes are in the data file attached to this dossier.",
)
_NUMBER: Final = Text("Nr.", "No.")
_DESCRIPTION: Final = Text("Bewijsstuk", "Evidence")
_KIND: Final = Text("Soort", "Kind")
_DATE: Final = Text("Datum", "Date")
_PROVES: Final = Text("Hoort bij", "Belongs to")
_HASH: Final = Text("SHA-256", "SHA-256")
_AS_FILE: Final = Text("meegestuurd als bestand", "attached as a file")
_ON_REQUEST: Final = Text("op verzoek te zien", "shown on request")
_LIST_SUMMARY: Final = Text(
    "Bewijsstukken: nummer, omschrijving, soort, datum, het gegeven dat het aantoont en het begin van de SHA-256.",
    "Evidence: number, description, kind, date, the record that it supports and the start of its SHA-256.",
)
_DECLARATION: Final = Text(
    "Ik verklaar dat dit dossier naar waarheid is opgesteld, dat de bewijsstukken echt zijn, en dat er geen "
    "gegevens van cliënten in staan die herleidbaar zijn.",
    "I declare that this dossier has been drawn up truthfully, that the evidence is genuine, and that it contains "
    "no data that can be traced to clients.",
)
_FILE_OF: Final = Text("Bewijsstuk {label}: {name}", "Evidence {label}: {name}")

_SIGNED_BY: Final = Text("Digitaal ondertekend door", "Digitally signed by")
_ISSUED_BY: Final = Text("certificaat van {issuer}", "certificate issued by {issuer}")
_SELF_ISSUED: Final = Text("zelfgemaakt certificaat", "self-signed certificate")
_SIGNED_ON: Final = Text("op {day}", "on {day}")

_HASH_SHOWN: Final = 12


def annexes_chapter(context: Context) -> tuple[Block, ...]:
    """Return the list of evidence."""
    places = context.selection.annexes
    if not places:
        return ()
    columns = (
        Column(context.say(_NUMBER), 28),
        Column(context.say(_DESCRIPTION), 142),
        Column(context.say(_DATE), 76),
        Column(context.say(_PROVES), 130),
        Column(context.say(_HASH), 60),
    )
    rows = tuple(_row(context, place) for place in places)
    introduction = f"{context.say(_INTRODUCTION)} {context.say(_IN_DATA)}"
    return (
        context.chapter(Chapter.ANNEXES),
        Paragraph(plain(introduction)),
        Table(columns, rows, context.say(_LIST_SUMMARY), row_header=1),
    )


def _row(context: Context, place: AnnexPlace) -> Row:
    evidence, language = place.evidence, context.language
    number = (context.annex_link(place),) if context.annexed(place) else plain(place.label)
    description: list[Run] = list(plain(evidence.name, context.foreign(evidence, "name")))
    facts = [evidence.shown("evidence_kind", language)]
    if evidence.sha256 and not context.annexed(place):
        facts.append(context.say(_AS_FILE if context.options.takes_along(evidence) else _ON_REQUEST))
    said = wording.dotted(*facts)
    if said:
        description.append(Run(wording.DOT + said, quiet=True))
    proves: Inline = wording.runs_between([context.link(record) for record in place.proves])
    cells = (
        number,
        tuple(description),
        plain(evidence.shown("dated", language)),
        proves,
        plain(evidence.sha256[:_HASH_SHOWN]),
    )
    return Row(cells, anchor=list_anchor(evidence))


def annex_pages(context: Context) -> tuple[Annex, ...]:
    """Return the evidence that stands on pages behind the text, in the order of its numbers."""
    return tuple(annex for place in context.selection.annexes if (annex := _annex(context, place)) is not None)


def _annex(context: Context, place: AnnexPlace) -> Annex | None:
    media = evidence_media(place.evidence)
    if media is None or not context.annexed(place):
        return None
    evidence, first = place.evidence, place.proves[0]
    material = context.material
    pages = material.evidence_pages if media in PAGED else None
    return Annex(
        label=place.label,
        title=evidence.name,
        anchor=anchor_of(evidence),
        back=place_of(first),
        back_text=context.name(first),
        media=media,
        read=partial(material.read_evidence, evidence),
        sha256=evidence.sha256,
        # The name under which the person kept the file stays private; see the declaration of Evidence.
        file_name=f"{place.label}{_ending(evidence)}",
        language=context.foreign(evidence, "name"),
        prepared=partial(pages, evidence) if pages is not None else None,
        open=partial(material.open_evidence, evidence) if material.open_evidence is not None else None,
    )


def attached_files(context: Context) -> tuple[Attachment, ...]:
    """Return the evidence that cannot be shown on pages, as files that travel inside the document."""
    return tuple(
        Attachment(
            name=f"{place.label}{_ending(place.evidence)}",
            media_type=place.evidence.media_type or "application/octet-stream",
            content=context.material.read_evidence(place.evidence),
            description=context.say(_FILE_OF, label=place.label, name=place.evidence.name),
        )
        for place in context.selection.annexes
        if place.evidence.sha256 and context.options.takes_along(place.evidence) and not context.annexed(place)
    )


_ENDINGS: Final = {
    **{media_type: endings[0] for media_type, endings in FILE_ENDINGS.items()},
    "text/plain": ".txt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "message/rfc822": ".eml",
}


def _ending(evidence: Evidence) -> str:
    return _ENDINGS.get(evidence.media_type, ".bin")


def _digital(context: Context) -> tuple[str, ...]:
    signer = context.options.signed_by
    if signer is None:
        return ()
    return (
        context.say(_SIGNED_BY),
        signer.name,
        context.say(_ISSUED_BY, issuer=signer.issuer) if signer.issuer else context.say(_SELF_ISSUED),
        context.say(_SIGNED_ON, day=show_date(signer.day, context.language)),
    )


def signature_chapter(context: Context) -> tuple[Block, ...]:
    """Return the declaration and room to sign it."""
    person = context.selection.person
    if person is None:
        return ()
    register = context.material.register.id
    held = [each for each in context.selection.registrations if register in each.register and each.until is None]
    capacity = wording.dotted(
        person.shown("professional_title", context.language),
        *(wording.together(f"{title_of(each, context.language)} {each.number}".strip()) for each in held),
    )
    return (
        context.chapter(Chapter.SIGNATURE),
        Paragraph(plain(context.say(_DECLARATION)), lead=True),
        SignatureBlock(
            name=person.formal_name(),
            capacity=capacity,
            place=context.options.place,
            signed_on=show_date(context.material.dated, context.language) if context.options.place else "",
            digital=_digital(context),
        ),
    )
