"""The inspector beside a solved plant."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.editor.inspector.help_sheet import help_text
from app.editor.inspector.reactions import ReactionList
from app.editor.inspector.results_group import UnitResults
from app.editor.inspector.stream_page import StreamPage
from app.editor.inspector.tables import TableParameter
from app.editor.inspector.unit_page import UnitPage
from app.editor.window.main_window import MainWindow
from flowsheets.document.editing import without_record
from flowsheets.document.paths import owners_by_tag
from unitops.catalogue import catalogue


def test_values_follow_the_solution(opened: Callable[[str], MainWindow], qtbot: QtBot) -> None:
    window = opened("spodumene_li2co3")
    session, panel = window.session, window.inspector
    qtbot.waitUntil(lambda: session.solver.is_current, timeout=60_000)
    ids = owners_by_tag(session.document.sheet)
    session.selection.set((ids["KN-101"],))
    page = panel.page
    assert isinstance(page, UnitPage)
    page.finish()
    loss = page.fields["loss"]
    assert loss.field.property("standing") == "calculated"
    assert loss.field.text().endswith(" kW")
    before = loss.field.text()

    # Another member of the freedom is entered with the value that was calculated: nothing else moves.
    assert loss.choose is not None
    QTest.mouseClick(loss.choose, Qt.MouseButton.LeftButton)
    parameters = session.document.sheet.units[ids["KN-101"]].parameters
    assert str(parameters["loss"]).endswith(" kW")
    assert "loss_share" not in parameters
    assert loss.field.property("standing") == "entered"
    assert page.fields["loss_share"].field.property("standing") == "stale"
    qtbot.waitUntil(lambda: session.solver.is_current, timeout=60_000)
    qtbot.waitUntil(lambda: page.fields["loss_share"].field.property("standing") == "calculated", timeout=2000)
    assert page.fields["loss_share"].field.text() == "0.1"
    assert float(loss.field.text().split()[0]) == pytest.approx(float(before.split()[0]), rel=1e-3)

    results = page.findChild(UnitResults)
    assert results is not None
    session.solver.set_automatic(False)
    session.document.undo_stack.undo()
    assert all(label.text() for label in results.values.values())

    # What is demanded is underlined; what gives way says for what.
    session.selection.set((ids["SP-302"],))
    page = panel.page
    assert isinstance(page, UnitPage)
    page.finish()
    assert page.fields["share"].words == "Gives way so that FL-201 wash ratio = 1.5."
    session.selection.set((ids["FL-201"],))
    page = panel.page
    assert isinstance(page, UnitPage)
    page.finish()
    assert page.fields["wash_ratio"].field.property("standing") == "specified"

    session.selection.set((ids["S-12"],))
    assert isinstance(panel.page, StreamPage)
    panel.page.finish()
    assert not panel.page.grab().isNull()


def test_entries_and_conversions_that_give_way_say_so(opened: Callable[[str], MainWindow], qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    session, panel = window.session, window.inspector
    qtbot.waitUntil(lambda: session.solver.is_current, timeout=60_000)
    ids = owners_by_tag(session.document.sheet)
    session.selection.set((ids["FL-1"],))
    assert isinstance(panel.page, UnitPage)
    panel.page.finish()
    table = panel.page.findChild(TableParameter)
    assert table is not None
    looks = {line.name.text(): line.figure.property("standing") for line in table.entries.lines if line.entry}
    assert looks == {"aq": "calculated", "s": "entered"}
    assert table.entries.below.text() == "aq: gives way so that S-6 solids fraction = 84 %: 0.03072."
    session.selection.set((ids["CR-1"],))
    assert isinstance(panel.page, UnitPage)
    panel.page.finish()
    reactions = panel.page.findChild(ReactionList)
    assert reactions is not None
    (card,) = reactions.cards
    assert card.conversion.property("standing") == "calculated"
    told = "The conversion gives way so that S-7 fraction in liquor of H2O(l) = 72 wt%: 0.3655."
    qtbot.waitUntil(lambda: told in card.words.text(), timeout=2000)
    key = next(k for k, s in session.document.sheet.specifications.items() if "reactions" in s.frees[0])
    session.document.do("Delete the demand", without_record(session.document.sheet, "specifications", key))
    qtbot.waitUntil(lambda: card.conversion.property("standing") == "entered", timeout=2000)
    assert "gives way" not in card.words.text()


def test_every_operation_has_help() -> None:
    for operation in catalogue().values():
        text = "".join(help_text(operation, "#777777"))
        prose = re.sub(r"<pre.*?</pre>", "", text, flags=re.DOTALL)
        assert not re.search(r"\b[a-z]+_[a-z]+|degC", prose), f"{operation.title} has names of the file in its help"
        assert "<h4>Ports</h4>" in text
        assert "``" not in text
