"""What may stand in a file of cases, and what is said of what may not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import flowsheets as fs
from flowsheets.batch.cases import CaseReader
from flowsheets.batch.sources import ROWS, open_cases
from unitops.errors import InputError


def written(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "cases.csv"
    path.write_text(text, encoding=encoding)
    return path


def read(sheet: fs.Sheet, cases: object) -> tuple[np.ndarray, list[str]]:
    reader = CaseReader(open_cases(cases), sheet.problem)
    reader.check()
    chunks = list(reader.chunks(1000))
    return np.concatenate([chunk.values for chunk in chunks]), [case for chunk in chunks for case in chunk.ids]


def refused(sheet: fs.Sheet, cases: object) -> str:
    with pytest.raises(InputError) as told:
        read(sheet, cases)
    return str(told.value)


EXPECTED = np.array([[1000.0 / 3600.0, 300.0], [0.5, 303.15]])


def test_units_stand_in_the_heading_in_the_cell_or_nowhere(salt, tmp_path):
    text = "case,FD-1.rate [kg/h],CR-1.temperature\nlow,1000,300 K\nhigh,0.5 kg/s,30\n"
    values, ids = read(salt, written(tmp_path, text))
    assert np.allclose(values, EXPECTED, rtol=1e-15)
    assert ids == ["low", "high"]


@pytest.mark.parametrize("mark", [";", "\t"])
def test_other_marks_between_cells_and_a_byte_order_mark(salt, tmp_path, mark):
    text = "FD-1.rate [kg/h],CR-1.temperature [K]\n1000,300\n1800,303.15\n\n".replace(",", mark)
    values, ids = read(salt, written(tmp_path, text, "utf-8-sig"))
    assert np.allclose(values, EXPECTED, rtol=1e-15)
    assert ids == ["1", "2"]


def test_lists_frames_and_workbooks_say_the_same(salt, tmp_path):
    import pandas as pd

    columns = {"id": ["low", "high"], "FD-1.rate": ["1000 kg/h", "1800 kg/h"], "CR-1.temperature [K]": [300, 303.15]}
    frame = pd.DataFrame(columns)
    book, table = tmp_path / "cases.xlsx", tmp_path / "cases.parquet"
    sources = [columns, frame, frame.to_dict("records")]
    if _there("openpyxl"):
        frame.to_excel(book, index=False)
        sources.append(book)
    if _there("pyarrow"):
        frame.to_parquet(table)
        sources.append(table)
    for source in sources:
        values, ids = read(salt, source)
        assert np.allclose(values, EXPECTED, rtol=1e-15)
        assert ids == ["low", "high"]


def test_the_digest_is_of_what_the_cases_say_not_of_how(salt, tmp_path):
    def digest(cases: object) -> str:
        return CaseReader(open_cases(cases), salt.problem).check().digest

    spoken = digest({"FD-1.rate": ["1 t/h", "1.5 t/h"]})
    assert digest(written(tmp_path, "FD-1.rate [t/h]\n1.0\n1.5\n")) == spoken
    assert digest({"FD-1.rate": ["1.5 t/h", "1 t/h"]}) != spoken
    assert digest({"id": ["a", "b"], "FD-1.rate": ["1 t/h", "1.5 t/h"]}) != spoken


def test_headings_are_all_refused_at_once(salt, tmp_path):
    head = "id,FD-1.rat,FD-1.temperature [t/h],CR-1.temperature,hot,CR-1.temperature [K],#remark,"
    told = refused(salt, written(tmp_path, f"{head}\na,1,2,3,4,5,6,7\n")).splitlines()
    assert told == [
        "cases.csv, column 2 (FD-1.rat): 'rat' is no parameter of FD-1 (Feed). Did you mean FD-1.rate?",
        'cases.csv, column 3 (FD-1.temperature [t/h]): "t/h" is a mass flow, but a temperature is asked here. '
        'Write for example "250 degC".',
        "cases.csv, column 5 (hot): this names no parameter. Write UNIT.parameter, id, or # in front of a remark.",
        "cases.csv, column 8 (without a heading): this names no parameter. "
        "Write UNIT.parameter, id, or # in front of a remark.",
        "cases.csv, columns 4 and 6: both are CR-1.temperature. Name each parameter once.",
    ]


def test_cells_are_refused_by_row_and_column(salt, tmp_path):
    rows = ["a,1 t/h,25 degC", "b,,26 bar", 'c,"1,5 t/h",300 K', "d,1,x", ",-1,nan", "f,1_0,300 K"]
    told = refused(salt, written(tmp_path, "\n".join(["id,FD-1.rate,CR-1.temperature", *rows]))).splitlines()
    assert [line.split(": ")[0].removeprefix("cases.csv, ") for line in told] == [
        "row 3, column FD-1.rate",
        "row 3, column CR-1.temperature",
        "row 4, column FD-1.rate",
        "row 5, column CR-1.temperature",
        "row 6, column id",
        "row 6, column FD-1.rate",
        "row 6, column CR-1.temperature",
        "row 7, column FD-1.rate",
    ]
    assert told[0].endswith("the cell is empty")
    assert "a pressure, but a temperature is asked" in told[1]
    assert "The decimal mark is a point" in told[2]
    assert told[5].endswith("-1 t/h is below 0 t/h")


def test_ids_that_stand_twice_are_told_with_both_rows(salt, tmp_path):
    told = refused(salt, written(tmp_path, "id,FD-1.rate\na,1\nb,1\na,1\nb,2\n")).splitlines()
    assert told[0] == 'cases.csv, row 4, column id: the id "a" stands in row 2 too'
    assert len(told) == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "the file has no heading"),
        ("FD-1.rate\n", "there are no cases below the heading"),
        ("id\na\n", "no column names a parameter"),
        ("FD-1.rate,CR-1.temperature\n1,2\n1\n", "row 3: the row has 1 cells, the heading 2"),
        ("FD-1.rate\n1\n\n2\n", "row 3: the line is empty"),
    ],
)
def test_files_that_are_no_table(salt, tmp_path, text, says):
    assert says in refused(salt, written(tmp_path, text))


def test_files_that_are_not_read(salt, tmp_path):
    assert "there is no such file" in refused(salt, tmp_path / "none.csv")
    (tmp_path / "cases.ods").write_bytes(b"x")
    assert 'not read from ".ods" files' in refused(salt, tmp_path / "cases.ods")
    (tmp_path / "binary.csv").write_bytes(b"\xff\xfe\x00\x01")
    assert "no CSV file in UTF-8" in refused(salt, tmp_path / "binary.csv")
    if _there("openpyxl"):
        (tmp_path / "cases.xlsx").write_bytes(b"x")
        assert "no Excel workbook" in refused(salt, tmp_path / "cases.xlsx")
    if _there("pyarrow"):
        (tmp_path / "cases.parquet").write_bytes(b"x")
        assert "no Parquet file" in refused(salt, tmp_path / "cases.parquet")
    assert "is no table of cases" in refused(salt, 7)
    assert "differ in length" in refused(salt, {"FD-1.rate": [1, 2], "CR-1.temperature": [30]})


def test_words_that_are_no_choice_are_told(salt):
    told = refused(salt, {"EV-1.effects": ["2", "9"]})
    assert told == 'cases, row 2, column EV-1.effects: "9" is not a choice. Choose 1, 2, 3, 4, 5, 6.'


def test_many_mistakes_stop_the_reading(salt, tmp_path):
    told = refused(salt, written(tmp_path, "FD-1.rate\n" + "x\n" * 100_000)).splitlines()
    assert len(told) == 21
    assert told[-1].startswith("There may be more")


def test_mistakes_far_down_are_found_and_counted(salt, tmp_path):
    good, bad = "1\n" * (2 * ROWS), "-1\n"
    told = refused(salt, written(tmp_path, f"FD-1.rate\n-2\n{good}{bad}")).splitlines()
    assert [line.split(",")[1] for line in told] == [" row 2", f" row {2 * ROWS + 3}"]
    ids = "\n".join(["id,FD-1.rate", *["a,1"] * 30])
    assert refused(salt, written(tmp_path, ids)).splitlines()[-1] == "There are 9 more."


def test_chunks_are_cut_anywhere_and_lose_nothing(salt, case_file: Callable[..., Path]):
    reader = CaseReader(open_cases(case_file(2 * ROWS + 5)), salt.problem)
    assert reader.check().count == 2 * ROWS + 5
    for size in (1000, ROWS, 10 * ROWS):
        chunks = list(reader.chunks(size))
        assert [len(chunk) for chunk in chunks[:-1]] == [size] * (len(chunks) - 1)
        assert [case for chunk in chunks for case in chunk.ids] == [f"c{k}" for k in range(2 * ROWS + 5)]
        assert [chunk.first for chunk in chunks] == [k * size for k in range(len(chunks))]


def _there(package: str) -> bool:
    from importlib.util import find_spec

    return find_spec(package) is not None
