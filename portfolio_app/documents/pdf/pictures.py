"""Pictures in the text: each gets its place and a slot; its bytes join the file when the pages are known."""

from __future__ import annotations

from dataclasses import dataclass

from portfolio_app.documents.blocks import Picture
from portfolio_app.documents.evidence.images import ImageFacts, image_facts
from portfolio_app.documents.pdf import design
from portfolio_app.documents.pdf.flow import Flow
from portfolio_app.documents.pdf.structure import figure_attributes

_AFTER_PICTURE = 12.0


@dataclass(frozen=True, slots=True)
class PictureSlot:
    """A picture that a page draws under the name `resource`; `page` in order of creation."""

    page: int
    resource: str
    content: bytes


class Pictures:
    """The pictures of one document."""

    def __init__(self) -> None:
        self.slots: list[PictureSlot] = []
        self._facts: dict[bytes, ImageFacts] = {}

    def ratio(self, picture: Picture) -> float:
        """Return the height of a picture as a share of its width."""
        facts = self._facts_of(picture)
        return facts.upright_height / facts.upright_width

    def _facts_of(self, picture: Picture) -> ImageFacts:
        facts = self._facts.get(picture.content)
        if facts is None:
            facts = self._facts[picture.content] = image_facts(picture.content)
        return facts

    def set(self, flow: Flow, picture: Picture, box: tuple[float, float, float, float]) -> None:
        """Draw a picture into a box (left, bottom, right, top) as a figure."""
        resource = f"Picture{len(self.slots)}"
        left, bottom, right, top = box
        placed = self._facts_of(picture).placement(left, bottom, right - left, top - bottom)
        with flow.tree.element("Figure", figure_attributes(picture.alternative, box)), flow.content():
            flow.draw(f"q {placed} cm /{resource} Do Q")
        self.slots.append(PictureSlot(flow.page, resource, picture.content))

    def set_block(self, flow: Flow, picture: Picture) -> None:
        """Set a picture in the main column."""
        width = min(picture.width, design.MAIN_WIDTH)
        height = width * self.ratio(picture)
        tallest = design.TOP - design.BOTTOM
        if height > tallest:
            width, height = width * tallest / height, tallest
        flow.need(height)
        self.set(flow, picture, (design.MAIN, flow.y - height, design.MAIN + width, flow.y))
        flow.y -= height + _AFTER_PICTURE
