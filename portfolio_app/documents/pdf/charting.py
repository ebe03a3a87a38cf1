"""Setting of charts: a painter of the shapes that a chart is made of."""

from __future__ import annotations

from portfolio_app.documents.blocks import ChartBlock
from portfolio_app.documents.pdf import design
from portfolio_app.documents.pdf.flow import Flow


def chart_height(flow: Flow, block: ChartBlock) -> float:
    """Return the height of a chart with its caption."""
    return block.height + len(flow.lines(block.caption, design.CAPTION, design.FULL_WIDTH)) * design.CAPTION.leading


def set_chart(flow: Flow, block: ChartBlock) -> None:
    """Set a chart over the full width, its caption below it."""
    flow.need(chart_height(flow, block))
    flow.y -= block.height
