"""The process that knows the dictionaries; see `documents.guarding` and `dictionary`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any, Final

from portfolio_app.documents.guarding.serving import Answer, Tell, serve
from portfolio_app.documents.spelling.limits import MAX_MEMORY, MAX_SECONDS, MOST_SUGGESTIONS

_SIGNS: Final = str.maketrans({"’": "'", "‘": "'", "\u00ad": None})
"""Dictionaries write the straight apostrophe; a place where a word may be broken is no part of it."""


def main() -> int:
    """Answer questions about words until there are no more."""
    return serve(_tasks, memory=MAX_MEMORY, seconds=MAX_SECONDS)


def _tasks(_: Tell) -> Callable[[dict[str, Any], bytes], Answer]:
    from hunspell import Hunspell

    opened: dict[tuple[str, str], Any] = {}

    def answer(head: dict[str, Any], _: bytes) -> Answer:
        place = (head["folder"], head["name"])
        if place not in opened:
            opened[place] = Hunspell(head["name"], hunspell_data_dir=head["folder"], system_encoding="utf-8")
        dictionary = opened[place]
        if head["task"] == "suggest":
            return {"suggestions": _suggestions(dictionary, head["word"])}, b""
        return {"wrong": list(_wrong(dictionary, head["words"]))}, b""

    return answer


def _wrong(dictionary: Any, words: Iterable[str]) -> Iterable[str]:  # noqa: ANN401 - the library tells no types
    for word in words:
        plain = word.translate(_SIGNS)
        if not (_is_known(dictionary, plain) or (plain != word and _is_known(dictionary, word))):
            yield word


def _is_known(dictionary: Any, word: str) -> bool:  # noqa: ANN401 - as above
    """Tell whether a dictionary knows a word, or all parts of one with hyphens: `WIA-aanvraag`."""
    try:
        if dictionary.spell(word) or (word.startswith("Eé") and dictionary.spell(f"éé{word[2:]}")):
            return True
    except UnicodeEncodeError:
        return True  # signs that the dictionary has no room for: of these it knows nothing
    parts = word.split("-")
    return len(parts) > 1 and all(part.isupper() or (part and _is_known(dictionary, part)) for part in parts)


def _suggestions(dictionary: Any, word: str) -> list[str]:  # noqa: ANN401 - as above
    try:
        found = dictionary.suggest(word.translate(_SIGNS))
    except UnicodeEncodeError:
        return []
    return list(found)[:MOST_SUGGESTIONS]


if __name__ == "__main__":
    sys.exit(main())
