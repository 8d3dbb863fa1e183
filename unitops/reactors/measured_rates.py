"""The temperatures between which a rate was measured."""

from __future__ import annotations

from unitops.declaration.declared import Parameter
from unitops.declaration.validity import Limit, Validity


class MeasuredRates:
    """Optional ends of the measurements behind a rate law. Mixed into a unit operation that has a ``temperature``."""

    measured_from = Parameter(
        None, "degC", low=-100.0, high=3000.0, says="lowest temperature at which the rates were measured",
        when_empty="absent",
    )  # fmt: skip
    measured_to = Parameter(
        None, "degC", low=-100.0, high=3000.0, says="highest temperature at which the rates were measured",
        when_empty="absent",
    )  # fmt: skip


MEASURED = Validity(
    "temperature",
    low=Limit("`measured_from`", lambda numbers: numbers.get("measured_from")),
    high=Limit("`measured_to`", lambda numbers: numbers.get("measured_to")),
    says="the rates were measured between these temperatures, and Arrhenius' law is extrapolated beyond",
)
