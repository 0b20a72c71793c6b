"""What is done to an attached bookstore is requested over a socket from the process that runs it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from environment.attach.control import ControlClient, ControlFailed, control_server
from environment.attach.remote_replicas import RemoteDatabaseServer, RemoteReplicas
from environment.runtime.run_folder import RunFolder
from environment.stack.target import ControllableTarget
from environment.stack.unsupported import UnsupportedDatabaseServer, UnsupportedReplicas, UnsupportedServices
from steps.vocabulary.capabilities import UnsupportedCapability


class Recorder:
    """Stands for a part, the replicas and the database server: records which methods were called."""

    def __init__(self, calls: list[tuple[Any, ...]]) -> None:
        self._calls = calls

    def __getattr__(self, name: str) -> Any:
        return lambda *given, **named: self._calls.append((name, *given, *([named] if named else [])))

    def running(self) -> list[str]:
        return ["orders"]

    def replace(self, service: str) -> None:
        raise RuntimeError(f"{service} runs once")


@pytest.fixture
def calls() -> list[tuple[Any, ...]]:
    return []


@pytest.fixture
def control(calls: list[tuple[Any, ...]]) -> Iterator[ControlClient]:
    recorder = Recorder(calls)
    target = SimpleNamespace(services={"orders": recorder}, replicas=recorder, database_server=recorder)
    with RunFolder() as folder:  # its path is short enough for a socket
        socket_path = folder.path / "parts.sock"
        with control_server(cast("ControllableTarget", target), socket_path):
            yield ControlClient(socket_path)


def test_a_part_is_killed_and_started_by_the_process_that_runs_it(
    control: ControlClient, calls: list[tuple[Any, ...]]
) -> None:
    control.services()["orders"].kill()
    control.services()["orders"].start()
    assert calls == [("kill",), ("start",)]


def test_every_request_about_replicas_and_the_database_server_is_passed_on(
    control: ControlClient, calls: list[tuple[Any, ...]]
) -> None:
    replicas, database_server = RemoteReplicas(control), RemoteDatabaseServer(control)
    replicas.start("orders", {"LOG_LEVEL": "DEBUG"})
    replicas.share("orders")
    replicas.kill_primary("orders")
    replicas.suspend_primary("orders")
    replicas.suspend_primary("orders", cut_off=False)
    replicas.wake_primary("orders")
    replicas.wait_stopped("orders")
    replicas.remove_all()
    database_server.crash()
    database_server.recover()
    assert calls == [
        ("start", "orders", {"LOG_LEVEL": "DEBUG"}),
        ("share", "orders"),
        ("kill_primary", "orders"),
        ("suspend_primary", "orders", {"cut_off": True}),
        ("suspend_primary", "orders", {"cut_off": False}),
        ("wake_primary", "orders"),
        ("wait_stopped", "orders"),
        ("remove_all",),
        ("crash",),
        ("recover",),
    ]
    assert replicas.running() == ["orders"]


def test_an_error_of_that_process_is_raised_here(control: ControlClient) -> None:
    with pytest.raises(ControlFailed, match="instance: replace orders: RuntimeError: orders runs once"):
        RemoteReplicas(control).replace("orders")


def test_an_unknown_request_is_answered_with_those_that_are_known(control: ControlClient) -> None:
    with pytest.raises(ControlFailed, match="there is no such command; known are names, kill"):
        control.ask("instance: dance")


def test_a_socket_without_a_process_is_named(tmp_path: Path) -> None:
    with pytest.raises(ControlFailed, match=r"gone\.sock does not answer to 'names'"):
        ControlClient(tmp_path / "gone.sock").services()


def test_without_second_instances_there_is_nothing_to_remove() -> None:
    replicas = UnsupportedReplicas("one of each")
    replicas.remove_all()
    assert replicas.running() == []
    with pytest.raises(UnsupportedCapability, match="one of each"):
        replicas.start("orders")
    with pytest.raises(UnsupportedCapability, match="one of each"):
        UnsupportedDatabaseServer("one of each").crash()


def test_without_control_of_the_parts_no_service_is_listed() -> None:
    services = UnsupportedServices("no socket")
    assert [*services] == []
    with pytest.raises(UnsupportedCapability, match="the target does not support parts: no socket"):
        services["orders"]
