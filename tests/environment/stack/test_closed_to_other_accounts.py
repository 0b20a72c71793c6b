"""What a started stack keeps in its run folder is closed to other accounts, whatever the umask."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import requests

from environment.attach.control import control_server
from environment.attach.target_writer import CONTROL_SOCKET, target_file
from environment.doubles.gateway.control import GatewayControl
from environment.stack.stack import Stack
from tests.environment.doubles.gateway.account import SandboxAccount

_PASSED_THROUGH = 2  # folders, mode 0711: the run folder and PostgreSQL's, whose account passes to its data


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    before = os.umask(0)
    try:
        with (
            Stack() as started,
            control_server(started, started.folder.path / CONTROL_SOCKET),
            target_file(started, started.folder.path / "target.toml"),
        ):
            yield started
    finally:
        os.umask(before)


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def _everything(folder: Path) -> Iterator[Path]:
    yield folder
    yield from folder.rglob("*")


def _within_reach(folder: Path) -> Iterator[Path]:
    """What another account comes to, from the outside in: a folder of mode 0700 ends its way."""
    yield folder
    if folder.is_dir() and _mode(folder) & 0o011:
        for each in folder.iterdir():
            yield from _within_reach(each)


def test_every_socket_is_closed_to_others(stack: Stack) -> None:
    sockets = {each.name: oct(_mode(each)) for each in _everything(stack.folder.path) if each.is_socket()}
    assert sockets == {"faults.sock": "0o600", CONTROL_SOCKET: "0o600"}


def test_another_account_passes_through_two_folders_and_can_open_nothing(stack: Stack) -> None:
    found = list(_within_reach(stack.folder.path))
    open_to_others = {str(each): oct(_mode(each)) for each in found if _mode(each) & 0o077}
    assert list(open_to_others.values()) == ["0o711"] * _PASSED_THROUGH, open_to_others
    assert len(found) > 6, "the folder of a started stack has sockets, keys, logs and data"


def test_no_private_key_has_another_reader_wherever_it_is(stack: Stack) -> None:
    secrets = set(stack.all_secrets().values())
    holding = [
        each
        for each in _everything(stack.folder.path)
        if each.is_file() and "/data/" not in str(each) and _holds_secret(each, secrets)
    ]
    assert {each.name for each in holding} >= {"server.key", "identity.pem", "target.toml"}, holding
    assert {oct(_mode(each)) for each in holding} == {"0o600"}, holding


def _holds_secret(path: Path, secrets: set[str]) -> bool:
    text = path.read_text(errors="replace")
    return "PRIVATE KEY" in text or any(secret in text for secret in secrets)


def _steering_routes(stack: Stack) -> list[tuple[str, str]]:
    """What the sandbox and the inbox offer that a shop's own gateway and mail server do not."""
    account = SandboxAccount()
    control = GatewayControl(account.gateway, account.deliveries, account.behaviors, None)
    sandbox = [
        (method, f"{stack.url('gateway')}/_sandbox/{path.replace('*', 'x')}")
        for method, path in control._actions
    ]
    inbox = [
        ("GET", ""),
        ("GET", "inbox"),
        ("DELETE", "inbox"),
        ("GET", "inbox/1/raw"),
        ("GET", "inbox/1/page"),
    ]
    return [*sandbox, *((method, f"{stack.url('mail')}/{path}") for method, path in inbox)]


def test_no_port_can_be_steered_without_a_secret_of_the_run(stack: Stack) -> None:
    trust = str(stack.gateway_authority)
    asked = {
        f"{method} {url}": requests.request(method, url, verify=trust, timeout=5).status_code
        for method, url in _steering_routes(stack)
    }
    assert len(asked) > 20
    assert set(asked.values()) == {401}, asked


def test_the_database_asks_for_a_password(stack: Stack) -> None:
    with pytest.raises(psycopg.OperationalError, match="no password supplied"):
        psycopg.connect(host=stack.postgres.host, port=stack.postgres.port, user="postgres", dbname="orders")
