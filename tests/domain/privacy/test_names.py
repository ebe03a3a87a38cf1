"""Names of people whom the vault knows, of the owner, and of whoever is addressed by title."""

from __future__ import annotations

import pytest

from portfolio_app.domain.privacy import Confidence, HitKind, KnownPeople, OwnDetails, check_text, examine

CERTAIN, LIKELY, POSSIBLE = Confidence


def found(text: str, *people: str, organisations: tuple[str, ...] = ()) -> list[tuple[str, Confidence]]:
    hits = check_text(text, KnownPeople(people, organisations))
    return [(hit.text, hit.confidence) for hit in hits if hit.kind is HitKind.NAME]


@pytest.mark.parametrize(
    ("written", "confidence"),
    [
        ("Fatima el Amrani", CERTAIN),
        ("fatima el amrani", CERTAIN),
        ("FATIMA EL AMRANI", CERTAIN),
        ("Fatima El-Amrani", CERTAIN),
        ("Fatima  el\nAmrani", CERTAIN),
        ("Fatima Amrani", CERTAIN),
        ("Amrani, Fatima el", CERTAIN),
        ("el Amrani, Fatima", CERTAIN),
        ("Fátima el Amrâni", CERTAIN),
        ("Fa\u00adtima el Amra\u0301ni", CERTAIN),
        ("fatima_el_amrani", CERTAIN),
        ("fatimaelamrani", CERTAIN),
        ("F. el Amrani", LIKELY),
        ("F el Amrani", LIKELY),
        ("Amrani, F. el", LIKELY),
        ("El Amrani", LIKELY),
        ("elamrani", POSSIBLE),
        ("el amrani", POSSIBLE),
        ("Amrani", LIKELY),
        ("Fatima", POSSIBLE),
    ],
)
def test_a_known_name_is_found_in_every_way_of_writing(written: str, confidence: Confidence) -> None:
    assert found(f"Overleg met {written} gehad.", "Fatima el Amrani") == [(written, confidence)]


@pytest.mark.parametrize("text", ["fatimaal", "Amranistraat", "Elamranis", "de amra ni", "fatima", "Fatim a"])
def test_a_part_of_a_word_is_no_name(text: str) -> None:
    assert found(text, "Fatima el Amrani") == []


@pytest.mark.parametrize(
    ("known", "text", "expected"),
    [
        ("A.M. van den Berg", "AM van den Berg", [("AM van den Berg", LIKELY)]),
        ("A.M. van den Berg", "a. van den berg", [("a. van den berg", LIKELY)]),
        ("A.M. van den Berg", "Mevrouw Van den Berg", [("Van den Berg", CERTAIN)]),
        ("A.M. van den Berg", "bij Van den Berg thuis", [("Van den Berg", LIKELY)]),
        ("A.M. van den Berg", "op de berg en van den berg", []),
        ("mevr. R. Pothuizen-Lenferink", "Pothuizen", [("Pothuizen", LIKELY)]),
        ("mevr. R. Pothuizen-Lenferink", "R. Lenferink", [("R. Lenferink", LIKELY)]),
        ("mevr. R. Pothuizen-Lenferink", "Pothuizen - Lenferink", [("Pothuizen - Lenferink", LIKELY)]),
        ("Vries, Anna de", "Anna de Vries", [("Anna de Vries", CERTAIN)]),
        ("Mark van 't Hof", "mark van ’t hof", []),
        ("Mark van 't Hof", "Mark van ’t Hof", [("Mark van ’t Hof", CERTAIN)]),
        ("Zoë Brückner", "Zoe Bruckner", [("Zoe Bruckner", CERTAIN)]),
        ("Zoe Brueckner", "Zoë Brückner", [("Zoë", POSSIBLE)]),
        ("Łukasz Szczęsny", "Lukasz Szczesny", [("Lukasz Szczesny", CERTAIN)]),
        ("Bakker", "de bakker bakt", []),
        ("Bakker", "Bakker is hersteld", [("Bakker", POSSIBLE)]),
        ("Bakker", "met Bakker gesproken", [("Bakker", POSSIBLE)]),
        ("Bakker", "met meneer Bakker gesproken", [("Bakker", CERTAIN)]),
        ("Wil de Boer", "Wil de boer hulp?", []),
        ("Wil de Boer", "Hulp voor Wil de Boer", [("Wil de Boer", CERTAIN)]),
        ("de heer O. Grasdijk", "Grasdijk", [("Grasdijk", LIKELY)]),
        ("", "niemand", []),
        ("...", "niemand ...", []),
    ],
)
def test_prefixes_initials_and_common_words(known: str, text: str, expected: list[tuple[str, Confidence]]) -> None:
    assert found(text, known) == expected


def test_of_several_names_at_one_place_the_longest_wins() -> None:
    hits = found("Anna de Vries-Jansen kwam", "Anna de Vries", "Anna de Vries-Jansen", "T. Vries")
    assert hits == [("Anna de Vries-Jansen", CERTAIN)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bij Zonneveld Transport gewerkt", [("Zonneveld Transport", CERTAIN)]),
        ("bij Zonneveld Transport B.V. gewerkt", [("Zonneveld Transport B.V", CERTAIN)]),
        ("het transport ging door", []),
        ("Kloosterwinkel", [("Kloosterwinkel", LIKELY)]),
    ],
)
def test_organisations_are_found_by_their_whole_name(text: str, expected: list[tuple[str, Confidence]]) -> None:
    assert found(text, organisations=("Zonneveld Transport B.V.", "mevrouw A. Kloosterwinkel")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ik belde mevrouw Overbeek terug.", ["Overbeek"]),
        ("Dhr. J. van der Laan-Smit was er.", ["J. van der Laan-Smit"]),
        ("de heer De Wit", ["De Wit"]),
        ("mevrouw de voorzitter", []),
        ("de heer des huizes", []),
        ("De heer Voorzitter", []),
    ],
)
def test_somebody_addressed_by_title_is_possibly_a_hit(text: str, expected: list[str]) -> None:
    assert found(text) == [(name, POSSIBLE) for name in expected]


OWN = OwnDetails(
    names=("Marieke de Vries", "M. de Vries"),
    emails=("Marieke@Voorbeeld.nl",),
    phones=("06-12345678",),
    addresses=("Dorpsstraat 12", "1234 AB"),
)


@pytest.mark.parametrize(
    "text",
    [
        "Marieke de Vries",
        "marieke@voorbeeld.nl",
        "+31 (0)6 1234 5678",
        "0031612345678",
        "Dorpsstraat 12, 1234AB",
        "1234 AB",
        "mevrouw M. de Vries",
    ],
)
def test_what_is_the_owners_is_listed_and_no_hit(text: str) -> None:
    checked = examine(text, KnownPeople(("J. de Vries",)), OWN)
    assert checked.hits == ()
    assert len(checked.own) == 1


@pytest.mark.parametrize(
    "text",
    ["Jan de Vries", "jan@voorbeeld.nl", "06-12345679", "Dorpsstraat 13, 1234AB", "J. de Vries", "BSN 123456782"],
)
def test_what_is_nearly_the_owners_is_a_hit(text: str) -> None:
    checked = examine(text, KnownPeople(("J. de Vries",)), OWN)
    assert len(checked.hits) == 1
    assert checked.own == ()
