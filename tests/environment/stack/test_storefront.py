"""A bookstore with its storefront: guests and customers buy on the pages, in a browser without script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from environment.stack.stack import Stack
from environment.world.factory import WorldFactory
from steps.tasks.shopping import put_on_sale
from steps.vocabulary.money import Money
from steps.world.catalog import isbn_of
from steps.world.world import World
from tests.bookstore.storefront.shopper import Shopper
from tests.bookstore.storefront.small_shop import ADDRESS

ORDER_NUMBER = re.compile(r"BK-[0-9A-Z]{4}-[0-9A-Z]{4}")
_SECONDS = 10


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with Stack(with_storefront=True) as started:
        yield started


@pytest.fixture(scope="module")
def world(stack: Stack) -> Iterator[World]:
    factory = WorldFactory(stack)
    found = factory.world("storefront")
    for title in ("Dune", "Ulysses"):
        put_on_sale(found, title, Money.parse("$9.50"))
    found.shop.inventory.count(found.actors.staff(), isbn_of("Ulysses"), 0)
    yield found
    factory.close()


@pytest.fixture
def shopper(stack: Stack, world: World) -> Iterator[Shopper]:
    assert stack.storefront is not None
    found = Shopper(stack.storefront.address)
    yield found
    found.session.close()


def go_to_payment(shopper: Shopper) -> None:
    """Put one copy of Dune into the cart, and say where it goes."""
    shopper.open(f"/titles/{isbn_of('Dune')}")
    shopper.send("/cart/lines", quantity="1")
    shopper.open("/address")
    assert "Pay $9.50" in shopper.send("/address", **ADDRESS).text


def order_number(page: requests.Response) -> str:
    """The number of the order that the page thanks for."""
    assert "Thank you for your order" in page.text, page.text
    found = ORDER_NUMBER.search(page.text)
    assert found is not None
    return found[0]


def test_the_shelf_has_titles_with_price_and_stock(shopper: Shopper) -> None:
    page = shopper.open("/").text
    assert "Dune" in page
    assert "$9.50" in page
    assert "Sold out" in page
    assert "/cart/lines" not in shopper.open(f"/titles/{isbn_of('Ulysses')}").text


def test_a_guest_buys_sees_the_order_and_cancels_it(shopper: Shopper) -> None:
    go_to_payment(shopper)
    number = order_number(shopper.send("/payment", payment_token="pm_card_visa"))
    assert number in shopper.open("/orders").text
    assert "Paid" in shopper.open(f"/orders/{number}").text
    shopper.send(f"/orders/{number}/cancellation")
    assert "The cancellation is under way." in shopper.page


def test_another_browser_does_not_see_the_order(shopper: Shopper, stack: Stack) -> None:
    go_to_payment(shopper)
    number = order_number(shopper.send("/payment", payment_token="pm_card_visa"))
    shopper.session.cookies.clear()
    assert shopper.open(f"/orders/{number}").status_code == 404
    assert number not in shopper.open("/orders").text


def test_a_double_click_is_one_order(shopper: Shopper) -> None:
    go_to_payment(shopper)
    fields = shopper.form("/payment") | {"payment_token": "pm_card_visa"}
    address, cookies = f"{shopper.url}/payment", shopper.session.cookies.get_dict()

    def click(_: int) -> requests.Response:
        return requests.post(address, data=fields, cookies=cookies, timeout=_SECONDS, allow_redirects=False)

    with ThreadPoolExecutor(2) as clicks:
        places = {answer.headers["location"] for answer in clicks.map(click, range(2))}
    assert len(places) == 1, places
    again = shopper.send_raw("/payment", fields)
    number = order_number(again)
    orders = shopper.open("/orders").text
    assert ORDER_NUMBER.findall(orders).count(number) == len(ORDER_NUMBER.findall(orders))


def test_after_a_declined_card_another_one_pays(shopper: Shopper) -> None:
    go_to_payment(shopper)
    page = shopper.send("/payment", payment_token="pm_card_visa_chargeDeclined")
    assert "Your bank declined the payment." in page.text
    order_number(shopper.send("/payment", payment_token="pm_card_visa"))


@pytest.mark.parametrize(
    ("decision", "told"), [("confirm", "Thank you for your order"), ("refuse", "Your order was not placed")]
)
def test_the_bank_asks_its_customer(shopper: Shopper, stack: Stack, decision: str, told: str) -> None:
    shopper.session.verify = str(stack.gateway_authority)
    go_to_payment(shopper)
    bank = shopper.send("/payment", payment_token="pm_card_authenticationRequired")
    assert "The Bookstore asks for a payment of <strong>9.50 USD</strong>" in bank.text
    back = shopper.session.post(bank.url, data={"decision": decision}, timeout=_SECONDS)
    assert told in back.text


def test_a_customer_signs_in_with_the_cart_of_a_guest_and_buys(shopper: Shopper) -> None:
    shopper.open(f"/titles/{isbn_of('Dune')}")
    shopper.send("/cart/lines", quantity="1")
    page = shopper.open("/sign-in?go_on=/cart")
    assert "Sign in to the Bookstore" in page.text
    fields = shopper.form("/authorize") | {"email": "zoe@readers.example"}
    identity = page.url.partition("/authorize")[0]
    cart = shopper.session.post(f"{identity}/authorize", data=fields, timeout=_SECONDS)
    assert "zoe@readers.example" in cart.text
    assert "Dune" in cart.text
    shopper.open("/address")
    shopper.send("/address", **ADDRESS)
    number = order_number(shopper.send("/payment", payment_token="pm_card_visa"))
    assert number in shopper.open("/orders").text
    shopper.open("/")
    shopper.send("/sign-out")
    assert number not in shopper.open("/orders").text


def test_a_service_that_is_down_is_told_and_the_cart_is_kept(shopper: Shopper, stack: Stack) -> None:
    go_to_payment(shopper)
    stack.services["cart"].kill()
    page = shopper.open("/cart")
    assert (page.status_code, "Your cart is kept" in page.text) == (503, True)
    stack.services["cart"].start()
    assert "Dune" in shopper.open("/cart").text


def test_no_secret_of_the_storefront_is_logged(stack: Stack) -> None:
    secrets = stack.all_secrets()
    logged = "".join(path.read_text(errors="replace") for path in stack.log_files().values())
    assert "session key" in secrets
    assert [name for name, value in secrets.items() if value in logged] == []
