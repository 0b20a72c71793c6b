"""The answers of two requests for one object are compared as decisions, and a failure fits no order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from steps.drivers.api import Api, Refused, ServerFailed
from steps.tasks.contested.race import PairOutcome, PairRace
from steps.tasks.contested.requests import ReadyRequest
from steps.vocabulary.operation_pairs import OperationPair

REFUNDS = OperationPair("payments", "staff: refund", "staff: refund", "refunds")
IN_FLIGHT = Refused("idempotency-key-in-flight", "the first submission is still being worked on", 409)


@dataclass
class Answers:
    """An API that answers so, one after the other."""

    left: list[dict[str, Any] | Exception] = field(default_factory=list)

    def call(self, *_: object, **__: object) -> Mapping[str, Any]:
        answer = self.left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def told(*answers: dict[str, Any] | Exception, decided_only: bool = True, told_by_rows: bool = False) -> str:
    api = cast("Api", Answers([*answers]))
    return ReadyRequest(api, "POST", "/refunds", {}, None, decided_only, told_by_rows).send()


def test_a_request_is_repeated_until_it_is_decided() -> None:
    assert told(IN_FLIGHT, {"state": "completed"}) == "accepted"
    assert told(Refused("refund-too-large", "at most 350", 409)) == "refused"


def test_an_answer_that_the_rows_tell_is_neither_accepted_nor_refused() -> None:
    refused = Refused("already-returned", "the payment was reversed", 409)
    assert told(refused, told_by_rows=True) == told({"status": "voided"}, told_by_rows=True) == "answered"
    assert told(ServerFailed("answered 500"), told_by_rows=True) == "failed, answered 500"


def test_another_answer_is_compared_as_it_is() -> None:
    assert told({"amount": 950}, decided_only=False) == '{"amount": 950}'
    assert told(IN_FLIGHT, decided_only=False).startswith("refused, idempotency-key-in-flight: the first")


def test_a_failure_is_named_though_every_order_fails() -> None:
    failed = PairOutcome("accepted", "failed, answered 500", ())
    with pytest.raises(AssertionError, match=r"payments -> postgres: .* payments failed to answer"):
        PairRace(failed, failed, {"both": failed}).demand_serial(REFUNDS)


def test_an_outcome_of_neither_order_is_named_with_the_arrow() -> None:
    one, other = PairOutcome("accepted", "refused", ("+ 1",)), PairOutcome("refused", "accepted", ("+ 1",))
    PairRace(one, other, {"both": other}).demand_serial(REFUNDS)
    both = PairOutcome("accepted", "accepted", ("+ 1", "+ 1"))
    with pytest.raises(AssertionError, match=r"payments -> postgres: .*outcome is that of neither"):
        PairRace(one, other, {"both": both}).demand_serial(REFUNDS)


def test_a_request_that_counts_twice_is_told_on_the_arrow_of_its_caller() -> None:
    once, twice = PairOutcome("accepted", "accepted", ("+ 1",)), PairOutcome("accepted", "accepted", ("+ 2",))
    again = OperationPair("payments", "staff: refund", "staff: refund, repeated", "refunds")
    with pytest.raises(AssertionError, match=r"staff -> payments: staff: refund and .*neither"):
        PairRace(once, once, {"both": twice}).demand_serial(again)
