"""Charts as a description and as pure geometry, so that the PDF and the window paint the very same picture.

`Chart` says what is shown. `draw_chart` turns it into shapes in points, origin at the bottom left; a painter only knows
how to draw the shapes. Shapes have roles instead of colours, and series differ by dash, marker and hatch as well.
"""

from portfolio_app.documents.charts.description import Chart, RadarChart, Series, Span, StackedBars, Timeline
from portfolio_app.documents.charts.drawing import draw_chart
from portfolio_app.documents.charts.shapes import Dash, Hold, Label, Line, Measure, Polygon, Role, Shape

__all__ = [
    "Chart",
    "Dash",
    "Hold",
    "Label",
    "Line",
    "Measure",
    "Polygon",
    "RadarChart",
    "Role",
    "Series",
    "Shape",
    "Span",
    "StackedBars",
    "Timeline",
    "draw_chart",
]
