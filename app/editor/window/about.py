"""Which version this is, what it calculates with, and how it is cited."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed

from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.editor.look.theme import Theme
from app.editor.window.card import Card

PARTS = ("numpy", "scipy", "casadi", "CoolProp", "msgspec", "pandas", "PySide6-Essentials", "QtAwesome")


class About(Card):
    """Versions and citation, to be selected or copied."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__("Raffinate", QSize(480, 336), theme, window, name="About Raffinate")
        self.says = QLabel("Closed mass and energy balances of battery-materials flowsheets.", self)
        self.cite = _selectable("", self)
        self.versions = _selectable("", self)
        self.versions.setProperty("role", "quiet")
        copy = QPushButton("Copy", self)
        copy.setAccessibleName("Copy versions and citation")
        copy.clicked.connect(
            lambda: QGuiApplication.clipboard().setText(f"{self.cite.text()}\n\n{self.versions.text()}")
        )
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(copy)
        heading = QLabel("To cite it", self)
        heading.setProperty("role", "heading")
        for widget in (self.says, heading, self.cite, self.versions):
            self.column.addWidget(widget)
        self.column.addStretch()
        self.column.addLayout(row)

    def enter(self) -> None:
        """Look the versions up only when they are asked for."""
        self.cite.setText(citation())
        self.versions.setText("\n".join(versions()))
        super().enter()


def versions() -> list[str]:
    """Raffinate, the file format, Python, Qt, and what is calculated with."""
    from flowsheets.document.records import SCHEMA_VERSION
    from flowsheets.results.solution import VERSION

    lines = [
        f"Raffinate {VERSION}, file format {SCHEMA_VERSION}",
        f"Python {platform.python_version()} on {platform.system()} {platform.machine()}, Qt {qVersion()}",
    ]
    found = []
    for part in PARTS:
        try:
            found.append(f"{part} {installed(part)}")
        except PackageNotFoundError:
            continue
    return [*lines, ", ".join(found)]


def citation() -> str:
    """A line for a list of references."""
    from flowsheets.results.solution import VERSION

    return (
        f"The Raffinate authors: Raffinate {VERSION}, closed mass and energy balances of battery-materials flowsheets. "
        "Computer program under the MIT licence."
    )


def _selectable(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setWordWrap(True)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label
