"""The views of the CV, by name."""

from __future__ import annotations

from typing import Final

from portfolio_app.common.errors import WrongUseError
from portfolio_app.common.text import LANGUAGES, Text, same_in_both
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.records.cv_view import CvView
from portfolio_app.domain.snapshot import Snapshot

_WORDS: Final = (Text("cliënt", "client"), Text("register", "register"), Text("volledig", "full"))
"""What the usual views are called in every language."""


def view_called(snapshot: Snapshot, name: str) -> CvView:
    """Return the CV view with that name or id; where nobody made views yet, `client`, `register` and `full` are there.

    These three may be called by their word in another language too.

    Raises:
        WrongUseError: there is no such view; names those that there are.
    """
    views = snapshot.of(CvView) or usual_views()
    wanted = name.casefold()
    for view in views:
        if wanted in (view.name.casefold(), view.id):
            return view
    for view in views:
        if wanted in _said(told_view(view.name)):
            return view
    raise WrongUseError(
        Text("Er is geen cv-versie “{name}”. Wel: {known}.", "There is no CV view “{name}”. Available: {known}.").fill(
            name=name[:40], known=", ".join(view.name for view in views)
        )
    )


def told_view(name: str) -> Text:
    """Return what a view with that name is called in every language."""
    return next((words for words in _WORDS if name.casefold() in _said(words)), same_in_both(name))


def _said(words: Text) -> tuple[str, ...]:
    return tuple(words.say(language).casefold() for language in LANGUAGES)


def usual_views() -> tuple[CvView, ...]:
    """Return the views that everybody has until they make their own."""
    return (
        CvView(id="view-client", name="client", audience=Audience.PUBLIC, show_photo=True, training_years=3),
        CvView(id="view-register", name="register", audience=Audience.REGISTER, training_years=5),
        CvView(id="view-full", name="full", audience=Audience.REGISTER, show_photo=True),
    )
