from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.storage.check import check_vault
from portfolio_app.storage.store import Storage
from portfolio_app.storage.vault import Vault
from portfolio_app.storage.words import match_expression
from tests.storage.conftest import MakeActivity, MakeEvidence, MakeGoal


def found(storage: Storage, words: str, **how: object) -> list[str]:
    return [hit.id for hit in storage.search(words, **how)]  # type: ignore[arg-type]


def test_words_are_found_without_accents_capitals_or_their_end(storage: Storage, goal: MakeGoal) -> None:
    with storage.transaction("add") as unit:
        unit.insert(goal(name="Coördinatie van re-integratie", specific="Bij de cliënt thuis"))
    for words in ("coordinatie", "COÖRD", "integratie", "re-integratie", "re-int", "client thuis", "thuis coor", "van"):
        assert found(storage, words) == ["doel"], words
    for words in ("ordinatie", "client werk", "coor thuis", ""):
        assert found(storage, words) == [], words


@pytest.mark.parametrize(
    "typed", ["(", '"', "50%", "e-mail", "jan's", "NEAR(", "a AND", "title:x", "*", "^x", "\0", "é*", "OR"]
)
def test_no_sign_that_is_typed_means_anything(storage: Storage, goal: MakeGoal, typed: str) -> None:
    with storage.transaction("add") as unit:
        unit.insert(goal(specific=f"iets met {typed.replace(chr(0), '')} erin"))
    assert found(storage, typed) in ([], ["doel"])
    assert found(storage, f"iets {typed}") == ["doel"]


@given(st.text())
def test_any_text_makes_a_sound_expression(typed: str) -> None:
    import sqlite3

    expression = match_expression(typed)
    if expression is None:
        assert not any(sign.isalnum() for sign in typed)
        return
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE search USING fts5 (body)")
        connection.execute("SELECT * FROM search WHERE search MATCH ?", (expression,)).fetchall()
    finally:
        connection.close()


def test_titles_come_first_and_then_the_newest(storage: Storage, goal: MakeGoal) -> None:
    with storage.transaction("add") as unit:
        unit.insert(goal("oud", name="Luisteren"))
        unit.insert(goal("midden", name="Anders", specific="beter luisteren"))
        unit.insert(goal("nieuw", name="Ook anders", specific="veel luisteren"))
    hits = storage.search("luister")
    assert [(hit.id, hit.in_title) for hit in hits] == [("oud", True), ("nieuw", False), ("midden", False)]
    assert found(storage, "luister", limit=2) == ["oud", "nieuw"]
    assert found(storage, "luister", limit=1) == ["oud"]


def test_a_hit_shows_the_words_found(storage: Storage, goal: MakeGoal) -> None:
    long = "woord " * 40 + "het bijzondere\n\n   moment " + "woord " * 40
    with storage.transaction("add") as unit:
        unit.insert(goal(specific=long))
    (hit,) = storage.search("bijzondere moment")
    assert [hit.snippet[start:end] for start, end in hit.marks] in (["bijzondere moment"], ["bijzondere", "moment"])
    assert hit.snippet.startswith("…")
    assert hit.snippet.endswith("…")
    assert "\n" not in hit.snippet
    assert (hit.kind, hit.title) == ("goal", "Beter luisteren")


def test_markup_in_what_was_typed_stays_text(storage: Storage, goal: MakeGoal) -> None:
    with storage.transaction("add") as unit:
        unit.insert(goal(specific="<b>vet</b> en <img src=x> plaatje"))
    (hit,) = storage.search("plaatje")
    assert hit.snippet == "<b>vet</b> en <img src=x> plaatje"
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["plaatje"]


def test_the_text_of_evidence_is_found(storage: Storage, evidence: MakeEvidence) -> None:
    with storage.transaction("add") as unit:
        unit.insert(evidence(file_name="scan_0042.pdf", text="Certificaat Omgaan met verzuimgesprekken"))
    assert found(storage, "verzuimgesprek") == ["bewijs"]
    assert found(storage, "0042") == ["bewijs"]


def test_own_notes_are_found_too(storage: Storage, goal: MakeGoal) -> None:
    with storage.transaction("add") as unit:
        unit.insert(goal(notes="nog bellen met de opleider"))
    assert found(storage, "opleider") == ["doel"]


def test_the_index_follows_every_change(storage: Storage, goal: MakeGoal) -> None:
    with storage.transaction("add") as unit:
        unit.insert(goal(name="Appel"))
    with storage.transaction("change") as unit:
        unit.update(goal(name="Peer"))
    assert (found(storage, "appel"), found(storage, "peer")) == ([], ["doel"])
    with storage.transaction("delete") as unit:
        unit.delete("doel")
    assert found(storage, "peer") == []
    storage.undo()
    assert found(storage, "peer") == ["doel"]
    with pytest.raises(ZeroDivisionError), storage.transaction("change") as unit:  # noqa: PT012 - what comes before matters
        unit.update(goal(name="Druif"))
        raise ZeroDivisionError
    assert (found(storage, "druif"), found(storage, "peer")) == ([], ["doel"])


def test_searching_can_be_kept_to_some_kinds(storage: Storage, goal: MakeGoal, activity: MakeActivity) -> None:
    with storage.transaction("add") as unit:
        unit.insert_many([goal(name="Verzuim"), activity(name="Verzuim")])
    assert found(storage, "verzuim", kinds=["activity"]) == ["cursus"]
    assert set(found(storage, "verzuim", kinds=["activity", "goal"])) == {"cursus", "doel"}


def test_titles_come_in_the_language_asked_for(storage: Storage) -> None:
    from portfolio_app.domain.records.growth import GoalStatus
    from portfolio_app.domain.records.learning import Feedback, FeedbackRole

    role = next(role for role in FeedbackRole if role.label.nl != role.label.en)
    from datetime import date

    record = Feedback(id="f", giver_role=role, given_on=date(2026, 1, 1), about="Gesprek", content="goed")
    assert not record.problems(), GoalStatus
    with storage.transaction("add") as unit:
        unit.insert(record)
    assert storage.search("gesprek", "nl")[0].title == record.title("nl")
    assert storage.search("gesprek", "en")[0].title == record.title("en")


def test_the_index_can_be_made_anew(vault: Vault, goal: MakeGoal) -> None:
    storage = vault.storage
    with storage.transaction("add") as unit:
        unit.insert_many([goal(f"g{number}", name=f"Doel {number}") for number in range(1, 30)])
    connection = vault.connect()
    try:
        connection.execute("DELETE FROM search WHERE rowid < 20")
        connection.execute("UPDATE search SET body = 'onzin' WHERE rowid = 25")
        connection.execute("INSERT INTO search (rowid, body) VALUES (777, 'wees')")
    finally:
        connection.close()
    assert {finding.place for finding in check_vault(vault).findings} == {"search"}
    storage.rebuild_search()
    assert check_vault(vault).findings == ()
    assert found(storage, "doel 7") == ["g7"]


def test_another_declaration_of_what_is_searched_makes_the_index_anew(
    vault: Vault, goal: MakeGoal, monkeypatch: pytest.MonkeyPatch
) -> None:
    from portfolio_app.storage import store

    with vault.storage.transaction("add") as unit:
        unit.insert(goal())
    connection = vault.connect()
    try:
        connection.execute("DELETE FROM search")
    finally:
        connection.close()
    assert Storage(vault.place, vault.storage._clock).search("luisteren") == []
    monkeypatch.setattr(store, "_search_declaration", lambda: "another")
    assert found(Storage(vault.place, vault.storage._clock), "luisteren") == ["doel"]
