"""Finds what cannot be read as it stands: words that are cut, widgets that reach out of their place or overlap."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QLabel,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QTabBar,
    QToolButton,
    QWidget,
)

from app.editor.inspector.quantity_field import QuantityField
from app.editor.inspector.rows import ElidedLabel as RowLabel
from app.editor.look.elided_label import ElidedLabel

ROUNDING = 1
"""[px] Sizes are whole numbers, letters are not."""
BESIDE = 4
"""[px] What a button has beside its words at least."""
ELLIPSIS = "…"


def found_cut(root: QWidget) -> list[str]:
    """What is wrong with the widgets that are seen in ``root``, itself among them; sentences."""
    faults: list[str] = []
    for widget in (root, *root.findChildren(QWidget)):
        if widget.isVisible() and widget.width() and not widget.objectName().startswith("qt_"):
            faults += (f"{_named(widget)}: {fault}" for fault in _faults(widget))
    return faults


def _named(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    return f"{type(widget).__name__} '{widget.accessibleName() or text}'"


def _faults(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel):
        yield from _label(widget)
    elif isinstance(widget, QAbstractButton):
        yield from _button(widget)
    elif isinstance(widget, QLineEdit):
        yield from _line(widget)
    elif isinstance(widget, QComboBox):
        yield from _choice(widget)
    elif isinstance(widget, QPlainTextEdit):
        yield from _hint(widget)
    elif isinstance(widget, QTabBar):
        ends = widget.tabRect(widget.count() - 1).right()
        if ends > widget.width():
            yield f"its tabs end at {ends} of {widget.width()} px"
    elif isinstance(widget, QScrollArea):
        content = widget.widget()
        if content is not None and content.width() > widget.viewport().width():
            yield f"{content.width()} px stand in {widget.viewport().width()} px: it is moved sideways"
    yield from _overlaps(widget)


def _label(label: QLabel) -> Iterator[str]:
    if not label.text() or (label.pixmap() and not label.pixmap().isNull()):
        return
    needed = label.sizeHint().width() if not label.wordWrap() else label.minimumSizeHint().width()
    if isinstance(label, ElidedLabel | RowLabel):
        if needed > label.width() + ROUNDING and label.text() not in label.toolTip():
            yield "it is cut and not told when pointed at"
    elif needed > label.width() + ROUNDING:
        yield f"{needed} px stand in {label.width()} px"
    elif label.wordWrap() and label.heightForWidth(label.width()) > label.height() + ROUNDING:
        yield f"its lines are {label.heightForWidth(label.width())} px high and stand in {label.height()} px"


def _button(button: QAbstractButton) -> Iterator[str]:
    text = button.text()
    if text.endswith(ELLIPSIS) and text.removesuffix(ELLIPSIS) in button.toolTip() and text not in button.toolTip():
        return  # a line of a list, which tells all of it when pointed at
    if text and isinstance(button, QPushButton | QToolButton | QCheckBox):
        needed = button.fontMetrics().horizontalAdvance(text.replace("&&", "&")) + BESIDE
        if needed > button.width() + ROUNDING:
            yield f"{needed} px stand in {button.width()} px"


def _line(line: QLineEdit) -> Iterator[str]:
    if isinstance(line.parentWidget(), QComboBox):
        return
    margins = line.textMargins().left() + line.textMargins().right()
    room = line.style().subElementRect(QStyle.SubElement.SE_LineEditContents, _option(line), line).width() - margins
    hint = line.fontMetrics().horizontalAdvance(line.placeholderText())
    if not line.text() and hint > room + ROUNDING:
        yield f"its hint '{line.placeholderText()}' of {hint} px stands in {room} px"
    text = line.fontMetrics().horizontalAdvance(line.text())
    if isinstance(line, QuantityField) and text > room + ROUNDING:
        yield f"'{line.text()}' of {text} px stands in {room} px"


def _option(line: QLineEdit) -> QStyleOptionFrame:
    option = QStyleOptionFrame()
    line.initStyleOption(option)
    return option


def _choice(box: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, box).width()
    needed = box.fontMetrics().horizontalAdvance(box.currentText())
    if not box.isEditable() and needed > room + ROUNDING:
        yield f"'{box.currentText()}' of {needed} px stands in {room} px"


def _hint(text: QPlainTextEdit) -> Iterator[str]:
    lines = text.placeholderText().splitlines() if not text.toPlainText() else []
    needed = max((text.fontMetrics().horizontalAdvance(line) for line in lines), default=0)
    room = text.viewport().width() - 2 * round(text.document().documentMargin())
    if len(lines) == 1 and needed > room + ROUNDING:
        yield f"its hint '{text.placeholderText()}' of {needed} px stands in {room} px"


def _overlaps(widget: QWidget) -> Iterator[str]:
    """What a layout has put so that it reaches out of its place, or over another."""
    layout = widget.layout()
    if layout is None or isinstance(widget, QScrollArea):
        return
    managed = {id(child) for child in _laid(layout)}
    children = [
        child
        for child in widget.findChildren(QWidget)
        if child.parentWidget() is widget and child.isVisible() and id(child) in managed and not child.size().isEmpty()
    ]
    room = QRect(widget.rect()).adjusted(-ROUNDING, -ROUNDING, ROUNDING, ROUNDING)
    for child in children:
        if not room.contains(child.geometry()):
            yield f"{_named(child)} at {child.geometry().getRect()} reaches out of {widget.size().toTuple()}"
    for one, other in combinations(children, 2):
        both = one.geometry().intersected(other.geometry())
        if both.width() > ROUNDING and both.height() > ROUNDING:
            yield f"{_named(one)} and {_named(other)} stand in one place"


def _laid(layout: QLayout) -> Iterator[QWidget]:
    if isinstance(layout, QStackedLayout):
        return
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid(inner)
