"""Values: small things that never change, equal when all their parts are.

They are what `dataclass(frozen=True, slots=True)` makes, for what is loaded before the first overview. A dataclass is
written out as source text and compiled anew at every start, half a millisecond each, and it brings `inspect` and `ast`
along; of such classes there are thirty. What is loaded later than that is an ordinary dataclass.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, NoReturn, Self, dataclass_transform


class _ValueType(type):
    """Makes a slot of each name that a class annotates, and keeps what a part is when it is not given."""

    __parts__: tuple[str, ...]
    __usual__: dict[str, Any]
    __setters__: tuple[Callable[[object, object], None], ...]
    __read__: Callable[[object], object]

    def __new__(cls, name: str, bases: tuple[type, ...], members: dict[str, Any]) -> _ValueType:
        own = tuple(members.get("__annotations__", ()))
        kind: Any = bases[0] if bases else object
        parts = (*getattr(kind, "__parts__", ()), *own)
        usual = {part: members.pop(part) for part in own if part in members}
        made = super().__new__(cls, name, bases, {**members, "__slots__": own, "__match_args__": parts})
        made.__parts__ = parts
        made.__usual__ = {**getattr(kind, "__usual__", {}), **usual}
        made.__setters__ = tuple(getattr(made, part).__set__ for part in parts)
        if parts:
            made.__read__ = attrgetter(*parts)
        return made


@dataclass_transform(frozen_default=True)
class Value(metaclass=_ValueType):
    """A value with the parts that a class of it annotates, in that order; made, compared and shown as a dataclass is.

    A class may have a `__post_init__` that refuses what makes no sense.
    """

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - each class has parts of its own
        """Take the parts.

        Raises:
            TypeError: one is missing, is given twice, or is no part of it.
        """
        cls = type(self)
        if named or len(given) != len(cls.__setters__):
            given = _complete(cls, given, named)
        for put, part in zip(cls.__setters__, given, strict=True):
            put(self, part)
        self.__post_init__()

    def __post_init__(self) -> None:
        """Refuse nothing."""

    def as_dict(self) -> dict[str, Any]:
        """Return the parts by name, each as it is."""
        return {part: getattr(self, part) for part in type(self).__parts__}

    def replaced(self, **parts: Any) -> Self:  # noqa: ANN401 - as above
        """Return the same with other parts."""
        return type(self)(**{**self.as_dict(), **parts})

    def __eq__(self, other: object) -> bool:
        """Tell whether it is of the same class, and all parts are equal."""
        if type(self) is not type(other):
            return NotImplemented
        read = type(self).__read__
        return read(self) == read(other)

    def __hash__(self) -> int:
        """Return a hash of all parts."""
        return hash(type(self).__read__(self))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """Refuse: it never changes."""
        raise AttributeError(f"{type(self).__name__} never changes; {name!r} cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        """Refuse: it never changes."""
        raise AttributeError(f"{type(self).__name__} never changes; {name!r} cannot be deleted")

    def __reduce__(self) -> tuple[type[Self], tuple[Any, ...]]:
        """Return what copies and pickles are made of."""
        return type(self), tuple(self.as_dict().values())

    def __repr__(self) -> str:
        """Return the parts as they are given."""
        return f"{type(self).__qualname__}({', '.join(f'{part}={value!r}' for part, value in self.as_dict().items())})"


def _complete(cls: _ValueType, given: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
    parts = cls.__parts__
    by_name = dict(zip(parts, given, strict=False))
    wrong = [part for part in named if part in by_name or part not in parts]
    every = {**cls.__usual__, **by_name, **named}
    wrong += [part for part in parts if part not in every]
    if wrong or len(given) > len(parts):
        raise TypeError(f"{cls.__name__} takes {', '.join(parts)}; not right: {', '.join(wrong) or 'too many'}")
    return tuple(every[part] for part in parts)
