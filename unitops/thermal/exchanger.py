"""Heat exchange between two streams."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from unitops.declaration.balance import Balance
from unitops.declaration.declared import Freedom, Inlet, Outlet, Parameter, Result
from unitops.declaration.flow import Expression
from unitops.declaration.operation import UnitOperation

LEAST_DIFFERENCE = 1e-3
"""Temperature difference [K] below which the log mean goes to zero along a straight line."""
START_DIFFERENCE = 10.0
"""Where the solver starts [K]."""
SERIES_BELOW = 0.05
SERIES = (-1.0 / 3.0, -4.0 / 45.0, -44.0 / 945.0, -428.0 / 14175.0, -10196.0 / 467775.0)
"""Coefficients of r / artanh(r) in powers of r squared."""


def log_mean(balance: Balance, first: Expression, second: Expression) -> Expression:
    """Logarithmic mean of two temperature differences [K].

    With r = (a - b) / (a + b) it is (a + b) / 2 times r / artanh(r), for |r| < 0.05 by its series (error below
    1e-16), so that equal differences do no harm. Where one is below 1 mK the mean falls along a straight line, through
    zero where that one is zero, so that a wall never carries heat from cold to hot, however large.
    """
    within = balance.least([first, second, LEAST_DIFFERENCE]) / LEAST_DIFFERENCE
    a, b = (balance.greatest([x, LEAST_DIFFERENCE]) for x in (first, second))
    math = balance.math
    r = (a - b) / (a + b)
    square = r * r
    series, power = 1.0, square
    for coefficient in SERIES:
        series = series + coefficient * power
        power = power * square
    apart = math.if_else(square < SERIES_BELOW**2, 0.5, r)
    return within * 0.5 * (a + b) * math.if_else(square < SERIES_BELOW**2, series, apart / math.atanh(apart))


class HeatExchanger(UnitOperation):
    """Two streams that exchange heat through a wall in counter-current.

    Fixed by one of: the duty, an outlet temperature, the smaller end difference (approach), or the area.

        duty = H(hot in) - H(hot out) = area x coefficient x log mean of (hot in - cold out) and (hot out - cold in)

    The log mean holds for constant heat capacities and coefficient along the wall, without phase change; the enthalpy
    balance holds always. Other arrangements: multiply the coefficient by their correction factor. No heat is lost.
    Source: Incropera et al., Fundamentals of Heat and Mass Transfer, 6th ed., 2007, section 11.3.
    """

    tag, trade, symbol = "E", "thermal", "heat-exchanger"

    hot = Inlet("s aq o m g", "stream to be cooled")
    cold = Inlet("s aq o m g", "stream to be heated")
    hot_out = Outlet("s aq o m g", "the hot stream, cooled")
    cold_out = Outlet("s aq o m g", "the cold stream, heated")
    duty = Parameter(None, "kW", low=0.0, says="heat exchanged", when_empty="calculated")
    hot_temperature = Parameter(
        None, "degC", low=-200.0, high=2000.0, says="of the hot stream at its outlet", when_empty="calculated"
    )
    cold_temperature = Parameter(
        None,
        "degC",
        low=-200.0,
        high=2000.0,
        says="of the cold stream at its outlet",
        when_empty="calculated",
    )
    approach = Parameter(None, "K", low=0.01, says="smaller of the two end differences", when_empty="calculated")
    wall_area = Parameter(None, "m2", low=0.0, says="of the wall", when_empty="calculated")
    coefficient = Parameter(
        850.0,
        "W/m2/K",
        low=0.1,
        high=2e4,
        says="overall heat transfer coefficient",
        source="representative values as at engineersedge.com: 850 to 1700 W/m2/K between water and water, 300 to 1000 "
        "between kerosene and water, 10 to 40 between gases; much the same in Sinnott, Chemical Engineering Design, "
        "4th ed., 2005, table 12.1",
    )
    hot_pressure_drop = Parameter(0.0, "kPa", low=0.0, says="of the hot stream", source="none assumed")
    cold_pressure_drop = Parameter(0.0, "kPa", low=0.0, says="of the cold stream", source="none assumed")
    mean_difference = Result("K", "log mean temperature difference")

    passages: ClassVar[Mapping[str, tuple[str, ...]]] = {"hot_out": ("hot",), "cold_out": ("cold",)}
    freedoms = (Freedom(("duty", "hot_temperature", "cold_temperature", "approach", "wall_area")),)

    def equations(self, balance: Balance) -> None:
        hot, cold = self.hot, self.cold
        balance.leaves(self.hot_out, hot, T=self.hot_temperature, P=hot.P - self.hot_pressure_drop)
        balance.leaves(self.cold_out, cold, T=self.cold_temperature, P=cold.P - self.cold_pressure_drop)
        balance.require(hot.H - self.hot_out.H - self.duty, "heat from the hot stream", "energy", self.duty)
        balance.energy()
        warm_end = hot.T - self.cold_temperature
        cool_end = self.hot_temperature - cold.T
        balance.require(balance.least([warm_end, cool_end]) - self.approach, "approach", "temperature", self.approach)
        # An unknown of its own, with a start, so that no wall is multiplied by nothing at the first iterate.
        mean = balance.unknown("mean difference", START_DIFFERENCE, START_DIFFERENCE, "temperature")
        balance.require(mean - log_mean(balance, warm_end, cool_end), "log mean difference", "temperature", mean)
        balance.result(self.mean_difference, mean, "log mean difference")
        balance.require(self.wall_area * self.coefficient * mean - self.duty, "wall area", "energy", self.wall_area)
