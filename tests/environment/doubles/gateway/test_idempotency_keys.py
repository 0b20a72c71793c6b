from __future__ import annotations

import pytest

from environment.doubles.gateway.behaviors import PlannedResponse
from environment.doubles.gateway.messages import GatewayRequest
from environment.doubles.gateway.sandbox import AcceptedRequest

from .account import SECRET_KEY, SandboxAccount


def test_a_retry_with_the_same_key_charges_once_and_is_marked_as_a_replay(account: SandboxAccount) -> None:
    first, second = account.pay(key="k"), account.pay(key="k")
    assert first.body == second.body
    assert "Idempotent-Replayed" not in first.headers
    assert second.headers["Idempotent-Replayed"] == "true"
    assert second.headers["Request-Id"] != first.headers["Request-Id"]
    assert second.headers["Original-Request"] == first.headers["Request-Id"]
    assert len(account.ledger.charges) == 1


def test_a_decline_is_replayed_too(account: SandboxAccount) -> None:
    first, second = (account.pay("pm_card_visa_chargeDeclined", key="k") for _ in range(2))
    assert (second.status, second.body) == (402, first.body)
    assert second.headers["Idempotent-Replayed"] == "true"
    assert len(account.ledger.charges) == 1


def test_a_key_is_refused_for_another_request(account: SandboxAccount) -> None:
    account.pay(key="k")
    other = account.pay(key="k", amount=2000)
    assert (other.status, other.error["type"]) == (400, "idempotency_error")
    assert account.post("customers", key="k").error["type"] == "idempotency_error"


def test_a_request_that_fails_validation_leaves_its_key_free(account: SandboxAccount) -> None:
    assert account.pay(key="k", amount=1).status == 400
    assert account.pay(key="k").status == 200


def test_a_refusal_for_the_status_is_stored(account: SandboxAccount) -> None:
    intent = account.pay().body["id"]
    kept = [account.post(f"payment_intents/{intent}/capture", key="k") for _ in range(2)]
    assert [answer.status for answer in kept] == [400, 400]
    assert kept[1].headers["Idempotent-Replayed"] == "true"


def test_a_key_expires_after_a_day(account: SandboxAccount) -> None:
    account.pay(key="k")
    account.clock.move(hours=23, minutes=59)
    assert account.pay(key="k").headers.get("Idempotent-Replayed") == "true"
    account.clock.move(minutes=2)
    assert "Idempotent-Replayed" not in account.pay(key="k").headers


def test_the_key_of_a_request_in_flight_is_in_use(account: SandboxAccount) -> None:
    request = GatewayRequest(
        "POST",
        "/v1/customers",
        "",
        {"authorization": f"Bearer {SECRET_KEY}", "idempotency-key": "k"},
        b"name=a",
    )
    in_flight = account.gateway.accept(request)
    assert isinstance(in_flight, AcceptedRequest)
    conflict = account.gateway.handle(request)
    assert conflict.status == 409
    assert b"idempotency_key_in_use" in conflict.body
    account.gateway.perform(in_flight)
    assert dict(account.gateway.handle(request).headers)["Idempotent-Replayed"] == "true"


def test_a_request_in_flight_over_a_reset_does_nothing(account: SandboxAccount) -> None:
    headers = {"authorization": f"Bearer {SECRET_KEY}", "idempotency-key": "k"}
    in_flight = account.gateway.accept(GatewayRequest("POST", "/v1/customers", "", headers, b"name=a"))
    assert isinstance(in_flight, AcceptedRequest)
    account.gateway.reset()
    assert account.gateway.perform(in_flight).status == 503
    assert len(account.ledger.customers) == 0


@pytest.mark.parametrize(("executed", "charges"), [(False, 0), (True, 1)])
def test_an_error_of_the_gateway_is_stored_under_the_key(
    account: SandboxAccount, executed: bool, charges: int
) -> None:
    planned = PlannedResponse("POST /v1/payment_intents", 500, 1, executed, kept=True, headers={})
    account.behaviors.responses.append(planned)
    first, second = account.pay(key="k"), account.pay(key="k")
    assert [first.status, second.status] == [500, 500]
    assert first.error["type"] == "api_error"
    assert len(account.ledger.charges) == charges


def test_a_rate_limited_request_was_never_executed(account: SandboxAccount) -> None:
    account.behaviors.responses.append(
        PlannedResponse("POST /v1/", 429, 1, False, False, {"Retry-After": "1"})
    )
    limited = account.pay(key="k")
    assert (limited.status, limited.error["code"]) == (429, "rate_limit")
    assert limited.headers["Retry-After"] == "1"
    assert account.pay(key="k").status == 200
