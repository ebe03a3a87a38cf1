"""Nothing leaves without the gate: what a document for others is made of was let by by the privacy check."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

from tests.architecture.source_tree import PACKAGE, parsed

MAKERS: Final = {
    "material",
    "CvMaterial",
    "DossierMaterial",
    "dossier_document",
    "build_record_printout",
    "build_list_printout",
}
"""What gives records to the builder of a document, called as a function or as a method."""

GATES: Final = {"cleared_dossier", "cleared_cv", "_cleared"}
WRAPPERS: Final = {
    ("services/exports/preparing.py", "material"),
    ("services/exports/making.py", "dossier_document"),
}
"""Functions that wrap up records which whoever calls them has let through the gate."""

CALLERS: Final = {
    "services/exports/making.py",
    "services/presenting.py",
    "services/printing.py",
    "services/recovery_sheet.py",  # holds no records
}


def _functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for layer in ("services", "cli", "ui"):
        for file in sorted((PACKAGE / layer).rglob("*.py")):
            for node in ast.walk(parsed(file)):
                if isinstance(node, ast.FunctionDef):
                    yield file.relative_to(PACKAGE).as_posix(), node


def _called(function: ast.FunctionDef) -> set[str]:
    called: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Name(id=name) | ast.Attribute(attr=name):
                    called.add(name)
    return called


def _goes_around(function: ast.FunctionDef) -> bool:
    called = _called(function)
    return bool(called & MAKERS) and not called & GATES


def test_whoever_makes_a_document_for_others_asks_the_gate() -> None:
    around = [
        f"{file}: {function.name}"
        for file, function in _functions()
        if _goes_around(function) and (file, function.name) not in WRAPPERS
    ]
    assert around == []


def test_documents_are_built_in_few_places() -> None:
    callers = {
        file.relative_to(PACKAGE).as_posix()
        for layer in ("services", "cli", "ui")
        for file in (PACKAGE / layer).rglob("*.py")
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("portfolio_app.documents.builders")
        and any(each.name.startswith("build_") for each in node.names)
    }
    assert callers == CALLERS


def test_the_rule_sees_a_way_around() -> None:
    (sly,) = ast.parse("def send(portfolio):\n    return build(DossierMaterial(portfolio.snapshot()))").body
    assert isinstance(sly, ast.FunctionDef)
    assert _goes_around(sly)
