"""The ports of a shop: what the steps ask of it. The drivers of our own bookstore implement all of them.

The ports of mails, prices, checkouts, payments, refunds, shipments and transfers have files of their own.
The adapter of another shop is a class with an attribute for each port that it has, named as in `Shop`; it may
leave out ports and methods. Credentials are the headers that a person sends; steps only pass them on.
Amounts are `Money`. A refusal is `Refused`, with a slug that `docs/your-own-checkout.md` lists; an error that
is none (a 5xx, GraphQL's "internal error") is `ServerFailed`, and counts as no answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from steps.drivers.cart import MergedCart, ShownAvailability, ShownQuote
from steps.drivers.inventory import Availability
from steps.drivers.invoices import ShownInvoice
from steps.drivers.orders import AwaitedTransfer, HistoryPage, Order
from steps.vocabulary.money import Money

Credentials = Mapping[str, str]


class AccountsPort(Protocol):
    """Who people are to the shop."""

    def customer(self, customer_id: str, email: str) -> dict[str, str]:
        """Sign in as this customer, who gets an account where there is none yet."""
        ...

    def guest(self, email: str) -> dict[str, str]:
        """The credentials of a visitor before the first request; empty where the cart brings them.

        `email` is the mail address that this guest gives at the checkout.
        """
        ...

    def staff(self) -> dict[str, str]:
        """The credentials of somebody who may set prices, receive copies and refund."""
        ...


class CartPort(Protocol):
    """Carts, also where a shop calls them an open order. A cart id is the adapter's own handle."""

    def open(self, credentials: Credentials, currency: str) -> tuple[str, str | None]:
        """Open a cart in this currency: its handle, and the cart token of a guest.

        A shop whose cart begins with the first title sends nothing here.
        """
        ...

    def add(
        self, credentials: Credentials, cart_id: str, sku: str, copies: int, key: str | None = None
    ) -> None:
        """Add copies, once for each idempotency key. Raises Refused: not-enough-copies, limit-per-title."""
        ...

    def put(self, credentials: Credentials, cart_id: str, sku: str, copies: int) -> None:
        """Set the number of copies of a title; zero removes it. Raises Refused as `add` does."""
        ...

    def remove(self, credentials: Credentials, cart_id: str, sku: str) -> None:
        """Remove a title."""
        ...

    def lines(self, credentials: Credentials, cart_id: str) -> dict[str, int]:
        """Copies by SKU. Raises Refused (not-found) for a cart that these credentials do not see."""
        ...

    def quote(self, credentials: Credentials, cart_id: str, address: Mapping[str, Any]) -> ShownQuote:
        """What the customer is shown before the last click, for this address. Changes no stock.

        Under `bill_to` it has the billing address, where that is another one: e-books are taxed there.
        """
        ...

    def quote_by(
        self, credentials: Credentials, cart_id: str, address: Mapping[str, Any], way: str
    ) -> ShownQuote:
        """The quote with this way of shipping. Raises Refused: shipping-method-not-offered."""
        ...

    def total(self, credentials: Credentials, cart_id: str, address: Mapping[str, Any]) -> Money:
        """The grand total of the quote."""
        ...

    def line_availability(self, credentials: Credentials, cart_id: str) -> dict[str, ShownAvailability]:
        """The availability of each line, by SKU."""
        ...

    def claim(self, customer: Credentials, guest: Credentials, cart_id: str) -> MergedCart:
        """Merge a guest's cart into the customer's. Raises Refused where it is not the guest's."""
        ...

    def next_cart(self, credentials: Credentials, cart_id: str) -> str | None:
        """The cart that follows a bought one, with what was added in the meantime; None where none does."""
        ...

    def codes(self, credentials: Credentials, cart_id: str) -> list[str]:
        """The discount codes in the cart, as they were entered."""
        ...

    def enter_code(self, credentials: Credentials, cart_id: str, code: str) -> None:
        """Enter a discount code beside those that are there. Raises Refused: too-many-codes."""
        ...

    def take_code_out(self, credentials: Credentials, cart_id: str, code: str) -> None:
        """Remove a discount code."""
        ...


