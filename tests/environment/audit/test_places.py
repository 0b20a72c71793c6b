"""A breach whose rows do not tell its arrow gets it from the operations that were done or not done."""

from __future__ import annotations

import pytest

from environment.audit.breach import AuditBreach, BreachKind
from environment.audit.places import CHAINS, stored_wrong
from environment.evidence.recording.exchange import Exchange
from environment.topology import Topology, bookstore_topology, topology, using_topology
from tests.environment.evidence.recording.sample_exchanges import exchange

EVENT = exchange(1, "orders -> notifications", "POST /events", 202)
NOTICE = exchange(2, "checkout -> orders", "POST /checkouts/x/order/payment")
MAIL = exchange(3, "notifications -> mail", "END OF DATA", None, protocol="smtp", outcome="250")
ASK = exchange(4, "payments -> gateway", "POST /v1/payment_intents")
PAY = exchange(5, "checkout -> payments", "PUT /payments/x", 201)
NAME_THEMSELVES = {
    BreachKind.MAIL_EARLY,
    BreachKind.MISDIRECTED,
    BreachKind.RETURN_MISCOUNTED,
    BreachKind.EXCHANGE_MISCOUNTED,
    BreachKind.UNHANDLED_EXCEPTION,
    BreachKind.UNEXPECTED_CALL,
    BreachKind.NEEDLESS_DECLARATION,
}


def places(kind: BreachKind, *exchanges: Exchange) -> list[tuple[str, str]]:
    return [
        (each.arrow, each.sentence) for each in stored_wrong([AuditBreach(kind, "it is wrong")], exchanges)
    ]


def test_every_kind_of_breach_has_its_chain_or_names_its_place_itself() -> None:
    assert {*CHAINS} == {*BreachKind} - NAME_THEMSELVES


@pytest.mark.parametrize("kind", CHAINS)
def test_every_link_is_an_operation_of_the_topology(kind: BreachKind) -> None:
    for link in CHAINS[kind].links:
        arrow, _, words = link.partition(": ")
        for word in words.split(" or "):
            assert topology().point(arrow).operation(word)


@pytest.mark.parametrize(
    ("exchanges", "arrow", "what"),
    [
        ([], "checkout -> orders", "the payment notice was done by no call"),
        ([NOTICE], "orders -> notifications", "the event was done by no call"),
        ([NOTICE, EVENT], "notifications -> mail", "the handover was done by no call"),
        ([NOTICE, EVENT, MAIL], "notifications -> mail", "the handover was done once"),
    ],
)
def test_a_missing_mail_stems_from_the_first_operation_that_was_not_done(
    exchanges: list[Exchange], arrow: str, what: str
) -> None:
    first, *others = places(BreachKind.MAIL_MISSING, *exchanges)
    assert first == (arrow, f"it is wrong; {what}")
    assert len(others) == 2


def test_a_refused_call_has_done_nothing() -> None:
    refused = exchange(6, "orders -> notifications", "POST /events", 503)
    assert places(BreachKind.MAIL_MISSING, NOTICE, refused)[0][0] == "orders -> notifications"


def test_a_double_charge_stems_from_the_first_operation_that_was_done_twice() -> None:
    assert places(BreachKind.DOUBLE_CHARGE, PAY, PAY, ASK, ASK)[0] == (
        "checkout -> payments",
        "it is wrong; the capture or authorization was done 2 times",
    )
    assert places(BreachKind.DOUBLE_CHARGE, PAY, ASK, ASK)[0][0] == "payments -> gateway"


def test_an_arrow_that_the_rows_tell_comes_first_and_is_certain() -> None:
    told = AuditBreach(BreachKind.WRONG_BILL, "the order costs too much", (), "checkout -> orders")
    derived = AuditBreach(BreachKind.LOST_ORDER, "no such order exists")
    found = stored_wrong([derived, told], [])
    assert [each.is_certain for each in found] == [True, False]
    assert found[0].arrow == "checkout -> orders"


@pytest.mark.parametrize(
    ("exchanges", "arrow"),
    [([EVENT, MAIL, MAIL], "notifications -> mail"), ([EVENT, EVENT, MAIL, MAIL], "orders -> notifications")],
)
def test_a_needless_mail_stems_from_who_did_more_than_was_asked_for(
    exchanges: list[Exchange], arrow: str
) -> None:
    assert places(BreachKind.MAIL_NEEDLESS, *exchanges)[0][0] == arrow


def test_what_was_done_and_is_not_stored_is_wrong_in_the_answer_of_the_callee_or_in_its_database() -> None:
    done = places(BreachKind.LOST_ORDER, exchange(7, "checkout -> orders", "PUT /checkouts/x/order", 201))
    assert done == [
        ("checkout -> orders", "it is wrong; the order was done once"),
        ("orders -> postgres", "it is wrong"),
    ]


def test_a_breach_may_name_the_operations_that_should_have_prevented_it() -> None:
    links = ("orders -> pricing: cancellation",)
    breach = AuditBreach(BreachKind.CODE_MISCOUNTED, "it is wrong", links=links)
    assert [each.arrow for each in stored_wrong([breach], [])] == ["orders -> pricing"]


def test_no_arrow_is_named_that_the_shop_does_not_have() -> None:
    ours = bookstore_topology()
    gateway = ours.points["payments -> gateway"]
    with using_topology(Topology("one program", ours.parts, {gateway.arrow: gateway})):
        assert [arrow for arrow, _ in places(BreachKind.DOUBLE_CHARGE, PAY, PAY)] == ["payments -> gateway"]
        assert places(BreachKind.LOST_ORDER) == []
