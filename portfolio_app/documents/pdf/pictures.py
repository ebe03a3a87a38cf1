"""Pictures in the text: each gets its place, and stands once in the file however often it is drawn."""

from __future__ import annotations

from portfolio_app.documents.blocks import Picture
from portfolio_app.documents.evidence.images import ImageFacts, image_facts
from portfolio_app.documents.pdf import design
from portfolio_app.documents.pdf.flow import Flow
from portfolio_app.documents.pdf.image_objects import image_parts
from portfolio_app.documents.pdf.structure import figure_attributes

_AFTER_PICTURE = 12.0


class Pictures:
    """The pictures of one document."""

    def __init__(self) -> None:
        self._drawn = 0
        self._numbers: dict[bytes, int] = {}
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
        resource = f"Picture{self._drawn}"
        self._drawn += 1
        left, bottom, right, top = box
        placed = self._facts_of(picture).placement(left, bottom, right - left, top - bottom)
        with flow.tree.element("Figure", figure_attributes(picture.alternative, box)), flow.content():
            flow.draw(f"q {placed} cm /{resource} Do Q")
        flow.sheets.use(resource, self._number_of(flow, picture.content))

    def _number_of(self, flow: Flow, content: bytes) -> int:
        number = self._numbers.get(content)
        if number is None:
            objects, parts = flow.sheets.objects, image_parts(content)
            number = self._numbers[content] = objects.new_number()
            objects.put_stream(number, parts.entries, parts.content)
        return number

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
