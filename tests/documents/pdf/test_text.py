"""What was written can be read back: all of it, in order, as plain text."""

from __future__ import annotations

import pytest

from portfolio_app.documents.blocks import (
    Bullets,
    Callout,
    Column,
    Entry,
    FieldList,
    Heading,
    KeyFigure,
    KeyFigures,
    Meter,
    Paragraph,
    Row,
    Run,
    SignatureBlock,
    Table,
    Tone,
    plain,
)
from portfolio_app.documents.builders.wording import dotted, runs_between
from tests.documents.pdf.reading import document, page_texts, pdf_of, words

SENTENCE = "De cliënt wil zo lang mogelijk thuis blijven wonen. "


def test_every_kind_of_block_is_read_back_in_order() -> None:
    made = document(
        Heading(1, "Hoofdstuk", "h"),
        Paragraph(plain("Eerste alinea.")),
        Bullets((plain("punt een"), plain("punt twee"))),
        FieldList((("Label", plain("waarde")),)),
        Entry("2019 – heden", "Functie", "Werkgever", (Paragraph(plain("Taken.")),)),
        KeyFigures((KeyFigure("212", "uur", Tone.GOOD),)),
        Meter("Intervisie", 0.5, "20 uur", "40 uur", "Nog 20", Tone.ATTENTION, "Tot eind 2026."),
        Callout(plain("Pas op hiermee."), Tone.ATTENTION),
        Table((Column("Kop"),), (Row((plain("cel"),)),), "samenvatting"),
        SignatureBlock("A. Voorbeeld", "Casemanager", "Utrecht", "15 januari 2026"),
    )
    text = " ".join(words(pdf_of(made)))
    expected = (
        "Proef Hoofdstuk "
        "Eerste alinea. • punt een • punt twee Label waarde 2019 – heden Functie Werkgever Taken. 212 ✓ "
        "uur ! Nog 20 Intervisie 20 uur van 40 uur Tot eind 2026. ! Let op Pas op hiermee. Kop cel Utrecht, "
        "15 januari 2026 Plaats en datum Handtekening A. Voorbeeld Casemanager"
    )
    assert text.startswith(expected)


@pytest.mark.parametrize(
    "text",
    [
        "<b>vet</b> en <i>schuin</i>",
        '<img src="/etc/passwd"/>',
        "<jan@voorbeeld.nl> & co",
        "(haakjes) \\ schuine streep )( [ ] TJ ET EMC",
        "/Artifact BMC <</MCID 0>> BDC",
        "%PDF-1.7 endstream endobj",
        "&lt;script&gt;",
    ],
)
def test_markup_and_operators_in_text_are_shown_as_text(text: str) -> None:
    made = document(
        Heading(1, text, "h"),
        Paragraph(plain(text)),
        Paragraph((Run(text, bold=True), Run(" "), Run(text, italic=True))),
        Table((Column(text),), (Row((plain(text),)),), text),
    )
    assert " ".join(words(pdf_of(made))).count(" ".join(text.split())) >= 6


def test_words_at_the_end_of_a_line_do_not_run_together() -> None:
    made = document(Paragraph(plain(SENTENCE * 60)), Paragraph((Run(SENTENCE * 30, bold=True), Run(SENTENCE * 30))))
    found = words(pdf_of(made))
    assert found.count("wonen.") == 120


def test_a_long_word_is_broken_without_loss() -> None:
    word = "meervoudigepersoonlijkheidsstoornis" * 40
    address = "https://voorbeeld.nl/" + "pad/" * 60
    made = document(
        Paragraph(plain(f"{word} {address}")),
        Paragraph((Run(word, bold=True), Run(address, italic=True))),
        Table((Column("Smal"), Column("Breed", 9)), (Row((plain(word), plain(address))),), "s"),
    )
    text = "".join(words(pdf_of(made)))
    assert text.count(word) >= 2
    assert text.count(address) >= 2


def test_a_word_of_two_hundred_thousand_characters_is_set_at_once() -> None:
    text = "".join(words(pdf_of(document(Paragraph(plain("ab" * 100_000))))))
    assert text.count("ab") >= 100_000


def test_forced_line_breaks_and_hard_spaces_are_kept() -> None:
    made = document(Paragraph(plain("regel een\nregel twee")), Paragraph(plain("nooit\u00a0gescheiden " * 40)))
    text = page_texts(pdf_of(made))[0]
    assert "regel een\nregel twee" in text.replace(" \n", "\n")
    assert "nooit\n" not in text


