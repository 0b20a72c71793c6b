from __future__ import annotations

from typing import Any

import pytest

from environment.doubles.gateway import response_schema

from .account import SandboxAccount


def _paid(account: SandboxAccount) -> dict[str, Any]:
    return account.pay(expand=["latest_charge", "payment_method"]).body


def test_a_response_of_the_gateway_keeps_the_schema(account: SandboxAccount) -> None:
    assert response_schema.problems(_paid(account)) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("amount",), "1900"),
        (("amount",), True),
        (("status",), "paid"),
        (("status",), None),
        (("metadata",), []),
        (("latest_charge",), 7),
        (("latest_charge", "captured"), 1),
        (("latest_charge", "outcome", "type"), None),
        (("latest_charge", "payment_method_details", "card", "exp_year"), "2031"),
        (("payment_method", "card", "networks", "available"), "visa"),
        (("charges",), {}),
    ],
)
def test_a_wrong_field_is_a_problem(account: SandboxAccount, path: tuple[str, ...], value: object) -> None:
    answer = _paid(account)
    holder = answer
    for name in path[:-1]:
        holder = holder[name]
    holder[path[-1]] = value
    assert response_schema.problems(answer) != []


@pytest.mark.parametrize("missing", ["amount", "status", "created", "metadata", "payment_method_types"])
def test_a_missing_field_is_a_problem(account: SandboxAccount, missing: str) -> None:
    answer = _paid(account)
    del answer[missing]
    assert response_schema.problems(answer) == [f"payment_intent.{missing}: missing"]


def test_the_objects_in_a_page_an_event_and_an_error_are_checked(account: SandboxAccount) -> None:
    account.pay()
    page = account.get("events").body
    page["data"][0]["data"]["object"]["amount"] = None
    assert response_schema.problems(page) != []
    error = account.pay("pm_card_visa_chargeDeclined").body
    error["error"]["payment_intent"]["amount"] = None
    assert response_schema.problems(error) != []
