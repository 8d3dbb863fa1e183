"""What stands where results are not there yet: one sentence, one button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.editor.results.shown import NextStep
from flowsheets.diagram.look import STEP


class NextStepView(QWidget):
    """Says the next step; its button asks for it."""

    wished = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wish = ""
        self._sentence = QLabel(self)
        self._sentence.setProperty("role", "quiet")
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._button = QPushButton(self)
        self._button.clicked.connect(lambda: self.wished.emit(self._wish))
        layout = QVBoxLayout(self)
        layout.setSpacing(2 * STEP)
        layout.addStretch()
        layout.addWidget(self._sentence)
        layout.addWidget(self._button, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()

    def put(self, step: NextStep) -> None:
        """Show a step; one without words for a button has none."""
        self._sentence.setText(step.sentence)
        self._button.setText(step.button)
        self._button.setAccessibleName(step.button)
        self._button.setVisible(bool(step.button))
        self._wish = step.wish

    @property
    def sentence(self) -> str:
        """What is said."""
        return self._sentence.text()
