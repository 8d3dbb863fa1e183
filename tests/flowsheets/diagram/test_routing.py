"""What holds for every route: it meets its ports at right angles, runs through no unit, and is always the same."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowsheets.diagram.geometry import GRID, OUTWARD, Box, Side
from flowsheets.diagram.lanes import BLOCKED, Ground
from flowsheets.diagram.paths import Tip, detour, find_way
from flowsheets.diagram.routing import Path, Router, RoutingError, Wire, passes_through

CELL = 18  # grid points between the centres of units that may each be up to 12 wide


@st.composite
def scenes(draw: st.DrawFn) -> tuple[dict[str, Box], list[Wire]]:
    """Units in cells, somewhere in them, and streams between slots that no two streams share."""
    columns, rows = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    boxes = {}
    for cell in range(columns * rows):
        width, height = draw(st.sampled_from([(4, 4), (8, 8), (12, 8), (8, 12)]))
        left = (cell % columns) * CELL + draw(st.integers(0, CELL - width - 4))
        top = (cell // columns) * CELL + draw(st.integers(0, CELL - height - 4))
        box = Box(left * GRID, top * GRID, (left + width) * GRID, (top + height) * GRID)
        boxes[f"u{cell}"] = box
    slots = [(key, side, place) for key, box in boxes.items() for side, place in places(box)]
    chosen = draw(st.lists(st.sampled_from(slots), unique=True, max_size=16))
    wires = []
    for number, (one, two) in enumerate(zip(chosen[::2], chosen[1::2], strict=False)):
        start, end = point(boxes[one[0]], *one[1:]), point(boxes[two[0]], *two[1:])
        wires.append(Wire(f"s{number}", start, one[1], end, two[1]))
    return boxes, wires


def places(box: Box) -> list[tuple[Side, int]]:
    tall, wide = range(GRID, int(box.height), GRID), range(GRID, int(box.width), GRID)
    left_and_right = [(side, offset) for side in ("left", "right") for offset in tall]
    return left_and_right + [(side, offset) for side in ("top", "bottom") for offset in wide]


def point(box: Box, side: Side, offset: int) -> tuple[float, float]:
    if side in ("left", "right"):
        return getattr(box, side), box.top + offset
    return box.left + offset, getattr(box, side)


def assert_sound(wire: Wire, path: Path, boxes: dict[str, Box]) -> None:
    assert path.clear
    assert path.points[0] == wire.start
    assert path.points[-1] == wire.end
    for (x0, y0), (x1, y1) in pairwise(path.points):
        assert (x0 == x1) != (y0 == y1), "every piece runs along the grid and has a length"
        assert all(value % GRID == 0 for value in (x0, y0, x1, y1))
    for at, towards, side in (
        (path.points[0], path.points[1], wire.leaves),
        (path.points[-1], path.points[-2], wire.enters),
    ):
        step = (towards[0] - at[0], towards[1] - at[1])
        out = OUTWARD[side]
        assert step[0] * out[0] + step[1] * out[1] >= GRID, "it meets the port from outside, at a right angle"
    inside = [shortened(path.points, wire)] if len(path.points) else []
    for box in boxes.values():
        assert not any(passes_through(points, box) for points in inside)


def shortened(points: tuple[tuple[float, float], ...], wire: Wire) -> list[tuple[float, float]]:
    """The line without the step at either end in which it touches its own unit."""
    (dx, dy), (ex, ey) = OUTWARD[wire.leaves], OUTWARD[wire.enters]
    start = (points[0][0] + dx * GRID, points[0][1] + dy * GRID)
    end = (points[-1][0] + ex * GRID, points[-1][1] + ey * GRID)
    return [start, *points[1:-1], end]


@settings(max_examples=60, deadline=None)
@given(scenes())
def test_routes_are_sound(scene):
    boxes, wires = scene
    paths = Router(boxes).lay(wires)
    assert set(paths) == {wire.key for wire in wires}
    for wire in wires:
        assert_sound(wire, paths[wire.key], boxes)


@settings(max_examples=20, deadline=None)
@given(scenes(), st.randoms(use_true_random=False))
def test_the_order_of_things_does_not_matter(scene, shuffled):
    boxes, wires = scene
    first = Router(boxes).lay(wires)
    keys, others = list(boxes), list(wires)
    shuffled.shuffle(keys)
    shuffled.shuffle(others)
    assert Router({key: boxes[key] for key in keys}).lay(others) == first


@settings(max_examples=30, deadline=None)
@given(scenes(), st.integers(-40, 40), st.integers(-40, 40), st.integers(0, 15))
def test_a_moved_unit_takes_its_streams_along(scene, across, down, which):
    boxes, wires = scene
    router = Router(boxes)
    before = router.lay(wires)
    key = sorted(boxes)[which % len(boxes)]
    moved = shifted(boxes[key], across, down)
    if any(moved.grown(2 * GRID).overlaps(box) for other, box in boxes.items() if other != key):
        return
    ends = [
        Wire(wire.key, along(wire.start, boxes[key], across, down), wire.leaves,
             along(wire.end, boxes[key], across, down), wire.enters)
        for wire in wires
    ]  # fmt: skip
    touched = [new for new, old in zip(ends, wires, strict=True) if new != old]
    changed = router.move({key: moved}, touched)
    now = boxes | {key: moved}
    for wire in ends:
        assert_sound(wire, router.paths[wire.key], now)
    assert {key: path for key, path in router.paths.items() if key not in changed} == {
        key: path for key, path in before.items() if key not in changed
    }
    # Nothing of what was taken up stays behind: laid afresh, all is as on a drawing made so.
    assert router.lay(ends) == Router(now).lay(ends)


def shifted(box: Box, across: int, down: int) -> Box:
    dx, dy = across * GRID, down * GRID
    return Box(box.left + dx, box.top + dy, box.right + dx, box.bottom + dy)


def along(at: tuple[float, float], box: Box, across: int, down: int) -> tuple[float, float]:
    if box.left <= at[0] <= box.right and box.top <= at[1] <= box.bottom:
        return at[0] + across * GRID, at[1] + down * GRID
    return at


def two_units(gap: int = 96, drop: int = 0) -> dict[str, Box]:
    return {"a": Box(0, 0, 64, 64), "b": Box(64 + gap, drop, 128 + gap, 64 + drop)}


def test_what_faces_each_other_is_joined_straight():
    paths = Router(two_units()).lay([Wire("s", (64, 32), "right", (160, 32), "left")])
    assert paths["s"].points == ((64, 32), (160, 32))


def test_a_step_takes_two_corners():
    paths = Router(two_units(drop=96)).lay([Wire("s", (64, 32), "right", (160, 128), "left")])
    assert paths["s"].bends == 2


def test_a_recycle_returns_below():
    paths = Router(two_units()).lay([Wire("s", (224, 32), "right", (0, 32), "left")])
    assert max(y for _, y in paths["s"].points) > 64
    assert min(y for _, y in paths["s"].points) == 32


def test_streams_side_by_side_do_not_share_a_line():
    wires = [
        Wire(f"s{n}", (64, 16 + 8 * n), "right", (160, 304 - 8 * n), "left") for n in range(4)
    ]  # fmt: skip
    paths = Router(two_units(drop=264)).lay(wires)
    columns = [path.points[1][0] for path in paths.values()]
    assert len(set(columns)) == len(columns)


def test_a_unit_dropped_on_a_line_moves_the_line():
    boxes = two_units(gap=256) | {"c": Box(160, 200, 224, 264)}
    router = Router(boxes)
    router.lay([Wire("s", (64, 32), "right", (320, 32), "left")])
    changed = router.move({"c": Box(160, 0, 224, 64)}, [])
    assert set(changed) == {"s"}
    assert_sound(Wire("s", (64, 32), "right", (320, 32), "left"), changed["s"], boxes | {"c": Box(160, 0, 224, 64)})


def test_a_unit_moved_off_the_ground_is_followed():
    boxes = two_units()
    router = Router(boxes)
    router.lay([Wire("s", (64, 32), "right", (160, 32), "left")])
    far = Box(8000, 4000, 8064, 4064)
    wire = Wire("s", (64, 32), "right", (8000, 4032), "left")
    assert_sound(wire, router.move({"b": far}, [wire])["s"], boxes | {"b": far})


def test_walled_in_ends_are_joined_and_said_to_be_barred():
    boxes = {"a": Box(0, 0, 64, 64), "b": Box(64, 0, 128, 64)}
    path = Router(boxes).lay([Wire("s", (64, 32), "right", (0, 32), "left")])["s"]
    assert not path.clear
    assert (path.points[0], path.points[-1]) == ((64, 32), (0, 32))


def test_ends_off_the_grid_are_refused():
    with pytest.raises(RoutingError, match="stream s"):
        Router(two_units()).lay([Wire("s", (64, 33), "right", (160, 32), "left")])


def test_texts_are_avoided():
    paths = Router(two_units(drop=96), {"a": [Box(72, 0, 96, 136)]}).lay(
        [Wire("s", (64, 32), "right", (160, 128), "left")]
    )
    assert paths["s"].points[1][0] > 96


def maze(rows: list[str]) -> Ground:
    ground = Ground(len(rows[0]), len(rows))
    for row, line in enumerate(rows):
        for column, mark in enumerate(line):
            if mark == "#":
                ground.add((column, column), (row, row), BLOCKED)
    return ground


def test_a_way_out_of_a_maze_is_found():
    ground = maze([
        "..........",
        "########..",
        "..........",
        "..########",
        "..........",
        "########..",
        "..........",
    ])  # fmt: skip
    start, end = Tip(0, 0, 0, 1), Tip(0, 6, 0, 1)
    way = find_way(ground, start, end)
    assert way is not None
    barred = ground.fields[0].blocked()
    for (x0, y0), (x1, y1) in pairwise(way):
        assert x0 == x1 or y0 == y1
        assert not barred[min(y0, y1) : max(y0, y1) + 1, min(x0, x1) : max(x0, x1) + 1].any()
    assert (way[0], way[-1]) == ((0, 0), (0, 6))
    assert detour(maze(["..#..", "..#.."]), Tip(0, 0, 0, 1), Tip(4, 0, 0, -1)) is None
