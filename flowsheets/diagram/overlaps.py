"""Which of many boxes overlap, all of them at once."""

from __future__ import annotations

import numpy as np


def covered(boxes: np.ndarray, others: np.ndarray, room: float) -> np.ndarray:
    """How many of the others each box overlaps; all as left, top, right, bottom."""
    low, high = boxes.min(axis=0) - room, boxes.max(axis=0) + room
    near = (others[:, 0] < high[2]) & (others[:, 2] > low[0]) & (others[:, 1] < high[3]) & (others[:, 3] > low[1])
    one, two = boxes[:, None, :], others[near][None, :, :]
    across = (one[..., 0] - room < two[..., 2]) & (two[..., 0] < one[..., 2] + room)
    return (across & (one[..., 1] - room < two[..., 3]) & (two[..., 1] < one[..., 3] + room)).sum(axis=1)
