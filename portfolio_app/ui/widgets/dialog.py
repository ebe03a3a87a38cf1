"""What every dialog of the window is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from portfolio_app.ui.in_order import InOrder
from portfolio_app.ui.widgets.labels import let_stand


class Dialog(InOrder, QDialog):
    """A dialog in which Tab goes in the order of reading, and which is as high as its words need when it appears."""

    def setVisible(self, visible: bool) -> None:  # noqa: FBT001 - Qt's own
        """Take the right size before it is seen, unless it was given one."""
        if visible and self.isHidden() and not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            self._take_size()
        super().setVisible(visible)

    def _take_size(self) -> None:
        layout = self.layout()
        if layout is None:
            return
        self.ensurePolished()
        self.adjustSize()
        layout.activate()
        let_stand(self)
        layout.activate()
        self.adjustSize()
        self.setAttribute(Qt.WidgetAttribute.WA_Resized, False)  # as Qt has it: nobody asked for this size
