"""The folder of a run, and how it goes."""

from __future__ import annotations

import os
import signal
import stat
from pathlib import Path

import pytest

from environment.runtime.run_folder import PREFIX, RunFolder, sweep


def test_the_folder_is_gone_after_the_run(tmp_path: Path) -> None:
    with RunFolder(tmp_path) as folder:
        (folder.path / "something").write_text("left behind")
    assert list(tmp_path.iterdir()) == []


def test_others_may_pass_through_and_list_nothing(tmp_path: Path) -> None:
    with RunFolder(tmp_path) as folder:
        assert stat.S_IMODE(folder.path.stat().st_mode) == 0o711


def test_a_folder_that_nobody_holds_is_swept_by_the_next_run(tmp_path: Path) -> None:
    stale = tmp_path / f"{PREFIX}stale"
    (stale / "data").mkdir(parents=True)
    with RunFolder(tmp_path):
        assert not stale.exists()


def test_a_living_run_is_not_swept(tmp_path: Path) -> None:
    with RunFolder(tmp_path) as first, RunFolder(tmp_path) as second:
        assert sweep([tmp_path]) == []
        assert first.path.exists()
        assert second.path.exists()


def test_a_folder_is_kept_while_a_program_that_inherited_the_lock_lives(tmp_path: Path) -> None:
    with RunFolder(tmp_path) as folder:
        inherited = os.dup(folder.fileno())
        os.close(folder._lock)
        folder._lock = os.open("/", os.O_RDONLY)
        assert sweep([tmp_path]) == []
        os.close(inherited)
        assert sweep([tmp_path]) == [folder.path]


def test_folders_of_other_names_are_not_touched(tmp_path: Path) -> None:
    (tmp_path / "somebody-elses").mkdir()
    (tmp_path / f"{PREFIX}link").symlink_to(tmp_path / "somebody-elses")
    assert sweep([tmp_path]) == []
    assert (tmp_path / "somebody-elses").exists()


def test_the_folder_goes_even_when_its_caretaker_was_killed(tmp_path: Path) -> None:
    with RunFolder(tmp_path) as folder:
        os.kill(folder._reaper.pid, signal.SIGKILL)
    assert not folder.path.exists()


def test_closing_twice_is_harmless(tmp_path: Path) -> None:
    with RunFolder(tmp_path) as folder:
        folder.close()
    with pytest.raises(FileNotFoundError):
        folder.path.stat()
