"""A portfolio, its archive, and new vaults to bring that into."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from portfolio_app.services.archives import export_archive
from portfolio_app.services.portfolio import Portfolio
from tests.archived_portfolios import fill, new_portfolio

Open = Callable[[str], Portfolio]


@pytest.fixture
def open_new(tmp_path: Path) -> Iterator[Open]:
    """Give a function that makes a new, empty portfolio by name."""
    opened: list[Portfolio] = []

    def make(name: str) -> Portfolio:
        opened.append(new_portfolio(tmp_path / f"{name}.vakdossier"))
        return opened[-1]

    yield make
    for portfolio in opened:
        portfolio.close()


@pytest.fixture
def own(open_new: Open) -> Portfolio:
    """A small portfolio with some of everything that can be in one: changes, deletions, undoing, evidence."""
    portfolio = open_new("eigen")
    fill(portfolio)
    return portfolio


@pytest.fixture
def archive(own: Portfolio, tmp_path: Path) -> Path:
    path = tmp_path / "archief.zip"
    export_archive(own, path)
    return path
