"""The window: the sheet in the middle, palette left, inspector right, tables below, one thin bar above."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu, QWidget

from app.editor.canvas.placing import place_somewhere
from app.editor.canvas.view import CanvasView
from app.editor.handing_in.export import HandingIn
from app.editor.inspector.panel import InspectorPanel
from app.editor.look.focus_line import give_focus_lines
from app.editor.palette.panel import PalettePanel
from app.editor.results.panel import ResultsPanel
from app.editor.session import Session
from app.editor.window.actions import Actions
from app.editor.window.announcing import Announcer
from app.editor.window.banner import Banners, Notice
from app.editor.window.file_actions import FileActions
from app.editor.window.overlays import Overlays
from app.editor.window.recent import RecentMenu
from app.editor.window.top_bar import TopBar
from app.editor.window.view_actions import ViewActions

STATE_VERSION = 1


class MainWindow(QMainWindow):
    """One open flowsheet with everything round it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._may_close = False
        """Whether changes that are not saved are not wanted."""
        self.session = session
        session.setParent(self)
        self.actions_ = Actions(session.theme, self)
        self.canvas = CanvasView(session, self)
        self.palette_panel = PalettePanel(session, self)
        self.inspector = InspectorPanel(session, self)
        self.results = ResultsPanel(session, self)
        self.banners = Banners(self)
        self.files = FileActions(session, self, self.banners)
        self.top_bar = TopBar(session, self.actions_, self)
        self.arrangement = ViewActions(self)
        self.overlays = Overlays(self)
        self.announcer = Announcer(session, self.canvas)
        self.handing_in = HandingIn(session, self.canvas, self)
        self._put_together()
        panels = self.palette_panel, self.inspector, self.results
        for part in (self.files, self.handing_in, self.canvas, *panels, self.top_bar, self.arrangement, self.overlays):
            self.actions_.add(part.actions())
        self.top_bar.offer_search()
        self.actions_.fill(self.menuBar())
        RecentMenu(self).put_into(self._menu("File"))
        self._follow()
        self._restore()
        self.arrangement.watch()
        give_focus_lines(self)

    def _put_together(self) -> None:
        self.setCentralWidget(self.canvas)
        self.setUnifiedTitleAndToolBarOnMac(True)
        self.addToolBar(Qt.ToolBarArea.TopToolBarArea, self.top_bar)
        self._dock("Unit operations", "palette", self.palette_panel, Qt.DockWidgetArea.LeftDockWidgetArea)
        self._dock("Selection", "inspector", self.inspector, Qt.DockWidgetArea.RightDockWidgetArea)
        self._dock("Results", "results", self.results, Qt.DockWidgetArea.BottomDockWidgetArea)
        self.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea)
        self.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        self.setMinimumSize(960, 600)
        self.resize(1440, 900)

    def _menu(self, title: str) -> QMenu:
        menus = (action.menu() for action in self.menuBar().actions())
        return next(menu for menu in menus if isinstance(menu, QMenu) and menu.title() == title)

    def _dock(self, title: str, name: str, widget: QWidget, area: Qt.DockWidgetArea) -> None:
        dock = QDockWidget(title, self)
        dock.setObjectName(f"{name} dock")
        dock.setAccessibleName(title)
        dock.setTitleBarWidget(QWidget(dock))  # no title bar: the room belongs to the sheet
        dock.setWidget(widget)
        self.addDockWidget(area, dock)

    def dock(self, name: str) -> QDockWidget:
        """The panel 'palette', 'inspector' or 'results', to fold it away."""
        found = self.findChild(QDockWidget, f"{name} dock")
        assert found is not None
        return found

    def _follow(self) -> None:
        document, solver = self.session.document, self.session.solver
        document.renamed.connect(self._name)
        document.renamed.connect(self.actions_.refresh)
        document.changed.connect(self.actions_.refresh)
        document.undo_stack.indexChanged.connect(self.actions_.refresh)
        self.session.selection.changed.connect(self.actions_.refresh)
        solver.standing_changed.connect(self.actions_.refresh)
        self.palette_panel.wanted.connect(self._add_unit)
        self.palette_panel.notes.wanted.connect(self.canvas.annotating.add)
        self.session.journal.failed.connect(self._tell_not_kept)
        self._name()

    def _add_unit(self, operation: str) -> None:
        place_somewhere(self.canvas, operation)

    def _tell_not_kept(self, why: str) -> None:
        text = f"Unsaved work cannot be kept for the case of a crash: {why}"
        self.banners.tell(Notice(text, (("Save now", self.files.save),)))

    def _name(self) -> None:
        document = self.session.document
        self.setWindowTitle(f"{document.title}[*] - Raffinate")
        self.setWindowModified(document.is_modified)
        if document.path is not None:
            self.setWindowFilePath(str(document.path))

    def _restore(self) -> None:
        kept = self.session.settings.values.window
        if kept:
            geometry, _, state = kept.partition(" ")
            self.restoreGeometry(QByteArray.fromHex(geometry.encode()))
            self.restoreState(QByteArray.fromHex(state.encode()), STATE_VERSION)

    def open_path(self, path: Path, *, as_template: bool = False) -> None:
        """Open a file in this window."""
        self.files.open_path(path, as_template=as_template)

    def _close_as_it_is(self) -> None:
        self._may_close = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Ask about unsaved work, keep the window's arrangement, end the solving process."""
        if self.session.document.is_modified and not self._may_close:
            event.ignore()
            self.files.leave(self._close_as_it_is)
            return
        geometry, state = self.saveGeometry().toHex(), self.saveState(STATE_VERSION).toHex()
        self.session.settings.put(window=f"{bytes(geometry.data()).decode()} {bytes(state.data()).decode()}")
        self.session.close()
        event.accept()
