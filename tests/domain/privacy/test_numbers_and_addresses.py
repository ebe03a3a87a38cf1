"""Bank accounts, telephone numbers, e-mail addresses, dates of birth, addresses, file numbers: found and left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.domain.privacy import Confidence, HitKind, check_text
from portfolio_app.domain.privacy.iban import _LENGTHS, is_iban

CERTAIN, LIKELY, POSSIBLE = Confidence


def found(text: str, kind: HitKind) -> list[tuple[str, Confidence]]:
    return [(hit.text, hit.confidence) for hit in check_text(text) if hit.kind is kind]


@pytest.mark.parametrize(
    ("text", "account"),
    [
        ("NL91ABNA0417164300", "NL91ABNA0417164300"),
        ("Rekening NL91 ABNA 0417 1643 00 t.n.v.", "NL91 ABNA 0417 1643 00"),
        ("nl91.abna.0417.1643.00", "nl91.abna.0417.1643.00"),
        ("NL91\u00a0ABNA\u00a00417\u00a01643\u00a000", "NL91\u00a0ABNA\u00a00417\u00a01643\u00a000"),
        ("IBANNL91ABNA0417164300,", "NL91ABNA0417164300"),
        ("(DE89370400440532013000)", "DE89370400440532013000"),
        ("BE71 0961 2345 6769", "BE71 0961 2345 6769"),
        ("GB29 NWBK 6016 1331 9268 19", "GB29 NWBK 6016 1331 9268 19"),
        ("FR14 2004 1010 0505 0001 3M02 606", "FR14 2004 1010 0505 0001 3M02 606"),
        ("MT84MALT011000012345MTLCAST001S", "MT84MALT011000012345MTLCAST001S"),
        ("NO93 8601 1117 947 en NL91ABNA0417164301", "NO93 8601 1117 947"),
    ],
)
def test_bank_accounts(text: str, account: str) -> None:
    assert found(text, HitKind.IBAN) == [(account, CERTAIN)]


@pytest.mark.parametrize(
    "text",
    [
        "NL91ABNA0417164301",
        "NL91 ABNA 0417 1643",
        "XX91ABNA0417164300",
        "NL91ABNA04171643001",
        "ANL91ABNA0417164300",
        "NL91 0417 1643 00AB NA",
        "NL 2024 nummer 91",
    ],
)
def test_what_is_no_bank_account(text: str) -> None:
    assert found(text, HitKind.IBAN) == []


@given(country=st.sampled_from(sorted(_LENGTHS)), data=st.data())
def test_every_account_with_right_digits_is_found(country: str, data: st.DataObject) -> None:
    body = data.draw(st.text("0123456789", min_size=_LENGTHS[country] - 4, max_size=_LENGTHS[country] - 4))
    if country == "NL":
        body = "BANK" + body[4:]
    check = 98 - int("".join(str(int(char, 36)) for char in body + country + "00")) % 97
    account = f"{country}{check:02d}{body}"
    assert is_iban(account)
    spaced = " ".join(account[at : at + 4] for at in range(0, len(account), 4))
    assert found(f"op rekening {spaced}.", HitKind.IBAN) == [(spaced, CERTAIN)]
    wrong = f"{country}{(check + 1) % 100:02d}{body}"
    assert found(f"op rekening {wrong}.", HitKind.IBAN) == []


@pytest.mark.parametrize(
    ("text", "number", "confidence"),
    [
        ("0612345678", "0612345678", CERTAIN),
        ("06-12345678", "06-12345678", CERTAIN),
        ("06 - 12 34 56 78", "06 - 12 34 56 78", CERTAIN),
        ("06.1234.5678", "06.1234.5678", CERTAIN),
        ("06/12345678", "06/12345678", CERTAIN),
        ("06\u00a01234\u00a05678", "06\u00a01234\u00a05678", CERTAIN),
        ("+31612345678", "+31612345678", CERTAIN),
        ("+31 (0)6 1234 5678", "+31 (0)6 1234 5678", CERTAIN),
        ("(+31) 6 12345678", "(+31) 6 12345678", CERTAIN),
        ("0031 6 12345678", "0031 6 12345678", CERTAIN),
        ("tel0612345678", "0612345678", CERTAIN),
        ("3,0612345678,x", "0612345678", CERTAIN),
        ("(020) 123 45 67", "(020) 123 45 67", LIKELY),
        ("0318-123456", "0318-123456", LIKELY),
        ("telefoon 010 123 4567", "010 123 4567", CERTAIN),
        ("+31 20 123 4567", "+31 20 123 4567", LIKELY),
        ("088-1234567", "088-1234567", POSSIBLE),
        ("+32 475 12 34 56", "+32 475 12 34 56", LIKELY),
        ("mobiel +49 151 23456789", "+49 151 23456789", CERTAIN),
        ("bel 0032 475 12 34 56", "0032 475 12 34 56", LIKELY),
        ("factuurnummer 0612345678", "0612345678", POSSIBLE),
    ],
)
def test_telephone_numbers(text: str, number: str, confidence: Confidence) -> None:
    assert found(text, HitKind.PHONE) == [(number, confidence)]


@pytest.mark.parametrize(
    "text",
    [
        "0800-1234567",
        "0900 1234567",
        "06123456789",
        "061234567",
        "1061234567",
        "06-12-2024 10:30",
        "06-12-2024 0612",
        "06-11-24 12-10-24",
        "03-11-23 05-10-24",
        "0 6543 219 87",
        "0123456789",
        "2024-0612345678",
        "+12.345.678",
        "2+34567890",
        "ISBN 0201234567",
        "9f060612345678ab",
        "0,0123456",
    ],
)
def test_what_is_no_telephone_number(text: str) -> None:
    assert found(text, HitKind.PHONE) == []


@pytest.mark.parametrize(
    ("text", "address", "confidence"),
    [
        ("mail anna@example.com.", "anna@example.com", CERTAIN),
        ("<anna.de-vries+werk@mail.voorbeeld.nl>", "anna.de-vries+werk@mail.voorbeeld.nl", CERTAIN),
        ("mailto:anna@example.com?subject=x", "anna@example.com", CERTAIN),
        ("'anna@example.com'", "anna@example.com", CERTAIN),
        ("jürgen@müller.example", "jürgen@müller.example", CERTAIN),
        ("用户@例子.广告", "用户@例子.广告", CERTAIN),
        ("anna@xn--mller-kva.xn--p1ai!", "anna@xn--mller-kva.xn--p1ai", CERTAIN),
        ("a@b.nl,c", "a@b.nl", CERTAIN),
        ("anna@example.nl.2 keer", "anna@example.nl", CERTAIN),
        ("anna＠example.com", "anna＠example.com", CERTAIN),
        ("anna [at] example.com", "anna [at] example.com", LIKELY),
        ("anna(at)example(punt)nl", "anna(at)example(punt)nl", LIKELY),
        ("info@example.com", "info@example.com", POSSIBLE),
    ],
)
def test_email_addresses(text: str, address: str, confidence: Confidence) -> None:
    assert found(text, HitKind.EMAIL) == [(address, confidence)]


@pytest.mark.parametrize(
    "text", ["@anna", "anna@", "anna@bedrijf", "a @ b.nl", "anna@1.2", "x@@y", "anna@.nl", "3@2.50"]
)
def test_what_is_no_email_address(text: str) -> None:
    assert found(text, HitKind.EMAIL) == []


@pytest.mark.parametrize(
    ("text", "birth_date"),
    [
        ("geboren op 12 maart 1980", "12 maart 1980"),
        ("geboren te Zwolle op 12-03-1980", "12-03-1980"),
        ("geb. 3/4/65", "3/4/65"),
        ("Geboortedatum:\n12.03.1980", "12.03.1980"),
        ("geb.datum 1980-03-12", "1980-03-12"),
        ("born on March 12, 1980", "March 12, 1980"),
        ("geboortejaar: 1980", "1980"),
    ],
)
def test_dates_of_birth(text: str, birth_date: str) -> None:
    assert [text for text, _ in found(text, HitKind.BIRTH_DATE)] == [birth_date]


@pytest.mark.parametrize(
    "text", ["geboren in 2019", "op 12-03-1980", "herboren op 12-03-1980", "geboren leider, sinds 3-4-2020"]
)
def test_what_is_no_date_of_birth(text: str) -> None:
    assert found(text, HitKind.BIRTH_DATE) == []


@pytest.mark.parametrize(
    ("text", "address", "confidence"),
    [
        ("Kerkstraat 12, 1234 AB Zwolle", "Kerkstraat 12, 1234 AB", LIKELY),
        ("Woont: Burg. van Rijnlaan 3a\n1234AB", "Burg. van Rijnlaan 3a\n1234AB", LIKELY),
        ("postcode 1234 AB huisnummer 12", "1234 AB huisnummer 12", LIKELY),
        ("1234AB", "1234AB", POSSIBLE),
        ("de Kerkstraat 12 is dicht", "Kerkstraat 12", POSSIBLE),
        ("aan de Oude Dijk 4", "Oude Dijk 4", POSSIBLE),
    ],
)
def test_addresses(text: str, address: str, confidence: Confidence) -> None:
    assert found(text, HitKind.ADDRESS) == [(address, confidence)]


@pytest.mark.parametrize(
    "text",
    ["Postbus 12, 1234 AB Zwolle", "1234 SS", "2024 BV", "0123 AB", "12345 AB", "1234 ABC", "op weg 3", "straat 12"],
)
def test_what_is_no_address(text: str) -> None:
    assert found(text, HitKind.ADDRESS) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [("Dossiernummer: 2024-0123", "2024-0123"), ("cliëntnr. A12345", "A12345"), ("personeelsnummer 004512", "004512")],
)
def test_file_numbers(text: str, number: str) -> None:
    assert found(text, HitKind.FILE_NUMBER) == [(number, LIKELY)]


@pytest.mark.parametrize("text", ["het dossiernummer ontbreekt", "dossier 3 van 12", "zaaknummer 12"])
def test_what_is_no_file_number(text: str) -> None:
    assert found(text, HitKind.FILE_NUMBER) == []
