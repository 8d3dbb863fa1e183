"""Set Raffinate up on a fresh machine and use it: one file, standard library only.

python3 start.py         installs into .venv, then opens the editor on a shipped flowsheet; where there is no
                         display, solves it and prints the balance
python3 start.py test    installs the development tools too and passes the tests; more arguments go to pytest
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOME = HERE / ".venv"
INSTALLED = HOME / "raffinate-installed.txt"
LIBRARY = HERE / "flowsheets" / "library"
SHOWN_FIRST = ("spodumene_li2co3", "kcl_crystallisation")
QT_LIBRARIES = ("libegl1", "libgl1", "libxkbcommon0", "libdbus-1-3", "libfontconfig1", "libglib2.0-0")


class SetUpError(Exception):
    """What a person has to do before this can go on."""


def main(arguments: list[str]) -> int:
    """Install what is missing, then run what was asked for."""
    try:
        return use(arguments)
    except SetUpError as error:
        print(f"start.py: {error}", file=sys.stderr)
        return 2
    except subprocess.CalledProcessError as error:
        command = " ".join(str(part) for part in error.cmd)
        print(f"start.py: this failed with status {error.returncode}: {command}", file=sys.stderr)
        return 1


def use(arguments: list[str]) -> int:
    """The main job, or the tests."""
    if sys.version_info < (3, 11):  # noqa: UP036 - people do start this with an older Python
        raise SetUpError(f"Raffinate needs Python 3.11 or newer; this is {platform.python_version()}.")
    testing = arguments[:1] == ["test"]
    if arguments and not testing:
        raise SetUpError(f"'{arguments[0]}' is none of its words. It is called without any, or with 'test'.")
    install_system_packages()
    make_environment()
    install(extras(testing))
    if testing:
        return run("-m", "pytest", *arguments[1:], environment={"QT_QPA_PLATFORM": "offscreen"})
    command = "edit" if has_display() else "solve"
    return run("-m", "app.cli.main", command, shown_first())


def install_system_packages() -> None:
    """On Debian and its kin: the part of Python that makes environments, and what Qt's wheels expect of the system."""
    wanted = list(QT_LIBRARIES)
    if not can_make_environments():
        wanted.append("python3-venv")
    if not shutil.which("apt-get"):
        return
    if subprocess.run(["dpkg", "-s", *wanted], capture_output=True, check=False).returncode == 0:
        return
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *wanted]
    if os.geteuid() != 0:
        if can_make_environments():
            return
        raise SetUpError(f"this Python cannot make environments. Run: sudo {' '.join(command)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print(f"Installing {', '.join(wanted)} ...", flush=True)
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
    subprocess.run(command, check=True, env=quiet, stdout=subprocess.DEVNULL)


def can_make_environments() -> bool:
    """Whether this Python has venv and the pip that goes into one; Debian's leaves them out."""
    importlib.invalidate_caches()
    return all(importlib.util.find_spec(name) is not None for name in ("venv", "ensurepip"))


def make_environment() -> None:
    """A virtual environment beside this file; one that was left half made is made anew."""
    if works():
        return
    if not can_make_environments():
        raise SetUpError("this Python has no venv or no ensurepip. Install them, or use a Python that has them.")
    print(f"Making {HOME.name} with Python {platform.python_version()} ...", flush=True)
    # A process of its own: this one may have looked for modules before the system had them.
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(HOME)], check=True)


def works() -> bool:
    """Whether the environment is there, has pip and a Python that is new enough."""
    if not interpreter().exists():
        return False
    question = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    return subprocess.run([str(interpreter()), "-c", question], capture_output=True, check=False).returncode == 0


def install(wanted: str) -> None:
    """Raffinate and the extras named, unless that is what was installed last: then no network is needed."""
    state = hashlib.sha256((HERE / "pyproject.toml").read_bytes()).hexdigest() + f" [{wanted}] {HERE}"
    if INSTALLED.is_file() and INSTALLED.read_text("utf-8") == state:
        return
    print("Installing Raffinate and what it needs; the first time this takes a few minutes ...", flush=True)
    INSTALLED.unlink(missing_ok=True)
    run("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-e", f"{HERE}[{wanted}]", check=True)
    run("-m", "compileall", "-q", "app", "flowsheets", "unitops")  # else the first solve of all compiles them
    INSTALLED.write_text(state, "utf-8")


def extras(testing: bool) -> str:
    """The optional parts to install."""
    return "editor,dev" if testing else "editor"


def interpreter() -> Path:
    """Python of the virtual environment."""
    return HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def shown_first() -> str:
    """The first of the sheets to show that this version ships."""
    return next((name for name in SHOWN_FIRST if (LIBRARY / f"{name}.flow.json").is_file()), SHOWN_FIRST[-1])


def has_display() -> bool:
    """Whether a window can be shown."""
    screens = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return os.name == "nt" or sys.platform == "darwin" or bool(screens)


def run(*arguments: str, check: bool = False, environment: dict[str, str] | None = None) -> int:
    """Run the environment's Python and hand on its exit status."""
    surroundings = {**os.environ, "PYTHONUTF8": "1", **(environment or {})}
    command = [str(interpreter()), *arguments]
    return subprocess.run(command, cwd=HERE, check=check, env=surroundings).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
