"""Bad input ends with status 2 and one paragraph that names the place and the remedy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Plain = dict[str, Any]


def unit(plain: Plain, tag: str) -> Plain:
    return next(record for record in plain["units"].values() if record["tag"] == tag)


def unit_id(plain: Plain, tag: str) -> str:
    return next(key for key, record in plain["units"].items() if record["tag"] == tag)


def stream(plain: Plain, tag: str) -> Plain:
    return next(record for record in plain["streams"].values() if record["tag"] == tag)


def parameter(tag: str, name: str, value: Any) -> Callable[[Plain], None]:
    def change(plain: Plain) -> None:
        unit(plain, tag)["parameters"][name] = value

    return change


def not_set(plain: Plain) -> None:
    del unit(plain, "E-1")["parameters"]["temperature"]


def rate_not_set(plain: Plain) -> None:
    del unit(plain, "FD-2")["parameters"]["rate"]


def to_nowhere(plain: Plain) -> None:
    stream(plain, "S-4")["target"]["unit"] = "u00000000"


def hanging(plain: Plain) -> None:
    del stream(plain, "S-4")["target"]


def no_such_port(plain: Plain) -> None:
    stream(plain, "S-4")["target"]["port"] = "inlets"


def two_on_a_port(plain: Plain) -> None:
    stream(plain, "S-2")["target"] = {"unit": unit_id(plain, "E-1"), "port": "inlet"}


def reaction(text: str) -> Callable[[Plain], None]:
    return parameter("R-1", "reactions", [{"reaction": text, "conversion": 0.98, "of": "CaCO3(s)"}])


def newer(plain: Plain) -> None:
    plain["schema"] = 99


def unknown_operation(plain: Plain) -> None:
    unit(plain, "E-1")["operation"] = "Teleporter"


def specification(result: str, frees: str) -> Callable[[Plain], None]:
    def change(plain: Plain) -> None:
        plain["specifications"] = {"d00000001": {"result": result, "target": "1 t/h", "frees": [frees]}}

    return change


CASES = {
    "temperature not set": (not_set, ["E-1"]),
    "rate not set": (rate_not_set, ["FD-2", "rate"]),
    "one too many set": (parameter("E-1", "duty", "10 kW"), ["E-1", "temperature", "duty"]),
    "unbalanced reaction": (reaction("CaCO3(s) -> CaO(s) + 2 CO2(g)"), ["R-1", "balance"]),
    "reaction without arrow": (reaction("CaCO3(s) CaO(s)"), ["R-1"]),
    "unknown species": (
        parameter("FD-2", "composition", {"species": {"CaCO4(s)": "100 %"}}),
        ["FD-2", "CaCO4(s)", "CaCO3(s)"],
    ),
    "unknown species in a reaction": (reaction("CaCO3(s) -> CaQ(s) + CO2(g)"), ["R-1"]),
    "stream to nowhere": (to_nowhere, ["S-4"]),
    "free end": (hanging, ["S-4"]),
    "no such port": (no_such_port, ["PD-1", "inlets"]),
    "two streams on a port": (two_on_a_port, ["E-1", "inlet"]),
    "mass for a temperature": (parameter("E-1", "temperature", "5 kg"), ["E-1", "temperature", "5 kg"]),
    "ambiguous ton": (parameter("FD-1", "rate", "10 ton/h"), ["FD-1", "rate", "ton"]),
    "below its bound": (parameter("FD-1", "rate", "-1 t/h"), ["FD-1", "rate"]),
    "no such parameter": (parameter("E-1", "temprature", "60 degC"), ["E-1", "temprature", "temperature"]),
    "newer file": (newer, ["99", "newer"]),
    "unknown operation": (unknown_operation, ["E-1", "Teleporter"]),
    "specification of nothing": (specification("S-9.mass_flow", "FD-1.rate"), ["S-9"]),
    "specification frees nothing": (specification("S-4.mass_flow", "FD-1.rats"), ["FD-1"]),
    "composition over 100 %": (
        parameter("FD-1", "composition", {"species": {"H2O(l)": "80 %", "H2SO4(l)": "40 %"}}),
        ["FD-1", "120"],
    ),
}


@pytest.mark.parametrize("command", ["solve", "check"])
@pytest.mark.parametrize("case", CASES)
def test_wrong_sheet(case: str, command: str, sheet_file: Callable[..., Path], run: Callable[..., Any]) -> None:
    change, words = CASES[case]
    result = run(command, sheet_file(change))
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert result.stderr.startswith("raffinate: ")
    assert "Traceback" not in result.stderr
    for word in words:
        assert word in result.stderr


def indicator(path: str, unit: str) -> Callable[[Plain], None]:
    def change(plain: Plain) -> None:
        stream_id = next(key for key, record in plain["streams"].items() if record["tag"] == "S-4")
        plain["indicators"] = {"bad one": {"kind": "value", "path": f"{stream_id}.{path}", "unit": unit}}

    return change


def factor(key: str, value: str) -> Callable[[Plain], None]:
    def change(plain: Plain) -> None:
        plain["emission_factors"] = {key: value}

    return change


FOUND_IN_RESULTS = {
    "indicator of nothing": (indicator("nonsense", "t/h"), "nonsense"),
    "indicator in a wrong unit": (indicator("mass_flow", "degC"), "degC"),
    "factor that is none": (factor("sulfuric acid", "much"), "sulfuric acid"),
    "factor of the wrong kind": (factor("FD-1", "5 degC"), "FD-1"),
    "unknown warming potentials": (factor("GWP", "AR9"), "AR9"),
}


@pytest.mark.parametrize("case", FOUND_IN_RESULTS)
def test_what_results_cannot_use(
    case: str, tmp_path: Path, sheet_file: Callable[..., Path], run: Callable[..., Any]
) -> None:
    change, word = FOUND_IN_RESULTS[case]
    result = run("solve", sheet_file(change), "--xlsx", tmp_path / "r.xlsx")
    assert (result.exit_code, result.stdout) == (2, "")
    assert word in result.stderr
    assert not (tmp_path / "r.xlsx").exists()


HOSTILE = {
    "cut off": '{"schema": 2, "name": "x", "units": {"u1": {"tag"',
    "not JSON": "units: none",
    "empty": "",
    "a list": "[]",
    "deep": "[" * 100000,
    "not a number": '{"schema": 2, "name": "x", "hours_per_year": NaN}',
    "twice": '{"schema": 2, "name": "x", "name": "y"}',
    "unknown field": '{"schema": 2, "name": "x", "execute": "rm"}',
    "huge number": '{"schema": 2, "name": "x", "availability": 1e999}',
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_file(case: str, tmp_path: Path, run: Callable[..., Any]) -> None:
    path = tmp_path / "hostile.flow.json"
    path.write_text(HOSTILE[case], encoding="utf-8")
    result = run("solve", path)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "hostile.flow.json" in result.stderr


def test_bytes_that_are_no_text(tmp_path: Path, run: Callable[..., Any]) -> None:
    path = tmp_path / "binary.flow.json"
    path.write_bytes(bytes(range(256)))
    result = run("solve", path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "UTF-8" in result.stderr


def test_missing_file(tmp_path: Path, run: Callable[..., Any]) -> None:
    result = run("solve", tmp_path / "nothing.flow.json")
    assert result.exit_code == 2
    assert "nothing.flow.json" in result.stderr


def test_unknown_library_name(run: Callable[..., Any]) -> None:
    result = run("solve", "spodumeen_li2co4")
    assert result.exit_code == 2
    assert "raffinate library" in result.stderr


def test_folder_for_a_file(tmp_path: Path, run: Callable[..., Any]) -> None:
    assert run("solve", tmp_path).exit_code == 2


@pytest.mark.parametrize(
    ("setting", "word"),
    [
        ("E-1.temperature", "--set"),
        ("E-9.temperature=60 degC", "E-9"),
        ("E-1.temprature=60 degC", "temprature"),
        ("E-1.temperature=60 kg", "60 kg"),
        ("S-1.T=60 degC", "S-1"),
        ("=5", "--set"),
        ("E-1.duty=1 MW", "temperature and duty are all set"),
    ],
)
def test_wrong_setting(setting: str, word: str, sheet_file: Callable[..., Path], run: Callable[..., Any]) -> None:
    result = run("solve", sheet_file(), "--set", setting)
    assert (result.exit_code, result.stdout) == (2, "")
    assert word in result.stderr


def test_what_another_value_replaces_is_cleared(sheet_file: Callable[..., Path], run: Callable[..., Any]) -> None:
    result = run("solve", sheet_file(), "--set", "E-1.duty=1 MW", "--set", "E-1.temperature=calculated")
    assert result.exit_code == 0, result.stderr
    assert "1000" in next(line for line in result.stdout.splitlines() if line.startswith("heat"))


@pytest.mark.parametrize("arguments", [("--per", "week"), ("--nonsense",), ("--set",)])
def test_wrong_option(arguments: tuple[str, ...], sheet_file: Callable[..., Path], run: Callable[..., Any]) -> None:
    result = run("solve", sheet_file(), *arguments)
    assert (result.exit_code, result.stdout) == (2, "")


@pytest.mark.parametrize("option", ["--json", "--xlsx", "--html"])
def test_folder_that_is_not_there(
    option: str, tmp_path: Path, sheet_file: Callable[..., Path], run: Callable[..., Any]
) -> None:
    result = run("solve", sheet_file(), option, tmp_path / "no" / "such" / "result")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr
    assert not (tmp_path / "no").exists()


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"streams": 3}'])
def test_audit_of_no_result(content: str, tmp_path: Path, run: Callable[..., Any]) -> None:
    path = tmp_path / "result.json"
    path.write_text(content, encoding="utf-8")
    result = run("audit", path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("raffinate: ")
