"""Checks of sub-flowsheets. They are warnings: a drawing that is not in order never keeps a plant from being solved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from flowsheets.document.errors import Problem
from flowsheets.document.paths import tag_fault, tag_of
from flowsheets.document.records import Flowsheet


def subflowsheets_hold_what_is_there(sheet: Flowsheet) -> Iterator[Problem]:
    """What a sub-flowsheet lists is on the sheet, and on no other sub-flowsheet."""
    name = "subflowsheets_hold_what_is_there"
    holders: dict[str, list[str]] = defaultdict(list)
    for key, box in sorted(sheet.drawing.subflowsheets.items()):
        for members, there, word in (
            (box.units, sheet.units, "unit"),
            (box.annotations, sheet.drawing.annotations, "annotation"),
        ):
            for member in members:
                holders[member].append(key)
                if member not in there:
                    message = f'it lists the {word} "{member}", which is not on the sheet'
                    yield _warning(name, box.tag, message, "It is left out.", key)
    for member, keys in sorted(holders.items()):
        if len(keys) > 1:
            boxes = " and ".join(sheet.drawing.subflowsheets[key].tag for key in keys)
            message = f"it is listed by {boxes}" if len(set(keys)) > 1 else f"it is listed twice by {boxes}"
            remedy = f"It is drawn on {sheet.drawing.subflowsheets[keys[0]].tag}."
            yield _warning(name, tag_of(sheet, member), message, remedy, member, *keys)


def subflowsheets_have_parents(sheet: Flowsheet) -> Iterator[Problem]:
    """The sheet on which the box of a sub-flowsheet stands is there, and does not lie within the box."""
    name = "subflowsheets_have_parents"
    boxes = sheet.drawing.subflowsheets
    for key, box in sorted(boxes.items()):
        if box.parent and box.parent not in boxes:
            message = f'its box stands on the sub-flowsheet "{box.parent}", which is not there'
            yield _warning(name, box.tag, message, "It is drawn on the sheet of the whole plant.", key)
        above, at = [key], box.parent
        while at in boxes and at not in above:
            above.append(at)
            at = boxes[at].parent
        if at == key and key == min(above):
            ring = " within ".join(boxes[other].tag for other in (*above, key))
            yield _warning(name, box.tag, f"it lies within itself: {ring}", "Change the parent of one.", *above)


def subflowsheets_have_tags(sheet: Flowsheet) -> Iterator[Problem]:
    """Every sub-flowsheet has a readable tag and an id that no other thing has."""
    name = "subflowsheets_have_tags"
    boxes = sheet.drawing.subflowsheets
    holders: dict[str, list[str]] = defaultdict(list)
    for section in (sheet.units, sheet.streams):
        for record in section.values():
            holders[record.tag].append("")
    for key, box in sorted(boxes.items()):
        holders[box.tag].append(key)
        fault = tag_fault(box.tag)
        if fault:
            yield _warning(name, box.tag, fault, "Give it a tag such as A-100.", key)
        if any(key in section for section in (sheet.units, sheet.streams, sheet.drawing.annotations)):
            yield _warning(name, box.tag, f'the id "{key}" stands for two things', "Change one in the file.", key)
    for tag, keys in sorted(holders.items()):
        owners = tuple(key for key in keys if key)
        if owners and len(keys) > 1:
            message = f"the tag stands on {len(keys)} units, streams or sub-flowsheets"
            yield _warning(name, tag, message, "Rename all but one.", *owners)


SUBFLOWSHEET_CHECKS = (
    subflowsheets_hold_what_is_there,
    subflowsheets_have_parents,
    subflowsheets_have_tags,
)
"""In the order in which their problems are told."""


def _warning(name: str, place: str, message: str, remedy: str, *owners: str) -> Problem:
    return Problem(check=name, place=place, message=message, remedy=remedy, severity="warning", owners=owners)
