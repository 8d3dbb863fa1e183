"""Every table of a solution by name, made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

from flowsheets.results.reading import PlantReading
from flowsheets.results.table import Table

if TYPE_CHECKING:
    import pandas as pd

WHERE: Mapping[str, tuple[str, str]] = {
    "balance": ("balance_tables", "plant_balance"),
    "closure": ("balance_tables", "closure"),
    "energy": ("balance_tables", "energy_balance"),
    "heat": ("balance_tables", "heat_balance"),
    "unit balances": ("balance_tables", "unit_balances"),
    "element balances": ("balance_tables", "element_balances"),
    "build-up": ("balance_tables", "build_up"),
    "indicators": ("study_tables", "indicators"),
    "expectations": ("study_tables", "expectations"),
    "recoveries": ("recovery_tables", "recoveries"),
    "stated recoveries": ("recovery_tables", "stated_recoveries"),
    "deportment": ("recovery_tables", "deportment"),
    "unit deportment": ("recovery_tables", "unit_deportment"),
    "losses": ("recovery_tables", "losses"),
    "reagents": ("consumption_tables", "reagents"),
    "utilities": ("consumption_tables", "utilities"),
    "water": ("consumption_tables", "water"),
    "wastes": ("consumption_tables", "wastes"),
    "emissions": ("emission_tables", "emissions"),
    "streams": ("stream_tables", "streams"),
    "species": ("stream_tables", "species"),
    "elements": ("stream_tables", "elements"),
    "composition": ("stream_tables", "composition"),
    "assays": ("stream_tables", "assays"),
    "liquors": ("stream_tables", "liquors"),
    "gases": ("stream_tables", "gases"),
    "units": ("unit_tables", "units"),
    "parameters": ("unit_tables", "parameters"),
    "results": ("unit_tables", "results"),
    "reactions": ("reaction_table", "reactions"),
    "specifications": ("study_tables", "specifications"),
    "equipment": ("unit_tables", "equipment"),
    "design criteria": ("study_tables", "design_criteria"),
    "data quality": ("study_tables", "data_quality"),
}
"""Module and function of every table, in the order in which they are handed out."""


class PlainTables(Mapping[str, Table]):
    """Tables by name as plain data; each is made once, when it is first asked for."""

    def __init__(self, read: Callable[[], PlantReading]) -> None:
        self._read = read
        self._made: dict[str, Table] = {}

    @cached_property
    def plant(self) -> PlantReading:
        """What the tables are made of."""
        return self._read()

    def __getitem__(self, name: str) -> Table:
        if name not in WHERE:
            raise KeyError(f"there is no table '{name}', but {', '.join(WHERE)}")
        if name not in self._made:
            module, function = WHERE[name]
            law = getattr(import_module(f"flowsheets.results.{module}"), function)
            self._made[name] = law(self.plant)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(WHERE)

    def __len__(self) -> int:
        return len(WHERE)

    def __contains__(self, name: object) -> bool:
        return name in WHERE


class Frames(Mapping[str, "pd.DataFrame"]):
    """The same tables as pandas DataFrames."""

    def __init__(self, plain: PlainTables) -> None:
        self.plain = plain

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.plain[name].frame()

    def __iter__(self) -> Iterator[str]:
        return iter(self.plain)

    def __len__(self) -> int:
        return len(self.plain)

    def __repr__(self) -> str:
        return f"tables: {', '.join(self.plain)}"
