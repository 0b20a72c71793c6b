"""How many stacks a machine or a container has cores and memory for."""

from __future__ import annotations

import os

import pytest

from environment.session.workers import capacity
from environment.session.workers.capacity import (
    available_megabytes,
    cores_of_quota,
    stacks_at_once,
    stacks_in,
)

_MEMINFO = "MemTotal:       24613376 kB\nMemFree:        11500000 kB\nMemAvailable:   8388608 kB\n"


@pytest.mark.parametrize(
    ("text", "cores"), [("200000 100000\n", 2), ("50000 100000\n", 1), ("max 100000\n", None), ("", None)]
)
def test_a_container_has_the_cores_of_its_quota(text: str, cores: int | None) -> None:
    assert cores_of_quota(text) == cores


def test_free_memory_is_the_machines_or_the_rest_of_a_containers_limit() -> None:
    gigabyte = 1024**3
    assert available_megabytes(_MEMINFO) == 8192
    assert available_megabytes(_MEMINFO, "max\n", f"{gigabyte}\n") == 8192
    assert available_megabytes(_MEMINFO, f"{4 * gigabyte}\n", f"{gigabyte}\n") == 3072
    assert available_megabytes("") is None


def test_memory_for_two_stacks_is_two_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capacity, "cores_of_quota", lambda text: 64)
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: range(64), raising=False)
    monkeypatch.setattr(capacity, "_free_megabytes", lambda: 1700)
    assert stacks_at_once() == 2
    monkeypatch.setattr(capacity, "_free_megabytes", lambda: 100)
    assert stacks_at_once() == 1


def test_unknown_memory_is_no_limit() -> None:
    assert stacks_in(None) is None
