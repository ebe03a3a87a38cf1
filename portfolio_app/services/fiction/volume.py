"""Fictional portfolios of any size, for measuring: records one by one, never all in memory, the same for the same seed.

The texts are those of the demo, taken as patterns. What a period holds does not grow with the portfolio: the first
thousand records of daily work fall in the last three years, all further ones in the decades before. So the cost of a
dossier can be held against the size of the vault that it is made from.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import islice
from typing import Final, TypeVar, cast

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import Text
from portfolio_app.domain.counted import EVIDENCE, RECORDS
from portfolio_app.domain.fields import Record
from portfolio_app.domain.kinds import kind_called
from portfolio_app.domain.records.career import Position
from portfolio_app.domain.records.growth import Action, Assessment, Goal, LawReview, Score
from portfolio_app.domain.records.integrity import JournalEntry
from portfolio_app.domain.records.learning import Activity, Evidence, EvidenceKind, Feedback, Reflection
from portfolio_app.domain.records.outgoing import Outgoing
from portfolio_app.domain.records.permission import Exchange, Ground, Permission
from portfolio_app.domain.values import Reference, References
from portfolio_app.services.fiction.moments import months_later, working_day
from portfolio_app.services.fiction.portfolio import FictionFile, ToldPortfolio, told_portfolio
from portfolio_app.services.fiction.recipes import made_id
from portfolio_app.services.ids import random_id

R = TypeVar("R", bound=Record)

_HEAD: Final = (
    "person",
    "registration",
    "registration_period",
    "absence",
    "position",
    "education",
    "qualification",
    "skill",
    "language",
    "publication",
    "membership",
    "reference",
    "cv_view",
    "goal",
    "adherence",
    "side_activity",
    "permission",
    "permission_event",
)
"""What a portfolio has once, however long somebody works; it comes first, so that the rest can link to it."""

_IN_A_HUNDRED: Final[Mapping[type[Record], int]] = {
    Activity: 55,
    Reflection: 12,
    LawReview: 8,
    Exchange: 8,
    Feedback: 6,
    Action: 5,
    JournalEntry: 3,
    Outgoing: 3,
}
_HUNDREDS_PER_ASSESSMENT: Final = 20
_RECENT: Final = 1_000
_RECENT_DAYS: Final = 3 * 365
_FURTHEST_DAYS: Final = 38 * 365
_REMEMBERED: Final = 50
_EACH_SCAN: Final = 4
"""Of so many files one is a scan, the others are certificates."""

_SCANS: Final = 3
_PLACES: Final = (
    "Lindervoort",
    "Essenlo",
    "Maaswerve",
    "Duinhaven",
    "Veenbergen",
    "Kadeland",
    "Oosterbrink",
    "Tolsteeg",
)
_GROUPS: Final = (
    "voorjaarsgroep",
    "najaarsgroep",
    "regio oost",
    "regio west",
    "ochtendgroep",
    "avondgroep",
    "verdieping",
)


def sample_records(count: int, seed: int, today: date, evidence: int = 0) -> Iterator[Record]:
    """Return `count` records, `evidence` of them pieces of evidence whose files `sample_files` gives.

    Links only lead to records that came before. Hash, size and pages of the evidence are left to whoever stores the
    files.

    Raises:
        WrongUseError: there are more files than records to hold them.
    """
    if count < 0 or evidence < 0 or (evidence and evidence >= count):
        raise WrongUseError(
            Text(
                "Een portfolio met {records} kan geen {evidence} hebben.",
                "A portfolio with {records} cannot have {evidence}.",
            ).fill(records=RECORDS.of(count), evidence=EVIDENCE.of(evidence))
        )
    return islice(_Volume(seed, today, evidence).records(), count)


def sample_files(evidence: int, seed: int, today: date) -> Iterator[FictionFile]:
    """Yield the files of a sample's evidence: certificates as PDF, and each fourth one a scan of some megabytes."""
    volume = _Volume(seed, today, evidence)
    for number in range(evidence):
        yield volume.file(number)


