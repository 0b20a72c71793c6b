"""The request and response bodies of the orders service. Amounts are minor units of the order's currency."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, model_validator

from bookstore.orders.errors import TotalsDoNotAddUp
from bookstore.orders.exchanges.schemas import ExchangeView
from bookstore.orders.model import Order
from bookstore.orders.purchase import OrderLine, Purchase, Totals, TransferTerms
from bookstore.orders.returns.schemas import ReturnView
from bookstore.orders.rules.attention import attention
from bookstore.orders.schemas.refunds import RefundView
from bookstore.orders.schemas.transfers import TransferTermsBody, TransferView
from bookstore.orders.shipments.schemas import ShipmentView
from bookstore.orders.states import OrderState
from bookstore.platform.addresses import Address, DeliveryAddress
from bookstore.platform.languages import LocaleTag
from bookstore.platform.money import Currency
from bookstore.platform.schemas import (
    EACH_TITLE_ONCE,
    MOST_TITLES,
    CustomerId,
    DiscountCodes,
    EmailAddress,
    LongText,
    MinorUnits,
    OrderNumber,
    Quantity,
    ReplyBody,
    RequestBody,
    ShortText,
    Sku,
    TaxMode,
    TokenHash,
)
from bookstore.platform.title_kinds import TitleKind


class OrderLineBody(RequestBody):
    """One title and its price. A line without a `tax_mode` has that of the order."""

    sku: Sku
    title: LongText
    kind: TitleKind = TitleKind.PRINTED
    quantity: Quantity
    unit_price: MinorUnits
    line_total: MinorUnits
    discount: MinorUnits
    tax: MinorUnits
    tax_mode: TaxMode | None = None

    def line(self, tax_mode: TaxMode) -> OrderLine:
        """The line that this body states, in an order with this mode."""
        return OrderLine(**{**self.model_dump(), "tax_mode": self.tax_mode or tax_mode})


class OrderBody(RequestBody):
    """What the customer bought, what it costs, and where it is shipped."""

    customer_id: CustomerId | None
    guest_token_hash: TokenHash | None
    email: EmailAddress
    locale: LocaleTag
    ship_to: DeliveryAddress
    bill_to: DeliveryAddress | None = None
    shipping_method: ShortText | None
    lines: Annotated[tuple[OrderLineBody, ...], Field(min_length=1, max_length=MOST_TITLES), EACH_TITLE_ONCE]
    currency: Currency
    subtotal: MinorUnits
    discount: MinorUnits
    shipping: MinorUnits
    tax: MinorUnits
    tax_mode: TaxMode
    grand_total: MinorUnits
    redeemed: MinorUnits = 0
    discount_codes: DiscountCodes
    payment_method: Literal["card", "card_on_shipment", "wallet", "advance", "invoice", "none"]
    transfer: TransferTermsBody | None = None

    @model_validator(mode="after")
    def has_terms_of_its_transfer(self) -> OrderBody:
        """Refuse a transfer without its terms, and terms without a transfer."""
        if (self.transfer is not None) is not (self.payment_method in ("advance", "invoice")):
            raise ValueError("an order that is paid by transfer has its terms, and no other order has")
        return self

    @model_validator(mode="after")
    def has_an_owner(self) -> OrderBody:
        """Refuse an order without customer and guest: it could never be read again."""
        if self.customer_id is None and (self.guest_token_hash is None or self.payment_method == "invoice"):
            raise ValueError("an order belongs to a customer or to a guest, and on invoice to a customer")
        return self

    def purchase(self) -> Purchase:
        """The purchase this body states; raises TotalsDoNotAddUp."""
        lines = tuple(line.line(self.tax_mode) for line in self.lines)
        parts = (self.subtotal, self.discount, self.shipping, self.tax)
        totals = Totals(self.currency, *parts, self.tax_mode, self.grand_total)
        totals.check(lines)
        return Purchase(
            customer_id=self.customer_id,
            guest_token_hash=self.guest_token_hash,
            email=self.email,
            locale=self.locale,
            ship_to=self.ship_to.model_dump(mode="json"),
            shipping_method=self.shipping_method,
            lines=lines,
            totals=totals,
            discount_codes=self.discount_codes,
            payment_method=self.payment_method,
            redeemed=self._redeemed(),
            bill_to=self.bill_to.model_dump(mode="json") if self.bill_to else None,
            transfer=TransferTerms(**self.transfer.model_dump()) if self.transfer else None,
        )

    def _redeemed(self) -> int:
        if self.redeemed > self.grand_total:
            raise TotalsDoNotAddUp(f"{self.redeemed} was redeemed for a grand total of {self.grand_total}")
        return self.redeemed


class PaymentNotice(RequestBody):
    """The captured amount of the order's payment."""

    captured: MinorUnits


class CancellationRequest(RequestBody):
    """Why a checkout cancels its order."""

    reason: LongText


