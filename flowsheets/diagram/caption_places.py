"""Where the words at units stand once streams are laid: those that a stream, a unit or other words cover move aside.

Routes are found round captions where they always stand. Where a stream has no other way than through one, the caption
goes to the nearest free place at its unit. Captions that nothing covers stay, so that sheets look alike all over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

from flowsheets.diagram.captions import CAPTION_GAP, GAP, LINE_HEIGHT, Caption, Text
from flowsheets.diagram.geometry import Box, Point
from flowsheets.diagram.look import text_width
from flowsheets.diagram.overlaps import covered

CLEARANCE = 2.0
"""Between words and the middle of a line [px]."""
BROADER = 0.05
"""Words may be so much of their width broader on either side than they are thought to be: the face is not known."""
STEP = 4.0
"""Between places that are tried [px]."""
FURTHER = 16.0
"""Words stand at most so much further above or below their unit than they always do [px]."""
FURTHER_OFFENCE = 3.0
"""To stand further above or below by 1 px is as bad as to stand aside by so many."""
BESIDE = 60.0
"""Standing beside the unit is as bad as standing aside by so much [px]."""
REACH = 40.0
"""Beyond the width of its words nothing farther from a unit matters to them [px]."""


class _Place(NamedTuple):
    """Where a block of words may stand, and how bad that is; lines are flush with the unit beside it, else centred."""

    offence: float
    left: float
    top: float
    flush: int = 0
    """Lines start at the left (-1), are centred (0), or end at the right (1)."""


def caption_steps(
    units: Mapping[str, tuple[Box, Caption]], lines: Mapping[str, Sequence[Point]]
) -> Iterator[tuple[str, Caption]]:
    """The caption of each unit where it does not cover anything; units with their boxes, streams by their corners.

    A unit at a time, for whoever has other things to do in between. One that may stay is given as it is.
    """
    keys = sorted(units)
    strokes = [_stroke(a, b) for _, points in sorted(lines.items()) for a, b in pairwise(points)]
    areas = [(owner, area) for owner, key in enumerate(keys) for area in units[key][1].areas]
    bodies = [_edges(units[key][0]) for key in keys]
    taken = np.array([*strokes, *bodies, *(_edges(area) for _, area in areas)])
    owners = np.array([-1] * (len(strokes) + len(keys)) + [owner for owner, _ in areas])
    for owner, key in enumerate(keys):
        box, caption = units[key]
        if caption.is_outside or caption.kept_free:
            reach = REACH + max((text.box.width for text in caption.texts), default=0.0)
            near = taken[_near(taken, box.grown(reach)) & (owners != owner)]
            found = _moved(caption, box, near) if caption.is_outside else _figure_moved(caption, box, near)
            if found is not caption:
                rows = np.flatnonzero(owners == owner)
                taken[rows] = _edges(found.areas[-1])  # there may be fewer lines than there were
                taken[rows[: len(found.areas)]] = [_edges(area) for area in found.areas]
                caption = found
        yield key, caption


def _moved(caption: Caption, box: Box, taken: np.ndarray) -> Caption:
    """Tag and name each to their nearest free place; both to one side of the unit where one of them has none."""
    tag, name = caption.texts[:1], caption.texts[1:]
    if not _harm((*tag, *name), taken):
        return caption
    new_tag = _clear(tag, box, taken, name, above=True) if _harm(tag, taken) else tag
    new_name = _clear(name, box, taken, new_tag, above=False) if _harm(name, taken) else name
    best = (*new_tag, *new_name)
    for lines in ((*tag, *name), (*tag, *_on_one_line(name))):
        if _harm(best, taken):
            best = min(best, _best(lines, [*_together(box, lines)], taken), key=lambda words: _harm(words, taken))
    last = best[-1].box
    return replace(caption, texts=best, result_at=((last.left + last.right) / 2, last.bottom + LINE_HEIGHT / 2))


def _figure_moved(caption: Caption, box: Box, taken: np.ndarray) -> Caption:
    """The place of a result under a flag, or over it where that one alone is free."""
    up = -(box.height + LINE_HEIGHT + 1)
    over = [area.moved(0, up) for area in caption.kept_free]
    under_harm, over_harm = (
        covered(np.array([_edges(area) for area in areas]), taken, 0.0).sum() for areas in (caption.kept_free, over)
    )
    if over_harm >= under_harm:
        return caption
    x, y = caption.result_at
    return replace(caption, result_at=(x, y + up), kept_free=tuple(over))


def _clear(
    lines: tuple[Text, ...], box: Box, taken: np.ndarray, others: tuple[Text, ...], *, above: bool
) -> tuple[Text, ...]:
    """A block to where it covers least: aside, further off, or beside the unit; on one line if that helps."""
    taken = np.vstack([taken, *(_edges(text.box) for text in others)])
    found = _nearby(lines, box, taken, above=above)
    if len(lines) > 1 and _harm(found, taken):
        found = min(found, _nearby(_on_one_line(lines), box, taken, above=above), key=lambda words: _harm(words, taken))
    return found


def _nearby(lines: tuple[Text, ...], box: Box, taken: np.ndarray, *, above: bool) -> tuple[Text, ...]:
    width, height = _width(lines), LINE_HEIGHT * len(lines)
    left, top = min(text.box.left for text in lines), lines[0].box.top
    places = [*_aside(box, left, top, width, -1 if above else 1), *_beside(box, width, height, above=above)]
    return _best(lines, places, taken)


def _on_one_line(lines: tuple[Text, ...]) -> tuple[Text, ...]:
    if not lines:
        return ()
    words, first = " ".join(text.words for text in lines), lines[0]
    (middle, _), half = first.box.centre, text_width(words, first.size, first.bold) / 2
    return (replace(first, words=words, box=Box(middle - half, first.box.top, middle + half, first.box.bottom)),)


def _best(lines: tuple[Text, ...], places: list[_Place], taken: np.ndarray) -> tuple[Text, ...]:
    """Lines where they cover least, and of such places at the one that is least bad."""
    width, height = _width(lines), LINE_HEIGHT * len(lines)
    room = BROADER * width
    boxes = [(place.left - room, place.top, place.left + width + room, place.top + height) for place in places]
    harm = covered(np.array(boxes), taken, 0.0)
    best = min(range(len(places)), key=lambda number: (int(harm[number]), *places[number]))
    return tuple(_set(lines, places[best], width))


def _aside(box: Box, left: float, top: float, width: float, outwards: int) -> Iterator[_Place]:
    """Above or below a unit, as far to either side as words still touch it, and further off."""
    for further in np.arange(0.0, FURTHER + STEP, STEP):
        first = int(-(left + width - box.left + GAP) // STEP) + 1
        for number in range(first, int((box.right + GAP - left) // STEP) + 1):
            offence = abs(number * STEP) + FURTHER_OFFENCE * further
            yield _Place(offence, left + number * STEP, top + outwards * further)


def _beside(box: Box, width: float, height: float, *, above: bool) -> Iterator[_Place]:
    """Right and left of a unit, at its top or bottom first."""
    high, low = sorted((box.top, box.bottom - height))
    away = GAP + BROADER * width
    for number in range(int((low - high) // STEP) + 1):
        top = high + number * STEP if above else low - number * STEP
        yield _Place(BESIDE + number * STEP, box.right + away, top, -1)
        yield _Place(BESIDE + number * STEP + 1.0, box.left - away - width, top, 1)


def _together(box: Box, lines: tuple[Text, ...]) -> Iterator[_Place]:
    """All words on one side of a unit."""
    width, height = _width(lines), LINE_HEIGHT * len(lines)
    centred = (box.left + box.right - width) / 2
    yield from _aside(box, centred, box.bottom + CAPTION_GAP, width, 1)
    yield from _aside(box, centred, box.top - CAPTION_GAP - height, width, -1)
    yield from _beside(box, width, height, above=True)


def _set(lines: tuple[Text, ...], place: _Place, width: float) -> Iterator[Text]:
    for number, text in enumerate(lines):
        spare = (width - text.box.width) * (place.flush + 1) / 2
        left, top = place.left + spare, place.top + LINE_HEIGHT * number
        yield replace(text, box=Box(left, top, left + text.box.width, top + LINE_HEIGHT))


def _harm(lines: tuple[Text, ...], taken: np.ndarray) -> int:
    """How many things lie under words."""
    boxes = [_edges(text.box.grown(BROADER * text.box.width, 0.0)) for text in lines]
    return int(covered(np.array(boxes), taken, 0.0).sum()) if boxes else 0


def _width(lines: tuple[Text, ...]) -> float:
    return max(text.box.width for text in lines)


def _near(boxes: np.ndarray, box: Box) -> np.ndarray:
    across = (boxes[:, 0] < box.right) & (boxes[:, 2] > box.left)
    return across & (boxes[:, 1] < box.bottom) & (boxes[:, 3] > box.top)


def _edges(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.top, box.right, box.bottom


def _stroke(a: Point, b: Point) -> tuple[float, float, float, float]:
    (x0, y0), (x1, y1) = a, b
    left, right = (x0, x1) if x0 < x1 else (x1, x0)
    top, bottom = (y0, y1) if y0 < y1 else (y1, y0)
    return left - CLEARANCE, top - CLEARANCE, right + CLEARANCE, bottom + CLEARANCE
