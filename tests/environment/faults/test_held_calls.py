"""Races and crashes at a named point, without luck."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpcore
import pytest

from environment.faults.edges import Edge
from environment.faults.errors import FaultWaitTimeout
from environment.faults.proxy_client import InjectedFault, ProxyClient
from environment.topology import Protocol
from tests.environment.faults.callees import PAYMENTS, Add, Caller, HttpCallee, http_callee

STOCK = "checkout -> inventory"

# A caller that pays, then reserves: what it still does after a stop is what the test looks at.
CHECKOUT = """
import sys, http.client
payments, stock = (http.client.HTTPConnection("127.0.0.1", int(port)) for port in sys.argv[1:])
stock.request("GET", "/warm-up"); stock.getresponse().read()
sys.stdin.readline()
payments.request("PUT", "/payments/1", b"{}"); payments.getresponse().read()
stock.request("PUT", "/reservations/1", b"{}"); stock.getresponse().read()
print("done", flush=True)
"""


@pytest.fixture(scope="module")
def _stock(_running_proxy: ProxyClient) -> Iterator[HttpCallee]:
    with http_callee() as callee:
        _running_proxy.start([Edge(STOCK, Protocol.HTTP, callee.port)])
        yield callee


@pytest.fixture
def stock(_stock: HttpCallee, proxy: ProxyClient) -> HttpCallee:
    _stock.seen.clear()
    return _stock


@contextmanager
def running_checkout(proxy: ProxyClient) -> Iterator[subprocess.Popen[str]]:
    ports = [str(proxy.ports[PAYMENTS]), str(proxy.ports[STOCK])]
    process = subprocess.Popen(
        [sys.executable, "-S", "-c", CHECKOUT, *ports],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process:
        yield process
        if process.poll() is None:
            process.kill()


def begin(process: subprocess.Popen[str], fault: InjectedFault) -> None:
    """Let it pay, and see it stop."""
    assert process.stdin
    process.stdin.write("go\n")
    process.stdin.flush()
    fault.wait_for(held=1)


@pytest.mark.parametrize(
    ("at", "paid"), [("before the call leaves", 0), ("after the work", 1), ("after the answer", 1)]
)
def test_a_caller_killed_at_a_point_does_nothing_beyond_it(  # noqa: PLR0917 - parameters of the table and fixtures
    at: str, paid: int, payments: HttpCallee, stock: HttpCallee, proxy: ProxyClient, add: Add
) -> None:
    with running_checkout(proxy) as process:
        stock.wait_for(1)
        fault = add("stop point", parameters={"at": at}, next=1)
        begin(process, fault)
        assert len(payments.seen) == paid
        process.kill()
        process.wait()
        fault.heal()
        with pytest.raises(FaultWaitTimeout):
            proxy.add(fault.spec).wait_for(fired=1, within=0.05)
        assert (len(payments.seen), stock.seen) == (paid, ["GET /warm-up"])


@pytest.mark.parametrize("at", ["before the call leaves", "after the work", "after the answer"])
def test_a_caller_that_is_released_goes_on_as_if_nothing_had_been(
    at: str, payments: HttpCallee, stock: HttpCallee, proxy: ProxyClient, add: Add
) -> None:
    with running_checkout(proxy) as process:
        stock.wait_for(1)
        fault = add("stop point", parameters={"at": at}, next=1)
        begin(process, fault)
        fault.release()
        assert process.stdout
        assert process.stdout.readline() == "done\n"
    assert (payments.seen, stock.seen) == (["PUT /payments/1"], ["GET /warm-up", "PUT /reservations/1"])


def test_calls_at_a_barrier_leave_together_when_enough_have_come(
    payments: HttpCallee, proxy: ProxyClient, add: Add
) -> None:
    fault = add("barrier", parameters={"calls": 3})
    url = f"http://127.0.0.1:{proxy.ports[PAYMENTS]}"
    callers = [Caller(url) for _ in range(3)]
    answers: list[int] = []
    threads = [threading.Thread(target=lambda c=c: answers.append(c.call().status)) for c in callers]
    for thread in threads[:2]:
        thread.start()
    fault.wait_for(held=2)
    assert payments.seen == []
    threads[2].start()
    for thread in threads:
        thread.join()
    assert answers == [200, 200, 200]
    assert callers[0].call().status == 200  # the barrier stays open
    for caller in callers:
        caller.close()


def test_two_answers_can_come_in_either_order(payments: HttpCallee, proxy: ProxyClient, add: Add) -> None:
    fault = add("barrier", parameters={"after_work": True})
    caller = Caller(f"http://127.0.0.1:{proxy.ports[PAYMENTS]}")
    order: list[str] = []

    def call(path: str) -> None:
        caller.call("PUT", path, headers={"baggage": f"scenario={path[1:]}"})
        order.append(path)

    first, second = (threading.Thread(target=call, args=(path,)) for path in ("/first", "/second"))
    first.start()
    fault.wait_for(held=1)
    second.start()
    held = fault.wait_for(held=2)
    assert [(each.summary, each.correlation) for each in held] == [
        ("PUT /first", "first"),
        ("PUT /second", "second"),
    ]
    fault.release(1)
    second.join()
    fault.release(0)
    first.join()
    caller.close()
    assert order == ["/second", "/first"]


def test_a_wait_that_is_in_vain_says_what_passed(checkout: Caller, add: Add) -> None:
    fault = add("barrier", method="DELETE")
    checkout.call()
    with pytest.raises(FaultWaitTimeout, match=r"held 0 of 2 calls .* PUT /payments/1 -> 200"):
        fault.wait_for(held=2, within=0.02)


def test_a_call_held_at_a_barrier_arrives_after_its_caller_gave_up(
    checkout: Caller, payments: HttpCallee, add: Add
) -> None:
    fault = add("barrier")
    with pytest.raises(httpcore.ReadTimeout):
        checkout.call(body={"late": True}, timeout=0.3)
    assert payments.seen == []
    fault.release()
    payments.wait_for(1)
    assert json.loads(payments.bodies[0]) == {"late": True}


def test_healing_waits_for_a_late_call_to_do_its_work(
    checkout: Caller, payments: HttpCallee, proxy: ProxyClient, add: Add
) -> None:
    payments.seconds = 0.2
    add("barrier")
    with pytest.raises(httpcore.ReadTimeout):
        checkout.call(timeout=0.3)
    assert proxy.heal_all() == []
    assert payments.seen == ["PUT /payments/1"]
    assert proxy.exchanges()[-1].ended is not None


def test_a_call_that_does_not_end_after_healing_is_told(
    checkout: Caller, payments: HttpCallee, proxy: ProxyClient, add: Add
) -> None:
    payments.seconds = 0.3
    add("barrier")
    with pytest.raises(httpcore.ReadTimeout):
        checkout.call(timeout=0.1)
    assert [str(each) for each in proxy.heal_all(ends_within=0.05)] == [
        "Fault 'it' (barrier) on 'checkout -> payments' was healed, "
        "and PUT /payments/1 has not come to an end: what it does is not audited."
    ]
    assert proxy.heal_all() == []
    payments.wait_for(1)
