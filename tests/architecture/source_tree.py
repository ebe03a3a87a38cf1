"""Reading the repository's own source, for the tests that hold its rules."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

CHECKOUT: Final = Path(__file__).resolve().parents[2]
PACKAGE: Final = CHECKOUT / "portfolio_app"

_NOT_OURS: Final = frozenset({"build", "demo", "dist", "htmlcov", "node_modules"})
_TEXT: Final = frozenset({".cfg", ".csv", ".desktop", ".ini", ".json", ".lock", ".md", ".py", ".sh", ".sql"})
_MORE_TEXT: Final = frozenset({".svg", ".toml", ".txt", ".xml", ".yaml", ".yml", ".iss", ".spec"})


@cache
def modules() -> tuple[Path, ...]:
    """Return the modules of the program itself."""
    return tuple(sorted(PACKAGE.rglob("*.py")))


@cache
def set_up_modules() -> tuple[Path, ...]:
    """Return the scripts beside the program."""
    return (CHECKOUT / "run.py", *sorted((CHECKOUT / "packaging").rglob("*.py")))


@cache
def parsed(module: Path) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(module.read_text(encoding="utf-8"), filename=str(module))


def imported_names(module: Path) -> Iterator[str]:
    """Yield what a module imports, wherever it does so, as full dotted names."""
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield f"{node.module or ''}.{alias.name}"


def text_files() -> Iterator[Path]:
    """Yield the text files of the repository; what is made by running it is passed over."""
    for folder, names, files in os.walk(CHECKOUT):
        names[:] = sorted(name for name in names if not _is_made(name))
        for name in sorted(files):
            path = Path(folder, name)
            if path.suffix.lower() in _TEXT | _MORE_TEXT or path.parent.name == ".ci":
                yield path


def place(path: Path) -> str:
    """Return a path as it is written in a message."""
    return path.relative_to(CHECKOUT).as_posix()


def _is_made(name: str) -> bool:
    hidden = name.startswith(".") and name != ".ci"
    return hidden or name in _NOT_OURS or name == "__pycache__" or name.endswith((".vakdossier", ".egg-info"))
