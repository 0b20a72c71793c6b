"""A fault acts on the calls of its pattern, and on no other."""

from __future__ import annotations

from threading import Timer
from time import monotonic
from typing import Any

import pytest

from environment.faults.errors import InvalidFault
from environment.faults.proxy_client import FaultNotTriggered, ProxyClient
from tests.environment.faults.callees import MAIL, PAYMENTS, Add, Caller, HttpCallee, Mailbox, spec

DOWN = {"code": 503}
SCENARIO = {"baggage": "tenant=1,scenario=s-7,x=y"}
TRACE = "0af7651916cd43dd8448eb211c80319c"


@pytest.mark.parametrize(
    ("given", "statuses"),
    [
        ({}, [503, 503, 503, 503]),
        ({"nth": 2}, [200, 503, 200, 200]),
        ({"next": 2}, [503, 503, 200, 200]),
        ({"nth": 2, "next": 2}, [200, 503, 503, 200]),
    ],
)
def test_calls_are_counted(given: dict[str, int], statuses: list[int], checkout: Caller, add: Add) -> None:
    add("status", parameters=DOWN, **given)
    assert [checkout.call().status for _ in statuses] == statuses


def test_only_the_method_and_path_that_are_named(checkout: Caller, add: Add) -> None:
    add("status", parameters=DOWN, method="PUT", path="^/payments/", nth=2)
    calls = [("PUT", "/payments/1"), ("GET", "/payments/1"), ("PUT", "/other"), ("PUT", "/payments/2")]
    assert [checkout.call(*call).status for call in calls] == [200, 200, 200, 503]


def test_only_what_matches_in_method_and_path_together(checkout: Caller, add: Add) -> None:
    add("status", parameters=DOWN, matching="^get /payments")
    assert [checkout.call(method).status for method in ("PUT", "GET")] == [200, 503]


@pytest.mark.parametrize(
    ("correlation", "headers"),
    [("s-7", SCENARIO), (TRACE, {"traceparent": f"00-{TRACE}-b7ad6b7169203331-01"})],
)
def test_only_the_scenario_that_is_named(
    correlation: str, headers: dict[str, str], checkout: Caller, add: Add
) -> None:
    add("status", parameters=DOWN, correlation=correlation)
    assert checkout.call().status == 200
    assert checkout.call(headers=headers).status == 503


def test_a_fault_ends_by_itself_and_the_first_of_two_acts(
    checkout: Caller, add: Add, proxy: ProxyClient
) -> None:
    short = add("no answer", seconds=0.5)
    add("status", name="second", parameters=DOWN)
    with pytest.raises(Exception, match="without sending a response"):
        checkout.call()
    assert checkout.call().status == 503
    assert (short.fired, proxy.fired("second")) == (1, 1)


def test_a_fault_that_never_fired_is_told_with_the_calls_that_passed(
    checkout: Caller, add: Add, proxy: ProxyClient
) -> None:
    checkout.call("GET", "/before")
    add("status", parameters=DOWN, method="DELETE")
    add("reset before", name="other", nth=1)
    with pytest.raises(Exception, match="104"):
        checkout.call("GET", "/carts/1?token=abc")
    checkout.call("PUT")
    not_triggered = proxy.heal_all()
    assert [each.fault.name for each in not_triggered] == ["it"]
    assert isinstance(not_triggered[0], FaultNotTriggered)
    assert not_triggered[0].passed == (
        "GET /carts/1?token=*** -> reset before the call left",
        "PUT /payments/1 -> 200",
    )
    assert str(not_triggered[0]).startswith(
        "Fault 'it' (status) on 'checkout -> payments' never fired. Calls that"
    )


def test_a_fault_is_waited_for_before_it_is_said_to_have_never_fired(
    checkout: Caller, add: Add, proxy: ProxyClient
) -> None:
    add("status", parameters=DOWN)
    late = Timer(0.2, checkout.call)
    late.start()
    began = monotonic()
    assert proxy.heal_all(within=5) == []
    assert 0.1 < monotonic() - began < 3
    late.join()


def test_an_edge_fault_without_an_attempt_never_fired(checkout: Caller, add: Add, proxy: ProxyClient) -> None:
    add("connect timeout")
    assert [each.fault.kind for each in proxy.heal_all()] == ["connect timeout"]


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"edge": "cart -> payments"}, "no edge 'cart -> payments'. Known: .*checkout -> payments"),
    ({"kind": "explode"}, "no fault kind for http 'explode'. Known: answer delayed, answer lost, barrier"),
    ({"kind": "commit lost"}, "no fault kind for http 'commit lost'"),
    ({"parameters": {"cod": 503}}, "no parameter cod. Known: code .a whole number.; body .any JSON value"),
    ({"parameters": {}}, "no value for code"),
    ({"parameters": {"code": "503"}}, "a wrong value for code"),
    ({"parameters": {"code": True}}, "a wrong value for code"),
    ({"parameters": {"code": 199}}, "200 to 599, not 199"),
    ({"kind": "answer lost", "parameters": {"how": "eaten"}}, "one of 'closed', 'reset', 'silence'"),
    ({"kind": "refused", "parameters": {}, "method": "PUT"}, "cannot be narrowed by method"),
    ({"kind": "no answer", "parameters": {}, "nth": 0}, "nth must be above 0"),
    ({"kind": "no answer", "parameters": {}, "path": "("}, "no regular expression"),
]


@pytest.mark.parametrize(("given", "sentence"), REFUSED)
def test_an_invalid_fault_is_refused_with_a_list_of_what_exists(
    given: dict[str, Any], sentence: str, checkout: Caller, proxy: ProxyClient
) -> None:
    asked: dict[str, Any] = {"name": "it", "edge": PAYMENTS, "kind": "status", "parameters": DOWN, **given}
    with pytest.raises(ValueError, match=sentence):
        proxy.add(spec(**asked))
    assert checkout.call().status == 200


def test_names_exist_and_are_unique(checkout: Caller, add: Add, proxy: ProxyClient, mailbox: Mailbox) -> None:
    add("no answer")
    with pytest.raises(InvalidFault, match="already is a fault 'it'"):
        add("no answer")
    with pytest.raises(InvalidFault, match=r"no fault 'that'\. Known: it"):
        proxy.heal("that")
    with pytest.raises(InvalidFault, match="holds 0 calls; there is no call 3"):
        proxy.release("it", 3)
    with pytest.raises(InvalidFault, match="smtp knows no path"):
        proxy.add(spec("m", MAIL, "greylisted", path="/"))
    with pytest.raises(InvalidFault, match="A mail takes several commands, and 'slow after' applies to any"):
        proxy.add(spec("m", MAIL, "slow after", next=1, parameters={"seconds": 0.1}))
    add("refused", name="down")
    with pytest.raises(InvalidFault, match="'down' already holds the whole edge"):
        add("connect timeout", name="gone")


def test_every_kind_is_described(proxy: ProxyClient) -> None:
    for kind in proxy.kinds():
        assert kind["what"], kind
        assert kind["protocols"], kind


def test_a_fault_that_does_not_fit_the_answer_breaks_loudly(
    checkout: Caller, payments: HttpCallee, add: Add, proxy: ProxyClient
) -> None:
    add("missing field", parameters={"field": "lines.1.sku"})
    with pytest.raises(Exception, match="104"):
        checkout.call()
    (failure,) = proxy.failures()
    assert "no field 'lines.1.sku'" in failure