def test_a_run_without_space_before_it_stays_with_its_word() -> None:
    made = document(Paragraph((Run("on"), Run("danks", bold=True), Run("! Einde"))))
    assert "ondanks! Einde" in page_texts(pdf_of(made))[0]


def test_more_characters_than_one_font_subset_holds() -> None:
    alphabet = "".join(chr(code) for code in range(0xC0, 0x17F)) + "".join(
        chr(code) for code in range(0x391, 0x3CA) if code != 0x3A2
    )
    alphabet += "".join(chr(code) for code in range(0x410, 0x450))
    pairs = [alphabet[at : at + 7] for at in range(0, len(alphabet), 7)]
    text = " ".join(
        words(pdf_of(document(Paragraph(plain(" ".join(pairs))), Paragraph((Run(" ".join(pairs), bold=True),)))))
    )
    assert " ".join(pairs) in text


def test_row_of_a_table_that_is_taller_than_a_page_goes_on_over_pages() -> None:
    long = SENTENCE * 200
    made = document(
        Table(
            (Column("Kop"), Column("Tekst", 3)),
            (Row((plain("een"), plain(long))), Row((plain("twee"), plain("kort")))),
            "s",
        )
    )
    found = page_texts(pdf_of(made))
    assert len(found) > 2
    assert " ".join(found).split().count("wonen.") == 200


def test_rows_are_never_split_over_pages() -> None:
    rows = tuple(Row((plain(f"rij{number} " + SENTENCE * 3), plain(f"eind{number}"))) for number in range(60))
    found = page_texts(pdf_of(document(Table((Column("Tekst", 2), Column("Eind")), rows, "s"))))
    for number in range(60):
        (page,) = (at for at, text in enumerate(found) if f"rij{number} " in text)
        assert f"eind{number}" in found[page]


def test_header_of_a_table_is_repeated_on_each_page() -> None:
    rows = tuple(Row((plain(f"r{number}"),)) for number in range(200))
    found = page_texts(pdf_of(document(Table((Column("Kopregel"),), rows, "s"))))
    assert len(found) > 3
    assert all(text.count("Kopregel") == 1 for text in found)


def test_a_heading_stays_with_the_lines_after_it() -> None:
    blocks = []
    for number in range(60):
        blocks += [
            Heading(2, f"Kop{number}", f"k{number}"),
            Paragraph(plain(f"begin{number} " + SENTENCE * (number % 5 + 2))),
        ]
    found = page_texts(pdf_of(document(Heading(1, "Deel", "d"), *blocks)))
    for number in range(60):
        (page,) = (at for at, text in enumerate(found) if f"begin{number} " in text)
        assert f"Kop{number}" in found[page]


def test_no_line_of_a_paragraph_stands_alone_on_a_page() -> None:
    for count in range(8, 26):
        blocks = [Paragraph(plain(SENTENCE * count)) for _ in range(12)]
        for text in page_texts(pdf_of(document(*blocks))):
            lines = [line for line in text.splitlines() if "cliënt" in line or "wonen" in line]
            assert len(lines) != 1


def test_a_short_entry_stands_whole_on_one_page() -> None:
    entries = [
        Entry(
            f"{number} mei",
            f"Titel{number}",
            "feiten",
            (Paragraph(plain(SENTENCE * (number % 4 + 1))), Paragraph(plain(f"eind{number}"), quiet=True)),
        )
        for number in range(60)
    ]
    found = page_texts(pdf_of(document(*entries)))
    assert len(found) > 5
    for number in range(60):
        (page,) = (at for at, text in enumerate(found) if f"Titel{number}\n" in text)
        assert f"eind{number}" in found[page]


def test_a_long_entry_uses_the_room_that_is_left() -> None:
    entries = [Entry("", f"Titel{number}", "", (Paragraph(plain(SENTENCE * 30)),)) for number in range(12)]
    found = page_texts(pdf_of(document(*entries)))
    assert any(not text.startswith("Titel") for text in found[1:])


def test_a_dot_between_facts_never_begins_a_line() -> None:
    for count in range(1, 30, 6):
        facts = ["woord" * (number % 3 + 1) for number in range(count + 20)]
        links = runs_between([Run("kop " * (number % 4 + 1), target="h") for number in range(count + 20)])
        made = document(Heading(1, "Kop", "h"), Paragraph(plain(dotted(*facts))), Paragraph(links))
        lines = [line for text in page_texts(pdf_of(made)) for line in text.splitlines()]
        assert sum("·" in line for line in lines) > 3
        assert not [line for line in lines if line.strip().startswith("·")]
