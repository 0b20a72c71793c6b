"""A run whose console or whose reports cannot be written."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from environment.session.reports_lock import reports_lock
from environment.settings import RunSettingsError
from tests.environment.reporting.demo_run import Demo


def run_with(folder: Path, output: str) -> subprocess.CompletedProcess[str]:
    """A green run of the demo; `output` is the shell's redirection of its standard output."""
    command = f'"{sys.executable}" -m behave --tags=@smoke {output}'
    return subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("output", "why"), [(">&-", "it is closed"), (">/dev/full", "No space left on device")]
)
def test_a_run_without_standard_output_goes_on(demo: Demo, output: str, why: str) -> None:
    folder = demo("--dry-run", "--tags=@smoke").folder
    run = run_with(folder, output)
    assert run.stderr.count(f"standard output cannot be written ({why}): the run goes on without it") == 1
    assert "Traceback" not in run.stderr
    assert run.returncode == 0
    assert list((folder / "reports/allure-results").glob("*-result.json"))


def test_a_run_whose_reader_ends_goes_on(demo: Demo) -> None:
    folder = demo("--dry-run", "--tags=@smoke").folder
    run = run_with(folder, "| true")
    assert "Traceback" not in run.stderr
    assert list((folder / "reports/allure-results").glob("*-result.json"))


def test_reports_that_cannot_be_written_are_one_sentence(demo: Demo) -> None:
    folder = demo("--dry-run", "--tags=@smoke").folder
    shutil.rmtree(folder / "reports")
    (folder / "reports").write_text("in the way")
    run = demo("--tags=@smoke", folder=folder)
    assert run.exit_code == 1
    assert "ConfigError: reports/ cannot be written (File exists): a run keeps its results" in run.console
    assert "Traceback" not in run.console


def test_full_reports_are_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", ["free"])
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(3 * 1024**2))
    with pytest.raises(
        RunSettingsError, match=r"reports/ has 3 MB free, and the results of a run need 20 MB"
    ):
        reports_lock(tmp_path / "reports").__enter__()
