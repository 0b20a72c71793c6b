"""A shop of examples/ is prepared once for each content of its lock file."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from environment.attach.line_file import Preparation
from environment.tools.shop_preparation import NotPrepared, prepare_shop

COUNTS = "open('runs', 'a').write('x')"


def runs(folder: Path, *command: str) -> int:
    prepare_shop(Preparation.model_validate({"commands": [list(command)], "lock": "lock"}), folder)
    return len((folder / "runs").read_text("utf-8"))


def test_the_commands_run_by_our_python_and_again_when_the_lock_file_has_changed(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text("1")
    assert [runs(tmp_path, "{python}", "-c", COUNTS) for _ in range(2)] == [1, 1]
    (tmp_path / "lock").write_text("2")
    assert runs(tmp_path, "{python}", "-c", COUNTS) == 2


def test_a_command_that_fails_is_named_and_runs_again_the_next_time(tmp_path: Path) -> None:
    (tmp_path / "lock").touch()
    with pytest.raises(NotPrepared, match=r"-c raise SystemExit\(3\) ended with 3; what it printed is above"):
        runs(tmp_path, sys.executable, "-c", "raise SystemExit(3)")
    with pytest.raises(NotPrepared, match="no-such-program cannot be run: No such file or directory"):
        runs(tmp_path, "no-such-program")
    assert runs(tmp_path, "{python}", "-c", COUNTS) == 1


def test_a_lock_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotPrepared, match=r"\[prepare\] lock names .*lock, which does not exist"):
        runs(tmp_path, "{python}", "-c", COUNTS)
