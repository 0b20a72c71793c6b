"""One rule for email addresses: an address that one service accepts is refused by no other."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from bookstore.checkout.schemas import Submission
from bookstore.notifications.schemas import OrderData
from bookstore.orders.schemas import OrderBody
from bookstore.payments.schemas import PaymentRequest
from bookstore.platform.schemas import EmailAddress

READS = TypeAdapter[str](EmailAddress)


@pytest.mark.parametrize(
    "address",
    [
        "ada@readers.example",
        "käthe@bücher.example",
        "'@x",
        f"{'a' * 64}@{'b' * 189}",
        '"ada..l"@readers.example',
    ],
)
def test_an_address_is_taken(address: str) -> None:
    assert READS.validate_python(address) == address


@pytest.mark.parametrize(
    "address",
    [
        *("ada", "@readers.example", "ada@", "ada@b@c", "ada lovelace@readers.example"),
        *("ada@readers.example\u200b", "ada\u00ad@readers.example", "ada@readers.example\x7f", "ada@\u2028x"),
        *("ada@readers.example\n", "ada@readers.example\r\nBcc: eve@x", "ada@\x00", "\ud800@readers.example"),
        *(f"{'a' * 65}@x", f"{'a' * 64}@{'b' * 190}"),
    ],
)
def test_an_address_is_refused(address: str) -> None:
    with pytest.raises(ValidationError):
        READS.validate_python(address)


def test_every_service_has_the_same_rule() -> None:
    rules = [
        each.model_fields["email"].metadata for each in (Submission, PaymentRequest, OrderBody, OrderData)
    ]
    assert all(rule == rules[0] for rule in rules)
    assert rules[0]
