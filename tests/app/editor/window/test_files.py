"""What is wrong with a file is told above the sheet, with a way on; nothing modal."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.editor.window.main_window import MainWindow
from flowsheets.library import path


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A file with a unit operation whose parameters are no mapping."""
    text = path("kcl_crystallisation").read_text("utf-8")
    file = tmp_path / "damaged.flow.json"
    file.write_text(text.replace('"availability"', '"availabilty"', 1) if '"availability"' in text else text + "x")
    return file


def test_a_damaged_file_is_opened_as_far_as_it_goes(window: MainWindow, damaged: Path) -> None:
    before = window.session.document.sheet
    window.open_path(damaged)
    assert "cannot be opened" in window.banners.text
    assert window.session.document.sheet is before
    QTest.mouseClick(window.banners.buttons()["Open what can be read"], Qt.MouseButton.LeftButton)
    assert window.session.document.sheet.units
    assert window.session.document.is_modified
    assert window.session.document.path is None
    assert "the rest is open" in window.banners.text
    QTest.mouseClick(window.banners.buttons()["Close"], Qt.MouseButton.LeftButton)
    assert window.banners.bar is None


def test_a_file_that_is_not_there_is_told(window: MainWindow, tmp_path: Path) -> None:
    window.open_path(tmp_path / "nowhere.flow.json")
    assert "nowhere.flow.json cannot be opened" in window.banners.text
    assert list(window.banners.buttons()) == ["Close"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_what_cannot_be_saved_is_told(window: MainWindow, tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0o500)
    assert not window.files._save_to(folder / "a.flow.json")
    assert "cannot be saved" in window.banners.text


def test_saving_where_there_is_no_folder_is_told(window: MainWindow, tmp_path: Path) -> None:
    assert not window.files._save_to(tmp_path / "none" / "a.flow.json")
    assert "cannot be saved" in window.banners.text
    assert "Save elsewhere…" in window.banners.buttons()
