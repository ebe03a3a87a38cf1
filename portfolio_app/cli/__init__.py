"""The command line: every command of the program, without Qt, thin over the services."""

from portfolio_app.cli.main import main

__all__ = ["main"]
