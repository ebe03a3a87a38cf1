"""How far a check is: which stage, and how much of it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sized
from enum import StrEnum
from typing import Final, Protocol, TypeVar

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")
_MOST_TOLD: Final = 100
_MEGABYTE: Final = 1_000_000


class Stage(StrEnum):
    """What a check is busy with."""

    PAGES = "pages"
    """Holding the pages against the seal; counted in pages."""

    BYTES = "bytes"
    """Reading the file from the first byte to the last; counted in megabytes."""


Tell = Callable[[Stage, int, int], None]
"""Called with the stage, how much of it is done, and how much there is in all."""


class Countable(Sized, Iterable[T_co], Protocol[T_co]):
    """What has a length and can be gone through."""


def tell_nobody(stage: Stage, done: int, total: int) -> None:
    """Go on in silence."""


def counted(items: Countable[T], stage: Stage, tell: Tell) -> Iterator[T]:
    """Yield `items`, and tell after each, or each so many where there are many, how far that is."""
    total = len(items)
    each = -(-total // _MOST_TOLD)
    for done, item in enumerate(items, start=1):
        yield item
        if done % each == 0 or done == total:
            tell(stage, done, total)


def measured(take: Callable[[bytes], object], size: int, tell: Tell) -> Callable[[bytes], None]:
    """Return what hands pieces of a file on to `take`, and tells how many megabytes of `size` bytes that were."""
    total = -(-size // _MEGABYTE)
    each = -(-total // _MOST_TOLD)
    read = told = 0

    def hand_on(content: bytes) -> None:
        nonlocal read, told
        take(content)
        read += len(content)
        done = min(total, -(-read // _MEGABYTE))
        if done >= told + each or (done == total and told < total):
            told = done
            tell(Stage.BYTES, done, total)

    return hand_on
