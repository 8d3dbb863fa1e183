"""The panel below the sheet: tables and pictures of the solution behind quiet tabs, and the list of problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.editor.look.theme import interface_font
from app.editor.results import listing
from app.editor.results.cases_tab import CasesTab
from app.editor.results.drivers_tab import DriversTab
from app.editor.results.problems_tab import ProblemsTab
from app.editor.results.result_tab import ResultTab
from app.editor.results.sankey_tab import SankeyTab
from app.editor.results.shown import Shown
from app.editor.results.streams_tab import StreamsTab
from app.editor.results.tables_tab import TablesTab
from app.editor.results.what_if_tab import WhatIfTab
from app.editor.session import Session
from app.editor.window.actions import Action
from flowsheets.diagram.look import TABLE_TEXT

STREAMS, PROBLEMS, EVERY = "Streams", "Problems", "More"
HEIGHT = 279
"""Of the panel until somebody makes it higher or lower [px]."""


class ResultsPanel(QWidget):
    """Tabs over the solution. A tab asks the solving process for what it shows, and only while it is seen."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.shown = Shown(session, self)
        self.bar = QTabBar(self)
        self.bar.setAccessibleName("Results")
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.bar.setUsesScrollButtons(True)
        self.bar.setFont(interface_font(TABLE_TEXT))
        self.bar.setProperty("role", "narrow")
        self.pages = QStackedWidget(self)
        self._titles: list[str] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.pages)
        self.problems = ProblemsTab(self.shown, self)
        self._add_pages()
        self.bar.currentChanged.connect(self.pages.setCurrentIndex)
        self.problems.counted.connect(self._count)
        self._count(*self._counts())
        self.setMinimumHeight(120)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The same whatever is shown, so that the sheet above does not jump when a solve ends."""
        return QSize(super().sizeHint().width(), HEIGHT)

    def _add_pages(self) -> None:
        self._add(STREAMS, StreamsTab(self.shown, {"": listing.STREAM_TABLES}, self))
        for title, tables in listing.TABS.items():
            self._add(title, TablesTab(self.shown, {"": tables}, self))
        self._add("Drivers", DriversTab(self.shown, self))
        self._add("Sankey", SankeyTab(self.shown, self))
        self.what_if = WhatIfTab(self.shown, self)
        self._add("What if", self.what_if)
        self.cases = CasesTab(self.shown, self)
        self._add("Cases", self.cases)
        self._add(PROBLEMS, self.problems)
        self._add(EVERY, TablesTab(self.shown, listing.EVERY_TABLE, self))

    def _add(self, title: str, page: ResultTab | ProblemsTab) -> None:
        self._titles.append(title)
        self.pages.addWidget(page)
        self.bar.addTab(title)
        page.wished.connect(self._grant)

    def actions(self) -> Iterable[Action]:  # type: ignore[override]  # every part of the window offers its own
        """A tab each, by name and key."""
        for number, title in enumerate(self._titles, start=1):
            yield Action(
                f"show {title.casefold()}",
                title,
                "View|Results",
                lambda wanted=title: self.show_page(wanted),
                keys=f"Alt+{number % 10}" if number <= 10 else "",
            )

    def page(self, title: str) -> QWidget:
        """The page behind a tab."""
        page = self.pages.widget(self._titles.index(title))
        assert page is not None
        return page

    def show_page(self, title: str) -> None:
        """Bring a tab to the front."""
        self.bar.setCurrentIndex(self._titles.index(title))

    def show_table(self, key: str) -> None:
        """Bring a table to the front, wherever it is listed."""
        for title in self._titles:
            page = self.page(title)
            if isinstance(page, TablesTab) and page.show_table(key):
                self.show_page(title)
                return

    def _counts(self) -> tuple[int, int]:
        errors = sum(fault.severity == "error" for fault in self.problems.faults)
        return errors, len(self.problems.faults) - errors

    def _count(self, errors: int, others: int) -> None:
        """How many problems there are stands on the tab."""
        tab = self._titles.index(PROBLEMS)
        self.bar.setTabText(tab, f"{PROBLEMS} ({errors + others})" if errors + others else PROBLEMS)
        colour = self._session.theme.colour("failed" if errors else "warning" if others else "quiet")
        self.bar.setTabTextColor(tab, colour)

    def _grant(self, wish: str) -> None:
        """Do what a page asks for: another page, the solver, or an action of the window."""
        granted: dict[str, Callable[[], None]] = {
            "problems": lambda: self.show_page(PROBLEMS),
            "balances": lambda: self.show_table("balance"),
            "indicators": lambda: self.show_table("indicators"),
            "solve": self._session.solver.solve_now,
            "select a feed": self.what_if.select_a_feed,
            "add a case": self.cases.add,
            "cases": self.cases.show_cases,
        }
        if wish in granted:
            granted[wish]()
        else:
            action = self.window().findChild(QAction, wish)
            if isinstance(action, QAction):
                action.trigger()
