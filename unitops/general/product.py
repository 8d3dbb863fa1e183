"""What leaves the plant."""

from __future__ import annotations

from unitops.declaration.balance import Balance
from unitops.declaration.declared import Choice, Inlet, Result
from unitops.declaration.operation import UnitOperation


class Product(UnitOperation):
    """A product, by-product, residue, effluent or emission: where a stream leaves the plant.

    ``kind`` tells the tables where to list it; it changes no balance.
    """

    tag, trade, symbol = "PD", "general", "product"

    inlet = Inlet("s aq o m g", "what leaves the plant")
    kind = Choice(
        ("product", "by-product", "solid residue", "effluent", "emission to air"),
        says="where the tables list it",
    )
    rate = Result("t/h", "total mass flow")

    def equations(self, balance: Balance) -> None:
        balance.result(self.rate, self.inlet.mass, "rate")
