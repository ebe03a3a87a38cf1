"""The gate before every document: what the privacy check finds is decided upon, once, before anything leaves.

A finding is made unreadable, mended at its place, or released with a reason. The decision is kept in the vault for that
finding: the same words in the same field of the same record. The name of somebody who gave a permission is theirs to
give away: it is never released together with other findings, but by itself and with its own reason.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from portfolio_app.common.errors import ProblemFoundError, WrongUseError
from portfolio_app.common.text import CountedText, Language, Text
from portfolio_app.domain.fields import Record
from portfolio_app.domain.personal_data import HitKind
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.domain.records.privacy_decision import PrivacyDecision, Treatment
from portfolio_app.domain.snapshot import Snapshot
from portfolio_app.registers.naming import Naming, by_title
from portfolio_app.services.operations import OperationName
from portfolio_app.services.progress import Cancelled, Progress, go_on, never_cancelled, no_progress

if TYPE_CHECKING:
    from portfolio_app.services.exports.preparing import PreparedCv, PreparedDossier
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.services.scanning import Finding, Scan, Unread
    from portfolio_app.storage.history import ChangeSet

ALL: Final = "all"
"""Stands for every finding of which nothing was decided, but for names of those who gave permissions."""

COVERED: Final = Text("[afgeschermd]", "[withheld]")
"""Stands for what is made unreadable."""

_MARK_LENGTH: Final = 12
_CHECKING: Final = Text("Privacycontrole", "Privacy check")
_FOUND: Final = CountedText(
    Text(
        "De privacycontrole vond 1 gegeven waarover nog niets is besloten; er is niets geschreven.",
        "The privacy check found 1 detail that is still undecided; nothing was written.",
    ),
    Text(
        "De privacycontrole vond {n} gegevens waarover nog niets is besloten; er is niets geschreven.",
        "The privacy check found {n} details that are still undecided; nothing was written.",
    ),
)
_WHAT_TO_DO: Final = Text(
    "Verbeter ze op hun plaats, geef ze vrij met een reden, of laat ze onleesbaar maken.",
    "Correct them where they occur, release them with a reason, or have them made unreadable.",
)
_UNKNOWN: Final = Text("Er is geen vondst “{mark}”.", "There is no finding “{mark}”.")
_STUBBORN: Final = Text(
    "In “{place}” is een gegeven niet onleesbaar te maken; er is niets geschreven.",
    "A detail in “{place}” cannot be made unreadable; nothing was written.",
)
_MEND_THERE: Final = Text("Haal het daar weg, of geef het vrij.", "Remove it there, or release it.")
_SAID: Final = Text("Het dossier zelf", "The dossier itself")
_NOTHING_SAID: Final[Mapping[str, str]] = MappingProxyType({})
REQUEST_FIELDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "heading": Text("opschrift van het omslag", "heading on the cover"),
        "place": Text("plaats van ondertekening", "place of signing"),
    }
)
"""What a request puts into a dossier in words of its own, by field; whom it is for stays in the owner's log."""

_PLACE: Final = Text("{source}: {part}", "{source}: {part}")


@dataclass(frozen=True, slots=True)
class Question:
    """Something that the check found, and what was decided of it.

    Attributes:
        mark: stands for this finding: the same words in the same field of the same record have the same mark.
        finding: what, where, how sure and why.
        third_party: it is the name of somebody who gave a permission.
        treatment: what was decided; None when nothing was yet.
        reason: why.
        decision_id: of the record that keeps the decision.
    """

    mark: str
    finding: Finding
    third_party: bool = False
    treatment: Treatment | None = None
    reason: str = ""
    decision_id: str = ""

    @property
    def place(self) -> Text:
        """Where it stands, in words."""
        return _PLACE.fill(source=self.finding.place.source, part=self.finding.place.part)

    @property
    def in_request(self) -> bool:
        """Whether it stands in no record, but in what was asked for: the heading of the cover, the place of signing."""
        return not self.finding.place.record_id

    @property
    def in_evidence(self) -> bool:
        """Whether it stands in the pages of a piece of evidence, which can only stay behind as a whole."""
        return self.finding.place.kind == Evidence.kind.key and self.finding.place.field == "text"


