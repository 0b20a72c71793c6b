"""Checkouts and orders of buyers, as the checkout and the orders service keep them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field, RootModel

from bookstore.platform.money import Currency
from bookstore.platform.schemas import ReplyBody
from bookstore.platform.title_kinds import TitleKind
from bookstore.storefront.calls import BuyerClient
from bookstore.storefront.carts import Amount, Credentials, ShownTotals


class BankAction(ReplyBody):
    """The bank's page on which the customer confirms the payment."""

    url: str | None = None
    until: datetime | None = None


class CheckoutPage(ReplyBody):
    """The state of a checkout."""

    checkout_id: str
    state: Literal["running", "waiting", "compensating", "completed", "refused"]
    order_number: str | None = None
    reason: str | None = None
    detail: str | None = None
    action: BankAction | None = None


class OrderPageLine(ReplyBody):
    """One title of an order, in minor units."""

    sku: str
    title: str
    kind: TitleKind
    quantity: int
    unit_price: Amount
    line_total: Amount


class OrderPageRefund(ReplyBody):
    """A refund of an order, in minor units, of which `reduced` were owed on invoice and never paid."""

    state: str
    amount: Amount
    destination: str = "payment"
    reduced: Amount = 0


class OrderPageParcelLine(ReplyBody):
    """A number of copies of one title in a parcel."""

    title: str
    quantity: int


class OrderPageShipment(ReplyBody):
    """A parcel with copies of the order, and what the card is charged for it, where that is at shipment."""

    shipped_at: datetime
    lines: list[OrderPageParcelLine]
    charge: Amount | None = None
    charge_state: str | None = None


class OrderPageReturnedLine(ReplyBody):
    """Copies of one title that came back."""

    title: str
    unharmed: int
    damaged: int


class OrderPageReturn(ReplyBody):
    """What came back of the order together."""

    returned_at: datetime
    lines: list[OrderPageReturnedLine]


class OrderPageExchange(ReplyBody):
    """Copies that replace others; `asked` or `sold-out` where there are none."""

    state: str
    asked_at: datetime
    lines: list[OrderPageParcelLine]


class OrderPageTransfer(ReplyBody):
    """How an order is paid by bank transfer; `missing` minor units are still to come."""

    account: str
    reference: str
    due_at: datetime
    missing: Amount


class OrderPage(ShownTotals):
    """An order; amounts in minor units of its currency."""

    order_number: str
    state: Literal["placed", "awaiting", "owed", "paid", "canceling", "canceled"]
    placed_at: datetime
    paid_at: datetime | None = None
    canceled_at: datetime | None = None
    erased_at: datetime | None = None
    email: str
    ship_to: dict[str, str | None]
    bill_to: dict[str, str | None] | None = None
    lines: list[OrderPageLine]
    currency: Currency
    shipping_method: str | None
    payment_method: str = ""
    captured: Amount = 0
    redeemed: Amount = 0
    refunds: list[OrderPageRefund] = Field(default_factory=list)
    shipments: list[OrderPageShipment] = Field(default_factory=list)
    returns: list[OrderPageReturn] = Field(default_factory=list)
    exchanges: list[OrderPageExchange] = Field(default_factory=list)
    discount_codes: list[str] = Field(default_factory=list)
    transfer: OrderPageTransfer | None = None

    @property
    def has_invoice(self) -> bool:
        """Whether it is owed, or all of it was charged, or is never charged."""
        if self.payment_method != "card_on_shipment":
            return self.paid_at is not None or self.state == "owed"
        given_up = sum(refund.amount for refund in self.refunds if refund.destination == "hold")
        return bool(self.shipments) and self.captured + given_up + self.redeemed == self.grand_total

    @property
    def shown_state(self) -> str:
        """Its state, or what is more exact of one that is paid: `refunded` in full, or `held` for parcels."""
        if self.state != "paid":
            return self.state
        back = sum(refund.amount for refund in self.refunds if refund.state in ("pending", "refunded"))
        if back == self.grand_total > 0:
            return "refunded"
        return "held" if self.payment_method == "card_on_shipment" and not self.captured else "paid"

    @property
    def has_ebooks(self) -> bool:
        """Whether something of it is read by a link."""
        return any(line.kind.by_link for line in self.lines)

    @property
    def has_gift_cards(self) -> bool:
        """Whether gift cards are among it, whose codes its mail has."""
        return any(line.kind.is_money for line in self.lines)

    @property
    def can_go_elsewhere(self) -> bool:
        """Whether a parcel is to be sent of which nothing has left, nor was refunded in full."""
        waits = self.shown_state in ("awaiting", "owed", "paid", "held") and not self.shipments
        return waits and self.shipping_method is not None and self.erased_at is None


