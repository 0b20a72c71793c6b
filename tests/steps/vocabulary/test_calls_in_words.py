"""Recorded calls in the words of features."""

from __future__ import annotations

from dataclasses import replace

import pytest

from environment.evidence.recording.exchange import Exchange
from environment.world.agreed_calls import numbered
from environment.world.recorded_calls import recorded
from steps.vocabulary.faults import parse_calls


def words_of(exchanges: list[Exchange]) -> list[str]:
    return list(numbered(recorded(exchanges)))


def crossed(edge: str, summary: str, protocol: str = "http") -> Exchange:
    return Exchange(1, edge, protocol, 1, 0.0, 0.1, None, summary, (), "200", 1, None, None, None)


def test_a_call_is_named_by_its_operation_and_numbered_if_repeated() -> None:
    words = list(
        words_of(
            [
                crossed("checkout -> payments", "POST /payments/1/capture"),
                crossed("gateway -> payments", "POST /webhooks/stripe"),
                crossed("gateway -> payments", "POST /webhooks/stripe"),
                crossed("notifications -> mail", "GREETING", "smtp"),
            ]
        )
    )
    assert words == [
        "the capture from checkout to payments",
        "the 1st webhook from gateway to payments",
        "the 2nd webhook from gateway to payments",
        "the greeting from notifications to mail",
    ]
    assert [parse_calls(each).nth for each in words] == [None, 1, 2, None]


def test_reads_of_customers_and_staff_are_left_out() -> None:
    assert list(words_of([crossed("customer -> orders", "GET /orders")])) == []


def test_a_call_that_a_fault_answers_is_left_out_but_counted() -> None:
    restock = crossed("orders -> inventory", "POST /reservations/1/restock")
    refused = replace(restock, faults=("the restock is refused",), deliveries=0)
    late = replace(restock, faults=("the restock is late",))
    assert list(words_of([refused, restock, late])) == [
        "the 2nd restock from orders to inventory",
        "the 3rd restock from orders to inventory",
    ]


def test_a_call_without_a_word_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"no operation POST /gifts on 'checkout -> orders': add a row"):
        list(words_of([crossed("checkout -> orders", "POST /gifts")]))
