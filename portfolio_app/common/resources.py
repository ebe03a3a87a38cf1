"""Where the files are that travel with the program: fonts, register data, icons, colour profile."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.text import Text


class MissingPartError(EnvironmentRefusedError):
    """A file of the program itself is gone: a damaged installation, or one that a virus scanner stripped."""

    def __init__(self, part: str) -> None:
        super().__init__(
            Text("Er ontbreekt een deel van het programma: {part}.", "A part of the program is missing: {part}.").fill(
                part=part
            ),
            Text("Installeer het programma opnieuw.", "Install the program again."),
        )


def resource(*parts: str) -> Path:
    """Return the path of a file or folder below `resources/`: in a checkout, an installed wheel or a frozen build.

    Raises:
        MissingPartError: the installation lacks it.
    """
    path = _root().joinpath("resources", *parts)
    if not path.exists():
        raise MissingPartError("/".join(parts))
    return path


def _root() -> Path:
    frozen_root: str | None = getattr(sys, "_MEIPASS", None)
    if frozen_root is not None:
        return Path(frozen_root)
    return _beside_the_code()


@cache
def _beside_the_code() -> Path:
    package = Path(__file__).resolve().parents[1]
    return package if (package / "resources").is_dir() else package.parent
