"""Protection by a passphrase: others can open it, nobody can alter it, and no weak one is taken."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.exchange.archive.errors import (
    DamagedArchiveError,
    WeakPassphraseError,
    WrongArchivePassphraseError,
)
from portfolio_app.exchange.archive.passphrases import LEAST_BITS, bits_of, refuse_weak, suggested
from portfolio_app.exchange.archive.protection import INNER_NAME, ProtectedOutput, open_protected, protected_entry

PASSPHRASE = "kraanvogel tuinslang hoefijzer zoutvat meander"
DAY = date(2026, 3, 2)


def fixed_bytes(count: int) -> bytes:
    return bytes(range(count))


def protect(content: bytes, passphrase: str = PASSPHRASE) -> io.BytesIO:
    target = io.BytesIO()
    output = ProtectedOutput(target, passphrase, DAY, fixed_bytes)
    for start in range(0, len(content), 1000):
        output.write(content[start : start + 1000])
    output.close()
    return target


def unprotect(file: io.BytesIO, passphrase: str = PASSPHRASE) -> io.BufferedReader:
    with ZipFile(file) as outer:
        info = protected_entry(outer)
    assert info is not None
    return open_protected(file, info, passphrase)


@given(content=st.binary(max_size=3000), places=st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 700))))
def test_what_was_written_is_read_from_any_place(content: bytes, places: list[tuple[int, int]]) -> None:
    plain = unprotect(protect(content))
    assert plain.read() == content
    for start, length in places:
        plain.seek(start)
        assert plain.read(length) == content[start : start + length]


def test_the_form_is_the_one_that_winzip_laid_down() -> None:
    """The bytes of a content, salt and passphrase whose encryption 7-Zip 16.02 was seen to open."""
    file = protect(b"Vakdossier" * 3, "password")
    with ZipFile(file) as outer:
        info = outer.getinfo(INNER_NAME)
    assert info.compress_type == 99
    assert info.file_size == 30
    assert info.compress_size == 30 + 16 + 2 + 10
    assert info.CRC == 0
    assert info.extra.endswith(bytes.fromhex("019907000200414503 0000"))


@pytest.mark.skipif(shutil.which("7z") is None, reason="7-Zip is not on this machine")
def test_another_program_opens_it(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(protect(b"inhoud").getvalue())
    subprocess.run(["7z", "x", f"-p{PASSPHRASE}", "a.zip"], cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / INNER_NAME).read_bytes() == b"inhoud"


@pytest.mark.skipif(shutil.which("7z") is None, reason="7-Zip is not on this machine")
def test_what_another_program_made_in_this_form_is_opened(tmp_path: Path) -> None:
    (tmp_path / INNER_NAME).write_bytes(b"inhoud" * 100)
    words = ["7z", "a", "-tzip", "-mem=AES256", "-mx=0", f"-p{PASSPHRASE}", "b.zip", INNER_NAME]
    subprocess.run(words, cwd=tmp_path, check=True, capture_output=True)
    assert unprotect(io.BytesIO((tmp_path / "b.zip").read_bytes())).read() == b"inhoud" * 100


def test_nothing_of_the_content_or_its_names_can_be_seen() -> None:
    archive = io.BytesIO()
    with ZipFile(archive, "w") as made:
        made.writestr("evidence/diploma Oosterhaag.pdf", "Oosterhaag")
    assert b"Oosterhaag" not in protect(archive.getvalue()).getvalue()


def test_another_passphrase_does_not_open_it() -> None:
    with pytest.raises(WrongArchivePassphraseError):
        unprotect(protect(b"inhoud"), PASSPHRASE + "x")


@pytest.mark.parametrize("place", [0, 1, 100, 4999])
def test_an_altered_byte_is_noticed_before_anything_is_read(place: int) -> None:
    content = bytes(5000)
    file = protect(content)
    with ZipFile(file) as outer:
        start = outer.getinfo(INNER_NAME).header_offset
    altered = bytearray(file.getvalue())
    head = 30 + len(INNER_NAME) + 20 + 11 + 18
    altered[start + head + place] ^= 1
    with pytest.raises(DamagedArchiveError):
        unprotect(io.BytesIO(bytes(altered)))


@pytest.mark.parametrize(
    "weak",
    [
        "",
        "geheim",
        "Wachtwoord2026!",
        "verzuim verzuim verzuim verzuim verzuim verzuim",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "correct horse battery staple",
        "12345678901234567890123456789012345",
    ],
)
def test_what_is_easily_guessed_is_refused_with_a_better_one(weak: str) -> None:
    with pytest.raises(WeakPassphraseError) as refused:
        refuse_weak(weak, fixed_bytes)
    proposal = refused.value.remedy.nl.rpartition(": ")[2]
    refuse_weak(proposal, fixed_bytes)
    assert proposal in refused.value.remedy.en


@pytest.mark.parametrize("unportable", [PASSPHRASE + " café", PASSPHRASE + "\n", PASSPHRASE * 3])
def test_what_other_programs_cannot_take_is_refused(unportable: str) -> None:
    with pytest.raises(WeakPassphraseError):
        refuse_weak(unportable, fixed_bytes)


@given(random=st.binary(min_size=24, max_size=24))
def test_every_passphrase_that_is_proposed_is_strong(random: bytes) -> None:
    turns = [random, bytes(range(24))]
    proposal = suggested(lambda _count: turns.pop(0))
    assert bits_of(proposal) >= LEAST_BITS
    assert len(proposal) == 29


def test_five_words_that_have_nothing_to_do_with_each_other_are_enough() -> None:
    refuse_weak(PASSPHRASE, fixed_bytes)
