"""The way to the scoring sheet from anywhere: of the assessment that is shown, of the newest, or of a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from portfolio_app.services.portfolio import Portfolio
    from portfolio_app.ui.workspace import Workspace

_KIND: Final = "assessment"


def score_competences(workspace: Workspace) -> None:
    """Open the scoring sheet over the assessment that is shown, or else the newest; without any begin one."""
    session = workspace.session
    place = workspace.place()

    def begin(assessment_id: str) -> None:
        if assessment_id:
            from portfolio_app.ui.assessing.card import open_sheet

            workspace.show_record(_KIND, assessment_id)
            open_sheet(session, assessment_id, workspace)
        elif session.read_only:
            workspace.show_kind(_KIND)
        else:
            from portfolio_app.domain.records.growth import AssessmentKind

            values = {"assessment_kind": AssessmentKind.SELF, "assessed_on": session.today()}
            workspace.start_new(_KIND, values)

    if place.kind == _KIND and place.record:
        begin(place.record)
    else:
        session.read(_newest, begin, owner=workspace)


def _newest(portfolio: Portfolio) -> str:
    from portfolio_app.services.scoring import newest_assessment

    return newest_assessment(portfolio)
