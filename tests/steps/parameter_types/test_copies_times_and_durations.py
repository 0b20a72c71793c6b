"""Copies, repetitions, spans of time and roles are read as features write them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from parse import compile as compiled

from steps.drivers import sandbox
from steps.parameter_types import access, catalog, payments, people, quantities, replies
from steps.parameter_types.catalog import KeptCopies

TYPES = {
    **access.TYPES,
    **catalog.TYPES,
    **payments.TYPES,
    **people.TYPES,
    **quantities.TYPES,
    **replies.TYPES,
}


def read(kind: str, text: str) -> Any:
    """The value of the text; None where it is not of this kind."""
    found = compiled(f"{{value:{kind}}}", TYPES, case_sensitive=True).parse(text)
    return found["value"] if found else None


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("Copies", '2 copies of "Dune" and 1 copy of "Emma"', {"Dune": 2, "Emma": 1}),
        ("Copies", '1 copy of "Emma", "Dune" and "Ulysses" each', {"Emma": 1, "Dune": 1, "Ulysses": 1}),
        ("Copies", '2 copies of "Emma" and no copies of "Dune"', {"Emma": 2, "Dune": 0}),
        ("Copies", 'no copies of "Dune" and "Emma"', {"Dune": 0, "Emma": 0}),
        ("Copies", '1 copy of "Dune⏎Part II"', {"Dune\r\nPart II": 1}),
        ("KeptCopies", '4 of 5 copies of "Dune"', KeptCopies(4, 5, "Dune")),
        ("Titles", '"Dune" and "Emma"', ["Dune", "Emma"]),
        ("Times", "twice", 2),
        ("Times", "50 times", 50),
        ("Duration", "an hour", timedelta(hours=1)),
        ("Duration", "16 minutes", timedelta(minutes=16)),
        ("Duration", "4 days", timedelta(days=4)),
        ("Who", "a customer", "customer"),
        ("Who", "another customer", "another customer"),
        ("Who", "the staff", "staff"),
        ("GatewayRequest", "hold", sandbox.AUTHORIZATION),
        ("GatewayRequest", "authorization", sandbox.AUTHORIZATION),
        ("Problem", "there is no such cart", ("no-such-cart", "cart-not-found")),
    ],
)
def test_words_stand_for_a_value(kind: str, text: str, value: object) -> None:
    assert read(kind, text) == value


def test_the_copies_keep_their_order() -> None:
    assert list(read("Copies", '1 copy of "Emma" and "Dune" each')) == ["Emma", "Dune"]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("Duration", "a while"),
        ("Times", "once"),
        ("Who", "the baker"),
        ("UnauthorizedRequest", "look at the cart without signing in"),
        ("Problem", "all is well"),
    ],
)
def test_other_words_are_not_matched(kind: str, text: str) -> None:
    assert read(kind, text) is None
