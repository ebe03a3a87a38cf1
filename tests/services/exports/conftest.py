"""What the tests of exports share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from portfolio_app.common.clock import FixedClock
from portfolio_app.services.portfolio import Portfolio
from tests.exported_portfolios import small_portfolio


@pytest.fixture
def portfolio(tmp_path: Path, clock: FixedClock) -> Iterator[Portfolio]:
    with small_portfolio(tmp_path / "kluis.vakdossier", clock) as opened:
        yield opened
