"""A line above the sheet that says something and offers what can be done about it; it waits, it asks for nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMainWindow, QPushButton, QSizePolicy, QToolBar

Choice = tuple[str, Callable[[], object]]
"""A button's verb, and what it does."""


@dataclass(frozen=True)
class Notice:
    """What is said. choices: buttons from the left, the first being the one that is meant; each ends the notice."""

    text: str
    choices: Sequence[Choice] = ()
    dismissed: Callable[[], object] | None = None


class Banners:
    """Shows notices of a window one after another."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._waiting: list[Notice] = []
        self.bar: QToolBar | None = None

    def tell(self, notice: Notice) -> None:
        """Show a notice, after those that are there already."""
        if any(known.text == notice.text for known in self._waiting):
            return
        self._waiting.append(notice)
        if self.bar is None:
            self._show()

    @property
    def text(self) -> str:
        """What is being said."""
        return self._waiting[0].text if self._waiting else ""

    def buttons(self) -> dict[str, QPushButton]:
        """The buttons that are there, by their words."""
        return {button.text(): button for button in self.bar.findChildren(QPushButton)} if self.bar else {}

    def _show(self) -> None:
        notice = self._waiting[0]
        bar = QToolBar("Notice", self._window)
        bar.setObjectName("notice")
        bar.setMovable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        label = QLabel(notice.text, bar)
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        label.setContentsMargins(8, 0, 12, 0)
        label.setAccessibleName(notice.text)
        bar.addWidget(label)
        last: Choice = ("Not now", notice.dismissed) if notice.dismissed else ("Close", lambda: None)
        for place, (words, call) in enumerate((*notice.choices, last)):
            button = QPushButton(words, bar)
            if place == 0 and notice.choices:
                button.setProperty("role", "main")
            button.clicked.connect(lambda _on=False, call=call: self._end(call))
            bar.addWidget(button)
        self._window.addToolBarBreak()
        self._window.addToolBar(Qt.ToolBarArea.TopToolBarArea, bar)
        self.bar = bar

    def _end(self, call: Callable[[], object]) -> None:
        bar, self.bar = self.bar, None
        if bar is not None:
            self._window.removeToolBarBreak(bar)
            self._window.removeToolBar(bar)
            bar.deleteLater()
        self._waiting.pop(0)
        call()
        if self._waiting and self.bar is None:
            self._show()