@dataclass(frozen=True)
class _Volume:
    seed: int
    today: date
    evidence: int

    def records(self) -> Iterator[Record]:
        """Yield records without end: the head, the evidence, then daily work."""
        head = iter(self.head)
        yield next(head)
        for number in range(self.evidence):
            yield self._evidence_record(number)
        yield from head
        yield from _Days(self).records()

    @cached_property
    def told(self) -> ToldPortfolio:
        """The demo's portfolio, from which the patterns come."""
        return told_portfolio(self.seed, self.today)

    @cached_property
    def _by_type(self) -> Mapping[type[Record], tuple[Record, ...]]:
        patterns: dict[type[Record], list[Record]] = {}
        for record in self.told.kitchen.records(self.told.tables):
            patterns.setdefault(type(record), []).append(_with_links_to((), record))
        return {kind: tuple(records) for kind, records in patterns.items()}

    def patterns(self, kind: type[R]) -> tuple[R, ...]:
        """Return the demo's records of a kind, without their links."""
        return cast("tuple[R, ...]", self._by_type[kind])

    @cached_property
    def head(self) -> tuple[Record, ...]:
        """What comes before daily work, the person first."""
        known: set[str] = set()
        records: list[Record] = []
        for record in self.told.kitchen.records({key: self.told.tables[key] for key in _HEAD}):
            records.append(_with_links_to(known, record))
            known.add(record.id)
        return tuple(records)

    def day(self, number: int) -> date:
        """Return the day of the n-th record of daily work: recent for the first ones, else long ago."""
        if number < _RECENT:
            back = number * _RECENT_DAYS // _RECENT
        else:
            back = _RECENT_DAYS + number * 7919 % (_FURTHEST_DAYS - _RECENT_DAYS)
        return working_day(self.today - timedelta(days=back))

    def activity_facts(self, number: int) -> tuple[Activity, str, date]:
        """Return pattern, name and day of the n-th activity, so that its certificate can say the same."""
        patterns = self.patterns(Activity)
        pattern = patterns[number * 7 % len(patterns)]
        group = _GROUPS[number * 5 % len(_GROUPS)]
        day = self.day(number * 100 // _IN_A_HUNDRED[Activity])
        return pattern, f"{pattern.name} ({_PLACES[number % len(_PLACES)]}, {group} {day.year})", day

    def evidence_id(self, number: int) -> str:
        """Return the id of the n-th piece of evidence."""
        return made_id(self.seed, "sample-evidence", str(number))

    def _evidence_record(self, number: int) -> Evidence:
        _, name, day = self.activity_facts(number)
        scanned = _is_scan(number)
        return Evidence(
            id=self.evidence_id(number),
            name=f"Bewijs van deelname {name}"[:300],
            evidence_kind=EvidenceKind.CERTIFICATE,
            dated=day,
            file_name=_file_name(number),
            media_type="image/jpeg" if scanned else "application/pdf",
            release=kind_called("activity").default_release,
        )

    def file(self, number: int) -> FictionFile:
        """Return the n-th file."""
        from portfolio_app.documents.specimens import Certificate, CertificateLayout, printed, remarked

        if _is_scan(number):
            content = remarked(self._scan(number // _EACH_SCAN % _SCANS), f"{self.seed}/{number}")
            return FictionFile(self.evidence_id(number), _file_name(number), content, "image/jpeg")
        pattern, name, day = self.activity_facts(number)
        layouts = tuple(CertificateLayout)
        paper = Certificate(
            layout=layouts[number % len(layouts)],
            heading="Bewijs van deelname",
            holder=self.told.kitchen.words["holder"],
            subject=name,
            lines=(f"Netto-uren: {(pattern.net_minutes or 0) / 60:.1f}".replace(".", ","),),
            issuer=pattern.provider or "eigen organisatie",
            dated=f"{day.day}-{day.month}-{day.year}",
            number=f"{self.seed}-{number:05}",
            signatory="opleidingscoördinator",
        )
        specimen = printed(paper)
        return FictionFile(self.evidence_id(number), _file_name(number), specimen.content, specimen.media_type)

    @cached_property
    def _scanned(self) -> dict[int, bytes]:
        """Scans that were made already: slow to make, and used many times, each time with another remark."""
        return {}

    def _scan(self, which: int) -> bytes:
        from portfolio_app.documents.specimens import Certificate, CertificateLayout, Scanner

        if which not in self._scanned:
            paper = Certificate(
                layout=tuple(CertificateLayout)[which],
                heading="Bewijs van deelname",
                holder=self.told.kitchen.words["holder"],
                subject="Gescand bewijs van een bijeenkomst",
                lines=("Netto-uren: 3,0",),
                issuer="Academie Kompas & Kade",
                dated="Essenlo",
            )
            scanner = Scanner(dpi=300, tilt=0.4 * which - 0.5, grain=34, quality=90)
            self._scanned[which] = scanner.scan(paper).content
        return self._scanned[which]


class _Days:
    """Daily work, record after record; knows the last ones, to link to them."""

    def __init__(self, volume: _Volume) -> None:
        self._volume = volume
        self._chance = random.Random(f"sample {volume.seed}")  # noqa: S311 - it fills a sample, it guards nothing
        self._activities: deque[str] = deque(maxlen=_REMEMBERED)
        self._reflections: deque[str] = deque(maxlen=_REMEMBERED)
        head = volume.head
        self._goals = tuple(record.id for record in head if isinstance(record, Goal))
        self._positions = tuple(record.id for record in head if isinstance(record, Position))
        self._permissions = tuple(record.id for record in head if isinstance(record, Permission))
        self._made = dict.fromkeys(_IN_A_HUNDRED, 0)
        self._makers: Mapping[type[Record], Callable[[int, date], Record]] = {
            Activity: self._activity,
            Reflection: self._reflection,
            LawReview: self._law_review,
            Exchange: self._exchange,
            Feedback: self._feedback,
            Action: self._action,
            JournalEntry: self._journal_entry,
            Outgoing: self._outgoing,
        }

    def records(self) -> Iterator[Record]:
        """Yield records without end, every hundred of them mixed alike."""
        rota = [kind for kind, share in _IN_A_HUNDRED.items() for _ in range(share)]
        number = 0
        while True:
            self._chance.shuffle(rota)
            for kind in rota:
                yield self._makers[kind](self._made[kind], self._volume.day(number))
                self._made[kind] += 1
                number += 1
            if number // 100 % _HUNDREDS_PER_ASSESSMENT == 1:
                yield from self._assessment(self._volume.day(number))

    def _id(self) -> str:
        return random_id(self._chance.randbytes)

    def _some(self, ids: deque[str] | tuple[str, ...], most: int) -> tuple[str, ...]:
        if not ids:
            return ()
        return tuple(dict.fromkeys(self._chance.choices(ids, k=self._chance.randrange(most + 1))))

    def _pattern(self, kind: type[R], number: int) -> R:
        patterns = self._volume.patterns(kind)
        return patterns[number % len(patterns)]

    def _activity(self, number: int, _day: date) -> Activity:
        pattern, name, day = self._volume.activity_facts(number)
        other = self._pattern(Activity, number * 11 + 3)
        made = pattern.with_values(
            id=self._id(),
            name=name,
            start=day,
            end=None,
            learnt=f"{pattern.learnt} {other.learnt}".strip(),
            use_in_practice=other.use_in_practice or pattern.use_in_practice,
            goals=self._some(self._goals, 1),
            evidence=(self._volume.evidence_id(number),) if number < self._volume.evidence else (),
        )
        self._activities.append(made.id)
        return made

    def _reflection(self, number: int, day: date) -> Reflection:
        pattern = self._pattern(Reflection, number)
        made = pattern.with_values(
            id=self._id(),
            name=f"{pattern.name} ({day.year}, {number + 1})",
            written_on=day,
            activities=self._some(self._activities, 2),
            follow_ups=self._some(self._goals, 1),
        )
        self._reflections.append(made.id)
        return made

    def _law_review(self, number: int, day: date) -> LawReview:
        next_time = months_later(day, 12)
        return self._pattern(LawReview, number).with_values(
            id=self._id(), reviewed_on=day, next_review=next_time, activities=self._some(self._activities, 1)
        )

    def _exchange(self, number: int, day: date) -> Exchange:
        pattern = self._pattern(Exchange, number)
        permission = self._chance.choice(self._permissions) if pattern.ground is Ground.CONSENT else ""
        return pattern.with_values(id=self._id(), exchanged_on=day, permission=permission)

    def _feedback(self, number: int, day: date) -> Feedback:
        pattern = self._pattern(Feedback, number)
        return pattern.with_values(
            id=self._id(),
            given_on=day,
            about=f"{pattern.about} ({day.year}, {number + 1})",
            position=self._chance.choice(self._positions),
        )

    def _action(self, number: int, day: date) -> Action:
        pattern = self._pattern(Action, number)
        return pattern.with_values(
            id=self._id(),
            name=f"{pattern.name} ({number + 1})",
            goal=self._chance.choice(self._goals),
            deadline=day,
            done_on=day if pattern.done_on else None,
            activities=self._some(self._activities, 1),
        )

    def _journal_entry(self, number: int, day: date) -> JournalEntry:
        return self._pattern(JournalEntry, number).with_values(
            id=self._id(), happened_on=day, reflections=self._some(self._reflections, 1)
        )

    def _outgoing(self, number: int, day: date) -> Outgoing:
        pattern = self._pattern(Outgoing, number)
        return pattern.with_values(id=self._id(), made_on=day, version=f"{number + 1}")

    def _assessment(self, day: date) -> Iterator[Record]:
        pattern = self._volume.patterns(Assessment)[-1]
        assessment = pattern.with_values(id=self._id(), assessed_on=day, name=f"Meting {day.year}")
        yield assessment
        items: dict[tuple[str, ...], Score] = {score.item: score for score in self._volume.patterns(Score)}
        for score in items.values():
            yield score.with_values(
                id=self._id(), assessment=assessment.id, score=self._chance.choice((2, 3, 3, 4, 4, 5))
            )


def _is_scan(number: int) -> bool:
    return number % _EACH_SCAN == _EACH_SCAN - 1


def _file_name(number: int) -> str:
    return f"scan {number + 1:05}.jpg" if _is_scan(number) else f"certificaat {number + 1:05}.pdf"


def _with_links_to(known: Collection[str], record: R) -> R:
    """Return the record with only those links that lead to a known id; a link that it cannot do without stays."""
    values: dict[str, object] = {}
    for spec in record.kind.fields:
        value = getattr(record, spec.name)
        if isinstance(spec.type, References):
            values[spec.name] = tuple(target for target in value if target in known)
        elif isinstance(spec.type, Reference) and not spec.required:
            values[spec.name] = value if value in known else ""
    return record.with_values(**values)
