"""Looking at evidence in a process of its own, so that a hostile file takes nothing along but that process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from portfolio_app.common.text import Text
from portfolio_app.documents.evidence.intake import EvidenceFacts, check_size
from portfolio_app.documents.evidence.messages import facts_of, picture_from
from portfolio_app.documents.evidence.picture import PagePicture
from portfolio_app.documents.evidence.refusal import ASK_FOR_ANOTHER_COPY, EvidenceRefusedError
from portfolio_app.documents.guarding.messages import BrokenMessageError
from portfolio_app.documents.guarding.process import BrokenOffError, GuardedProcess

Answer = TypeVar("Answer")


class GuardedIntake(GuardedProcess):
    """Looks at evidence; a file that makes the process fail is refused."""

    def inspect(self, content: bytes, *, name: str = "") -> EvidenceFacts:
        """Return what a file holds, as `intake.inspect` does.

        Raises:
            EvidenceRefusedError: as there; or looking at it took too much, or made the process fail.
            EnvironmentRefusedError: no process can be started.
        """
        return self._asked({"task": "inspect", "name": name}, content, facts_of)

    def picture(self, content: bytes, *, page: int, width: int) -> PagePicture:
        """Return a page of a file as a picture, as `picture.picture_of` does.

        Raises:
            EvidenceRefusedError: as there; or showing it took too much, or made the process fail.
            EnvironmentRefusedError: no process can be started.
        """
        return self._asked({"task": "picture", "page": page, "width": width}, content, picture_from)

    def _asked(self, head: dict[str, Any], content: bytes, read: Callable[[dict[str, Any], bytes], Answer]) -> Answer:
        check_size(len(content))
        try:
            return read(*self.ask(head, content))
        except BrokenMessageError as error:
            self.give_up()
            raise _too_heavy() from error
        except BrokenOffError as error:
            raise _too_heavy() from error


def _too_heavy() -> EvidenceRefusedError:
    return EvidenceRefusedError(
        Text(
            "Dit bestand is te zwaar of beschadigd: het bekijken ervan is afgebroken.",
            "This file is too heavy or damaged: the check was stopped.",
        ),
        ASK_FOR_ANOTHER_COPY,
    )
