"""What may lie over the sheet when it is asked for: search, handbook."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.editor.canvas.placing import place_somewhere
from app.editor.window.actions import Action
from app.editor.window.help_card import HelpCard
from app.editor.window.search import Search
from app.editor.window.search_entries import additions, commands, files, on_the_sheet, operation_pages, species_pages

if TYPE_CHECKING:
    from app.editor.window.main_window import MainWindow


class Overlays(QObject):
    """Makes the cards of a window and offers the actions that show them."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        theme = self._session.theme
        self.help = HelpCard(theme, window)
        self.search = Search(
            theme,
            window,
            (
                lambda: on_the_sheet(self._session),
                lambda: commands(window.actions_),
                lambda: additions(lambda operation: place_somewhere(window.canvas, operation)),
                lambda: operation_pages(self.help.show_operation),
                lambda: species_pages(self.help.show_species),
                lambda: files(window.files.open_other, self._session.settings.values.recent, window.files.open_sheet),
            ),
        )

    def actions(self) -> Iterable[Action]:
        """Searching and reading."""
        yield Action(
            "search", "Search", "Edit", self.search.enter, keys="Ctrl+K", icon="ph.magnifying-glass", group=3,
            says="Units, streams, things to do, to add, to read",
        )  # fmt: skip
