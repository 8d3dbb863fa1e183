"""Choices that hold from session to session, applied as they are made."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QGridLayout, QLineEdit, QWidget

from app.editor.session import Session
from app.editor.window.card import Card
from flowsheets.diagram.look import STEP, TARGET

THEMES = (("system", "As the system"), ("light", "Light"), ("dark", "Dark"))
PERIODS = (("h", "Per hour"), ("d", "Per operating day"), ("a", "Per year"))
LABELS = (("mass flow", "Mass flow"), ("temperature", "Temperature"), ("pressure", "Pressure"))


class SettingsCard(Card):
    """Theme, solving, tables, sheet."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__("Settings", QSize(480, 376), session.theme, window)
        self._session = session
        self.theme = _choice("Theme", THEMES, self)
        self.period = _choice("Flows in tables", PERIODS, self)
        self.solving = QCheckBox("Solve while editing", self)
        self.grid = QCheckBox("Show the grid", self)
        self.labels = {name: QCheckBox(words, self) for name, words in LABELS}
        self.elements = QLineEdit(self)
        self.elements.setPlaceholderText("Elements, as Li Na")
        self.elements.setAccessibleName("Flows of elements at streams")
        self._put_together()
        self.theme.activated.connect(lambda _row: self._choose_theme())
        self.period.activated.connect(lambda _row: session.settings.put(table_period=self.period.currentData()))
        self.solving.clicked.connect(self._choose_solving)
        self.grid.clicked.connect(lambda on: session.settings.put(show_grid=on))
        for box in self.labels.values():
            box.clicked.connect(self._choose_labels)
        self.elements.editingFinished.connect(self._choose_labels)
        session.settings.changed.connect(lambda _name: self._fill())
        self._fill()

    def _put_together(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(6 * STEP)
        form.setVerticalSpacing(3 * STEP)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.addRow("Theme", self.theme)
        form.addRow("Flows in tables", self.period)
        form.addRow("Solving", self.solving)
        form.addRow("Sheet", self.grid)
        grid = QGridLayout()
        grid.setHorizontalSpacing(4 * STEP)
        for place, box in enumerate(self.labels.values()):
            grid.addWidget(box, place // 2, place % 2)
        form.addRow("At streams", grid)
        form.addRow("", self.elements)
        for box in (self.solving, self.grid, *self.labels.values()):
            box.setMinimumHeight(TARGET)
        self.column.addLayout(form)
        self.column.addStretch()

    def first_focus(self) -> QWidget:
        """The first choice."""
        return self.theme

    def _fill(self) -> None:
        values = self._session.settings.values
        self.theme.setCurrentIndex(self.theme.findData(values.theme))
        self.period.setCurrentIndex(self.period.findData(values.table_period))
        self.solving.setChecked(self._session.solver.automatic)
        self.grid.setChecked(values.show_grid)
        for name, box in self.labels.items():
            box.setChecked(name in values.stream_labels)
        if not self.elements.hasFocus():
            self.elements.setText(" ".join(name for name in values.stream_labels if name not in self.labels))

    def _choose_theme(self) -> None:
        choice = self.theme.currentData()
        self._session.theme.choose(choice)
        self._session.settings.put(theme=choice)

    def _choose_solving(self, on: bool) -> None:
        self._session.solver.set_automatic(on)
        self._session.settings.put(solve_automatically=on)

    def _choose_labels(self) -> None:
        """In the order of the list, then the elements that are typed; what is none is dropped."""
        from unitops.chemistry.formula import atomic_weights

        typed = self.elements.text().replace(",", " ").split()
        elements = tuple(dict.fromkeys(word for word in typed if word in atomic_weights()))
        chosen = tuple(name for name, box in self.labels.items() if box.isChecked())
        self._session.settings.put(stream_labels=chosen + elements)


def _choice(name: str, options: Sequence[tuple[str, str]], parent: QWidget) -> QComboBox:
    made = QComboBox(parent)
    made.setAccessibleName(name)
    for value, words in options:
        made.addItem(words, value)
    return made
