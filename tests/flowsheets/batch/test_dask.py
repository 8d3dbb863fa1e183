"""A batch on a Dask cluster gives the bytes that a batch here gives."""

from __future__ import annotations

import pytest

import flowsheets as fs
from unitops.errors import InputError

distributed = pytest.importorskip("distributed")


def test_a_cluster_gives_the_same_bytes(salt, case_file, tmp_path, monkeypatch):
    cases = case_file(300)
    fs.batch.run(salt, cases, out=tmp_path / "here", kind="csv")
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None, "silence_logs": 50}
    with distributed.LocalCluster(**options) as cluster:
        fs.batch.run(salt, cases, out=tmp_path / "there", kind="csv", dask=cluster.scheduler_address)
    assert (tmp_path / "there/results.csv").read_bytes() == (tmp_path / "here/results.csv").read_bytes()


def test_a_scheduler_that_does_not_answer_is_told(salt, monkeypatch):
    monkeypatch.setattr("flowsheets.batch.runners.PATIENCE", 1)
    with pytest.raises(InputError, match="no Dask scheduler answers"):
        fs.batch.run(salt, {"FD-1.rate": [1]}, dask="tcp://127.0.0.1:9")
