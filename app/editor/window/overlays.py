"""What may lie over the sheet when it is asked for: search, handbook, keys, settings, and what went wrong."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.editor.canvas.placing import place_somewhere
from app.editor.window.about import About
from app.editor.window.actions import Action
from app.editor.window.crash import Funnel
from app.editor.window.crash_card import CrashCard
from app.editor.window.gallery import Gallery
from app.editor.window.help_card import HelpCard
from app.editor.window.overview import Overview
from app.editor.window.search import Search
from app.editor.window.search_entries import (
    additions,
    commands,
    files,
    on_the_sheet,
    operation_pages,
    quantities,
    species_pages,
)
from app.editor.window.settings_card import SettingsCard
from app.editor.window.tour import Tour

if TYPE_CHECKING:
    from app.editor.window.main_window import MainWindow


class Overlays(QObject):
    """Makes the cards of a window and offers the actions that show them."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        theme = self._session.theme
        self.help = HelpCard(theme, window)
        self.overview = Overview(theme, window, window.actions_)
        self.about = About(theme, window)
        self.settings = SettingsCard(self._session, window)
        self.gallery = Gallery(window)
        self.tour = Tour(window)
        self.crash: CrashCard | None = None
        shading = window.canvas.sheet_scene.shading
        self.search = Search(
            theme,
            window,
            (
                lambda: on_the_sheet(self._session),
                lambda: commands(window.actions_),
                lambda: additions(lambda operation: place_somewhere(window.canvas, operation)),
                lambda: quantities(shading.offered(), partial(shading.choose, "colour")),
                lambda: operation_pages(self.help.show_operation),
                lambda: species_pages(self.help.show_species),
                lambda: files(window.files.open_other, self._session.settings.values.recent, window.files.open_sheet),
            ),
        )

    def actions(self) -> Iterable[Action]:
        """Searching, reading, choosing."""
        yield from self.gallery.actions()
        yield from self.tour.actions()
        yield Action(
            "search", "Search", "Edit", self.search.enter, keys="Ctrl+K", icon="ph.magnifying-glass", group=3,
            says="Units, streams, things to do, to add, to read",
        )  # fmt: skip
        yield Action("settings", "Settings…", "Edit", self.settings.enter, keys="Ctrl+,", icon="ph.gear", group=9)
        yield Action("keys", "Keys and mouse", "Help", self.overview.enter, keys="Ctrl+/", icon="ph.keyboard", group=1)
        yield Action("about", "About Raffinate", "Help", self.about.enter, group=9)

    def listen(self, funnel: Funnel) -> None:
        """Show what goes wrong from now on, and how the last process ended if it did so by itself."""
        self.crash = CrashCard(self._session.theme, self._window, funnel)
        funnel.told.connect(self._tell_fault)
        if funnel.last_death:
            self.crash.tell_of_death(funnel.last_death)

    def _tell_fault(self, fault: str) -> None:
        assert self.crash is not None
        self._session.journal.write_now()
        self.crash.tell(fault, kept=self._session.journal.file.exists())