@dataclass(frozen=True, slots=True)
class Review:
    """What a document would tell about people.

    Attributes:
        questions: what was found, each finding once, in the order of the document.
        unread: what could not be checked, such as scans without text.
        own: how many of the owner's own details there are, which are no findings.
    """

    questions: tuple[Question, ...] = ()
    unread: tuple[Unread, ...] = ()
    own: int = 0

    @property
    def open(self) -> tuple[Question, ...]:
        """Those of which nothing was decided."""
        return tuple(each for each in self.questions if each.treatment is None)


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done with a finding; what is released needs a reason."""

    treatment: Treatment
    reason: str = ""


class PersonalDataFoundError(ProblemFoundError):
    """Findings of which nothing was decided; nothing was written."""

    def __init__(self, review: Review) -> None:
        """Tell how many there are; `review` names them."""
        count = len(review.open)
        super().__init__(Text(_FOUND.say(count, "nl"), _FOUND.say(count, "en")), _WHAT_TO_DO)
        self.review = review


def review_dossier(
    prepared: PreparedDossier, progress: Progress = no_progress, cancelled: Cancelled = never_cancelled
) -> Review:
    """Return what a dossier would tell about people, in its records and in the evidence that goes along.

    Raises:
        StoppedError: `cancelled` said so.
    """
    selection = prepared.selection
    records = (*selection.records(), *(place.evidence for place in selection.annexes))
    return _review(prepared, records, prepared.going_along(), progress, cancelled, prepared.said)


def review_cv(prepared: PreparedCv, progress: Progress = no_progress, cancelled: Cancelled = never_cancelled) -> Review:
    """Return what a CV would tell about people.

    Raises:
        StoppedError: `cancelled` said so.
    """
    return _review(prepared, prepared.records, (), progress, cancelled)


def cleared_dossier(
    prepared: PreparedDossier, progress: Progress = no_progress, cancelled: Cancelled = never_cancelled
) -> PreparedDossier:
    """Return a dossier as it may leave: what is to be unreadable is covered, in its records and in its own words.

    Raises:
        PersonalDataFoundError: something is open, and the request does not say to cover that.
        ProblemFoundError: something cannot be covered where it stands.
        StoppedError: `cancelled` said so.
    """
    request = prepared.request
    review = review_dossier(prepared, progress, cancelled)
    seen = passed(prepared.seen, review, request.language, mask=request.mask)
    hidden = [question for question in review.questions if question.in_request and not _is_released(question)]
    instead = COVERED.say(request.language)
    said = {
        name: _without(words, [each for each in hidden if each.finding.place.field == name], instead)
        for name, words in prepared.said.items()
    }
    return prepared.showing(seen, said)


def cleared_cv(
    prepared: PreparedCv, progress: Progress = no_progress, cancelled: Cancelled = never_cancelled
) -> PreparedCv:
    """Return a CV as it may leave.

    Raises:
        As `cleared_dossier`.
    """
    review = review_cv(prepared, progress, cancelled)
    return prepared.showing(passed(prepared.seen, review, prepared.language, mask=prepared.request.mask))


def decide(portfolio: Portfolio, review: Review, decisions: Mapping[str, Decision]) -> ChangeSet | None:
    """Keep what was decided of findings, in one step of the history; an earlier decision is replaced.

    Args:
        portfolio: whose.
        review: what was found.
        decisions: by mark; `ALL` for every open finding that has none of its own and is no third party's name.

    Returns:
        What changed; None when there was nothing to decide.

    Raises:
        WrongUseError: no finding has that mark, or what is released has no reason; nothing was kept.
        EnvironmentRefusedError: it could not be written.
    """
    by_mark = {question.mark: question for question in review.questions}
    wanted = {mark: decision for mark, decision in decisions.items() if mark != ALL}
    for mark in wanted.keys() - by_mark.keys():
        raise WrongUseError(_UNKNOWN.fill(mark=mark[:40]))
    if ALL in decisions:
        wanted = {each.mark: decisions[ALL] for each in review.open if not each.third_party} | wanted
    if not wanted:
        return None
    with portfolio.vault.storage.transaction(OperationName.PRIVACY) as unit:
        known = {each.hit: each for each in unit.records.all(PrivacyDecision)}
        for mark, decision in wanted.items():
            earlier = known.get(mark)
            values = _as_values(by_mark[mark], decision, portfolio)
            if earlier is None:
                unit.insert(PrivacyDecision(id=portfolio.new_id(), **values))
            else:
                unit.update(earlier.with_values(**values))
    return unit.change_set


def passed(seen: Snapshot, review: Review, language: Language, *, mask: bool) -> Snapshot:
    """Return the records as the document may show them: with what is to be unreadable covered.

    Args:
        seen: what the audience may see.
        review: what was found in it.
        language: of the document; what is covered says so in words, for who sees and who listens.
        mask: cover what nothing was decided of too.

    Raises:
        PersonalDataFoundError: something is open and not to be covered.
        ProblemFoundError: something cannot be covered where it stands.
    """
    if review.open and not mask:
        raise PersonalDataFoundError(review)
    covered = [question for question in review.questions if not (_is_released(question) or question.in_request)]
    if not covered:
        return seen
    words: dict[str, dict[str, list[Question]]] = {}
    for question in covered:
        place = question.finding.place
        words.setdefault(place.record_id, {}).setdefault(place.field, []).append(question)
    stays = {question.finding.place.record_id for question in covered if question.in_evidence}
    return Snapshot(
        _covered(record, words[record.id], COVERED.say(language)) if record.id in words else record
        for record in seen
        if record.id not in stays
    )


def mark_of(record_id: str, field: str, kind: HitKind, words: str) -> str:
    """Return what stands for these words in that field of that record."""
    plain = " ".join(words.casefold().split())
    named = f"{record_id}\n{field}\n{kind.value}\n{plain}"
    return hashlib.sha256(named.encode()).hexdigest()[:_MARK_LENGTH]


def _review(
    prepared: PreparedDossier | PreparedCv,
    records: Sequence[Record],
    going_along: Iterable[Evidence],
    progress: Progress,
    cancelled: Cancelled,
    said: Mapping[str, str] = _NOTHING_SAID,
) -> Review:
    everything = prepared.everything
    pages = {each.id: everything.get(each.id, Evidence) or each for each in going_along}
    return reviewed(records, everything, prepared.decisions, pages, said, progress, cancelled, prepared.named)


def reviewed(
    records: Sequence[Record],
    everything: Snapshot,
    decisions: Iterable[PrivacyDecision],
    pages: Mapping[str, Evidence],
    said: Mapping[str, str] = _NOTHING_SAID,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
    naming: Naming = by_title,
) -> Review:
    """Return what records tell about people.

    Args:
        records: as their audience may see them.
        everything: all records, unfiltered: who is known there is looked for.
        decisions: what was decided up to now.
        pages: by id, the evidence of which the content goes along, unfiltered.
        said: what else stands in the document, by the name of the request's field.
        progress: told how far it is.
        cancelled: asked before each record.
        naming: says what the records are called.

    Raises:
        StoppedError: `cancelled` said so.
    """
    from portfolio_app.domain.privacy import KnownPeople, check_text
    from portfolio_app.services.scanning import Place, people_of, scan_pages, scan_record, scan_words

    people = people_of(everything)
    givers = KnownPeople(people.givers)
    decided = {each.hit: each for each in decisions}
    questions: dict[str, Question] = {}
    unread: list[Unread] = []
    own = 0

    def take(scan: Scan) -> None:
        nonlocal own
        own += len(scan.own)
        unread.extend(scan.unread)
        for finding in scan.findings:
            place, hit = finding.place, finding.hit
            mark = mark_of(place.record_id, place.field, hit.kind, hit.text)
            if mark not in questions:
                named = hit.kind is HitKind.NAME and bool(check_text(hit.text, givers))
                questions[mark] = _asked(mark, finding, decided.get(mark), third_party=named)

    for name, words in said.items():
        take(scan_words(words, Place(_SAID, REQUEST_FIELDS[name], field=name), people))
    for done, record in enumerate(records):
        go_on(cancelled)
        if done % 50 == 0:
            progress(_CHECKING, done, len(records))
        scan = scan_record(record, people, naming)
        if record.id in pages:
            scan += scan_pages(pages[record.id], people, naming)
        take(scan)
    progress(_CHECKING, len(records), len(records))
    return Review(tuple(questions.values()), tuple(unread), own)


def _is_released(question: Question) -> bool:
    return question.treatment is Treatment.RELEASED


def _asked(mark: str, finding: Finding, decided: PrivacyDecision | None, *, third_party: bool) -> Question:
    if decided is None or not isinstance(decided.treatment, Treatment):
        return Question(mark, finding, third_party)
    return Question(mark, finding, third_party, decided.treatment, decided.reason, decided.id)


def _as_values(question: Question, decision: Decision, portfolio: Portfolio) -> dict[str, Any]:
    return {
        "hit": question.mark,
        "hit_kind": question.finding.hit.kind,
        "place": question.place.nl[:300],
        "treatment": decision.treatment,
        "reason": decision.reason.strip(),
        "decided_on": portfolio.clock.today(),
    }


def _covered(record: Record, words: Mapping[str, Sequence[Question]], instead: str) -> Record:
    values = {name: _hidden(getattr(record, name), questions, instead) for name, questions in words.items()}
    covered = record.with_values(**values)
    for name, questions in words.items():
        shown = covered.kind.field(name).type.show(getattr(covered, name), "nl")
        if any(_pattern(each.finding.hit.text).search(shown) for each in questions):
            place = questions[0].place
            raise ProblemFoundError(_STUBBORN.fill(place=place), _MEND_THERE)
    return covered


def _hidden(value: object, questions: Sequence[Question], instead: str) -> object:
    """Return the value of a text field with the words of the findings covered, wherever they stand in it."""
    if isinstance(value, str):
        return _without(value, questions, instead)
    if isinstance(value, Mapping):
        return {key: _hidden(each, questions, instead) for key, each in value.items()}
    if isinstance(value, tuple):
        return tuple(_hidden(each, questions, instead) for each in value)
    return value


def _without(words: str, questions: Sequence[Question], instead: str) -> str:
    for question in sorted(questions, key=lambda each: -len(each.finding.hit.text)):
        words = _pattern(question.finding.hit.text).sub(instead, words)
    return words


def _pattern(words: str) -> re.Pattern[str]:
    """Return what finds the words as words by themselves, however they are spaced: not "Jan" in "januari"."""
    spaced = r"\s+".join(map(re.escape, words.split()))
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    after = r"(?!\w)" if words[-1:].isalnum() else ""
    return re.compile(f"{before}{spaced}{after}", re.IGNORECASE)
