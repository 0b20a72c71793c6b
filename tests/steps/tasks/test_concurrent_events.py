"""A planned event happens in the middle of the next checkout, and in no later one."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from steps.tasks import concurrent_events
from steps.tasks.concurrent_events import check_out_with_events, plan_event_during_request


class Gateway:
    """A sandbox that holds one request, and notes what happened in which order."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def hold(self, request: str) -> None:
        self.seen.append(f"hold {request}")

    def held(self) -> int:
        return 1

    def release(self) -> None:
        self.seen.append("release")


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Any:
    gateway = Gateway()
    monkeypatch.setattr(concurrent_events, "check_out", lambda *_: gateway.seen.append("check out"))
    return SimpleNamespace(shop=SimpleNamespace(sandbox=gateway), concurrent_events=[])


def test_a_checkout_without_a_plan_is_only_a_checkout(world: Any) -> None:
    check_out_with_events(world, SimpleNamespace())  # type: ignore[arg-type]
    assert world.shop.sandbox.seen == ["check out"]


def test_an_event_happens_while_its_request_is_held(world: Any) -> None:
    gateway = world.shop.sandbox
    plan_event_during_request(world, "POST /v1/refunds", lambda: gateway.seen.append("event"))
    check_out_with_events(world, SimpleNamespace())  # type: ignore[arg-type]
    assert gateway.seen[0] == "hold POST /v1/refunds"
    assert set(gateway.seen[1:-1]) == {"check out", "event"}
    assert gateway.seen[-1] == "release"


def test_an_event_happens_once(world: Any) -> None:
    gateway = world.shop.sandbox
    plan_event_during_request(world, "POST /v1/refunds", lambda: gateway.seen.append("event"))
    for _ in range(2):
        check_out_with_events(world, SimpleNamespace())  # type: ignore[arg-type]
    assert gateway.seen.count("event") == 1


def test_the_request_is_released_when_the_event_fails(world: Any) -> None:
    def fail() -> None:
        raise ValueError("no price")

    plan_event_during_request(world, "POST /v1/refunds", fail)
    with pytest.raises(ValueError, match="no price"):
        check_out_with_events(world, SimpleNamespace())  # type: ignore[arg-type]
    assert world.shop.sandbox.seen[-1] == "release"
