"""Ranges in which the laws of a unit hold, as a result states them, against the numbers of the result."""

from __future__ import annotations

import msgspec
import numpy as np

from flowsheets.audit.figures import Array
from flowsheets.audit.findings import Finding

SLACK = 1e-6
"""A number may pass a bound by this share of it: smooth switches are rounded."""
LEAST = 1e-9
"""... and by this where the bound is nothing [in the unit of the range]."""


class ValidRange(msgspec.Struct, frozen=True):
    """What has a range, at which unit, in which unit of measure, and why."""

    place: str
    quantity: str
    measure: str
    says: str
    source: str = ""


def beyond(value: Array, low: Array, high: Array) -> Array:
    """How far values lie outside their ranges, as a share of the bound that is passed; 0 inside.

    A bound that is not a number is open, a value that is not one lies outside every range.
    """
    below = np.where(np.isnan(low), 0.0, (low - value) / np.maximum(np.abs(low), LEAST / SLACK))
    above = np.where(np.isnan(high), 0.0, (value - high) / np.maximum(np.abs(high), LEAST / SLACK))
    share = np.maximum(below, above)
    return np.where(np.isnan(value), np.inf, np.where(share > SLACK, share, 0.0))


def finding_of(valid: ValidRange, value: float, low: float, high: float) -> Finding | None:
    """The finding on one value; None inside its range."""
    share = float(beyond(np.asarray(value), np.asarray(low), np.asarray(high)))
    if not share:
        return None
    measure = "" if valid.measure == "1" else f" {valid.measure}"
    source = f" ({valid.source})" if valid.source else ""
    text = (
        f"{valid.place} is outside validity: {valid.quantity.replace('_', ' ')} {value:.4g}{measure}, "
        f"valid {_range(low, high)}{measure}; {valid.says}{source}."
    )
    return Finding("validity", valid.place, valid.quantity, value, share, SLACK, text)


def used_outside(place: str, quantity: str, says: str) -> Finding:
    """The finding on a law that states itself that it was used outside its validity."""
    text = f"{place} is outside validity: {quantity.replace('_', ' ')}; {says}."
    return Finding("validity", place, quantity, np.nan, np.nan, 0.0, text)


def _range(low: float, high: float) -> str:
    if np.isnan(high):
        return f"from {low:.4g}"
    if np.isnan(low):
        return f"up to {high:.4g}"
    return f"{low:.4g} to {high:.4g}"
