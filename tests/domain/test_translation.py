"""Which texts may stand in English too, and which do not yet."""

from __future__ import annotations

import pytest

from portfolio_app.domain.fields import RecordKind
from portfolio_app.domain.kinds import KINDS
from portfolio_app.domain.records.career import Position, Skill
from portfolio_app.domain.translation import pairs_of, untranslated
from portfolio_app.domain.values import LongText, ShortText


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_both_sides_of_a_pair_are_texts_of_the_same_sort_for_the_same_readers(kind: RecordKind) -> None:
    for pair in pairs_of(kind):
        assert type(pair.dutch.type) is type(pair.english.type)
        assert isinstance(pair.dutch.type, (ShortText, LongText))
        assert pair.dutch.audience is pair.english.audience
        assert not pair.english.required


def test_what_is_empty_in_dutch_need_not_be_translated() -> None:
    position = Position(id="p", role="Casemanager", description="Begeleiden", role_en="Case manager")
    assert [spec.name for spec in untranslated(position)] == ["description_en"]
    assert untranslated(Skill(id="s")) == ()
    assert untranslated(Skill(id="s", name="Coaching", name_en="Coaching")) == ()
