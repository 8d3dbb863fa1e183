"""What leaves the window: files are whole, of the sheet as it stands, and equal to those of the command line."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from app.editor.handing_in import files
from app.editor.handing_in.files import DRAWINGS, REPORTS, RESULT, WORKBOOK, Kind, resolved
from app.editor.handing_in.printing import printer_for
from app.editor.solving.solver import Standing
from app.editor.window.main_window import MainWindow
from flowsheets.document.editing import with_page, with_parameter
from flowsheets.document.records import PageFrame

SHEET = "kcl_crystallisation"
PDF, SVG, PNG2, PNG3 = DRAWINGS
CSV = Kind("Tables as CSV", "", "csv folder")


@pytest.fixture
def solved(opened: Callable[[str], MainWindow], qtbot: QtBot) -> MainWindow:
    window = opened(SHEET)
    qtbot.waitUntil(lambda: window.session.solver.is_current, timeout=20_000)
    return window


def wait_said(window: MainWindow, qtbot: QtBot, words: str) -> str:
    notice = window.handing_in.notice
    qtbot.waitUntil(lambda: notice.isVisible() and words in notice.sentence.text(), timeout=20_000)
    return notice.sentence.text()


def test_balances_are_those_of_the_command_line(solved: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    from flowsheets import library

    for kind, name in ((WORKBOOK, "w.xlsx"), (RESULT, "r.json"), (REPORTS[0], "p.html")):
        solved.handing_in.write(tmp_path / name, kind)
        wait_said(solved, qtbot, name)
        assert (tmp_path / name).stat().st_size > 1000
    (tmp_path / "tables").mkdir()
    solved.handing_in.write(tmp_path / "tables", CSV)
    wait_said(solved, qtbot, "tables in")
    solution = library.load(SHEET).solve()
    written = json.loads((tmp_path / "r.json").read_bytes())
    assert written["streams"] == json.loads(msgspec.json.encode(solution.written))["streams"]
    with (tmp_path / "tables" / "streams.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    table = solution.plain_tables("h")["streams"]
    place = [column.name for column in table.columns].index("mass")
    assert tuple(float(row[place]) for row in rows[1:]) == table.column("mass")
    from openpyxl import load_workbook  # read back by another package than the one that wrote

    sheet = load_workbook(tmp_path / "w.xlsx")[table.title[:31]]
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, float | int)]
    found = {float(f"{cell:.12g}") for cell in cells}  # a workbook keeps 16 digits
    assert {float(f"{flow:.12g}") for flow in table.column("mass")} <= found
    assert not list(tmp_path.glob(".*"))


def test_the_drawing_is_that_of_the_command_line(solved: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    from flowsheets import library
    from flowsheets.diagram.paper import pages
    from flowsheets.diagram.pdf import pdf

    document = library.load(SHEET).document
    expected = [page.svg for page in pages(document, library.load(SHEET).solve())]
    for kind, name in ((PDF, "d.pdf"), (SVG, "d.svg"), (PNG2, "d2.png"), (PNG3, "d3.png")):
        solved.handing_in.write_drawing(tmp_path / name, kind)
        wait_said(solved, qtbot, name)
    assert (tmp_path / "d.svg").read_text("utf-8") == expected[0]
    assert (tmp_path / "d.pdf").read_bytes() == pdf(*expected)
    for factor, name in ((2, "d2.png"), (3, "d3.png")):
        picture = QImage(str(tmp_path / name))
        assert picture.width() == pytest.approx(420 / 25.4 * 96 * factor, abs=factor)
        assert picture.height() == pytest.approx(297 / 25.4 * 96 * factor, abs=factor)
        assert len({picture.pixel(x, picture.height() // 2) for x in range(picture.width())}) > 3
    assert not list(tmp_path.glob(".*"))


def test_nothing_stale_is_written(solved: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    document, solver = solved.session.document, solved.session.solver
    unit = next(key for key, record in document.sheet.units.items() if record.operation == "Feed")
    document.do("Set the feed", with_parameter(document.sheet, unit, "rate", "123 t/h"))
    assert not solver.is_current
    solved.handing_in.write(tmp_path / "r.json", RESULT)
    assert not (tmp_path / "r.json").exists()
    assert "Waits" in solved.handing_in.notice.sentence.text()
    wait_said(solved, qtbot, "r.json")
    written = json.loads((tmp_path / "r.json").read_bytes())
    assert solver.solution is not None
    assert written["streams"] == solver.solution.written["streams"]


def test_a_paused_solver_is_set_to_work(solved: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    document, solver = solved.session.document, solved.session.solver
    solver.set_automatic(False)
    unit = next(key for key, record in document.sheet.units.items() if record.operation == "Feed")
    document.do("Set the feed", with_parameter(document.sheet, unit, "rate", "77 t/h"))
    assert solver.standing is Standing.PAUSED
    solved.handing_in.write(tmp_path / "r.json", RESULT)
    wait_said(solved, qtbot, "r.json")
    assert solver.is_current


def test_what_cannot_be_solved_has_a_drawing_but_no_balance(solved: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    document, solver = solved.session.document, solved.session.solver
    unit = next(key for key, record in document.sheet.units.items() if record.operation == "Feed")
    document.do("Forget the feed", with_parameter(document.sheet, unit, "composition", None))
    qtbot.waitUntil(lambda: solver.standing in (Standing.INCOMPLETE, Standing.FAILED), timeout=20_000)
    solved.handing_in.write(tmp_path / "w.xlsx", WORKBOOK)
    wait_said(solved, qtbot, "Nothing was written")
    assert not (tmp_path / "w.xlsx").exists()
    solved.handing_in.write_drawing(tmp_path / "d.svg", SVG)
    wait_said(solved, qtbot, "d.svg")
    assert "not solved" in (tmp_path / "d.svg").read_text("utf-8")


def test_a_folder_that_is_not_there_is_told(solved: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    solved.handing_in.write(tmp_path / "nowhere" / "w.xlsx", WORKBOOK)
    assert "No such file" in wait_said(solved, qtbot, "Nothing was written")
    solved.handing_in.write_drawing(tmp_path / "nowhere" / "d.png", PNG2)
    wait_said(solved, qtbot, "d.png")


def test_an_empty_sheet_has_nothing_to_hand_in(window: MainWindow) -> None:
    for name in ("print", "export drawing", "export workbook", "export report", "copy drawing"):
        assert not window.actions_[name].isEnabled()


def test_report_as_pdf(solved: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    solved.handing_in.write(tmp_path / "report.pdf", REPORTS[1])
    wait_said(solved, qtbot, "report.pdf")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")


def test_printing_is_on_the_paper_of_the_sheet(solved: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    document = solved.session.document
    frame = PageFrame(paper="A4", table="own pages")
    document.do("Choose the paper", with_page(document.sheet, frame))
    printer = printer_for(frame, "d")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    pages: list[str] = []
    solved.session.solver.ask_of_sheet(
        "drawing", lambda made: pages.extend(made["pages"]), sheet=msgspec.msgpack.encode(document.sheet)
    )
    qtbot.waitUntil(lambda: bool(pages), timeout=10_000)
    solved.handing_in.print_on(pages, printer)
    wait_said(solved, qtbot, "2 pages")
    printed = (tmp_path / "printed.pdf").read_bytes()
    assert printed.startswith(b"%PDF")
    assert b"842" in printed  # A4 on its long side [pt]


def test_copying_a_picture(solved: MainWindow, qtbot: QtBot) -> None:
    sheet = solved.session.document.sheet
    solved.handing_in.copy_drawing()
    wait_said(solved, qtbot, "drawing is copied")
    whole = QGuiApplication.clipboard().mimeData()
    assert bytes(whole.data("image/svg+xml").data()).startswith(b"<svg")
    assert whole.hasImage()
    size = QGuiApplication.clipboard().image().size()
    solved.session.selection.set(list(sheet.units)[:2])
    solved.actions_["copy drawing"].trigger()
    wait_said(solved, qtbot, "selection is copied")
    assert QGuiApplication.clipboard().image().width() < size.width()


def test_the_shortcuts_ask_for_a_file(solved: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(files.QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "asked"), "SVG (*.svg)"))
    assert solved.actions_["export drawing"].shortcut().toString() == "Ctrl+E"
    assert solved.actions_["print"].shortcut().toString() == "Ctrl+P"
    solved.actions_["export drawing"].trigger()
    wait_said(solved, qtbot, "asked.svg")
    assert (tmp_path / "asked.svg").exists()


def test_endings_that_are_typed_decide() -> None:
    here = Path("/tmp")
    assert resolved(here / "a.svg", PDF, DRAWINGS) == (here / "a.svg", SVG)
    assert resolved(here / "a", PNG3, DRAWINGS) == (here / "a.png", PNG3)
    assert resolved(here / "a.png", PNG3, DRAWINGS) == (here / "a.png", PNG3)
    assert resolved(here / "plant 2.1", PDF, DRAWINGS)[0] == here / "plant 2.1.pdf"
