"""Reading the words of files of others in a process of its own, which is all that a hostile one takes along."""

from __future__ import annotations

from typing import Final

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import Text
from portfolio_app.documents.evidence.limits import MAX_FILE_BYTES
from portfolio_app.documents.guarding.messages import BrokenMessageError
from portfolio_app.documents.guarding.process import BrokenOffError, GuardedProcess
from portfolio_app.documents.reading.files import is_composed, read_words
from portfolio_app.documents.reading.messages import QUESTION, words_from
from portfolio_app.documents.reading.passages import Words

LARGEST_FILE: Final = MAX_FILE_BYTES
"""Bytes; beyond it a file is a film or a disk image rather than a document."""

_BROKEN_OFF: Final = Text(
    "Dit bestand is te zwaar of beschadigd: het lezen ervan is afgebroken.",
    "This file is too heavy or damaged: reading it was stopped.",
)
_LOOK_YOURSELF: Final = Text(
    "Bekijk zelf of er persoonsgegevens in staan.", "Check yourself whether it contains personal data."
)
_TOO_LARGE: Final = Text("Dit bestand is te groot: meer dan {n} MB.", "This file is too large: more than {n} MB.")


class GuardedReader(GuardedProcess):
    """Reads files, one after the other; the process is only started for those that are more than plain text."""

    def words(self, content: bytes) -> Words:
        """Return the words of a file, as `files.read_words` does.

        Raises:
            WrongUseError: as there; or the file is too large, or reading it took too much or made the process fail.
            EnvironmentRefusedError: no process can be started.
        """
        if len(content) > LARGEST_FILE:
            raise WrongUseError(_TOO_LARGE.fill(n=LARGEST_FILE // 1_000_000))
        if not is_composed(content):
            return read_words(content)
        try:
            return words_from(*self.ask(QUESTION, content))
        except BrokenMessageError as error:
            self.give_up()
            raise WrongUseError(_BROKEN_OFF, _LOOK_YOURSELF) from error
        except BrokenOffError as error:
            raise WrongUseError(_BROKEN_OFF, _LOOK_YOURSELF) from error
