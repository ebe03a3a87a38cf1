"""What every chapter of a dossier is built with: the material, the selection, the language, and the making of links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from portfolio_app.common.text import Language, Text
from portfolio_app.documents.blocks import Block, Heading, Inline, Run
from portfolio_app.documents.builders import wording
from portfolio_app.documents.builders.material import DossierMaterial, DossierOptions
from portfolio_app.documents.builders.selection import (
    AnnexPlace,
    Chapter,
    Selection,
    anchor_of,
    evidence_media,
    place_of,
)
from portfolio_app.domain.fields import Record
from portfolio_app.domain.records.dossier_profile import DossierSection
from portfolio_app.domain.records.growth import LawReview, Score
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.domain.snapshot import Snapshot

_MORE: Final = Text("en {n} andere", "and {n} more")
_LINKS_AT_MOST: Final = 8

PROOF: Final = Text("Bewijs", "Evidence")


CHAPTER_TITLES: Final[dict[Chapter, Text]] = {
    Chapter.SUMMARY: Text("Samenvatting", "Summary"),
    Chapter.PERSON: Text("Persoon en registraties", "Person and registrations"),
    Chapter.CV: Text("Curriculum vitae", "Curriculum vitae"),
    Chapter.LOG: Text("Scholing en intervisie", "Training and intervision"),
    Chapter.DETAILS: Text("Opbrengst per activiteit", "Results per activity"),
    Chapter.REFLECTION: Text("Reflectie", "Reflection"),
    Chapter.FEEDBACK: Text("Feedback", "Feedback"),
    Chapter.COMPETENCES: Text("Competenties", "Competences"),
    Chapter.PLAN: Text("Ontwikkelplan", "Development plan"),
    Chapter.LAW: Text("Wet- en regelgeving", "Laws and regulations"),
    Chapter.PERMISSIONS: Text("Toestemmingen in getallen", "Permissions in numbers"),
    Chapter.INTEGRITY: Text("Integriteit", "Integrity"),
    Chapter.INDEX: Text("Waar wat te vinden is", "Where to find it"),
    Chapter.ANNEXES: Text("Bewijsstukken", "Evidence"),
    Chapter.CHECKING: Text("Dit dossier controleren", "Checking this dossier"),
    Chapter.SIGNATURE: Text("Verklaring en ondertekening", "Declaration and signature"),
}


def list_anchor(evidence: Evidence) -> str:
    """Return the link target of the row of a piece of evidence in the list of annexes."""
    return f"list.{evidence.id}"


def details_anchor(record: Record) -> str:
    """Return the link target of the details of an activity."""
    return f"details.{record.id}"


@dataclass(frozen=True)
class Context:
    """The material of a dossier with what follows from it."""

    material: DossierMaterial
    options: DossierOptions
    selection: Selection

    @classmethod
    def of(cls, material: DossierMaterial, options: DossierOptions) -> Context:
        """Return the context of a dossier."""
        has_profile = material.register.profile is not None
        wanted = frozenset(section for section in DossierSection if options.has(section))
        selection = Selection(
            material.snapshot,
            material.first,
            material.last,
            with_competences=has_profile,
            sections=wanted,
            cv_view=options.cv_view,
        )
        return cls(material, options, selection)

    @property
    def language(self) -> Language:
        """The language of the dossier."""
        return self.options.language

    @property
    def snapshot(self) -> Snapshot:
        """The records that the dossier's audience may see."""
        return self.material.snapshot

    def say(self, text: Text, **values: object) -> str:
        """Return a text in the language of the dossier."""
        return (text.fill(**values) if values else text).say(self.language)

    def chapter(self, chapter: Chapter) -> Heading:
        """Return the heading of a chapter."""
        return Heading(1, self.say(CHAPTER_TITLES[chapter]), chapter.value)

    def prose(self, record: Record, name: str) -> tuple[Block, ...]:
        """Return a field of a record as paragraphs and lists."""
        return wording.prose_of(record, name, self.language)

    def link(self, record: Record, words: str = "") -> Run:
        """Return the name of a record, or `words`, linked to where it stands; without a link when it has no place."""
        target = place_of(record) if self.selection.holds(record.id) else ""
        named = self.named(record)
        return Run(words or named.text, target=target, language=named.language)

    def name(self, record: Record) -> str:
        """Return the name of a record in short: the first that says something of the fields that make its title."""
        return self.named(record).text

    def named(self, record: Record) -> Run:
        """Return the name of a record in short, with its language."""
        if isinstance(record, (LawReview, Score)):
            return Run(self.codes(record.law if isinstance(record, LawReview) else record.item))
        named = (wording.run_of(record, field, self.language) for field in record.kind.title_fields)
        return next((run for run in named if run.text), Run(record.kind.label.say(self.language)))

    def foreign(self, record: Record, name: str) -> Language | None:
        """Return the language of a field of a record where that is not the dossier's."""
        return wording.language_of(record, name, self.language)

    def links(self, records: Iterable[Record]) -> Inline:
        """Return the titles of records with links; those without a place are left out."""
        return wording.runs_between([self.link(record) for record in records if self.selection.holds(record.id)])

    def some_links(self, records: Sequence[Record], before: Iterable[Run] = ()) -> Inline:
        """Return the names of the first few records with links, and how many more there are; `before` goes in front."""
        links = [*before, *(self.link(record) for record in records[:_LINKS_AT_MOST])]
        if len(records) > _LINKS_AT_MOST:
            links.append(Run(self.say(_MORE, n=len(records) - _LINKS_AT_MOST), quiet=True))
        return wording.runs_between(links)

    def code(self, code: str) -> str:
        """Return the short name of what has a code."""
        return self.say(self.material.register.describe(code))

    def codes(self, codes: Sequence[str]) -> str:
        """Return the short names of what has these codes, one after the other, and each once."""
        return wording.DOT.join(dict.fromkeys(self.code(code) for code in codes))

    def annexed(self, place: AnnexPlace) -> bool:
        """Tell whether a piece of evidence stands on pages behind the text."""
        return self.options.takes_along(place.evidence) and evidence_media(place.evidence) is not None

    def annex_link(self, place: AnnexPlace) -> Run:
        """Return the label of an annex with a link to its pages, or to the list where it has none."""
        target = anchor_of(place.evidence) if self.annexed(place) else list_anchor(place.evidence)
        return Run(place.label, target=target)

    def annex_links(self, record: Record) -> Inline:
        """Return the labels of a record's evidence with links, separated by commas."""
        places = (self.selection.annex_by_evidence.get(evidence_id) for evidence_id in record.evidence)
        return wording.runs_between([self.annex_link(place) for place in places if place is not None], ", ")

    def proof(self, record: Record) -> Inline:
        """Return the line that names a record's evidence, or nothing."""
        links = self.annex_links(record)
        return (Run(self.say(PROOF) + ": ", bold=True), *links) if links else ()
