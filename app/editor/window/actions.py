"""Actions as data: what stands in the menus, what the keyboard does, what the search finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget
from shiboken6 import isValid

from app.editor.look.theme import Theme

MENUS = ("File", "Edit", "Draw", "View", "Solve", "Help")
"""Menus in their order; a title behind a bar, as 'Draw|Align', makes a submenu."""


@dataclass(frozen=True)
class Action:
    """Something that can be done. title: a verb and its object, as in the menu.

    enabled: whether it can be done now, asked whenever something changed. checked: for what is on or off.
    group: actions of one group stand together, a line between groups.
    """

    name: str
    title: str
    menu: str
    run: Callable[[], object]
    keys: str = ""
    icon: str = ""
    says: str = ""
    group: int = 0
    enabled: Callable[[], bool] = lambda: True
    checked: Callable[[], bool] | None = None


class Actions(QObject):
    """All actions of a window, each with its QAction; ``refresh`` asks again what can be done."""

    added = Signal()

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme, self._window = theme, window
        self._known: dict[str, tuple[Action, QAction]] = {}

    def add(self, actions: Iterable[Action]) -> None:
        """Put actions into the window; raises ValueError for a name that is taken."""
        for action in actions:
            if action.name in self._known:
                raise ValueError(f"there is an action '{action.name}' already")
            self._known[action.name] = (action, self._made(action))
        self.refresh()
        self.added.emit()

    def __getitem__(self, name: str) -> QAction:
        return self._known[name][1]

    @property
    def all(self) -> list[tuple[Action, QAction]]:
        """Every action, in the order in which they were added."""
        return list(self._known.values())

    def refresh(self) -> None:
        """Ask every action whether it can be done and whether it is on; panels that go with the window ask no more."""
        if not isValid(self._window):
            return
        for action, made in self._known.values():
            made.setEnabled(action.enabled())
            if action.checked is not None:
                made.setChecked(action.checked())

    def fill(self, bar: QMenuBar) -> None:
        """Put the actions into the menus that they name."""
        bar.clear()
        menus: dict[str, QMenu] = {}
        group: dict[str, int] = {}
        ordered = sorted(
            self._known.values(), key=lambda item: (MENUS.index(item[0].menu.partition("|")[0]), item[0].group)
        )
        for action, made in ordered:
            menu = self._menu(bar, action.menu, menus)
            if group.get(action.menu, action.group) != action.group:
                menu.addSeparator()
            group[action.menu] = action.group
            menu.addAction(made)

    def _menu(self, bar: QMenuBar, title: str, menus: dict[str, QMenu]) -> QMenu:
        if title not in menus:
            parent, _, child = title.rpartition("|")
            menus[title] = self._menu(bar, parent, menus).addMenu(child) if parent else bar.addMenu(child)
        return menus[title]

    def _made(self, action: Action) -> QAction:
        made = QAction(action.title, self._window)
        made.setObjectName(action.name)
        made.setCheckable(action.checked is not None)
        if action.keys:
            made.setShortcuts([QKeySequence(keys) for keys in action.keys.split(" or ")])
        if action.says:
            made.setStatusTip(action.says)
            made.setToolTip(f"{action.title}: {action.says}")
        if action.icon:
            made.setIcon(self._theme.icon(action.icon))
        made.triggered.connect(lambda _on=False: action.run())
        self._window.addAction(made)
        return made
