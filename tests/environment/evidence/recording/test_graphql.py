"""A request of GraphQL is told by what it asks, and an error inside a 200 by its code."""

from __future__ import annotations

from typing import Any

import pytest

from environment.evidence.diagnosis.root_cause import find_root_cause
from environment.evidence.recording.captions import answer_caption, call_caption
from environment.evidence.recording.exchange import Exchange
from environment.evidence.recording.operation import (
    is_failure,
    is_read,
    is_refusal,
    operation_of,
    status_of,
)
from tests.environment.evidence.recording.sample_exchanges import exchange

PAY = "mutation($i: PaymentInput!) { done: addPaymentToOrder(input: $i) { __typename } }"
DECLINED = {"__typename": "PaymentDeclinedError", "errorCode": "PAYMENT_DECLINED_ERROR"}
DEADLOCK = {"message": "deadlock detected", "extensions": {"code": "INTERNAL_SERVER_ERROR"}}
FORBIDDEN = {"message": "not yours", "extensions": {"code": "FORBIDDEN"}}


def asked(query: str = PAY, number: int = 1, **answer: Any) -> Exchange:
    at, body = number * 10.0, {"query": query, "variables": {}}
    path = "POST /shop-api?op=addPaymentToOrder"
    return exchange(number, "customer -> checkout", path, at=at, request_body=body, answer_body=answer)


def test_the_operation_and_the_drawing_say_what_is_asked() -> None:
    assert operation_of(asked()) == "POST /shop-api mutation addPaymentToOrder"
    assert call_caption(asked()) == "mutation addPaymentToOrder"
    assert call_caption(asked("{ activeOrder { id } }")) == "query activeOrder"


def test_a_query_reads_and_a_mutation_does_not() -> None:
    assert is_read(asked("query($c: String!) { orderByCode(code: $c) { id } }"))
    assert not is_read(asked())


def test_a_body_that_is_no_graphql_changes_nothing() -> None:
    other = exchange(1, "customer -> cart", "POST /carts?x=1", request_body={"query": "two books"})
    assert operation_of(other) == "POST /carts"
    assert call_caption(other) == "POST /carts?x=1"


@pytest.mark.parametrize(
    ("answer", "status", "refused"),
    [
        ({"data": {"done": DECLINED}}, "refused: PAYMENT_DECLINED_ERROR", True),
        ({"data": {"done": {"__typename": "SoldOutError"}}}, "refused: SoldOutError", True),
        ({"data": {"done": {"errors": [{"code": "SOLD_OUT"}]}}}, "refused: SOLD_OUT", True),
        ({"errors": [FORBIDDEN], "data": None}, "refused: FORBIDDEN", True),
        ({"errors": [DEADLOCK], "data": None}, "failed: INTERNAL_SERVER_ERROR", False),
        ({"errors": [{"message": "oops"}]}, "failed: oops", False),
    ],
)
def test_an_error_inside_a_200_is_a_refusal_or_a_failure(
    answer: dict[str, Any], status: str, refused: bool
) -> None:
    seen = status_of(asked(**answer))
    assert seen == status
    assert (is_refusal(seen), is_failure(seen)) == (refused, not refused)


def test_other_answers_keep_their_status() -> None:
    assert status_of(asked(data={"done": {"__typename": "Order", "errors": []}})) == "200"
    event = exchange(
        1, "gateway -> payments", "POST /webhooks", answer_body={"id": 1, "data": {"a": {"errors": [{}]}}}
    )
    assert status_of(event) == "200"


def test_the_drawing_shows_the_code_of_the_error() -> None:
    assert answer_caption(asked(data={"done": DECLINED}).answer, "200") == "200 PAYMENT_DECLINED_ERROR"


def test_the_root_cause_is_the_failure_inside_a_200() -> None:
    cause = find_root_cause([asked("{ activeOrder { id } }", data={}), asked(number=2, errors=[DEADLOCK])])
    assert cause is not None
    assert cause.headline == (
        "[customer -> checkout] POST /shop-api mutation addPaymentToOrder answered 200 INTERNAL_SERVER_ERROR"
    )


def test_where_nothing_failed_the_refusal_of_a_person_inside_a_200_is_named() -> None:
    cause = find_root_cause([asked(data={"done": DECLINED})])
    assert cause is not None
    assert "was refused: 200 PAYMENT_DECLINED_ERROR" in cause.headline
