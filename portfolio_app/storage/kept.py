"""What is kept in the vault beside the records: things worked out from them, so that the next start can show them.

Each can be made again from the records at any time, or is of little weight, so it stands in no history. It may name
people, so it is forgotten when somebody is erased. Reading needs the bare driver only.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from portfolio_app.storage.driver import Connection, driver_module, translated

PREFIX: Final = "kept "
BOARD: Final = f"{PREFIX}board"
REMINDED: Final = f"{PREFIX}reminded"
RECOVERY_CHECKED: Final = "recovery key held on"
"""A day, and not worked out from records: it stays when somebody is erased."""
OWN_WORDS: Final = f"{PREFIX}own words"
"""The words of the person's own for the spelling. They may be names, so they are forgotten when somebody is erased."""
OWN_REGISTERS: Final = "own registers and rules"
"""What the person made or changed of the register data: not worked out from records, and about nobody."""
OWN_REGISTERS_LOG: Final = "own registers and rules, step by step"
"""What was ever done to these, and when."""
OWN_REGISTERS_DRAFT: Final = "own rules half written"
"""What was typed of it and not saved yet."""

NOT_FROM_RECORDS: Final = (RECOVERY_CHECKED, OWN_REGISTERS, OWN_REGISTERS_LOG, OWN_REGISTERS_DRAFT)
"""What cannot be made again: a repair brings it along."""

_QUERY: Final = "SELECT (SELECT value FROM meta WHERE key = ?), (SELECT max(number) FROM operation)"


class Kept(NamedTuple):
    """What was kept, and the number of the last operation there is by now; 0 when there is none."""

    words: str
    last_operation: int


def read_kept(connection: Connection, name: str) -> Kept | None:
    """Return what is kept under a name, or None when nothing is.

    Args:
        connection: of the driver, to a database of today's schema.
        name: `BOARD`, for instance.

    Raises:
        EnvironmentRefusedError: the database cannot be read.
    """
    try:
        row = connection.execute(_QUERY, (name,)).fetchone()
    except driver_module().Error as error:
        raise translated(error) from error
    if row is None or row[0] is None:
        return None
    return Kept(str(row[0]), int(row[1] or 0))
