"""A control socket is open to its own account alone, from its first moment, and under any umask."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from environment.faults.launch import launched
from environment.faults.private_socket import UnusableSocketPath, listening_privately


@contextmanager
def umask(value: int) -> Iterator[None]:
    before = os.umask(value)
    try:
        yield
    finally:
        os.umask(before)


@pytest.mark.parametrize("value", [0, 0o022, 0o777])
def test_only_the_owner_may_connect_whatever_the_umask(short_folder: Path, value: int) -> None:
    with umask(value), listening_privately(short_folder / "control"):
        assert stat.S_IMODE((short_folder / "control").stat().st_mode) == 0o600


def test_the_socket_is_closed_to_others_before_its_mode_can_be_changed(
    short_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "chmod", lambda *_: None)
    with umask(0), listening_privately(short_folder / "control"):
        assert stat.S_IMODE((short_folder / "control").stat().st_mode) == 0o600


def test_a_socket_that_an_ended_process_has_left_is_replaced(short_folder: Path) -> None:
    listening_privately(short_folder / "control").close()
    with listening_privately(short_folder / "control"), socket.socket(socket.AF_UNIX) as caller:
        caller.connect(str(short_folder / "control"))


def test_another_file_in_the_way_is_kept_and_named(short_folder: Path) -> None:
    (short_folder / "control").write_text("of the user")
    with pytest.raises(
        UnusableSocketPath, match=r"no Unix socket can be made at .*/control: Address already in use"
    ):
        listening_privately(short_folder / "control")
    assert (short_folder / "control").read_text() == "of the user"


def test_a_path_that_is_too_long_is_one_sentence(tmp_path: Path) -> None:
    long = tmp_path / ("x" * 107)
    with pytest.raises(
        UnusableSocketPath, match=r"has \d+ bytes, and the path of a Unix socket at most 10\d"
    ):
        listening_privately(long)


def test_a_proxy_starts_under_a_temporary_folder_with_a_long_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = tmp_path / ("x" * 90)
    long.mkdir()
    monkeypatch.setenv("TMPDIR", str(long))
    monkeypatch.setattr("tempfile.tempdir", None)
    with launched() as proxy:
        assert proxy.last() == 0
        mode = stat.S_IMODE(proxy.control.stat().st_mode)
    assert mode == 0o600
