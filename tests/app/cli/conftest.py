"""A small plant as a file, and the command line to run in process."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from app.cli.main import application
from flowsheets.document.building import SheetBuilder
from flowsheets.document.file import dumps


@pytest.fixture(scope="session")
def plain_sheet() -> dict[str, Any]:
    """Limestone dissolved in acid, heated and split, as the JSON of its file."""
    build = SheetBuilder("dissolving", title="Limestone in acid")
    acid = {"species": {"H2O(l)": "80 %", "H2SO4(l)": "20 %"}}
    build.unit("Feed", "FD-1", name="acid", composition=acid, rate="10 t/h")
    build.unit("Feed", "FD-2", name="limestone", composition={"species": {"CaCO3(s)": "100 %"}}, rate="1 t/h")
    reaction = "CaCO3(s) + H2SO4(l) -> CaSO4(s) + CO2(g) + H2O(l)"
    build.unit("ConversionReactor", "R-1", reactions=[{"reaction": reaction, "conversion": 0.98, "of": "CaCO3(s)"}])
    build.unit("Heater", "E-1", temperature="60 degC")
    build.unit("Product", "PD-1", name="slurry")
    build.stream("FD-1.outlet", "R-1.inlets", tag="S-1")
    build.stream("FD-2.outlet", "R-1.inlets", tag="S-2")
    build.stream("R-1.outlet", "E-1.inlet", tag="S-3")
    build.stream("E-1.outlet", "PD-1.inlet", tag="S-4")
    build.recovery("recovery of Ca", "Ca", of=("S-2",), to=("S-4",))
    return json.loads(dumps(build.sheet()))


@pytest.fixture
def sheet_file(plain_sheet: dict[str, Any], tmp_path: Path) -> Callable[..., Path]:
    """Write the plant, changed by a function, to a file."""

    def write(change: Callable[[dict[str, Any]], None] | None = None) -> Path:
        plain = json.loads(json.dumps(plain_sheet))
        if change is not None:
            change(plain)
        path = tmp_path / "plant.flow.json"
        path.write_text(json.dumps(plain), encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def run() -> Callable[..., Result]:
    """Run 'raffinate' with arguments."""

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(application(), [str(argument) for argument in arguments])

    return invoke
