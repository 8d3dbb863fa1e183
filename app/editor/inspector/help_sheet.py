"""The help of a unit operation, made from what it declares: a quiet sheet in place of the form."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from app.editor.inspector.moment import default_text, in_words
from app.editor.session import Session
from app.editor.wording import PHASES, spoken_sentence
from flowsheets.diagram.look import STEP
from unitops.declaration.declared import Parameter, Port
from unitops.declaration.operation import UnitOperation
from unitops.quantities import printed_unit


class HelpSheet(QWidget):
    """What the operation does, its ports, parameters with ranges and sources, and results."""

    closed = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._operation: type[UnitOperation] | None = None
        self.title = QLabel(self)
        self.title.setProperty("role", "title")
        self.title.setWordWrap(True)
        back = QPushButton("Back to the values", self)
        back.setIcon(session.theme.icon("ph.arrow-left"))
        back.clicked.connect(self.closed)
        self.text = QTextBrowser(self)
        self.text.setAccessibleName("Help")
        self.text.setOpenExternalLinks(True)
        self.text.setProperty("role", "page")
        head = QHBoxLayout()
        head.addWidget(back)
        head.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * STEP, 3 * STEP, 3 * STEP, 0)
        column.setSpacing(2 * STEP)
        column.addLayout(head)
        column.addWidget(self.title)
        column.addWidget(self.text, 1)
        self.setFocusProxy(self.text)
        session.theme.changed.connect(self._draw)

    def show_operation(self, operation: type[UnitOperation]) -> None:
        """Show the help of an operation."""
        self._operation = operation
        self.title.setText(operation.title)
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape leads back."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _draw(self) -> None:
        if self._operation is not None:
            quiet = self._session.theme.colour("quiet").name()
            self.text.setHtml("".join(help_text(self._operation, quiet)))


def help_text(operation: type[UnitOperation], quiet: str) -> Iterator[str]:
    """The help of an operation as HTML. quiet: colour of what is said beside a name."""
    declared = operation.declaration
    yield from _paragraphs(inspect.getdoc(operation) or "")
    yield _section("Ports", (_port(name, port, quiet) for name, port in declared.ports.items()))
    freed = [" or ".join(in_words(name).lower() for name in group.members) for group in declared.freedoms]
    yield _section("What fixes it", (f"<p>{escape(words)}</p>" for words in freed))
    yield _section("Parameters", (_parameter(p, quiet) for p in declared.parameters.values()))
    choices = (_item(in_words(c.name), f"{', '.join(c.options)}. {c.says}", quiet) for c in declared.choices.values())
    yield _section("Choices", choices)
    others = (*declared.words.values(), *declared.tables.values(), *declared.reactions.values())
    yield _section("Lists", (_item(in_words(item.name), item.says, quiet) for item in others))
    yield _section("Results", (_item(in_words(r.name), r.says, quiet, r.unit) for r in declared.results.values()))


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.split("\n\n"):
        if paragraph.startswith("    "):
            yield f"<pre style='white-space: pre-wrap'>{escape(inspect.cleandoc(paragraph))}</pre>"
        else:
            yield f"<p>{escape(spoken_sentence(' '.join(paragraph.split()).replace('``', '')))}</p>"


def _section(title: str, items: Iterator[str]) -> str:
    body = "".join(items)
    return f"<h4>{title}</h4>{body}" if body else ""


def _item(name: str, says: str, quiet: str, unit: str = "") -> str:
    measure = f" [{escape(printed_unit(unit))}]" if unit and unit != "1" else ""
    beside = f"<br><span style='color: {quiet}'>{escape(spoken_sentence(says))}</span>" if says.strip() else ""
    return f"<p style='margin: 4px 0'>{escape(name)}{measure}{beside}</p>"


def _port(name: str, port: Port, quiet: str) -> str:
    carries = ", ".join(PHASES[phase] for phase in port.phases.split())
    optional = ", optional" if port.optional else ""
    return _item(f"{in_words(name)} ({port.direction}{optional})", f"{port.says}; carries {carries}", quiet)


def _parameter(parameter: Parameter, quiet: str) -> str:
    says = [parameter.says] if parameter.says else []
    if parameter.default is not None:
        says.append(f"{default_text(parameter)} unless another is entered")
    low, high = parameter.low, parameter.high
    if low is not None or high is not None:
        says.append(f"{'any' if low is None else f'{low:g}'} to {'any' if high is None else f'{high:g}'}")
    if parameter.source:
        says.append(parameter.source)
    return _item(in_words(parameter.name), "; ".join(says), quiet, parameter.unit)
