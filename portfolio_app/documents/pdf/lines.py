"""Breaking text into lines: greedy, ragged right, safe for words of any length."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from portfolio_app.documents.pdf.design import Style
from portfolio_app.documents.pdf.faces import Face

_UNBREAKABLE_SPACES: Final = ("\xa0", "\u202f", "\u2007")
_BREAKABLE_SPACE: Final = re.compile(r"[ \t\f\v\r\u2000-\u2006\u2008-\u200a\u205f\u3000\x1c-\x1f]+")
_LINE_BREAK: Final = re.compile(r"\r\n|[\n\x85\u2028\u2029]")
_AFTER_WHICH_TO_BREAK: Final = "-/_.@:;,&?=–—"


class Line(NamedTuple):
    """Words of one style. `joined` says that the next line goes on within the same word."""

    words: list[str]
    width: int
    joined: bool


def words_of(text: str) -> list[str]:
    """Return the words between breakable spaces."""
    if text.isascii() or not any(space in text for space in _UNBREAKABLE_SPACES):
        return text.split()
    return [word for word in _BREAKABLE_SPACE.split(text) if word]


def paragraphs_of(text: str) -> list[str]:
    """Return the stretches of a text between forced line breaks."""
    return [text] if text.isascii() and "\n" not in text else _LINE_BREAK.split(text)


def break_text(text: str, face: Face, size: float, width: float) -> list[Line]:
    """Return the lines of a text in one style, for a measure of `width` points; at least one."""
    limit = int(width * 1000 / size)
    lines: list[Line] = []
    for stretch in paragraphs_of(text):
        _break_words(words_of(stretch), face, limit, lines)
    return lines


def _break_words(words: Sequence[str], face: Face, limit: int, lines: list[Line]) -> None:
    space, measure = face.space, face.width
    current: list[str] = []
    filled = 0
    for word in words:
        wide = measure(word)
        if current and filled + space + wide <= limit:
            current.append(word)
            filled += space + wide
            continue
        if current:
            lines.append(Line(current, filled, joined=False))
        rest = word
        if wide > limit:
            *parts, rest = split_word(word, face, limit)
            lines.extend(Line([part], measure(part), joined=True) for part in parts)
            wide = measure(rest)
        current, filled = [rest], wide
    lines.append(Line(current, filled, joined=False))


def split_word(word: str, face: Face, limit: int) -> list[str]:
    """Return a word in parts that each fit `limit` (thousandths of the size), cut after a mark where one is near."""
    parts = []
    start, filled = 0, 0
    best = -1
    for at, char in enumerate(word):
        wide = face.width(char)
        if filled + wide > limit and at > start:
            cut = best if best > start + (at - start) // 2 else at
            parts.append(word[start:cut])
            filled = sum(face.width(each) for each in word[cut:at])
            start, best = cut, -1
        filled += wide
        if char in _AFTER_WHICH_TO_BREAK:
            best = at + 1
    parts.append(word[start:])
    return parts


@dataclass(frozen=True, slots=True)
class StyledRun:
    """A stretch of text in one style; `owner` tells the pieces of one link from those of its neighbours."""

    text: str
    style: Style
    owner: int = 0


class Fragment(NamedTuple):
    """Words of one run on one line; `offset` and `width` in points, `spaced` when a space follows on the same line."""

    run: int
    words: list[str]
    offset: float
    width: float
    spaced: bool


class RichLine(NamedTuple):
    """The fragments of one line; `joined` as with `Line`."""

    fragments: list[Fragment]
    width: float
    joined: bool


class _Token(NamedTuple):
    run: int
    word: str
    glued: bool
    forced: bool


def _tokens(runs: Sequence[StyledRun]) -> list[_Token]:
    tokens: list[_Token] = []
    space_before, forced = True, False
    for number, run in enumerate(runs):
        for index, stretch in enumerate(paragraphs_of(run.text)):
            if index:
                forced = space_before = True
            words = words_of(stretch)
            for at, word in enumerate(words):
                leads = at > 0 or space_before or _begins_with_space(stretch)
                tokens.append(_Token(number, word, glued=not leads, forced=forced))
                forced = space_before = False
            if words:
                space_before = _ends_with_space(stretch)
            elif stretch:
                space_before = True
    return tokens


def _begins_with_space(text: str) -> bool:
    return bool(_BREAKABLE_SPACE.match(text[:1]))


def _ends_with_space(text: str) -> bool:
    return bool(_BREAKABLE_SPACE.match(text[-1:]))


class _RichBreaker:
    """Fills lines with tokens of several styles, never breaking between two that have no space between them."""

    def __init__(self, runs: Sequence[StyledRun], faces: Sequence[Face], width: float) -> None:
        self._runs, self._faces, self._limit = runs, faces, width
        self.lines: list[RichLine] = []
        self._line: list[tuple[_Token, float]] = []
        self._filled = 0.0

    def measure(self, token: _Token) -> float:
        return self._faces[token.run].width(token.word) * self._runs[token.run].style.size / 1000

    def space(self, run: int) -> float:
        return self._faces[run].space * self._runs[run].style.size / 1000

    def add(self, group: list[_Token]) -> None:
        """Place tokens that belong together."""
        wide = sum(self.measure(token) for token in group)
        gap = self.space(group[0].run) if self._line else 0.0
        if self._line and (group[0].forced or self._filled + gap + wide > self._limit):
            self.end_line(joined=False)
            gap = 0.0
        if wide > self._limit:
            self._add_oversize(group)
            return
        self._filled += gap + wide
        self._line.extend((token, self.measure(token)) for token in group)

    def _add_oversize(self, group: list[_Token]) -> None:
        for token in group:
            size = self._runs[token.run].style.size
            if self._filled + self.measure(token) > self._limit and self._line:
                self.end_line(joined=True)
            *parts, rest = split_word(token.word, self._faces[token.run], int(self._limit * 1000 / size))
            for part in parts:
                piece = token._replace(word=part)
                self._line.append((piece, self.measure(piece)))
                self.end_line(joined=True)
            last = token._replace(word=rest)
            self._line.append((last, self.measure(last)))
            self._filled += self.measure(last)

    def end_line(self, *, joined: bool) -> None:
        fragments: list[Fragment] = []
        offset = 0.0
        for token, wide in self._line:
            previous = fragments[-1] if fragments else None
            if previous and not token.glued:
                offset += self.space(token.run)
            if previous and previous.run == token.run and not token.glued:
                fragments[-1] = previous._replace(
                    words=[*previous.words, token.word], width=offset + wide - previous.offset
                )
            else:
                if previous and not token.glued:
                    fragments[-1] = previous._replace(spaced=True)
                fragments.append(Fragment(token.run, [token.word], offset, wide, spaced=False))
            offset += wide
        self.lines.append(RichLine(fragments, offset, joined))
        self._line, self._filled = [], 0.0


def break_runs(runs: Sequence[StyledRun], faces: Sequence[Face], width: float) -> list[RichLine]:
    """Return the lines of a text in several styles, for a measure of `width` points; at least one."""
    breaker = _RichBreaker(runs, faces, width)
    group: list[_Token] = []
    for token in _tokens(runs):
        if group and (not token.glued or token.forced):
            breaker.add(group)
            group = []
        group.append(token)
    if group:
        breaker.add(group)
    breaker.end_line(joined=False)
    return breaker.lines
