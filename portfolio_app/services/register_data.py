"""The register data that a portfolio is held against: those that travel with the program, and the person's own.

The person's own stand in the vault (see `own_shelf`), where the window puts them, and besides in one folder of the
machine, where a person may put files by hand; register data and rule sets together. A rule set with the id of one of
the program takes its place, and one in the vault that of one in the folder. A file that is not right is left out and
told by name: it must never keep anybody from their portfolio.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.resources import resource
from portfolio_app.common.text import Text
from portfolio_app.domain.rules import RuleSet
from portfolio_app.domain.values import Option
from portfolio_app.registers.catalogue import Registers
from portfolio_app.registers.loader import load_registers, registers_from, toml_files_of
from portfolio_app.registers.rulesets import KIND, load_rule_sets, rule_sets_from
from portfolio_app.registers.toml_table import RegisterFileError, parse_toml

_FOLDER: Final = "registers/"
_VAULT: Final = "portfolio/"
"""Stand before the name of a file of the person's own, so that it is told from one of the program."""

_LEFT_OUT: Final = Text(
    "Een eigen registerbestand is niet gebruikt. {why}", "A register file of your own was not used. {why}"
)
_NO_FOLDER: Final = Text(
    "Uw eigen registerbestanden zijn niet gelezen. {why}", "Your own register files were not read. {why}"
)

_File = tuple[str, bytes]


class Origin(Option):
    """Where a register or rule set comes from."""

    PROGRAM = "program", "van het programma", "of the program"
    FOLDER = "folder", "uit uw map met registers", "from your folder of registers"
    VAULT = "vault", "van uzelf, in dit portfolio", "your own, in this portfolio"


@dataclass(frozen=True, slots=True)
class RegisterData:
    """All register data of one person.

    Attributes:
        notices: which files of the person's own were left out, and why; usually empty.
        own: by id, the registers and rule sets that are not of the program, each with where it comes from.
    """

    registers: Registers
    rule_sets: tuple[RuleSet, ...]
    notices: tuple[Text, ...] = ()
    own: Mapping[str, Origin] = field(default_factory=dict)

    def origin_of(self, identifier: str) -> Origin:
        """Return where the register or rule set with that id comes from."""
        return self.own.get(identifier, Origin.PROGRAM)


def bundled_registers() -> Registers:
    """Return the registers, profiles, law lists and codes of the program.

    Raises:
        EnvironmentRefusedError: a file is damaged; names file, entry and reason.
    """
    return load_registers(resource("registers"))


def bundled_rule_sets() -> tuple[RuleSet, ...]:
    """Return the rule sets of the program.

    Raises:
        EnvironmentRefusedError: a file is damaged; names file, entry and reason.
    """
    return load_rule_sets(resource("registers", "rules"))


def register_data(own: Path | None = None, kept: Mapping[str, str] | None = None) -> RegisterData:
    """Return what travels with the program together with what is the person's own.

    Args:
        own: the folder of the machine; None for none.
        kept: the files in the vault: by name, what is in each.

    Raises:
        EnvironmentRefusedError: a file of the program itself is damaged.
    """
    of_folder, notices = _own_files(own) if own is not None and own.is_dir() else ((), ())
    of_vault = tuple((f"{_VAULT}{name}", words.encode()) for name, words in (kept or {}).items())
    if not of_folder and not of_vault:
        return RegisterData(bundled_registers(), bundled_rule_sets(), notices)
    layers = (Origin.FOLDER, of_folder), (Origin.VAULT, of_vault)
    # Of two registers with one id the first is taken: that of the vault.
    registers, left_out = _registers_with(
        [file for _, files in reversed(layers) for file in files if not _is_rules(file)]
    )
    rule_sets = {rule_set.id: rule_set for rule_set in bundled_rule_sets()}
    origins: dict[str, Origin] = {}
    refused: list[Text] = []
    for origin, files in layers:
        found, bad = _rule_sets_of([file for file in files if _is_rules(file)])
        rule_sets.update(found)
        origins.update(dict.fromkeys(found, origin))
        refused.extend(bad)
    for origin, files in layers:
        ids = {_register_id(file) for file in files if not _is_rules(file)}
        origins.update({each.id: origin for each in registers.registers if each.id in ids})
    return RegisterData(registers, tuple(rule_sets.values()), (*notices, *left_out, *refused), origins)


def own_register_files(own: Path | None) -> tuple[_File, ...]:
    """Return the names and contents of the person's own register files; what cannot be read is left out."""
    return _read_all(own)[0] if own is not None and own.is_dir() else ()


def judge_file(name: str, content: bytes) -> None:
    """Hold a file of register data, or of rules, against what the program needs, together with its own files.

    Raises:
        RegisterFileError: it is not right; names the entry and the reason.
    """
    if parse_toml(name, content).string("kind") == KIND:
        rule_sets_from([(name, content)])
    else:
        registers_from([*_bundled_files(), (name, content)])


def _bundled_files() -> list[_File]:
    return [(path.name, path.read_bytes()) for path in toml_files_of(resource("registers"))]


def _own_files(own: Path) -> tuple[tuple[_File, ...], tuple[Text, ...]]:
    files, notices = _read_all(own)
    return tuple((f"{_FOLDER}{name}", content) for name, content in files), notices


def _read_all(own: Path) -> tuple[tuple[_File, ...], tuple[Text, ...]]:
    files: list[_File] = []
    notices: list[Text] = []
    try:
        paths = toml_files_of(own)
    except EnvironmentRefusedError as error:
        return (), (_NO_FOLDER.fill(why=error.message),)
    for path in paths:
        try:
            files.append((path.name, path.read_bytes()))
        except OSError:
            unread = Text("{name} kan niet worden gelezen.", "{name} cannot be read.").fill(name=path.name)
            notices.append(_LEFT_OUT.fill(why=unread))
    return tuple(files), tuple(notices)


def _is_rules(file: _File) -> bool:
    """Tell whether a file holds a rule set; one that cannot be read counts as register data, which refuses it."""
    try:
        return parse_toml(*file).string("kind") == KIND
    except RegisterFileError:
        return False


def _register_id(file: _File) -> str:
    """Return the id of the register that a file declares; empty when it declares none."""
    try:
        return parse_toml(*file).table("register").string("id")
    except RegisterFileError:
        return ""


def _registers_with(own: Sequence[_File]) -> tuple[Registers, tuple[Text, ...]]:
    bundled = _bundled_files()
    left, notices = list(own), list[Text]()
    while True:
        try:
            return registers_from([*bundled, *left]), tuple(notices)
        except RegisterFileError as error:
            guilty = [file for file in left if file[0] == error.file]
            if not guilty:
                raise
            left.remove(guilty[0])
            notices.append(_LEFT_OUT.fill(why=error.message))


def _rule_sets_of(own: Sequence[_File]) -> tuple[dict[str, RuleSet], tuple[Text, ...]]:
    found: dict[str, RuleSet] = {}
    given: dict[str, str] = {}
    notices: list[Text] = []
    for name, content in own:
        try:
            (rule_set,) = rule_sets_from([(name, content)])
        except RegisterFileError as error:
            notices.append(_LEFT_OUT.fill(why=error.message))
            continue
        if rule_set.id in given:
            twice = Text("{name} en {other} hebben hetzelfde id.", "{name} and {other} have the same id.")
            notices.append(_LEFT_OUT.fill(why=twice.fill(name=name, other=given[rule_set.id])))
            continue
        given[rule_set.id] = name
        found[rule_set.id] = rule_set
    return found, tuple(notices)
