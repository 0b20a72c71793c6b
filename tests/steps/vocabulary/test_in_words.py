"""Values in the words of the shop: no value shows what it is made of in Python."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import Enum, StrEnum, auto
from typing import Any, NamedTuple

import pytest

from environment.tools.falsify.python_remains import python_in
from steps.drivers.api import Refused
from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money

NINE_FIFTY = Money(950, "USD")


@dataclass(frozen=True)
class CopiesOnShelf:
    on_hand: int
    reserved: int | None


@dataclass(frozen=True)
class OrderSeen:
    number: str
    total: Money
    shelf: CopiesOnShelf


class Place(NamedTuple):
    town: str
    region: str | None


class State(StrEnum):
    PAID = "paid"


class Turn(Enum):
    SIGNED_IN = auto()


SHELF = CopiesOnShelf(3, None)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "nothing"),
        ([], "nothing"),
        ("", "nothing"),
        ({}, "nothing"),
        (True, "yes"),
        (3, "3"),
        (Decimal("9.50"), "9.50"),
        ("out-of-stock", "out-of-stock"),
        (b"a page", "a page"),
        (NINE_FIFTY, "$9.50"),
        ({"amount": 950, "currency": "USD"}, "$9.50"),
        ([NINE_FIFTY, None], "$9.50, nothing"),
        (State.PAID, "paid"),
        (Turn.SIGNED_IN, "signed in"),
        ({"Dune": 2, "Emma": 1}, "Dune: 2, Emma: 1"),
        ([("paid", NINE_FIFTY)], "(paid, $9.50)"),
        ([("paid", 1), ("placed", 2)], "(paid, 1); (placed, 2)"),
        ({"b", "a"}, "a, b"),
        (SHELF, "copies on shelf with on hand 3, reserved nothing"),
        (
            OrderSeen("BK-1", NINE_FIFTY, SHELF),
            "order seen with number BK-1, total $9.50, "
            "shelf (copies on shelf with on hand 3, reserved nothing)",
        ),
        (Place("Bend", None), "place with town Bend, region nothing"),
        (Refused("out-of-stock", "No copies are left.", 409), "out-of-stock: No copies are left."),
        (datetime(2026, 11, 28, 9, 30, tzinfo=UTC), "2026-11-28 09:30:00+00:00"),
        (timedelta(minutes=15), "900 s"),
        (CopiesOnShelf, "copies on shelf"),
        (object(), "object"),
    ],
)
def test_a_value_is_told_in_words(value: Any, words: str) -> None:
    assert in_words(value) == words
    assert python_in(words) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "but the inbox has [Money(amount=950, currency='USD')]",
        "but found None",
        "but the inbox has []",
        "expected {'Dune': 1}",
        "it is datetime.datetime(2026, 1, 1)",
        "it gave <class 'dict'>",
        "it gave <steps.Order object at 0x7f>",
        "the total is Decimal('9.50')",
        "found ('paid', 'placed')",
        "seen are True and False",
    ],
)
def test_python_in_a_sentence_is_found(sentence: str) -> None:
    assert python_in(sentence)


def test_what_is_quoted_may_look_like_python() -> None:
    assert python_in('the title "None (True) Story []" was expected') is None