class TypedAddress(RootModel[dict[str, str]]):
    """An address as the buyer has typed it, without the fields that were left blank."""


class ErasurePage(ReplyBody):
    """Whether the personal data are erased in every service, or will be in a moment."""

    state: Literal["under way", "complete"]


class OrderHistory(ReplyBody):
    """A page of the buyer's orders, the newest first; `more` says that older ones follow."""

    orders: list[OrderPage]
    more: bool = False


class ExpectedTotal(BaseModel):
    """The grand total that the payment page has shown, in minor units."""

    amount: Amount
    currency: Currency


class BuyerSubmission(BaseModel):
    """What the buyer submits: the cart for the total that the payment page has shown."""

    cart_id: str
    cart_version: int
    email: str
    locale: str
    ship_to: dict[str, str]
    bill_to: dict[str, str] | None
    shipping_method: str | None = None
    payment: dict[str, str] | None
    """The method, and the token that stands for a card or wallet; a transfer has none."""
    gift_cards: tuple[str, ...] = ()
    store_credit: bool = False
    expected_total: ExpectedTotal


class Checkouts:
    """The client of the checkout service. Each method raises ServiceRefused, SessionEnded or CallFailed."""

    def __init__(self, client: BuyerClient) -> None:
        self._client = client

    def submit(self, purchase: BuyerSubmission, key: str, credentials: Credentials) -> CheckoutPage:
        """Buy the cart; a repeated key gives the first answer."""
        return self._client.ask("POST", "/checkouts", credentials, purchase, key).read(CheckoutPage)

    def read(self, checkout_id: str, credentials: Credentials) -> CheckoutPage:
        """The checkout."""
        return self._client.ask("GET", f"/checkouts/{checkout_id}", credentials).read(CheckoutPage)

    def go_on(self, checkout_id: str, credentials: Credentials) -> CheckoutPage:
        """The checkout after its customer has come back from the bank's page."""
        path = f"/checkouts/{checkout_id}/continuation"
        return self._client.ask("POST", path, credentials).read(CheckoutPage)


class Orders:
    """The client of the orders service. Each method raises ServiceRefused, SessionEnded or CallFailed."""

    def __init__(self, client: BuyerClient) -> None:
        self._client = client

    def latest(self, credentials: Credentials) -> OrderHistory:
        """The buyer's latest orders."""
        return self._client.ask("GET", "/orders", credentials).read(OrderHistory)

    def older(self, order_number: str, credentials: Credentials) -> OrderHistory:
        """The buyer's orders before this one."""
        return self._client.ask("GET", f"/orders?after={order_number}", credentials).read(OrderHistory)

    def read(self, order_number: str, credentials: Credentials) -> OrderPage:
        """One order."""
        return self._client.ask("GET", f"/orders/{order_number}", credentials).read(OrderPage)

    def claim(self, order_number: str, guest: Credentials, customer: Credentials) -> OrderPage:
        """The guest's order, in the customer's account from now on."""
        path = f"/orders/{order_number}/claim"
        return self._client.ask("POST", path, {**customer, **guest}).read(OrderPage)

    def send_to(self, order_number: str, address: Mapping[str, str], credentials: Credentials) -> OrderPage:
        """The order, which goes to this address from now on."""
        body = TypedAddress(dict(address))
        return self._client.ask("PUT", f"/orders/{order_number}/address", credentials, body).read(OrderPage)

    def erase(self, credentials: Credentials) -> ErasurePage:
        """Erase the personal data of every order of the customer."""
        return self._client.ask("POST", "/personal-data/erasure", credentials).read(ErasurePage)

    def cancel(self, order_number: str, credentials: Credentials) -> OrderPage:
        """The order, canceled or being canceled."""
        path = f"/orders/{order_number}/cancellation"
        return self._client.ask("POST", path, credentials).read(OrderPage)
