"""Flows per hour, per operating day or per year."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from unitops.errors import InputError


class Per(StrEnum):
    """The time to which flows are stated."""

    HOUR = "h"
    DAY = "d"
    YEAR = "a"


class Period(msgspec.Struct, frozen=True):
    """A time of production: an hour, a day of 24 such hours, or the hours that the plant runs in a year."""

    per: Per
    hours: float

    def unit(self, amount: str) -> str:
        """The unit of a flow: 't' gives t/h, t/d or t/a."""
        return f"{amount}/{self.per.value}"

    @property
    def energy_unit(self) -> str:
        """kW for an hour, MWh for a day or a year."""
        return "kW" if self.per is Per.HOUR else self.unit("MWh")

    def energy(self, kilowatts: float) -> float:
        """Heat or power in ``energy_unit``."""
        return kilowatts if self.per is Per.HOUR else kilowatts * self.hours / 1000.0

    def tonnes(self, kilograms_per_hour: float) -> float:
        """A mass flow in tonnes per period."""
        return kilograms_per_hour * self.hours / 1000.0


def period(per: str, hours_per_year: float) -> Period:
    """The period 'h', 'd' or 'a' of a plant that runs so many hours a year; raises InputError for another."""
    if per not in tuple(Per):
        raise InputError(f'"{per}" is no period', remedy="Write h (hour), d (operating day) or a (year).")
    chosen = Per(per)
    return Period(chosen, {Per.HOUR: 1.0, Per.DAY: 24.0, Per.YEAR: hours_per_year}[chosen])
