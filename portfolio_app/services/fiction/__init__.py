"""Portfolios of people who do not exist: a complete one to look at, and big ones to measure with."""

from portfolio_app.services.fiction.portfolio import Fiction, FictionFile, fictional_portfolio
from portfolio_app.services.fiction.volume import sample_files, sample_records

__all__ = ["Fiction", "FictionFile", "fictional_portfolio", "sample_files", "sample_records"]
