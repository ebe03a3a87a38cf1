"""What is known of a file, and why it is refused, as messages between the program and the process that looks at it."""

from __future__ import annotations

from typing import Any

from portfolio_app.common.text import Text
from portfolio_app.documents.blocks import AnnexMedia
from portfolio_app.documents.evidence.intake import EvidenceFacts, PageSize
from portfolio_app.documents.evidence.picture import PagePicture
from portfolio_app.documents.evidence.refusal import EvidenceRefusedError
from portfolio_app.documents.guarding.messages import BrokenMessageError, plain_text


def facts_as_message(facts: EvidenceFacts) -> tuple[dict[str, Any], bytes]:
    """Return what is known of a file as a message."""
    head = {
        "media": facts.media_type.value,
        "sizes": [[size.width, size.height] for size in facts.page_sizes],
        "text": facts.text,
        "archival": facts.archival,
        "problems": [plain_text(problem) for problem in facts.problems],
        "prepared": facts.prepared is not None,
    }
    return head, facts.prepared or b""


def picture_as_message(picture: PagePicture) -> tuple[dict[str, Any], bytes]:
    """Return a page as a message."""
    head = {"size": [picture.width, picture.height], "page": picture.page, "pages": picture.pages}
    return head, picture.pixels


def picture_from(head: dict[str, Any], body: bytes) -> PagePicture:
    """Return the page that a message holds.

    Raises:
        EvidenceRefusedError: it tells that the file was refused.
        BrokenMessageError: it tells neither.
    """
    try:
        _raise_refusal(head)
        width, height = head["size"]
        return PagePicture(int(width), int(height), int(head["page"]), int(head["pages"]), body)
    except (KeyError, TypeError, ValueError) as error:
        raise BrokenMessageError from error


def refusal_as_message(refusal: EvidenceRefusedError) -> dict[str, Any]:
    """Return a refusal as a message."""
    return {"refused": [plain_text(refusal.message), plain_text(refusal.remedy)]}


def facts_of(head: dict[str, Any], body: bytes) -> EvidenceFacts:
    """Return what a message tells of a file.

    Raises:
        EvidenceRefusedError: it tells that the file was refused.
        BrokenMessageError: it tells neither.
    """
    try:
        _raise_refusal(head)
        return EvidenceFacts(
            AnnexMedia(head["media"]),
            tuple(PageSize(float(width), float(height)) for width, height in head["sizes"]),
            str(head["text"]),
            archival=bool(head["archival"]),
            problems=tuple(Text(*problem) for problem in head["problems"]),
            prepared=body if head["prepared"] else None,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BrokenMessageError from error


def _raise_refusal(head: dict[str, Any]) -> None:
    if "refused" in head:
        message, remedy = head["refused"]
        raise EvidenceRefusedError(Text(*message), Text(*remedy))
