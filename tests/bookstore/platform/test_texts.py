"""Text that a person reads is never blank, and a field of a form that was left empty is left out."""

from __future__ import annotations

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from bookstore.cart.clients import QuoteDestination
from bookstore.cart.schemas import DiscountCodeBody
from bookstore.inventory.schemas import TitleBody
from bookstore.orders.schemas.orders import CancellationRequest
from bookstore.orders.schemas.refunds import RefundOrderRequest
from bookstore.platform.schemas import LongText, ShortText
from bookstore.pricing.schemas import Destination

_BLANKS = [
    "",
    " ",
    "\t",
    "\n",
    "\u00a0",
    "\u2003",
    "\u200b",
    "\u00ad",
    "\u3164",
    "\u2800",
    "\u0301",
    " \u200b ",
]


@pytest.mark.parametrize("blank", _BLANKS)
@pytest.mark.parametrize(
    ("body", "field"),
    [
        (TitleBody, "title"),
        (DiscountCodeBody, "code"),
        (CancellationRequest, "reason"),
        (RefundOrderRequest, "reason"),
    ],
)
def test_a_blank_text_is_refused(body: type[BaseModel], field: str, blank: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        body.model_validate({field: blank})
    assert (field,) in [error["loc"] for error in refusal.value.errors()]


@pytest.mark.parametrize("text", ["Dune", "!", "?", "1984", "愛", "☺", " Dune ", "O"])
def test_a_text_that_can_be_seen_is_taken(text: str) -> None:
    assert TypeAdapter[str](ShortText).validate_python(text) == text
    assert TypeAdapter[str](LongText).validate_python(text) == text


@pytest.mark.parametrize("blank", _BLANKS)
def test_an_optional_field_that_is_blank_was_left_out(blank: str) -> None:
    for body in (QuoteDestination, Destination):
        assert body.model_validate({"country": "DE", "region": blank}).region is None
