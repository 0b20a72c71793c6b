"""The bank's page leads back to the checkout in the shop."""

from urllib.parse import urlencode

import pytest

from environment.evidence.traffic.breach import ScenarioTraffic
from environment.evidence.traffic.ways_back import WaysBack

from .purchase import CART, CHECKOUT, answer, call

_SHOP = "https://shop.example"


def _found(back: str | None, checkout: str = CHECKOUT) -> list[str]:
    form = {"metadata[checkout_id]": checkout} | ({} if back is None else {"return_url": back})
    made = call("payments -> gateway", "POST /v1/payment_intents", answer("200 OK", {}), urlencode(form))
    return [each.sentence for each in WaysBack(_SHOP)(ScenarioTraffic([made]))]


def test_the_page_of_the_checkout_in_the_shop_is_sound() -> None:
    assert _found(f"{_SHOP}/checkouts/{CHECKOUT}") == []


@pytest.mark.parametrize(
    ("back", "why"),
    [
        (None, "is no address of a page"),
        (f"STOREFRONT_URL/checkouts/{CHECKOUT}", "is no address of a page"),
        (f"https://other.example/checkouts/{CHECKOUT}", "is not a page of the shop at shop.example"),
        (f"{_SHOP}/checkouts/", "is not about the checkout that is paid"),
        (f"{_SHOP}/checkouts/{CART}", "is not about the checkout that is paid"),
        (f"{_SHOP}/checkouts{CHECKOUT}", "is not about the checkout that is paid"),
    ],
)
def test_any_other_page_is_found(back: str | None, why: str) -> None:
    (sentence,) = _found(back)
    assert sentence.startswith(
        f"after the bank's page the customer would come to {back or 'no page'}, which {why}"
    )


def test_a_payment_without_a_checkout_is_found() -> None:
    (sentence,) = _found(f"{_SHOP}/checkouts/", checkout="")
    assert sentence.endswith("of which the payment has no id")
