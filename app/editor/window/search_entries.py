"""What the search finds: everything on the sheet, everything that can be done, added, read or opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.editor.palette.matching import Findable
from app.editor.palette.operations import entries as unit_operations
from app.editor.session import Session
from app.editor.window.actions import Actions
from flowsheets.document.levels import PLANT_LEVEL

KINDS_OF_NOTES = {"text": "Note", "box": "Box", "stream table": "Table of streams"}


@dataclass(frozen=True)
class Entry:
    """Something that is found. kind: in a word or two, shown beside the title; rank: settles equal fits.

    symbol: of the drawing, or icon: of the interface.
    """

    title: str
    kind: str
    run: Callable[[], object]
    findable: Findable
    detail: str = ""
    symbol: str = ""
    icon: str = ""
    rank: float = 0.0


def on_the_sheet(session: Session) -> Iterable[Entry]:
    """Units and streams of the open sheet; choosing one brings it into sight."""
    sheet, known = session.document.sheet, unit_operations()
    for key, unit in sheet.units.items():
        operation = known.get(unit.operation)
        title = operation.title if operation else unit.operation
        texts = ((unit.tag, 1.0), (unit.name, 0.9), (title, 0.6), (unit.area, 0.3))
        symbol = operation.symbol if operation else ""
        run = partial(session.selection.show, key)
        yield Entry(unit.tag, title, run, Findable(texts), detail=unit.name, symbol=symbol, rank=0.3)
    for key, stream in sheet.streams.items():
        ends = [sheet.units[e.unit].tag if e and e.unit in sheet.units else "" for e in (stream.source, stream.target)]
        detail = stream.name or " to ".join(end or "nowhere" for end in ends)
        texts = ((stream.tag, 1.0), (stream.name, 0.9), (" ".join(ends), 0.3))
        yield Entry(
            stream.tag,
            "Stream",
            partial(session.selection.show, key),
            Findable(texts),
            detail,
            icon="ph.arrow-right",
            rank=0.2,
        )
    for key, box in sheet.drawing.subflowsheets.items():
        texts = ((box.tag, 1.0), (box.name, 1.0), ("Open sub-flowsheet", 0.5))
        run = partial(session.document.open_level, key)
        yield Entry(
            f"Open {box.tag}", "Sub-flowsheet", run, Findable(texts), box.name, icon="ph.folder-simple", rank=0.3
        )
    if sheet.drawing.subflowsheets:
        run = partial(session.document.open_level, PLANT_LEVEL)
        texts = (("Open the sheet of the whole plant", 0.9), ("breadcrumb up", 0.4))
        yield Entry("Open the whole plant", "Sheet", run, Findable(texts), icon="ph.folder-simple", rank=0.2)
    for key, note in sheet.drawing.annotations.items():
        words, kind = " ".join(note.text.split()), KINDS_OF_NOTES[note.shape]
        texts = ((words, 0.9), (f"{kind} on the sheet", 0.4))
        run = partial(session.selection.show, key)
        yield Entry(words or kind, kind, run, Findable(texts), icon="ph.text-t", rank=0.1)


def commands(actions: Actions) -> Iterable[Entry]:
    """What can be done now."""
    for action, made in actions.all:
        if not made.isEnabled() or action.name == "search":
            continue
        menu = action.menu.replace("|", ", ")
        title = action.title.rstrip("…")
        texts = ((title, 1.0), (menu, 0.3), (action.says, 0.3))
        keys = made.shortcut().toString(made.shortcut().SequenceFormat.NativeText)
        yield Entry(title, keys or menu, made.trigger, Findable(texts), icon=action.icon or "ph.command", rank=0.15)


def quantities(offered: Iterable[str], show: Callable[[str], object]) -> Iterable[Entry]:
    """Elements by whose flow streams can be coloured; the usual quantities are among the commands."""
    for name in offered:
        element = name.removeprefix("elements: ")
        if element != name:
            title = f"Colour streams by flow of {element}"
            yield Entry(title, "Streams by quantity", partial(show, name), Findable(((title, 0.9),)), icon="ph.palette")


def additions(add: Callable[[str], object]) -> Iterable[Entry]:
    """Unit operations that can be put on the sheet."""
    for name, entry in unit_operations().items():
        texts = ((f"Add {entry.title}", 1.0), (entry.title, 1.0), *entry.findable.texts[1:])
        run = partial(add, name)
        yield Entry(f"Add: {entry.title}", entry.trade, run, Findable(texts), entry.says, entry.symbol, rank=0.1)


def operation_pages(show: Callable[[str], object]) -> Iterable[Entry]:
    """Help on unit operations."""
    for name, entry in unit_operations().items():
        texts = ((f"Help {entry.title}", 0.9), (entry.title, 0.8), ("handbook documentation", 0.4))
        yield Entry(
            f"Help: {entry.title}", "Handbook", partial(show, name), Findable(texts), entry.says, icon="ph.book-open"
        )


def species_pages(show: Callable[[str], object]) -> Iterable[Entry]:
    """Data sheets of species."""
    from unitops.chemistry.species import database

    for key, item in database().items():
        texts = ((key, 0.9), (item.name, 0.9), ("species data", 0.3))
        yield Entry(key, "Species", partial(show, key), Findable(texts), item.name, icon="ph.atom", rank=-0.05)


def files(
    open_path: Callable[[Path], object], recent: Iterable[str], library: Callable[[str], object]
) -> Iterable[Entry]:
    """Recent files and sheets of the library."""
    from flowsheets.library import names

    for text in recent:
        path = Path(text)
        texts = ((f"Open {path.name}", 0.9), (text, 0.3))
        yield Entry(
            f"Open {path.name}", "Recent file", partial(open_path, path), Findable(texts), str(path.parent),
            icon="ph.file",
        )  # fmt: skip
    for name in names():
        texts = ((f"Open {name.replace('_', ' ')}", 0.9), (name, 0.8), ("library example", 0.4))
        yield Entry(f"Open {name}", "Library", partial(library, name), Findable(texts), icon="ph.books")
