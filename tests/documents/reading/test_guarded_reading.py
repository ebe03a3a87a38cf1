"""Files of others are read in a process of their own: in the same words, and a hostile one costs nothing but itself."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import NO_TEXT, Text
from portfolio_app.documents.guarding.messages import BrokenMessageError
from portfolio_app.documents.guarding.process import LOOKING
from portfolio_app.documents.reading import Attachment, GuardedReader, Passage, Unit, Words
from portfolio_app.documents.reading.files import read_words
from portfolio_app.documents.reading.messages import words_as_message, words_from
from tests.documents import evidence_files

STAND_IN = """
import os, struct, sys, time
def say(words, body=0):
    os.write(1, struct.pack('>QQ', len(words), body) + words)
say(b'{"ready": true}')
sys.stdin.buffer.read(16)
"""
TEXTS = st.builds(Text, st.text(min_size=1), st.text(min_size=1)) | st.just(NO_TEXT)
ANYTHING = st.builds(
    Words,
    st.lists(st.builds(Passage, TEXTS, st.text(st.characters()), st.sampled_from(Unit))).map(tuple),
    st.lists(TEXTS).map(tuple),
    st.lists(st.builds(Attachment, st.text(), st.binary())).map(tuple),
)


def stand_in(then: str, seconds: float = 30) -> GuardedReader:
    return GuardedReader(replace(LOOKING, command=(sys.executable, "-c", STAND_IN + then), seconds=seconds))


@given(ANYTHING)
def test_words_come_through_a_message_as_they_were(words: Words) -> None:
    assert words_from(*words_as_message(words)) == words


@given(ANYTHING, st.binary(min_size=1))
def test_a_message_that_was_cut_or_added_to_is_none(words: Words, more: bytes) -> None:
    head, body = words_as_message(words)
    with pytest.raises(BrokenMessageError):
        words_from(head, body + more)


def test_a_file_says_the_same_as_without_a_process() -> None:
    contents = [evidence_files.certificate(), evidence_files.with_form(), b"gewone tekst", evidence_files.photo()]
    with GuardedReader() as reader:
        for content in contents:
            assert reader.words(content) == read_words(content)


def test_what_is_refused_is_refused_in_the_same_words() -> None:
    with GuardedReader() as reader:
        for content in (evidence_files.encrypted(), b"%PDF-1.7 kapot", b"PK\x03\x04 kapot", b"\0\1\2"):
            with pytest.raises(WrongUseError) as expected:
                read_words(content)
            with pytest.raises(WrongUseError) as caught:
                reader.words(content)
            assert (caught.value.message, caught.value.remedy) == (expected.value.message, expected.value.remedy)


@pytest.mark.parametrize(
    ("then", "seconds"),
    [
        ("os._exit(1)", 30),
        ("os.write(1, b'x' * 1000)", 30),
        ("say(b'{}')", 30),
        ("""say(b'{"passages": [], "unread": [], "attachments": [["x", 3]]}')""", 30),
        ("""say(b'{"passages": [[["a", "b"], "NONE", -1]], "unread": [], "attachments": []}')""", 30),
        ("time.sleep(600)", 0.5),
    ],
)
def test_a_file_that_makes_the_process_fail_or_hang_costs_only_itself(then: str, seconds: float) -> None:
    with stand_in(then, seconds) as reader:
        for _ in range(2):
            with pytest.raises(WrongUseError, match="was stopped") as caught:
                reader.words(evidence_files.certificate())
            assert "afgebroken" in caught.value.say("nl")
        assert reader.words(b"gewone tekst").passages[0].text == "gewone tekst"


def test_plain_text_needs_no_process() -> None:
    with GuardedReader(replace(LOOKING, command=("een-programma-dat-er-niet-is",))) as reader:
        assert reader.words("één regel".encode()).passages[0].text == "één regel"