class OrderPlaced(ReplyBody):
    """The checkout's order."""

    order_number: OrderNumber
    state: OrderState
    grand_total: MinorUnits


class OrderCancellation(ReplyBody):
    """The checkout has no active order; the number is null where it never had one."""

    checkout_id: UUID
    order_number: str | None
    state: Literal[OrderState.CANCELING, OrderState.CANCELED]


class OrderView(ReplyBody):
    """An order as its customer sees it. One that was erased has places in place of addresses, and no mail."""

    order_number: str
    state: OrderState
    placed_at: datetime
    paid_at: datetime | None
    canceled_at: datetime | None
    erased_at: datetime | None
    email: str
    locale: str
    ship_to: Address
    bill_to: Address | None
    shipping_method: str | None
    lines: tuple[OrderLineBody, ...]
    currency: Currency
    subtotal: MinorUnits
    discount: MinorUnits
    shipping: MinorUnits
    tax: MinorUnits
    tax_mode: TaxMode
    grand_total: MinorUnits
    captured: MinorUnits
    redeemed: MinorUnits
    reduced: MinorUnits
    refunded: MinorUnits
    refunds: tuple[RefundView, ...]
    shipments: tuple[ShipmentView, ...]
    returns: tuple[ReturnView, ...]
    exchanges: tuple[ExchangeView, ...]
    discount_codes: tuple[str, ...]
    payment_method: str
    transfer: TransferView | None

    @classmethod
    def of(cls, order: Order) -> OrderView:
        """The order without the fields that only the service needs."""
        purchase, totals = order.purchase, order.purchase.totals
        return cls(
            order_number=order.order_number,
            state=order.state,
            placed_at=order.placed_at,
            paid_at=order.paid_at,
            canceled_at=order.canceled_at,
            erased_at=order.erased_at,
            email=purchase.email,
            locale=purchase.locale,
            ship_to=Address.model_validate(purchase.ship_to),
            bill_to=Address.model_validate(purchase.bill_to) if purchase.bill_to else None,
            shipping_method=purchase.shipping_method,
            lines=tuple(OrderLineBody(**vars(line)) for line in purchase.lines),
            **vars(totals),
            captured=order.charged,
            redeemed=purchase.redeemed,
            reduced=order.reduced,
            refunded=order.refunded,
            refunds=tuple(RefundView.of(refund) for refund in order.refunds),
            shipments=tuple(ShipmentView.of(shipment, purchase) for shipment in order.shipments),
            returns=tuple(ReturnView.of(each, purchase) for each in order.returns),
            exchanges=tuple(ExchangeView.of(each, purchase) for each in order.exchanges),
            discount_codes=purchase.discount_codes,
            payment_method=purchase.payment_method,
            transfer=TransferView.of(order),
        )


class AttentionView(ReplyBody):
    """What happened and what the staff has to do, in a sentence.

    `about` is a flag, or why a refund has failed; `amount` is of that refund, or of a refused charge.
    """

    about: str
    says: str
    refund_id: UUID | None
    amount: MinorUnits | None


class OrderStatusReply(ReplyBody):
    """The state of an order, for staff and services; `flag` says what is wrong with its payment.

    `attention` says in words what needs a person: the flag, refused charges, refunds that have failed.

    `captured`, `redeemed`, `held` and `reduced` together are the grand total of a paid order; `refunded` is
    of the first two. `reduced` was owed on invoice, and is not any more. `held` is not captured: of it,
    `charging` is asked for, and the outcome not known yet.
    """

    checkout_id: UUID
    order_number: str
    state: OrderState
    currency: Currency
    grand_total: MinorUnits
    captured: MinorUnits
    redeemed: MinorUnits
    held: MinorUnits
    charging: MinorUnits
    reduced: MinorUnits
    refunded: MinorUnits
    refunded_to_gift_cards: MinorUnits
    paid_at: datetime | None
    flag: str | None
    attention: tuple[AttentionView, ...]

    @classmethod
    def of(cls, order: Order) -> OrderStatusReply:
        """The state of this order."""
        totals = order.purchase.totals
        return cls(
            checkout_id=order.checkout_id,
            order_number=order.order_number,
            state=order.state,
            currency=totals.currency,
            grand_total=totals.grand_total,
            captured=order.charged,
            redeemed=order.purchase.redeemed,
            held=order.not_captured,
            charging=order.charging,
            reduced=order.reduced,
            refunded=order.refunded,
            refunded_to_gift_cards=order.refunded_to_gift_cards,
            paid_at=order.paid_at,
            flag=order.flag,
            attention=tuple(AttentionView(**vars(each)) for each in attention(order)),
        )


class PaidOrders(ReplyBody):
    """Orders paid in a span of time, by checkout id; `more` says that further pages follow."""

    orders: tuple[OrderStatusReply, ...]
    more: bool


class OrderList(ReplyBody):
    """A page of the buyer's orders, the newest first; `more` says that further pages follow."""

    orders: tuple[OrderView, ...]
    more: bool
