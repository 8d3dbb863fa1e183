"""At the start: work that was not saved when a window ended unexpectedly, offered without getting in the way."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale

from app.editor.document.recovery import LostWork, lost_work
from app.editor.session import RECOVERY
from app.editor.window.banner import Notice

if TYPE_CHECKING:
    from app.editor.window.main_window import MainWindow


def offer_lost_work(window: MainWindow) -> int:
    """Look for lost work and offer each piece in a line above the sheet; how many there are."""
    found = lost_work(window.session.settings.folder / RECOVERY)
    for work in found:
        window.banners.tell(_notice(window, work))
    return len(found)


def open_lost_work(window: MainWindow, work: LostWork) -> None:
    """Open it as unsaved work; it is forgotten once this window keeps it."""

    def open_it() -> None:
        window.session.document.open(work.sheet, work.path, unsaved=True)
        window.session.journal.write_now()
        if window.session.journal.file.exists():
            work.discard()

    window.files.leave(open_it, work.leave)


def _notice(window: MainWindow, work: LostWork) -> Notice:
    when = QLocale().toString(QDateTime.fromSecsSinceEpoch(int(work.when)), QLocale.FormatType.ShortFormat)
    text = f"“{work.title}” was not saved when its window ended unexpectedly. Its work up to {when} was kept."
    if _is_newer(work.path, work.when):
        text += " Its file has been saved since, by somebody else."
    return Notice(
        text,
        (("Open it", lambda: open_lost_work(window, work)), ("Throw it away", work.discard)),
        dismissed=work.leave,
    )


def _is_newer(path: Path | None, when: float) -> bool:
    try:
        return path is not None and path.stat().st_mtime > when
    except OSError:
        return False
