"""What of the CV is not yet in English: how much, and where to go on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from portfolio_app.domain.audience import Audience
from portfolio_app.domain.fields import Record
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.translation import pairs_of, untranslated

if TYPE_CHECKING:
    from portfolio_app.services.exports import PreparedCv
    from portfolio_app.services.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class MissingText:
    """One text that is not yet in English.

    Attributes:
        kind: key of the kind of its record.
        record_id: its record.
        field: the empty field for the English wording.
    """

    kind: str
    record_id: str
    field: str


@dataclass(frozen=True, slots=True)
class Outstanding:
    """What there is still to translate in the CV.

    Attributes:
        count: how many texts, in all records that may stand in a CV.
        next: the first of the records after the one that was asked about, from the beginning again after the last;
            None when there is none.
    """

    count: int
    next: MissingText | None


def outstanding_after(portfolio: Portfolio, record_id: str) -> Outstanding:
    """Return what there is still to translate, seen from a record; its own texts are counted but never the next.

    Args:
        portfolio: open.
        record_id: the record that the person is at; one that has no place in a CV, or none, is before the first.

    Raises:
        EnvironmentRefusedError: the vault cannot be read.
    """
    records = _records_of_cv(portfolio)
    here = next((at for at, record in enumerate(records) if record.id == record_id), -1)
    others = records[here + 1 :] + records[: max(here, 0)]
    following = (each for record in others for each in _missing_of(record))
    return Outstanding(sum(len(_missing_of(record)) for record in records), next(following, None))


def missing_in(prepared: PreparedCv) -> tuple[MissingText, ...]:
    """Return what of one CV will stand in Dutch because there is no English; nothing when it is a Dutch one."""
    if prepared.language != "en":
        return ()
    return tuple(each for record in prepared.records for each in _missing_of(record))


def _records_of_cv(portfolio: Portfolio) -> list[Record]:
    return [
        record
        for kind in KINDS
        if pairs_of(kind) and kind.default_release is Audience.PUBLIC
        for record in portfolio.records(kind).records
        if record.released_to is Audience.PUBLIC
    ]


def _missing_of(record: Record) -> tuple[MissingText, ...]:
    return tuple(MissingText(record.kind.key, record.id, spec.name) for spec in untranslated(record))
