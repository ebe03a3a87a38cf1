"""From a request to what will stand in the document: one snapshot, filtered for its audience, and chosen from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import Language, Text
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.cv import records_of
from portfolio_app.domain.fields import Record
from portfolio_app.domain.permissions import permission_numbers
from portfolio_app.domain.records.cv_view import CvView, DocumentLanguage
from portfolio_app.domain.records.dossier_profile import DossierSection, EvidenceChoice
from portfolio_app.domain.records.learning import Activity, Evidence
from portfolio_app.domain.records.outgoing import DocumentKind
from portfolio_app.domain.records.person import Person, Registration
from portfolio_app.domain.records.privacy_decision import PrivacyDecision
from portfolio_app.domain.rules import Period, RegisterStanding, RuleSet, standings
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.registers.naming import named
from portfolio_app.services.evidence import ReadyEvidence
from portfolio_app.services.exports.requests import CvRequest, DossierRequest
from portfolio_app.services.exports.views import view_called
from portfolio_app.services.looking_back import state_of

if TYPE_CHECKING:
    from portfolio_app.documents.builders import CvMaterial, DossierMaterial, DossierOptions, PastState, SignedBy
    from portfolio_app.documents.builders.selection import Selection
    from portfolio_app.registers.catalogue import Registers
    from portfolio_app.services import register_data
    from portfolio_app.services.portfolio import Portfolio


class MissingRecordError(WrongUseError):
    """No document can be made before there is a record of some kind; `kind` is its key."""

    def __init__(self, message: Text, advice: Text, kind: str) -> None:
        """Tell what is missing and what to do."""
        super().__init__(message, advice)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class PreparedDossier:
    """What a dossier will be made of.

    Attributes:
        request: what was asked.
        register: id of the register, as the rules write it.
        period: the period that it covers.
        dated: the day of the dossier.
        everything: all records, unfiltered; never for a builder.
        seen: the records that the register may see, without what was left out.
        standings: how the register judges the period.
        registers: explain the codes in the records.
        view: by which the CV is shown; None for the whole CV.
        sample: ids of the activities of which the evidence goes along; None for all.
        past: what has to be told of records of a past day; None for those of now.
        decisions: what was decided of findings of the privacy check, up to now.
    """

    request: DossierRequest
    register: str
    period: Period
    dated: date
    everything: Snapshot
    seen: Snapshot
    standings: tuple[RegisterStanding, ...]
    registers: Registers
    view: CvView | None
    sample: frozenset[str] | None
    past: PastState | None = None
    decisions: tuple[PrivacyDecision, ...] = ()

    @property
    def selection(self) -> Selection:
        """The records that have a place in it."""
        from portfolio_app.documents.builders.selection import Selection

        options = self.options()
        return Selection(
            self.seen,
            self.period.start,
            self.period.end,
            sections=frozenset(section for section in DossierSection if options.has(section)),
            cv_view=self.view,
        )

    @property
    def said(self) -> dict[str, str]:
        """What stands in it besides records, in words of whoever asked for it, by the name of the request's field."""
        return {"heading": self.request.heading, "place": self.request.place}

    @property
    def audience(self) -> Audience:
        """Whom it is for."""
        return Audience.REGISTER

    def named(self, record: Record) -> Text:
        """Return what a record is called, for a person."""
        return named(self.registers, record)

    def entry(self, today: date) -> dict[str, object]:
        """Return what the log of what left says of it, by the names of the log's fields."""
        return {
            "document_kind": DocumentKind.DOSSIER,
            "register": (self.register,),
            "period_start": self.period.start,
            "period_end": self.period.end,
            "recipient": self.request.recipient,
            "made_on": _leaves_on(self, today),
            "sections": self.request.sections,
            "left_out": self.request.left_out,
        }

    def going_along(self) -> tuple[Evidence, ...]:
        """Return the evidence of which the content goes along."""
        options = self.options()
        return tuple(place.evidence for place in self.selection.annexes if options.takes_along(place.evidence))

    def options(self, signed_by: SignedBy | None = None) -> DossierOptions:
        """Return how it is to be built."""
        from portfolio_app.documents.builders import DossierOptions

        request = self.request
        return DossierOptions(
            language=request.language,
            sections=request.sections,
            cv_view=self.view,
            heading=request.heading,
            with_photo=request.with_photo,
            with_annexes=request.evidence is not EvidenceChoice.NONE,
            annexed=self._annexed(),
            place=request.place,
            scan_dpi=request.scan_dpi or None,
            signed_by=signed_by,
        )

    def material(self, portfolio: Portfolio) -> DossierMaterial:
        """Return all that its builder is given."""
        from portfolio_app.documents.builders import DossierMaterial, RegisterData

        ready = ReadyEvidence(portfolio.vault.evidence, portfolio.intake)
        return DossierMaterial(
            snapshot=self.seen,
            standings=self.standings,
            permissions=permission_numbers(self.everything, self.period.start, min(self.period.end, self.dated)),
            register=RegisterData.of(self.registers, self.register),
            first=self.period.start,
            last=self.period.end,
            dated=self.dated,
            read_evidence=portfolio.read_evidence,
            open_evidence=portfolio.open_evidence,
            past=self.past,
            evidence_pages=ready.pages,
        )

    def showing(self, seen: Snapshot, said: Mapping[str, str]) -> PreparedDossier:
        """Return the same of other records and words: those in which something was made unreadable."""
        return replace(self, seen=seen, request=replace(self.request, heading=said["heading"], place=said["place"]))

    def _annexed(self) -> frozenset[str] | None:
        """Return the evidence that goes along: of the sample, and of all that is no activity."""
        if self.sample is None:
            return None
        of_others = (
            evidence for record in self.seen if not isinstance(record, Activity) for evidence in record.evidence
        )
        of_sample = (
            evidence for each in self.seen.of(Activity) if each.id in self.sample for evidence in each.evidence
        )
        return frozenset((*of_others, *of_sample))


