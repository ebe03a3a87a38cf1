"""A line that can be pressed: an icon, words that wrap, and a note at the end."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy

from portfolio_app.ui.look import Look
from portfolio_app.ui.widgets.labels import Tone, plain_label


class StepButton(QPushButton):
    """Something to do: pressing it goes where it can be done."""

    def __init__(
        self, look: Look, icon: str, tone: Tone, words: str, deed: Callable[[], object], *, note: str = ""
    ) -> None:
        super().__init__()
        self.setProperty("role", "quiet")
        self.setAccessibleName(f"{words} {note}".strip())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        picture = QLabel(self)
        picture.setPixmap(look.pixmap(icon, getattr(look.tones, tone or "ink"), 19, self.devicePixelRatioF()))
        label = plain_label(words, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 5, 6, 5)
        row.setSpacing(10)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label, 1)
        labels = [picture, label]
        if note:
            remark = plain_label(note, self, tone="quiet", size=0.95, wrap=False)
            row.addWidget(remark, 0, Qt.AlignmentFlag.AlignTop)
            labels.append(remark)
        for each in labels:
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(lambda: deed())

    def sizeHint(self) -> QSize:
        """As large as its words need."""
        return self.layout().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As low as its words allow."""
        return self.layout().minimumSize()

    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that the words need at a width."""
        return self.layout().totalHeightForWidth(width)
