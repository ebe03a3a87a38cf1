"""What a person keeps has one name in every text that people read: the portfolio. The code calls its folder a vault."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source_tree import CHECKOUT, modules, parsed, place, set_up_modules

# `VAULT`, in capitals, is what the command line calls the folder, and vault.json is a file in it.
OTHER_WORD = re.compile(r"\bklui[sz]\w*|\bKlui[sz]\w*|\b[Vv]aults?\b(?!\.json)")

# Here the word is what it is in a dictionary.
EVERYDAY_DUTCH = "portfolio_app/domain/privacy/common_words.py"


def texts_in(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the words of a module that are meant for people, with their lines: texts, and the labels of options."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and called(node.func) in {"Text", "same_in_both"}:
            yield from strings_in([*node.args, *(each.value for each in node.keywords)])
        elif isinstance(node, ast.ClassDef) and any(called(base) == "Option" for base in node.bases):
            labels = [each.value for each in node.body if isinstance(each, ast.Assign)]
            yield from strings_in([part for value in labels if isinstance(value, ast.Tuple) for part in value.elts[1:]])


def called(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def strings_in(nodes: list[ast.expr]) -> Iterator[tuple[int, str]]:
    for node in nodes:
        for each in ast.walk(node):
            if isinstance(each, ast.Constant) and isinstance(each.value, str):
                yield each.lineno, each.value


def test_the_texts_are_found() -> None:
    source = """
class Origin(Option):
    VAULT = "vault", "van u", "yours"

SAID = Text("Er is geen " "kluis." if gone else f"Kluis {n}", en="Gone")
"""
    assert [words for _, words in texts_in(ast.parse(source))] == [
        "van u",
        "yours",
        "Er is geen kluis.",
        "Kluis ",
        "Gone",
    ]
    assert sum(1 for module in modules() for _ in texts_in(parsed(module))) > 8000


@pytest.mark.parametrize("words", ["De kluis.", "twee kluizen", "Kluisje", "a vault", "Vaults", "the vault's key"])
def test_the_other_word_is_seen(words: str) -> None:
    assert OTHER_WORD.search(words)


@pytest.mark.parametrize("words", ["vakdossier check VAULT", "Zet vault.json terug.", "het portfolio", "default"])
def test_what_may_be_said_is_let_through(words: str) -> None:
    assert not OTHER_WORD.search(words)


def test_people_read_of_a_portfolio_only() -> None:
    found = [
        f"{place(path)}:{line}: {words}"
        for path in (*modules(), *set_up_modules())
        for line, words in texts_in(parsed(path))
        if OTHER_WORD.search(words)
    ]
    assert not found, "\n".join(found)


def test_no_dutch_word_for_it_stands_in_the_code() -> None:
    dutch = re.compile(r"\bklui[sz]", re.IGNORECASE)
    found = {place(path) for path in (*modules(), *set_up_modules()) if dutch.search(path.read_text(encoding="utf-8"))}
    assert found == {EVERYDAY_DUTCH}


@pytest.mark.parametrize(
    "path",
    [CHECKOUT / "README.md", *sorted((CHECKOUT / "packaging" / "store").rglob("*.xml"))],
    ids=place,
)
def test_so_do_the_pages_about_the_program(path: Path) -> None:
    assert not OTHER_WORD.findall(path.read_text(encoding="utf-8"))
