"""Labels at the ends of lines: moved apart until none covers another."""

from __future__ import annotations

from collections.abc import Sequence

ROW = 14.0
"""Height of a line of labels [px]."""


def spread(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Centres of labels of given heights between two edges, as near to where they are wanted as there is room.

    Labels keep their order. Where there is not enough room for all they are set evenly.
    """
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    placed = [0.0] * len(wanted)
    blocks: list[tuple[list[int], float, float]] = []  # members, top edge, height
    for i in order:
        members, height = [i], heights[i]
        edge = _inside(wanted[i] - 0.5 * height, height, top, bottom)
        while blocks and edge < blocks[-1][1] + blocks[-1][2]:
            earlier, _, above = blocks.pop()
            members, height = earlier + members, above + height
            edge = _inside(_middle(members, wanted, heights) - 0.5 * height, height, top, bottom)
        blocks.append((members, edge, height))
    for members, edge, _ in blocks:
        for i in members:
            placed[i] = edge + 0.5 * heights[i]
            edge += heights[i]
    return placed


def _middle(members: Sequence[int], wanted: Sequence[float], heights: Sequence[float]) -> float:
    """Where the middle of a block has to lie for its labels to be nearest, on average, to where they are wanted."""
    whole = sum(heights[i] for i in members)
    edge, shifts = 0.0, 0.0
    for i in members:
        shifts += wanted[i] - (edge + 0.5 * heights[i])
        edge += heights[i]
    return shifts / len(members) + 0.5 * whole


def _inside(edge: float, height: float, top: float, bottom: float) -> float:
    return max(top, min(edge, bottom - height))
