"""What is written can be read again, is whole, and says its verdict."""

from __future__ import annotations

import csv
import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from flowsheets.audit import audit_file
from flowsheets.document.building import SheetBuilder
from flowsheets.document.errors import FileError
from flowsheets.export.csv_files import write_csv
from flowsheets.export.files import write_whole
from flowsheets.export.html import notebook_view, write_page
from flowsheets.export.result_json import write_json
from flowsheets.export.workbook import write_workbook
from flowsheets.results.solution import Solution
from flowsheets.sheet import Sheet

VOID = {"meta", "br", "hr", "img", "link", "input", "col"}


@pytest.fixture(scope="module")
def solution() -> Solution:
    build = SheetBuilder("acid", title="Acid <diluted> & cooled")
    acid = {"species": {"H2O(l)": "2 %", "H2SO4(l)": "98 %"}}
    build.unit("Feed", "FD-1", name="=acid", composition=acid, rate="1 t/h")
    build.unit("Feed", "FD-2", composition={"species": {"H2O(l)": "100 %"}}, rate="4.6 t/h")
    build.unit("Mixer", "MX-1")
    build.unit("Heater", "E-1", temperature="40 degC")
    build.unit("Product", "PD-1")
    build.stream("FD-1.outlet", "MX-1.inlets")
    build.stream("FD-2.outlet", "MX-1.inlets")
    build.stream("MX-1.outlet", "E-1.inlet")
    build.stream("E-1.outlet", "PD-1.inlet")
    return Sheet(build.sheet()).solve()


def test_json_reads_back_in_full(solution: Solution, tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    write_json(solution, path)
    written = json.loads(path.read_text(encoding="utf-8"))
    assert written["streams"] == solution.written["streams"]
    assert {"status", "closure", "streams", "units", "indicators", "warnings"} <= set(written)
    assert audit_file(path).status == "closed"


def test_csv_has_units_and_full_numbers(solution: Solution, tmp_path: Path) -> None:
    paths = write_csv(solution, tmp_path / "tables")
    assert {"streams.csv", "balance.csv", "reagents.csv"} <= {path.name for path in paths}
    with (tmp_path / "tables" / "streams.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    mixed = next(row for row in rows if row["stream"] == "S-3")
    assert float(mixed["mass [t/h]"]) == solution.streams["S-3"]["mass_kg_per_h"] / 1000.0


def test_csv_text_is_no_formula(solution: Solution, tmp_path: Path) -> None:
    write_csv(solution, tmp_path)
    assert "'=acid" in (tmp_path / "reagents.csv").read_text(encoding="utf-8")


def test_workbook_holds_numbers_and_panes(solution: Solution, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "result.xlsx"
    write_workbook(solution, path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[0] == "Cover"
    assert book["Cover"]["A1"].value == "Acid <diluted> & cooled"
    cover = {row[0].value: row[1].value for row in book["Cover"].iter_rows(min_row=3)}
    assert cover["status"] == "closed"
    assert cover["revision of the flowsheet"] == solution.written["sheet"]["revision"]
    streams = book["Streams"]
    heads = [cell.value for cell in streams[3]]
    assert "mass\n[t/h]" in heads
    assert streams.freeze_panes == "B4"
    masses = [row[heads.index("mass\n[t/h]")].value for row in streams.iter_rows(min_row=4, max_row=7)]
    assert all(isinstance(value, int | float) for value in masses)
    assert sorted(masses) == pytest.approx([1.0, 4.6, 5.6, 5.6])
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "" not in cells  # what is nothing is blank, so that spreadsheets neither count nor compare it
    names = [cell.data_type for row in book["Reagents"].iter_rows(min_row=4) for cell in row if cell.value == "=acid"]
    assert names == ["s"], "a name that begins with = is a text, not a formula"


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        held = dict(attrs)
        self.links += [str(held[key]) for key in ("href", "src") if key in held]
        if "id" in held:
            self.ids.add(str(held["id"]))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_page_is_whole_and_needs_nothing_else(solution: Solution, tmp_path: Path) -> None:
    path = tmp_path / "result.html"
    write_page(solution, path)
    text = path.read_text(encoding="utf-8")
    tags = _Tags()
    tags.feed(text)
    assert tags.open == []
    assert tags.links
    assert all(link.startswith("#") and link[1:] in tags.ids for link in tags.links)
    assert "Acid &lt;diluted&gt; &amp; cooled" in text
    assert text.startswith("<!DOCTYPE html>")


def test_notebook(solution: Solution) -> None:
    assert "closed" in notebook_view(solution)
    assert solution._repr_html_() == notebook_view(solution)


def test_failed_write_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "result.json"
    target.write_bytes(b"before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(FileError, match="No space left"):
        write_whole(target, b"after")
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]
