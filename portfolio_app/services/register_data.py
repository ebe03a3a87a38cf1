"""The register data that a portfolio is held against: those that travel with the program, and the person's own.

The person's own files stand in one folder, register data and rule sets together. A rule set with the id of one of the
program takes its place. A file that is not right is left out and told by name: it must never keep anybody from their
portfolio.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from portfolio_app.common.atomic import make_private_folder, write_atomically
from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.resources import resource
from portfolio_app.common.text import Text
from portfolio_app.domain.rules import RuleSet
from portfolio_app.registers.catalogue import Registers
from portfolio_app.registers.loader import load_registers, registers_from, toml_files_of
from portfolio_app.registers.rulesets import KIND, load_rule_sets, rule_sets_from
from portfolio_app.registers.toml_table import RegisterFileError, parse_toml

_OWN: Final = "registers/"
"""Stands before the name of a file of the person's own, so that it is told from one of the program."""

_LEFT_OUT: Final = Text(
    "Een eigen registerbestand is niet gebruikt. {why}", "A register file of your own was not used. {why}"
)
_NO_FOLDER: Final = Text(
    "Uw eigen registerbestanden zijn niet gelezen. {why}", "Your own register files were not read. {why}"
)
_SAVING: Final = Text("Het terugzetten van een registerbestand", "Putting back a register file")

_File = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class RegisterData:
    """All register data of one person.

    Attributes:
        notices: which files of the person's own were left out, and why; usually empty.
    """

    registers: Registers
    rule_sets: tuple[RuleSet, ...]
    notices: tuple[Text, ...] = ()


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


def register_data(own: Path | None = None) -> RegisterData:
    """Return what travels with the program together with what stands in the folder `own`.

    Raises:
        EnvironmentRefusedError: a file of the program itself is damaged.
    """
    if own is None or not own.is_dir():
        return RegisterData(bundled_registers(), bundled_rule_sets())
    files, notices = _own_files(own)
    rules = [file for file in files if _is_rules(file)]
    others = [file for file in files if file not in rules]
    registers, left_out = _registers_with(others)
    rule_sets, refused = _rule_sets_with(rules)
    return RegisterData(registers, rule_sets, (*notices, *left_out, *refused))


def own_register_files(own: Path | None) -> tuple[_File, ...]:
    """Return the names and contents of the person's own register files; what cannot be read is left out."""
    return _read_all(own)[0] if own is not None and own.is_dir() else ()


def put_back(own: Path, name: str, content: bytes) -> Text | None:
    """Put a register file into the person's own folder, unless it is there; return why it was not, or None.

    Nothing that stands there is ever written over, and nothing that is not right is put there.

    Args:
        own: the folder; made when it is not there.
        name: of the file, without a folder.
        content: as it was.

    Raises:
        EnvironmentRefusedError: the system refused.
    """
    target = own / name
    if Path(name).name != name or target.suffix.lower() != ".toml":
        return _LEFT_OUT.fill(why=Text("De naam is geen bestandsnaam.", "Its name is not the name of a file."))
    if target.exists():
        if target.read_bytes() == content:
            return None
        words = Text("{name} staat er al, en is anders.", "{name} is there already, and is different.")
        return _LEFT_OUT.fill(why=words.fill(name=name))
    there = _own_files(own)[0] if own.is_dir() else ()
    new = (f"{_OWN}{name}", content)
    is_rules = _is_rules(new)
    beside = [file for file in there if _is_rules(file) is is_rules]
    known = {str(notice) for notice in (_rule_sets_with(beside) if is_rules else _registers_with(beside))[1]}
    refused = (_rule_sets_with([*beside, new]) if is_rules else _registers_with([*beside, new]))[1]
    worse = [notice for notice in refused if str(notice) not in known]
    if worse:
        return worse[0]
    make_private_folder(own, _SAVING)
    write_atomically(target, content, _SAVING)
    return None


def _own_files(own: Path) -> tuple[tuple[_File, ...], tuple[Text, ...]]:
    files, notices = _read_all(own)
    return tuple((f"{_OWN}{name}", content) for name, content in files), notices


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


def _registers_with(own: list[_File]) -> tuple[Registers, tuple[Text, ...]]:
    bundled = [(path.name, path.read_bytes()) for path in toml_files_of(resource("registers"))]
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


def _rule_sets_with(own: list[_File]) -> tuple[tuple[RuleSet, ...], tuple[Text, ...]]:
    found = {rule_set.id: rule_set for rule_set in bundled_rule_sets()}
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
    return tuple(found.values()), tuple(notices)
