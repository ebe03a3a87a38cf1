"""Looking at evidence in a process of its own, so that a hostile file takes nothing along but that process."""

from __future__ import annotations

from portfolio_app.common.text import Text
from portfolio_app.documents.evidence.intake import EvidenceFacts, check_size
from portfolio_app.documents.evidence.messages import facts_of
from portfolio_app.documents.evidence.refusal import ASK_FOR_ANOTHER_COPY, EvidenceRefusedError
from portfolio_app.documents.guarding.messages import BrokenMessageError
from portfolio_app.documents.guarding.process import BrokenOffError, GuardedProcess


class GuardedIntake(GuardedProcess):
    """Looks at evidence; a file that makes the process fail is refused."""

    def inspect(self, content: bytes, *, name: str = "") -> EvidenceFacts:
        """Return what a file holds, as `intake.inspect` does.

        Raises:
            EvidenceRefusedError: as there; or looking at it took too much, or made the process fail.
            EnvironmentRefusedError: no process can be started.
        """
        check_size(len(content))
        try:
            return facts_of(*self.ask({"task": "inspect", "name": name}, content))
        except BrokenMessageError as error:
            self.give_up()
            raise _too_heavy() from error
        except BrokenOffError as error:
            raise _too_heavy() from error


def _too_heavy() -> EvidenceRefusedError:
    return EvidenceRefusedError(
        Text(
            "Dit bestand is te zwaar of beschadigd: het bekijken ervan is afgebroken.",
            "This file is too heavy or damaged: looking at it was broken off.",
        ),
        ASK_FOR_ANOTHER_COPY,
    )
