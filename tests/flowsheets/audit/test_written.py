"""Files that are cut, garbled or hostile, and what is read from good ones."""

from __future__ import annotations

import contextlib
import copy
import json
from random import Random

import pytest

from flowsheets.audit import AuditError, audit, audit_file


def test_file_gives_what_the_mapping_gives(plant, tmp_path):
    file = tmp_path / "result.json"
    file.write_text(json.dumps(plant), encoding="utf-8")
    assert audit_file(file) == audit(plant)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_cut_file(plant, tmp_path, share):
    text = json.dumps(plant)
    file = tmp_path / "result.json"
    file.write_text(text[: int(share * len(text))], encoding="utf-8")
    with pytest.raises(AuditError, match=r"result\.json"):
        audit_file(file)


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00",
        b"[]",
        b"3",
        b"null",
        b"{}",
        b'{"streams": {}, "units": {}}',
        b"[" * 100_000,
        b'{"streams": 1' + b"0" * 9000,
    ],
)
def test_no_result(tmp_path, content):
    file = tmp_path / "result.json"
    file.write_bytes(content)
    with pytest.raises(AuditError):
        audit_file(file)


def test_missing_file(tmp_path):
    with pytest.raises(AuditError, match="cannot be opened"):
        audit_file(tmp_path / "none.json")


def test_stream_written_twice(plant, tmp_path):
    text = json.dumps(plant)
    once = json.dumps(plant["streams"]["dust"])
    file = tmp_path / "result.json"
    file.write_text(text.replace('"streams": {', f'"streams": {{"dust": {once}, ', 1), encoding="utf-8")
    with pytest.raises(AuditError, match="dust: it stands twice"):
        audit_file(file)


HOSTILE = [
    (("streams",), []),
    (("streams", "air"), None),
    (("streams", "air", "T_K"), "hot"),
    (("streams", "air", "T_K"), True),
    (("streams", "air", "species_kg_per_h"), [1.0]),
    (("streams", "air", "species_kg_per_h"), {"N2": 1.0}),
    (("streams", "air", "species_kg_per_h"), {"Qq2(g)": 1.0}),
    (("streams", "air", "species_kg_per_h"), {"(" * 80 + "(g)": 1.0}),
    (("streams", "air", "species_kg_per_h"), {"N2(g)": {}}),
    (("streams", "air", "elements_kg_per_h"), {"Xx": 1.0}),
    (("units", "KN-101"), 3),
    (("units", "KN-101", "inlets"), ["air"]),
    (("units", "KN-101", "inlets"), {"air": "air"}),
    (("units", "KN-101", "inlets"), {"air": [["air"]]}),
    (("units", "KN-101", "energy"), {"heat": 5}),
    (("units", "KN-101", "energy"), {"heat": {"kW": 5.0, "direction": "up"}}),
    (("units", "KN-101", "energy"), {"heat": {"kW": 5.0, "direction": ["in"]}}),
    (("units", "KN-101", "energy"), {"heat": {"kW": None, "direction": "in"}}),
    (("units", "KN-101", "energy"), {"heat": {"kW": float("nan"), "direction": "in"}}),
    (("species",), {"coke(s)": {"composition": {"C": -1.0}}}),
    (("species",), {"coke(s)": 1}),
    (("sheet",), "lime"),
    (("result_schema",), 99),
]


@pytest.mark.parametrize(("path", "value"), HOSTILE)
def test_hostile_values_are_refused_with_their_place(plant, path, value):
    table = plant
    for key in path[:-1]:
        table = table[key]
    table[path[-1]] = value
    if path == ("species",):
        plant["streams"]["air"]["species_kg_per_h"]["coke(s)"] = 1.0
    with pytest.raises(AuditError) as caught:
        audit(plant)
    assert caught.value.place


@pytest.mark.parametrize("value", [1e308, float("inf"), float("nan"), 10**400, None, -1e300])
def test_absurd_flows_are_out_of_balance(plant, value):
    plant["streams"]["air"]["species_kg_per_h"]["N2(g)"] = value
    report = audit(plant)
    assert report.status == "out of balance"
    assert any(finding.place == "air" for finding in report.findings)


def test_no_flow(plant):
    empty = {
        "from": "CY-101.spare",
        "to": "TK-101.spare",
        "T_K": None,
        "P_Pa": None,
        "mass_kg_per_h": 0.0,
        "enthalpy_kW": 0.0,
        "species_kg_per_h": {},
        "elements_kg_per_h": {},
        "no_flow": True,
    }
    plant["streams"]["spare"] = empty
    plant["units"]["CY-101"]["outlets"]["spare"] = ["spare"]
    plant["units"]["TK-101"]["inlets"]["spare"] = ["spare"]
    assert audit(plant).status == "closed"
    plant["streams"]["spare"] = empty | {"species_kg_per_h": {"CaO(s)": 1.0}}
    assert audit(plant).status == "out of balance"


def test_what_did_not_converge_stays_so(plant):
    assert audit(plant | {"status": "not converged"}).status == "not converged"
    assert audit(plant | {"status": "outside validity"}).status == "outside validity"
    assert audit(plant | {"status": "something else"}).status == "closed"


def test_molar_mass_of_a_user_species(plant):
    plant["species"] = {"CaO(s)": {"formula": "CaO", "molar_mass": 0.0999}}
    assert any(finding.place == "CaO(s)" for finding in audit(plant).findings)


JUNK = (
    None,
    True,
    -1,
    0.0,
    1e308,
    float("nan"),
    float("inf"),
    10**400,
    "",
    "x",
    "N2(g)",
    [],
    [[]],
    {},
    {"a": {}},
    ["air"],
)


def nodes(value, path=()):
    """Paths of everything in a nested result."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key)
            yield from nodes(inner, (*path, key))


@pytest.mark.filterwarnings("error")
def test_whatever_is_put_anywhere_gives_a_report_or_an_audit_error(plant):
    plant["species"] = {"CaO(s)": {"formula": "CaO", "composition": {"Ca": 1.0, "O": 1.0}, "molar_mass": 0.056077}}
    random = Random(5)
    every = [path for path in nodes(plant) if path[0] in ("streams", "units", "species", "sheet", "status")]
    for path in random.sample(every, 150):
        damaged = copy.deepcopy(plant)
        table = damaged
        for key in path[:-1]:
            table = table[key]
        table[path[-1]] = random.choice(JUNK)
        with contextlib.suppress(AuditError):
            str(audit(damaged))
