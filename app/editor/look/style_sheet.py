"""Qt's style sheet: hairlines, quiet panels, one accent, nothing that is not needed.

It names colours by the roles of Qt's palette, so that it stays the same when the theme changes: to read another sheet
takes Qt most of a second for a window of a thousand widgets.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType

from PySide6.QtGui import QPalette

from flowsheets.diagram.look import CORNER, STEP, TABLE_TEXT, TARGET, TITLE_TEXT

ROLES: Mapping[str, QPalette.ColorRole] = MappingProxyType(
    {
        "panel": QPalette.ColorRole.Window,
        "field": QPalette.ColorRole.Base,
        "ink": QPalette.ColorRole.WindowText,
        "quiet": QPalette.ColorRole.PlaceholderText,
        "hairline": QPalette.ColorRole.Mid,
        "grid": QPalette.ColorRole.Midlight,
        "accent": QPalette.ColorRole.Highlight,
        "failed": QPalette.ColorRole.BrightText,
        "warning": QPalette.ColorRole.LinkVisited,  # there is none for it, and links that were visited are nowhere
    }
)
"""Role of Qt's palette in which each of our colours stands."""

_TEMPLATE = """
QMainWindow, QDialog {{ background: {panel}; }}
QMainWindow::separator {{ background: {hairline}; width: 1px; height: 1px; }}
QMainWindow::separator:hover {{ background: {accent}; }}
QDockWidget {{ titlebar-close-icon: none; titlebar-normal-icon: none; }}
QToolTip {{ background: {field}; color: {ink}; border: 1px solid {hairline}; padding: {step}px; }}
QFrame#card {{ background: {panel}; border: 1px solid {hairline}; border-radius: 8px; }}
QFrame#gallery {{ background: {panel}; border: none; }}
QFrame#notice {{ background: {field}; border: 1px solid {hairline}; border-radius: 6px; }}
QFrame#bubble {{ background: {field}; border: 1px solid {accent}; border-radius: 8px; }}
QFrame[objectName="focus line"] {{ border: 1px solid {accent}; background: transparent; }}
QFrame#ring {{ border: 2px solid {accent}; border-radius: {corner}px; }}
QLabel[role="title"] {{ font-size: {title}px; font-weight: 600; }}
QLabel[role="heading"] {{ font-weight: 600; }}
QLabel[role="quiet"] {{ color: {quiet}; }}
QLabel[role="fault"] {{ color: {failed}; }}
QLabel[role="warning"] {{ color: {warning}; }}
QLineEdit, QComboBox, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox {{
    background: {field}; color: {ink}; border: 1px solid {hairline}; border-radius: {corner}px;
    padding: 2px {step}px; min-height: {field_height}px; selection-background-color: {accent};
}}
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus {{ border-color: {accent}; }}
QTextBrowser[role="page"] {{ border: none; background: transparent; padding: 0; }}
QLineEdit[role="title"] {{ font-size: {title}px; font-weight: 600; }}
QComboBox QAbstractItemView {{ background: {field}; selection-color: {field}; outline: 0; }}
QComboBox::drop-down {{ border: none; width: 20px; }}
QComboBox::down-arrow {{ image: url("{caret}"); width: 12px; height: 12px; }}
QLineEdit:read-only {{ background: {panel}; }}
QLineEdit[standing="calculated"] {{ background: {panel}; }}
QLineEdit[standing="specified"] {{ border-bottom: 2px solid {accent}; }}
QLineEdit[standing="invalid"] {{ border-color: {failed}; }}
QLineEdit[standing="stale"] {{ background: {panel}; color: {quiet}; }}
QPushButton {{
    background: {field}; color: {ink}; border: 1px solid {hairline}; border-radius: {corner}px;
    padding: 3px {wide}px; min-height: {field_height}px;
}}
QPushButton:hover {{ border-color: {quiet}; }}
QPushButton:focus {{ border-color: {accent}; }}
QPushButton:pressed, QPushButton:checked {{ background: {hairline}; }}
QPushButton[role="main"] {{ background: {accent}; color: {field}; border-color: {accent}; }}
QPushButton[role="main"]:focus {{ border: 2px solid {ink}; padding: 2px {within}px; }}
QPushButton:disabled {{ color: {quiet}; }}
QPushButton[role="line"] {{
    text-align: left; padding: 2px 0; border-color: transparent; background: transparent;
}}
QPushButton[role="line"]:focus {{ border-color: {accent}; }}
QPushButton[role="end"] {{ text-align: left; }}
QCheckBox::indicator {{
    width: 14px; height: 14px; background: {field}; border: 1px solid {quiet}; border-radius: 3px;
}}
QCheckBox::indicator:checked {{ background: {accent}; border-color: {accent}; image: url("{check}"); }}
QCheckBox::indicator:disabled {{ background: {panel}; border-color: {hairline}; }}
QCheckBox::indicator:focus {{ border: 2px solid {accent}; }}
QToolButton {{
    border: 1px solid transparent; border-radius: {corner}px; padding: 3px;
    min-width: {tool}px; min-height: {tool}px;
}}
QToolButton:hover {{ background: {hairline}; }}
QToolButton:focus {{ border-color: {accent}; }}
QToolButton:checked {{ background: {hairline}; }}
QToolButton[role="fold"], QToolButton[role="fold"]:checked {{ background: transparent; padding: 2px 0; }}
QToolButton[role="choice"], QToolButton[role="choice"]:checked {{ background: transparent; padding: 0; }}
QToolBar {{ background: {panel}; border: none; border-bottom: 1px solid {hairline}; spacing: {step}px; padding: 3px; }}
QStatusBar {{ background: {panel}; border-top: 1px solid {hairline}; }}
QStatusBar::item {{ border: none; }}
QMenuBar {{ background: {panel}; }}
QMenuBar::item {{ padding: {step}px {wide}px; }}
QMenuBar::item:selected, QMenu::item:selected {{ background: {accent}; color: {field}; border-radius: 3px; }}
QMenu {{ background: {field}; border: 1px solid {hairline}; padding: {step}px; }}
QMenu::item {{ padding: {step}px 24px {step}px 12px; }}
QMenu::item:disabled {{ color: {quiet}; }}
QMenu::separator {{ height: 1px; background: {hairline}; margin: {step}px; }}
QTabBar {{ background: {panel}; qproperty-drawBase: 0; }}
QTabBar::tab {{
    background: transparent; color: {quiet}; border: none; padding: 6px {wide}px;
    border-bottom: 2px solid transparent;
}}
QTabBar[role="narrow"]::tab {{ padding: 6px 7px; }}
QTabBar::tab:selected {{ color: {ink}; border-bottom: 2px solid {accent}; }}
QTabBar::tab:selected:focus {{ background: {hairline}; }}
QTabBar::tab:hover {{ color: {ink}; }}
QTabWidget::pane {{ border: none; }}
QTableView, QTreeView, QListView {{
    background: {panel}; border: none; gridline-color: {grid}; font-size: {table}px;
    selection-background-color: {accent}; selection-color: {field}; outline: 0;
}}
QTableView[role="figures"]::item {{ padding: 0 6px; }}
QTableView[role="figures"] QHeaderView::section {{ padding: 4px 9px; }}
QHeaderView {{ background: {panel}; }}
QHeaderView::section {{
    background: {panel}; color: {quiet}; border: none; border-bottom: 1px solid {hairline};
    padding: {step}px; font-size: {table}px;
}}
QTableCornerButton::section {{ background: {panel}; border: none; border-bottom: 1px solid {hairline}; }}
QScrollArea {{ border: none; background: {panel}; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollBar:vertical {{ width: 10px; background: transparent; margin: 0; }}
QScrollBar:horizontal {{ height: 10px; background: transparent; margin: 0; }}
QScrollBar::handle {{ background: {hairline}; border-radius: 4px; min-height: 24px; min-width: 24px; margin: 1px; }}
QScrollBar::handle:hover {{ background: {quiet}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QGroupBox {{ border: none; margin-top: 18px; font-weight: 600; }}
QGroupBox::title {{ subcontrol-origin: margin; left: 0; }}
QSplitter::handle {{ background: {hairline}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QProgressBar {{ border: none; background: {hairline}; border-radius: 2px; max-height: 4px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 2px; }}
"""


def style_sheet() -> str:
    """The style sheet of all themes."""
    return _TEMPLATE.format(
        **{name: f"palette({_spelled(role)})" for name, role in ROLES.items()},
        caret=_control("caret-down"),
        check=_control("check"),
        step=STEP,
        wide=3 * STEP,
        within=3 * STEP - 1,
        corner=int(CORNER),
        title=int(TITLE_TEXT),
        table=int(TABLE_TEXT),
        field_height=TARGET - 6,
        tool=TARGET - 8,
    )


def _spelled(role: QPalette.ColorRole) -> str:
    """A role as style sheets write it: 'window-text'."""
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in role.name).removeprefix("-")


def _control(name: str) -> str:
    """Path of a small picture of resources/controls; style sheets take files only."""
    return str(files("resources").joinpath("controls", f"{name}.svg")).replace("\\", "/")
