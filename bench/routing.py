"""How long routing takes: a drawing of 500 units and 800 streams afresh, and after moving one unit.

python -m bench.routing
"""

from __future__ import annotations

import random
import time
from statistics import median

from flowsheets.diagram.geometry import GRID, SIDES, Box, Point, Side, around
from flowsheets.diagram.routing import Router, Wire

UNITS, STREAMS, COLUMNS = 500, 800, 25
PITCH = (160, 144)
ROUNDS, MOVES = 15, 60


def drawing(chance: random.Random) -> tuple[dict[str, Box], list[Wire]]:
    """Units of the usual sizes in rough rows; streams mostly to neighbours, some back, some far."""
    boxes = {}
    for number in range(UNITS):
        x, y = (number % COLUMNS) * PITCH[0], (number // COLUMNS) * PITCH[1]
        size = chance.choice([(64, 64), (96, 64), (64, 96), (32, 32)])
        boxes[f"u{number}"] = around(size, (x + GRID * chance.randint(-1, 1), y + GRID * chance.randint(-1, 1)))
    free = {key: list(_places(box)) for key, box in boxes.items()}
    for places in free.values():
        chance.shuffle(places)
    wires: list[Wire] = []
    while len(wires) < STREAMS:
        source = chance.randrange(UNITS)
        near = source + chance.choice([1, 1, 1, 1, 2, -3, COLUMNS, COLUMNS + 1, -COLUMNS])
        target = near % UNITS if chance.random() < 0.93 else chance.randrange(UNITS)
        start, end = free[f"u{source}"], free[f"u{target}"]
        if source != target and start and end:
            (leaving, at), (entering, to) = start.pop(), end.pop()
            wires.append(Wire(f"s{len(wires)}", at, leaving, to, entering))
    return boxes, wires


def _places(box: Box) -> list[tuple[Side, Point]]:
    found: list[tuple[Side, Point]] = []
    for side in SIDES:
        if side in ("left", "right"):
            x = box.left if side == "left" else box.right
            found += [(side, (x, y)) for y in range(int(box.top) + GRID, int(box.bottom), GRID)]
        else:
            y = box.top if side == "top" else box.bottom
            found += [(side, (x, y)) for x in range(int(box.left) + GRID, int(box.right), GRID)]
    return found


def moved(key: str, boxes: dict[str, Box], wires: list[Wire], step: tuple[int, int]) -> tuple[Box, dict[int, Wire]]:
    """A unit one step aside, and its streams with their new ends by their place in the list."""
    old, (dx, dy) = boxes[key], step

    def shifted(point: Point) -> Point:
        inside = old.left <= point[0] <= old.right and old.top <= point[1] <= old.bottom
        return (point[0] + dx, point[1] + dy) if inside else point

    changed = {}
    for place, wire in enumerate(wires):
        start, end = shifted(wire.start), shifted(wire.end)
        if (start, end) != (wire.start, wire.end):
            changed[place] = Wire(wire.key, start, wire.leaves, end, wire.enters)
    return Box(old.left + dx, old.top + dy, old.right + dx, old.bottom + dy), changed


def main() -> None:
    """Print medians and what is worst."""
    chance = random.Random(7)
    boxes, wires = drawing(chance)
    whole, single = [], []
    router = Router(boxes)
    for _ in range(ROUNDS):
        start = time.process_time()
        paths = router.lay(wires)
        whole.append(time.process_time() - start)
    for _ in range(MOVES):
        key = f"u{chance.randrange(UNITS)}"
        box, changed = moved(key, boxes, wires, (chance.choice([-8, 8]), chance.choice([-8, 8])))
        start = time.process_time()
        router.move({key: box}, changed.values())
        single.append(time.process_time() - start)
        boxes[key] = box
        for place, wire in changed.items():
            wires[place] = wire
    bends = sum(path.bends for path in paths.values()) / len(paths)
    barred = sum(not path.clear for path in paths.values())
    print(f"{len(boxes)} units, {len(wires)} streams, {bends:.2f} corners a stream, {barred} barred by units")
    print(f"all routes afresh   {1000 * median(whole):7.1f} ms   worst {1000 * max(whole):7.1f} ms   ({ROUNDS} rounds)")
    print(f"one unit moved      {1000 * median(single):7.1f} ms   worst {1000 * max(single):7.1f} ms   ({MOVES} moves)")


if __name__ == "__main__":
    main()
