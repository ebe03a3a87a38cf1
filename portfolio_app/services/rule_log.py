"""Every step that was ever done to the person's own registers and rules, kept in the vault beside these themselves.

The history of the records knows nothing of files, so that these have one of their own. Each step bears its moment, and
the number of the last operation on the records before it: so that both can be told as one. It is about nobody
(`own_rules_privacy`), and stays when somebody is erased.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any, Final

from portfolio_app.common.text import Text

_FORMAT: Final = "vakdossier-rule-log/1"
_MOST_DEEDS: Final = 1_000
"""Older ones are forgotten; what they brought about is what the rest begins with."""


@dataclass(frozen=True, slots=True)
class RuleDeed:
    """One step.

    Attributes:
        number: its place among all that were ever done, from 1.
        at: when, aware and in UTC.
        after: the number of the last operation on the records before it; 0 when there was none.
        what: what was done, in words.
        name: of the file that it concerns.
        content: what has stood in that since; None where it is gone.
    """

    number: int
    at: datetime
    after: int
    what: Text
    name: str
    content: str | None


@dataclass(frozen=True, slots=True)
class RuleLog:
    """All steps.

    Attributes:
        first: the files as they were before the first of the steps, by name.
        deeds: the steps, oldest first.
    """

    first: Mapping[str, str] = field(default_factory=dict)
    deeds: tuple[RuleDeed, ...] = ()

    def files_before(self, number: int) -> dict[str, str]:
        """Return the files as they were before the step with that number, by name."""
        files = dict(self.first)
        for deed in self.deeds:
            if deed.number < number:
                _put(files, deed)
        return files

    def files_now(self) -> dict[str, str]:
        """Return the files as they are after the last of the steps, by name."""
        return self.files_before(self.deeds[-1].number + 1 if self.deeds else 1)

    def files_at(self, moment: datetime) -> dict[str, str]:
        """Return the files as they were after the newest step that bears `moment` or an earlier time.

        The order of the steps decides, not their clock times, as it does for the records (`storage/past.py`).
        """
        until = max((deed.number for deed in self.deeds if deed.at <= moment), default=0)
        return self.files_before(until + 1)

    def with_deed(self, at: datetime, after: int, what: Text, name: str, content: str | None) -> RuleLog:
        """Return the log with one more step."""
        number = self.deeds[-1].number + 1 if self.deeds else 1
        deeds = (*self.deeds, RuleDeed(number, at, after, what, name, content))
        first = dict(self.first)
        for deed in deeds[:-_MOST_DEEDS]:
            _put(first, deed)
        return RuleLog(first, deeds[-_MOST_DEEDS:])


def _put(files: dict[str, str], deed: RuleDeed) -> None:
    if deed.content is None:
        files.pop(deed.name, None)
    else:
        files[deed.name] = deed.content


def rule_log_as_words(log: RuleLog) -> str:
    """Return a log as it is kept."""
    deeds = [
        {
            "number": deed.number,
            "at": deed.at.isoformat(timespec="microseconds"),
            "after": deed.after,
            "nl": deed.what.nl,
            "en": deed.what.en,
            "name": deed.name,
            "content": deed.content,
        }
        for deed in log.deeds
    ]
    return json.dumps({"format": _FORMAT, "first": dict(log.first), "deeds": deeds}, ensure_ascii=False)


def rule_log_from_words(words: str) -> RuleLog | None:
    """Return the log that is kept as these words; None when this program cannot read it."""
    try:
        body = json.loads(words)
        if body["format"] != _FORMAT:
            return None
        first = {str(name): str(content) for name, content in body["first"].items()}
        log = RuleLog(first, tuple(_deed(plain) for plain in body["deeds"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    in_order = all(one.number < next_one.number for one, next_one in pairwise(log.deeds))
    return log if in_order and all(deed.at.tzinfo is not None for deed in log.deeds) else None


def _deed(plain: Mapping[str, Any]) -> RuleDeed:
    content = plain["content"]
    return RuleDeed(
        number=int(plain["number"]),
        at=datetime.fromisoformat(plain["at"]),
        after=int(plain["after"]),
        what=Text(plain["nl"], plain["en"]),
        name=str(plain["name"]),
        content=None if content is None else str(content),
    )
