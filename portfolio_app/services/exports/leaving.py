"""The log of what left: one entry for every document that was written, printed or shown to somebody else."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from portfolio_app.common.text import Language, Text
from portfolio_app.domain.records.outgoing import Outgoing
from portfolio_app.services.operations import OperationName

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio

_PRINTED: Final = Text("Afgedrukt voor een ander", "Printed for somebody else")
_LONGEST_NAME: Final = 255
_LONGEST_FOLDER: Final = 1000


def enter(
    portfolio: Portfolio, values: Mapping[str, object], sha256: str, path: Path | None = None, pages: int = 0
) -> None:
    """Enter in the log that a document left; nothing in a vault that is read only.

    Args:
        portfolio: whose.
        values: what the entry says of it, by the names of the fields of `Outgoing`.
        sha256: of the document.
        path: the file that it is; None when it was printed or shown.
        pages: how many it has; 0 when that is not known.

    Raises:
        EnvironmentRefusedError: it could not be written.
    """
    if portfolio.vault.read_only:
        return
    known: dict[str, object] = {"sha256": sha256, "pages": pages or None}
    if path is not None:
        known |= {
            "file_name": path.name[-_LONGEST_NAME:],
            "folder": str(path.absolute().parent)[:_LONGEST_FOLDER],
        }
    portfolio.add(Outgoing.kind, {**known, **values}, operation=OperationName.EXPORT)


def enter_printed(
    portfolio: Portfolio, values: Mapping[str, object], pdf: bytes, language: Language, pages: int = 0
) -> None:
    """Enter in the log that a document was printed for somebody else; arguments and errors as with `enter`."""
    printed = {**values, "ground": _PRINTED.say(language)}
    enter(portfolio, printed, hashlib.sha256(pdf).hexdigest(), pages=pages)
