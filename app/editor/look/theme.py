"""Light and dark: Qt's palette, the style sheet, fonts and icons, all from the drawing's own colours."""

from __future__ import annotations

from functools import cache
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from app.editor.look.dressing import Dressing
from app.editor.look.glyph import GlyphEngine
from app.editor.look.style_sheet import ROLES, style_sheet
from flowsheets.diagram.look import DARK, LIGHT, PANEL_TEXT, Palette

Choice = Literal["system", "light", "dark"]
_FACES = ("Inter", "Segoe UI", "SF Pro Text", "Helvetica Neue", "Roboto", "Noto Sans", "DejaVu Sans")


class Theme(QObject):
    """The look that is chosen; ``changed`` follows when colours do."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choice: Choice = "system"
        self.palette: Palette = LIGHT
        self.dressing = Dressing(self)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def choose(self, choice: Choice) -> None:
        """Light, dark, or as the system has it."""
        self.choice = choice
        self.palette = {"light": LIGHT, "dark": DARK}.get(choice) or (DARK if _system_is_dark() else LIGHT)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            self.dressing.start()
            _dress(application, self.palette)
        self.changed.emit()

    def _follow_system(self) -> None:
        if self.choice == "system":
            self.choose("system")

    def colour(self, name: str) -> QColor:
        """A colour of the palette by its name, such as 'ink' or 'accent', or of a phase: 'phase aq'."""
        if name.startswith("phase "):
            return QColor(self.palette.phases[name.removeprefix("phase ")])
        return QColor(getattr(self.palette, name))

    def icon(self, name: str, colour: str = "ink") -> QIcon:
        """An icon of one stroke weight (Phosphor's regular set: 'ph.magnifying-glass') in a colour of the palette."""
        return QIcon(GlyphEngine(name, lambda enabled: self.colour(colour if enabled else "quiet")))


def interface_font(size: float = PANEL_TEXT, *, bold: bool = False, tabular: bool = False) -> QFont:
    """The system's interface face at a size in px."""
    font = QFont(_face())
    font.setPixelSize(round(size))
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


@cache
def _face() -> str:
    families = set(QFontDatabase.families())
    return next((face for face in _FACES if face in families), QGuiApplication.font().family())


def monospaced_font(size: float = PANEL_TEXT) -> QFont:
    """For reactions and logs."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(round(size))
    return font


def _system_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def _dress(application: QApplication, look: Palette) -> None:
    if not application.styleSheet():  # once: every widget is polished anew by it
        application.setStyle("Fusion")
        application.setFont(interface_font())
        application.setStyleSheet(style_sheet())
    application.setPalette(_qt_palette(look))


def _qt_palette(look: Palette) -> QPalette:
    roles = {
        QPalette.ColorRole.AlternateBase: look.panel,
        QPalette.ColorRole.Text: look.ink,
        QPalette.ColorRole.Button: look.panel,
        QPalette.ColorRole.ButtonText: look.ink,
        QPalette.ColorRole.ToolTipBase: look.field,
        QPalette.ColorRole.ToolTipText: look.ink,
        QPalette.ColorRole.HighlightedText: look.field,
        QPalette.ColorRole.Link: look.accent,
    }
    palette = QPalette()
    for role, colour in (roles | {role: getattr(look, name) for name, role in ROLES.items()}).items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(look.quiet))
    return palette
