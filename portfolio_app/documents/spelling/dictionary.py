"""A dictionary as the program sees it: asked in a process of its own, which a bad file may take along."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from portfolio_app.common.text import Text
from portfolio_app.documents.guarding.messages import BrokenMessageError
from portfolio_app.documents.guarding.process import BrokenOffError, Child, GuardedProcess
from portfolio_app.documents.spelling.files import DictionaryFiles, DictionaryRefusedError, examine
from portfolio_app.documents.spelling.limits import IDLE_SECONDS, LONGEST_WORD, MAX_SECONDS, MOST_SUGGESTIONS

SPELLING: Final = Child("check-spelling", "portfolio_app.documents.spelling.child", MAX_SECONDS, IDLE_SECONDS)
"""The process that knows the dictionaries."""


class Dictionaries(GuardedProcess):
    """Looks words up in dictionaries. May be used from any thread; not from one that paints.

    A dictionary is examined when it is first asked for, and one that made the process fail is not asked again.
    """

    def __init__(self, child: Child = SPELLING) -> None:
        super().__init__(child)
        self._examined: set[DictionaryFiles] = set()
        self._refused: dict[DictionaryFiles, DictionaryRefusedError] = {}

    def wrong(self, files: DictionaryFiles, words: Iterable[str]) -> frozenset[str]:
        """Return those of the words that the dictionary does not know.

        Raises:
            DictionaryRefusedError: it is damaged, or no dictionary, or takes too much.
            EnvironmentRefusedError: it cannot be read, or no process can be started.
        """
        asked = [word for word in words if len(word) <= LONGEST_WORD]
        found = self._asked(files, {"task": "check", "words": asked})
        return frozenset(_words_in(found, "wrong")) & frozenset(asked)

    def suggestions(self, files: DictionaryFiles, word: str) -> tuple[str, ...]:
        """Return what may have been meant by a word, the likeliest first.

        Raises:
            DictionaryRefusedError: as `wrong`.
            EnvironmentRefusedError: as `wrong`.
        """
        if len(word) > LONGEST_WORD:
            return ()
        found = self._asked(files, {"task": "suggest", "word": word})
        return tuple(each for each in _words_in(found, "suggestions") if each.isprintable())[:MOST_SUGGESTIONS]

    def _asked(self, files: DictionaryFiles, question: dict[str, Any]) -> dict[str, Any]:
        if files in self._refused:
            raise self._refused[files]
        try:
            if files not in self._examined:
                examine(files)
                self._examined.add(files)
            answer, _ = self.ask({**question, "folder": str(files.folder), "name": files.name})
        except DictionaryRefusedError as refusal:
            self._refused[files] = refusal
            raise
        except (BrokenOffError, BrokenMessageError) as error:
            broken_off = self._refused[files] = _broken_off(files)
            raise broken_off from error
        return answer


def _words_in(answer: dict[str, Any], name: str) -> list[str]:
    found = answer.get(name)
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []


def _broken_off(files: DictionaryFiles) -> DictionaryRefusedError:
    return DictionaryRefusedError(
        Text(
            "Het woordenboek “{name}” is beschadigd of te zwaar: het gebruik ervan is afgebroken.",
            "The dictionary “{name}” is damaged or too heavy: using it was stopped.",
        ).fill(name=files.name)
    )
