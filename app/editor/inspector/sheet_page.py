"""Nothing is selected: the sheet itself."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from app.editor.inspector.page import Page
from app.editor.session import Session


class SheetPage(Page):
    """Title and description, operating time, specifications, indicators, cases, species, sources."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, parent)

    def parts(self) -> Iterator[object]:
        """From what is asked first."""
        yield
