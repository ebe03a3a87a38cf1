from __future__ import annotations

import errno
import os

import pytest

from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.refusals import NoRoomError, refusal_from
from portfolio_app.common.text import LANGUAGES, Text

SAVING = Text("Het dossier opslaan", "Saving the dossier")


@pytest.mark.parametrize(
    ("code", "dutch", "english"),
    [
        (errno.ENOSPC, "de schijf is vol", "the disk is full"),
        (errno.EDQUOT, "uw ruimte op deze schijf is op", "your allowance"),
        (errno.EROFS, "alleen-lezen", "read-only"),
        (errno.EACCES, "geen rechten", "no rights"),
        (errno.ENOENT, "bestaat niet", "does not exist"),
        (errno.EIO, "de schijf meldt een fout", "the disk reports an error"),
    ],
)
def test_each_refusal_is_told_in_both_languages_with_a_remedy(code: int, dutch: str, english: str) -> None:
    refusal = refusal_from(OSError(code, os.strerror(code)), SAVING)
    assert isinstance(refusal, EnvironmentRefusedError)
    assert refusal.exit_code == 3
    assert refusal.message.nl.startswith("Het dossier opslaan is niet gelukt: ")
    assert refusal.message.en.startswith("Saving the dossier did not succeed: ")
    assert dutch in refusal.message.nl
    assert english in refusal.message.en
    assert all(refusal.remedy.say(language) for language in LANGUAGES)


def test_a_code_nobody_thought_of_is_still_named() -> None:
    assert "ENOSYS" in refusal_from(OSError(errno.ENOSYS, "odd"), SAVING).message.en
    assert "OSError" in refusal_from(OSError("no code at all"), SAVING).message.en


def test_the_path_stays_out_of_the_message() -> None:
    error = PermissionError(errno.EACCES, "denied", "dossier of Jansen.pdf")
    refusal = refusal_from(error, SAVING)
    assert "Jansen" not in refusal.say("nl") + refusal.say("en") + str(refusal)


@pytest.mark.parametrize(
    ("code", "english"), [(32, "in use by another program"), (112, "the disk is full"), (206, "name")]
)
def test_windows_own_codes_say_more_than_their_errno(code: int, english: str) -> None:
    error = PermissionError(errno.EACCES, "refused")
    error.winerror = code  # type: ignore[attr-defined, unused-ignore] - only Windows fills it in
    assert english in refusal_from(error, SAVING).message.en


def test_full_means_disk_or_allowance() -> None:
    assert isinstance(refusal_from(OSError(errno.ENOSPC, ""), SAVING), NoRoomError)
    assert isinstance(refusal_from(OSError(errno.EDQUOT, ""), SAVING), NoRoomError)
    assert not isinstance(refusal_from(OSError(errno.EACCES, ""), SAVING), NoRoomError)
