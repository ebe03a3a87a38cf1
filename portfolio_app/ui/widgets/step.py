"""A line that can be pressed: an icon, words that wrap, and a note at the end."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout

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
        words_column = QVBoxLayout()
        words_column.setSpacing(0)
        words_column.addWidget(label)
        labels = [picture, label]
        if note:
            labels.append(plain_label(note, self, tone="quiet", size=0.92))
            words_column.addWidget(labels[-1])
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(6, 5, 6, 5)
        self._row.setSpacing(10)
        self._row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(words_column, 1)
        for each in labels:
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: deed())  # noqa: PLW0108 - without Qt's own argument

    def event(self, event: QEvent) -> bool:
        """When the words wrap otherwise, the line itself gets another height."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return handled

    def sizeHint(self) -> QSize:
        """As large as its words need."""
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As low as its words allow."""
        return self._row.minimumSize()
