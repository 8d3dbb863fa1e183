"""Flows of mass, an element or energy through the plant, as bands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from app.editor.results.result_tab import ResultTab, tool
from app.editor.results.sankey_layout import Picture
from app.editor.results.sankey_view import STEP, SankeyView
from app.editor.results.shown import NextStep, Shown


class SankeyTab(ResultTab):
    """What is followed can be chosen; the period is that of the tables."""

    def __init__(self, shown: Shown, parent: QWidget | None = None) -> None:
        super().__init__(shown, parent)
        self.which = QComboBox(self)
        self.which.setAccessibleName("What flows")
        self.which.setMaxVisibleItems(24)
        for words, of in (("Mass", "mass"), ("Energy", "energy")):
            self.which.addItem(words, of)
        self.which.currentIndexChanged.connect(lambda _index: self._other())
        self.view = SankeyView(self.session.theme, self)
        self.view.place_wanted.connect(shown.show_place)
        buttons = [
            (tool(self, "Zoom in", "Zoom in"), "ph.magnifying-glass-plus", lambda: self.view.zoom(STEP)),
            (tool(self, "Zoom out", "Zoom out"), "ph.magnifying-glass-minus", lambda: self.view.zoom(1 / STEP)),
            (tool(self, "Zoom to fit", "Zoom to fit"), "ph.corners-out", self.view.fit),
            (tool(self, "Save as SVG", "Save the picture as SVG"), "ph.download-simple", self.ask_where),
        ]
        self.controls.addWidget(self.which)
        for button, icon, call in buttons:
            button.setIcon(self.session.theme.icon(icon))
            button.clicked.connect(call)
            self.controls.addWidget(button)
        self.end_controls()
        self.body.addWidget(self.view)
        self.session.settings.changed.connect(self._follow_settings)

    @property
    def of(self) -> str:
        """'mass', 'energy' or an element."""
        return str(self.which.currentData())

    def refresh(self) -> None:
        """Ask for the picture."""
        of, per = self.of, self.session.settings.values.table_period
        self.wait_for_answer()

        def take(content: Any) -> None:
            if of == self.of:
                self._put(content)

        self.shown.ask("sankey", take, self._explain, of=of, per=per)

    def _put(self, content: Any) -> None:
        self.answered()
        self._offer(content["elements"])
        picture = msgspec.convert(content["picture"], Picture)
        if not picture.bars:
            self.say_instead(NextStep(f"There is no {self.which.currentText().casefold()} to follow.", "", ""))
            return
        self.say_instead(None)
        left_out = content["left_out"]
        self.view.setToolTip(f"{left_out} streams colder than 25 degC are left out." if left_out else "")
        self.view.put(picture, content["names"], content["unit"])

    def _offer(self, elements: list[str]) -> None:
        if [self.which.itemData(k) for k in range(2, self.which.count())] != elements:
            held = self.of
            self.which.blockSignals(True)
            while self.which.count() > 2:
                self.which.removeItem(2)
            for element in elements:
                self.which.addItem(element, element)
            self.which.setCurrentIndex(max(self.which.findData(held), 0))
            self.which.blockSignals(False)

    def _other(self) -> None:
        self.view.fit()
        if self.shown.solution is not None:
            self.refresh()

    def _explain(self, why: str) -> None:
        self.answered()
        self.say_instead(NextStep(f"This cannot be drawn: {why}", "Solve again", "solve"))

    def _follow_settings(self, name: str) -> None:
        if name == "table_period":
            self.look_again()

    def set_stale(self, stale: bool) -> None:
        """Dim the picture."""
        self.view.set_stale(stale)

    def ask_where(self) -> None:
        """Ask for a file, without stopping the window."""
        dialog = QFileDialog(self, "Save the Sankey diagram", "", "SVG (*.svg)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("svg")
        dialog.selectFile(f"{self.session.document.sheet.name} {self.of}.svg")
        dialog.fileSelected.connect(lambda path: self.save(Path(path)))
        dialog.open()

    def save(self, path: Path) -> None:
        """Write the picture."""
        title = self.session.document.title
        self.view.save_svg(path, f"{title}: {self.which.currentText().casefold()} flows")
