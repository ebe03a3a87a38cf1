"""Values behave as frozen dataclasses do, so that either can stand where the other stood."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.common.value import Value


class Spot(Value):
    """With two parts of which the second may be left out, and one that refuses."""

    east: int
    north: int = 7
    marks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.east == 13:
            raise ValueError("not there")

    @property
    def sum(self) -> int:
        return self.east + self.north


class Height(Spot):
    """With a part more than the one that it is a kind of."""

    above: float = 0.0


class Alone(Value):
    """With one part."""

    only: object


@dataclass(frozen=True, slots=True)
class Model:
    """What `Spot` is held against."""

    east: int
    north: int = 7
    marks: tuple[str, ...] = ()


spots = st.tuples(st.integers(-3, 3), st.integers(-3, 3), st.just(()) | st.just(("a",)))


@given(spots, spots)
def test_it_is_made_compared_and_shown_as_a_dataclass(
    one: tuple[int, int, tuple[str, ...]], other: tuple[int, int, tuple[str, ...]]
) -> None:
    assert (Spot(*one) == Spot(*other)) == (Model(*one) == Model(*other))
    assert (Spot(*one) != Spot(*other)) == (Model(*one) != Model(*other))
    assert Spot(*one) == Spot(east=one[0], north=one[1], marks=one[2]) == Spot(one[0], marks=one[2], north=one[1])
    assert hash(Spot(*one)) == hash(Spot(*one))
    assert repr(Spot(*one)) == repr(Model(*one)).replace("Model", "Spot")
    assert Spot(*one).replaced(north=other[1]).as_dict() == {
        "east": one[0],
        "north": replace(Model(*one), north=other[1]).north,
        "marks": one[2],
    }


def test_what_is_left_out_is_as_usual() -> None:
    assert Spot(1) == Spot(1, 7, ())
    assert Height(1, above=2.5) == Height(1, 7, (), 2.5)
    assert Height(1).sum == 8


def test_another_class_is_never_equal() -> None:
    assert Spot(1) != Height(1)
    assert Spot(1) != (1, 7, ())
    assert Alone(1) != Spot(1)
    assert len({Alone(1), Alone(1), Spot(1)}) == 2


def test_it_can_be_taken_apart_by_its_pattern() -> None:
    match Height(1, 2, ("b",), 3.0):
        case Height(east, north, marks, above=above):
            assert (east, north, marks, above) == (1, 2, ("b",), 3.0)
        case _:
            pytest.fail("no pattern fitted")


def test_it_never_changes() -> None:
    spot = Spot(1)
    with pytest.raises(AttributeError):
        spot.east = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del spot.east
    with pytest.raises(AttributeError):
        spot.other = 2  # type: ignore[attr-defined]
    with pytest.raises(FrozenInstanceError):
        Model(1).east = 2  # type: ignore[misc]
    assert spot == Spot(1)
    assert not hasattr(spot, "__dict__")


def test_copies_and_pickles_are_equal() -> None:
    for value in (Spot(1), Height(1, 2, ("c",), 0.5), Alone([1])):
        assert copy.copy(value) == copy.deepcopy(value) == pickle.loads(pickle.dumps(value)) == value  # noqa: S301 - own


def test_what_makes_no_sense_is_refused() -> None:
    for make in (
        Spot,
        lambda: Spot(1, 2, (), 4),  # type: ignore[call-arg]
        lambda: Spot(1, east=1),  # type: ignore[misc]
        lambda: Spot(1, south=1),  # type: ignore[call-arg]
    ):
        with pytest.raises(TypeError, match="Spot takes east, north, marks"):
            make()
    with pytest.raises(ValueError, match="not there"):
        Spot(13)
    with pytest.raises(ValueError, match="not there"):
        Spot(1).replaced(east=13)
