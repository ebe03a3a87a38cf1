from __future__ import annotations

import re

import pytest

from portfolio_app.cli.main import COMMANDS
from tests.cli.conftest import Command

ENGLISH_OF_ARGPARSE = re.compile(
    r"usage:|positional arguments|options:|show this|show program|invalid|required|expected|choose from"
)


@pytest.mark.parametrize("name", ["", *(each.name for each in COMMANDS)])
def test_all_help_is_in_the_language_asked_for(name: str, command: Command) -> None:
    dutch = command(*filter(None, [name]), "--help")
    english = command(*filter(None, [name]), "--help", "--language", "en")
    assert dutch.code == english.code == 0
    assert dutch.out.startswith("gebruik: vakdossier")
    assert not ENGLISH_OF_ARGPARSE.search(dutch.out)
    assert english.out.startswith("usage: vakdossier")
    assert "gebruik:" not in english.out


@pytest.mark.parametrize(
    ("words", "nl", "en"),
    [
        (["new"], "Dit ontbreekt: VAULT. Zie: vakdossier new --help", "This is missing: VAULT."),
        (["dosier", "x"], "geen opdracht “dosier”. Bedoelt u “dossier”?", "Did you mean “dossier”?"),
        (["zzzzz", "x"], "geen opdracht “zzzzz”. Zie: vakdossier --help", "no command “zzzzz”. See:"),
        (["sample", "x", "--records"], "--records heeft een waarde nodig.", "--records needs a value."),
        (["sample", "x", "--records", "veel"], "--records: “veel” is geen getal.", "“veel” is not a number."),
        (["new", "x", "--json=ja"], "--json heeft geen waarde.", "--json takes no value."),
        (["dossier", "x", "--evidence", "iets"], "“iets” kan niet. Kies uit: all, sample, none.", "Choose from: all,"),
        (["dossier", "x", "--sections", "iets"], "geen onderdeel “iets”. Wel: summary", "no section “iets”."),
        (["dossier", "x", "--scan-dpi", "3"], "of 0 voor scans zoals ze zijn.", "or 0 for scans as they are."),
        (["status", "x", "--bla"], "De opdracht status kent dit niet: --bla.", "status does not know: --bla."),
    ],
)
def test_what_is_typed_wrongly_is_told_in_one_line(words: list[str], nl: str, en: str, command: Command) -> None:
    for said, language in ((nl, "nl"), (en, "en")):
        told = command(*words, "--language", language)
        assert (told.code, told.out, told.err.count("\n")) == (2, "", 1)
        assert told.err.startswith("vakdossier: ")
        assert said in told.err
        assert language == "en" or not ENGLISH_OF_ARGPARSE.search(told.err)