@dataclass(frozen=True, slots=True)
class PreparedCv:
    """What a CV will be made of; the names are those of `PreparedDossier`."""

    request: CvRequest
    view: CvView
    language: Language
    dated: date
    everything: Snapshot
    seen: Snapshot
    registers: Registers
    past: PastState | None = None
    decisions: tuple[PrivacyDecision, ...] = ()

    def named(self, record: Record) -> Text:
        """Return what a record is called, for a person."""
        return named(self.registers, record)

    @property
    def audience(self) -> Audience:
        """Whom it is for."""
        return self.view.audience if isinstance(self.view.audience, Audience) else Audience.PUBLIC

    def entry(self, today: date) -> dict[str, object]:
        """Return what the log of what left says of it, by the names of the log's fields."""
        return {
            "document_kind": DocumentKind.CV,
            "version": self.view.name,
            "recipient": self.request.recipient,
            "made_on": _leaves_on(self, today),
        }

    @property
    def records(self) -> tuple[Record, ...]:
        """The records that have a place in it."""
        return records_of(self.seen, self.view, self.dated)

    def material(self, portfolio: Portfolio) -> CvMaterial:
        """Return all that its builder is given."""
        from portfolio_app.documents.builders import CvMaterial, RegisterData

        person = self.seen.only(Person)
        photo = self.seen.get(person.photo, Evidence) if person and self.view.show_photo else None
        return CvMaterial(
            snapshot=self.seen,
            view=self.view,
            describe=RegisterData.describer(self.registers),
            dated=self.dated,
            photo=portfolio.read_evidence(photo) if photo and photo.sha256 else None,
            past=self.past,
        )

    def showing(self, seen: Snapshot) -> PreparedCv:
        """Return the same of other records: those in which something was made unreadable."""
        return replace(self, seen=seen)


def _leaves_on(prepared: PreparedDossier | PreparedCv, today: date) -> date:
    """Return the day for the log of what left: a document of the past leaves today all the same."""
    return today if prepared.past else prepared.dated


def prepare_dossier(
    portfolio: Portfolio, request: DossierRequest, everything: Snapshot | None = None
) -> PreparedDossier:
    """Return what the dossier of a request will be made of.

    Args:
        portfolio: whose.
        request: what is asked.
        everything: the records as they were at another moment; those that the request asks for when None.

    Raises:
        WrongUseError: the register or the view is unknown, or there is no person or no period.
    """
    data = _register_data(portfolio, request.as_of if everything is None else None)
    register = portfolio.known_register(request.register, data.rule_sets)
    if register is None:
        raise WrongUseError(
            Text("Noem het register waarvoor het dossier is.", "Name the register that the dossier is for.")
        )
    dated = request.dated or request.as_of or portfolio.clock.today()
    past = None
    if everything is None:
        records, past = _records(portfolio, request.as_of)
    else:
        records = everything
    _refuse_nobody(records)
    period, judged = _judged(data.rule_sets, records, register, request, dated)
    left_out = frozenset(request.left_out)
    _refuse_unknown(left_out, records)
    shown = Snapshot(record for record in records if record.id not in left_out) if left_out else records
    prepared = PreparedDossier(
        request=request,
        register=register,
        period=period,
        dated=dated,
        everything=records,
        seen=shown.for_audience(Audience.REGISTER),
        standings=judged,
        registers=data.registers,
        view=view_called(records, request.cv_view) if request.cv_view else None,
        sample=None,
        past=past,
        decisions=_decisions(portfolio, records, past),
    )
    if request.evidence is not EvidenceChoice.SAMPLE:
        return prepared
    proven = [each for each in prepared.selection.activities if each.evidence]
    drawn = draw(proven, request.sample_size, request.sample_seed)
    return replace(prepared, sample=frozenset(each.id for each in drawn))


