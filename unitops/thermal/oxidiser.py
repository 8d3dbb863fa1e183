"""Burners and thermal oxidisers."""

from __future__ import annotations

from unitops.declaration.balance import Balance
from unitops.declaration.declared import Inlet, Outlet, Parameter
from unitops.declaration.validity import Validity
from unitops.thermal.firing import FiredUnit, GasFigures


class ThermalOxidiser(FiredUnit, GasFigures):
    """Burner, hot gas generator, afterburner or flare: combustible gases and fuel burn with air.

    Everything that can burn in the off-gas, the fuel and the air burns to the stated share, within the oxygen there is;
    otherwise as a fired kiln. With a temperature entered the fuel feed left free follows; with the fuel entered the
    temperature follows. Carbon ends as CO2, hydrogen as steam, sulfur as SO2, nitrogen of the fuel as N2 (no NOx).
    Dust passes. Valid below some 1800 degC, where dissociation sets in.
    """

    tag, trade, symbol = "B", "thermal", "burner"
    title = "Burner, thermal oxidiser"

    offgas = Inlet("s g", "gas to be burnt", optional=True)
    flue_gas = Outlet("s g", "burnt gas")
    loss_share = Parameter(
        0.02,
        "1",
        low=0.0,
        high=0.9,
        says="heat lost through the shell over heat supplied",
        source="Baukal, The John Zink Combustion Handbook, 2001 (1 to 3 % in refractory-lined chambers)",
        when_empty="calculated",
    )
    validity = (
        Validity(
            "temperature",
            high=1800.0,
            says="above it carbon dioxide and steam dissociate, which is not counted",
        ),
        Validity(
            "air_ratio",
            low=0.999,
            says="oxygen is short, and all gases are taken to burn to the same share; give more air",
        ),
    )

    def equations(self, balance: Balance) -> None:
        burnt = self.fired(balance, balance.mix(self.offgas, self.fuel, self.air))
        balance.leaves(self.flue_gas, burnt, T=self.temperature)
        balance.energy()
        self.describe_gas(balance, burnt)
