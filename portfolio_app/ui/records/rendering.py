"""Pages of evidence as pictures: read on the database thread, drawn by a process of its own, waited for by neither."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from portfolio_app.common.errors import VakdossierError
from portfolio_app.domain.records.learning import Evidence
from portfolio_app.ui.tasks import Tasks

if TYPE_CHECKING:
    from portfolio_app.documents.evidence.guard import GuardedIntake
    from portfolio_app.documents.evidence.picture import PagePicture
    from portfolio_app.ui.session import Session

_SECONDS: Final = 20.0
"""How long drawing one page may take; a page that takes longer is refused by name."""


class EvidenceViewer(QObject):
    """Draws pages of evidence. The content is held in memory, of one piece at a time, and never written anywhere."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        from portfolio_app.documents.evidence.guard import GuardedIntake
        from portfolio_app.documents.guarding.process import LOOKING

        guard = GuardedIntake(replace(LOOKING, seconds=_SECONDS))
        tasks = Tasks(self)
        self._session = session
        self._guard = guard
        self._tasks = tasks
        self._hash = ""
        self._content = b""
        tasks.broken.connect(session.mistake_made)
        self.destroyed.connect(lambda: _end(tasks, guard))

    @property
    def idle(self) -> bool:
        """Whether no page is being drawn."""
        return self._tasks.idle

    def draw(
        self,
        evidence: Evidence,
        page: int,
        width: int,
        *,
        owner: QObject,
        then: Callable[[QImage, int], None],
        failed: Callable[[VakdossierError], None],
    ) -> None:
        """Draw a page of a piece of evidence, from 0 and so many pixels wide; what was asked before is forgotten.

        `then` gets the picture and how many pages there are.
        """
        if evidence.sha256 == self._hash:
            self._draw(self._content, page, width, owner, then, failed)
            return

        def take(content: bytes) -> None:
            self._hash, self._content = evidence.sha256, content
            self._draw(content, page, width, owner, then, failed)

        self._session.read(
            lambda portfolio: portfolio.read_evidence(evidence), take, owner=owner, slot="content", failed=failed
        )

    def forget(self) -> None:
        """Hold no content any more."""
        self._hash, self._content = "", b""

    def _draw(
        self,
        content: bytes,
        page: int,
        width: int,
        owner: QObject,
        then: Callable[[QImage, int], None],
        failed: Callable[[VakdossierError], None],
    ) -> None:
        guard = self._guard

        def drawn() -> PagePicture:
            return guard.picture(content, page=page, width=width)

        def show(picture: PagePicture) -> None:
            image = QImage(
                picture.pixels, picture.width, picture.height, picture.width * 3, QImage.Format.Format_RGB888
            )
            then(image.copy(), picture.pages)

        self._tasks.run(drawn, show, owner=owner, slot="page", failed=failed)


def _end(tasks: Tasks, guard: GuardedIntake) -> None:
    guard.end_for_good()  # first: a page that takes long is not waited for
    tasks.end()
