from __future__ import annotations

from typing import Any

import pytest

from environment.doubles.gateway import shape

from .account import Account


def _paid(account: Account) -> dict[str, Any]:
    return account.pay(expand=["latest_charge", "payment_method"]).body


def test_an_answer_of_the_gateway_has_the_shape_of_stripes(account: Account) -> None:
    assert shape.problems(_paid(account)) == []


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
def test_a_wrong_field_is_a_problem(account: Account, path: tuple[str, ...], value: object) -> None:
    answer = _paid(account)
    holder = answer
    for name in path[:-1]:
        holder = holder[name]
    holder[path[-1]] = value
    assert shape.problems(answer) != []


@pytest.mark.parametrize("missing", ["amount", "status", "created", "metadata", "payment_method_types"])
def test_a_missing_field_is_a_problem(account: Account, missing: str) -> None:
    answer = _paid(account)
    del answer[missing]
    assert shape.problems(answer) == [f"payment_intent.{missing}: missing"]


def test_a_page_an_event_and_an_error_are_looked_into(account: Account) -> None:
    account.pay()
    page = account.get("events").body
    page["data"][0]["data"]["object"]["amount"] = None
    assert shape.problems(page) != []
    error = account.pay("pm_card_visa_chargeDeclined").body
    error["error"]["payment_intent"]["amount"] = None
    assert shape.problems(error) != []
