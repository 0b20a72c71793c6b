"""The bill may go to another address; what is typed is kept whole, or shown again with what is too long."""

from __future__ import annotations

import random
from urllib.parse import parse_qs, urlsplit

import pytest

from bookstore.storefront.address_form import ADDRESS_FIELDS, BILL

from .scripted_services import ScriptedServices
from .shopper import Shopper
from .small_shop import ADDRESS, cart, fill_cart, open_for_business, quote

BERLIN = {
    "name": "Bert Payer",
    "line1": "Am Kupfergraben 1",
    "city": "Berlin",
    "postal_code": "10117",
    "country": "DE",
}
BILL_TO_BERLIN = {"bill_elsewhere": "yes", **{BILL + name: text for name, text in BERLIN.items()}}
LARGEST_COOKIE = 4096  # bytes of name, value and attributes; RFC 6265, section 6.1
RARE = range(0x20000, 0x2A6D0)  # letters of Chinese that have four bytes in UTF-8
LONGEST = {"name": 100, "line1": 100, "line2": 100, "city": 100, "region": 100}


def letters(count: int, seed: str) -> str:
    """Letters beyond ASCII without any order that could be compressed."""
    return "".join(map(chr, random.Random(seed).choices(RARE, k=count)))


@pytest.fixture
def at_address(services: ScriptedServices, shopper: Shopper) -> Shopper:
    open_for_business(services)
    fill_cart(shopper)
    shopper.open("/address")
    return shopper


def test_the_bill_goes_where_it_is_to_go(services: ScriptedServices, at_address: Shopper) -> None:
    page = at_address.send("/address", **ADDRESS, **BILL_TO_BERLIN)
    assert page.url.endswith("/payment")
    assert "We send the bill to" in page.text
    at_address.send("/payment", payment_token="pm_1")
    (submission,) = services.received("POST /checkouts")
    assert submission.body["bill_to"] == BERLIN
    assert submission.body["ship_to"]["city"] == "Portland"


def test_without_the_box_the_fields_of_the_bill_do_not_count(
    services: ScriptedServices, at_address: Shopper
) -> None:
    unchecked = {**BILL_TO_BERLIN, "bill_elsewhere": ""}
    assert "We send the bill to" not in at_address.send("/address", **ADDRESS, **unchecked).text
    at_address.send("/payment", payment_token="pm_1")
    assert services.received("POST /checkouts")[0].body["bill_to"] is None


def test_the_total_is_asked_for_both_places(services: ScriptedServices, at_address: Shopper) -> None:
    at_address.send("/address", **ADDRESS, **BILL_TO_BERLIN)
    (asked, *_) = services.received(r"GET /carts/[^/]+/quote\?.*")
    query = parse_qs(urlsplit(asked.line).query)
    assert (query["country"], query["region"]) == (["US"], ["OR"])
    assert query["billing_country"] == ["DE"]
    assert "billing_region" not in query


def test_a_region_that_the_bill_lacks_is_told_at_its_field(
    services: ScriptedServices, at_address: Shopper
) -> None:
    told = "The tax in US depends on the region."
    quotes = r"GET /carts/[^/]+/quote\?.*"
    services.refuse(quotes, 422, "region-needed", told, country="US", regions=["OR"], address="bill_to")
    page = at_address.send("/address", **ADDRESS, **BILL_TO_BERLIN)
    assert 'id="bill_region-error"' in page.text
    assert 'id="region-error"' not in page.text


def test_added_and_included_tax_are_two_rows(services: ScriptedServices, at_address: Shopper) -> None:
    services.answer(r"GET /carts/[^/]+/quote\?.*", quote(2000) | {"shipping": 0, "tax": 170})
    page = at_address.send("/address", **ADDRESS, **BILL_TO_BERLIN)
    assert "<dt>Tax</dt><dd>$1.00</dd>" in page.text
    assert "<dt>Tax included</dt><dd>$0.70</dd>" in page.text


