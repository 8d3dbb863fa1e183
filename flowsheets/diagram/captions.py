"""What is written at a unit: the tag above, the name below, clear of the streams that meet it there.

Streams that only pass by are not known here: ``caption_places`` moves words out of their way once they are laid.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from flowsheets.diagram.box_symbol import BAR, HEADER, MARGIN
from flowsheets.diagram.geometry import Box, Side
from flowsheets.diagram.look import LABEL_TEXT, SMALL_TEXT, text_width, wrapped
from flowsheets.diagram.made_symbols import POINT
from flowsheets.diagram.ports import turned
from flowsheets.diagram.stand_ins import StandIn
from flowsheets.diagram.symbols import Slot, Symbol
from flowsheets.document.records import Placement, UnitRecord

LINE_HEIGHT = 13.0
GAP = 5.0
"""Between text and outline, and between text and stream [px]."""
CAPTION_GAP = GAP - 2.0
"""Between the box of a unit and lines of text above and below it, which have some room of their own [px]."""
NAME_WIDTH = 116.0
FLAG_TEXT = 73.0
"""Room for a name in a flag [px]."""
FLAGS = ("feed", "product")
MARK_WIDTH = 40.0
"""Room for the tag of a stream at a port of a box [px]."""


class Text(msgspec.Struct, frozen=True):
    """A line of text, centred in its box."""

    words: str
    box: Box
    size: float = LABEL_TEXT
    bold: bool = False


class Caption(msgspec.Struct, frozen=True):
    """The lines at a unit, and the place of a result that may be written there.

    is_outside: they stand round the unit, the tag first, and not in it.
    """

    texts: tuple[Text, ...]
    result_at: tuple[float, float]
    kept_free: tuple[Box, ...] = ()
    is_outside: bool = False

    @property
    def areas(self) -> list[Box]:
        """What lines and numbers should not cover."""
        return [*(text.box for text in self.texts), *self.kept_free]

    def moved(self, right: float, down: float) -> Caption:
        """As it stands at a unit that is elsewhere by so much [px]."""
        x, y = self.result_at
        texts = tuple(replace(text, box=text.box.moved(right, down)) for text in self.texts)
        kept_free = tuple(box.moved(right, down) for box in self.kept_free)
        return replace(self, texts=texts, result_at=(x + right, y + down), kept_free=kept_free)


def caption(record: UnitRecord, symbol: Symbol, place: Placement, box: Box, used: Iterable[Slot]) -> Caption:
    """Tag and name of a unit. Streams leave through ``used`` slots of the turned symbol."""
    if isinstance(record, StandIn):
        return _box_caption(record, symbol, place, box) if record.role == "box" else _border_flag(record, box)
    if symbol.name in FLAGS:
        return _flag(record, symbol, box)
    slots = list(used)
    above = _block([record.tag], "top", box, slots, bold=True)
    names = wrapped(record.name, LABEL_TEXT, NAME_WIDTH)
    below = _block(names, "bottom", box, slots, bold=False)
    end = below[-1].box if below else Box(box.left, box.bottom, box.right, box.bottom + GAP)
    result_at = (end.left + end.right) / 2, end.bottom + LINE_HEIGHT / 2
    return Caption((*above, *below), result_at, is_outside=True)


def _flag(record: UnitRecord, symbol: Symbol, box: Box) -> Caption:
    """The name, or the tag where there is none, inside the flag."""
    lines = wrapped(record.name or record.tag, SMALL_TEXT + 1, FLAG_TEXT)
    centre = box.left + (symbol.width - 10) / 2
    top = (box.top + box.bottom) / 2 - 11.5 * len(lines) / 2
    texts = [
        Text(line, Box(centre - FLAG_TEXT / 2, top + 11.5 * n, centre + FLAG_TEXT / 2, top + 11.5 * (n + 1)), 10.0)
        for n, line in enumerate(lines)
    ]
    figure = Box(centre - 28, box.bottom + 1, centre + 28, box.bottom + LINE_HEIGHT)
    return Caption(tuple(texts), (centre, box.bottom + LINE_HEIGHT / 2 + 1), (figure,))


def _border_flag(record: StandIn, box: Box) -> Caption:
    """The stream's tag and name, and below it where it comes from or goes to, left of the flag's point."""
    left, right = box.left + 8, box.right - POINT - (0 if record.role == "from" else 4)
    first = wrapped(" ".join(part for part in (record.tag, record.name) if part), SMALL_TEXT + 1, right - left, 1)
    second = wrapped(record.notes, SMALL_TEXT, right - left, 1)
    middle = (box.top + box.bottom) / 2
    texts = [
        Text(line, Box(left, top, right, top + 12), size, bold)
        for line, top, size, bold in (
            *((line, middle - 13, SMALL_TEXT + 1, True) for line in first),
            *((line, middle + 1, SMALL_TEXT, False) for line in second),
        )
    ]
    centre = (box.left + box.right) / 2
    figure = Box(centre - 28, box.bottom + 1, centre + 28, box.bottom + LINE_HEIGHT)
    return Caption(tuple(texts), (centre, box.bottom + LINE_HEIGHT / 2 + 1), (figure,))


def _box_caption(record: StandIn, symbol: Symbol, place: Placement, box: Box) -> Caption:
    """Tag and name in the head of the box, and at each port the tag of the stream that crosses there."""
    quarters = place.rotation // 90
    head = box.top + (MARGIN if quarters % 2 else 0)
    inside = Box(box.left + BAR + 4, head, box.right - BAR - 4, head + HEADER)
    lines = [(line, LABEL_TEXT, True) for line in wrapped(record.tag, LABEL_TEXT + 0.5, inside.width, 1)]
    lines += [(line, SMALL_TEXT + 1, False) for line in wrapped(record.name, SMALL_TEXT + 1, inside.width, 2)]
    top = head + (HEADER - LINE_HEIGHT * len(lines)) / 2
    texts = [
        Text(line, Box(inside.left, top + LINE_HEIGHT * n, inside.right, top + LINE_HEIGHT * (n + 1)), size, bold)
        for n, (line, size, bold) in enumerate(lines)
    ]
    for port, words in sorted(record.marks.items()):
        slot = turned(symbol.places[port], symbol.width, symbol.height, quarters, place.flipped)
        texts += [_mark(line, slot, box) for line in wrapped(words, SMALL_TEXT, MARK_WIDTH, 1)]
    centre = (box.left + box.right) / 2
    return Caption(tuple(texts), (centre, box.bottom + GAP + LINE_HEIGHT / 2))


def _mark(words: str, slot: Slot, box: Box) -> Text:
    """The tag of a stream, just inside a box where the stream meets it."""
    width = text_width(words, SMALL_TEXT)
    if slot.side in ("top", "bottom"):
        left = box.left + slot.offset - width / 2
        y = box.top + MARGIN / 2 + 1 if slot.side == "top" else box.bottom - MARGIN / 2 - 1
    else:
        left = box.left + BAR + 4 if slot.side == "left" else box.right - BAR - 4 - width
        y = box.top + slot.offset
    return Text(words, Box(left, y - 6, left + width, y + 6), SMALL_TEXT)


def _block(lines: list[str], side: Side, box: Box, used: list[Slot], bold: bool) -> list[Text]:
    """Lines above or below a box, moved aside where a stream leaves through them."""
    if not lines:
        return []
    width = max(text_width(line, LABEL_TEXT, bold) for line in lines)
    left = _left(width, box, sorted(box.left + slot.offset for slot in used if slot.side == side))
    top = box.top - CAPTION_GAP - LINE_HEIGHT * len(lines) if side == "top" else box.bottom + CAPTION_GAP
    centre = left + width / 2
    texts = []
    for number, line in enumerate(lines):
        half = text_width(line, LABEL_TEXT, bold) / 2
        y = top + number * LINE_HEIGHT
        texts.append(Text(line, Box(centre - half, y, centre + half, y + LINE_HEIGHT), LABEL_TEXT, bold))
    return texts


def _left(width: float, box: Box, streams: list[float]) -> float:
    """Left edge of a block: centred if no stream is in its way, else on the side where it stands out least."""
    centred = (box.left + box.right - width) / 2
    if not any(centred - GAP < x < centred + width + GAP for x in streams):
        return centred
    before, after = streams[0] - GAP - width, streams[-1] + GAP
    return before if abs(before - centred) < abs(after - centred) else after
