from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.source_tree import (
    CHECKOUT,
    PACKAGE,
    imported_names,
    modules,
    parsed,
    place,
    set_up_modules,
    text_files,
)

MOST_LINES = 500

# Where each package from outside may be imported; what is not listed may not be imported at all.
HOMES = {
    "PIL": ("documents", "ui", "storage"),
    "PySide6": ("ui", "bootstrap"),
    "argon2": ("storage",),
    "asn1crypto": ("documents",),
    "cryptography": ("storage", "documents", "exchange"),
    "docx": ("documents",),
    "fontTools": ("documents",),
    "hunspell": ("documents",),
    "keyring": ("services",),
    "lxml": ("exchange", "documents"),
    "pi_heif": ("documents",),
    "pikepdf": ("documents",),
    "platformdirs": ("services",),
    "pyhanko": ("documents",),
    "pyhanko_certvalidator": ("documents",),
    "pypdfium2": ("documents", "ui"),
    "reportlab": ("documents",),
    "shiboken6": ("ui", "bootstrap"),
    "sqlalchemy": ("storage",),
    "sqlcipher3": ("storage",),
    "tomli_w": ("registers",),
    "tqdm": ("cli",),
    "zxcvbn": ("services",),
}

NETWORK = (
    "aiohttp",
    "asyncio",
    "ftplib",
    "http",
    "httpx",
    "imaplib",
    "logging.handlers",
    "multiprocessing.connection",
    "multiprocessing.managers",
    "nntplib",
    "poplib",
    "PySide6.QtNetwork",
    "PySide6.QtWebEngineCore",
    "PySide6.QtWebEngineWidgets",
    "PySide6.QtWebSockets",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "webbrowser",
    "xmlrpc",
)

# Folders that exist on one machine only, and servers that packages come from on one machine or another.
MACHINE_PATH = re.compile(r"(?<![\w.~}*])(?:/(?:work|root|home|tmp|Users)/[\w.]|[A-Z]:\\\\?Users\\\\?\w)")
PACKAGE_SERVER = re.compile(
    r"pypi\.(?:org|python\.org)|pythonhosted\.org|/simple/?[\"'\s]|--(?:extra-)?index-url", re.IGNORECASE
)
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|lorem ip" + r"sum)\b")


def one_by_one(paths: tuple[Path, ...]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("module", paths, ids=place)


def is_or_is_within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


@one_by_one(modules() + set_up_modules())
def test_a_module_says_what_it_is_for(module: Path) -> None:
    text = ast.get_docstring(parsed(module))
    assert text, f"{place(module)} has no docstring"


@one_by_one(modules() + set_up_modules())
def test_a_module_has_one_job_and_a_length_to_match(module: Path) -> None:
    length = module.read_text(encoding="utf-8").count("\n")
    assert length <= MOST_LINES


@one_by_one(modules())
def test_no_module_knows_a_way_to_the_network(module: Path) -> None:
    ways = {name for name in imported_names(module) for way in NETWORK if is_or_is_within(name, way)}
    assert not ways


@one_by_one(modules())
def test_packages_from_outside_stay_in_their_homes(module: Path) -> None:
    room = module.relative_to(PACKAGE).parts[0].removesuffix(".py")
    ours = {"portfolio_app", "_typeshed"}  # the second is there for the type checker alone
    outside = {name.split(".")[0] for name in imported_names(module)} - sys.stdlib_module_names - ours
    strays = {package for package in outside if room not in HOMES.get(package, ())}
    assert not strays, f"{place(module)} may not import {sorted(strays)}"


@one_by_one(set_up_modules()[:1] + tuple(path for path in set_up_modules() if path.parent.name == "machine"))
def test_setting_up_needs_nothing_but_python(module: Path) -> None:
    needed = {name.split(".")[0] for name in imported_names(module)}
    assert needed <= sys.stdlib_module_names | {"machine"}


@one_by_one(tuple(path for path in modules() if path.parent.name == "models"))
def test_list_models_know_no_widgets(module: Path) -> None:
    assert not [name for name in imported_names(module) if name.startswith("PySide6.QtWidgets")]


def test_what_is_taken_out_of_a_layout_is_freed_in_one_module() -> None:
    layouts = PACKAGE / "ui" / "widgets" / "layouts.py"
    taking = {path for path in modules() if ".takeAt(" in path.read_text(encoding="utf-8")}
    assert taking == {layouts}


def test_every_button_is_one_that_enter_presses() -> None:
    plain = re.compile(r"\b(?:QPushButton|QToolButton)\(|class \w+\((?:QPushButton|QToolButton|QAbstractButton)\):")
    found = {place(path) for path in modules() if plain.search(path.read_text(encoding="utf-8"))}
    assert found == set()


def test_nothing_that_is_freed_is_kept_by_what_lasts() -> None:
    """A session forgets the method of a widget with the widget; a function that names one holds it, and calls it."""
    kept = re.compile(r"session\.\w+\.connect\(\s*lambda")
    found = [place(path) for path in modules() if kept.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_every_package_folder_is_a_package() -> None:
    folders = {module.parent for module in modules()}
    assert not [place(folder) for folder in folders if not (folder / "__init__.py").exists()]


def test_every_dependency_is_used_or_named_here() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {re.split(r"[\[<>=~! ]", requirement)[0].lower() for requirement in project["dependencies"]}
    imported_as = {
        "PIL": "pillow",
        "PySide6": "pyside6-essentials",
        "argon2": "argon2-cffi",
        "docx": "python-docx",
        "hunspell": "chunspell-next",
        "pi_heif": "pi-heif",
        "tomli_w": "tomli-w",
    }
    # Come along with what is asked for.
    by_others = {"asn1crypto", "fonttools", "shiboken6", "pyhanko_certvalidator"}
    known = {imported_as.get(package, package).lower() for package in HOMES} - by_others
    assert asked <= known
    used = {name.split(".")[0] for module in modules() for name in imported_names(module)} & set(HOMES)
    assert {imported_as.get(package, package).lower() for package in used} - by_others <= asked


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("a path of one machine", MACHINE_PATH),
        ("a package server", PACKAGE_SERVER),
        ("a mark of unfinished work", UNFINISHED),
    ],
)
def test_the_repository_holds_none_of(what: str, pattern: re.Pattern[str]) -> None:
    found = [
        f"{place(path)}:{number}: {line.strip()[:100]}"
        for path in text_files()
        if path != Path(__file__).resolve()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]
    assert not found, f"{what}:\n" + "\n".join(found)
