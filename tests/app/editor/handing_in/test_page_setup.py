"""Page set-up: entries are edits of the document, undone like any other, and never make a result stale."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.editor.handing_in.page_setup import PageSetup
from app.editor.handing_in.products import page_frame
from app.editor.handing_in.revisions import next_mark
from app.editor.window.main_window import MainWindow
from flowsheets.document.records import PageFrame


@pytest.fixture
def setup(opened: Callable[[str], MainWindow], qtbot: QtBot) -> PageSetup:
    window = opened("kcl_crystallisation")
    qtbot.waitUntil(lambda: window.session.solver.is_current, timeout=20_000)
    window.actions_["page set-up"].trigger()
    assert window.handing_in.setup.isVisible()
    return window.handing_in.setup


def page(setup: PageSetup) -> PageFrame:
    return page_frame(setup._session.document.sheet)


def test_entries_are_edits(setup: PageSetup, qtbot: QtBot) -> None:
    document = setup._session.document
    before = document.sheet
    setup.paper.setFocus()
    qtbot.keyClick(setup.paper, Qt.Key.Key_Down)
    assert page(setup).paper == "A2"
    field = setup.fields["project"]
    field.setFocus()
    qtbot.keyClicks(field, "Pilot plant")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert page(setup).title_block == {"project": "Pilot plant"}
    setup.legend.click()
    assert not page(setup).legend
    assert setup._session.solver.is_current
    document.undo_stack.undo()
    assert setup.legend.isChecked()
    document.undo_stack.undo()
    assert field.text() == ""
    document.undo_stack.undo()
    assert document.sheet is before
    assert setup.paper.currentText() == "A3"


def test_revisions(setup: PageSetup) -> None:
    setup.revisions.add_button.click()
    setup.revisions.table.item(0, 2).setText("for comment")
    setup.revisions.add_button.click()
    assert [(r.mark, r.text) for r in page(setup).revisions] == [("A", "for comment"), ("B", "")]
    setup.revisions.table.setCurrentCell(0, 0)
    setup.revisions.remove_button.click()
    assert [r.mark for r in page(setup).revisions] == ["B"]
    assert (next_mark([]), next_mark(["A"]), next_mark(["0", "1"]), next_mark(["issue"])) == ("A", "B", "2", "2")


def test_rows_of_the_table(setup: PageSetup, qtbot: QtBot) -> None:
    rows = setup.rows.list
    qtbot.waitUntil(lambda: rows.count() > 12, timeout=5_000)  # also those that the solution has
    rows.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert page(setup).table_rows
    assert "P" not in page(setup).table_rows
    rows.item(1).setCheckState(Qt.CheckState.Checked)
    assert page(setup).table_rows == ()


def test_the_picture_follows(setup: PageSetup, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not setup.preview.pixmap().isNull(), timeout=10_000)
    assert "page" in setup.says.text()
    before = setup.preview.pixmap().cacheKey()
    setup.edit("Turn", landscape=False)
    qtbot.waitUntil(lambda: setup.preview.pixmap().cacheKey() != before, timeout=10_000)
    assert setup.preview.pixmap().height() > setup.preview.pixmap().width()


def test_everything_has_a_name_and_escape_leaves(setup: PageSetup, qtbot: QtBot) -> None:
    for control in setup.findChildren(QWidget):
        if control.isVisible() and control.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert control.accessibleName(), control
    qtbot.keyClick(setup, Qt.Key.Key_Escape)
    assert not setup.isVisible()