class OrdersPort(Protocol):
    """Orders, as their customers see them."""

    def of(self, credentials: Credentials) -> tuple[Order, ...]:
        """Every order of a signed-in customer, the newest first."""
        ...

    def page(self, credentials: Credentials, most: int, after: str | None = None) -> HistoryPage:
        """A page of the order history: `most` orders at most, the newest first.

        `after` is the number of the last order of the page before: the page begins with the order that was
        placed before it. Raises Refused (order-not-found) where these credentials see no such order.
        """
        ...

    def numbered(self, credentials: Credentials, order_number: str) -> Order:
        """The order with this number. Raises Refused (not-found) where these credentials see none."""
        ...

    def delivery(self, credentials: Credentials, order_number: str) -> Mapping[str, Any]:
        """What the order says about where it goes.

        `email` is its mail address, `ship_to` its delivery address, and `bill_to` its billing address, None
        where that is the same. A shop that asks for one address alone leaves `bill_to` out, one with one way
        of shipping `shipping_method`.
        """
        ...

    def transfer_terms(self, credentials: Credentials, order_number: str) -> AwaitedTransfer:
        """To which account, under which reference and until when an order is paid; what is missing.

        Raises Refused (not-found) where these credentials see no such order.
        """
        ...

    def cancel(self, credentials: Credentials, order_number: str) -> Order:
        """Cancel an order that is paid or waits for a transfer. Raises Refused where there is none so far.

        A shop of e-books refuses as well where one of the order was opened (ebook-opened).
        """
        ...

    def send_to(self, credentials: Credentials, order_number: str, address: Mapping[str, Any]) -> None:
        """Send the order to another address from now on. Harmless when repeated.

        The bill and the total stay as they are. Raises Refused: already-shipped once copies have left,
        already-canceled, nothing-to-ship where the order has no parcel, checkout-in-progress while it is not
        paid, invalid-request for an address that is none, and other-destination, with the members `country`
        and `region`, for one where shipping and tax may cost something else.
        """
        ...

    def open_ebook(self, credentials: Credentials, link: str) -> str:
        """Open the link to an e-book, which a mail has; the title. The credentials may be of any reader.

        Raises Refused: download-not-found for a link that no mail has, download-withdrawn where the e-book
        was refunded or its order canceled.
        """
        ...

    def invoice(self, credentials: Credentials, order_number: str) -> ShownInvoice:
        """A copy of the invoice of a paid order, with its credit notes.

        Every copy has the numbers of the placing, whatever has changed in the shop since. Raises Refused:
        no-invoice where the order was not paid, order-not-found where these credentials see none.
        """
        ...

    def claim(self, customer: Credentials, guest: Credentials, order_number: str) -> Order:
        """Take a guest's order into the customer's account, and give the order. Harmless when repeated.

        `guest` proves that the order is theirs: a token, or what else only this buyer has. Afterwards the
        order is the customer's alone. Raises Refused (order-not-found) where the guest has no such order, and
        where another customer has claimed it.
        """
        ...

    def erase(self, credentials: Credentials) -> bool:
        """Erase the personal data of every order of the customer's account; whether all of it is done.

        A service that does not answer is asked again later, so that it may be done a while after the request.
        Harmless when repeated. Raises Refused (orders-open), with the member `order_numbers`, where an order
        still needs its person; then nothing is erased.
        """
        ...


class InventoryPort(Protocol):
    """Copies on the shelf."""

    def receive(self, staff: Credentials, sku: str, title: str, copies: int) -> None:
        """Put the title on sale and receive copies of it."""
        ...

    def offer_ebook(self, staff: Credentials, sku: str, title: str) -> None:
        """Put an e-book on sale, of which no copies are counted. Raises Refused: kind-is-fixed."""
        ...

    def offer_gift_card(self, staff: Credentials, sku: str, title: str) -> None:
        """Put a gift card on sale: it holds what it costs, and its code comes by mail. Raises Refused."""
        ...

    def book(self, staff: Credentials, sku: str, receipt_id: str, copies: int) -> None:
        """Receive the copies of one delivery, once for each receipt id."""
        ...

    def count(self, staff: Credentials, sku: str, copies: int) -> Availability:
        """Set the copies on hand after a stock count. Raises Refused (below-reserved)."""
        ...

    def availability(self, staff: Credentials, sku: str) -> Availability:
        """Copies on hand, reserved by checkouts under way, and available. Sold copies count as gone."""
        ...

    def withdraw(self, staff: Credentials, sku: str) -> None:
        """Take the title off sale."""
        ...

    def put_back_on_sale(self, staff: Credentials, sku: str) -> None:
        """Put a withdrawn title back on sale."""
        ...
