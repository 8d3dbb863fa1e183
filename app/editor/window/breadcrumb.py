"""Where one is: the plant and the sub-flowsheets down to the one that is opened, each a button that leads there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from app.editor.session import Session
from flowsheets.document.levels import PLANT_LEVEL, trail

PLANT = "Plant"
LONGEST = 28
"""Letters of a name; the rest is in the tip."""


class Breadcrumb(QWidget):
    """Shown while the sheet has sub-flowsheets; the last crumb is where one is, and can be pressed no further."""

    filled = Signal(bool)
    """Whether there is something to be shown."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.buttons: list[QToolButton] = []
        self._shown: tuple[tuple[str, str], ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 0, 0, 0)
        self._row.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setAccessibleName("Opened sheet")
        session.document.changed.connect(self.refresh)
        session.document.level_changed.connect(self.refresh)
        self.refresh()

    @property
    def is_filled(self) -> bool:
        """Whether there is something to be shown."""
        return bool(self._shown)

    def refresh(self) -> None:
        """Show the way to the level that is opened."""
        document = self._session.document
        drawing = document.sheet.drawing
        crumbs = [(PLANT_LEVEL, PLANT)] if drawing.subflowsheets else []
        for key in trail(drawing, document.level):
            box = drawing.subflowsheets[key]
            crumbs.append((key, box.name or box.tag))
        if tuple(crumbs) != self._shown:
            self._shown = tuple(crumbs)
            self._build()

    def _build(self) -> None:
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = []
        for number, (key, name) in enumerate(self._shown):
            if number:
                between = QLabel("›", self)
                between.setProperty("role", "quiet")
                self._row.addWidget(between)
            self._row.addWidget(self._crumb(key, name, is_last=number == len(self._shown) - 1))
        self.filled.emit(bool(self._shown))

    def _crumb(self, key: str, name: str, *, is_last: bool) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setText(name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…")
        button.setToolTip(f"{name}: you are here" if is_last else f"Open {name}")
        button.setAccessibleName(f"{name}, opened" if is_last else f"Open {name}")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setEnabled(not is_last)
        button.clicked.connect(lambda _on=False: self._go(key))
        self.buttons.append(button)
        return button

    def _go(self, level: str) -> None:
        """Open a level of the way, and choose there the box that one comes out of."""
        document = self._session.document
        way = [PLANT_LEVEL, *trail(document.sheet.drawing, document.level)]
        below = way[way.index(level) + 1]
        document.open_level(level)
        self._session.selection.set((below,))
