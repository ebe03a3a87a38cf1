"""How long everything takes to go out and to come back, and that memory does not grow with it."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from time import perf_counter

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.services.archives import ImportRequest, export_archive, import_archive
from portfolio_app.services.fiction import sample_records
from portfolio_app.services.operations import OperationName
from portfolio_app.services.portfolio import Portfolio
from tests.vaults import quick_vault

pytestmark = pytest.mark.bench

RECORDS = 20_000
DAY = date(2026, 11, 22)
STRONG = "kraanvogel tuinslang hoefijzer zoutvat meander"


def new_portfolio(path: Path) -> Portfolio:
    clock = FixedClock(datetime(2026, 11, 22, tzinfo=UTC))
    return Portfolio(quick_vault(path, clock).vault, clock)


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portfolio]:
    with new_portfolio(tmp_path_factory.mktemp("bench") / "groot.vakdossier") as portfolio:
        portfolio.add_many(list(sample_records(RECORDS, 1, DAY, 0)), OperationName.SAMPLE)
        yield portfolio


def test_twenty_thousand_records_go_out_and_come_back(big: Portfolio, tmp_path: Path) -> None:
    archive, sealed = tmp_path / "open.zip", tmp_path / "dicht.zip"
    times: dict[str, float] = {}

    def timed(what: str, started: float) -> None:
        times[what] = perf_counter() - started

    started = perf_counter()
    exported = export_archive(big, archive)
    timed("export", started)
    started = perf_counter()
    export_archive(big, sealed, passphrase=STRONG)
    timed("export, protected", started)
    with new_portfolio(tmp_path / "een.vakdossier") as one, new_portfolio(tmp_path / "twee.vakdossier") as two:
        started = perf_counter()
        imported = import_archive(one, ImportRequest(archive))
        timed("import into a new vault", started)
        started = perf_counter()
        import_archive(two, ImportRequest(sealed, STRONG, with_history=False))
        timed("import, protected, as one operation", started)
        started = perf_counter()
        again = import_archive(two, ImportRequest(archive))
        timed("import of what is there already", started)
    print(f"\n{RECORDS:,} records, archive of {exported.size / 1e6:.1f} MB")
    for what, taken in times.items():
        print(f"  {what}: {taken:.2f} s")
    assert sum(imported.new.values()) == again.equal == RECORDS
    assert max(times.values()) < 60


def test_memory_does_not_grow_with_the_evidence(tmp_path: Path) -> None:
    """300 MB of evidence goes through a few megabytes."""
    with new_portfolio(tmp_path / "bewijs.vakdossier") as portfolio:
        for number in range(3):
            stored = portfolio.vault.evidence.put(BytesIO(bytes([number]) * 100_000_000))
            portfolio.add(Evidence.kind, {"name": f"Scan {number}", "sha256": stored.sha256})
        export_archive(portfolio, tmp_path / "eerst.zip")  # loads what is loaded once
        tracemalloc.start()
        export_archive(portfolio, tmp_path / "a.zip")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    print(f"\n300 MB of evidence: peak {peak / 1e6:.1f} MB")
    assert peak < 40_000_000
