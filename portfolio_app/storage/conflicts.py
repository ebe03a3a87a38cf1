"""Finding what a synchronising program left in a vault when the vault was changed on two machines at once.

Such a program keeps both versions and gives one of them a name of its own. Nothing opens that file again, so what was
written in it is out of sight until somebody looks.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.refusals import refusal_from
from portfolio_app.common.text import Text
from portfolio_app.storage.driver import DATABASE_NAME
from portfolio_app.storage.header import HEADER_NAME, PREVIOUS_NAME

_LOOKING: Final = Text("Het nakijken van de map van het portfolio", "Checking the folder of the portfolio")

_NOTICE: Final = Text(
    "Een synchronisatieprogramma heeft een tweede versie naast dit portfolio gezet: {names}. Wat "
    "daarin is getypt, staat hier niet. Open zo’n versie apart om te vergelijken, en werk op maar "
    "één computer tegelijk in het portfolio.",
    "A sync program put a second version beside this portfolio: {names}. What was typed in it is not "
    "here. Open it separately to compare, and work in the portfolio on only one computer at a time.",
)

_STEMS: Final = tuple(Path(name).stem for name in (DATABASE_NAME, HEADER_NAME))
_OWN: Final = frozenset({DATABASE_NAME, f"{DATABASE_NAME}-journal", HEADER_NAME, PREVIOUS_NAME, "vault.lock"})
# After the stem comes something of the program's own: "-PC2", " (1)", " (conflicted copy 2026-03-02)",
# ".sync-conflict-20260302-093000-ABCDEFG", "_conf(1)", "~HEAD".
_COPY: Final = re.compile(rf"(?:{'|'.join(_STEMS)})(?P<rest>[\s(._~\-].*)", re.IGNORECASE | re.DOTALL)
_ENDINGS: Final = (".db", ".json", ".db-journal", ".json.previous")


def conflict_copies(vault: Path) -> tuple[Path, ...]:
    """Return the files in the vault's folder that look like a second version of its database or key file.

    Raises:
        EnvironmentRefusedError: the folder cannot be read.
    """
    try:
        found = [path for path in vault.iterdir() if path.is_file() and _is_copy(path.name)]
    except OSError as error:
        raise refusal_from(error, _LOOKING) from error
    return tuple(sorted(found))


def conflict_notices(vault: Path) -> tuple[Text, ...]:
    """Return what to tell the person about second versions in the vault's folder; nothing when it cannot be read."""
    try:
        names = ", ".join(path.name for path in conflict_copies(vault))
    except EnvironmentRefusedError:  # what needs the folder will say so
        return ()
    return (_NOTICE.fill(names=names),) if names else ()


def _is_copy(name: str) -> bool:
    if name.lower() in _OWN or _COPY.fullmatch(name) is None:
        return False
    lower = name.lower()
    return lower.endswith(_ENDINGS) or "conflict" in lower
