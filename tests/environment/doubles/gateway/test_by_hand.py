"""`python -m environment.doubles.gateway`, from a shell."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from environment.doubles.gateway.authority import TestAuthority


@contextmanager
def _started(temporary: Path, **settings: str) -> Iterator[subprocess.Popen[str]]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("TLS_", "GATEWAY_"))}
    with subprocess.Popen(
        [sys.executable, "-m", "environment.doubles.gateway"],
        env=environ | {"TMPDIR": str(temporary), "LOG_LEVEL": "ERROR", **settings},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _line(process: subprocess.Popen[str], name: str) -> str:
    assert process.stderr is not None
    line = process.stderr.readline()
    assert line.startswith(f"{name}: "), line
    return line.removeprefix(f"{name}: ").strip()


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_no_private_key_outlives_the_start_and_no_folder_the_gateway(
    tmp_path: Path, end: signal.Signals
) -> None:
    with _started(tmp_path) as process:
        authority = Path(_line(process, "authority"))
        _line(process, "gateway")
        assert [path.name for path in authority.parent.iterdir()] == ["ca.pem"]
        process.send_signal(end)
        process.wait(10)
    assert end is signal.SIGKILL or list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("umask", [0, 0o777])
def test_only_the_owner_may_read_a_private_key(tmp_path: Path, umask: int) -> None:
    authority = TestAuthority(tmp_path)
    before = os.umask(umask)
    try:
        key = authority.issue(name="one").key_file
    finally:
        os.umask(before)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert authority.issue(name="one").key_file == key, "a certificate may be issued again"


def test_with_a_given_certificate_no_folder_is_made(tmp_path: Path) -> None:
    issued = TestAuthority(tmp_path).issue()
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    given = {"TLS_CERT_FILE": str(issued.cert_file), "TLS_KEY_FILE": str(issued.key_file)}
    with _started(temporary, **given) as process:
        _line(process, "gateway")
        assert list(temporary.iterdir()) == []


def test_the_keys_of_every_gateway_are_its_own_and_printed(tmp_path: Path) -> None:
    with _started(tmp_path) as one, _started(tmp_path) as other:
        names = (
            "authority",
            "gateway",
            "GATEWAY_SECRET_KEY",
            "GATEWAY_PUBLISHABLE_KEY",
            "GATEWAY_CONTROL_TOKEN",
        )
        printed = [{name: _line(process, name) for name in names} for process in (one, other)]
        assert all(printed[0][name] != printed[1][name] for name in names)
        trust, control = printed[0]["authority"], f"{printed[0]['gateway']}/_sandbox/reset"
        for token, status in (("by-hand", 401), (printed[0]["GATEWAY_CONTROL_TOKEN"], 200)):
            bearer = {"authorization": f"Bearer {token}"}
            assert requests.post(control, headers=bearer, verify=trust, timeout=5).status_code == status