def test_an_error_of_the_bill_stands_at_its_field(at_address: Shopper) -> None:
    wrong = {"bill_postal_code": "0", "bill_name": ""}
    page = at_address.send("/address", **ADDRESS, **BILL_TO_BERLIN | wrong)
    assert page.url.endswith("/address?check=true")
    assert 'id="bill_postal_code-error"' in page.text
    assert '<a href="#bill_name">Billing address, Name: Please fill this in.</a>' in page.text
    assert 'id="name-error"' not in page.text
    assert at_address.form("/address")["bill_line1"] == BERLIN["line1"], "what was typed stays"
    assert at_address.form("/address")["bill_elsewhere"] == "yes"


def test_a_bill_that_the_browser_has_lost_is_asked_for_again(
    services: ScriptedServices, at_address: Shopper
) -> None:
    at_address.send("/address", **ADDRESS, **BILL_TO_BERLIN)
    fields = at_address.form("/payment") | {"payment_token": "pm_1"}
    del at_address.session.cookies["billing"]
    at_address.send_raw("/payment", fields)
    assert services.received("POST /checkouts") == [], "the bill would go to the friend"
    assert at_address.open("/payment").url.endswith("/address")


def test_signing_out_forgets_the_bill(services: ScriptedServices, at_address: Shopper) -> None:
    at_address.send("/address", **ADDRESS, **BILL_TO_BERLIN)
    key = at_address.form("/preferences")["form_key"]
    services.answer(r"GET /carts/[^/?]+", cart())
    at_address.send_raw("/sign-out", {"form_key": key})
    fill_cart(at_address)
    at_address.open("/address")
    assert at_address.form("/address")["bill_line1"] == ""


def test_every_address_that_the_services_take_is_kept_whole(
    services: ScriptedServices, at_address: Shopper
) -> None:
    longest = {name: letters(count, name) for name, count in LONGEST.items()}
    email = "é" * 31 + "@" + ".".join(["d" * 60] * 3) + ".example"
    delivery = {**ADDRESS, **longest, "email": email, "postal_code": "97201-1234"}
    billing = {BILL + name: letters(count, BILL + name) for name, count in LONGEST.items()}
    page = at_address.send("/address", **delivery, **BILL_TO_BERLIN | billing)
    assert page.url.endswith("/payment"), page.text
    way = letters(100, "way")
    at_address.send_raw("/shipping", at_address.form("/payment") | {"shipping_method": way})
    at_address.send("/payment", payment_token="pm_1")
    (submission,) = services.received("POST /checkouts")
    assert submission.body["shipping_method"] == way
    for part, name in (("ship_to", ""), ("bill_to", BILL)):
        for field in LONGEST:
            assert submission.body[part][field] == letters(100, name + field)


def test_what_is_too_long_for_a_cookie_is_shown_again_with_the_reason(
    services: ScriptedServices, at_address: Shopper
) -> None:
    typed = {name: letters(254, name) for name in ADDRESS if name != "country"}
    billing = {BILL + name: letters(254, BILL + name) for name in ADDRESS_FIELDS if name != "country"}
    page = at_address.send("/address", **ADDRESS | typed, **BILL_TO_BERLIN | billing)
    assert page.status_code == 422
    shown = at_address.form("/address")
    assert {name: shown[name] for name in typed | billing} == typed | billing, "nothing is lost"
    for name in (*typed, *billing):
        assert f'id="{name}-error"' in page.text
    assert "Billing address, City: This is too long: at most 100 characters fit." in page.text
    shortened = {**dict.fromkeys(typed | billing, ""), **ADDRESS, **BILL_TO_BERLIN}
    assert at_address.send("/address", **shortened).url.endswith("/payment")


def test_no_cookie_is_larger_than_browsers_keep(at_address: Shopper) -> None:
    for length in (99, 100, 101, 150, 200, 254):
        typed = {name: letters(length, name) for name in LONGEST}
        billing = {BILL + name: letters(length, BILL + name) for name in LONGEST}
        fields = {**at_address.form("/address"), **ADDRESS, **typed, **BILL_TO_BERLIN, **billing}
        answer = at_address.session.post(
            at_address.url + "/address", data=fields, timeout=10, allow_redirects=False
        )
        sizes = [len(each) for each in answer.raw.headers.getlist("set-cookie")]
        assert max(sizes, default=0) <= LARGEST_COOKIE, length
        assert answer.status_code == 422 or len(sizes) == 2, f"{length}: what was typed is lost"
