"""Loads the register data of one or more folders: the one that travels with the program, and those of the user."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.refusals import refusal_from
from portfolio_app.common.text import Text
from portfolio_app.registers.catalogue import Registers
from portfolio_app.registers.files import (
    FileKind,
    kind_of,
    read_code,
    read_laws,
    read_profile,
    read_register,
)
from portfolio_app.registers.owner import Ledger
from portfolio_app.registers.toml_table import RegisterFileError, Table, parse_toml, read_toml

MOST_FILES: Final = 500


def load_registers(*folders: Path) -> Registers:
    """Return all register data that stands in the `*.toml` files of `folders` (not in folders below them).

    Files may come in any order: registers are read first. A folder of the user is loaded together with the one of the
    program, so that it may add a register, or a newer profile or code to a register that exists.

    Raises:
        RegisterFileError: a file is not valid; names file, entry and reason.
        EnvironmentRefusedError: a folder or file cannot be read.
    """
    return _registers_from(read_toml(path) for folder in folders for path in toml_files_of(folder))


def registers_from(files: Iterable[tuple[str, bytes]]) -> Registers:
    """Return the register data that stand in `files`, each a name (for the errors) and its content.

    Raises:
        RegisterFileError: a file is not valid; names file, entry and reason.
    """
    return _registers_from(parse_toml(name, content) for name, content in files)


def _registers_from(tables: Iterable[Table]) -> Registers:
    by_kind: dict[FileKind, list[Table]] = {kind: [] for kind in FileKind}
    for table in tables:
        by_kind[kind_of(table)].append(table)
    ledger = Ledger()
    registers = tuple(read_register(table, ledger) for table in by_kind[FileKind.REGISTER])
    return Registers(
        registers=registers,
        profiles=tuple(read_profile(table, registers, ledger) for table in by_kind[FileKind.PROFILE]),
        law_lists=tuple(read_laws(table, registers, ledger) for table in by_kind[FileKind.LAWS]),
        conduct_codes=tuple(read_code(table, registers, ledger) for table in by_kind[FileKind.CODE]),
    )


def toml_files_of(folder: Path) -> list[Path]:
    """Return the TOML files of a folder (not of folders below it), by name.

    Raises:
        EnvironmentRefusedError: the folder cannot be read, or has very many of them.
    """
    try:
        # `iterdir` and not `glob`, which takes a missing or forbidden folder for an empty one.
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".toml" and path.is_file())
    except OSError as error:
        raise refusal_from(error, Text("De map met registers lezen", "Reading the folder of registers")) from error
    if len(paths) > MOST_FILES:
        raise EnvironmentRefusedError(
            Text(
                "In de map met registers staan meer dan {n} bestanden.",
                "The folder of registers has more than {n} files.",
            ).fill(n=MOST_FILES),
            Text("Laat er alleen registerbestanden in.", "Leave only register files in it."),
        )
    return paths


__all__ = ["MOST_FILES", "RegisterFileError", "load_registers", "registers_from", "toml_files_of"]
