"""Who may call what: the table has every operation, and the expected answers follow from the topology."""

from __future__ import annotations

from collections import Counter
from itertools import chain

import pytest

from environment.topology import topology
from steps.tasks.permissions.callers import callers
from steps.tasks.permissions.requests import REQUESTS, operation_of_name, operations
from steps.tasks.permissions.rules import Caller, GuardedOperation, Role, SpokenFor, rows_of
from steps.tasks.permissions.survey import STORED, arrow_of, demand_listed_answers, demand_no_change
from steps.vocabulary.wrong_on_arrow import WrongOnArrow
from steps.world.answer_table import Answer, AnswerTable
from tests.owed_entries import Place, hold_complete

TABLE = {(each.callee, each.label, each.words[0]): each for each in operations(topology())}
CALLERS = {caller.name: caller for caller in chain.from_iterable(callers(topology().services).values())}


@pytest.mark.owed
def test_each_row_of_the_topology_has_exactly_one_request() -> None:
    asked = Counter(
        (callee, method, path, word)
        for callee, method, path, word, _ in set(rows_of(topology()))
        for request in REQUESTS
        if (request.callee, request.method, request.path) == (callee, method, path)
        and (not request.words or word in request.words)
    )
    rows = {(callee, method, path, word) for callee, method, path, word, _ in rows_of(topology())}
    hold_complete(
        {f"{callee}: {word} ({method} {path})" for callee, method, path, word in rows - asked.keys()},
        Place("steps/tasks/permissions/requests.py", "def _of_buyers"),
        "yield a Request with a valid body for it, by which is tried who may call it",
    )
    assert [operation.name for operation in TABLE.values() if not operation.callers] == []


def test_each_service_is_a_caller_for_itself_and_for_others() -> None:
    services = [caller.service for caller in CALLERS.values() if caller.role is Role.SERVICE]
    assert Counter(services) == dict.fromkeys(topology().services, len(SpokenFor))


@pytest.mark.parametrize(
    ("operation", "caller", "answer"),
    [
        (("cart", "GET /carts/{cart_id}", "look"), "customer who owns it", "allowed"),
        (("cart", "GET /carts/{cart_id}", "look"), "other guest", "404 cart-not-found"),
        (("cart", "GET /carts/{cart_id}", "look"), "staff", "404 cart-not-found"),
        (("cart", "GET /carts/{cart_id}", "look"), "checkout for the customer", "allowed"),
        (("cart", "GET /carts/{cart_id}", "look"), "checkout for itself", "403 not-allowed"),
        (("cart", "GET /carts/{cart_id}", "look"), "orders for the guest", "403 not-allowed"),
        (("cart", "POST /carts", "opening"), "no credentials", "allowed"),
        (("cart", "POST /carts", "opening"), "has expired", "401 not-authenticated"),
        (("cart", "POST /carts/{cart_id}/claim", "claim"), "guest who owns it", "403 not-allowed"),
        (("cart", "POST /carts/{cart_id}/claim", "claim"), "other customer", "allowed"),
        (("orders", "GET /orders", "list"), "other customer", "allowed"),
        (("orders", "POST /orders/{order_number}/refunds", "refund"), "staff", "allowed"),
        (
            ("orders", "POST /orders/{order_number}/refunds", "refund"),
            "customer who owns it",
            "403 not-allowed",
        ),
        (("pricing", "PUT /quotes/{quote_id}", "binding quote"), "cart for itself", "403 not-allowed"),
        (("pricing", "PUT /quotes/{quote_id}", "quote"), "cart for itself", "allowed"),
        (("payments", "POST /webhooks/stripe", "webhook"), "payment gateway", "allowed"),
        (("payments", "POST /webhooks/stripe", "webhook"), "was forged", "401 signature-not-valid"),
        (("payments", "POST /webhooks/stripe", "webhook"), "staff", "401 signature-not-valid"),
    ],
)
def test_the_expected_answer_follows_from_the_topology_and_the_owner(
    operation: tuple[str, str, str], caller: str, answer: str
) -> None:
    assert TABLE[operation].expected(CALLERS[caller]) == answer


def test_an_operation_that_the_topology_does_not_have_is_allowed_to_no_caller() -> None:
    unknown = GuardedOperation("cart", "GET", "/carts", ("list",), frozenset())
    for caller in CALLERS.values():
        assert unknown.expected(caller) in ("401 not-authenticated", "403 not-allowed"), caller


