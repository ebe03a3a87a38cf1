"""The pages that are no area of the portfolio, each imported when it is first gone to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from portfolio_app.ui.destinations import BACKUPS, GUIDE, HISTORY, RESULTS, RULES

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from portfolio_app.ui.session import Session


def page_apart(
    key: str,
    session: Session,
    parent: QWidget,
    *,
    restore_asked: Callable[..., object],
    backups_changed: Callable[[], object],
    guide_left: Callable[..., object],
    target_asked: Callable[..., object],
) -> QWidget | None:
    """Return a page that is no area; None when there is none of that name.

    Args:
        key: its name among `destinations`.
        session: the open portfolio.
        parent: the widget to stand in.
        restore_asked: is told what the page of backups is asked to restore.
        backups_changed: is called when a backup was made or failed there.
        guide_left: is told where the person goes from the guide.
        target_asked: is told which `Target` the person asks for from the rules.
    """
    if key == RESULTS:
        from portfolio_app.ui.pages.results import ResultsPage

        return ResultsPage(session, parent)
    if key == BACKUPS:
        from portfolio_app.ui.pages.backups import BackupsPage

        backups = BackupsPage(session, parent)
        backups.restore_asked.connect(restore_asked)
        backups.changed.connect(backups_changed)
        return backups
    if key == GUIDE:
        from portfolio_app.ui.guide.page import GuidePage

        guide = GuidePage(session, parent)
        guide.left.connect(guide_left)
        return guide
    if key == HISTORY:
        from portfolio_app.ui.pages.history import HistoryPage

        return HistoryPage(session, parent)
    if key == RULES:
        from portfolio_app.ui.pages.rules import RulesPage

        rules = RulesPage(session, parent)
        rules.target_asked.connect(target_asked)
        return rules
    return None
