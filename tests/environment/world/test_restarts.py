"""Services that a scenario has stopped run again for the next scenario, also after errors."""

from __future__ import annotations

import time
from threading import Thread
from types import SimpleNamespace
from typing import cast
from unittest.mock import MagicMock, call

import pytest

from environment.faults.proxy_client import ProxyClient
from environment.hooks import AcceptanceRun
from environment.runtime.processes.failure import StartUpFailed
from environment.runtime.processes.managed_process import ManagedProcess
from environment.stack.controlled_part import ControlledPart
from environment.stack.part_host import PartHost
from environment.stack.stack import Stack
from environment.world.crash_points import Action, _Crash
from steps.vocabulary.fault_spec import CallPattern, FaultSpec

from .one_service import EDGES, Instance, OneService, RecordingProxy


def stopped(stack: OneService) -> ControlledPart:
    part = ControlledPart(cast("ManagedProcess", stack.first), cast("PartHost", stack))
    part.kill()
    return part


def test_a_part_is_called_again_although_its_first_start_failed() -> None:
    stack = OneService(failing=1)
    part = stopped(stack)
    with pytest.raises(StartUpFailed):
        part.start()
    part.start()
    assert stack.down_edges == set()
    assert stack.faults.faults == set()


def test_a_part_can_be_killed_again_after_its_faults_were_healed_with_all_others() -> None:
    stack = OneService(failing=1)
    part = stopped(stack)
    with pytest.raises(StartUpFailed):
        part.start()
    stack.faults.faults.clear()
    part.start()
    part.kill()
    assert len(stack.faults.faults) == len(EDGES)
    part.start()
    assert stack.faults.faults == set()


def test_a_running_part_that_is_still_refused_counts_as_down() -> None:
    stack = OneService(failing=1)
    part = stopped(stack)
    with pytest.raises(StartUpFailed):
        part.start()
    whole = SimpleNamespace(services={"orders": part})
    assert Stack.restart_stopped(cast("Stack", whole)) == ["orders"]
    assert stack.down_edges == set()


def test_a_part_that_is_killed_while_it_starts_answers_first(monkeypatch: pytest.MonkeyPatch) -> None:
    stack, done = OneService(), list[str]()
    part = stopped(stack)

    def kill() -> None:
        part.kill()
        done.append("killed")

    killer = Thread(target=kill)

    def start(instance: Instance) -> None:
        instance.alive = True
        killer.start()
        killer.join(0.05)
        done.append("ready")

    monkeypatch.setattr(stack, "start", start)
    part.start()
    killer.join()
    assert done == ["ready", "killed"]
    assert not stack.first.alive


def failure_of_crash(end: Action, done: list[str]) -> str:
    """The failure of a crash whose fault was healed before the crash ends."""
    fault = FaultSpec("kill", CallPattern("cart -> pricing"), "stop point")
    crash = _Crash(cast("ProxyClient", RecordingProxy()), [fault], end, lambda: done.append("back"), 10.0)
    return crash.finish(time.monotonic() + 5.0)


def test_a_service_that_is_killed_as_the_scenario_ends_is_started_again() -> None:
    done: list[str] = []
    assert not failure_of_crash(lambda: done.append("end"), done)
    assert done == ["end", "back"]


def test_a_service_whose_crash_failed_half_way_is_started_again() -> None:
    def crash() -> None:
        raise RuntimeError("it is down, and the cut failed")

    done: list[str] = []
    assert failure_of_crash(crash, done) == "RuntimeError: it is down, and the cut failed"
    assert done == ["back"]


def test_a_reset_begins_with_healing_everything() -> None:
    run = MagicMock()
    AcceptanceRun.reset(run)
    assert run.mock_calls[0] == call.target.faults.heal_all()
