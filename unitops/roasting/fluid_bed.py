"""Fluid-bed roasters."""

from __future__ import annotations

from typing import ClassVar

from unitops.chemistry.gas import molar_volume
from unitops.declaration.balance import Balance
from unitops.declaration.declared import Parameter, Result, Table
from unitops.roasting.roaster import Roaster


class FluidBedRoaster(Roaster):
    """Fluid-bed roaster: zinc, pyrite or copper concentrates roasted with air; also reduction in a fluid bed.

    See the roaster for reactions, oxygen, fuel and dust. The bed is well mixed: what air there is takes the fuel first,
    so that a reduction gets only the reductant beyond the oxygen fed.

    ``cooling`` is the heat taken by coils in the bed and, with an off-gas temperature entered, by a waste-heat boiler
    behind it; divided by the heat that a tonne of steam takes it gives the steam raised. Enter the temperature and
    the cooling follows; enter ``cooling`` 0 and the temperature of an autothermal roast follows.

    The hearth's area is the gas volume at the bed's temperature over its velocity in the empty vessel.

    Sources: Nyberg, Characterisation and control of the zinc roasting process, Oulu 2004, ISBN 951-42-7609-4;
    Habashi, Principles of Extractive Metallurgy, vol. 3, 1986.
    """

    tag, trade, symbol = "RO", "roasting", "fluid-bed"
    well_mixed: ClassVar[bool] = True

    dust = Table("1", "share of each solid that leaves with the gas", default=0.4, low=0.0, high=1.0)
    cooling = Parameter(
        None,
        "kW",
        says="heat taken by bed coils and waste-heat boiler",
        energy="out",
        kind="heat",
        when_empty="calculated",
    )
    heat_of_steam = Parameter(
        2361.0,
        "MJ/t",
        low=500.0,
        high=4000.0,
        says="that a tonne of steam takes from feed water on",
        source="saturated steam of 40 bar, 2801 kJ/kg, from water of 105 degC, 440 kJ/kg: IAPWS-95",
    )
    gas_velocity = Parameter(
        0.7,
        "m/s",
        low=0.05,
        high=5.0,
        says="of the gas in the empty vessel at the temperature of the bed",
        source="engineering practice: 0.5 to 0.8 m/s in turbulent-layer zinc roasters",
    )
    steam = Result("t/h", "steam raised by the cooling")
    hearth_area = Result("m2", "of the bed")

    def equations(self, balance: Balance) -> None:
        """As every roaster; steam and hearth."""
        self.roasted(balance)
        balance.result(self.steam, self.cooling / self.heat_of_steam, "steam raised")
        volume = self.wet_gas * molar_volume(self.calcine.T, self.pressure)
        balance.result(self.hearth_area, volume / self.gas_velocity, "hearth area")
