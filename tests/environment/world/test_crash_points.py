"""Work that goes on by itself waits until the service is killed: otherwise the end depends on the moment."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Timer

import pytest

from environment.world.crash_points import ProxyCrashInjector
from steps.vocabulary.fault_spec import FaultSpec
from steps.vocabulary.faults import parse_calls

HELD = {"at": "before the call leaves"}
EVENT = "the event from orders to notifications"
MAILS = "notifications -> mail"


class HoldingProxy:
    """Holds the first call of every fault, and notes what is healed."""

    def __init__(self, done: list[str]) -> None:
        self.added: list[FaultSpec] = []
        self.done = done

    def add(self, fault: FaultSpec) -> None:
        self.added.append(fault)

    def wait_for(self, name: str, held: int, within: float) -> None:
        """It is held already."""

    def heal(self, name: str) -> None:
        self.done.append(f"healed: {name}")


class KilledPart:
    def __init__(self, done: list[str]) -> None:
        self.kill: Callable[[], object] = lambda: done.append("killed")
        self.start: Callable[[], object] = lambda: done.append("started")


class CrashableShop:
    start_seconds = 10.0

    def __init__(self) -> None:
        self.done: list[str] = []
        self.faults = HoldingProxy(self.done)
        self.replicas = None
        self.services = {name: KilledPart(self.done) for name in ("notifications", "orders", "payments")}


def killed(service: str, call: str, point: str = "after the work") -> CrashableShop:
    shop = CrashableShop()
    injector = ProxyCrashInjector(shop)  # type: ignore[arg-type]
    injector.kill_at(service, parse_calls(call), point)
    assert injector.finish(5.0) == []
    return shop


def test_a_mail_of_the_killed_service_is_held_before_the_call_comes_and_until_the_kill_is_done() -> None:
    shop = killed("notifications", EVENT)
    crash, mails = shop.faults.added
    assert (mails.edge, mails.kind, mails.parameters) == (MAILS, "stop point", HELD)
    assert mails.calls.matching == "^GREETING"
    assert mails.calls.next is None
    assert shop.done[:4] == ["killed", f"healed: {crash.name}", f"healed: {mails.name}", "started"]


def test_a_service_that_is_killed_at_a_command_of_its_own_mail_holds_no_mail() -> None:
    (crash,) = killed("notifications", "the handover from notifications to mail").faults.added
    assert crash.edge == MAILS


def test_mails_of_other_services_are_not_held() -> None:
    assert len(killed("orders", EVENT).faults.added) == 1


@pytest.mark.parametrize(
    ("call", "first"), [("the 1st webhook", 2), ("the webhook", 2), ("the 3rd webhook", 4)]
)
def test_the_webhooks_that_follow_are_held(call: str, first: int) -> None:
    shop = killed("payments", f"{call} from gateway to payments", "before the call leaves")
    crash, webhooks = shop.faults.added
    assert (webhooks.edge, webhooks.parameters) == ("gateway -> payments", HELD)
    assert webhooks.calls.path == crash.calls.path
    assert [webhooks.calls.includes(count) for count in (first - 1, first, first + 7)] == [False, True, True]


def killed_at_commit(service: str, table: str, nth: int = 1) -> CrashableShop:
    shop = CrashableShop()
    injector = ProxyCrashInjector(shop)  # type: ignore[arg-type]
    injector.kill_at_commit(service, table, nth, "after")
    assert injector.finish(5.0) == []
    return shop


def test_a_service_that_is_killed_at_the_commit_of_a_request_holds_its_mails() -> None:
    crash, mails = killed_at_commit("notifications", "events").faults.added
    assert (crash.edge, crash.kind) == ("notifications -> postgres", "commit held")
    assert mails.edge == MAILS


def test_a_service_that_is_killed_at_a_commit_about_its_own_mail_holds_no_mail() -> None:
    (crash,) = killed_at_commit("notifications", "handovers").faults.added
    assert crash.parameters["at"] == "after"


def test_the_webhooks_after_the_first_wait_for_the_kill_at_its_commit() -> None:
    _, webhooks = killed_at_commit("payments", "events", 1).faults.added
    assert webhooks.edge == "gateway -> payments"
    assert [webhooks.calls.includes(count) for count in (1, 2, 9)] == [False, True, True]


@pytest.mark.parametrize(("table", "nth"), [("events", 2), ("payments", 1)])
def test_webhooks_are_not_held_for_a_commit_that_is_not_surely_of_the_first(table: str, nth: int) -> None:
    assert len(killed_at_commit("payments", table, nth).faults.added) == 1


def test_who_looks_at_the_shop_waits_for_what_was_killed() -> None:
    shop, ended, may_start = CrashableShop(), Event(), Event()
    part = shop.services["orders"]
    part.kill, part.start = ended.set, lambda: may_start.wait(5.0)
    injector = ProxyCrashInjector(shop)  # type: ignore[arg-type]
    injector.wait_for_restarts()  # nothing was
    injector.kill_at("orders", parse_calls(EVENT), "after the work")
    assert ended.wait(5.0)
    Timer(0.1, may_start.set).start()
    injector.wait_for_restarts()
    assert may_start.is_set()
    assert injector.finish(5.0) == []
