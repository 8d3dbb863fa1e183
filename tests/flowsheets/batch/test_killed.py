"""A batch that is killed loses nothing and repeats nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are killed otherwise there")


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "app.cli.main", "batch", "kcl_crystallisation", *map(str, arguments), "-q"]


def listen_to_interrupts() -> None:
    """A shell that runs the tests in the background has told its children to ignore them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def lines(folder: Path) -> int:
    journal = folder / "journal.jsonl"
    return journal.read_bytes().count(b"\n") if journal.exists() else 0


def test_killed_three_times_and_resumed(case_file, tmp_path):
    cases, folder = case_file(1500), tmp_path / "killed"
    for attempt in range(3):
        more = ["--resume"] if attempt else []
        before = lines(folder)
        workers = 2 if attempt == 1 else 1
        process = subprocess.Popen(
            command(cases, "--out", folder, "--format", "csv", "--workers", workers, *more), cwd=ROOT
        )
        while lines(folder) < before + 2 and process.poll() is None:
            time.sleep(0.001)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        assert lines(folder) >= before + 2
    subprocess.run(command(cases, "--out", folder, "--format", "csv", "--resume"), cwd=ROOT, check=True)
    subprocess.run(command(cases, "--out", tmp_path / "whole", "--format", "csv"), cwd=ROOT, check=True)
    assert (folder / "results.csv").read_bytes() == (tmp_path / "whole/results.csv").read_bytes()
    assert (folder / "results.csv").read_bytes().count(b"\n") == 1501


def test_interrupted_it_says_how_to_go_on(case_file, tmp_path):
    cases, folder = case_file(3000), tmp_path / "stopped"
    process = subprocess.Popen(
        command(cases, "--out", folder), cwd=ROOT, stderr=subprocess.PIPE, text=True, preexec_fn=listen_to_interrupts
    )
    while lines(folder) < 1 and process.poll() is None:
        time.sleep(0.001)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate()
    assert process.returncode == 130
    assert told.strip() == f"raffinate: stopped; what was solved is kept in {folder}: go on with --resume"
