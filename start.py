"""Set Raffinate up on a fresh machine and use it: one file, standard library only.

python3 start.py         installs into .venv, then opens the editor on a shipped flowsheet; where there is no
                         display or no editor, solves it and prints the balance
python3 start.py test    installs the development tools too and passes the tests
"""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOME = HERE / ".venv"
SHOWN_FIRST = "spodumene_li2co3"
QT_LIBRARIES = ("libegl1", "libgl1", "libxkbcommon0", "libdbus-1-3", "libfontconfig1", "libglib2.0-0")


def main() -> int:
    """Install what is missing, then run what was asked for."""
    if sys.version_info < (3, 11):  # noqa: UP036 - people do start this with an older Python
        print(f"Raffinate needs Python 3.11 or newer; this is {platform.python_version()}.", file=sys.stderr)
        return 2
    testing = sys.argv[1:2] == ["test"]
    install_system_libraries()
    install("dev,docs" if testing else "")
    if testing:
        return run("-m", "pytest", *sys.argv[2:], env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    if has_display() and has_editor():
        return run("-m", "app.cli.main", "edit", SHOWN_FIRST)
    return run("-m", "app.cli.main", "solve", SHOWN_FIRST)


def install_system_libraries() -> None:
    """On Debian and its kin, as root: the venv module and the libraries that Qt's wheels expect of the system."""
    wanted = list(QT_LIBRARIES) if has_editor() else []
    if importlib.util.find_spec("ensurepip") is None:
        wanted.append("python3-venv")
    if not wanted or not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    installed = subprocess.run(["dpkg", "-s", *wanted], capture_output=True, check=False)
    if installed.returncode:
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *wanted], check=True)


def install(extras: str) -> None:
    """A virtual environment beside this file with Raffinate and the extras named."""
    if not interpreter().exists():
        venv.create(HOME, with_pip=True)
    package = f"{HERE}[{extras}]" if extras else str(HERE)
    run("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-e", package, check=True)


def interpreter() -> Path:
    """Python of the virtual environment."""
    return HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def has_editor() -> bool:
    """Whether this version has the window."""
    return (HERE / "app" / "editor").is_dir()


def has_display() -> bool:
    """Whether a window can be shown."""
    return (
        os.name == "nt"
        or sys.platform == "darwin"
        or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    )


def run(*arguments: str, check: bool = False, env: dict[str, str] | None = None) -> int:
    """Run the environment's Python and hand on its exit status."""
    return subprocess.run([str(interpreter()), *arguments], cwd=HERE, check=check, env=env).returncode


if __name__ == "__main__":
    sys.exit(main())
