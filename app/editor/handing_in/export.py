"""Everything that leaves the window: the drawing as file, on paper and on the clipboard, balances as files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QMimeData, QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from app.editor.handing_in import files, picture, printing
from app.editor.handing_in.current import CurrentSolution
from app.editor.handing_in.files import Kind
from app.editor.handing_in.notice import Notice
from app.editor.handing_in.page_setup import PageSetup
from app.editor.handing_in.painting import Beside
from app.editor.handing_in.products import page_frame
from app.editor.session import Session
from app.editor.solving.solver import Standing
from app.editor.window.actions import Action

UNSOLVABLE = (Standing.INCOMPLETE, Standing.FAILED)


class HandingIn(QObject):
    """Asks for a path, lets the solving process or another thread make the file, and says where it is.

    Balances are written only of the sheet as it stands; a drawing can be written of a sheet that has no solution, and
    its title block says so.
    """

    def __init__(self, session: Session, over: QWidget, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._current = CurrentSolution(session, self)
        self._beside = Beside(self)
        self.notice = Notice(session.theme, over)
        self.setup = PageSetup(session, self._beside, window)

    def actions(self) -> Iterable[Action]:
        """For the File and Edit menus."""
        something = self._has_something
        yield Action(
            "page set-up", "Page set-up…", "File", self.setup.enter, icon="ph.frame-corners", group=4,
            says="Paper, title block, revisions, table of streams",
        )  # fmt: skip
        yield Action(
            "print", "Print…", "File", self.print, keys="Ctrl+P", icon="ph.printer", group=4, enabled=something
        )
        yield Action(
            "export drawing", "Drawing…", "File|Export", self.export_drawing, keys="Ctrl+E", icon="ph.export",
            group=4, enabled=something, says="With frame and title block, as PDF, SVG or PNG",
        )  # fmt: skip
        yield Action(
            "export workbook", "Balance workbook…", "File|Export", self.export_workbook, icon="ph.table",
            group=5, enabled=something, says="Every table, a sheet each, for Excel",
        )  # fmt: skip
        yield Action(
            "export report", "Report…", "File|Export", self.export_report, icon="ph.file-text",
            group=5, enabled=something, says="Every table on one page, or as PDF",
        )  # fmt: skip
        yield Action(
            "export tables", "Tables as CSV…", "File|Export", self.export_csv, group=5, enabled=something,
            says="A file for each table, into a folder",
        )  # fmt: skip
        yield Action(
            "export result", "Result as JSON…", "File|Export", self.export_result, group=5, enabled=something,
            says="Every number in full, for programs",
        )  # fmt: skip
        yield Action(
            "copy drawing", "Copy as picture", "Edit", self.copy_drawing, keys="Ctrl+Shift+C", icon="ph.image",
            group=2, enabled=something, says="The chosen units, or the whole drawing",
        )  # fmt: skip

    # -- the drawing ------------------------------------------------------------------------------------------------

    def export_drawing(self) -> None:
        """Ask for a file and write the drawing into it."""
        asked = files.ask_path(self._window, "Export the drawing", self._suggested(), files.DRAWINGS)
        if asked:
            self.write_drawing(*asked)

    def write_drawing(self, path: Path, kind: Kind) -> None:
        """Write the drawing with frame and title block."""

        def written(paths: Sequence[str]) -> None:
            self._say_written([Path(each) for each in paths])

        def rendered(made: dict[str, Any]) -> None:
            self._beside.make(
                lambda: [str(each) for each in picture.write_png(made["pages"], path, kind.sharpness)],
                written,
                self._say_refused,
            )

        if kind.question:
            self._with_drawing(kind.question, written, path=str(path))
        else:
            self._with_drawing("drawing", rendered)

    def print(self) -> None:
        """Ask for a printer and print; the dialog is the system's."""
        self._with_drawing("drawing", self._choose_printer)

    def copy_drawing(self) -> None:
        """Put the chosen units, or the whole drawing, on the clipboard, as SVG and as dots."""
        chosen = self._session.selection
        only = (*chosen.equipment, *chosen.streams, *chosen.annotations) if chosen.equipment else ()

        def copied(made: tuple[str, Any]) -> None:
            content = QMimeData()
            content.setData("image/svg+xml", made[0].encode("utf-8"))
            content.setImageData(made[1])
            QGuiApplication.clipboard().setMimeData(content)
            self.notice.say("The selection is copied as a picture." if only else "The drawing is copied as a picture.")

        def drawn(made: dict[str, Any]) -> None:
            svg = made["pages"][0]
            self._beside.make(lambda: (svg, picture.image(svg, 2.0)), copied, self._say_refused)

        self._with_drawing("drawing", drawn, framed=False, table=False, only=only)

    def _with_drawing(self, question: str, then: Callable[[Any], None], **arguments: Any) -> None:
        """Ask about the drawing, solved if the sheet can be; streams show the quantity that they show on the canvas."""
        arguments["shaded"] = self._session.settings.values.hand_in_quantity
        arguments["level"] = self._session.document.level

        def ask() -> None:
            sheet = msgspec.msgpack.encode(self._session.document.sheet)
            self._session.solver.ask_of_sheet(question, then, self._say_refused, sheet=sheet, **arguments)

        def unsolved(why: str) -> None:
            if self._session.solver.standing in UNSOLVABLE:
                ask()
            else:
                self._say_refused(why)

        if self._session.solver.standing in UNSOLVABLE:
            ask()
        else:
            self._current.when_solved(ask, unsolved, self._say_waiting)

    def _choose_printer(self, made: dict[str, Any]) -> None:
        document = self._session.document
        printer = printing.printer_for(page_frame(document.sheet), document.title)
        dialog = QPrintDialog(printer, self._window)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, len(made["pages"]))
        dialog.accepted.connect(lambda: self.print_on(made["pages"], printer))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)  # QPrintDialog hides it behind one that wants a slot

    def print_on(self, pages: Sequence[str], printer: QPrinter) -> None:
        """Print pages."""

        def printed(count: int) -> None:
            self.notice.say("One page was sent to the printer." if count == 1 else f"{count} pages were sent.")

        self._beside.make(lambda: printing.print_pages(pages, printer), printed, self._say_refused)

    # -- balances ---------------------------------------------------------------------------------------------------

    def export_workbook(self) -> None:
        """Ask for a file and write every table into it."""
        asked = files.ask_path(self._window, "Export the balance workbook", self._suggested(), (files.WORKBOOK,))
        if asked:
            self.write(*asked)

    def export_report(self) -> None:
        """Ask for a file and write the report."""
        asked = files.ask_path(self._window, "Export the report", self._suggested(), files.REPORTS)
        if asked:
            self.write(*asked)

    def export_result(self) -> None:
        """Ask for a file and write the result."""
        asked = files.ask_path(
            self._window, "Export the result", self._suggested(" result"), (files.RESULT,)
        )  # not the sheet's own name, which ends alike
        if asked:
            self.write(*asked)

    def export_csv(self) -> None:
        """Ask for a folder and write the tables into it."""
        folder = files.ask_folder(self._window, "Export the tables into a folder", self._suggested().parent)
        if folder:
            self.write(folder, Kind("Tables as CSV", "", "csv folder"))

    def write(self, path: Path, kind: Kind) -> None:
        """Write what the kind says of the sheet as it stands, once it is solved."""
        arguments: dict[str, Any] = {"path": str(path)}
        if kind.question != "result json":
            arguments["per"] = self._session.settings.values.table_period
        if kind.question == "report file":
            arguments["sheet"] = msgspec.msgpack.encode(self._session.document.sheet)

        def made(answer: Any) -> None:
            self._say_written([path], count=len(answer) if isinstance(answer, list) else 1)

        self._current.when_solved(
            lambda: self._session.solver.ask(kind.question, made, self._say_refused, **arguments),
            self._say_refused,
            self._say_waiting,
        )

    # -- saying -----------------------------------------------------------------------------------------------------

    def _say_written(self, paths: Sequence[Path], count: int = 1) -> None:
        first = paths[0]
        folder = first if first.is_dir() else first.parent
        more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
        sentence = f"Written: {count} tables in {first}" if first.is_dir() else f"Written: {first}{more}"
        offers: list[tuple[str, Callable[[], object]]] = []
        if not first.is_dir():
            offers.append(("Open", lambda: open_outside(first)))
        offers.append(("Open folder", lambda: open_outside(folder)))
        self.notice.say(sentence, offers=offers)

    def _say_refused(self, why: str) -> None:
        sentence = why if why.endswith(".") else f"{why}."
        self.notice.say(f"Nothing was written: {sentence[:1].lower()}{sentence[1:]}", "fault")

    def _say_waiting(self) -> None:
        self.notice.say("Waits until the sheet is solved.", stays=True)

    def _has_something(self) -> bool:
        sheet = self._session.document.sheet
        return bool(sheet.units or sheet.drawing.annotations)

    def _suggested(self, suffix: str = "") -> Path:
        document = self._session.document
        folder = document.path.parent if document.path else Path.home()
        return folder / f"{document.sheet.name}{suffix}"


def open_outside(path: Path) -> None:
    """Open a file or folder with what the system opens it with."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
