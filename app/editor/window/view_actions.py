"""How the window is arranged: panels folded away, full screen, light and dark."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from app.editor.window.actions import Action

if TYPE_CHECKING:
    from app.editor.window.main_window import MainWindow

PANELS = (("palette", "Unit operations"), ("inspector", "Selection"), ("results", "Results"))


class ViewActions(QObject):
    """For the View menu."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._folded: tuple[str, ...] = ()
        """Panels that 'Sheet alone' folded away."""

    def watch(self) -> None:
        """Keep the marks of the actions as the panels are, once these are there."""
        for name, _title in PANELS:
            self._window.dock(name).visibilityChanged.connect(lambda _shown: self._window.actions_.refresh())

    def actions(self) -> Iterable[Action]:
        """Panels, the sheet alone, full screen, dark."""
        for number, (name, title) in enumerate(PANELS, 1):
            yield Action(
                f"show {name}", f"Show {title.lower()}", "View", lambda name=name: self._toggle(name),
                keys=f"Ctrl+Alt+{number}", group=4, checked=lambda name=name: self._is_shown(name),
            )  # fmt: skip
        yield Action(
            "sheet alone", "Sheet alone", "View", self.toggle_sheet_alone, keys="Ctrl+\\", group=4,
            icon="ph.frame-corners", checked=lambda: not any(self._is_shown(name) for name, _title in PANELS),
            says="Folds all panels away, and back",
        )  # fmt: skip
        yield Action("next part", "Go to the next part", "View", lambda: self.go(1), keys="F6", group=4)
        yield Action("part before", "Go to the part before", "View", lambda: self.go(-1), keys="Shift+F6", group=4)
        yield Action(
            "full screen", "Full screen", "View", self.toggle_full_screen, keys="F11", group=5,
            checked=self._window.isFullScreen,
        )  # fmt: skip
        yield Action(
            "grid", "Show grid", "View", self._toggle_grid, keys="Ctrl+'", group=5,
            checked=lambda: self._session.settings.values.show_grid,
        )  # fmt: skip
        yield Action(
            "dark", "Dark", "View", self.toggle_dark, keys="Ctrl+Shift+L", group=5, icon="ph.moon",
            checked=lambda: self._session.theme.palette.name == "dark",
        )  # fmt: skip

    def toggle_sheet_alone(self) -> None:
        """Fold all panels away, or bring back those that were there."""
        shown = tuple(name for name, _title in PANELS if self._is_shown(name))
        if shown:
            self._folded = shown
        for name, _title in PANELS:
            self._window.dock(name).setVisible(not shown and name in (self._folded or dict(PANELS)))
        self._window.actions_.refresh()

    def go(self, by: int) -> None:
        """The keyboard goes to the next part that is shown: sheet, selection, results, unit operations."""
        window = self._window
        docks = [window.dock(name).widget() for name in ("inspector", "results", "palette") if self._is_shown(name)]
        parts: list[QWidget] = [window.canvas, *docks]
        focused = window.focusWidget()
        here = next(
            (k for k, part in enumerate(parts) if focused and (part is focused or part.isAncestorOf(focused))), 0
        )
        _take_focus(parts[(here + by) % len(parts)])

    def toggle_full_screen(self) -> None:
        """The whole screen, or a window again."""
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()
        self._window.actions_.refresh()

    def toggle_dark(self) -> None:
        """Dark if light, light if dark; kept for the next start."""
        choice = "light" if self._session.theme.palette.name == "dark" else "dark"
        self._session.theme.choose(choice)
        self._session.settings.put(theme=choice)
        self._window.actions_.refresh()

    def _toggle_grid(self) -> None:
        self._session.settings.put(show_grid=not self._session.settings.values.show_grid)
        self._window.actions_.refresh()

    def _toggle(self, name: str) -> None:
        dock = self._window.dock(name)
        dock.setVisible(dock.isHidden())
        self._window.actions_.refresh()

    def _is_shown(self, name: str) -> bool:
        return not self._window.dock(name).isHidden()


def _take_focus(part: QWidget) -> None:
    """Give the keyboard to a part, or to the first thing in it that takes it."""
    candidates = [part, *part.findChildren(QWidget)]
    strong = Qt.FocusPolicy.TabFocus.value
    first = next((w for w in candidates if w.isVisible() and w.isEnabled() and w.focusPolicy().value & strong), None)
    if first is not None:
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
