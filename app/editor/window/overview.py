"""Everything that keys and the mouse do, on one card, from the actions themselves."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QTextBrowser, QWidget

from app.editor.look.theme import Theme
from app.editor.window.actions import MENUS, Actions
from app.editor.window.card import Card

MOUSE = (
    ("Wheel", "Zoom round the pointer"),
    ("Middle button", "Move the sheet"),
    ("Shift + wheel", "Move the sheet sideways"),
    ("Drag from a port", "Draw a stream; only ports where it may end light up"),
    ("Let go on the empty sheet", "Choose the unit that comes next"),
    ("Drop a unit on a stream", "Insert it there"),
    ("Double click in the palette", "Put the unit in the middle of the view"),
)


class Overview(Card):
    """Keys in two columns: what, and by which."""

    def __init__(self, theme: Theme, window: QWidget, actions: Actions) -> None:
        super().__init__("Keys and mouse", QSize(760, 640), theme, window)
        self._actions = actions
        self.text = QTextBrowser(self)
        self.text.setAccessibleName("Keys and mouse")
        self.text.setProperty("role", "page")
        self.column.addWidget(self.text, 1)
        theme.changed.connect(lambda: self.isVisible() and self._draw())

    def enter(self) -> None:
        """As the actions are now."""
        self._draw()
        super().enter()

    def first_focus(self) -> QWidget:
        """Arrows and Page Down read on."""
        return self.text

    def _draw(self) -> None:
        blocks = list(self._blocks())
        left: list[str] = []
        rows = sum(size for _block, size in blocks)
        while blocks and rows > 0:
            block, size = blocks.pop(0)
            left.append(block)
            rows -= 2 * size
        right = [block for block, _size in blocks]
        cells = "".join(f"<td width='50%'>{''.join(part)}</td>" for part in (left, right))
        self.text.setHtml(f"<table width='100%' cellspacing='0' cellpadding='4'><tr>{cells}</tr></table>")

    def _blocks(self) -> Iterator[tuple[str, int]]:
        """Each menu as HTML, with the number of its lines."""
        for menu in MENUS:
            rows = [
                (action.title.rstrip("…"), made.shortcut().toString(made.shortcut().SequenceFormat.NativeText))
                for action, made in self._actions.all
                if action.menu.partition("|")[0] == menu and action.keys
            ]
            if rows:
                yield self._block(menu, rows), len(rows) + 2
        yield self._block("Mouse", [(does, how) for how, does in MOUSE]), len(MOUSE) + 5

    def _block(self, title: str, rows: list[tuple[str, str]]) -> str:
        quiet = self._theme.palette.quiet
        lines = "".join(
            f"<tr><td width='60%'>{escape(what)}</td><td style='color: {quiet}'>{escape(keys)}</td></tr>"
            for what, keys in rows
        )
        return f"<h4>{escape(title)}</h4><table width='100%' cellspacing='0' cellpadding='2'>{lines}</table>"
