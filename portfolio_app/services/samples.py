"""Fictional vaults: the complete portfolio of the demo, and vaults of any size for measuring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from portfolio_app.common.clock import Clock
from portfolio_app.common.refusals import refusal_from
from portfolio_app.common.text import Language, Text
from portfolio_app.domain.fields import Record
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.services.evidence import describe_and_store
from portfolio_app.services.exports import CvRequest, DossierRequest, Written, write_cv, write_dossier
from portfolio_app.services.opening import create_portfolio
from portfolio_app.services.operations import OperationName
from portfolio_app.services.progress import Progress, no_progress

if TYPE_CHECKING:
    from portfolio_app.services.fiction import FictionFile
    from portfolio_app.services.portfolio import Portfolio

DEMO_PASSPHRASE: Final = "verzonnen portfolio om te bekijken"  # noqa: S105 - opens invented data only
DEMO_REGISTER: Final = "rnvc"

_INVENTING = Text("Portfolio verzinnen", "Inventing the portfolio")
_STORING = Text("Gegevens versleuteld opslaan", "Storing records encrypted")
_FILES = Text("Bewijsstukken opslaan", "Storing evidence")
_BATCH: Final = 5_000


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demo made."""

    vault: Path
    dossier: Written
    cv: Written


@dataclass(frozen=True, slots=True)
class Sample:
    """How much a sample vault holds."""

    records: int
    evidence: int


def make_demo(
    folder: Path,
    *,
    seed: int,
    clock: Clock,
    today: date,
    language: Language = "nl",
    progress: Progress = no_progress,
) -> Demo:
    """Make a fictional, complete portfolio in a new vault, and from it a dossier and a CV.

    Args:
        folder: where to; made when it is not there. What stands in it stays: a second demo gets a number.
        seed: decides what is invented.
        clock: tells the time for what is written.
        today: the day on which the invented portfolio is current, and the date of the documents.
        language: of the documents.
        progress: told how far it is.

    Raises:
        EnvironmentRefusedError: the system refused.
    """
    from portfolio_app.services.fiction import fictional_portfolio

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refusal_from(error, Text("Het maken van de map", "Making the folder")) from error
    name = _free_name(folder)
    progress(_INVENTING, 0, 1)
    fiction = fictional_portfolio(seed, today)
    with create_portfolio(folder / f"{name}.vakdossier", DEMO_PASSPHRASE, clock=clock).portfolio as portfolio:
        _fill(portfolio, fiction.records, fiction.files, len(fiction.records), progress)
        dossier = write_dossier(
            portfolio,
            DossierRequest(
                DEMO_REGISTER, folder / f"{name}-dossier.pdf", dated=today, language=language, with_photo=True
            ),
            progress,
        )
        cv = write_cv(
            portfolio, CvRequest("client", folder / f"{name}-cv.pdf", dated=today, language=language), progress
        )
    return Demo(folder / f"{name}.vakdossier", dossier, cv)


def make_sample(
    vault: Path,
    passphrase: str,
    *,
    records: int,
    evidence: int,
    seed: int,
    clock: Clock,
    today: date,
    progress: Progress = no_progress,
) -> Sample:
    """Make a fictional vault of `records` records and `evidence` files, the same for the same arguments.

    Raises:
        WrongUseError: something stands at `vault` already.
        EnvironmentRefusedError: the system refused.
    """
    from portfolio_app.services.fiction import sample_files, sample_records

    invented = sample_records(records, seed, today, evidence)
    with create_portfolio(vault, passphrase, clock=clock).portfolio as portfolio:
        _fill(
            portfolio,
            invented,
            sample_files(evidence, seed, today),
            records,
            progress,
        )
        counted = portfolio.counts()
    return Sample(sum(counted.values()), counted.get(Evidence.kind.key, 0))


def _fill(
    portfolio: Portfolio,
    records: Iterable[Record],
    files: Iterable[FictionFile],
    total: int,
    progress: Progress,
) -> None:
    stored: dict[str, dict[str, object]] = {}
    for number, file in enumerate(files):
        progress(_FILES, number, number + 1)
        facts = describe_and_store(file.content, file.file_name, portfolio.vault.evidence, portfolio.intake)
        stored[file.evidence_id] = {name: value for name, value in facts.items() if name != "name"}
    waiting = iter(records)
    done = 0
    for batch in _batches(waiting):
        progress(_STORING, done, total)
        complete = [record.with_values(**stored.get(record.id, {})) for record in batch]
        portfolio.add_many(complete, OperationName.SAMPLE)
        done += len(batch)


def _batches(records: Iterator[Record]) -> Iterator[list[Record]]:
    while batch := list(islice(records, _BATCH)):
        yield batch


def _free_name(folder: Path) -> str:
    for number in count(1):
        name = "demo" if number == 1 else f"demo-{number}"
        if not any((folder / f"{name}{ending}").exists() for ending in (".vakdossier", "-dossier.pdf", "-cv.pdf")):
            return name
    raise AssertionError("unreachable")
