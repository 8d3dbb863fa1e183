"""What interfaces for screen readers have in common: a view with what lies over it, actions, a selection."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleInterface,
    QAccessibleObject,
    QAccessibleSelectionInterface,
)
from PySide6.QtWidgets import QApplication, QGraphicsView, QScrollBar, QWidget

if TYPE_CHECKING:
    from app.editor.window.accessible_sheet import SpokenItem, SpokenSheet


class SpokenView(QAccessibleObject):
    """A view by its name and description; its inside and what lies over it are its children."""

    def __init__(self, view: QGraphicsView, role: QAccessible.Role) -> None:
        super().__init__(view)
        self.view, self._role = view, role

    @property
    def seen(self) -> QRect:
        """The part of the screen in which the scene is."""
        viewport = self.view.viewport()
        return QRect(viewport.mapToGlobal(QPoint()), viewport.size())

    def forget_all(self) -> None:
        """The view is going."""

    def _over(self) -> list[QWidget]:
        children = self.view.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return [child for child in children if not isinstance(child, QScrollBar) and not child.isHidden()]

    def childCount(self) -> int:  # noqa: N802 - Qt's name
        """How many widgets lie over it, its inside counted."""
        return len(self._over())

    def child(self, index: int) -> Any:
        """One of them."""
        over = self._over()
        return QAccessible.queryAccessibleInterface(over[index]) if 0 <= index < len(over) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802 - Qt's name
        """Its place among them, -1 if it is not."""
        over, widget = self._over(), child.object()
        return next((place for place, other in enumerate(over) if other is widget), -1)

    def childAt(self, x: int, y: int) -> Any:  # noqa: N802 - Qt's name
        """What lies over a point of the screen."""
        here = self.view.mapFromGlobal(QPoint(x, y))
        found = [child for child in self._over() if child.geometry().contains(here)]
        return QAccessible.queryAccessibleInterface(found[-1]) if found else None

    def parent(self) -> Any:
        """What the view stands in."""
        around = self.view.parentWidget() or QApplication.instance()
        return QAccessible.queryAccessibleInterface(around) if around is not None else None

    def role(self) -> QAccessible.Role:
        """What it is."""
        return self._role

    def state(self) -> QAccessible.State:
        """Whether it has the keyboard and is seen."""
        state = QAccessible.State()
        state.focusable = state.multiSelectable = True
        state.focused = self.view.hasFocus()
        state.invisible = not self.view.isVisible()
        return state

    def text(self, kind: QAccessible.Text) -> str:
        """Name and description, as they were given to the view."""
        if kind == QAccessible.Text.Name:
            return self.view.accessibleName()
        return self.view.accessibleDescription() if kind == QAccessible.Text.Description else ""

    def rect(self) -> QRect:
        """Where it is on the screen."""
        return QRect(self.view.mapToGlobal(QPoint()), self.view.size())


class ItemActions(QAccessibleActionInterface):
    """Selecting, by the names under which readers offer it."""

    def __init__(self, choose: Callable[[], None]) -> None:
        super().__init__()
        self._choose = choose

    def actionNames(self) -> list[str]:  # noqa: N802 - Qt's name
        """Press, and take the keyboard."""
        return [QAccessibleActionInterface.pressAction(), QAccessibleActionInterface.setFocusAction()]

    def doAction(self, name: str) -> None:  # noqa: N802 - Qt's name
        """Both select."""
        if name in self.actionNames():
            self._choose()

    def keyBindingsForAction(self, _name: str) -> list[str]:  # noqa: N802 - Qt's name
        """There are none of its own."""
        return []


class SpokenSelection(QAccessibleSelectionInterface):
    """What is selected on a sheet."""

    def __init__(self, sheet: SpokenSheet) -> None:
        super().__init__()
        self._sheet = sheet

    def selectedItemCount(self) -> int:  # noqa: N802 - Qt's name
        """How many."""
        return len(self._sheet.selected())

    def selectedItems(self) -> list[Any]:  # noqa: N802 - Qt's name
        """All of them."""
        return list(self._sheet.selected())

    def selectedItem(self, index: int) -> Any:  # noqa: N802 - Qt's name
        """One of them."""
        found = self._sheet.selected()
        return found[index] if 0 <= index < len(found) else None

    def isSelected(self, item: SpokenItem) -> bool:  # type: ignore[override]  # noqa: N802 - no other is asked for
        """Whether an item is among them."""
        return item.key in self._sheet.view.session.selection.ids

    def select(self, item: SpokenItem) -> bool:  # type: ignore[override]
        """Add one."""
        selection = self._sheet.view.session.selection
        selection.set(selection.ids | {item.key})
        return item.key in selection.ids

    def unselect(self, item: SpokenItem) -> bool:  # type: ignore[override]
        """Take one away."""
        selection = self._sheet.view.session.selection
        selection.set(selection.ids - {item.key})
        return True

    def selectAll(self) -> bool:  # noqa: N802 - Qt's name
        """Everything on the open level."""
        self._sheet.view.session.selection.set(self._sheet.keys)
        return True

    def clear(self) -> bool:
        """Nothing."""
        self._sheet.view.session.selection.clear()
        return True