def test_an_operation_is_found_by_its_name_and_an_unknown_name_is_refused() -> None:
    found, request = operation_of_name("cart: look (GET /carts/{cart_id})")
    assert (found.callee, found.label) == (request.callee, "GET /carts/{cart_id}")
    with pytest.raises(ValueError, match="there is no operation with a request 'cart: sale'"):
        operation_of_name("cart: sale")


def test_a_failure_names_the_operation_and_every_caller_in_one_sentence() -> None:
    row = "orders: refund (POST /orders/{order_number}/refunds)"
    table = AnswerTable("Who may call what", [row], ["cart for itself", "payments for itself", "staff"])
    table.answers += [
        Answer(row, "cart for itself", "403 not-allowed", "allowed", "staff -> orders", is_usual=False),
        Answer(row, "payments for itself", "403 not-allowed", "allowed", "payments -> orders"),
        Answer(row, "staff", "allowed", "allowed"),
    ]
    with pytest.raises(WrongOnArrow) as raised:
        demand_listed_answers(table)
    assert str(raised.value) == (
        "these answers are not the expected ones:\n"
        "orders allows the refund (POST /orders/{order_number}/refunds), although it has to refuse with "
        '403 not-allowed: "cart for itself" -> orders, "payments for itself" -> orders'
    )
    assert raised.value.arrow == "payments -> orders", "cart never calls orders"


def test_the_arrow_is_that_of_the_caller_or_where_the_two_never_speak_that_of_who_may_ask() -> None:
    refund = TABLE["orders", "POST /orders/{order_number}/refunds", "refund"]
    arrows = {
        name: arrow_of(refund, CALLERS[name]) for name in ("staff", "checkout for itself", "cart for itself")
    }
    assert arrows == {
        "staff": "staff -> orders",
        "checkout for itself": "checkout -> orders",
        "cart for itself": "staff -> orders",
    }
    assert arrow_of(refund) == "staff -> orders"


def test_a_caller_who_is_refused_what_is_listed_is_named() -> None:
    caller = Caller("staff", Role.STAFF)
    operation = TABLE["payments", "GET /payments/circuit", "circuit"]
    table = AnswerTable("Who may call what", [operation.name], [caller.name])
    table.answers.append(
        Answer(operation.name, caller.name, operation.expected(caller), "403 not-allowed", "a -> b")
    )
    with pytest.raises(WrongOnArrow, match=r"payments refuses the circuit .* with 403 not-allowed") as raised:
        demand_listed_answers(table)
    assert raised.value.arrow == "a -> b"


def test_a_refused_request_that_has_changed_something_is_named_with_its_arrow() -> None:
    row = TABLE["cart", "POST /carts/{cart_id}/lines", "addition"].name
    table = AnswerTable("Who may call what", [row], [STORED])
    table.answers.append(Answer(row, STORED, "unchanged", "changed: cart_lines", "customer -> cart"))
    with pytest.raises(WrongOnArrow, match="have left the stored data changed: cart_lines") as raised:
        demand_no_change(table)
    assert raised.value.arrow == "customer -> cart"


def test_what_several_may_do_though_nobody_lists_them_is_wrong_where_it_is_listed() -> None:
    row = "payments: circuit (GET /payments/circuit)"
    wrong = [
        Answer(row, caller, "403 not-allowed", "allowed", f"{caller} -> payments", listed="staff -> payments")
        for caller in ("gateway", "orders")
    ]
    table = AnswerTable("Who may call what", [row], ["gateway", "orders"])
    table.answers += wrong
    with pytest.raises(WrongOnArrow) as raised:
        demand_listed_answers(table)
    assert raised.value.arrow == "staff -> payments"
    table.answers.pop()
    with pytest.raises(WrongOnArrow) as raised:
        demand_listed_answers(table)
    assert raised.value.arrow == "gateway -> payments"


def test_a_caller_that_never_speaks_to_the_callee_is_one_of_several() -> None:
    row, listed = "notifications: mails (GET /mails)", "staff -> notifications"
    table = AnswerTable("Who may call what", [row], ["orders for itself", "cart for itself"])
    table.answers += [
        Answer(
            row, "orders for itself", "403 not-allowed", "allowed", "orders -> notifications", listed=listed
        ),
        Answer(row, "cart for itself", "403 not-allowed", "allowed", listed, is_usual=False, listed=listed),
    ]
    with pytest.raises(WrongOnArrow) as raised:
        demand_listed_answers(table)
    assert raised.value.arrow == listed
