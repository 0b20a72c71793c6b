"""One rule for email addresses: an address that one service accepts is refused by no other."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from bookstore.checkout.schemas import Submission
from bookstore.notifications.schemas import OrderData
from bookstore.orders.schemas.orders import OrderBody
from bookstore.payments.schemas import PaymentRequest
from bookstore.platform.mail_addresses import person
from bookstore.platform.schemas import EmailAddress

READS = TypeAdapter[str](EmailAddress)


@pytest.mark.parametrize(
    "address",
    [
        "ada@readers.example",
        "käthe@bücher.example",
        "o'hara@x.example",
        "ada@[192.0.2.1]",
        f"{'a' * 64}@{'b' * 60}.{'c' * 60}.{'d' * 59}.example",
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
        *(f"{'a' * 65}@x.example", f"{'a' * 64}@{'b' * 60}.{'c' * 60}.{'d' * 60}.example", "ada@readers"),
        *(
            "ada@readers..example",
            "ada..king@readers.example",
            ".ada@readers.example",
            "ada@readers.example.",
        ),
        *("ada@-readers.example", "ada@readers_.example", "Ada <ada@readers.example>"),
        *("ada@readers.invalid", f"ada@{'a' * 64}.example", "ada@.example", "ada,eve@readers.example"),
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


@pytest.mark.parametrize(
    "other",
    ["ada@readers.example", "ADA@Readers.EXAMPLE", '"ada"@readers.example', "Ada@readers.example"],
)
def test_a_person_is_the_same_in_every_spelling(other: str) -> None:
    assert person(other) == "ada@readers.example"


def test_a_person_has_an_international_domain_in_either_form() -> None:
    assert person("Käthe@Bücher.example") == person("kÄthe@xn--bcher-kva.example")


def test_another_local_part_is_another_person() -> None:
    assert person("ada+1@readers.example") != person("ada@readers.example")
