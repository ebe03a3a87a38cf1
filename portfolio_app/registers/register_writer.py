"""Writes a register as a file that `portfolio_app.registers.files` reads: the same bytes for the same register."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Any, Final

import tomli_w

from portfolio_app.common.text import Text
from portfolio_app.registers.files import FORMAT, FileKind
from portfolio_app.registers.model import Document, Register, SourceReference, Title

_MOST_LETTERS: Final = 20


def register_as_toml(register: Register) -> str:
    """Return the TOML of a register with its titles and documents; reading it gives an equal register."""
    period = register.period
    return tomli_w.dumps(
        {
            "format": FORMAT,
            "kind": FileKind.REGISTER.value,
            "register": {
                "id": register.id,
                "prefix": register.prefix,
                "name": register.name,
                "label": _text(register.label),
                "text": _text(register.text),
                "period": {
                    "years": period.years,
                    "start": period.start.value,
                    "state": period.state.value,
                    "source": _text(period.source),
                },
            },
            "documents": [_document(document) for document in register.documents],
            "titles": [_title(title) for title in register.titles],
            "expected": {"titles": len(register.titles), "documents": len(register.documents)},
        }
    )


def name_for_code(words: str, taken: Collection[str]) -> str:
    """Return a short name of letters and digits for `words` (`Mijn register` → `mijnregister`), not among those taken.

    What is left of words without any such letter is `eigen`.
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]", "", plain).lstrip("0123456789") or "eigen"
    name, number = stem[:_MOST_LETTERS], 2
    while name in taken:
        name = f"{stem[: _MOST_LETTERS - len(str(number))]}{number}"
        number += 1
    return name


def _title(title: Title) -> dict[str, Any]:
    found = {"code": title.code, "name": title.name, "label": _text(title.label), "text": _text(title.text)}
    return found if title.source is None else {**found, "source": _source(title.source)}


def _source(source: SourceReference) -> dict[str, Any]:
    return _said({"document": source.document, "section": source.section, "item": source.item})


def _document(document: Document) -> dict[str, Any]:
    return _said(
        {
            "code": document.code,
            "language": document.language,
            "version": document.version,
            "adopted": document.adopted,
            "label": _text(document.label),
            "text": _text(document.text),
            "sections": [{"id": section.id, "title": _text(section.title)} for section in document.sections],
            "history": [
                {"version": each.version, "state": each.state.value, "date": each.date, "note": _text(each.note)}
                for each in document.history
            ],
        }
    )


def _said(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}


def _text(text: Text) -> dict[str, str]:
    return {"nl": text.nl, "en": text.en}
