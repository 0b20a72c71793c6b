"""What is done to an attached bookstore is asked of whoever runs it, by a socket."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from environment.attach.instances import RemoteInstances
from environment.attach.parts import PartsFailed, RemoteParts, parts_of
from environment.attach.unsupported import NoInstances
from environment.stack.target import Target
from steps.vocabulary.capabilities import Lacking


class Noting:
    """Stands for everything that may be asked, and notes what was."""

    def __init__(self, done: list[tuple[Any, ...]]) -> None:
        self._done = done

    def __getattr__(self, name: str) -> Any:
        return lambda *given: self._done.append((name, *given))

    def running(self) -> list[str]:
        return ["orders"]

    def replace(self, service: str) -> None:
        raise RuntimeError(f"{service} runs once")


@pytest.fixture
def done() -> list[tuple[Any, ...]]:
    return []


@pytest.fixture
def parts(tmp_path: Path, done: list[tuple[Any, ...]]) -> Iterator[RemoteParts]:
    target = SimpleNamespace(services={"orders": Noting(done)}, instances=Noting(done))
    with parts_of(cast("Target", target), tmp_path / "parts.sock"):
        yield RemoteParts(tmp_path / "parts.sock")


def test_a_part_is_killed_and_started_by_whoever_runs_it(
    parts: RemoteParts, done: list[tuple[Any, ...]]
) -> None:
    parts.services()["orders"].kill()
    parts.services()["orders"].start()
    assert done == [("kill",), ("start",)]


def test_everything_about_instances_and_the_database_is_passed_on(
    parts: RemoteParts, done: list[tuple[Any, ...]]
) -> None:
    instances = RemoteInstances(parts)
    instances.start("orders", {"LOG_LEVEL": "DEBUG"})
    instances.share("orders")
    instances.die_for_good("orders")
    instances.wait_stopped("orders")
    instances.over()
    instances.crash_database()
    instances.recover_database()
    assert done == [
        ("start", "orders", {"LOG_LEVEL": "DEBUG"}),
        ("share", "orders"),
        ("die_for_good", "orders"),
        ("wait_stopped", "orders"),
        ("over",),
        ("crash_database",),
        ("recover_database",),
    ]
    assert instances.running() == ["orders"]


def test_what_fails_there_is_told_here(parts: RemoteParts) -> None:
    with pytest.raises(PartsFailed, match="instance: replace orders: RuntimeError: orders runs once"):
        RemoteInstances(parts).replace("orders")


def test_a_socket_that_knows_nothing_of_instances_says_so(parts: RemoteParts) -> None:
    with pytest.raises(PartsFailed, match="there is no such act; known are names, kill"):
        parts.ask("instance: dance")


def test_where_no_second_instance_can_be_started_nobody_has_to_end_one() -> None:
    instances = NoInstances("one of each")
    instances.over()
    assert instances.running() == []
    with pytest.raises(Lacking, match="one of each"):
        instances.crash_database()
