"""Where the files are that travel with the program: fonts, register data, icons, colour profile."""

from __future__ import annotations

import sys
from pathlib import Path


def resource(*parts: str) -> Path:
    """Return the path of a file or folder below `resources/`: in a checkout, an installed wheel or a frozen build.

    Raises:
        FileNotFoundError: the build lacks it, which is a mistake of the build and not of the person who uses it.
    """
    path = _root().joinpath("resources", *parts)
    if not path.exists():
        raise FileNotFoundError(f"missing resource: {'/'.join(parts)}")
    return path


def _root() -> Path:
    frozen_root: str | None = getattr(sys, "_MEIPASS", None)
    if frozen_root is not None:
        return Path(frozen_root)
    package = Path(__file__).resolve().parents[1]
    return package if (package / "resources").is_dir() else package.parent
