"""Reports that can no longer be written in the middle of a run: one sentence, and a failed run."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from environment.reporting import lost_reports
from environment.reporting.lost_reports import ResultFiles, tolerate_lost_junit
from tests.environment.reporting.demo_run import Demo

_FEATURE = """Feature: Full
  Scenario: The first
    When the disk is filled
  Scenario: The second
    When the customer checks out
  Scenario: The third
    When the customer checks out
"""
_STEP = """
from contextlib import suppress

from behave import when


@when("the disk is filled")
def fill_disk(context):
    with open("reports/filler", "wb", buffering=0) as filler, suppress(OSError):
        for size in (65536, 512):
            with suppress(OSError):
                while True:
                    filler.write(b"x" * size)
"""


@pytest.fixture
def folder(demo: Demo) -> Iterator[Path]:
    """A copy of the demo whose reports are on a small disk of their own."""
    made = demo("--dry-run", "--tags=@smoke").folder
    reports = made / "reports"
    reports.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(reports)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    (made / "features/full.feature").write_text(_FEATURE, encoding="utf-8")
    (made / "steps/fill_steps.py").write_text(_STEP, encoding="utf-8")
    yield made
    subprocess.run(["umount", str(reports)], check=True)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_disk_that_fills_up_is_one_sentence_and_a_failed_run(demo: Demo, folder: Path, jobs: str) -> None:
    run = demo("--jobs", jobs, "--format=plain", "features/full.feature", folder=folder)
    assert run.exit_code == 1
    assert "Traceback" not in run.console
    assert run.console.count("cannot be written (No space left on device): the run goes on without") == 1
    assert "3 scenarios passed, 0 failed" in run.console
    files = [path for path in (folder / "reports").rglob("*") if path.is_file()]
    own = "behave.json"  # which the runner of the demo writes
    left = [path for path in files if path.name != own and (not path.stat().st_size or path.suffix == ".tmp")]
    assert left == []


@pytest.fixture
def unmarked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lost_reports, "_mark", bytearray(1))


def _full(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.usefixtures("unmarked")
def test_the_first_lost_file_prints_the_sentence_and_the_next_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    files = ResultFiles(tmp_path)
    monkeypatch.setattr(os, "replace", _full)
    files.report_attached_data("text", "one.txt")
    files.report_attached_data(b"", "two.txt")
    assert lost_reports.are_lost()
    sentence = "cannot be written (No space left on device): the run goes on without reports, and fails"
    assert capfd.readouterr().err == f"\n{tmp_path}/ {sentence}\n"
    assert not (tmp_path / "two.txt.tmp").exists()


@pytest.mark.usefixtures("unmarked")
def test_a_junit_file_that_is_cut_off_is_removed_and_whole_ones_stay(tmp_path: Path) -> None:
    class Reporter:
        """Stands for behave's, on a disk that fills up while it writes."""

        def feature(self, _: object) -> None:
            (tmp_path / "TESTS-new.xml").write_text("<testsuite><testcase")
            _full()

    (tmp_path / "TESTS-old.xml").write_text("<testsuite/>")
    reporter = Reporter()
    tolerate_lost_junit(reporter, tmp_path)
    reporter.feature(None)
    assert [path.name for path in tmp_path.iterdir()] == ["TESTS-old.xml"]


def test_of_several_workers_one_alone_says_what_is_lost() -> None:
    lost_reports.forget()
    workers = list[int]()
    for _ in range(8):
        if (pid := os.fork()) == 0:
            os._exit(lost_reports._is_first())
        workers.append(pid)
    said = sum(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in workers)
    lost_reports.forget()
    assert said == 1
