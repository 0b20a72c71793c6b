"""The folder of a run: where it is made, and how it is removed."""

from __future__ import annotations

import os
import signal
import stat
from pathlib import Path

import pytest

from environment.runtime import run_folder
from environment.runtime.run_folder import PREFIX, NoRunFolder, RunFolder, suitable, sweep


def test_the_folder_is_gone_after_the_run(tmp_path: Path) -> None:
    with RunFolder(tmp_path) as folder:
        (folder.path / "something").write_text("left behind")
    assert list(tmp_path.iterdir()) == []


def test_others_may_pass_through_and_list_nothing(tmp_path: Path) -> None:
    with RunFolder(tmp_path) as folder:
        assert stat.S_IMODE(folder.path.stat().st_mode) == 0o711


def test_an_abandoned_folder_is_swept_by_the_next_run(tmp_path: Path) -> None:
    stale = tmp_path / f"{PREFIX}stale"
    (stale / "data").mkdir(parents=True)
    with RunFolder(tmp_path):
        assert not stale.exists()


def test_a_running_run_is_not_swept(tmp_path: Path) -> None:
    with RunFolder(tmp_path) as first, RunFolder(tmp_path) as second:
        assert sweep([tmp_path]) == []
        assert first.path.exists()
        assert second.path.exists()


def test_a_folder_is_kept_while_a_program_with_the_lock_runs(tmp_path: Path) -> None:
    with RunFolder(tmp_path) as folder:
        inherited = os.dup(folder.fileno())
        os.close(folder._lock)
        folder._lock = os.open("/", os.O_RDONLY)
        assert sweep([tmp_path]) == []
        os.close(inherited)
        assert sweep([tmp_path]) == [folder.path]


def test_folders_of_other_names_are_not_touched(tmp_path: Path) -> None:
    (tmp_path / "another").mkdir()
    (tmp_path / f"{PREFIX}link").symlink_to(tmp_path / "another")
    assert sweep([tmp_path]) == []
    assert (tmp_path / "another").exists()


def test_the_folder_is_removed_even_when_its_reaper_was_killed(tmp_path: Path) -> None:
    with RunFolder(tmp_path) as folder:
        os.kill(folder._reaper.pid, signal.SIGKILL)
    assert not folder.path.exists()


def test_closing_twice_is_harmless(tmp_path: Path) -> None:
    with RunFolder(tmp_path) as folder:
        folder.close()
    with pytest.raises(FileNotFoundError):
        folder.path.stat()


@pytest.fixture
def passable(tmp_path: Path) -> Path:
    """A temporary folder that every account may pass through, as /tmp is."""
    for each in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
        each.chmod(0o711)
    return tmp_path


def test_a_long_temporary_folder_is_not_used_since_unix_sockets_have_short_paths(passable: Path) -> None:
    long = passable / ("x" * 67)
    long.mkdir(mode=0o711)
    assert suitable([long, Path("/tmp")]) == Path("/tmp")
    with pytest.raises(
        NoRunFolder, match=r"x+ has a path of \d+ characters, too long for Unix sockets"
    ) as none:
        suitable([long])
    assert str(none.value).endswith("Name another one in TMPDIR.")


def test_the_longest_path_of_a_run_fits_into_a_socket_address() -> None:
    longest = f"{'x' * run_folder._MAX_PARENT}/{PREFIX}12345678/faults.sock"
    assert len(longest) <= 107


def test_a_full_disk_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_folder, "_DISK_BYTES", 2**60)
    with pytest.raises(NoRunFolder, match=r"^no folder for the files of a run: /tmp has \d+ MB free, not"):
        suitable([Path("/tmp")])


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL under another account")
def test_a_folder_that_is_closed_to_other_accounts_is_not_used(passable: Path) -> None:
    (passable / "t").mkdir(mode=0o700)
    with pytest.raises(NoRunFolder, match=r"closed to the account|too long"):
        suitable([passable / "t"])
