"""Versions of the program that do not exist yet, each with a migration that rebuilds tables full of records.

The schema that comes out is the same as today's, so that today's code reads it; what was between is not.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from portfolio_app.domain.kinds import kind_called
from portfolio_app.storage import migrations
from portfolio_app.storage.migrations import Step, split_statements
from portfolio_app.storage.tables import definition

_REBUILT: Final = ("goal", "activity", "evidence", "outgoing", "permission")
_REAL: Final = migrations.steps


@cache
def next_steps(ahead: int) -> tuple[Step, ...]:
    """Return the steps of a program that is so many versions ahead of today's."""
    real = _REAL()
    latest = real[-1].version
    return (*real, *(_step(latest + number) for number in range(1, ahead + 1)))


def _step(version: int) -> Step:
    statements = [
        "UPDATE meta SET value = value || ' ' WHERE key = 'no such key';",
        *(statement for key in _REBUILT for statement in rebuild(key)),
    ]
    return Step(version, f"{version:04}_next", "\n".join(statements))


def rebuild(key: str) -> list[str]:
    """Return the statements that make the table of a kind anew and carry its rows over."""
    table, *indexes = split_statements(definition(kind_called(key)))
    return [
        table.replace(f'CREATE TABLE "{key}"', f'CREATE TABLE "{key}_new"', 1),
        f'INSERT INTO "{key}_new" SELECT * FROM "{key}";',  # noqa: S608 - a name of ours
        f'DROP TABLE "{key}";',
        f'ALTER TABLE "{key}_new" RENAME TO "{key}";',
        *indexes,
    ]