def prepare_cv(portfolio: Portfolio, request: CvRequest) -> PreparedCv:
    """Return what the CV of a request will be made of.

    Raises:
        WrongUseError: there is no such view or no person.
    """
    everything, past = _records(portfolio, request.as_of)
    view = view_called(everything, request.view)
    seen = everything.for_audience(view.audience if isinstance(view.audience, Audience) else Audience.PUBLIC)
    _refuse_nobody(seen)
    language = request.language or DocumentLanguage.spoken(view.language)
    dated = request.dated or request.as_of or portfolio.clock.today()
    decisions = _decisions(portfolio, everything, past)
    registers = _register_data(portfolio, request.as_of).registers
    return PreparedCv(request, view, language, dated, everything, seen, registers, past, decisions)


def draw(activities: list[Activity], size: int, seed: int) -> list[Activity]:
    """Return a sample of activities, in their order; the same seed draws the same ones, whatever else is added later.

    Every activity has its own place in a shuffled row, so that one more of them pushes out one at most.
    """

    def place(activity: Activity) -> bytes:
        return hashlib.sha256(f"{seed}/{activity.id}".encode()).digest()

    drawn = {each.id for each in sorted(activities, key=place)[:size]}
    return [each for each in activities if each.id in drawn]


def _records(portfolio: Portfolio, as_of: date | None) -> tuple[Snapshot, PastState | None]:
    """Return the records that a document is made of; of a day in the past, also what has to be told of that."""
    if as_of is None:
        return portfolio.snapshot(), None
    from portfolio_app.documents.builders import PastState

    then = state_of(portfolio, as_of)
    return then.snapshot, PastState(then.day, then.without_file)


def _register_data(portfolio: Portfolio, as_of: date | None) -> register_data.RegisterData:
    """Return the registers and rules by which a document is made: those of its day, as far as the vault knows them."""
    if as_of is None:
        return portfolio.register_data
    from portfolio_app.services.rule_history import register_data_on

    return register_data_on(portfolio, as_of)


def _decisions(portfolio: Portfolio, records: Snapshot, past: PastState | None) -> tuple[PrivacyDecision, ...]:
    """Return what was decided up to now, also where the records are of the past."""
    return (records if past is None else portfolio.snapshot()).of(PrivacyDecision)


def _refuse_unknown(left_out: frozenset[str], snapshot: Snapshot) -> None:
    unknown = left_out - {record.id for record in snapshot}
    if unknown:
        raise WrongUseError(
            Text("Er is geen gegeven “{id}” om weg te laten.", "There is no record “{id}” to leave out.").fill(
                id=min(unknown)[:40]
            )
        )


def _refuse_nobody(snapshot: Snapshot) -> None:
    if snapshot.only(Person) is None:
        raise MissingRecordError(
            Text("Uw persoonsgegevens zijn nog leeg.", "Your personal details are still empty."),
            Text("Vul ze eerst in.", "Fill them in first."),
            Person.kind.key,
        )


def _judged(
    rule_sets: Sequence[RuleSet], snapshot: Snapshot, register: str, request: DossierRequest, dated: date
) -> tuple[Period, tuple[RegisterStanding, ...]]:
    """Return the period of the dossier, and how the register judges it."""
    first, last = request.first, request.last
    if first is None or last is None:
        current = standings(rule_sets, snapshot, dated, register)
        if not current:
            raise MissingRecordError(
                Text(
                    "Bij dit register staat geen registratie; de periode is niet bekend.",
                    "There is no registration for this register, so the period is not known.",
                ),
                Text("Noem de eerste en de laatste dag.", "Fill in the first and the last day."),
                Registration.kind.key,
            )
        period = current[0].period
        if first is None and last is None:
            return period, current
        first, last = first or period.start, last or period.end
    if last < first:
        raise WrongUseError(Text("De periode eindigt voordat zij begint.", "The period ends before it starts."))
    period = Period(first, last)
    return period, standings(rule_sets, snapshot, dated, register, period=period)
