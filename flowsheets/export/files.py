"""Write a file whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from flowsheets.document.errors import FileError


def write_whole(path: Path, content: bytes) -> None:
    """Write beside the target and put it in its place; raises FileError, and the target is then untouched."""
    target = Path(os.path.realpath(path))
    draft = ""
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
            draft = file.name
            file.write(content)
        os.chmod(draft, _mode(target))
        os.replace(draft, target)
        draft = ""
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileError(
            f"cannot be written: {reason}", path=str(path), remedy="Write it elsewhere, or close it first."
        ) from error
    finally:
        if draft:
            with contextlib.suppress(OSError):
                os.unlink(draft)


def _mode(target: Path) -> int:
    """Rights of the file that is there, or those that the user's umask gives: a temporary file is private."""
    with contextlib.suppress(OSError):
        return target.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


def make_folder(path: Path) -> None:
    """Make a folder and those above it; raises FileError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"is no folder and cannot be made: {error.strerror or error}", path=str(path)) from error
